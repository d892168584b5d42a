package io.regulars.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told on the way. */
final class ProgressTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void plainLinesComeOncePerTenth() {
    Progress progress = Progress.lines(out);

    progress.begin("visits", 25);
    for (int i = 0; i < 25; i++) {
      progress.advance(1);
    }

    List<String> lines = told().lines().toList();
    assertEquals(11, lines.size(), told());
    assertEquals("visits: 0 of 25 (0 %)", lines.get(0));
    assertEquals("visits: 3 of 25 (10 %)", lines.get(1));
    assertEquals("visits: 25 of 25 (100 %)", lines.get(10));
  }

  @Test
  void barGrowsOnOneLine() {
    Progress progress = Progress.bar(out);

    progress.begin("visits", 2);
    progress.advance(1);
    progress.advance(1);

    assertEquals(1, told().lines().filter(line -> line.contains("100 %")).count());
    assertTrue(
        told().contains("\r[" + "#".repeat(20) + ".".repeat(20) + "] visits: 1 of 2 (50 %)"));
    assertTrue(told().endsWith("(100 %)" + System.lineSeparator()));
  }

  @ParameterizedTest
  @CsvSource({
    "/dev/pts/3, true",
    "/dev/tty1, true",
    "/dev/console, true",
    "pipe:[4711], false",
    "/dev/null, false",
    "/tmp/log, false",
  })
  void terminalIsToldByWhereStandardErrorGoes(String target, boolean terminal, @TempDir Path folder)
      throws IOException {
    Path descriptor = folder.resolve("2");
    assumeTrue(links(descriptor, target));

    assertEquals(terminal, Progress.isTerminal(descriptor));
  }

  private static boolean links(Path link, String target) throws IOException {
    try {
      Files.createSymbolicLink(link, Path.of(target));
      return true;
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  @Test
  void taskMayEndEarlyOrBeEmpty() {
    Progress progress = Progress.lines(out);

    progress.begin("files", 10);
    progress.advance(4);
    progress.end();
    progress.begin("nothing", 0);
    progress.end();

    assertEquals(
        List.of(
            "files: 0 of 10 (0 %)",
            "files: 4 of 10 (40 %)", "files: 4 of 4 (100 %)", "nothing: 0 of 0 (100 %)"),
        told().lines().toList());
  }

  private String told() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
