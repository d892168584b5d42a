package io.regulars.examples.quickstart;

import java.io.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Says how far a long task has come: a bar that grows on a terminal, a plain line per tenth
 * elsewhere. Not thread-safe.
 */
public final class Progress {

  private static final int WIDTH = 40;
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private final PrintStream out;
  private final boolean terminal;
  private String task = "";
  private long total;
  private long done;
  private long nextShown;

  private Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * A bar if {@code out} is standard error and that goes to a terminal, as far as can be told;
   * plain lines otherwise.
   */
  public static Progress to(PrintStream out) {
    return new Progress(out, out == System.err && isTerminal(STANDARD_ERROR));
  }

  /** Whether a link of Linux's, such as {@code /proc/self/fd/2}, leads to a terminal. */
  static boolean isTerminal(Path descriptor) {
    String device;
    try {
      device = Files.readSymbolicLink(descriptor).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return hasConsole();
    }
    return device.startsWith("/dev/pts/")
        || device.startsWith("/dev/tty")
        || device.equals("/dev/console");
  }

  /**
   * The second best answer, which is about standard input and output. Up to JDK 21 there is a
   * console on a terminal only; from 22 on the console has to be asked.
   */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean hasConsole() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return Console.class.getMethod("isTerminal").invoke(console).equals(true);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** A bar. */
  static Progress bar(PrintStream out) {
    return new Progress(out, true);
  }

  /** Plain lines. */
  static Progress lines(PrintStream out) {
    return new Progress(out, false);
  }

  /** Says nothing. */
  public static Progress silent() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Progress(nowhere, false);
  }

  /** Begins a task of {@code total} steps. */
  public void begin(String task, long total) {
    this.task = task;
    this.total = total;
    this.done = 0;
    this.nextShown = 0;
    show();
  }

  /** Counts {@code steps} steps as done. */
  public void advance(long steps) {
    done += steps;
    if (done >= nextShown) {
      show();
    }
  }

  /** Ends a task that took fewer steps than were announced. */
  public void end() {
    if (done < total) {
      total = done;
      show();
    }
  }

  private void show() {
    int parts = terminal ? 100 : 10;
    long shown = total == 0 ? parts : Math.min(done, total) * parts / total;
    nextShown = shown >= parts ? Long.MAX_VALUE : ceilDiv((shown + 1) * total, parts);
    String line =
        String.format(
            Locale.ROOT, "%s: %,d of %,d (%d %%)", task, done, total, shown * 100 / parts);
    if (terminal) {
      int filled = (int) (shown * WIDTH / parts);
      String bar = "#".repeat(filled) + ".".repeat(WIDTH - filled);
      out.print("\r[" + bar + "] " + line + (shown >= parts ? System.lineSeparator() : ""));
    } else {
      out.println(line);
    }
    out.flush();
  }

  private static long ceilDiv(long dividend, long divisor) {
    return -Math.floorDiv(-dividend, divisor);
  }
}
