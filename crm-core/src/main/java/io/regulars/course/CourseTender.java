package io.regulars.course;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Program;
import io.regulars.engine.Refusal;
import io.regulars.ledger.Holds;
import io.regulars.ledger.LedgerRules;
import io.regulars.ledger.Take;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.VisitId;
import io.regulars.spi.customer.FamilyLink;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Sessions of course cards as a means of payment for a line of a visit. A payment with a booking's
 * number spends what is reserved for it, one with a card's number takes that card, one without
 * takes the card ending first, then the one with fewest left.
 */
public final class CourseTender {

  private CourseTender() {}

  /** The payment with one session, if it does not say how many it took. */
  public static Payment settled(Program program, Payment payment) {
    return payment.units() > 0 || program.plan(CoursePlan.class).isEmpty()
        ? payment
        : new Payment(payment.kind(), payment.amount(), payment.line(), 1, payment.ref());
  }

  /**
   * Spends the sessions of a payment for a line; refused if they are not there, or the card is not
   * the visitor's to use.
   *
   * @param cards the file the card is on: {@code visitor} itself, or a family member's
   */
  public static Optional<Refusal> pay(
      FileDraft visitor, FileDraft cards, Visit visit, Payment payment) {
    if (payment.units() == 0 || visitor.program().plan(CoursePlan.class).isEmpty()) {
      return Optional.empty();
    }
    AccountKind kind = account(visit, payment);
    if (cards != visitor && !isShared(visitor, cards, kind)) {
      return Refusal.of(Reason.CARD_NOT_SHARED, kind, cards.customer());
    }
    Source source = Source.visit(visit.id(), payment.line());
    Explanation why = used(visitor, cards, kind, payment);
    Optional<String> ref = payment.ref();
    if (ref.isPresent() && isReserved(cards, kind, ref.get())) {
      return Holds.spendHeld(cards, kind, ref.get(), payment.units(), source, why);
    }
    if (ref.isPresent() && cards.account(kind).lot(ref.get()).isEmpty()) {
      return Refusal.of(Reason.CARD_NOT_OPEN, kind, ref.get());
    }
    return LedgerRules.debit(
        cards, kind, EntryKind.SPENT, payment.units(), Take.CARDS.only(ref), source, why);
  }

  private static AccountKind account(Visit visit, Payment payment) {
    return AccountKind.course(visit.lines().get(payment.line() - 1).item());
  }

  private static boolean isShared(FileDraft visitor, FileDraft owner, AccountKind kind) {
    return CoursePlan.terms(visitor.program(), kind.name()).familyShares()
        && owner.profile().family().stream()
            .map(FamilyLink::customer)
            .anyMatch(visitor.customer()::equals);
  }

  private static boolean isReserved(FileDraft cards, AccountKind kind, String booking) {
    return cards.account(kind).held(Hold.Kind.RESERVED, booking) > 0;
  }

  private static Explanation used(
      FileDraft visitor, FileDraft cards, AccountKind kind, Payment payment) {
    String sessions = Long.toString(payment.units());
    return cards == visitor
        ? Explanation.of("card.used", sessions, kind.name(), payment.amount().toString())
        : Explanation.of(
            "card.used.family",
            sessions,
            kind.name(),
            payment.amount().toString(),
            visitor.customer().toString());
  }

  /**
   * The payments by bookings, before any of them takes what is reserved.
   *
   * @param cards the file the bookings are on
   */
  public static List<Payment> byBooking(FileDraft cards, Visit visit) {
    List<Payment> booked = new ArrayList<>();
    for (Payment payment : visit.payments()) {
      if (payment.kind() == PaymentKind.COURSE
          && payment.line() > 0
          && payment.ref().isPresent()
          && isReserved(cards, account(visit, payment), payment.ref().get())) {
        booked.add(payment);
      }
    }
    return booked;
  }

  /**
   * After all payments: brings back what bookings that came have reserved beyond what they spent,
   * of whatever service, for they are over; and notes on the visitor's file whose cards paid.
   *
   * @param booked the payments {@link #byBooking}
   */
  public static void finish(FileDraft visitor, FileDraft cards, Visit visit, List<Payment> booked) {
    for (Payment payment : booked) {
      String booking = payment.ref().orElseThrow();
      for (LedgerAccount account : List.copyOf(cards.accounts())) {
        if (account.kind().isCourse() && isReserved(cards, account.kind(), booking)) {
          Holds.release(
              cards,
              account.kind(),
              Hold.Kind.RESERVED,
              booking,
              Source.visit(visit.id(), payment.line()),
              Explanation.of("card.released", booking));
        }
      }
    }
    if (cards != visitor) {
      tellLent(visitor, cards, visit);
    }
  }

  private static void tellLent(FileDraft visitor, FileDraft owner, Visit visit) {
    OptionalLong oldest =
        owner.entries().stream()
            .filter(entry -> entry.kind() == EntryKind.SPENT && entry.source().isVisit(visit.id()))
            .mapToLong(LedgerEntry::lot)
            .min();
    if (oldest.isPresent()) {
      visitor.happened(
          EventKind.CARD_LENT,
          visitor.asOf(),
          Explanation.of(
              "card.lent",
              visit.id().toString(),
              owner.customer().toString(),
              Long.toString(oldest.getAsLong())));
    }
  }

  /**
   * Whose cards paid for a visit.
   *
   * @param owner whose
   * @param lot the number of the oldest lot taken on the owner's file
   */
  public record Shared(CustomerId owner, long lot) {}

  /** What the event says of whose cards paid for the visit, if that is what it tells. */
  public static Optional<Shared> shared(FileEvent event, VisitId visit) {
    List<String> figures = event.explanation().figures();
    return event.kind() == EventKind.CARD_LENT && figures.get(0).equals(visit.toString())
        ? Optional.of(new Shared(CustomerId.parse(figures.get(1)), Long.parseLong(figures.get(2))))
        : Optional.empty();
  }
}
