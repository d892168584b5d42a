package io.regulars.testkit;

import static io.regulars.testkit.Cards.MASSAGE;
import static io.regulars.testkit.Cards.YEAR_LATER;
import static io.regulars.testkit.Cards.card;
import static io.regulars.testkit.Cards.cards;
import static io.regulars.testkit.Cards.comes;
import static io.regulars.testkit.Cards.massage;
import static io.regulars.testkit.Cards.reservation;
import static io.regulars.testkit.Cards.reserves;
import static io.regulars.testkit.Cards.sells;
import static io.regulars.testkit.Cards.session;
import static io.regulars.testkit.Cards.state;
import static io.regulars.testkit.Expect.assertInvalid;
import static io.regulars.testkit.Expect.assertRefused;
import static io.regulars.testkit.Salon.OPENING;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static io.regulars.testkit.Till.cash;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.course.CourseCard;
import io.regulars.engine.Answer;
import io.regulars.ledger.LotTerm;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.TakeBackVisit;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** E801 to E805, E821: course cards are sold, and used up session by session. */
interface CardRules extends CrmRules {

  @Test
  default void required_E801_a_card_is_sold_at_a_price_per_session_the_last_absorbs_the_rest() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Answer sold = sells(salon, card(ann, "M-1", 3, "1000.00"));
    LedgerEntry entry = sold.entries().get(0);
    assertEquals(EntryKind.BOUGHT, entry.kind());
    assertEquals(3, entry.amount());
    assertEquals(100_000, entry.grant().orElseThrow().worth());
    assertEquals("P1Y/DAY", entry.grant().orElseThrow().term());
    assertEquals(
        List.of("M-1", "3", "massage", "CNY 1000.00", "CNY 333.33", "CNY 333.34"),
        entry.explanation().figures());
    sells(salon, card(ann, "M-2", 1, "0.00").withTerm(LotTerm.UNLIMITED));
    assertEquals(EntryKind.GRANTED, salon.books(ann).entries().get(1).kind(), "given");
    assertEquals(
        List.of(
            new CourseCard(
                "massage",
                Optional.of("M-1"),
                3,
                3,
                0,
                0,
                yuan("333.33"),
                OPENING,
                Optional.of(YEAR_LATER),
                Optional.empty()),
            new CourseCard(
                "massage",
                Optional.of("M-2"),
                1,
                1,
                0,
                0,
                yuan("0.00"),
                OPENING,
                Optional.empty(),
                Optional.empty())),
        cards(salon, ann));
    salon.requireSound(ann);
  }

  @Test
  default void required_E802_no_ended_or_used_up_card_blocks_a_new_one() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 10, "1000.00"));
    assertRefused(
        salon,
        Reason.REF_TAKEN,
        desk -> desk.courses().sell(card(ann, "M-1", 5, "500.00").withKey("again")),
        "course/massage",
        "M-1");
    salon.passDays(400);
    sells(salon, card(ann, "M-1", 1, "120.00").withKey("renewed"));
    assertEquals(List.of(1L, 0L, 0L), state(salon, ann, "M-1"), "the old one has ended");
    comes(salon, session(ann, "R-1", "M-1"));
    assertEquals(List.of(), cards(salon, ann), "used up, and closed");
    sells(salon, card(ann, "M-1", 2, "240.00").withKey("renewed again"));
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "M-1"));
    salon.requireSound(ann);
  }

  @Test
  default void required_E803_the_card_ending_first_is_used_first_then_the_one_with_fewest_left() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "FOR-EVER", 1, "100.00").withTerm(LotTerm.UNLIMITED));
    sells(salon, card(ann, "MANY", 5, "500.00"));
    sells(salon, card(ann, "FEW", 2, "200.00"));
    sells(salon, card(ann, "SOON", 1, "100.00").withTerm(LotTerm.of(Period.ofDays(30))));
    for (int i = 0; i < 9; i++) {
      comes(salon, session(ann, "R-" + i));
    }
    List<String> taken =
        salon.books(ann).entries().stream()
            .filter(entry -> entry.kind() == EntryKind.SPENT)
            .map(entry -> entry.lotRef().orElseThrow())
            .toList();
    assertEquals(
        List.of("SOON", "FEW", "FEW", "MANY", "MANY", "MANY", "MANY", "MANY", "FOR-EVER"), taken);
    assertRefused(
        salon,
        Reason.NOT_ENOUGH,
        desk -> desk.visits().record(session(ann, "R-10")),
        "course/massage",
        "1",
        "0");
    salon.requireSound(ann);
  }

  @Test
  default void required_E804_a_named_card_is_used_whatever_the_order() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "SOON", 2, "200.00").withTerm(LotTerm.of(Period.ofDays(30))));
    sells(salon, card(ann, "LATE", 2, "200.00"));
    comes(salon, session(ann, "R-1", "LATE"));
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "SOON"));
    assertEquals(List.of(1L, 0L, 0L), state(salon, ann, "LATE"));
    reserves(salon, reservation(ann, "B-1").withCard("LATE"));
    assertEquals(List.of(0L, 1L, 0L), state(salon, ann, "LATE"));
    assertRefused(
        salon,
        Reason.CARD_NOT_OPEN,
        desk -> desk.visits().record(session(ann, "R-2", "LOST")),
        "course/massage",
        "LOST");
    assertRefused(
        salon,
        Reason.CARD_NOT_OPEN,
        desk -> desk.courses().reserve(reservation(ann, "B-2").withCard("LOST")),
        "course/massage",
        "LOST");
    salon.requireSound(ann);
  }

  @Test
  default void required_E805_a_session_pays_a_line_of_its_service_and_earns_nothing() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 2, "200.00"));
    Answer answer =
        salon
            .desk()
            .visits()
            .record(
                sale(ann, "R-1", "100.00")
                    .withLines(VisitLine.of("tea", yuan("7.00")), massage())
                    .withPayments(
                        cash("7.00"), Payment.of(PaymentKind.COURSE, yuan("100.00")).forLine(2)))
            .orThrow();
    assertEquals(1, answer.visit().orElseThrow().payments().get(1).units(), "one unless told");
    assertEquals(-1, answer.sum(MASSAGE, EntryKind.SPENT));
    assertEquals(7, answer.sum(AccountKind.POINTS, EntryKind.EARNED));
    assertInvalid(
        salon,
        "payments[0].line",
        desk ->
            desk.visits()
                .record(
                    sale(ann, "R-2", "100.00")
                        .withPayments(Payment.of(PaymentKind.COURSE, yuan("100.00")))),
        "1");
    assertRefused(
        salon,
        Reason.NOT_ENOUGH,
        desk ->
            desk.visits()
                .record(
                    sale(ann, "R-3", "7.00")
                        .withLines(VisitLine.of("tea", yuan("7.00")))
                        .withPayments(Payment.course(1, 1, yuan("7.00")))),
        "course/tea",
        "1",
        "0");
    salon.requireSound(ann);
  }

  @Test
  default void required_E821_the_next_session_is_due_a_care_cycle_after_the_last_that_stands() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 5, "500.00"));
    assertEquals(Optional.empty(), cards(salon, ann).get(0).nextDue());
    salon.passDays(10);
    comes(salon, session(ann, "R-1"));
    Instant late = OPENING.plus(Duration.ofDays(5));
    comes(salon, session(ann, "R-2").withOccurredAt(late));
    salon.pays(ann, "R-3", "100.00");
    assertEquals(
        Optional.of(OPENING.plus(Duration.ofDays(24))), cards(salon, ann).get(0).nextDue());
    salon
        .desk()
        .visits()
        .takeBack(TakeBackVisit.refund(salon.books(ann).visits().get(0).id(), "it was not her"))
        .orThrow();
    assertEquals(
        Optional.of(OPENING.plus(Duration.ofDays(19))), cards(salon, ann).get(0).nextDue());
  }
}
