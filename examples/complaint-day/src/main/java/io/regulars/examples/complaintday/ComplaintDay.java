package io.regulars.examples.complaintday;

import io.regulars.examples.complaintday.Options.UsageException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Plays the day and prints what head office would want to see. */
public final class ComplaintDay {

  private static final int FINISHED = 0;
  private static final int WRONG_OPTIONS = 64;

  private ComplaintDay() {}

  /** See {@link Options#HELP}. */
  public static void main(String[] arguments) {
    System.setProperty("org.jboss.logging.provider", "slf4j");
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(run(List.of(arguments), out, System.err));
  }

  /** The whole program; returns its exit status. */
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try {
      Options options = Options.parse(arguments);
      if (options.help()) {
        out.print(Options.HELP);
        return FINISHED;
      }
      Saturday day = Saturday.play(Plot.of(options.seed(), options.cases()));
      new DayReport(day, options.language(), out).print();
      return FINISHED;
    } catch (UsageException e) {
      err.println(e.getMessage());
      err.println("--help tells the options");
      return WRONG_OPTIONS;
    }
  }
}
