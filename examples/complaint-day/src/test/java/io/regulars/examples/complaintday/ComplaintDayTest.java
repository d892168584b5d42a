package io.regulars.examples.complaintday;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.casebook.CaseReport;
import io.regulars.casebook.ClockFigures;
import io.regulars.casebook.OpenAge;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.FollowUpCase;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.Severity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What comes of the day follows from its script. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ComplaintDayTest {

  private final Plot plot = Plot.of(6, 200);
  private Saturday day = Saturday.play(Plot.of(0, Plot.CERTAIN));
  private CaseReport report = day.report();

  @BeforeAll
  void play() {
    day = Saturday.play(plot);
    report = day.report();
  }

  @Test
  void everyComplaintIsThereOnce() {
    assertEquals(200, report.opened());
    assertEquals(200, day.files().size());
    assertEquals(
        count(part -> part.severity() == Severity.URGENT),
        report.severities().getOrDefault(Severity.URGENT, 0L));
  }

  @Test
  void answersAreInTimeLateOrMissingAsTheScriptSays() {
    ClockFigures response = report.clock(CaseClock.FIRST_RESPONSE);
    assertEquals(count(Part::isAnsweredInTime), response.inTime());
    assertEquals(count(part -> part.isAnswered() && !part.isAnsweredInTime()), response.late());
    assertEquals(count(part -> part.moves().isEmpty()), response.missed());
    assertEquals(Plot.CALLS - 1, response.dropped());
    assertEquals(0, response.running());
    assertTrue(response.missed() > 0 && response.late() > 0, "somebody behaves badly");
  }

  /** What is answered at the very deadline is in time, and nobody is told. */
  @Test
  void rungsAreClimbedAsLongAsNobodyAnswers() {
    List<Duration> normal = List.of(Duration.ZERO, minutes(15), minutes(45));
    List<Duration> urgent = List.of(Duration.ZERO, minutes(5), minutes(15));
    for (int i = 0; i < 3; i++) {
      Duration after = normal.get(i);
      Duration afterUrgent = urgent.get(i);
      assertEquals(
          count(
              part ->
                  part.moves().isEmpty()
                      || (part.isAnswered()
                          && part.moves()
                                  .get(0)
                                  .after()
                                  .compareTo(
                                      part.answerWithin()
                                          .plus(
                                              part.severity() == Severity.URGENT
                                                  ? afterUrgent
                                                  : after))
                              > 0)),
          report.clock(CaseClock.FIRST_RESPONSE).rungs().get(i),
          "rung " + (i + 1));
    }
  }

  @Test
  void everyRungIsClimbedAtMostOnce() {
    for (CaseFile file : day.files()) {
      List<String> strikes = new ArrayList<>();
      for (CaseEvent event : file.events()) {
        if (event.kind() == CaseEventKind.ESCALATED) {
          strikes.add(event.figure(0) + "/" + event.figure(1));
        }
      }
      assertEquals(strikes.stream().distinct().toList(), strikes);
    }
  }

  @Test
  void theBoilerMakesFourteenUrgentCasesAtOnceOfWhichThreeAreAnsweredInTime() {
    List<CaseFile> boiler =
        day.files().stream()
            .filter(file -> file.severity() == Severity.URGENT)
            .filter(file -> file.store().equals(Chain.BUND))
            .toList();
    assertEquals(Plot.BOILER, boiler.size());
    assertEquals(
        3,
        boiler.stream()
            .filter(file -> !answered(file).isAfter(file.openedAt().plus(Chain.URGENT_ANSWER)))
            .count());
  }

  private static Instant answered(CaseFile file) {
    return file.events().stream()
        .filter(event -> event.kind() == CaseEventKind.ACKNOWLEDGED)
        .findFirst()
        .orElseThrow()
        .occurredAt();
  }

  @Test
  void nobodyIsToldOfWhatComesInBeforeTheShopOpens() {
    List<CaseFile> early =
        day.files().stream().filter(file -> file.openedAt().isBefore(opening(file))).toList();
    assertFalse(early.isEmpty());
    for (CaseFile file : early) {
      Instant deadline = opening(file).plus(Chain.ANSWER);
      file.events().stream()
          .filter(event -> event.kind() == CaseEventKind.ESCALATED)
          .forEach(event -> assertFalse(event.occurredAt().isBefore(deadline), "#" + event));
    }
    assertTrue(early.stream().anyMatch(file -> file.openedAt().isAfter(Chain.at("10:00"))));
  }

  private static Instant opening(CaseFile file) {
    return Chain.at(file.store().equals(Chain.PUDONG) ? "12:00" : "10:00");
  }

  @Test
  void theLaterCallsAreMergedIntoTheFirst() {
    assertEquals(Plot.CALLS - 1L, report.states().get(CaseState.MERGED));
    CaseFile first =
        day.files().stream()
            .filter(
                file ->
                    file.events().stream()
                        .anyMatch(event -> event.kind() == CaseEventKind.ABSORBED))
            .findFirst()
            .orElseThrow();
    assertEquals(
        Plot.CALLS - 1L,
        first.events().stream().filter(event -> event.kind() == CaseEventKind.ABSORBED).count());
    assertEquals(Chain.at("11:05"), first.openedAt());
  }

  @Test
  void whoVanishesIsWaitedForAndThenLetGo() {
    assertEquals(count(Part::vanishes), report.states().get(CaseState.WITHDRAWN));
    for (CaseFile file : day.files()) {
      if (file.state() == CaseState.WITHDRAWN) {
        CaseEvent last = file.events().get(file.events().size() - 1);
        CaseEvent paused =
            file.events().stream()
                .filter(event -> event.kind() == CaseEventKind.PAUSED)
                .findFirst()
                .orElseThrow();
        assertEquals(
            paused.occurredAt().plus(Chain.PATIENCE),
            last.occurredAt().truncatedTo(ChronoUnit.SECONDS));
        assertEquals(Optional.of("silence"), last.figure(0));
      }
    }
  }

  @Test
  void whoIsComplainedOfDoesNotSeeToItHimself() {
    assertEquals(2, day.attempts().turnedAway());
    for (CaseFile file : day.files()) {
      Optional<String> accused = file.events().get(0).figure(3);
      file.events().stream()
          .skip(1)
          .forEach(event -> assertNotEquals(accused, Optional.of(event.actor().name())));
      assertNotEquals(accused, file.owner().map(owner -> owner.value()));
    }
  }

  /** That it may not be given to him is the one refusal more. */
  @Test
  void whatIsBeyondTheManagerIsApprovedByHeadOffice() {
    StaffId manager = Chain.staff(Chain.XUHUI, "manager");
    Predicate<Part> beyond =
        part ->
            part.isCompensated()
                && part.goodwill().equals(Chain.GENEROUS)
                && part.accused().filter(manager::equals).isEmpty();
    assertTrue(count(beyond) > 0);
    assertEquals(1 + count(beyond), day.attempts().refused());
    assertEquals(count(Part::isCompensated), report.cost().booked());
    assertEquals(
        plot.parts().stream()
            .filter(Part::isCompensated)
            .map(Part::goodwill)
            .reduce(Money.zero(Chain.MODEST.getCurrencyUnit()), Money::plus),
        report.cost().net());
  }

  @Test
  void theNumbersOfTheShopsAddUp() {
    Instant from = Chain.at("00:00");
    List<CaseReport> shops = new ArrayList<>();
    for (StoreId store : Chain.STORES) {
      shops.add(day.office().casebook().report(from, Chain.end(), Set.of(store)));
    }
    for (ToLongFunction<CaseReport> figure :
        List.<ToLongFunction<CaseReport>>of(
            CaseReport::opened,
            of -> of.reopened().part(),
            of -> of.clock(CaseClock.FIRST_RESPONSE).inTime(),
            of -> of.clock(CaseClock.FOLLOW_UP).begun(),
            of -> of.satisfaction().stars(),
            of -> of.openByAge().stream().mapToLong(OpenAge::cases).sum(),
            of -> of.states().getOrDefault(CaseState.CLOSED, 0L))) {
      assertEquals(figure.applyAsLong(report), shops.stream().mapToLong(figure).sum());
    }
  }

  @Test
  void whoIsAskedSaysWhatTheScriptSays() {
    long notContent =
        day.files().stream()
            .flatMap(file -> file.events().stream())
            .filter(event -> event.kind() == CaseEventKind.FOLLOWED_UP)
            .filter(
                event ->
                    event.figure(0).equals(Optional.of(FollowUpCase.Outcome.NOT_CONTENT.name())))
            .count();
    assertTrue(notContent > 0);
    assertEquals(notContent, report.reopened().part(), "each is taken up again");
    assertTrue(
        notContent
            <= count(
                part ->
                    part.moves().stream().anyMatch(move -> move.step() == Step.ASK_NOT_CONTENT)));
  }

  @Test
  void theSameSeedPrintsTheSameAndAnotherAnother() {
    String printed = print("--seed", "6");
    assertEquals(printed, print());
    assertNotEquals(printed, print("--seed", "7"));
    assertTrue(printed.contains("200 complaints"), printed);
    assertFalse(printed.matches("(?s).*[0-9a-f]{8}-[0-9a-f]{4}-.*"), "no ids");
    assertFalse(printed.contains("rule."), printed);
  }

  @Test
  void everySeedMakesADayThatIsPlayedToItsEnd() {
    for (long seed = 0; seed < 10; seed++) {
      Plot other = Plot.of(seed, 150);
      assertEquals(
          other.parts().stream().filter(Part::isAnsweredInTime).count(),
          Saturday.play(other).report().clock(CaseClock.FIRST_RESPONSE).inTime(),
          "seed " + seed);
    }
  }

  @Test
  void chineseIsSpokenToo() throws Exception {
    String printed = print("--language", "zh", "--cases", "60");
    assertTrue(printed.contains("投诉 60 件"), printed);
    assertFalse(printed.contains("rule."), printed);
    assertFalse(printed.contains("on time"), printed);
    assertEquals(keys("day.properties"), keys("day_zh.properties"));
  }

  private static Set<String> keys(String resource) throws Exception {
    Properties properties = new Properties();
    properties.load(ComplaintDay.class.getResourceAsStream(resource));
    return properties.stringPropertyNames();
  }

  @Test
  void optionsThatAreWrongAreTold() {
    for (List<String> wrong :
        List.of(
            List.of("--seed", "x"),
            List.of("--cases", "3"),
            List.of("--cases", "99999"),
            List.of("--language", "fr"),
            List.of("--seed"),
            List.of("--what"))) {
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      assertEquals(64, ComplaintDay.run(wrong, stream(new ByteArrayOutputStream()), stream(err)));
      assertTrue(err.toString(StandardCharsets.UTF_8).contains(wrong.get(0)));
    }
    assertEquals(Options.HELP, print("--help"));
  }

  private static String print(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertEquals(
        0, ComplaintDay.run(List.of(arguments), stream(out), stream(new ByteArrayOutputStream())));
    return out.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private long count(Predicate<Part> which) {
    return plot.parts().stream().filter(which).count();
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }
}
