package io.regulars.examples.complaintday;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What was asked for on the command line.
 *
 * @param seed what kind of day it is
 * @param cases how many complaints it brings
 * @param language what is spoken
 * @param help whether to print {@link #HELP} and do nothing else
 */
record Options(long seed, int cases, Locale language, boolean help) {

  /** How it is used. */
  static final String HELP =
      """
      Plays a busy Saturday of complaints at a chain of three spas, and the Sunday after it, in
      simulated time, and prints what head office would want to see.

      usage: java -jar complaint-day.jar [options]

        --seed <n>         another day, from 0 to 999999999; 6 unless told
        --cases <n>        so many complaints, from 18 to 9999; 200 unless told
        --language en|zh   what is spoken; en unless told
        --help             print this

      The same seed and number of cases print the same.
      """;

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
  private static final int MOST = 9_999;

  /** The command line cannot be understood. */
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
      super(message);
    }
  }

  /** Reads the command line. */
  static Options parse(List<String> arguments) throws UsageException {
    long seed = 6;
    int cases = 200;
    Locale language = Locale.ENGLISH;
    boolean help = false;
    for (Iterator<String> each = arguments.iterator(); each.hasNext(); ) {
      String option = each.next();
      switch (option) {
        case "--seed" -> seed = number(option, each);
        case "--cases" -> cases = cases(option, each);
        case "--language" -> language = language(option, each);
        case "--help" -> help = true;
        default -> throw new UsageException("unknown option " + option);
      }
    }
    return new Options(seed, cases, language, help);
  }

  private static String value(String option, Iterator<String> rest) throws UsageException {
    if (!rest.hasNext()) {
      throw new UsageException(option + " needs a value");
    }
    return rest.next();
  }

  private static long number(String option, Iterator<String> rest) throws UsageException {
    String value = value(option, rest);
    if (!NUMBER.matcher(value).matches()) {
      throw new UsageException(option + " " + value + " is no whole number up to 999999999");
    }
    return Long.parseLong(value);
  }

  private static int cases(String option, Iterator<String> rest) throws UsageException {
    long cases = number(option, rest);
    if (cases < Plot.CERTAIN || cases > MOST) {
      throw new UsageException(
          option + " " + cases + " is not from " + Plot.CERTAIN + " to " + MOST);
    }
    return (int) cases;
  }

  private static Locale language(String option, Iterator<String> rest) throws UsageException {
    String value = value(option, rest);
    return switch (value) {
      case "en" -> Locale.ENGLISH;
      case "zh" -> Locale.SIMPLIFIED_CHINESE;
      default -> throw new UsageException(option + " " + value + " is neither en nor zh");
    };
  }
}
