package io.regulars.examples.quickstart;

import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.file.TimelineEntry;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.lifecycle.Stage;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitLine;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;

/** Adds up files and timelines. Not thread-safe. */
final class Tally {

  private final Map<TierCode, Long> tiers = new HashMap<>();
  private final Map<Stage, Long> stages = new EnumMap<>(Stage.class);
  private final Map<EventKind, Long> events = new EnumMap<>(EventKind.class);
  private final Map<List<String>, Long> stageChanges = new HashMap<>();
  private long customers;
  private long inGrace;
  private long outstanding;
  private long issued;
  private long expired;
  private long visits;
  private long units;
  private long zero;
  private Money revenue = Money.zero(CdnowShop.CURRENCY);

  /** Adds one customer as of now. */
  void add(CustomerFile file) {
    customers++;
    tiers.merge(file.tier().tier(), 1L, Long::sum);
    stages.merge(file.stage().stage(), 1L, Long::sum);
    inGrace += file.tier().graceUntil().isPresent() ? 1 : 0;
    outstanding += file.account(AccountKind.POINTS).balance();
  }

  /** Adds one line of a timeline. */
  void add(TimelineEntry line) {
    if (line instanceof TimelineEntry.OfVisit of) {
      add(of.visit());
    } else if (line instanceof TimelineEntry.OfEntry of) {
      add(of.entry());
    } else if (line instanceof TimelineEntry.OfEvent of) {
      add(of.event());
    }
  }

  private void add(Visit visit) {
    visits++;
    units += visit.lines().stream().mapToLong(VisitLine::quantity).sum();
    zero += visit.total().isZero() ? 1 : 0;
    revenue = revenue.plus(visit.total());
  }

  private void add(LedgerEntry entry) {
    if (!entry.account().equals(AccountKind.POINTS)) {
      return;
    }
    if (entry.kind() == EntryKind.EARNED) {
      issued += entry.amount();
    } else if (entry.kind() == EntryKind.ENDED) {
      expired -= entry.amount();
    }
  }

  private void add(FileEvent event) {
    events.merge(event.kind(), 1L, Long::sum);
    if (event.kind() == EventKind.STAGE_CHANGED) {
      List<String> fromAndTo = event.explanation().figures().subList(0, 2);
      stageChanges.merge(fromAndTo, 1L, Long::sum);
    }
  }

  /** The sums so far. */
  Summary summary() {
    return new Summary(
        visits,
        customers,
        revenue,
        units,
        zero,
        new Summary.Tiers(
            tiers.getOrDefault(CdnowShop.NONE, 0L),
            tiers.getOrDefault(CdnowShop.SILVER, 0L),
            tiers.getOrDefault(CdnowShop.GOLD, 0L),
            inGrace),
        new Summary.Stages(
            stages.getOrDefault(Stage.NEW, 0L),
            stages.getOrDefault(Stage.ACTIVE, 0L),
            stages.getOrDefault(Stage.DORMANT, 0L)),
        new Summary.Points(issued, expired, outstanding),
        new Summary.Moves(
            events.getOrDefault(EventKind.TIER_RAISED, 0L),
            events.getOrDefault(EventKind.TIER_LOWERED, 0L),
            events.getOrDefault(EventKind.GRACE_BEGUN, 0L),
            changes(Stage.NEW, Stage.ACTIVE),
            changes(Stage.ACTIVE, Stage.DORMANT),
            changes(Stage.DORMANT, Stage.ACTIVE)));
  }

  private long changes(Stage from, Stage to) {
    return stageChanges.getOrDefault(List.of(from.name(), to.name()), 0L);
  }
}
