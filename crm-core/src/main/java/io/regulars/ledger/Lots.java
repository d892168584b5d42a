package io.regulars.ledger;

import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Grant;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Lots, as the entries alone tell them. */
final class Lots {

  private Lots() {}

  /** The sum of a lot's entries of some kinds. */
  static long sum(List<LedgerEntry> history, long lot, Predicate<EntryKind> kinds) {
    return history.stream()
        .filter(entry -> entry.lot() == lot && kinds.test(entry.kind()))
        .mapToLong(LedgerEntry::amount)
        .sum();
  }

  /** A closed lot opened again with {@code left} on it, as its entries tell it. */
  static Lot reopened(LedgerEntry spent, List<LedgerEntry> history, long left) {
    long number = spent.lot();
    Grant first = null;
    long worth = 0;
    Optional<Instant> endsAt = spent.lotEndsAt();
    for (LedgerEntry entry : history) {
      if (entry.lot() == number) {
        endsAt = entry.lotEndsAt();
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
        .amount(sum(history, number, Lots::countsAsAmount))
        .left(left)
        .earnedAt(first.earnedAt())
        .endsAt(endsAt)
        .ref(spent.lotRef())
        .worth(worth)
        .build();
  }

  private static boolean countsAsAmount(EntryKind kind) {
    return switch (kind) {
      case EARNED, GRANTED, BOUGHT, REVERSED, TRANSFERRED -> true;
      case SPENT, RESTORED, ENDED, WITHDRAWN, COVERED -> false;
      case HELD, RELEASED, MOVED -> false;
    };
  }
}
