package io.regulars.ledger;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Refusal;
import io.regulars.engine.TimeRule;
import io.regulars.ledger.Covers.Cover;
import io.regulars.ledger.Lots.Forgiven;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.VisitId;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.ImmutableLot;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.ledger.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How lots change. Credits open or join a lot and pay a deficit first; debits take lots in their
 * order; a part of a lot can be held and comes back; what ends is written as an entry; a reversal
 * takes back what one credit gave, and what has been used of it meanwhile is covered by other lots,
 * else by a deficit; a restoration puts what was spent back into its lot. Every change is an entry,
 * so that on every account, at every instant,
 *
 * <pre>issued = available + held + spent + ended + reversed - deficit</pre>
 */
public final class LedgerRules implements TimeRule {

  /** The most an account may hold: far beyond any salon, far below overflow of a {@code long}. */
  public static final long MAX_BALANCE = 1_000_000_000_000_000L;

  /** Stateless. */
  public LedgerRules() {}

  @Override
  public Instant next(FileDraft draft) {
    Instant earliest = NEVER;
    List<LedgerAccount> accounts = draft.accounts();
    for (int i = 0; i < accounts.size(); i++) {
      Instant wakes = accounts.get(i).wakesAt();
      if (wakes.isBefore(earliest)) {
        earliest = wakes;
      }
    }
    return earliest;
  }

  /** Brings back the holds, then ends the lots, whose instant is {@code at} or earlier. */
  @Override
  public void strike(FileDraft draft, Instant at) {
    for (LedgerAccount account : List.copyOf(draft.accounts())) {
      if (!account.wakesAt().isAfter(at)) {
        if (account.hasHolds()) {
          bringBack(draft, account, at);
        }
        end(draft, draft.account(account.kind()), at);
      }
    }
  }

  private static void bringBack(FileDraft draft, LedgerAccount account, Instant at) {
    for (Lot lot : account.lots()) {
      for (Hold hold : lot.holds()) {
        if (!hold.end().isAfter(at)) {
          Explanation why = Explanation.of("hold.over." + hold.kind(), hold.ref());
          AccountDraft book = new AccountDraft(draft, account.kind(), Source.TIME, why);
          release(book, lot.number(), hold);
          book.close();
        }
      }
    }
  }

  private static void end(FileDraft draft, LedgerAccount account, Instant at) {
    if (account.lots().isEmpty() || account.lots().get(0).end().isAfter(at)) {
      return;
    }
    AccountDraft book = null;
    for (Lot lot : account.lots()) {
      if (lot.end().isAfter(at)) {
        break;
      }
      if (lot.left() > 0) {
        if (book == null) {
          book = new AccountDraft(draft, account.kind(), Source.TIME, ended(lot));
        }
        endNow(book, lot);
      }
    }
    if (book != null) {
      book.close();
    }
  }

  private static Explanation ended(Lot lot) {
    return Explanation.of("lot.ended", lot.earnedAt().toString());
  }

  private static void endNow(AccountDraft book, Lot lot) {
    book.because(Source.TIME, ended(lot));
    book.post(EntryKind.ENDED, -lot.left(), lot);
    book.left(lot, 0);
  }

  /** Whether the account has room for {@code amount} more. */
  public static Optional<Refusal> room(FileDraft draft, AccountKind kind, long amount) {
    long balance = draft.account(kind).balance();
    return amount > MAX_BALANCE - balance
        ? Refusal.of(Reason.OVERFLOW, kind, amount, balance)
        : Optional.empty();
  }

  /**
   * Credits; the caller has made sure there is {@link #room}. What was told so late that it has
   * ended already ends with the next entry, and pays no deficit.
   *
   * @return the number of the lot credited
   */
  public static long credit(FileDraft draft, Credit credit) {
    Optional<Hold> pending = credit.pending().filter(hold -> hold.end().isAfter(draft.asOf()));
    AccountDraft book =
        new AccountDraft(draft, credit.account(), credit.source(), credit.explanation());
    Optional<Lot> open = book.joinable(credit.endsAt(), credit.ref());
    long number = book.postCredit(credit, open, pending.map(Hold::kind));
    Lot lot = join(book, open, number, credit, pending);
    if (pending.isEmpty()) {
      settle(book, lot, credit.amount());
    }
    book.close();
    return number;
  }

  /**
   * What has become available on a lot ends at once if the lot has ended, and else pays the
   * deficit.
   */
  private static void settle(AccountDraft book, Lot lot, long come) {
    if (!lot.end().isAfter(book.at())) {
      endNow(book, lot);
      return;
    }
    payDeficit(book, lot, come);
  }

  /** Pays the deficit with up to {@code most} of what is left of a lot; returns what that took. */
  private static long payDeficit(AccountDraft book, Lot lot, long most) {
    long covered = Math.min(book.deficit(), most);
    if (covered > 0) {
      book.because(Explanation.of("deficit.paid", Long.toString(covered)));
      book.post(EntryKind.COVERED, -covered, lot);
      book.changeDeficit(EntryKind.COVERED, -covered);
      book.left(lot, lot.left() - covered);
    }
    return covered;
  }

  private static Lot join(
      AccountDraft book, Optional<Lot> open, long number, Credit credit, Optional<Hold> pending) {
    long left = pending.isPresent() ? 0 : credit.amount();
    if (open.isEmpty()) {
      Lot lot =
          Lot.builder()
              .number(number)
              .amount(credit.amount())
              .left(left)
              .holds(pending.stream().toList())
              .earnedAt(credit.earnedAt())
              .endsAt(credit.endsAt())
              .ref(credit.ref())
              .worth(credit.worth())
              .build();
      book.open(lot);
      return lot;
    }
    Lot lot = open.get();
    List<Hold> holds = lot.holds();
    if (pending.isPresent()) {
      holds = withHold(holds, pending.get());
    }
    return book.put(
        ImmutableLot.builder()
            .from(lot)
            .amount(lot.amount() + credit.amount())
            .left(lot.left() + left)
            .holds(holds)
            .worth(lot.worth() + credit.worth())
            .build());
  }

  /** Adds to a hold of the same kind, purpose and end, if there is one. */
  private static List<Hold> withHold(List<Hold> holds, Hold added) {
    List<Hold> changed = new ArrayList<>(holds);
    for (int i = 0; i < changed.size(); i++) {
      Hold hold = changed.get(i);
      if (hold.kind() == added.kind()
          && hold.ref().equals(added.ref())
          && hold.until().equals(added.until())) {
        changed.set(i, hold.withAmount(hold.amount() + added.amount()));
        return changed;
      }
    }
    changed.add(added);
    return changed;
  }

  /** Debits {@code amount}, above zero, or says how much there is to be used. */
  public static Optional<Refusal> debit(
      FileDraft draft,
      AccountKind kind,
      EntryKind entryKind,
      long amount,
      Take take,
      Source source,
      Explanation why) {
    AccountDraft book = new AccountDraft(draft, kind, source, why);
    Optional<Refusal> tooFew = enough(book, kind, amount, take);
    if (tooFew.isEmpty()) {
      take(book, amount, take, entryKind);
      book.close();
    }
    return tooFew;
  }

  /**
   * Debits {@code amount} that has been handed out already, by a till that could not ask: what is
   * missing becomes a deficit, up to {@code overdraft}; beyond that it says how much there is.
   */
  public static Optional<Refusal> debitOverdrawn(
      FileDraft draft,
      AccountKind kind,
      long amount,
      long overdraft,
      Source source,
      Explanation why) {
    AccountDraft book = new AccountDraft(draft, kind, source, why);
    long available = book.takable(Take.ANY).stream().mapToLong(Lot::left).sum();
    if (amount > available + Math.max(0, overdraft - book.deficit())) {
      return Refusal.of(Reason.NOT_ENOUGH, kind, amount, available);
    }
    long missing = take(book, amount, Take.ANY, EntryKind.SPENT);
    if (missing > 0) {
      book.changeDeficit(EntryKind.SPENT, missing);
      draft.happened(
          EventKind.SHORTFALL,
          draft.asOf(),
          Explanation.of("shortfall.overdrawn", kind.code(), Long.toString(missing), ""));
    }
    book.close();
    return Optional.empty();
  }

  private static Optional<Refusal> enough(
      AccountDraft book, AccountKind kind, long amount, Take take) {
    long available = book.takable(take).stream().mapToLong(Lot::left).sum();
    return amount > available
        ? Refusal.of(Reason.NOT_ENOUGH, kind, amount, available)
        : Optional.empty();
  }

  /** Takes up to {@code amount} from the lots in their order; returns what could not be taken. */
  private static long take(AccountDraft book, long amount, Take take, EntryKind kind) {
    long missing = amount;
    for (Lot lot : book.takable(take)) {
      if (missing == 0) {
        break;
      }
      long taken = Math.min(missing, lot.left());
      book.post(kind, -taken, lot);
      book.left(lot, lot.left() - taken);
      missing -= taken;
    }
    return missing;
  }

  /**
   * Sets {@code wanted} aside, of the lots in their order, or says how much there is.
   *
   * @param wanted kind, purpose, amount and end of the hold; begins now
   */
  public static Optional<Refusal> hold(
      FileDraft draft, AccountKind kind, Hold wanted, Take take, Source source, Explanation why) {
    AccountDraft book = new AccountDraft(draft, kind, source, why);
    Optional<Refusal> tooFew = enough(book, kind, wanted.amount(), take);
    if (tooFew.isPresent()) {
      return tooFew;
    }
    long missing = wanted.amount();
    for (Lot lot : book.takable(take)) {
      if (missing == 0) {
        break;
      }
      long taken = Math.min(missing, lot.left());
      book.post(EntryKind.HELD, -taken, lot);
      book.post(EntryKind.HELD, taken, lot, wanted.kind());
      book.change(
          lot, lot.amount(), lot.left() - taken, withHold(lot.holds(), wanted.withAmount(taken)));
      missing -= taken;
    }
    book.close();
    return Optional.empty();
  }

  /** How much of the account is held for this purpose. */
  public static long held(FileDraft draft, AccountKind kind, Hold.Kind reason, String ref) {
    return draft.account(kind).lots().stream()
        .flatMap(lot -> lot.holds().stream())
        .filter(hold -> hold.kind() == reason && hold.ref().equals(ref))
        .mapToLong(Hold::amount)
        .sum();
  }

  /** Brings back all that is held for this purpose; returns how much that was. */
  public static long release(
      FileDraft draft,
      AccountKind kind,
      Hold.Kind reason,
      String ref,
      Source source,
      Explanation why) {
    AccountDraft book = new AccountDraft(draft, kind, source, why);
    long released = 0;
    for (Lot lot : book.lots()) {
      for (Hold hold : lot.holds()) {
        if (hold.kind() == reason && hold.ref().equals(ref)) {
          book.because(source, why);
          release(book, lot.number(), hold);
          released += hold.amount();
        }
      }
    }
    book.close();
    return released;
  }

  private static void release(AccountDraft book, long number, Hold hold) {
    Lot lot = book.lot(number).orElseThrow();
    book.post(EntryKind.RELEASED, -hold.amount(), lot, hold.kind());
    book.post(EntryKind.RELEASED, hold.amount(), lot);
    book.change(lot, lot.amount(), lot.left() + hold.amount(), without(lot.holds(), hold));
    Lot back = book.lot(number).orElseThrow();
    if (hold.kind() == Hold.Kind.FROZEN && back.endsAt().isPresent()) {
      Duration frozen = Duration.between(hold.since(), book.at());
      back = move(book, back, back.endsAt().map(end -> end.plus(frozen)));
    }
    settle(book, back, hold.amount());
  }

  private static List<Hold> without(List<Hold> holds, Hold gone) {
    return holds.stream().filter(hold -> !hold.equals(gone)).toList();
  }

  /**
   * Spends {@code amount} of what is reserved for this purpose, and brings the rest back; or says
   * how much is reserved.
   */
  public static Optional<Refusal> spendReserved(
      FileDraft draft, AccountKind kind, String ref, long amount, Source source, Explanation why) {
    Optional<Refusal> tooFew = spendHeld(draft, kind, ref, amount, source, why);
    if (tooFew.isEmpty()) {
      release(draft, kind, Hold.Kind.RESERVED, ref, source, why);
    }
    return tooFew;
  }

  /** Spends {@code amount} of what is reserved for this purpose; the rest stays reserved. */
  public static Optional<Refusal> spendHeld(
      FileDraft draft, AccountKind kind, String ref, long amount, Source source, Explanation why) {
    long reserved = held(draft, kind, Hold.Kind.RESERVED, ref);
    if (amount > reserved) {
      return Refusal.of(Reason.NOT_ENOUGH, kind, amount, reserved);
    }
    AccountDraft book = new AccountDraft(draft, kind, source, why);
    long missing = amount;
    for (Lot lot : book.lots()) {
      for (Hold hold : lot.holds()) {
        if (missing > 0 && hold.kind() == Hold.Kind.RESERVED && hold.ref().equals(ref)) {
          long taken = Math.min(missing, hold.amount());
          book.post(EntryKind.SPENT, -taken, lot, Hold.Kind.RESERVED);
          Lot now = book.lot(lot.number()).orElseThrow();
          book.change(now, now.amount(), now.left(), withLess(now.holds(), hold, taken));
          missing -= taken;
        }
      }
    }
    book.close();
    return Optional.empty();
  }

  private static List<Hold> withLess(List<Hold> holds, Hold hold, long taken) {
    List<Hold> changed = new ArrayList<>(holds);
    int index = changed.indexOf(hold);
    if (hold.amount() == taken) {
      changed.remove(index);
    } else {
      changed.set(index, hold.withAmount(hold.amount() - taken));
    }
    return changed;
  }

  /** Gives an open lot another end; what is left of it ends at once if that is past. */
  public static void moveEnd(
      FileDraft draft,
      AccountKind kind,
      long lot,
      Optional<Instant> endsAt,
      Source source,
      Explanation why) {
    AccountDraft book = new AccountDraft(draft, kind, source, why);
    Lot moved = move(book, book.lot(lot).orElseThrow(), endsAt);
    if (moved.left() > 0 && !moved.end().isAfter(book.at())) {
      endNow(book, moved);
    }
    book.close();
  }

  private static Lot move(AccountDraft book, Lot lot, Optional<Instant> endsAt) {
    Lot moved = book.replace(lot, endsAt, lot.worth());
    if (lot.left() > 0) {
      book.post(EntryKind.MOVED, -lot.left(), lot);
      book.post(EntryKind.MOVED, lot.left(), moved);
    } else {
      Hold hold = lot.holds().get(0);
      book.post(EntryKind.MOVED, -hold.amount(), lot, hold.kind());
      book.post(EntryKind.MOVED, hold.amount(), moved, hold.kind());
    }
    return moved;
  }

  /**
   * Takes what is left of a lot, of which nothing is held, off this file, to be {@link #credit
   * credited} to another as {@link EntryKind#TRANSFERRED}.
   *
   * @param worth what was paid for it, which goes along: what was used of the lot keeps the rest
   */
  public static void handOver(
      FileDraft draft, AccountKind kind, Lot lot, long worth, Source source, Explanation why) {
    AccountDraft book = new AccountDraft(draft, kind, source, why);
    book.postPaidBack(EntryKind.TRANSFERRED, -lot.left(), lot, LotTerm.UNLIMITED.text(), worth);
    Lot cheaper = book.replace(lot, lot.endsAt(), lot.worth() - worth);
    book.change(cheaper, lot.amount() - lot.left(), 0, lot.holds());
    book.close();
  }

  /**
   * Takes back {@code amount} of what was paid for and is unused, {@code money} being given back
   * for it; at most what is left of the lot.
   */
  public static void payBack(
      FileDraft draft,
      AccountKind kind,
      Lot lot,
      long amount,
      long money,
      Source source,
      Explanation why) {
    AccountDraft book = new AccountDraft(draft, kind, source, why);
    book.postPaidBack(EntryKind.REVERSED, -amount, lot, LotTerm.UNLIMITED.text(), money);
    Lot cheaper = book.replace(lot, lot.endsAt(), lot.worth() - money);
    book.change(cheaper, lot.amount() - amount, lot.left() - amount, lot.holds());
    book.close();
  }

  /**
   * Takes back {@code amount} of what {@code earned} gave: first what is pending of it; then what
   * is left of its lot; then, for what was used of the lot meanwhile, other lots in debit order;
   * what is missing then, as {@code shortfall} says: a deficit, or given to the customer, or sold,
   * so that what the credit gave is reversed all the same. What has ended by itself is gone already
   * and is not taken twice.
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
      Shortfall shortfall,
      Source source,
      Explanation why) {
    return reverse(draft, earned, amount, history, Take.ANY, shortfall, source, why);
  }

  /**
   * The same, with only some lots covering what was spent. What is reserved or frozen is covered by
   * any, for it will come back.
   *
   * @param cover which other lots cover, and in which order
   */
  public static long reverse(
      FileDraft draft,
      LedgerEntry earned,
      long amount,
      List<LedgerEntry> history,
      Take cover,
      Shortfall shortfall,
      Source source,
      Explanation why) {
    AccountDraft book = new AccountDraft(draft, earned.account(), source, why);
    long rest = amount - reversePending(book, earned, amount, EntryKind.REVERSED);
    rest -= reverseLeft(book, earned, rest, EntryKind.REVERSED);
    long missing = 0;
    if (rest > 0) {
      List<LedgerEntry> all = Lots.upToNow(history, draft.entries());
      long used = Math.max(0, Lots.used(earned, all));
      missing =
          reverseUsed(
              book, Lots.latest(earned, all), earned, Math.min(rest, used), cover, shortfall);
    }
    book.close();
    return missing;
  }

  /**
   * Takes {@code amount} of what {@code earned} gave away by a person's hand: like {@link
   * #reverse}, but only what is there. It counts as reversed, not as used.
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
    taken += reverseLeft(book, earned, amount - taken, EntryKind.WITHDRAWN);
    if (taken < amount) {
      List<LedgerEntry> all = Lots.upToNow(history, draft.entries());
      long used = Math.min(amount - taken, Math.max(0, Lots.used(earned, all)));
      long missing = take(book, used, Take.ANY, EntryKind.COVERED);
      if (used > missing) {
        LedgerEntry latest = Lots.latest(earned, Lots.upToNow(history, draft.entries()));
        book.postOn(latest, EntryKind.COVERED, used - missing);
        book.postOn(latest, EntryKind.WITHDRAWN, missing - used);
        less(book, earned.lot(), used - missing);
        taken += used - missing;
      }
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
        book.change(lot, lot.amount() - taken, lot.left(), withLess(lot.holds(), hold, taken));
        rest -= taken;
      }
    }
    return amount - rest;
  }

  private static long reverseLeft(
      AccountDraft book, LedgerEntry earned, long amount, EntryKind kind) {
    Optional<Lot> open = book.lot(earned.lot());
    long taken = Math.min(amount, open.map(Lot::left).orElse(0L));
    if (taken > 0) {
      Lot lot = open.orElseThrow();
      book.post(kind, -taken, lot);
      book.change(lot, lot.amount() - taken, lot.left() - taken, lot.holds());
    }
    return taken;
  }

  /**
   * What is reserved or frozen of a lot, beyond what is owed already: it is not spent, and pays
   * what is owed as it comes back.
   */
  private static long setAside(AccountDraft book, LedgerEntry earned) {
    long held =
        book.lot(earned.lot()).map(lot -> lot.held() - lot.held(Hold.Kind.PENDING)).orElse(0L);
    return Math.max(0, held - book.deficit());
  }

  private static long reverseUsed(
      AccountDraft book,
      LedgerEntry latest,
      LedgerEntry earned,
      long amount,
      Take cover,
      Shortfall shortfall) {
    if (amount == 0) {
      return 0;
    }
    long spent = take(book, amount, cover, EntryKind.COVERED);
    long promised =
        shortfall == Shortfall.DEFICIT ? spent : Math.min(spent, setAside(book, earned));
    long owed = take(book, promised, Take.ANY, EntryKind.COVERED);
    long missing = spent - promised + owed;
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
      Shortfall shortfall) {
    if (missing > 0) {
      boolean sold = shortfall == Shortfall.CASH_OWED;
      String rule = sold ? Lots.SOLD : Lots.FORGIVEN;
      book.postGiven(
          latest,
          earned.grant().orElseThrow(),
          sold ? EntryKind.BOUGHT : EntryKind.GRANTED,
          missing,
          Explanation.of(rule, Long.toString(missing)));
    }
    return missing;
  }

  /**
   * Puts {@code amount} of what {@code spent} took back into its lot, which opens again if it was
   * used up. If the lot has ended, what comes back ends at {@code newEnd}, or, without one, now. If
   * what had opened the lot was reversed meanwhile, what comes back first makes good for that: what
   * was forgiven since is taken, what was owed then is paid, and as much as other lots gave to
   * cover this one goes back to those that covered, the last to have given first. So it does not
   * matter whether something was reversed before or after what was spent of it came back. What was
   * too much on the lot already when it was spent stays on it.
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
      book.lot(spent.lot()).ifPresent(lot -> payDeficit(book, lot, paid));
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

  /** Puts back what {@code taken} took off a lot, for good; frozen, if the lot was since. */
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
      change(book, lot, lot.left(), withHold(lot.holds(), frozen.get().withAmount(amount)));
    } else {
      putBack(book, taken, kind, amount, all);
      keep(book, book.lot(taken.lot()).orElseThrow(), amount, newEnd);
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
          book.lot(latest.lot()).ifPresent(other -> atLeast(book, other, repaid));
        }
        book.because(
            Explanation.of(Lots.REPAID, Long.toString(repaid), given.entry().source().id()));
        book.postOn(latest, EntryKind.REVERSED, -repaid);
        book.left(lot, lot.left() - repaid);
        rest -= repaid;
      }
    }
  }

  /** {@link Lots#reopened} counts what came onto an open lot even if it was taken at once. */
  private static void atLeast(AccountDraft book, Lot lot, long come) {
    long amount = Math.max(lot.amount(), lot.remaining() + come);
    book.change(lot, amount, lot.left(), lot.holds());
  }

  /** What has come back may be used as long as its lot may. */
  private static void keep(AccountDraft book, Lot lot, long come, Optional<Instant> newEnd) {
    Lot back = lot;
    if (newEnd.isPresent() && !lot.end().isAfter(book.at())) {
      book.because(Explanation.of("lot.extended", newEnd.get().toString()));
      back = move(book, lot, newEnd);
    }
    settle(book, back, come);
  }

  /**
   * What was overdrawn reduces the deficit; as far as that was paid since, it makes good for what
   * was forgiven, and the rest goes back to the lots that paid.
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
      List<Forgiven> forgiven = Lots.forgiven(spent, source, all);
      long repaid = Math.min(cover.amount(), sum(forgiven));
      if (repaid > 0) {
        putBack(book, cover.entry(), EntryKind.COVERED, repaid, all);
        repay(book, cover.entry().lot(), repaid, forgiven, all, source, why);
        book.because(source, undone(cover));
      }
      if (cover.amount() > repaid) {
        comeBack(book, cover.entry(), EntryKind.COVERED, cover.amount() - repaid, all, newEnd);
      }
    }
  }
}
