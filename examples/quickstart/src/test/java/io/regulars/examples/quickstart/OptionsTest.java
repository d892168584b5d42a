package io.regulars.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.examples.quickstart.Options.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be asked for. */
final class OptionsTest {

  @Test
  void nothingAskedForMeansAllInMemory() throws UsageException {
    assertEquals(
        new Options("memory", Integer.MAX_VALUE, Optional.empty(), false, false),
        Options.parse(List.of()));
  }

  @Test
  void everythingCanBeAskedFor() throws UsageException {
    assertEquals(
        new Options("h2:shop", 10, Optional.of(Path.of("history.txt")), true, true),
        Options.parse(
            List.of(
                "--help",
                "--json",
                "--file",
                "history.txt",
                "--limit",
                "10",
                "--store",
                "h2:shop")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "h2:shop", "h2:/tmp/shop", "jdbc:h2:mem:shop"})
  void storesThatExist(String store) throws UsageException {
    assertEquals(store, Options.parse(List.of("--store", store)).store());
  }

  @Test
  void storeThatTheLocaleCannotNameIsWrong() {
    for (String option : List.of("--store", "--file")) {
      UsageException thrown =
          assertThrows(
              UsageException.class, () -> Options.parse(List.of(option, "h2:/tmp/\u0000")));

      assertTrue(thrown.toString().contains(option), thrown.toString());
      assertTrue(thrown.toString().contains("LC_ALL"), thrown.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--store file, --store file is none of",
    "--store h2:, --store h2: is none of",
    "--store h2:a;INIT=x, --store h2:a;INIT=x is none of",
    "--store jdbc:postgresql:crm, --store jdbc:postgresql:crm is none of",
    "--store, --store needs a value",
    "--limit 0, --limit 0 is not",
    "--limit -1, --limit -1 is not",
    "--limit 1.5, --limit 1.5 is not",
    "--limit 12345678901, --limit 12345678901 is not",
    "--file, --file needs a value",
    "--verbose, unknown option --verbose",
    "history.txt, unknown option history.txt",
  })
  void whatIsWrongIsNamed(String arguments, String message) {
    UsageException thrown =
        assertThrows(UsageException.class, () -> Options.parse(List.of(arguments.split(" ", -1))));

    assertTrue(thrown.toString().contains(": " + message), thrown.toString());
  }
}
