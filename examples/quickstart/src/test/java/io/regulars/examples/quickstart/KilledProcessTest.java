package io.regulars.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, killed without warning while it writes to H2. */
final class KilledProcessTest {

  @TempDir private Path folder;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void runAgainItEndsWithTheSameFigures() throws Exception {
    int limit = 2_000;

    killAt("visits recorded: 1,000 ", limit);
    killAt("files brought up to date: ", limit);
    Process last = start(limit);
    String json;
    try (BufferedReader out = last.inputReader(StandardCharsets.UTF_8);
        BufferedReader err = last.errorReader(StandardCharsets.UTF_8)) {
      String progress = err.lines().toList().toString();
      json = out.readLine();
      assertEquals(0, last.waitFor(), progress);
      assertFalse(progress.contains("visits recorded: 1,200 "), progress);
    }

    assertEquals(ByHand.json(limit), Console.withoutSeconds(json));
  }

  /** Kills the process as soon as it has said {@code line}. */
  private void killAt(String line, int limit) throws Exception {
    Process process = start(limit);
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      String told = err.readLine();
      while (told != null && !told.startsWith(line)) {
        told = err.readLine();
      }
      process.destroyForcibly();
      assertNotEquals(null, told, "the process ended before it said: " + line);
    }
    assertNotEquals(0, process.waitFor());
  }

  private Process start(int limit) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Quickstart.class.getName(),
                "--json",
                "--limit",
                Integer.toString(limit),
                "--store",
                "h2:" + folder.resolve("shop")))
        .start();
  }
}
