package io.regulars.testkit;

import static io.regulars.testkit.Attempts.race;
import static io.regulars.testkit.Cards.MASSAGE;
import static io.regulars.testkit.Cards.YEAR_LATER;
import static io.regulars.testkit.Cards.cancelling;
import static io.regulars.testkit.Cards.card;
import static io.regulars.testkit.Cards.cards;
import static io.regulars.testkit.Cards.comes;
import static io.regulars.testkit.Cards.ending;
import static io.regulars.testkit.Cards.links;
import static io.regulars.testkit.Cards.massage;
import static io.regulars.testkit.Cards.reservation;
import static io.regulars.testkit.Cards.reserves;
import static io.regulars.testkit.Cards.sells;
import static io.regulars.testkit.Cards.session;
import static io.regulars.testkit.Cards.state;
import static io.regulars.testkit.Cards.with;
import static io.regulars.testkit.Expect.assertRefused;
import static io.regulars.testkit.Salon.OPENING;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.course.CancelBooking;
import io.regulars.course.CourseTerms;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.ledger.LotTerm;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.VisitId;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.visit.Payment;
import io.regulars.visit.TakeBackVisit;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** E806 to E811, E825, E1460: a session is reserved, and its booking ends one way. */
interface CardBookingRules extends CrmRules {

  @Test
  default void required_E806_what_is_reserved_waits_for_its_booking_and_the_rest_comes_back() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 3, "300.00"));
    reserves(salon, reservation(ann, "B-1").withSessions(3));
    assertEquals(List.of(0L, 3L, 0L), state(salon, ann, "M-1"));
    assertRefused(
        salon,
        Reason.NOT_ENOUGH,
        desk -> desk.visits().record(session(ann, "R-0")),
        "course/massage",
        "1",
        "0");
    assertRefused(
        salon,
        Reason.REF_TAKEN,
        desk -> desk.courses().reserve(reservation(ann, "B-1").withKey("again")),
        "course/massage",
        "B-1");
    comes(
        salon,
        session(ann, "R-1", "B-1")
            .withLines(massage(), massage())
            .withPayments(
                Payment.course(1, 1, yuan("100.00")).with("B-1"),
                Payment.course(2, 1, yuan("100.00")).with("B-1")));
    assertEquals(List.of(1L, 0L, 0L), state(salon, ann, "M-1"), "two used, one back");
    salon.requireSound(ann);
  }

  @Test
  default void required_E807_a_reservation_holds_beyond_the_end_of_its_card() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 3, "300.00").withTerm(LotTerm.of(Period.ofDays(30))));
    reserves(salon, reservation(ann, "B-1").withSessions(2));
    salon.passDays(40);
    salon.crm().runDue();
    assertEquals(List.of(0L, 2L, 0L), state(salon, ann, "M-1"), "the free one has ended");
    comes(salon, session(ann, "R-1", "B-1"));
    assertEquals(List.of(), state(salon, ann, "M-1"), "the other one ended as it came back");
    assertEquals(-2, salon.books(ann).sum(MASSAGE, EntryKind.ENDED));
    assertEquals(-1, salon.books(ann).sum(MASSAGE, EntryKind.SPENT));
    salon.requireSound(ann);
  }

  @Test
  default void required_E808_a_reservation_lapses_at_its_own_end() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 1, "100.00"));
    Instant until = OPENING.plus(Duration.ofDays(2));
    reserves(salon, reservation(ann, "B-1").withUntil(until));
    salon.clock().set(until.minusNanos(1_000));
    assertEquals(List.of(0L, 1L, 0L), state(salon, ann, "M-1"));
    salon.clock().set(until);
    assertEquals(List.of(1L, 0L, 0L), state(salon, ann, "M-1"));
    assertRefused(
        salon,
        Reason.NOTHING_HELD,
        desk -> desk.courses().noShow(ending(ann, "B-1", "k")),
        "course",
        "B-1");
    assertRefused(
        salon,
        Reason.END_NOT_LATER,
        desk -> desk.courses().reserve(reservation(ann, "B-2").withUntil(until)),
        "B-2",
        until.toString(),
        until.toString());
    salon.requireSound(ann);
  }

  @Test
  default void required_E809_a_late_cancellation_spends_and_one_in_time_does_not() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 3, "300.00"));
    Instant appointment = OPENING.plus(Duration.ofDays(1));
    reserves(salon, reservation(ann, "B-1"));
    salon.desk().courses().cancel(cancelling(ann, "B-1", appointment, "c-1")).orThrow();
    assertEquals(List.of(3L, 0L, 0L), state(salon, ann, "M-1"), "a day before is in time");
    reserves(salon, reservation(ann, "B-2"));
    Answer late =
        salon
            .desk()
            .courses()
            .cancel(cancelling(ann, "B-2", appointment.minusNanos(1_000), "c-2"))
            .orThrow();
    assertEquals(-1, late.sum(MASSAGE, EntryKind.SPENT));
    assertEquals(
        List.of("B-2", OPENING.toString(), appointment.minusNanos(1_000).toString(), "PT24H"),
        late.entries().get(0).explanation().figures());
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "M-1"));
    reserves(salon, reservation(ann, "B-3"));
    Crm free = with(salon, CourseTerms.builder().build());
    Salon.desk(free, Role.RECEPTIONIST)
        .courses()
        .cancel(cancelling(ann, "B-3", OPENING, "c-3"))
        .orThrow();
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "M-1"), "free without a window");
    salon.requireSound(ann);
  }

  @Test
  default void required_E810_a_no_show_spends_or_not_as_the_program_says() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 3, "300.00"));
    reserves(salon, reservation(ann, "B-1"));
    salon.desk().courses().noShow(ending(ann, "B-1", "n-1")).orThrow();
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "M-1"));
    reserves(salon, reservation(ann, "B-2"));
    Crm kind = with(salon, CourseTerms.builder().noShowSpends(false).build());
    Salon.desk(kind, Role.RECEPTIONIST).courses().noShow(ending(ann, "B-2", "n-2")).orThrow();
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "M-1"));
    assertEquals(Optional.empty(), cards(salon, ann).get(0).nextDue(), "nobody was there");
    salon.requireSound(ann);
  }

  @Test
  default void required_E811_a_booking_ends_exactly_one_way() {
    assumeThreads();
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 10, "1000.00"));
    Crm crm = salon.builder().retryPolicy(ContentionRules.PATIENT).build();
    for (int round = 0; round < 4; round++) {
      String booking = "B-" + round;
      reserves(salon, reservation(ann, booking));
      List<Integer> ended =
          race(
              thread ->
                  () ->
                      end(Salon.desk(crm, Role.RECEPTIONIST), ann, booking, thread)
                              .refusal()
                              .isEmpty()
                          ? 1
                          : 0);
      assertEquals(1, ended.stream().mapToInt(Integer::intValue).sum(), booking);
    }
    Books books = salon.books(ann);
    assertEquals(0, books.file().account(MASSAGE).lot("M-1").orElseThrow().held());
    assertEquals(10 + books.sum(MASSAGE, EntryKind.SPENT), books.file().account(MASSAGE).balance());
    salon.requireSound(ann);
  }

  private static Outcome<Answer> end(Desk desk, CustomerId ann, String booking, int thread) {
    String key = booking + "/" + thread;
    return switch (thread % 4) {
      case 0 -> desk.courses().cancel(cancelling(ann, booking, OPENING, key));
      case 1 -> desk.courses().noShow(ending(ann, booking, key));
      case 2 -> desk.courses().release(ending(ann, booking, key));
      default -> desk.visits().record(session(ann, key, booking));
    };
  }

  /** Found by L541. */
  @Test
  default void required_E1460_a_visit_ends_its_booking_for_every_service() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bea = salon.member("Bea", "13800138002");
    links(salon, ann, bea);
    sells(salon, card(ann, "M-1", 3, "300.00"));
    sells(salon, card(ann, "F-1", 2, "200.00").withItem("facial"));
    for (String booking : List.of("B-1", "B-2")) {
      reserves(salon, reservation(ann, booking));
      reserves(salon, reservation(ann, booking).withItem("facial").withKey("facial-" + booking));
    }
    comes(salon, session(ann, "R-1", "B-1"));
    assertEquals(List.of(1L, 1L, 0L), state(salon, ann, "M-1"), "one used, one for B-2");
    assertEquals(List.of(1L, 1L, 0L), state(salon, ann, "F-1"), "the facial of B-1 is back");
    assertRefused(
        salon,
        Reason.NOTHING_HELD,
        desk -> desk.courses().noShow(ending(ann, "B-1", "n")),
        "course",
        "B-1");
    comes(salon, session(bea, "R-2", "B-2").withCardOwner(ann));
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "F-1"), "a guest comes for the booking");
    sells(salon, card(ann, "N-1", 1, "100.00"));
    reserves(salon, reservation(ann, "N-1").withItem("facial"));
    comes(salon, session(ann, "R-3", "N-1"));
    assertEquals(List.of(1L, 1L, 0L), state(salon, ann, "F-1"), "a card of the booking's name");
    salon.requireSound(ann, bea);
  }

  @Test
  default void required_E825_of_many_threads_on_one_card_none_uses_a_session_twice() {
    assumeThreads();
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bea = salon.member("Bea", "13800138002");
    links(salon, ann, bea);
    sells(salon, card(ann, "M-1", 7, "700.00"));
    Crm crm = salon.builder().retryPolicy(ContentionRules.PATIENT).build();
    List<Integer> used =
        race(
            thread ->
                () -> {
                  int done = 0;
                  for (int i = 0; i < 3; i++) {
                    String name = thread + "-" + i;
                    Desk desk = Salon.desk(crm, Role.RECEPTIONIST);
                    Outcome<Answer> outcome =
                        thread % 2 == 0
                            ? desk.visits().record(session(ann, name))
                            : desk.visits().record(session(bea, name).withCardOwner(ann));
                    done += outcome.refusal().isEmpty() ? 1 : 0;
                  }
                  return done;
                });
    assertEquals(7, used.stream().mapToInt(Integer::intValue).sum());
    assertEquals(List.of(), cards(salon, ann));
    assertEquals(
        7, salon.books(ann).visits().size() + salon.books(bea).visits().size(), "no visit free");
    salon.requireSound(ann, bea);
  }

  @Test
  default void bug_costasiella_396_a_session_is_not_returned_on_cancel() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 1, "100.00"));
    for (int i = 0; i < 3; i++) {
      reserves(salon, reservation(ann, "B-" + i));
      assertEquals(List.of(0L, 1L, 0L), state(salon, ann, "M-1"));
      CancelBooking cancel = cancelling(ann, "B-" + i, YEAR_LATER, "c-" + i);
      salon.desk().courses().cancel(cancel).orThrow();
      assertFalse(salon.desk().courses().cancel(cancel).orThrow().entries().isEmpty());
      assertEquals(List.of(1L, 0L, 0L), state(salon, ann, "M-1"), "back, and back once");
      VisitId visit = comes(salon, session(ann, "R-" + i));
      salon.desk().visits().takeBack(TakeBackVisit.voiding(visit, "slip")).orThrow();
      assertEquals(List.of(1L, 0L, 0L), state(salon, ann, "M-1"), "so with a visit voided");
    }
    salon.requireSound(ann);
  }
}
