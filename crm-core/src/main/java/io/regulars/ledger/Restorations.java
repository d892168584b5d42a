package io.regulars.ledger;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Periods;
import io.regulars.ledger.Covers.Cover;
import io.regulars.ledger.Lots.Forgiven;
import io.regulars.spi.Explanation;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.ledger.Source;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Putting back what was spent into the lots it came from, and undoing what {@link Reversals} did
 * about it meanwhile, so that it does not matter which of the two was first.
 */
public final class Restorations {

  private Restorations() {}

  /**
   * When what comes back to a lot that has ended ends, in the days of {@code zone}; empty if {@code
   * longer} is nothing.
   */
  public static Optional<Instant> newEnd(FileDraft draft, Period longer, ZoneId zone) {
    return longer.isZero()
        ? Optional.empty()
        : Optional.of(Periods.after(draft.asOf(), longer, zone));
  }

  /**
   * Puts back all that {@code entries} of one command have spent, the last of them first.
   *
   * @param history as {@link #restore} takes it
   */
  public static void restoreAll(
      FileDraft draft,
      List<LedgerEntry> entries,
      List<LedgerEntry> history,
      Optional<Instant> newEnd,
      Source source,
      Explanation why) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      LedgerEntry entry = entries.get(i);
      if (entry.kind() == EntryKind.SPENT) {
        restore(draft, entry, -entry.amount(), history, newEnd, source, why);
      }
    }
  }

  /**
   * Puts {@code amount} of what {@code spent} took back into its lot, which opens again if it was
   * used up. If the lot has ended, what comes back ends at {@code newEnd}, with all that is still
   * set aside of the lot, or, without one, now. If what had opened the lot was reversed meanwhile,
   * what comes back first makes good for that: what was forgiven since is taken, what was owed then
   * is paid, and as much as other lots gave to cover this one goes back to those that covered, the
   * last to have given first; and what {@code source} itself has sold of the lot since is bought
   * back before, see {@link Reversals#buyBack} for the rest of that. So it does not matter whether
   * something was reversed before or after what was spent of it came back. What was too much on the
   * lot already when it was spent stays on it.
   *
   * @param spent the debit to undo, of which {@code amount} was not restored before
   * @param history the file's entries from the one that opened the lot on, and from the opening of
   *     every lot that covered another since, see {@link Histories}; those of {@code draft} may be
   *     left out
   */
  public static void restore(
      FileDraft draft,
      LedgerEntry spent,
      long amount,
      List<LedgerEntry> history,
      Optional<Instant> newEnd,
      Source source,
      Explanation why) {
    AccountDraft book = new AccountDraft(draft, spent.account(), source, why);
    if (spent.lot() == LedgerEntry.DEFICIT) {
      restoreOverdrawn(draft, book, spent, amount, history, newEnd, source, why);
    } else {
      long rest = amount - makeGood(draft, book, spent, amount, history, source, why);
      rest -=
          buyBack(
              book,
              spent,
              EntryKind.RESTORED,
              rest,
              Lots.upToNow(history, draft.entries()),
              newEnd,
              source,
              why);
      rest -=
          uncover(book, spent, rest, Lots.upToNow(history, draft.entries()), newEnd, source, why);
      if (rest > 0) {
        book.because(source, why);
        List<LedgerEntry> all = Lots.upToNow(history, draft.entries());
        comeBack(book, spent, EntryKind.RESTORED, rest, all, newEnd);
      }
    }
    book.close();
  }

  /** Restores what makes good for what was forgiven since; returns how much. */
  private static long makeGood(
      FileDraft draft,
      AccountDraft book,
      LedgerEntry spent,
      long amount,
      List<LedgerEntry> history,
      Source source,
      Explanation why) {
    List<LedgerEntry> all = Lots.upToNow(history, draft.entries());
    List<Forgiven> forgiven = Lots.forgiven(spent, source, all);
    long repaid = Math.min(amount, sum(forgiven));
    if (repaid > 0) {
      putBack(book, spent, EntryKind.RESTORED, repaid, all);
      repay(book, spent.lot(), repaid, forgiven, all, source, why);
      book.because(source, why);
    }
    return repaid;
  }

  /**
   * Puts back what is more than was used of the lot, as far as {@code source} itself has sold it
   * since; returns how much. Even if the lot has ended it is not used any more, so that no money is
   * owed for it; and if it has not, it pays the deficit first, like all that comes back.
   */
  private static long buyBack(
      AccountDraft book,
      LedgerEntry spent,
      EntryKind kind,
      long amount,
      List<LedgerEntry> all,
      Optional<Instant> newEnd,
      Source source,
      Explanation why) {
    List<Forgiven> sold =
        Lots.sold(spent.account(), source, all).stream()
            .filter(each -> each.entry().lot() == spent.lot())
            .toList();
    long used = Math.max(0, Lots.used(spent, all) + Lots.surplusBefore(spent, all));
    boolean ends =
        newEnd.isEmpty()
            && Lots.latest(spent, all)
                .lotEndsAt()
                .filter(end -> !end.isAfter(book.at()))
                .isPresent();
    long back = Math.min(amount - used - (ends ? 0 : book.deficit()), sum(sold));
    if (back > 0) {
      putBack(book, spent, kind, back, all);
      repay(book, spent.lot(), back, sold, all, source, why);
      book.because(source, why);
    }
    return Math.max(0, back);
  }

  private static long sum(List<Forgiven> forgiven) {
    return forgiven.stream().mapToLong(Forgiven::amount).sum();
  }

  /**
   * Restores what is more than was used of the lot, pays the deficit with it, and gives back what
   * other lots gave for this one; returns how much.
   */
  private static long uncover(
      AccountDraft book,
      LedgerEntry spent,
      long amount,
      List<LedgerEntry> all,
      Optional<Instant> newEnd,
      Source source,
      Explanation why) {
    long used = Lots.used(spent, all);
    long paid = Math.min(book.deficit(), Math.max(0, amount - Math.max(0, used)));
    long tooMuch = amount - Math.max(0, used + Lots.surplusBefore(spent, all));
    Covers covers = Covers.of(spent.account(), all);
    List<Cover> covered = covers.last(Math.min(tooMuch, covers.taken(spent.lot())) - paid);
    long undone = covered.stream().mapToLong(Cover::amount).sum();
    if (paid + undone > 0) {
      putBack(book, spent, EntryKind.RESTORED, paid + undone, all);
      book.lot(spent.lot()).ifPresent(lot -> LedgerRules.payDeficit(book, lot, paid));
      book.because(source, why);
      uncover(book, spent.lot(), covered, all, newEnd);
    }
    return paid + undone;
  }

  /** Gives back what other lots gave for this one. */
  private static void uncover(
      AccountDraft book,
      long number,
      List<Cover> covered,
      List<LedgerEntry> all,
      Optional<Instant> newEnd) {
    for (Cover cover : covered) {
      book.because(undone(cover));
      Lot lot = book.lot(number).orElseThrow();
      book.post(EntryKind.COVERED, -cover.amount(), lot);
      book.left(lot, lot.left() - cover.amount());
      comeBack(book, cover.entry(), EntryKind.COVERED, cover.amount(), all, newEnd);
    }
  }

  private static Explanation undone(Cover cover) {
    return Explanation.of("cover.undone", Long.toString(cover.amount()));
  }

  /**
   * Puts back what {@code taken} took off a lot, for good; frozen, if the lot was since, or, had it
   * not been used up, would have been.
   */
  private static void comeBack(
      AccountDraft book,
      LedgerEntry taken,
      EntryKind kind,
      long amount,
      List<LedgerEntry> all,
      Optional<Instant> newEnd) {
    Optional<Lot> open = book.lot(taken.lot());
    Optional<Hold> frozen = open.flatMap(lot -> Lots.frozenAfter(taken, lot, all));
    if (frozen.isPresent()) {
      Lot lot = open.get();
      book.post(kind, amount, lot, Hold.Kind.FROZEN);
      change(book, lot, lot.left(), Holds.withHold(lot.holds(), frozen.get().withAmount(amount)));
    } else {
      Optional<Hold> together =
          open.isEmpty() ? Lots.frozenAfter(taken, book.frozenTogether(), all) : Optional.empty();
      putBack(book, taken, kind, amount, all);
      Lot back = book.lot(taken.lot()).orElseThrow();
      boolean endedFrozen =
          newEnd.isEmpty()
              && !back.end().isAfter(book.at())
              && together.filter(hold -> back.end().isAfter(hold.since())).isPresent();
      if (!endedFrozen) {
        keep(book, back, amount, newEnd);
      }
      together.ifPresent(hold -> freeze(book, taken.lot(), amount, hold));
    }
  }

  /** Freezes what came back to a lot that was used up, as far as it is there. */
  private static void freeze(AccountDraft book, long number, long come, Hold frozen) {
    Optional<Lot> back = book.lot(number).filter(lot -> lot.left() > 0);
    if (back.isPresent()) {
      Lot lot = back.get();
      book.because(Explanation.of("stored-value.frozen", frozen.ref()));
      Holds.setAside(book, lot, frozen.withAmount(Math.min(come, lot.left())));
    }
  }

  private static void change(AccountDraft book, Lot lot, long left, List<Hold> holds) {
    long remaining = Math.addExact(left, holds.stream().mapToLong(Hold::amount).sum());
    book.change(lot, Math.max(lot.amount(), remaining), left, holds);
  }

  private static void putBack(
      AccountDraft book, LedgerEntry taken, EntryKind kind, long amount, List<LedgerEntry> all) {
    Optional<Lot> open = book.lot(taken.lot());
    Lot lot = open.isPresent() ? open.get() : Lots.reopened(taken, all, amount);
    book.post(kind, amount, lot);
    if (open.isPresent()) {
      change(book, lot, lot.left() + amount, lot.holds());
    } else {
      book.open(lot);
    }
  }

  /**
   * What was forgiven when something was taken back is taken, now that it has come back. Where it
   * was forgiven on another lot, the one on which it has come back covers that.
   */
  private static void repay(
      AccountDraft book,
      long number,
      long amount,
      List<Forgiven> forgiven,
      List<LedgerEntry> all,
      Source source,
      Explanation why) {
    long rest = amount;
    for (Forgiven given : forgiven) {
      long repaid = Math.min(rest, given.amount());
      if (repaid > 0) {
        Lot lot = book.lot(number).orElseThrow();
        LedgerEntry latest = Lots.latest(given.entry(), all);
        if (latest.lot() != number) {
          book.because(source, why);
          book.post(EntryKind.COVERED, -repaid, lot);
          book.postOn(latest, EntryKind.COVERED, repaid);
          book.lot(latest.lot()).ifPresent(other -> Lots.atLeast(book, other, repaid));
        }
        book.because(taken(given, repaid));
        book.postOn(latest, EntryKind.REVERSED, -repaid);
        book.left(lot, lot.left() - repaid);
        rest -= repaid;
      }
    }
  }

  private static Explanation taken(Forgiven given, long amount) {
    LedgerEntry entry = given.entry();
    return entry.explanation().rule().equals(Lots.SOLD)
        ? Lots.boughtBack(amount, entry.source())
        : Explanation.of(Lots.REPAID, Long.toString(amount), entry.source().id());
  }

  /** What has come back may be used as long as its lot may, which {@code newEnd} may move. */
  private static void keep(AccountDraft book, Lot lot, long come, Optional<Instant> newEnd) {
    Lot back = lot;
    if (newEnd.isPresent() && !lot.end().isAfter(book.at())) {
      book.because(Explanation.of("lot.extended", newEnd.get().toString()));
      back = LedgerRules.move(book, lot, newEnd);
    }
    LedgerRules.settle(book, back, come);
  }

  /**
   * What was overdrawn reduces the deficit; as far as that was paid since, it makes good for what
   * was forgiven or sold, and the rest goes back to the lots that paid.
   */
  private static void restoreOverdrawn(
      FileDraft draft,
      AccountDraft book,
      LedgerEntry spent,
      long amount,
      List<LedgerEntry> history,
      Optional<Instant> newEnd,
      Source source,
      Explanation why) {
    long owed = Math.min(amount, book.deficit());
    if (owed > 0) {
      book.changeDeficit(EntryKind.RESTORED, -owed);
    }
    long rest = amount - owed;
    while (rest > 0) {
      List<LedgerEntry> all = Lots.upToNow(history, draft.entries());
      List<Cover> paid = Covers.of(spent.account(), all).last(rest);
      if (paid.isEmpty()) {
        throw new IllegalArgumentException(
            "the history does not reach back to what paid " + rest + " overdrawn");
      }
      Cover cover = paid.get(0);
      rest -= cover.amount();
      book.because(source, undone(cover));
      book.changeDeficit(EntryKind.COVERED, cover.amount());
      book.because(source, why);
      book.changeDeficit(EntryKind.RESTORED, -cover.amount());
      book.because(source, undone(cover));
      long back = cover.amount() - repayCover(book, spent, cover, all, source, why);
      all = Lots.upToNow(history, draft.entries());
      back -= buyBack(book, cover.entry(), EntryKind.COVERED, back, all, newEnd, source, why);
      if (back > 0) {
        book.because(source, undone(cover));
        comeBack(book, cover.entry(), EntryKind.COVERED, back, all, newEnd);
      }
    }
  }

  /** Gives back what makes good for what was forgiven since; returns how much. */
  private static long repayCover(
      AccountDraft book,
      LedgerEntry spent,
      Cover cover,
      List<LedgerEntry> all,
      Source source,
      Explanation why) {
    List<Forgiven> forgiven = Lots.forgiven(spent, source, all);
    long repaid = Math.min(cover.amount(), sum(forgiven));
    if (repaid > 0) {
      putBack(book, cover.entry(), EntryKind.COVERED, repaid, all);
      repay(book, cover.entry().lot(), repaid, forgiven, all, source, why);
      book.because(source, undone(cover));
    }
    return repaid;
  }
}
