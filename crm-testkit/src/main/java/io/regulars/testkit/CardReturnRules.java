package io.regulars.testkit;

import static io.regulars.testkit.Cards.MASSAGE;
import static io.regulars.testkit.Cards.cancelling;
import static io.regulars.testkit.Cards.card;
import static io.regulars.testkit.Cards.cards;
import static io.regulars.testkit.Cards.comes;
import static io.regulars.testkit.Cards.ending;
import static io.regulars.testkit.Cards.refunding;
import static io.regulars.testkit.Cards.refunds;
import static io.regulars.testkit.Cards.reservation;
import static io.regulars.testkit.Cards.reserves;
import static io.regulars.testkit.Cards.sells;
import static io.regulars.testkit.Cards.session;
import static io.regulars.testkit.Cards.state;
import static io.regulars.testkit.Cards.with;
import static io.regulars.testkit.Expect.assertRefused;
import static io.regulars.testkit.Salon.OPENING;
import static io.regulars.testkit.Salon.yuan;
import static io.regulars.testkit.Till.cash;
import static io.regulars.testkit.Till.returns;
import static io.regulars.testkit.Till.takeBack;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.Crm;
import io.regulars.course.CourseTerms;
import io.regulars.ledger.LotTerm;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.VisitId;
import io.regulars.spi.file.TimelineEntry;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.ReturnItems;
import io.regulars.visit.TakeBackVisit;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** E816 to E820, E827, E828: sessions come back, and cards are paid back to the cent. */
interface CardReturnRules extends CrmRules {

  @Test
  default void required_E816_refunds_of_a_card_in_parts_add_up_to_the_whole() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    for (int used = 0; used < 4; used++) {
      for (long first = 1; first < 4 - used; first++) {
        String whole = "W-" + used + "-" + first;
        String parts = "P-" + used + "-" + first;
        sells(salon, card(ann, whole, 4, "999.99"));
        sells(salon, card(ann, parts, 4, "999.99"));
        for (int i = 0; i < used; i++) {
          comes(salon, session(ann, whole + i, whole));
          comes(salon, session(ann, parts + i, parts));
        }
        Money all = refunds(salon, ann, whole, Optional.empty(), whole);
        assertEquals(yuan("999.99").minus(yuan("249.99").multipliedBy(used)), all);
        assertEquals(
            all,
            refunds(salon, ann, parts, Optional.of(first), parts)
                .plus(refunds(salon, ann, parts, Optional.empty(), parts + "rest")));
      }
    }
    sells(salon, card(ann, "M-1", 4, "999.99"));
    reserves(salon, reservation(ann, "B-1").withCard("M-1"));
    assertRefused(
        salon,
        Reason.CARD_HELD,
        desk -> desk.courses().refund(refunding(ann, "M-1", Optional.of(1L), "k")),
        "M-1",
        "1",
        "0");
    salon.desk().courses().release(ending(ann, "B-1", "r")).orThrow();
    assertRefused(
        salon,
        Reason.NOT_ENOUGH,
        desk -> desk.courses().refund(refunding(ann, "M-1", Optional.of(5L), "k")),
        "course/massage",
        "5",
        "4");
    salon.requireSound(ann);
  }

  @Test
  default void required_E818_a_session_that_comes_back_to_an_ended_card_is_as_the_program_says() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 2, "200.00").withTerm(LotTerm.of(Period.ofDays(30))));
    VisitId first = comes(salon, session(ann, "R-1"));
    VisitId second = comes(salon, session(ann, "R-2"));
    salon.passDays(31);
    salon.desk().visits().takeBack(TakeBackVisit.refund(first, "late")).orThrow();
    assertEquals(List.of(), cards(salon, ann), "gone with its card");
    Crm kind = with(salon, CourseTerms.builder().restoredFor(Period.ofDays(14)).build());
    Salon.desk(kind, Role.HEAD_OFFICE)
        .visits()
        .takeBack(TakeBackVisit.refund(second, "late"))
        .orThrow();
    assertEquals(List.of(1L, 0L, 0L), state(salon, ann, "M-1"));
    assertEquals(Optional.of(OPENING.plus(Duration.ofDays(45))), cards(salon, ann).get(0).endsAt());
    salon.requireSound(ann);
  }

  @Test
  default void required_E819_two_payments_for_one_line_come_back_to_the_cards_they_took() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "A", 2, "200.00"));
    sells(salon, card(ann, "B", 2, "200.00"));
    VisitId visit =
        comes(
            salon,
            session(ann, "R-1")
                .withPayments(
                    Payment.course(1, 1, yuan("50.00")).with("A"),
                    Payment.course(1, 1, yuan("50.00")).with("B")));
    assertEquals(List.of(1L, 0L, 0L), state(salon, ann, "A"));
    assertEquals(List.of(1L, 0L, 0L), state(salon, ann, "B"));
    takeBack(salon.desk(), visit);
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "A"));
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "B"));
    salon.requireSound(ann);
  }

  @Test
  default void required_E828_sessions_for_a_price_that_does_not_divide_come_back_with_the_pieces() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 5, "500.00"));
    VisitId visit =
        comes(
            salon,
            session(ann, "R-1")
                .withLines(
                    VisitLine.builder().item("massage").quantity(3).paid(yuan("1000.00")).build())
                .withPayments(Payment.course(1, 3, yuan("1000.00"))));
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "M-1"));
    for (int i = 1; i <= 3; i++) {
      returns(salon.desk(), visit, "B-" + i, ReturnItems.Item.of(1, 1));
      assertEquals(List.of(2L + i, 0L, 0L), state(salon, ann, "M-1"));
    }
  }

  @Test
  default void required_E820_a_session_for_a_line_without_a_price_comes_back_with_its_pieces() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 5, "500.00"));
    VisitId visit =
        comes(
            salon,
            session(ann, "R-1")
                .withLines(
                    VisitLine.builder().item("massage").quantity(2).paid(yuan("0.00")).build(),
                    VisitLine.of("tea", yuan("7.00")))
                .withPayments(Payment.course(1, 2, yuan("0.00")), cash("7.00")));
    assertEquals(List.of(3L, 0L, 0L), state(salon, ann, "M-1"));
    for (int i = 1; i <= 2; i++) {
      returns(salon.desk(), visit, "B-" + i, ReturnItems.Item.of(1, 1));
      assertEquals(List.of(3L + i, 0L, 0L), state(salon, ann, "M-1"));
    }
    salon.desk().visits().takeBack(TakeBackVisit.refund(visit, "cold tea")).orThrow();
    assertEquals(List.of(5L, 0L, 0L), state(salon, ann, "M-1"));
    salon.requireSound(ann);
  }

  /** The table of docs/ledger.md, "Course cards". */
  @Test
  default void required_E827_the_worked_figures_of_a_card() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 3, "1000.00"));
    reserves(salon, reservation(ann, "B-1"));
    VisitId visit = comes(salon, session(ann, "R-1", "B-1"));
    reserves(salon, reservation(ann, "B-2"));
    salon.desk().courses().cancel(cancelling(ann, "B-2", OPENING, "c")).orThrow();
    takeBack(salon.desk(), visit);
    salon.desk().courses().refund(refunding(ann, "M-1", Optional.empty(), "r")).orThrow();
    assertEquals(
        List.of(
            "BOUGHT 3, 3",
            "HELD -1, 2",
            "HELD RESERVED 1, 3",
            "SPENT RESERVED -1, 2",
            "HELD -1, 1",
            "HELD RESERVED 1, 2",
            "SPENT RESERVED -1, 1",
            "RESTORED 1, 2",
            "REVERSED -2, 0"),
        salon.books(ann).entries().stream()
            .filter(entry -> entry.account().equals(MASSAGE))
            .map(
                entry ->
                    entry.kind()
                        + entry.hold().map(hold -> " " + hold).orElse("")
                        + " "
                        + entry.amount()
                        + ", "
                        + entry.balance())
            .toList());
    List<LedgerEntry> entries = salon.books(ann).entries();
    LedgerEntry refund = entries.get(entries.size() - 1);
    assertEquals(66_667, refund.grant().orElseThrow().worth(), "1,000.00 less one of 333.33");
    sells(salon, card(ann, "M-2", 3, "1000.00"));
    comes(salon, session(ann, "R-2", "M-2"));
    assertEquals(yuan("333.34"), refunds(salon, ann, "M-2", Optional.of(1L), "first"));
    assertEquals(yuan("333.33"), refunds(salon, ann, "M-2", Optional.of(1L), "other"));
    assertEquals(
        "-2 sessions of massage, balance 0: 2 sessions of card M-1 paid back: CNY 1000.00 - 1 x CNY"
            + " 333.33 = CNY 666.67; moving away",
        salon.desk().texts(Locale.ENGLISH).describe(new TimelineEntry.OfEntry(refund)));
    salon.requireSound(ann);
  }
}
