package io.regulars.course;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Periods;
import io.regulars.engine.Refusal;
import io.regulars.ledger.Credit;
import io.regulars.ledger.Holds;
import io.regulars.ledger.LedgerRules;
import io.regulars.ledger.LotTerm;
import io.regulars.ledger.Take;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitLine;
import io.regulars.spi.visit.VisitReturn.ReturnedLine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What happens to course cards. A card is a lot with the card's number as reference and its price
 * as worth; reserving and freezing are holds on it.
 *
 * <p>Of a card that has {@code n} sessions of which {@code k} go back or over to somebody else,
 * {@code worth - price x (n - k)} goes with them, see {@link SessionPrice}, and in whatever parts
 * that is done, it adds up.
 */
final class CourseRules {

  private static final String TAKEN_OVER = "card.taken-over";

  private CourseRules() {}

  /** The open card of this number. */
  static Optional<Lot> open(FileDraft draft, CardCommand command) {
    return draft.account(AccountKind.course(command.item())).lot(command.card());
  }

  /** Sells a card, valid by {@code term}. */
  static Optional<Refusal> sell(FileDraft draft, SellCard command, LotTerm term, Source source) {
    AccountKind kind = AccountKind.course(command.item());
    if (draft.account(kind).isTaken(command.card())) {
      return Refusal.of(Reason.REF_TAKEN, kind, command.card());
    }
    Optional<Refusal> full = LedgerRules.room(draft, kind, command.sessions());
    if (full.isEmpty()) {
      long worth = command.price().getAmountMinorLong();
      LedgerRules.credit(
          draft,
          Credit.builder()
              .account(kind)
              .kind(worth > 0 ? EntryKind.BOUGHT : EntryKind.GRANTED)
              .amount(command.sessions())
              .earnedAt(draft.asOf())
              .endsAt(term.endsAt(draft.asOf(), draft.merchant().zone(), draft))
              .term(term.text())
              .ref(command.card())
              .worth(worth)
              .source(source)
              .explanation(sold(draft, command, worth))
              .build());
    }
    return full;
  }

  private static Explanation sold(FileDraft draft, SellCard command, long worth) {
    long each = worth / command.sessions();
    return Explanation.of(
        "card.sold",
        command.card(),
        Long.toString(command.sessions()),
        command.item(),
        command.price().toString(),
        money(draft, each).toString(),
        money(draft, worth - each * (command.sessions() - 1)).toString());
  }

  private static Money money(FileDraft draft, long minor) {
    return Money.ofMinor(draft.merchant().currency(), minor);
  }

  /** Reserves sessions for a booking that has none of the service yet. */
  static Optional<Refusal> reserve(FileDraft draft, ReserveSession command, Source source) {
    AccountKind kind = AccountKind.course(command.item());
    LedgerAccount account = draft.account(kind);
    if (account.isTaken(command.booking())) {
      return Refusal.of(Reason.REF_TAKEN, kind, command.booking());
    }
    Optional<Refusal> unknown =
        command
            .card()
            .filter(card -> account.lot(card).isEmpty())
            .flatMap(card -> Refusal.of(Reason.CARD_NOT_OPEN, kind, card));
    if (unknown.isPresent()) {
      return unknown;
    }
    Optional<Instant> until = micros(command.until());
    if (until.filter(end -> !end.isAfter(draft.asOf())).isPresent()) {
      return Refusal.of(Reason.END_NOT_LATER, command.booking(), until.get(), draft.asOf());
    }
    Hold hold =
        new Hold(Hold.Kind.RESERVED, command.booking(), command.sessions(), draft.asOf(), until);
    return Holds.hold(
        draft,
        kind,
        hold,
        Take.CARDS.only(command.card()),
        source,
        Explanation.of("card.reserved", command.booking()));
  }

  private static Optional<Instant> micros(Optional<Instant> instant) {
    return instant.map(at -> at.truncatedTo(ChronoUnit.MICROS));
  }

  /** What becomes of what a booking has reserved. */
  @FunctionalInterface
  private interface Fate {
    /** Why it is spent; empty: it is released. */
    Optional<Explanation> spent(CourseTerms terms);
  }

  /** Brings back what the booking has reserved, whatever the program says. */
  static Optional<Refusal> release(FileDraft draft, String booking, Source source) {
    return settle(
        draft,
        booking,
        terms -> Optional.empty(),
        Explanation.of("card.released", booking),
        source);
  }

  /** Brings back what the booking has reserved, or spends it if it is cancelled too late. */
  static Optional<Refusal> cancel(
      FileDraft draft, CancelBooking command, Instant at, Source source) {
    String booking = command.booking();
    String appointment = command.appointment().toString();
    return settle(
        draft,
        booking,
        terms ->
            terms
                .lateCancel()
                .filter(window -> at.plus(window).isAfter(command.appointment()))
                .map(
                    window ->
                        Explanation.of(
                            "card.cancelled.late",
                            booking,
                            at.toString(),
                            appointment,
                            window.toString())),
        Explanation.of("card.cancelled", booking, at.toString(), appointment),
        source);
  }

  /** Spends what the booking has reserved, or brings it back, as the program says. */
  static Optional<Refusal> noShow(FileDraft draft, String booking, Source source) {
    Explanation spent = Explanation.of("card.no-show.spent", booking);
    return settle(
        draft,
        booking,
        terms -> terms.noShowSpends() ? Optional.of(spent) : Optional.empty(),
        Explanation.of("card.no-show", booking),
        source);
  }

  /** Settles what a booking has reserved, of every service; afterwards nothing is reserved. */
  private static Optional<Refusal> settle(
      FileDraft draft, String booking, Fate fate, Explanation released, Source source) {
    boolean found = false;
    for (LedgerAccount account : List.copyOf(draft.accounts())) {
      AccountKind kind = account.kind();
      long held = kind.isCourse() ? account.held(Hold.Kind.RESERVED, booking) : 0;
      if (held > 0) {
        found = true;
        Optional<Explanation> spent = fate.spent(CoursePlan.terms(draft.program(), kind.name()));
        if (spent.isPresent()) {
          Holds.spendReserved(draft, kind, booking, held, source, spent.get());
        } else {
          Holds.release(draft, kind, Hold.Kind.RESERVED, booking, source, released);
        }
      }
    }
    return found ? Optional.empty() : Refusal.of(Reason.NOTHING_HELD, "course", booking);
  }

  /** Why nothing can be done with the card as a whole, if so: not open, or a part set aside. */
  static Optional<Refusal> untouchable(FileDraft draft, CardCommand command) {
    Optional<Lot> card = open(draft, command);
    if (card.isEmpty()) {
      return notOpen(command);
    }
    return card.get().holds().isEmpty()
        ? Optional.empty()
        : Refusal.of(
            Reason.CARD_HELD,
            command.card(),
            card.get().held(Hold.Kind.RESERVED),
            card.get().held(Hold.Kind.FROZEN));
  }

  private static Optional<Refusal> notOpen(CardCommand command) {
    return Refusal.of(Reason.CARD_NOT_OPEN, AccountKind.course(command.item()), command.card());
  }

  /** How often the card's entries say it was frozen. */
  static long freezes(long card, List<LedgerEntry> history) {
    return history.stream()
        .filter(entry -> entry.lot() == card && entry.kind() == EntryKind.HELD)
        .filter(entry -> entry.amount() > 0)
        .filter(entry -> entry.hold().filter(Hold.Kind.FROZEN::equals).isPresent())
        .count();
  }

  /**
   * Freezes all that is left of a card.
   *
   * @param before how often it was frozen before; only looked at if the program limits that
   */
  static Optional<Refusal> freeze(FileDraft draft, FreezeCard command, long before, Source source) {
    Optional<Refusal> untouchable = untouchable(draft, command);
    if (untouchable.isPresent()) {
      return untouchable;
    }
    CourseTerms terms = CoursePlan.terms(draft.program(), command.item());
    if (terms.freezes().filter(times -> before >= times).isPresent()) {
      return Refusal.of(Reason.FREEZES_USED, command.card(), before);
    }
    Optional<Instant> latest =
        terms
            .longestFreeze()
            .map(longest -> Periods.after(draft.asOf(), longest, draft.merchant().zone()));
    Optional<Instant> until = micros(command.until()).or(() -> latest);
    if (until.isPresent() && !until.get().isAfter(draft.asOf())) {
      return Refusal.of(Reason.END_NOT_LATER, command.card(), until.get(), draft.asOf());
    }
    if (until.isPresent() && latest.filter(until.get()::isAfter).isPresent()) {
      return Refusal.of(Reason.FREEZE_TOO_LONG, command.card(), until.get(), latest.get());
    }
    long left = open(draft, command).orElseThrow().left();
    return Holds.hold(
        draft,
        AccountKind.course(command.item()),
        new Hold(Hold.Kind.FROZEN, command.card(), left, draft.asOf(), until),
        Take.of(command.card()),
        source,
        Explanation.of("card.frozen", command.card(), command.reason()));
  }

  /** Thaws a frozen card. */
  static Optional<Refusal> thaw(FileDraft draft, ThawCard command, Source source) {
    AccountKind kind = AccountKind.course(command.item());
    long thawed =
        Holds.release(
            draft,
            kind,
            Hold.Kind.FROZEN,
            command.card(),
            source,
            Explanation.of("card.thawed", command.card()));
    return thawed > 0 ? Optional.empty() : Refusal.of(Reason.NOTHING_HELD, kind, command.card());
  }

  /** Gives a card a later end. */
  static Optional<Refusal> extend(FileDraft draft, ExtendCard command, Source source) {
    Optional<Lot> open = open(draft, command);
    if (open.isEmpty()) {
      return notOpen(command);
    }
    Lot card = open.get();
    Instant end = card.end();
    Optional<Instant> asked = micros(command.until()).or(() -> later(draft, card, command));
    if (asked.isEmpty() || !asked.get().isAfter(end) || !asked.get().isAfter(draft.asOf())) {
      return Refusal.of(
          Reason.END_NOT_LATER,
          command.card(),
          asked.map(Instant::toString).orElse("unlimited"),
          card.endsAt().map(Instant::toString).orElse("unlimited"));
    }
    LedgerRules.moveEnd(
        draft,
        AccountKind.course(command.item()),
        card.number(),
        asked,
        source,
        Explanation.of(
            "card.extended",
            command.card(),
            end.toString(),
            asked.get().toString(),
            command.reason()));
    return Optional.empty();
  }

  /** The end the command asks for; empty if the card is not open or never ends. */
  static Optional<Instant> extended(FileDraft draft, ExtendCard command) {
    return open(draft, command).flatMap(card -> later(draft, card, command));
  }

  private static Optional<Instant> later(FileDraft draft, Lot card, ExtendCard command) {
    return card.endsAt()
        .flatMap(end -> command.by().map(by -> Periods.after(end, by, draft.merchant().zone())));
  }

  /**
   * Makes what is left of a card another customer's; the caller has made sure that it is not {@link
   * #untouchable}.
   *
   * @param term the policy by which its end was found
   */
  static Optional<Refusal> transfer(
      FileDraft draft, FileDraft other, TransferCard command, String term, Source source) {
    AccountKind kind = AccountKind.course(command.item());
    Lot card = open(draft, command).orElseThrow();
    LedgerAccount theirs = other.account(kind);
    if (theirs.isTaken(command.card())) {
      return Refusal.of(Reason.REF_TAKEN, kind, command.card());
    }
    Optional<Refusal> full = LedgerRules.room(other, kind, card.left());
    if (full.isEmpty()) {
      long worth = SessionPrice.ofLast(card, card.left());
      LedgerRules.handOver(
          draft, kind, card, worth, source, transferred("card.handed-over", command, other));
      LedgerRules.credit(
          other,
          Credit.builder()
              .account(kind)
              .kind(EntryKind.TRANSFERRED)
              .amount(card.left())
              .earnedAt(card.earnedAt())
              .endsAt(card.endsAt())
              .term(term)
              .ref(command.card())
              .worth(worth)
              .source(source)
              .explanation(transferred(TAKEN_OVER, command, draft))
              .build());
    }
    return full;
  }

  /** From whom the card was taken over that {@code opened} opened, if it was. */
  static Optional<CustomerId> takenOverFrom(LedgerEntry opened) {
    return Optional.of(opened.explanation())
        .filter(why -> why.rule().equals(TAKEN_OVER))
        .map(why -> CustomerId.parse(why.figures().get(1)));
  }

  private static Explanation transferred(String rule, TransferCard command, FileDraft other) {
    return Explanation.of(rule, command.card(), other.customer().toString(), command.reason());
  }

  /** Pays back unused sessions. */
  static Optional<Refusal> refund(FileDraft draft, RefundCard command, Source source) {
    Optional<Refusal> untouchable = untouchable(draft, command);
    if (untouchable.isPresent()) {
      return untouchable;
    }
    AccountKind kind = AccountKind.course(command.item());
    Lot card = open(draft, command).orElseThrow();
    long sessions = command.sessions().orElse(card.left());
    if (sessions > card.left()) {
      return Refusal.of(Reason.NOT_ENOUGH, kind, sessions, card.left());
    }
    long back = SessionPrice.ofLast(card, sessions);
    LedgerRules.payBack(
        draft,
        kind,
        card,
        sessions,
        back,
        source,
        Explanation.of(
            "card.refunded",
            command.card(),
            Long.toString(sessions),
            money(draft, back).toString(),
            money(draft, card.worth()).toString(),
            money(draft, SessionPrice.each(card)).toString(),
            Long.toString(card.amount() - sessions),
            command.reason()));
    return Optional.empty();
  }

  /** Whether a session of the service was spent on the visit and has not come back. */
  static boolean hadSession(Visit visit, String item) {
    return visit.payments().stream()
        .filter(payment -> payment.kind() == PaymentKind.COURSE && payment.line() > 0)
        .anyMatch(
            payment ->
                visit.lines().get(payment.line() - 1).item().equals(item)
                    && stands(visit, payment.line()));
  }

  private static boolean stands(Visit visit, int number) {
    VisitLine line = visit.lines().get(number - 1);
    long pieces = line.quantity();
    long money = line.paid().getAmountMinorLong();
    for (ReturnedLine back : visit.returns().stream().flatMap(r -> r.lines().stream()).toList()) {
      if (back.line() == number) {
        pieces -= back.quantity();
        money -= back.amount().getAmountMinorLong();
      }
    }
    return visit.status().stands() && (line.paid().isZero() ? pieces > 0 : money > 0);
  }
}
