package io.regulars.ledger;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Refusal;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.ledger.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * How a part of a lot is set aside, and how it comes back, is spent, or is taken. It is neither
 * available nor spent meanwhile, and does not end with its lot before it comes back.
 */
public final class Holds {

  private Holds() {}

  /**
   * Sets {@code wanted} aside, of the lots in their order, or says how much there is.
   *
   * @param wanted kind, purpose, amount and end of the hold; begins now
   */
  public static Optional<Refusal> hold(
      FileDraft draft, AccountKind kind, Hold wanted, Take take, Source source, Explanation why) {
    AccountDraft book = new AccountDraft(draft, kind, source, why);
    Optional<Refusal> tooFew = LedgerRules.enough(book, kind, wanted.amount(), take);
    if (tooFew.isPresent()) {
      return tooFew;
    }
    long missing = wanted.amount();
    for (Lot lot : book.takable(take)) {
      if (missing == 0) {
        break;
      }
      long taken = Math.min(missing, lot.left());
      setAside(book, lot, wanted.withAmount(taken));
      missing -= taken;
    }
    book.close();
    return Optional.empty();
  }

  /**
   * Takes up to {@code most} of what is reserved of the lot {@code number}, as if it were released;
   * the reservations stand, unbacked until the account is {@link AccountDraft#close closed}. None
   * of a course card: a session stays on the card it is reserved of.
   *
   * @return how much
   */
  static long take(AccountDraft book, long number, long most, EntryKind kind) {
    return take(book, number, most, kind, part -> {});
  }

  /** The same; {@code before} is told each part before it is taken, to explain it. */
  static long take(AccountDraft book, long number, long most, EntryKind kind, LongConsumer before) {
    long rest = book.kind().isCourse() ? 0 : most;
    long taken = 0;
    for (Hold hold : book.lot(number).map(Lot::holds).orElse(List.of())) {
      long part = hold.kind() == Hold.Kind.RESERVED ? Math.min(rest - taken, hold.amount()) : 0;
      if (part > 0) {
        Lot lot = book.lot(number).orElseThrow();
        before.accept(part);
        book.post(kind, -part, lot, Hold.Kind.RESERVED);
        book.change(lot, lot.amount(), lot.left(), withLess(lot.holds(), hold, part));
        book.unback(hold.withAmount(part));
        taken += part;
      }
    }
    return taken;
  }

  /** Reserves what is available in the place of what was taken; returns how much. */
  static long back(AccountDraft book, Hold unbacked) {
    long backed = 0;
    for (Lot lot : book.takable(Take.ANY)) {
      long part =
          lot.end().isAfter(book.at()) ? Math.min(unbacked.amount() - backed, lot.left()) : 0;
      if (part > 0) {
        book.because(Explanation.of("value.reserved", unbacked.ref()));
        setAside(book, lot, unbacked.withAmount(part));
        backed += part;
      }
    }
    return backed;
  }

  static void setAside(AccountDraft book, Lot lot, Hold hold) {
    long taken = hold.amount();
    book.post(EntryKind.HELD, -taken, lot);
    book.post(EntryKind.HELD, taken, lot, hold.kind());
    book.change(lot, lot.amount(), lot.left() - taken, withHold(lot.holds(), hold));
  }

  /** Brings back all that is held for this purpose; returns how much that was. */
  public static long release(
      FileDraft draft,
      AccountKind kind,
      Hold.Kind reason,
      String ref,
      Source source,
      Explanation why) {
    long released = draft.account(kind).held(reason, ref);
    AccountDraft book = new AccountDraft(draft, kind, source, why);
    Predicate<Hold> wanted = hold -> hold.kind() == reason && hold.ref().equals(ref);
    book.forget(wanted);
    Optional<Lot> lot = firstWith(book.lots(), wanted);
    while (lot.isPresent()) {
      book.because(source, why);
      release(book, lot.get().number(), first(lot.get(), wanted).orElseThrow());
      lot = firstWith(book.lots(), wanted);
    }
    book.close();
    return released;
  }

  private static Optional<Lot> firstWith(List<Lot> lots, Predicate<Hold> wanted) {
    return lots.stream().filter(lot -> first(lot, wanted).isPresent()).findFirst();
  }

  private static Optional<Hold> first(Lot lot, Predicate<Hold> wanted) {
    return lot.holds().stream().filter(wanted).findFirst();
  }

  private static void release(AccountDraft book, long number, Hold hold) {
    Lot lot = book.lot(number).orElseThrow();
    book.post(EntryKind.RELEASED, -hold.amount(), lot, hold.kind());
    book.post(EntryKind.RELEASED, hold.amount(), lot);
    book.change(lot, lot.amount(), lot.left() + hold.amount(), without(lot.holds(), hold));
    Lot back = book.lot(number).orElseThrow();
    if (hold.kind() == Hold.Kind.FROZEN && back.endsAt().isPresent()) {
      Duration frozen = Duration.between(hold.since(), book.at());
      back = LedgerRules.move(book, back, back.endsAt().map(end -> end.plus(frozen)));
    }
    if (isOwed(hold.kind(), book.kind()) && !back.end().isAfter(book.at())) {
      LedgerRules.payDeficit(book, back, hold.amount());
      book.lot(number)
          .filter(open -> open.left() > 0)
          .ifPresent(open -> LedgerRules.endNow(book, open));
    } else {
      LedgerRules.settle(book, back, hold.amount());
    }
  }

  /**
   * Whether what is set aside so is not {@link #take taken}, but owed instead, to be paid as it
   * comes back even if its lot has ended by then: what is frozen, and booked sessions.
   */
  static boolean isOwed(Hold.Kind held, AccountKind account) {
    return switch (held) {
      case PENDING -> false;
      case RESERVED -> account.isCourse();
      case FROZEN -> true;
    };
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

  /**
   * Spends {@code amount} of what is reserved for this purpose, first what is backed; the rest
   * stays reserved. What is unbacked becomes a deficit.
   */
  public static Optional<Refusal> spendHeld(
      FileDraft draft, AccountKind kind, String ref, long amount, Source source, Explanation why) {
    long reserved = draft.account(kind).held(Hold.Kind.RESERVED, ref);
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
    spendUnbacked(draft, book, ref, missing);
    book.close();
    return Optional.empty();
  }

  private static void spendUnbacked(FileDraft draft, AccountDraft book, String ref, long amount) {
    long rest = amount;
    for (Hold hold : book.unbacked()) {
      long taken = hold.ref().equals(ref) ? Math.min(rest, hold.amount()) : 0;
      if (taken > 0) {
        book.forget(hold::equals);
        if (taken < hold.amount()) {
          book.unback(hold.withAmount(hold.amount() - taken));
        }
        rest -= taken;
      }
    }
    if (amount > 0) {
      book.changeDeficit(EntryKind.SPENT, amount);
      LedgerRules.tellOverdrawn(draft, book.kind(), amount);
    }
  }

  static List<Hold> withLess(List<Hold> holds, Hold hold, long taken) {
    List<Hold> changed = new ArrayList<>(holds);
    int index = changed.indexOf(hold);
    if (hold.amount() == taken) {
      changed.remove(index);
    } else {
      changed.set(index, hold.withAmount(hold.amount() - taken));
    }
    return changed;
  }

  /** One after the other, for what comes back may be reserved in the place of what is unbacked. */
  static void bringBack(FileDraft draft, AccountKind kind, Instant at) {
    Predicate<Hold> over = hold -> !hold.end().isAfter(at);
    forgetUnbacked(draft, kind, over);
    Optional<Lot> lot = firstWith(draft.account(kind).lots(), over);
    while (lot.isPresent()) {
      Hold hold = first(lot.get(), over).orElseThrow();
      Explanation why = Explanation.of("hold.over." + hold.kind(), hold.ref());
      AccountDraft book = new AccountDraft(draft, kind, Source.TIME, why);
      release(book, lot.get().number(), hold);
      book.close();
      lot = firstWith(draft.account(kind).lots(), over);
    }
  }

  private static void forgetUnbacked(FileDraft draft, AccountKind kind, Predicate<Hold> over) {
    AccountDraft book = new AccountDraft(draft, kind, Source.TIME, Explanation.of("nothing"));
    if (book.forget(over) > 0) {
      book.close();
    }
  }

  /** Adds to a hold of the same kind, purpose and end, if there is one. */
  static List<Hold> withHold(List<Hold> holds, Hold added) {
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
}
