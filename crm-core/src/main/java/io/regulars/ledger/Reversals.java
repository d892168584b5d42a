package io.regulars.ledger;

import io.regulars.engine.FileDraft;
import io.regulars.ledger.Lots.Forgiven;
import io.regulars.spi.Explanation;
import io.regulars.spi.VisitId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.ledger.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Taking back what was credited: what is left of it goes, and what has been used of it meanwhile is
 * covered by other lots, else by a deficit, or is forgiven or owed in money, see {@link Shortfall}.
 * {@link Restorations} are the other half.
 */
public final class Reversals {

  private Reversals() {}

  /**
   * Takes back {@code amount} of what {@code earned} gave: first what is pending of it; then what
   * is left and what is reserved of its lot; then, for what was used of the lot meanwhile, other
   * lots in debit order, also what is reserved of them; then what is frozen on the account, by a
   * deficit that it pays as it comes back; what is missing then, as {@code shortfall} says: a
   * deficit, or given to the customer, or sold, so that what the credit gave is reversed all the
   * same. What has ended by itself is gone already and is not taken twice.
   *
   * <p>What is reserved is taken as if it were released before, and what is available then is
   * reserved in its place; of a lot that has ended last of all, for then it would have ended.
   *
   * @param earned the credit to reverse, of which {@code amount} was not reversed before
   * @param history the file's entries from the one that opened the lot on; those of {@code draft}
   *     may be left out
   * @return what was missing and did not become a deficit
   */
  public static long reverse(
      FileDraft draft,
      LedgerEntry earned,
      long amount,
      List<LedgerEntry> history,
      ShortfallTerms shortfall,
      Source source,
      Explanation why) {
    return reverse(draft, earned, amount, history, Take.ANY, shortfall, source, why);
  }

  /**
   * The same, with only some lots covering what was spent or is set aside.
   *
   * @param cover which other lots cover, and in which order
   */
  public static long reverse(
      FileDraft draft,
      LedgerEntry earned,
      long amount,
      List<LedgerEntry> history,
      Take cover,
      ShortfallTerms shortfall,
      Source source,
      Explanation why) {
    AccountDraft book = new AccountDraft(draft, earned.account(), source, why);
    long rest = amount - reversePending(book, earned, amount, EntryKind.REVERSED);
    rest -= reverseOwn(book, earned, rest, EntryKind.REVERSED);
    long missing = 0;
    if (rest > 0) {
      List<LedgerEntry> all = Lots.upToNow(history, draft.entries());
      long used = Math.min(rest, Math.max(0, Lots.used(earned, all)));
      missing = reverseUsed(book, Lots.latest(earned, all), earned, used, cover, shortfall);
      book.because(source, why);
      reverseReserved(book, earned.lot(), rest - used, EntryKind.REVERSED);
    }
    book.close();
    return missing;
  }

  /**
   * Takes {@code amount} of what {@code earned} gave away by a person's hand: like {@link
   * #reverse}, but only what is there, which nothing is that is reserved of a lot that has ended.
   * It counts as reversed, not as used.
   *
   * @return what could be taken
   */
  public static long withdraw(
      FileDraft draft,
      LedgerEntry earned,
      long amount,
      List<LedgerEntry> history,
      Explanation why) {
    AccountDraft book = new AccountDraft(draft, earned.account(), earned.source(), why);
    long taken = reversePending(book, earned, amount, EntryKind.WITHDRAWN);
    taken += reverseOwn(book, earned, amount - taken, EntryKind.WITHDRAWN);
    if (taken < amount) {
      List<LedgerEntry> all = Lots.upToNow(history, draft.entries());
      long used = Math.min(amount - taken, Math.max(0, Lots.used(earned, all)));
      long covered = used - LedgerRules.takeAll(book, used, Take.ANY, EntryKind.COVERED);
      if (covered > 0) {
        LedgerEntry latest = Lots.latest(earned, Lots.upToNow(history, draft.entries()));
        book.postOn(latest, EntryKind.COVERED, covered);
        book.postOn(latest, EntryKind.WITHDRAWN, -covered);
        less(book, earned.lot(), covered);
      }
      taken += covered;
    }
    book.close();
    return taken;
  }

  /** How much of what a visit earned was {@link #withdraw withdrawn} by a person's hand. */
  public static long withdrawn(AccountKind account, VisitId visit, List<LedgerEntry> history) {
    return -history.stream()
        .filter(entry -> entry.kind() == EntryKind.WITHDRAWN)
        .filter(entry -> entry.account().equals(account) && entry.source().isVisit(visit))
        .mapToLong(LedgerEntry::amount)
        .sum();
  }

  /**
   * How much was sold for want of it when what {@code fact} had given was taken back, and not
   * bought back since, by the {@link ShortfallTerms#price} it was sold at.
   */
  public static Map<String, Long> sold(
      AccountKind account, Source fact, List<LedgerEntry> history) {
    Map<String, Long> sold = new LinkedHashMap<>();
    for (Forgiven each : Lots.sold(account, fact, history)) {
      sold.merge(each.entry().explanation().figures().get(1), each.amount(), Long::sum);
    }
    return sold;
  }

  /**
   * Takes back, with what there is by now, what was sold for want of it when another part of {@code
   * source} was taken back: as if it were reversed only now, what is left of its lot goes first,
   * then other lots cover it in debit order.
   *
   * @param most at most so much: what has come back since
   */
  public static void buyBack(
      FileDraft draft,
      AccountKind account,
      long most,
      List<LedgerEntry> history,
      Source source,
      Explanation why) {
    AccountDraft book = new AccountDraft(draft, account, source, why);
    long rest = most;
    for (Forgiven sold : Lots.sold(account, source, Lots.upToNow(history, draft.entries()))) {
      if (rest > 0) {
        LedgerEntry latest = Lots.latest(sold.entry(), Lots.upToNow(history, draft.entries()));
        long wanted = Math.min(rest, sold.amount());
        long back = buyLeft(book, latest, wanted, source);
        book.because(source, why);
        back += buyCovered(book, latest, wanted - back, source);
        book.because(source, why);
        rest -= back;
      }
    }
    book.close();
  }

  private static long buyLeft(AccountDraft book, LedgerEntry latest, long amount, Source fact) {
    Optional<Lot> open = book.lot(latest.lot());
    long taken = Math.min(amount, open.map(Lot::left).orElse(0L));
    if (taken > 0) {
      book.because(Lots.boughtBack(taken, fact));
      book.post(EntryKind.REVERSED, -taken, open.orElseThrow());
      book.left(open.orElseThrow(), open.orElseThrow().left() - taken);
    }
    boolean lasts = open.filter(lot -> lot.end().isAfter(book.at())).isPresent();
    long reserved = lasts ? amount - taken : 0;
    return taken
        + Holds.take(
            book,
            latest.lot(),
            reserved,
            EntryKind.REVERSED,
            part -> book.because(Lots.boughtBack(part, fact)));
  }

  private static long buyCovered(AccountDraft book, LedgerEntry latest, long amount, Source fact) {
    long covered = amount - LedgerRules.takeAll(book, amount, Take.ANY, EntryKind.COVERED);
    if (covered > 0) {
      book.postOn(latest, EntryKind.COVERED, covered);
      book.lot(latest.lot()).ifPresent(lot -> Lots.atLeast(book, lot, covered));
      book.because(Lots.boughtBack(covered, fact));
      book.postOn(latest, EntryKind.REVERSED, -covered);
    }
    return covered;
  }

  private static long reversePending(
      AccountDraft book, LedgerEntry earned, long amount, EntryKind kind) {
    long rest = amount;
    for (Hold hold : book.lot(earned.lot()).map(Lot::holds).orElse(List.of())) {
      if (rest > 0
          && hold.kind() == Hold.Kind.PENDING
          && earned.hold().isPresent()
          && hold.ref().equals(earned.source().id())) {
        Lot lot = book.lot(earned.lot()).orElseThrow();
        long taken = Math.min(rest, hold.amount());
        book.post(kind, -taken, lot, Hold.Kind.PENDING);
        book.change(
            lot, lot.amount() - taken, lot.left(), Holds.withLess(lot.holds(), hold, taken));
        rest -= taken;
      }
    }
    return amount - rest;
  }

  /** Takes what is left and, unless it has ended, what is reserved of the lot. */
  private static long reverseOwn(
      AccountDraft book, LedgerEntry earned, long amount, EntryKind kind) {
    Optional<Lot> open = book.lot(earned.lot());
    long taken = Math.min(amount, open.map(Lot::left).orElse(0L));
    if (taken > 0) {
      Lot lot = open.orElseThrow();
      book.post(kind, -taken, lot);
      book.change(lot, lot.amount() - taken, lot.left() - taken, lot.holds());
    }
    boolean lasts = open.filter(lot -> lot.end().isAfter(book.at())).isPresent();
    return lasts ? taken + reverseReserved(book, earned.lot(), amount - taken, kind) : taken;
  }

  private static long reverseReserved(AccountDraft book, long number, long amount, EntryKind kind) {
    long taken = Holds.take(book, number, amount, kind);
    less(book, number, taken);
    return taken;
  }

  /**
   * What is frozen or booked of the lots that may cover, beyond what is owed already: it is not
   * spent, and pays what is owed as it comes back.
   */
  private static long promised(AccountDraft book, Take cover) {
    long held = 0;
    for (Lot lot : book.lots()) {
      for (Hold hold : cover.isOf(lot) ? lot.holds() : List.<Hold>of()) {
        held += Holds.isOwed(hold.kind(), book.kind()) ? hold.amount() : 0;
      }
    }
    return Math.max(0, held - book.deficit());
  }

  private static long reverseUsed(
      AccountDraft book,
      LedgerEntry latest,
      LedgerEntry earned,
      long amount,
      Take cover,
      ShortfallTerms shortfall) {
    if (amount == 0) {
      return 0;
    }
    long missing = LedgerRules.takeAll(book, amount, cover, EntryKind.COVERED);
    long owed =
        shortfall.policy() == Shortfall.DEFICIT
            ? missing
            : Math.min(missing, promised(book, cover));
    if (owed > 0) {
      book.changeDeficit(EntryKind.COVERED, owed);
    }
    long covered = amount - missing + owed;
    if (covered > 0) {
      book.postOn(latest, EntryKind.COVERED, covered);
    }
    book.postOn(
        latest,
        EntryKind.REVERSED,
        -covered - give(book, latest, earned, amount - covered, shortfall));
    less(book, earned.lot(), amount);
    return amount - covered;
  }

  /** So much of what was used of a lot was taken back. */
  private static void less(AccountDraft book, long number, long amount) {
    book.lot(number)
        .ifPresent(
            lot ->
                book.change(
                    lot,
                    Math.max(lot.amount() - amount, lot.remaining()),
                    lot.left(),
                    lot.holds()));
  }

  /** What nobody can cover is the customer's to keep, for nothing or for money. */
  private static long give(
      AccountDraft book,
      LedgerEntry latest,
      LedgerEntry earned,
      long missing,
      ShortfallTerms shortfall) {
    if (missing > 0) {
      boolean sold = shortfall.policy() == Shortfall.CASH_OWED;
      String many = Long.toString(missing);
      book.postGiven(
          latest,
          earned.grant().orElseThrow(),
          sold ? EntryKind.BOUGHT : EntryKind.GRANTED,
          missing,
          sold
              ? Explanation.of(Lots.SOLD, many, shortfall.price())
              : Explanation.of(Lots.FORGIVEN, many));
    }
    return missing;
  }
}
