package io.regulars.ledger;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Refusal;
import io.regulars.engine.TimeRule;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.ImmutableLot;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.ledger.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How lots change: credits open or join a lot and pay a deficit first; debits take lots in {@link
 * Lot#DEBIT_ORDER}; what ends is written as an entry; a reversal takes back what one credit gave,
 * and what has been used of it meanwhile is covered by other lots, else by a deficit. Every change
 * is an entry, so that on every account, at every instant,
 *
 * <pre>issued = outstanding + spent + ended + reversed - deficit</pre>
 */
public final class LedgerRules implements TimeRule {

  /** The most an account may hold: far beyond any salon, far below overflow of a {@code long}. */
  public static final long MAX_BALANCE = 1_000_000_000_000_000L;

  private static final long NEW_LOT = -1;

  /** Stateless. */
  public LedgerRules() {}

  @Override
  public Instant next(FileDraft draft) {
    Instant earliest = NEVER;
    List<LedgerAccount> accounts = draft.accounts();
    for (int i = 0; i < accounts.size(); i++) {
      List<Lot> lots = accounts.get(i).lots();
      Instant end = lots.isEmpty() ? NEVER : lots.get(0).end();
      if (end.isBefore(earliest)) {
        earliest = end;
      }
    }
    return earliest;
  }

  /** Ends the lots whose end is {@code at} or earlier. */
  @Override
  public void strike(FileDraft draft, Instant at) {
    for (LedgerAccount account : List.copyOf(draft.accounts())) {
      List<Lot> lots = account.lots();
      int ended = 0;
      long balance = 0;
      while (ended < lots.size() && !lots.get(ended).end().isAfter(at)) {
        Lot lot = lots.get(ended);
        balance = (ended == 0 ? account.balance() : balance) - lot.left();
        draft.post(
            account.kind(),
            EntryKind.ENDED,
            -lot.left(),
            balance,
            lot.number(),
            lot.endsAt(),
            at,
            Source.TIME,
            Explanation.of("lot.ended", lot.earnedAt().toString()));
        ended++;
      }
      if (ended > 0) {
        draft.account(account.with(lots.subList(ended, lots.size()), account.deficit()));
      }
    }
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
   */
  public static void credit(FileDraft draft, Credit credit) {
    LedgerAccount account = draft.account(credit.account());
    List<Lot> lots = new ArrayList<>(account.lots());
    int open = indexByEnd(lots, credit.endsAt());
    long balance = account.balance() + credit.amount();
    long seq =
        draft.post(
            credit.account(),
            credit.kind(),
            credit.amount(),
            balance,
            open < 0 ? NEW_LOT : lots.get(open).number(),
            credit.endsAt(),
            draft.asOf(),
            credit.source(),
            credit.explanation());
    long number = open < 0 ? seq : lots.get(open).number();
    if (!credit.endsAt().orElse(NEVER).isAfter(draft.asOf())) {
      Explanation why = Explanation.of("lot.ended", credit.earnedAt().toString());
      new Entries(draft, credit.account(), balance, Source.TIME, why)
          .post(EntryKind.ENDED, -credit.amount(), number, credit.endsAt());
      draft.account(account);
      return;
    }
    long covered = Math.min(account.deficit(), credit.amount());
    if (covered > 0) {
      Explanation why = Explanation.of("deficit.paid", Long.toString(covered));
      Entries entries = new Entries(draft, credit.account(), balance, credit.source(), why);
      entries.post(EntryKind.COVERED, -covered, number, credit.endsAt());
      entries.post(EntryKind.COVERED, covered, LedgerEntry.DEFICIT, Optional.empty());
    }
    put(lots, open, number, credit, credit.amount() - covered);
    draft.account(account.with(lots, account.deficit() - covered));
  }

  /** Debits {@code amount}, above zero, or says how much there is. */
  public static Optional<Refusal> debit(
      FileDraft draft,
      AccountKind kind,
      EntryKind entryKind,
      long amount,
      Source source,
      Explanation why) {
    LedgerAccount account = draft.account(kind);
    if (amount > account.balance()) {
      return Refusal.of(Reason.NOT_ENOUGH, kind, amount, account.balance());
    }
    List<Lot> lots = new ArrayList<>(account.lots());
    take(lots, amount, entryKind, new Entries(draft, kind, account.balance(), source, why));
    draft.account(account.with(lots, account.deficit()));
    return Optional.empty();
  }

  /**
   * Takes back what {@code earned} gave: first what is left of its lot; then, for what was used of
   * the lot meanwhile, other lots in debit order and at last a deficit. What has ended by itself is
   * gone already and is not taken twice.
   *
   * @param earned the entry to reverse, not reversed before
   * @param history the file's entries from the one that opened the lot on; only looked at if the
   *     lot is no longer open
   */
  public static void reverse(
      FileDraft draft,
      LedgerEntry earned,
      List<LedgerEntry> history,
      Source source,
      Explanation why) {
    LedgerAccount account = draft.account(earned.account());
    List<Lot> lots = new ArrayList<>(account.lots());
    int open = indexByNumber(lots, earned.lot());
    long left = open < 0 ? 0 : lots.get(open).left();
    long used = open < 0 ? used(earned.lot(), history) : lots.get(open).amount() - left;
    long fromLot = Math.min(earned.amount(), left);
    long covered = Math.min(earned.amount() - fromLot, used);
    Entries entries = new Entries(draft, earned.account(), account.balance(), source, why);
    if (fromLot > 0) {
      entries.post(EntryKind.REVERSED, -fromLot, earned.lot(), earned.lotEndsAt());
    }
    if (open >= 0) {
      shrink(lots, open, fromLot + covered, left - fromLot);
    }
    long deficit = account.deficit();
    if (covered > 0) {
      long missing = take(lots, covered, EntryKind.COVERED, entries);
      if (missing > 0) {
        entries.post(EntryKind.COVERED, -missing, LedgerEntry.DEFICIT, Optional.empty());
      }
      entries.post(EntryKind.COVERED, covered, earned.lot(), earned.lotEndsAt());
      entries.post(EntryKind.REVERSED, -covered, earned.lot(), earned.lotEndsAt());
      deficit += missing;
    }
    draft.account(account.with(lots, deficit));
  }

  /** How much of a lot was used, by whatever kind of debit, and not covered since. */
  private static long used(long lot, List<LedgerEntry> history) {
    long used = 0;
    for (LedgerEntry entry : history) {
      if (entry.lot() == lot) {
        used -=
            switch (entry.kind()) {
              case SPENT, WITHDRAWN, COVERED -> entry.amount();
              case EARNED, GRANTED, ENDED, REVERSED -> 0;
            };
      }
    }
    return used;
  }

  /** Takes up to {@code amount} from the lots in their order; returns what could not be taken. */
  private static long take(List<Lot> lots, long amount, EntryKind kind, Entries entries) {
    long missing = amount;
    while (missing > 0 && !lots.isEmpty()) {
      Lot lot = lots.get(0);
      long taken = Math.min(missing, lot.left());
      entries.post(kind, -taken, lot.number(), lot.endsAt());
      shrink(lots, 0, 0, lot.left() - taken);
      missing -= taken;
    }
    return missing;
  }

  /**
   * Takes {@code reversed} off the lot's amount and sets what is left; a lot with nothing left
   * closes.
   */
  private static void shrink(List<Lot> lots, int index, long reversed, long left) {
    Lot lot = lots.get(index);
    if (left == 0) {
      lots.remove(index);
    } else {
      lots.set(
          index,
          ImmutableLot.builder().from(lot).amount(lot.amount() - reversed).left(left).build());
    }
  }

  private static void put(List<Lot> lots, int open, long number, Credit credit, long left) {
    if (open >= 0) {
      Lot lot = lots.get(open);
      lots.set(
          open,
          ImmutableLot.builder()
              .from(lot)
              .amount(lot.amount() + credit.amount())
              .left(lot.left() + left)
              .build());
    } else if (left > 0) {
      Lot lot =
          Lot.builder()
              .number(number)
              .amount(credit.amount())
              .left(left)
              .earnedAt(credit.earnedAt())
              .endsAt(credit.endsAt())
              .build();
      int at = lots.size();
      while (at > 0 && Lot.DEBIT_ORDER.compare(lots.get(at - 1), lot) > 0) {
        at--;
      }
      lots.add(at, lot);
    }
  }

  /**
   * The open lot with this end, or -1; lots are sorted by their ends, and the last are likeliest.
   */
  private static int indexByEnd(List<Lot> lots, Optional<Instant> endsAt) {
    Instant end = endsAt.orElse(NEVER);
    for (int i = lots.size() - 1; i >= 0; i--) {
      int order = lots.get(i).end().compareTo(end);
      if (order <= 0) {
        return order == 0 ? i : -1;
      }
    }
    return -1;
  }

  private static int indexByNumber(List<Lot> lots, long number) {
    for (int i = 0; i < lots.size(); i++) {
      if (lots.get(i).number() == number) {
        return i;
      }
    }
    return -1;
  }

  /** Posts entries of one account for one reason, keeping the running balance. */
  private static final class Entries {

    private final FileDraft draft;
    private final AccountKind account;
    private final Source source;
    private final Explanation why;
    private long balance;

    Entries(FileDraft draft, AccountKind account, long balance, Source source, Explanation why) {
      this.draft = draft;
      this.account = account;
      this.balance = balance;
      this.source = source;
      this.why = why;
    }

    void post(EntryKind kind, long amount, long lot, Optional<Instant> lotEndsAt) {
      balance += amount;
      draft.post(account, kind, amount, balance, lot, lotEndsAt, draft.asOf(), source, why);
    }
  }
}
