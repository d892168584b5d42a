package io.regulars.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.spi.storage.Lease;
import io.regulars.spi.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program, on memory and on H2, beside the calculation by hand. */
final class QuickstartTest {

  private static final int LIMIT = 8_000;
  private static final int FEW = 1_500;

  private static String expected;
  private static List<Purchase> purchases;

  @TempDir private Path folder;

  @BeforeAll
  static void calculateByHand() throws IOException {
    expected = ByHand.json(LIMIT);
    purchases = CdnowFile.bundled().first(LIMIT);
  }

  @Test
  void figuresInMemoryAreThoseByHand() {
    Console console = Console.run("--json", "--limit", Integer.toString(LIMIT));

    assertAll(
        () -> assertEquals(0, console.status(), console.err()),
        () -> assertEquals(expected, console.json()),
        () -> assertTrue(console.err().contains("visits recorded: 8,000 of 8,000 (100 %)")));
  }

  @Test
  void figuresOfWholeLivesAreThoseByHand() throws IOException {
    List<String> lines =
        ByHand.bundledLines().stream().filter(line -> line.startsWith("00 ", 4)).toList();
    Path file = folder.resolve("history.txt");
    Files.writeString(
        file, "customer_id date number_of_cds dollar_value\n" + String.join("\n", lines));

    Console console = Console.run("--json", "--file", file.toString());

    assertAll(
        () -> assertEquals(0, console.status(), console.err()),
        () -> assertEquals(ByHand.json(lines, lines.size()), console.json()),
        () -> assertFalse(console.json().contains("\"reactivated\":0"), console.json()));
  }

  @Test
  void figuresOnH2AreThoseByHandAndStaySo() {
    assertEquals(expected, onH2(LIMIT));
    assertEquals(expected, onH2(LIMIT));
  }

  @Test
  void replayCutOffAmongTheVisitsGoesOn() throws IOException {
    try (OpenStore store = OpenStore.open(h2())) {
      record(store.storage(), FEW / 2);
    }

    assertEquals(ByHand.json(FEW), onH2(FEW));
  }

  @Test
  void replayCutOffWhileTimePassesGoesOn() throws IOException {
    try (OpenStore store = OpenStore.open(h2())) {
      record(store.storage(), FEW);
      claimAndDie(store.storage(), CdnowShop.REPORT_AT);
    }

    assertEquals(ByHand.json(FEW), onH2(FEW));
  }

  @Test
  void replayCutOffWhileItMakesUpForOneThatWasCutOffGoesOn() throws IOException {
    Instant secondPass = CdnowShop.REPORT_AT.plus(Duration.ofMinutes(10));
    try (OpenStore store = OpenStore.open(h2())) {
      record(store.storage(), FEW);
      claimAndDie(store.storage(), CdnowShop.REPORT_AT);
      claimAndDie(store.storage(), secondPass);
    }

    assertEquals(ByHand.json(FEW), onH2(FEW));
  }

  @Test
  void filesThatSomebodyHoldsForHoursAreToldInsteadOfWrongFigures() {
    try (OpenStore store = OpenStore.open(h2())) {
      record(store.storage(), FEW);
      claim(store.storage(), CdnowShop.REPORT_AT, Duration.ofDays(1));
    }
    Console console = Console.run("--json", "--limit", Integer.toString(FEW), "--store", h2());

    assertAll(
        () -> assertEquals(70, console.status()),
        () -> assertTrue(console.err().contains("files were still due"), console.err()),
        () -> assertEquals("", console.out()));
  }

  private static void record(Storage storage, int limit) {
    ReplayClock clock = new ReplayClock(purchases.get(0).at());
    new Replay(CdnowShop.open(storage, clock), storage, clock)
        .record(purchases.subList(0, limit), Progress.silent());
  }

  private static void claimAndDie(Storage storage, Instant now) {
    claim(storage, now, Duration.ofMinutes(2));
  }

  private static void claim(Storage storage, Instant now, Duration length) {
    Lease lease = new Lease("a process that was killed", now, now.plus(length));
    assertEquals(100, storage.claimDue(CdnowShop.merchant().id(), now, 100, lease).size());
  }

  @Test
  void longerHistoryIsRefusedOnceTimeHasPassed() throws IOException {
    Console shorter = Console.run("--json", "--limit", "1000", "--store", h2());
    Console longer = Console.run("--json", "--limit", "2000", "--store", h2());
    Console again = Console.run("--json", "--limit", "1000", "--store", h2());

    assertAll(
        () -> assertEquals(0, shorter.status(), shorter.err()),
        () -> assertEquals(70, longer.status()),
        () -> assertTrue(longer.err().contains("start with an empty store"), longer.err()),
        () -> assertEquals("", longer.out()));
    assertEquals(ByHand.json(1_000), again.json(), again.err());
  }

  @Test
  void shorterHistoryIsRefusedToo() throws IOException {
    try (OpenStore store = OpenStore.open(h2())) {
      record(store.storage(), 1_000);
    }
    Console shorter = Console.run("--json", "--limit", "600", "--store", h2());

    assertAll(
        () -> assertEquals(70, shorter.status()),
        () -> assertTrue(shorter.err().contains("holds 400 purchases beyond"), shorter.err()),
        () -> assertEquals("", shorter.out()));
    assertEquals(ByHand.json(1_000), onH2(1_000));
  }

  @Test
  void anotherHistoryIsRefused() throws IOException {
    Path file = folder.resolve("history.txt");
    Files.writeString(file, "customer_id\n00001 19970101 1 11.77\n00002 19970102 1 12.00\n");
    Console.run("--json", "--file", file.toString(), "--store", h2());
    Files.writeString(file, "customer_id\n00001 19970101 1 11.77\n");
    Console other = Console.run("--json", "--file", file.toString(), "--store", h2());

    assertAll(
        () -> assertEquals(70, other.status()),
        () -> assertTrue(other.err().contains("holds 2 visits, the history 1"), other.err()),
        () -> assertEquals("", other.out()));
  }

  @Test
  void historyWithoutPurchaseIsTold() throws IOException {
    for (String text : List.of("", "customer_id\n", "nothing")) {
      Path file = folder.resolve("history.txt");
      Files.writeString(file, text);
      Console console = Console.run("--json", "--file", file.toString());

      assertEquals(70, console.status(), text);
      assertTrue(console.err().contains("no purchase"), console.err());
    }
  }

  @Test
  void databaseThatCannotBeOpenedIsToldWithItsCause() throws IOException {
    Files.writeString(folder.resolve("shop.mv.db"), "no database at all".repeat(1_000));

    Console console = Console.run("--json", "--store", h2());

    assertAll(
        () -> assertEquals(70, console.status()),
        () -> assertTrue(console.err().contains("because of: "), console.err()),
        () -> assertTrue(console.err().contains("shop.mv.db"), console.err()));
  }

  @Test
  void malformedLinesAreToldAndTheRestGoesOn() throws IOException {
    Path file = folder.resolve("history.txt");
    Files.writeString(
        file,
        """
         customer_id  date number_of_cds  dollar_value
         00001 19970101  1   11.77
         00001 19970230  1   12.00
         00002 19970112  x   77.00
         00002 19970112  5   77.00
        """);

    Console console = Console.run("--json", "--file", file.toString());

    assertAll(
        () -> assertEquals(2, console.status()),
        () ->
            assertTrue(console.err().contains("line 3 left out: date \"19970230\""), console.err()),
        () -> assertTrue(console.err().contains("line 4 left out: number of CDs \"x\"")),
        () ->
            assertTrue(
                console.out().startsWith("{\"visits\":2,\"customers\":2,\"revenue_cents\":8877,")));
  }

  @Test
  void historyMayBeginWhenTheCenturyDidAndNoEarlier() throws IOException {
    Path file = folder.resolve("history.txt");
    Files.writeString(
        file,
        """
         customer_id  date number_of_cds  dollar_value
         00001 18991231  1   11.77
         00002 19000101  1   12.00
        """);

    Console console = Console.run("--json", "--file", file.toString());

    assertAll(
        () -> assertEquals(2, console.status(), console.err()),
        () -> assertTrue(console.err().contains("line 2 left out: date \"18991231\"")),
        () -> assertTrue(console.out().startsWith("{\"visits\":1,\"customers\":1,")));
  }

  @Test
  void reportForPeopleExplainsEveryNumber() {
    Console console = Console.run("--limit", "1000");

    assertAll(
        () -> assertEquals(0, console.status(), console.err()),
        () -> assertTrue(console.out().contains("Worth a call"), console.out()),
        () -> assertTrue(console.out().contains("#1  1997-01-0"), console.out()),
        () -> assertTrue(console.out().contains(" points, balance 0: "), console.out()));
  }

  @Test
  void statusTellsWhatWentWrong() {
    Console help = Console.run("--help");
    Console wrong = Console.run("--limit", "none");
    Console missing = Console.run("--file", folder.resolve("missing").toString());
    Console unreachable = Console.run("--store", "jdbc:h2:tcp://localhost:1/none");

    assertAll(
        () -> assertEquals(0, help.status()),
        () -> assertEquals(Options.HELP, help.out()),
        () -> assertEquals(64, wrong.status()),
        () -> assertTrue(wrong.err().contains("--limit none"), wrong.err()),
        () -> assertEquals(70, missing.status()),
        () -> assertTrue(missing.err().contains("missing"), missing.err()),
        () -> assertEquals(70, unreachable.status(), unreachable.err()));
  }

  private String h2() {
    return "h2:" + folder.resolve("shop");
  }

  private String onH2(int limit) {
    Console console = Console.run("--json", "--limit", Integer.toString(limit), "--store", h2());
    assertEquals(0, console.status(), console.err());
    return console.json();
  }
}
