package io.regulars.examples.quickstart;

import io.regulars.engine.Texts;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.joda.money.Money;

/** Prints a report for people. */
final class ReportPrinter {

  private final PrintStream out;
  private final Texts texts;

  /** Prints to {@code out}, the lines of timelines in the words of {@code texts}. */
  ReportPrinter(PrintStream out, Texts texts) {
    this.out = out;
    this.texts = texts;
  }

  void print(Report report) {
    print(report.summary());
    printWakeUp(report);
    report.example().ifPresent(this::print);
  }

  private void print(Summary summary) {
    Summary.Tiers tiers = summary.tiers();
    Summary.Stages stages = summary.stages();
    Summary.Points points = summary.points();
    Summary.Moves moves = summary.moves();
    line("CDNOW on %s", day(CdnowShop.REPORT_AT));
    line("");
    line("Members   %,d", summary.customers());
    line(
        "Revenue   %s in %,d visits, %,d CDs; %,d visits cost nothing",
        money(summary.revenue()), summary.visits(), summary.units(), summary.zero());
    line(
        "Tiers     %,d none, %,d silver, %,d gold, of these %,d in grace",
        tiers.none(), tiers.silver(), tiers.gold(), tiers.inGrace());
    line(
        "          %,d times raised, %,d times lowered, %,d graces begun",
        moves.upgrades(), moves.downgrades(), moves.graces());
    line(
        "Stages    %,d new, %,d active, %,d dormant",
        stages.fresh(), stages.active(), stages.dormant());
    line(
        "          %,d times new -> active, %,d times fallen dormant, %,d times come back",
        moves.toActive(), moves.toDormant(), moves.reactivated());
    line(
        "Points    %,d issued, %,d ended, %,d outstanding",
        points.issued(), points.expired(), points.outstanding());
  }

  private void printWakeUp(Report report) {
    line("");
    line("Worth a call: dormant, best former spenders first");
    for (FormerRegular regular : report.wakeUp()) {
      line(
          "  %-16s %14s in %3d visits, last seen %s",
          regular.name(), money(regular.spent()), regular.visits(), day(regular.lastVisitAt()));
    }
    if (report.wakeUp().isEmpty()) {
      line("  nobody");
    }
  }

  private void print(Report.Story story) {
    line("");
    line("Everything that ever happened to %s", story.name());
    story.timeline().forEach(entry -> line("  %s", texts.line(entry)));
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }

  private static String money(Money amount) {
    return String.format(Locale.ROOT, "%s %,.2f", amount.getCurrencyUnit(), amount.getAmount());
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
