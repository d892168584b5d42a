package io.regulars.examples.quickstart;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What was asked for on the command line.
 *
 * @param store where files live: {@code memory}, {@code h2:<file>} or {@code jdbc:<url>}
 * @param limit how many purchases to replay at most
 * @param file another history than the bundled one
 * @param json whether to print the summary alone, as JSON
 * @param help whether to print {@link #HELP} and do nothing else
 */
public record Options(String store, int limit, Optional<Path> file, boolean json, boolean help) {

  /** How it is used. */
  public static final String HELP =
      """
      Replays the purchase history of CDNOW as visits of one merchant and prints what its owner
      would look at on 1998-07-01.

      usage: java -jar quickstart.jar [options]

        --store memory      keep everything in memory; the default
        --store h2:<file>   keep it in an embedded H2 database, in <file>.mv.db
        --store jdbc:<url>  keep it in the H2 database at jdbc:<url>, e.g. jdbc:h2:tcp://host/crm
        --limit <n>         replay the first <n> purchases, by date, then by line
        --file <path>       another history in the format of the bundled one
        --json              print the summary alone, as JSON
        --help              print this

      Killed at any moment and run again on the same database, with the same history and limit, it
      goes on where it was and ends with the same figures; with another limit it refuses. Progress
      is told on standard error.

      exit status: 0   finished
                   2   finished, but the history had malformed lines, told on standard error
                   64  the options are wrong
                   70  failed
      """;

  private static final String H2 = "h2:";
  private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,8}");

  /** Reads the command line. */
  public static Options parse(List<String> arguments) throws UsageException {
    String store = "memory";
    int limit = Integer.MAX_VALUE;
    Optional<Path> file = Optional.empty();
    boolean json = false;
    boolean help = false;
    for (Iterator<String> each = arguments.iterator(); each.hasNext(); ) {
      String option = each.next();
      switch (option) {
        case "--store" -> store = store(value(option, each));
        case "--limit" -> limit = limit(value(option, each));
        case "--file" -> file = Optional.of(path(option, value(option, each)));
        case "--json" -> json = true;
        case "--help" -> help = true;
        default -> throw new UsageException("unknown option " + option);
      }
    }
    return new Options(store, limit, file, json, help);
  }

  private static String value(String option, Iterator<String> rest) throws UsageException {
    if (!rest.hasNext()) {
      throw new UsageException(option + " needs a value");
    }
    return rest.next();
  }

  private static String store(String value) throws UsageException {
    boolean known =
        value.equals("memory")
            || (value.startsWith(H2) && value.length() > H2.length() && !value.contains(";"))
            || value.startsWith("jdbc:h2:");
    if (!known) {
      throw new UsageException(
          "--store " + value + " is none of memory, h2:<file> (without ';') and jdbc:h2:<url>");
    }
    if (value.startsWith(H2)) {
      path("--store", value.substring(H2.length()));
    }
    return value;
  }

  private static int limit(String value) throws UsageException {
    if (!COUNT.matcher(value).matches()) {
      throw new UsageException("--limit " + value + " is not a whole number from 1 to 999999999");
    }
    return Integer.parseInt(value);
  }

  private static Path path(String option, String value) throws UsageException {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new UsageException(
          option
              + " "
              + value
              + " is not a path: "
              + e.getReason()
              + "; if the locale lacks its characters, set LC_ALL=C.UTF-8");
    }
  }

  /** The command line does not say what to do. */
  public static final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }
}
