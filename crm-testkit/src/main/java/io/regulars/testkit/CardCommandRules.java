package io.regulars.testkit;

import static io.regulars.testkit.Cards.YEAR_LATER;
import static io.regulars.testkit.Cards.cancelling;
import static io.regulars.testkit.Cards.card;
import static io.regulars.testkit.Cards.ending;
import static io.regulars.testkit.Cards.extending;
import static io.regulars.testkit.Cards.freezing;
import static io.regulars.testkit.Cards.handing;
import static io.regulars.testkit.Cards.refunding;
import static io.regulars.testkit.Cards.reservation;
import static io.regulars.testkit.Cards.reserves;
import static io.regulars.testkit.Cards.sells;
import static io.regulars.testkit.Cards.state;
import static io.regulars.testkit.Expect.assertContains;
import static io.regulars.testkit.Expect.assertInvalid;
import static io.regulars.testkit.Expect.assertThrowsAndWritesNothing;
import static io.regulars.testkit.Salon.OPENING;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.course.CancelBooking;
import io.regulars.course.CoursePlan;
import io.regulars.course.CourseTerms;
import io.regulars.course.ExtendCard;
import io.regulars.course.FreezeCard;
import io.regulars.engine.Program;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.Role;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** E822 to E826: who may do what to a card, once, and what is no command or no terms at all. */
interface CardCommandRules extends CrmRules {

  @Test
  default void required_E822_impossible_commands_on_cards_are_invalid() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    assertInvalid(salon, "sessions", desk -> desk.courses().sell(card(ann, "M-1", 0, "1.00")));
    assertInvalid(salon, "card", desk -> desk.courses().sell(card(ann, " M-1", 1, "1.00")));
    assertInvalid(
        salon, "price", desk -> desk.courses().sell(card(ann, "M-1", 1, "-1.00")), "CNY -1.00");
    assertInvalid(
        salon,
        "price",
        desk ->
            desk.courses()
                .sell(card(ann, "M-1", 1, "1.00").withPrice(Money.of(CurrencyUnit.of("USD"), 1))),
        "USD 1.00",
        "CNY");
    assertInvalid(
        salon,
        "price",
        desk -> desk.courses().sell(card(ann, "M-1", 1, "10000000000.01")),
        "CNY 10000000000.01");
    assertInvalid(
        salon,
        "until",
        desk -> desk.courses().reserve(reservation(ann, "B-1").withUntil(Instant.MAX)));
    assertInvalid(
        salon,
        "at",
        desk ->
            desk.courses()
                .cancel(
                    CancelBooking.builder()
                        .from(cancelling(ann, "B-1", OPENING, "k"))
                        .at(OPENING.plusSeconds(1))
                        .build()));
    ExtendCard neither = extending(ann, "M-1", "k");
    assertInvalid(salon, "until", desk -> desk.courses().extend(neither));
    assertInvalid(
        salon,
        "by",
        desk -> desk.courses().extend(extending(ann, "M-1", "k").withBy(Period.ofDays(-1))),
        "P-1D");
    FreezeCard noReason = freezing(ann, "M-1", "k").withReason("");
    assertInvalid(salon, "reason", desk -> desk.courses().freeze(noReason));
    assertInvalid(
        salon,
        "to",
        desk -> desk.courses().transfer(handing(ann, ann, "M-1", "k")),
        ann.toString());
    assertInvalid(
        salon,
        "sessions",
        desk -> desk.courses().refund(refunding(ann, "M-1", Optional.of(0L), "k")));
    Crm bare =
        Crm.builder()
            .storage(salon.storage())
            .merchant(Salon.merchant(), Program.of("bare", Salon.stages()))
            .clock(salon.clock())
            .build();
    assertThrows(
        InvalidCommandException.class,
        () -> Salon.desk(bare, Role.SYSTEM).courses().sell(card(ann, "M-1", 1, "1.00")));
    Salon.desk(bare, Role.SYSTEM)
        .visits()
        .record(sale(ann, "R-1", "1.00").withPayments(Payment.of(PaymentKind.COURSE, yuan("1.00"))))
        .orThrow();
  }

  @Test
  default void required_E823_cards_are_changed_by_managers_and_sold_by_whoever_stands_at_a_till() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 5, "500.00"));
    for (Role role : Role.values()) {
      Desk desk = Salon.desk(salon.crm(), role);
      desk.courses().reserve(reservation(ann, "B-" + role)).orThrow();
      desk.courses().release(ending(ann, "B-" + role, "r-" + role)).orThrow();
      if (role == Role.THERAPIST) {
        assertThrows(
            NotAllowedException.class, () -> desk.courses().sell(card(ann, "T", 1, "1.00")));
      } else {
        desk.courses().sell(card(ann, "C-" + role, 1, "1.00")).orThrow();
      }
      boolean manages =
          role == Role.STORE_MANAGER || role == Role.HEAD_OFFICE || role == Role.SYSTEM;
      ExtendCard extend = extending(ann, "M-1", "x-" + role).withBy(Period.ofDays(1));
      if (manages) {
        desk.courses().extend(extend).orThrow();
      } else {
        assertThrows(NotAllowedException.class, () -> desk.courses().extend(extend));
      }
    }
  }

  @Test
  default void required_E824_a_repeated_command_on_a_card_counts_once() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bea = salon.member("Bea", "13800138002");
    for (int i = 0; i < 2; i++) {
      boolean again = i == 1;
      assertEquals(again, sells(salon, card(ann, "M-1", 5, "500.00")).repeated());
      assertEquals(again, reserves(salon, reservation(ann, "B-1")).repeated());
    }
    for (int i = 0; i < 2; i++) {
      boolean again = i == 1;
      Desk desk = salon.desk();
      assertEquals(
          again,
          desk.courses().cancel(cancelling(ann, "B-1", YEAR_LATER, "c")).orThrow().repeated());
    }
    for (int i = 0; i < 2; i++) {
      assertEquals(
          i == 1,
          salon
              .desk()
              .courses()
              .refund(refunding(ann, "M-1", Optional.of(1L), "k"))
              .orThrow()
              .repeated());
    }
    for (int i = 0; i < 2; i++) {
      assertEquals(
          i == 1,
          salon.desk().courses().transfer(handing(ann, bea, "M-1", "t")).orThrow().repeated());
    }
    assertEquals(List.of(4L, 0L, 0L), state(salon, bea, "M-1"));
    assertThrowsAndWritesNothing(
        salon, ConflictException.class, desk -> desk.courses().sell(card(ann, "M-1", 6, "500.00")));
    assertThrowsAndWritesNothing(
        salon,
        ConflictException.class,
        desk -> desk.courses().refund(refunding(ann, "M-1", Optional.of(2L), "k")));
    salon.requireSound(ann, bea);
  }

  @Test
  default void required_E826_terms_of_cards_that_contradict_themselves_are_refused() {
    assertContains(
        refusal(() -> CourseTerms.builder().freezes(0).longestFreeze(Period.ofDays(1)).build()),
        "P1D",
        "leave out");
    assertContains(refusal(() -> CourseTerms.builder().freezes(-1).build()), "-1");
    assertContains(
        refusal(() -> CourseTerms.builder().lateCancel(Duration.ofHours(-1)).build()), "PT-1H");
    assertContains(refusal(() -> CourseTerms.builder().careCycle(Period.ZERO).build()), "cycle");
    assertContains(
        refusal(() -> CourseTerms.builder().longestFreeze(Period.ofDays(-1)).build()), "P-1D");
    assertContains(
        refusal(() -> CourseTerms.builder().restoredFor(Period.ofDays(-1)).build()), "P-1D");
    assertContains(
        refusal(() -> CoursePlan.builder().putServices(" ", CourseTerms.DEFAULT).build()), "blank");
  }

  private static String refusal(Executable plan) {
    return String.valueOf(assertThrows(InvalidProgramException.class, plan).getMessage());
  }
}
