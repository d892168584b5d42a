package io.regulars.ledger;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Refusal;
import io.regulars.engine.TimeRule;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.ImmutableLot;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.ledger.Source;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How lots change. Credits open or join a lot and pay a deficit first; debits take lots in their
 * order; a part of a lot can be {@link Holds held} and comes back; what ends is written as an
 * entry; a {@link Reversals reversal} takes back what one credit gave, and what has been used of it
 * meanwhile is covered by other lots, else by a deficit; a {@link Restorations restoration} puts
 * what was spent back into its lot. Every change is an entry, so that on every account, at every
 * instant,
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
          Holds.bringBack(draft, account.kind(), at);
        }
        end(draft, draft.account(account.kind()), at);
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

  static void endNow(AccountDraft book, Lot lot) {
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
    Optional<Lot> open = book.joinable(credit);
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
  static void settle(AccountDraft book, Lot lot, long come) {
    if (lot.end().isAfter(book.at())) {
      payDeficit(book, lot, come);
    } else {
      endNow(book, lot);
    }
  }

  /**
   * Pays the deficit with up to {@code most} of what is left of a lot; returns what that took. A
   * course card that was paid for pays none: all that is ever owed in sessions was given.
   */
  static long payDeficit(AccountDraft book, Lot lot, long most) {
    boolean paidFor = book.kind().isCourse() && lot.worth() > 0;
    long covered = paidFor ? 0 : Math.min(book.deficit(), most);
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
      holds = Holds.withHold(holds, pending.get());
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
   * missing is taken of what is reserved, which is {@link LedgerAccount#unbacked} then, and else
   * becomes a deficit, in all up to {@code overdraft}; beyond that it says how much is available.
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
    long most = available + reserved(book) + Math.max(0, overdraft - book.deficit());
    if (amount > most) {
      return Refusal.of(Reason.NOT_ENOUGH, kind, amount, available);
    }
    long missing = takeAll(book, amount, Take.ANY, EntryKind.SPENT);
    if (missing > 0) {
      book.changeDeficit(EntryKind.SPENT, missing);
    }
    if (amount > available) {
      tellOverdrawn(draft, kind, amount - available);
    }
    book.close();
    return Optional.empty();
  }

  /** What is reserved and would be available if it were released. */
  private static long reserved(AccountDraft book) {
    return book.kind().isCourse()
        ? 0
        : book.coverable(Take.ANY).stream().mapToLong(lot -> lot.held(Hold.Kind.RESERVED)).sum();
  }

  /** So much more was spent than was available. */
  static void tellOverdrawn(FileDraft draft, AccountKind kind, long amount) {
    draft.happened(
        EventKind.SHORTFALL,
        draft.asOf(),
        Explanation.of("shortfall.overdrawn", kind.code(), Long.toString(amount), ""));
  }

  static Optional<Refusal> enough(AccountDraft book, AccountKind kind, long amount, Take take) {
    long available = book.takable(take).stream().mapToLong(Lot::left).sum();
    return amount > available
        ? Refusal.of(Reason.NOT_ENOUGH, kind, amount, available)
        : Optional.empty();
  }

  /** Takes up to {@code amount} from the lots in their order; returns what could not be taken. */
  static long take(AccountDraft book, long amount, Take take, EntryKind kind) {
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
   * The same, but also of what is reserved of lots that have not ended, see {@link Holds#take}: as
   * if it had been released before.
   */
  static long takeAll(AccountDraft book, long amount, Take take, EntryKind kind) {
    long missing = amount;
    for (Lot lot : book.coverable(take)) {
      long taken = Math.min(missing, lot.left());
      if (taken > 0) {
        book.post(kind, -taken, lot);
        book.left(lot, lot.left() - taken);
      }
      missing -= taken;
      missing -= Holds.take(book, lot.number(), missing, kind);
    }
    return missing;
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

  static Lot move(AccountDraft book, Lot lot, Optional<Instant> endsAt) {
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
   * for it; at most what is left of the lot and frozen on it, first what is left. What is frozen
   * was given: no money goes back for it.
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
    long free = Math.min(amount, lot.left());
    if (free > 0) {
      book.postPaidBack(EntryKind.REVERSED, -free, lot, LotTerm.UNLIMITED.text(), money);
    }
    List<Hold> holds = payBackFrozen(book, lot, amount - free);
    Lot cheaper = book.replace(lot, lot.endsAt(), lot.worth() - money);
    book.change(cheaper, lot.amount() - amount, lot.left() - free, holds);
    book.close();
  }

  /** Takes {@code amount} of what is frozen on a lot; returns what is held then. */
  private static List<Hold> payBackFrozen(AccountDraft book, Lot lot, long amount) {
    List<Hold> holds = lot.holds();
    long rest = amount;
    for (Hold hold : lot.holds()) {
      long taken = hold.kind() == Hold.Kind.FROZEN ? Math.min(rest, hold.amount()) : 0;
      if (taken > 0) {
        book.post(EntryKind.REVERSED, -taken, lot, hold.kind());
        holds = Holds.withLess(holds, hold, taken);
        rest -= taken;
      }
    }
    return holds;
  }
}
