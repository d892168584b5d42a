package io.regulars.testkit;

import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static io.regulars.testkit.Till.record;
import static io.regulars.testkit.Till.takeBack;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.course.CancelBooking;
import io.regulars.course.CourseCard;
import io.regulars.course.CoursePlan;
import io.regulars.course.CourseTerms;
import io.regulars.course.EndBooking;
import io.regulars.course.ImmutableExtendCard;
import io.regulars.course.ImmutableFreezeCard;
import io.regulars.course.ImmutableReserveSession;
import io.regulars.course.ImmutableSellCard;
import io.regulars.course.RefundCard;
import io.regulars.course.ReserveSession;
import io.regulars.course.SellCard;
import io.regulars.course.ThawCard;
import io.regulars.course.TransferCard;
import io.regulars.customer.UpdateCustomer;
import io.regulars.engine.Answer;
import io.regulars.engine.Program;
import io.regulars.spi.CustomerId;
import io.regulars.spi.VisitId;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.FamilyLink;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.ImmutableRecordVisit;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Course cards, and what a desk does with them. */
final class Cards {

  /** What the cards of these rules are for. */
  static final AccountKind MASSAGE = AccountKind.course("massage");

  /** The sale of a card of massages at OPENING ends here: a year and up to the next midnight. */
  static final Instant YEAR_LATER = Instant.parse("2027-03-01T16:00:00Z");

  private Cards() {}

  /** A sale of a card of massages. */
  static ImmutableSellCard card(CustomerId ann, String card, long sessions, String price) {
    return ImmutableSellCard.builder()
        .customer(ann)
        .item("massage")
        .card(card)
        .sessions(sessions)
        .price(yuan(price))
        .key("sell-" + card)
        .build();
  }

  /** Sells a card. */
  static Answer sells(Salon salon, SellCard command) {
    return salon.desk().courses().sell(command).orThrow();
  }

  /** A reservation of a massage. */
  static ImmutableReserveSession reservation(CustomerId ann, String booking) {
    return ImmutableReserveSession.builder()
        .customer(ann)
        .item("massage")
        .booking(booking)
        .key("reserve-" + booking)
        .build();
  }

  /** Reserves. */
  static Answer reserves(Salon salon, ReserveSession command) {
    return salon.desk().courses().reserve(command).orThrow();
  }

  /** The end of a booking. */
  static EndBooking ending(CustomerId ann, String booking, String key) {
    return EndBooking.builder().customer(ann).booking(booking).key(key).build();
  }

  /** A cancellation. */
  static CancelBooking cancelling(CustomerId ann, String booking, Instant appointment, String key) {
    return CancelBooking.builder()
        .customer(ann)
        .booking(booking)
        .appointment(appointment)
        .key(key)
        .build();
  }

  /** A freeze of a card of massages. */
  static ImmutableFreezeCard freezing(CustomerId ann, String card, String key) {
    return ImmutableFreezeCard.builder()
        .customer(ann)
        .item("massage")
        .card(card)
        .reason("away")
        .key(key)
        .build();
  }

  /** The end of a freeze. */
  static ThawCard thawing(CustomerId ann, String card, String key) {
    return ThawCard.builder().customer(ann).item("massage").card(card).key(key).build();
  }

  /** An extension of a card of massages. */
  static ImmutableExtendCard extending(CustomerId ann, String card, String key) {
    return ImmutableExtendCard.builder()
        .customer(ann)
        .item("massage")
        .card(card)
        .reason("renovation")
        .key(key)
        .build();
  }

  /** A card going over to another customer. */
  static TransferCard handing(CustomerId ann, CustomerId to, String card, String key) {
    return TransferCard.builder()
        .customer(ann)
        .item("massage")
        .card(card)
        .to(to)
        .reason("a gift")
        .key(key)
        .build();
  }

  /** A card paid back, in all unless so many sessions are named. */
  static RefundCard refunding(CustomerId ann, String card, Optional<Long> sessions, String key) {
    return RefundCard.builder()
        .customer(ann)
        .item("massage")
        .card(card)
        .sessions(sessions)
        .reason("moving away")
        .key(key)
        .build();
  }

  /** Pays a card back; what the customer gets. */
  static Money refunds(
      Salon salon, CustomerId ann, String card, Optional<Long> sessions, String key) {
    Answer answer = salon.desk().courses().refund(refunding(ann, card, sessions, key)).orThrow();
    LedgerEntry entry = answer.entries().get(0);
    assertEquals(EntryKind.REVERSED, entry.kind());
    return Money.ofMinor(CurrencyUnit.of("CNY"), entry.grant().orElseThrow().worth());
  }

  /** A massage of 100 yuan. */
  static VisitLine massage() {
    return VisitLine.of("massage", yuan("100.00"));
  }

  /** A massage of 100 yuan, paid by a session. */
  static ImmutableRecordVisit session(CustomerId ann, String receipt) {
    return sale(ann, receipt, "100.00").withPayments(Payment.course(1, 1, yuan("100.00")));
  }

  /** The same by a card or a booking. */
  static ImmutableRecordVisit session(CustomerId ann, String receipt, String ref) {
    return session(ann, receipt).withPayments(Payment.course(1, 1, yuan("100.00")).with(ref));
  }

  /** Records a visit. */
  static VisitId comes(Salon salon, ImmutableRecordVisit visit) {
    return record(salon.desk(), visit);
  }

  /** The open cards. */
  static List<CourseCard> cards(Salon salon, CustomerId ann) {
    return salon.desk().courses().cards(ann);
  }

  /** Left, reserved, frozen of the one card of this number. */
  static List<Long> state(Salon salon, CustomerId ann, String number) {
    return cards(salon, ann).stream()
        .filter(card -> card.card().equals(Optional.of(number)))
        .map(card -> List.of(card.left(), card.reserved(), card.frozen()))
        .reduce(
            (one, other) -> {
              throw new AssertionError("two cards " + number);
            })
        .orElse(List.of());
  }

  /** The library with such cards of massages. */
  static Crm with(Salon salon, CourseTerms terms) {
    return Crm.builder()
        .storage(salon.storage())
        .merchant(
            Salon.merchant(),
            Program.of("2026-2", CoursePlan.builder().putServices("massage", terms).build()))
        .clock(salon.clock())
        .build();
  }

  /** Makes a family of two. */
  static void links(Salon salon, CustomerId owner, CustomerId relative) {
    salon
        .desk()
        .customers()
        .update(
            UpdateCustomer.builder()
                .customer(owner)
                .profile(
                    CustomerProfile.builder()
                        .name("Owner")
                        .addFamily(new FamilyLink("daughter", relative))
                        .build())
                .build())
        .orThrow();
  }

  /** Everything that can happen to cards, on Ann's file; Bea is of her family. */
  static void richCards(Salon salon, CustomerId ann, CustomerId bea) {
    Desk desk = salon.desk();
    links(salon, ann, bea);
    links(salon, bea, ann);
    sells(salon, card(ann, "M-1", 9, "900.00"));
    sells(salon, card(ann, "M-2", 1, "100.00"));
    sells(salon, card(bea, "M-3", 2, "200.00"));
    desk.courses().freeze(freezing(ann, "M-1", "f")).orThrow();
    salon.pass(Duration.ofHours(1));
    desk.courses().thaw(thawing(ann, "M-1", "t")).orThrow();
    desk.courses().extend(extending(ann, "M-1", "x").withBy(Period.ofMonths(1))).orThrow();
    Instant soon = salon.clock().instant().plus(Duration.ofHours(1));
    for (String booking : List.of("B-1", "B-2", "B-3", "B-4", "B-5")) {
      reserves(salon, reservation(ann, booking).withCard("M-1").withUntil(soon));
    }
    desk.courses().release(ending(ann, "B-1", "e-1")).orThrow();
    desk.courses().cancel(cancelling(ann, "B-2", soon, "e-2")).orThrow();
    desk.courses().cancel(cancelling(ann, "B-3", soon.plus(Duration.ofDays(2)), "e-3")).orThrow();
    desk.courses().noShow(ending(ann, "B-4", "e-4")).orThrow();
    salon.pass(Duration.ofHours(2));
    VisitId own = comes(salon, session(ann, "S-1"));
    takeBack(desk, own);
    comes(salon, session(ann, "S-2").withCardOwner(bea));
    comes(salon, session(bea, "S-3").withCardOwner(ann));
    desk.courses().refund(refunding(ann, "M-1", Optional.of(1L), "r")).orThrow();
    desk.courses().transfer(handing(bea, ann, "M-3", "h-1")).orThrow();
    desk.courses().transfer(handing(ann, bea, "M-1", "h-2")).orThrow();
  }
}
