package io.regulars.examples.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a run of the quickstart left.
 *
 * @param status its exit status
 * @param out its standard output
 * @param err its standard error
 */
record Console(int status, String out, String err) {

  /** Runs the whole program within this process. */
  static Console run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Quickstart.run(
            List.of(arguments),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Console(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Standard output, a line of JSON, without the seconds. */
  String json() {
    return withoutSeconds(out);
  }

  static String withoutSeconds(String json) {
    return json.strip().replaceFirst(",\"seconds\":[0-9]+\\.[0-9]{3}}$", "}");
  }
}
