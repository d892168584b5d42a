package io.regulars.ledger;

import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Grant;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.ledger.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Lots, as the entries alone tell them. */
final class Lots {

  /** The rule of a credit that gives what was to be taken back and was spent. */
  static final String FORGIVEN = "reversal.forgiven";

  /** The rule of a credit that sells it. */
  static final String SOLD = "reversal.sold";

  /** The rule of a debit that takes what was given so, since it has come back. */
  static final String REPAID = "reversal.repaid";

  private Lots() {}

  /** The stored entries, and those of the decision that is being made. */
  static List<LedgerEntry> upToNow(List<LedgerEntry> stored, List<LedgerEntry> now) {
    long last = stored.isEmpty() ? 0 : stored.get(stored.size() - 1).seq();
    List<LedgerEntry> all = new ArrayList<>(stored);
    now.stream().filter(entry -> entry.seq() > last).forEach(all::add);
    return all;
  }

  /**
   * How much of the lot of {@code entry} was used, by whatever kind of debit, and neither covered,
   * given nor restored since; what is reserved or frozen of it counts as used. Not negative.
   *
   * @param open the lot, if it is open
   */
  static long used(LedgerEntry entry, Optional<Lot> open, List<LedgerEntry> all) {
    long held = open.map(lot -> lot.held() - lot.held(Hold.Kind.PENDING)).orElse(0L);
    return Math.max(0, held - sum(all, entry.lot(), Lots::isUse));
  }

  private static boolean isUse(LedgerEntry entry) {
    return switch (entry.kind()) {
      case SPENT, RESTORED, COVERED -> true;
      case WITHDRAWN -> entry.source().kind() != Source.Kind.VISIT;
      case TRANSFERRED -> entry.amount() < 0;
      case GRANTED, BOUGHT, REVERSED -> makesGood(entry);
      case EARNED, ENDED, HELD, RELEASED, MOVED -> false;
    };
  }

  private static boolean makesGood(LedgerEntry entry) {
    String rule = entry.explanation().rule();
    return rule.equals(FORGIVEN) || rule.equals(SOLD) || rule.equals(REPAID);
  }

  /** The last entry on the lot of {@code entry}, which tells its present end. */
  static LedgerEntry latest(LedgerEntry entry, List<LedgerEntry> all) {
    LedgerEntry latest = entry;
    for (LedgerEntry other : all) {
      latest = other.lot() == entry.lot() && other.seq() > latest.seq() ? other : latest;
    }
    return latest;
  }

  /**
   * What was forgiven and is to be made good for by what comes back, by the fact that was taken
   * back then: all that was forgiven since {@code spent} was spent, on whatever lot, for it would
   * have been covered by what comes back now; and what {@code source} itself was forgiven.
   */
  static Map<String, Long> forgiven(LedgerEntry spent, Source source, List<LedgerEntry> all) {
    Map<String, Long> open = new LinkedHashMap<>();
    Set<String> ours = new HashSet<>();
    for (LedgerEntry entry : all) {
      if (entry.account().equals(spent.account())) {
        String fact = entry.source().id();
        switch (entry.explanation().rule()) {
          case FORGIVEN -> {
            open.merge(fact, entry.amount(), Long::sum);
            if (entry.seq() > spent.seq() || fact.equals(source.id())) {
              ours.add(fact);
            }
          }
          case REPAID ->
              open.merge(entry.explanation().figures().get(1), entry.amount(), Long::sum);
          default -> {}
        }
      }
    }
    open.keySet().retainAll(ours);
    open.values().removeIf(amount -> amount <= 0);
    return open;
  }

  /** The hold of an open lot that was frozen after {@code spent} was spent of it. */
  static Optional<Hold> frozenAfter(LedgerEntry spent, Lot lot, List<LedgerEntry> all) {
    return lot.holds().stream()
        .filter(hold -> hold.kind() == Hold.Kind.FROZEN)
        .findFirst()
        .filter(
            hold ->
                hold.since().isAfter(spent.occurredAt())
                    || all.stream().anyMatch(entry -> isFreeze(entry, spent)));
  }

  private static boolean isFreeze(LedgerEntry entry, LedgerEntry spent) {
    return entry.seq() > spent.seq()
        && entry.lot() == spent.lot()
        && entry.kind() == EntryKind.HELD
        && entry.hold().filter(kind -> kind == Hold.Kind.FROZEN).isPresent();
  }

  /** The sum of a lot's entries of some kinds. */
  private static long sum(List<LedgerEntry> all, long lot, Predicate<LedgerEntry> which) {
    long sum = 0;
    for (LedgerEntry entry : all) {
      if (entry.lot() == lot && which.test(entry)) {
        sum += entry.amount();
      }
    }
    return sum;
  }

  /** A closed lot opened again with {@code left} on it, as its entries tell it. */
  static Lot reopened(LedgerEntry spent, List<LedgerEntry> history, long left) {
    long number = spent.lot();
    Grant first = null;
    long worth = 0;
    long amount = 0;
    long remaining = 0;
    Optional<Instant> endsAt = spent.lotEndsAt();
    for (LedgerEntry entry : history) {
      if (entry.lot() == number) {
        endsAt = entry.lotEndsAt();
        remaining += entry.amount();
        amount = Math.max(amount + (countsAsAmount(entry) ? entry.amount() : 0), remaining);
        if (entry.grant().isPresent()) {
          Grant grant = entry.grant().get();
          first = first == null ? grant : first;
          worth += entry.amount() > 0 ? grant.worth() : -grant.worth();
        }
      }
    }
    if (first == null) {
      throw new IllegalArgumentException(
          "the history of customer " + spent.customer() + " does not reach back to lot " + number);
    }
    return Lot.builder()
        .number(number)
        .amount(Math.max(amount, left))
        .left(left)
        .earnedAt(first.earnedAt())
        .endsAt(endsAt)
        .ref(spent.lotRef())
        .worth(worth)
        .build();
  }

  private static boolean countsAsAmount(LedgerEntry entry) {
    return switch (entry.kind()) {
      case EARNED, TRANSFERRED -> true;
      case GRANTED, BOUGHT, REVERSED -> !makesGood(entry);
      case SPENT, RESTORED, ENDED, COVERED -> false;
      case WITHDRAWN -> entry.source().kind() == Source.Kind.VISIT;
      case HELD, RELEASED, MOVED -> false;
    };
  }
}
