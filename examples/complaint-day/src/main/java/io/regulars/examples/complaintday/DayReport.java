package io.regulars.examples.complaintday;

import io.regulars.casebook.CaseReport;
import io.regulars.casebook.ClockFigures;
import io.regulars.casebook.OpenAge;
import io.regulars.casebook.PublicCase;
import io.regulars.casebook.Rate;
import io.regulars.casebook.Spread;
import io.regulars.complaint.CaseClock;
import io.regulars.engine.Texts;
import io.regulars.spi.StaffId;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseState;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** What head office would want to see of a day. */
final class DayReport {

  private static final int WORST = 5;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private final Saturday day;
  private final Words words;
  private final Texts texts;
  private final PrintStream out;

  /** Prints {@code day} in {@code language} to {@code out}. */
  DayReport(Saturday day, Locale language, PrintStream out) {
    this.day = day;
    this.words = new Words(language);
    this.texts = day.office().texts(language);
    this.out = out;
  }

  void print() {
    CaseReport report = day.report();
    List<CaseFile> files = day.files();
    line("title", Chain.NAME, Chain.DAY, time(report.asOf()));
    printNumbers(report);
    printClocks(report);
    printPeople(report);
    printWorst(files);
    printOpen(files);
    printPublic(files);
  }

  private void printNumbers(CaseReport report) {
    line("opened", report.opened(), names(report.states()));
    line("severities", names(report.severities()));
    line("categories", plain(report.categories()));
    line("channels", plain(report.channels()));
    line("response", times(report.firstResponse().wall()), times(report.firstResponse().counted()));
    line("resolution", times(report.resolution().wall()), times(report.resolution().counted()));
    line("reopened", rate(report.reopened()), report.continued());
    line("repeaters", rate(report.repeatComplainers()));
    line("cost", report.cost().net());
  }

  private void printClocks(CaseReport report) {
    out.println();
    line("clocks");
    for (CaseClock clock : CaseClock.values()) {
      ClockFigures figures = report.clock(clock);
      if (figures.begun() > 0) {
        line(
            "clock",
            words.name(clock),
            rate(figures.onTime()),
            figures.late(),
            figures.missed(),
            figures.running(),
            figures.dropped());
        line("rungs", figures.rungs().stream().map(Object::toString).collect(joined()));
      }
    }
  }

  private void printPeople(CaseReport report) {
    out.println();
    line(
        "satisfaction",
        rate(report.satisfaction().contentRate()),
        report.satisfaction().meanRating().map(BigDecimal::toString).orElse("-"),
        report.satisfaction().ratings());
    line("causes");
    new TreeMap<>(
            report.rootCausesByStore().entrySet().stream()
                .collect(Collectors.toMap(of -> of.getKey().value(), Map.Entry::getValue)))
        .forEach((store, causes) -> line("cause", store, plain(causes)));
    new TreeMap<>(
            report.rootCausesByStaff().entrySet().stream()
                .collect(Collectors.toMap(of -> of.getKey().value(), Map.Entry::getValue)))
        .forEach((staff, causes) -> line("cause", staff, plain(causes)));
    line("ages", report.openByAge().stream().map(this::age).collect(joined()));
    line("attempts", day.attempts().turnedAway(), day.attempts().refused());
  }

  private String age(OpenAge age) {
    return age.under()
        .map(under -> words.say("under", duration(under), age.cases()))
        .orElseGet(() -> words.say("older", age.cases()));
  }

  private void printWorst(List<CaseFile> files) {
    out.println();
    line("worst");
    files.stream()
        .sorted(
            Comparator.comparing(DayReport::escalations)
                .thenComparing(CaseFile::severity)
                .reversed()
                .thenComparing(day::number))
        .limit(WORST)
        .forEach(this::printTimeline);
  }

  private static long escalations(CaseFile file) {
    return file.events().stream().filter(event -> event.kind() == CaseEventKind.ESCALATED).count();
  }

  private void printTimeline(CaseFile file) {
    line(
        "case",
        day.number(file),
        file.store(),
        words.name(file.state()),
        file.owner().map(StaffId::value).orElse("-"));
    for (CaseEvent event : file.events()) {
      line(
          "event",
          time(event.occurredAt()),
          event.actor().name(),
          day.numbered(texts.explain(event.explanation())));
    }
  }

  private void printOpen(List<CaseFile> files) {
    out.println();
    line("open");
    Map<String, List<CaseFile>> owners =
        files.stream()
            .filter(file -> file.state().isOpen())
            .collect(
                Collectors.groupingBy(
                    file -> file.owner().map(StaffId::value).orElse("-"),
                    TreeMap::new,
                    Collectors.toList()));
    owners.forEach(
        (owner, open) ->
            line(
                "owner",
                owner,
                open.size(),
                open.stream().map(file -> "#" + day.number(file)).collect(joined())));
  }

  /** One case of the broken boiler as the public may read it. */
  private void printPublic(List<CaseFile> files) {
    Optional<CaseFile> closed =
        files.stream()
            .filter(file -> file.state() == CaseState.CLOSED && file.store().equals(Chain.BUND))
            .findFirst();
    if (closed.isPresent()) {
      PublicCase told = day.office().casebook().publicCase(closed.get().id()).orThrow();
      out.println();
      line("public", told.store().orElse(""), told.category(), told.rootCause());
      told.steps().forEach(step -> out.println("  " + texts.explain(step.said())));
    }
  }

  private void line(String key, Object... figures) {
    out.println(words.say(key, figures));
  }

  private String names(Map<? extends Enum<?>, Long> counts) {
    return counts.entrySet().stream()
        .map(of -> words.name(of.getKey()) + " " + of.getValue())
        .collect(joined());
  }

  private static String plain(Map<String, Long> counts) {
    return new TreeMap<>(counts)
        .entrySet().stream().map(of -> of.getKey() + " " + of.getValue()).collect(joined());
  }

  private static Collector<CharSequence, ?, String> joined() {
    return Collectors.joining(", ");
  }

  private static String rate(Rate rate) {
    return rate.part()
        + "/"
        + rate.whole()
        + rate.value()
            .map(
                value -> " (" + value.movePointRight(2).stripTrailingZeros().toPlainString() + "%)")
            .orElse("");
  }

  private String times(Spread spread) {
    return words.say(
        "times",
        spread.median().map(DayReport::duration).orElse("-"),
        spread.ninetieth().map(DayReport::duration).orElse("-"),
        spread.count());
  }

  private static String duration(Duration time) {
    return String.format(Locale.ROOT, "%d:%02d", time.toHours(), time.toMinutesPart());
  }

  private static String time(Instant instant) {
    return TIME.format(instant.atZone(Chain.ZONE));
  }
}
