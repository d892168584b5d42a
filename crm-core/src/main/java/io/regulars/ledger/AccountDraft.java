package io.regulars.ledger;

import io.regulars.engine.FileDraft;
import io.regulars.spi.Explanation;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Grant;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.ImmutableLedgerEntry;
import io.regulars.spi.ledger.ImmutableLot;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.ledger.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One account while one fact changes it: lots, deficit and what is unbacked so far, and the entries
 * posted for the fact, with their running balance. {@link #close} writes the result back to the
 * file's draft.
 */
final class AccountDraft {

  private final FileDraft draft;
  private final LedgerAccount before;
  private final List<Lot> lots;
  private Source source;
  private Explanation why;
  private long deficit;
  private List<Hold> unbacked;
  private long balance;

  AccountDraft(FileDraft draft, AccountKind kind, Source source, Explanation why) {
    this.draft = draft;
    this.before = draft.account(kind);
    this.lots = new ArrayList<>(before.lots());
    this.deficit = before.deficit();
    this.unbacked = before.unbacked();
    this.balance = before.balance();
    this.source = source;
    this.why = why;
  }

  /** The instant of all its entries. */
  Instant at() {
    return draft.asOf();
  }

  /** The entries from here on follow from something else. */
  void because(Source fact, Explanation explanation) {
    source = fact;
    why = explanation;
  }

  /** The entries from here on have another explanation. */
  void because(Explanation explanation) {
    why = explanation;
  }

  long deficit() {
    return deficit;
  }

  /** The lots so far, in {@link Lot#DEBIT_ORDER}; a copy, so that the walker may change them. */
  List<Lot> lots() {
    return List.copyOf(lots);
  }

  /** What the account counts. */
  AccountKind kind() {
    return before.kind();
  }

  /**
   * Lets what is reserved of lots that have not ended pay the deficit, reserves what is available
   * in the place of what is unbacked, and writes all back.
   */
  void close() {
    if (deficit > 0) {
      payReserved();
    }
    List<Hold> open = unbacked;
    unbacked = List.of();
    for (Hold hold : open) {
      long backed = Holds.back(this, hold);
      if (backed < hold.amount()) {
        unback(hold.withAmount(hold.amount() - backed));
      }
    }
    draft.account(before.with(lots, deficit, unbacked));
  }

  private void payReserved() {
    for (Lot lot : coverable(Take.ANY)) {
      long paid =
          Holds.take(
              this,
              lot.number(),
              deficit,
              EntryKind.COVERED,
              part -> because(Explanation.of("deficit.paid", Long.toString(part))));
      if (paid > 0) {
        changeDeficit(EntryKind.COVERED, -paid);
      }
    }
  }

  /** What was reserved so was taken. */
  void unback(Hold reserved) {
    unbacked = Holds.withHold(unbacked, reserved);
  }

  /** Forgets the unbacked reservations that are over; returns how much they were of. */
  long forget(Predicate<Hold> over) {
    long forgotten = unbacked.stream().filter(over).mapToLong(Hold::amount).sum();
    unbacked = unbacked.stream().filter(over.negate()).toList();
    return forgotten;
  }

  /** What is unbacked so far. */
  List<Hold> unbacked() {
    return unbacked;
  }

  /**
   * The open lot that a credit joins: one with its end and reference, unless all that was ever
   * credited to that would then be beyond a {@code long}.
   */
  Optional<Lot> joinable(Credit credit) {
    Instant end = credit.endsAt().orElse(Instant.MAX);
    for (int i = lots.size() - 1; i >= 0; i--) {
      Lot lot = lots.get(i);
      int order = lot.end().compareTo(end);
      if (order < 0) {
        break;
      }
      if (order == 0 && lot.ref().equals(credit.ref()) && hasRoom(lot, credit)) {
        return Optional.of(lot);
      }
    }
    return Optional.empty();
  }

  private static boolean hasRoom(Lot lot, Credit credit) {
    return lot.amount() <= Long.MAX_VALUE - credit.amount()
        && lot.worth() <= Long.MAX_VALUE - credit.worth();
  }

  /** The open lot of this number. */
  Optional<Lot> lot(long number) {
    int index = indexOf(number);
    return index < 0 ? Optional.empty() : Optional.of(lots.get(index));
  }

  /** The lots a debit may take, in the order in which it takes them. */
  List<Lot> takable(Take take) {
    return inOrder(take, take::allows);
  }

  /** The lots that have not ended and may cover what is taken back, in that order. */
  List<Lot> coverable(Take take) {
    return inOrder(take, lot -> take.isOf(lot) && lot.end().isAfter(at()));
  }

  private List<Lot> inOrder(Take take, Predicate<Lot> which) {
    List<Lot> some = new ArrayList<>();
    for (Lot lot : lots) {
      if (which.test(lot)) {
        some.add(lot);
      }
    }
    if (take.order() != Lot.DEBIT_ORDER) {
      some.sort(take.order());
    }
    return some;
  }

  /**
   * The open lots that one freeze suspends with those of this account: all stored value, principal
   * and bonus. None of other accounts, for a card is frozen by itself.
   */
  List<Lot> frozenTogether() {
    if (before.kind().equals(AccountKind.PRINCIPAL)) {
      return and(AccountKind.BONUS);
    }
    return before.kind().equals(AccountKind.BONUS) ? and(AccountKind.PRINCIPAL) : List.of();
  }

  private List<Lot> and(AccountKind other) {
    List<Lot> both = new ArrayList<>(lots);
    both.addAll(draft.account(other).lots());
    return both;
  }

  /** Opens a lot, where the order of debits wants it. */
  void open(Lot lot) {
    int at = lots.size();
    while (at > 0 && Lot.DEBIT_ORDER.compare(lots.get(at - 1), lot) > 0) {
      at--;
    }
    lots.add(at, lot);
  }

  /**
   * Puts the changed state of an open lot in the place of the former; one with nothing remaining
   * closes.
   */
  void change(Lot lot, long amount, long left, List<Hold> holds) {
    if (left == 0 && holds.isEmpty()) {
      lots.remove(place(lot));
    } else {
      put(changed(lot).amount(amount).left(left).holds(holds).build());
    }
  }

  /** Puts an open lot in the place of its former state, from which its end does not differ. */
  Lot put(Lot lot) {
    lots.set(place(lot), lot);
    return lot;
  }

  private int place(Lot lot) {
    return Collections.binarySearch(lots, lot, Lot.DEBIT_ORDER);
  }

  /** Puts what is left of an open lot to {@code left}. */
  void left(Lot lot, long left) {
    change(lot, lot.amount(), left, lot.holds());
  }

  /** Gives an open lot another end and another worth. */
  Lot replace(Lot lot, Optional<Instant> endsAt, long worth) {
    lots.remove(place(lot));
    Lot replaced = changed(lot).endsAt(endsAt).worth(worth).build();
    open(replaced);
    return replaced;
  }

  private static ImmutableLot.Builder changed(Lot lot) {
    return ImmutableLot.builder().from(lot);
  }

  private int indexOf(long number) {
    for (int i = 0; i < lots.size(); i++) {
      if (lots.get(i).number() == number) {
        return i;
      }
    }
    return -1;
  }

  /** Posts a credit into {@code open}, or else into the lot it opens; returns that lot's number. */
  long postCredit(Credit credit, Optional<Lot> open, Optional<Hold.Kind> hold) {
    long seq = draft.nextSeq();
    long number = open.isPresent() ? open.get().number() : seq;
    draft.post(
        entry(seq, credit.kind(), credit.amount())
            .lot(number)
            .lotEndsAt(credit.endsAt())
            .lotRef(credit.ref())
            .hold(hold)
            .grant(new Grant(credit.earnedAt(), credit.term(), credit.worth())));
    return number;
  }

  /** Posts a change of what is left of a lot. */
  void post(EntryKind kind, long amount, Lot lot) {
    draft.post(of(lot, kind, amount));
  }

  /** Posts a change of the part of a lot that is held. */
  void post(EntryKind kind, long amount, Lot lot, Hold.Kind hold) {
    draft.post(of(lot, kind, amount).hold(hold));
  }

  /** Posts a change of the lot that {@code latest} changed last, which may be closed by now. */
  void postOn(LedgerEntry latest, EntryKind kind, long amount) {
    draft.post(on(latest, kind, amount));
  }

  private ImmutableLedgerEntry.Builder on(LedgerEntry latest, EntryKind kind, long amount) {
    return entry(draft.nextSeq(), kind, amount)
        .lot(latest.lot())
        .lotEndsAt(lot(latest.lot()).map(Lot::endsAt).orElse(latest.lotEndsAt()))
        .lotRef(latest.lotRef());
  }

  /**
   * Posts what is given on the lot {@code latest} changed, in the place of what {@code first} was.
   */
  void postGiven(LedgerEntry latest, Grant first, EntryKind kind, long amount, Explanation given) {
    draft.post(
        on(latest, kind, amount)
            .grant(new Grant(first.earnedAt(), first.term(), 0))
            .explanation(given));
  }

  /** Posts that something paid for was taken off the lot, and with it what was paid for it. */
  void postPaidBack(EntryKind kind, long amount, Lot lot, String term, long money) {
    draft.post(of(lot, kind, amount).grant(new Grant(lot.earnedAt(), term, money)));
  }

  /** Lets the deficit grow, or, if {@code change} is negative, shrink. */
  void changeDeficit(EntryKind kind, long change) {
    deficit += change;
    draft.post(entry(draft.nextSeq(), kind, -change).lot(LedgerEntry.DEFICIT));
  }

  private ImmutableLedgerEntry.Builder of(Lot lot, EntryKind kind, long amount) {
    return entry(draft.nextSeq(), kind, amount)
        .lot(lot.number())
        .lotEndsAt(lot.endsAt())
        .lotRef(lot.ref());
  }

  private ImmutableLedgerEntry.Builder entry(long seq, EntryKind kind, long amount) {
    balance += amount;
    return LedgerEntry.builder()
        .seq(seq)
        .account(before.kind())
        .kind(kind)
        .amount(amount)
        .balance(balance)
        .occurredAt(draft.asOf())
        .source(source)
        .explanation(why);
  }
}
