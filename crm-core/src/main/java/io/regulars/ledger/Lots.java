package io.regulars.ledger;

import io.regulars.spi.Explanation;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Grant;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.ledger.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Lots, as the entries alone tell them. */
final class Lots {

  /** The rule of a credit that gives what was to be taken back and was spent. */
  static final String FORGIVEN = "reversal.forgiven";

  /** The rule of a credit that sells it. */
  static final String SOLD = "reversal.sold";

  /** The rule of a debit that takes what was given so, since it has come back. */
  static final String REPAID = "reversal.repaid";

  /** The rule of a debit that takes what was sold so, since it has come back. */
  static final String BOUGHT_BACK = "reversal.bought-back";

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
   * given nor restored since; what is frozen of it, and booked sessions, count as used. Below zero:
   * so much on it is too much, for what was used came back after it had been covered or sold.
   */
  static long used(LedgerEntry entry, List<LedgerEntry> all) {
    return usedBefore(Long.MAX_VALUE, entry, all);
  }

  /** What was too much on the lot of {@code spent} before that was spent, see {@link #used}. */
  static long surplusBefore(LedgerEntry spent, List<LedgerEntry> all) {
    return Math.max(0, -usedBefore(spent.seq(), spent, all));
  }

  private static long usedBefore(long seq, LedgerEntry of, List<LedgerEntry> all) {
    return sum(all, of.lot(), entry -> entry.seq() < seq && isPromised(entry))
        - sum(all, of.lot(), entry -> entry.seq() < seq && isUse(entry));
  }

  private static boolean isPromised(LedgerEntry entry) {
    return entry.hold().filter(kind -> Holds.isOwed(kind, entry.account())).isPresent();
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
    return switch (rule) {
      case FORGIVEN, SOLD, REPAID, BOUGHT_BACK -> true;
      default -> false;
    };
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
   * What was forgiven or sold, and not made good for yet.
   *
   * @param entry the credit that gave it; its source is the fact that was taken back then
   * @param amount above zero
   */
  record Forgiven(LedgerEntry entry, long amount) {}

  /**
   * What was forgiven and is to be made good for by what comes back, the oldest first: all that was
   * forgiven since {@code spent} was spent, on whatever lot, for it would have been covered by what
   * comes back now; and what {@code source} itself was forgiven.
   */
  static List<Forgiven> forgiven(LedgerEntry spent, Source source, List<LedgerEntry> all) {
    List<Forgiven> open = new ArrayList<>();
    for (LedgerEntry entry : all) {
      if (entry.account().equals(spent.account())) {
        switch (entry.explanation().rule()) {
          case FORGIVEN -> open.add(new Forgiven(entry, entry.amount()));
          case REPAID -> repay(open, entry);
          default -> {}
        }
      }
    }
    open.removeIf(
        given ->
            given.entry().seq() < spent.seq() && !given.entry().source().id().equals(source.id()));
    return open;
  }

  /**
   * What was sold when a part of {@code fact} was taken back, and not bought back yet, the oldest
   * first. What other facts sold is the customer's, who paid for it.
   */
  static List<Forgiven> sold(AccountKind account, Source fact, List<LedgerEntry> all) {
    List<Forgiven> open = new ArrayList<>();
    for (LedgerEntry entry : all) {
      if (entry.account().equals(account) && entry.source().equals(fact)) {
        switch (entry.explanation().rule()) {
          case SOLD -> open.add(new Forgiven(entry, entry.amount()));
          case BOUGHT_BACK -> repay(open, entry);
          default -> {}
        }
      }
    }
    return open;
  }

  private static void repay(List<Forgiven> open, LedgerEntry repaid) {
    String fact = repaid.explanation().figures().get(1);
    long rest = -repaid.amount();
    for (int i = 0; i < open.size(); i++) {
      Forgiven given = open.get(i);
      if (given.entry().lot() == repaid.lot() && given.entry().source().id().equals(fact)) {
        long part = Math.min(rest, given.amount());
        open.set(i, new Forgiven(given.entry(), given.amount() - part));
        rest -= part;
      }
    }
    open.removeIf(given -> given.amount() == 0);
  }

  /** Why a part of what {@code fact} sold is taken. */
  static Explanation boughtBack(long amount, Source fact) {
    return Explanation.of(BOUGHT_BACK, Long.toString(amount), fact.id());
  }

  /** {@link #reopened} counts what came onto an open lot even if it was taken at once. */
  static void atLeast(AccountDraft book, Lot lot, long come) {
    long amount = Math.max(lot.amount(), lot.remaining() + come);
    book.change(lot, amount, lot.left(), lot.holds());
  }

  /** The hold of an open lot that was frozen after {@code spent} was spent of it. */
  static Optional<Hold> frozenAfter(LedgerEntry spent, Lot lot, List<LedgerEntry> all) {
    return lot.holds().stream()
        .filter(hold -> hold.kind() == Hold.Kind.FROZEN)
        .findFirst()
        .filter(hold -> isSince(hold, lot, spent, all));
  }

  /**
   * The first hold of these open lots that were frozen after {@code spent} was spent: by a command,
   * and not because something came back to what was frozen.
   */
  static Optional<Hold> frozenAfter(LedgerEntry spent, List<Lot> lots, List<LedgerEntry> all) {
    List<LedgerEntry> commanded =
        all.stream().filter(entry -> entry.source().kind() == Source.Kind.COMMAND).toList();
    return lots.stream()
        .flatMap(lot -> frozenAfter(spent, lot, commanded).stream())
        .min(Comparator.comparing(Hold::since));
  }

  private static boolean isSince(Hold frozen, Lot lot, LedgerEntry spent, List<LedgerEntry> all) {
    return frozen.since().isAfter(spent.occurredAt())
        || all.stream().anyMatch(entry -> isFreeze(entry, lot) && entry.seq() > spent.seq());
  }

  private static boolean isFreeze(LedgerEntry entry, Lot lot) {
    return entry.lot() == lot.number()
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
