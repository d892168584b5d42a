package io.regulars.testkit;

import static io.regulars.testkit.Cards.MASSAGE;
import static io.regulars.testkit.Cards.YEAR_LATER;
import static io.regulars.testkit.Cards.card;
import static io.regulars.testkit.Cards.cards;
import static io.regulars.testkit.Cards.comes;
import static io.regulars.testkit.Cards.ending;
import static io.regulars.testkit.Cards.extending;
import static io.regulars.testkit.Cards.freezing;
import static io.regulars.testkit.Cards.handing;
import static io.regulars.testkit.Cards.links;
import static io.regulars.testkit.Cards.refunding;
import static io.regulars.testkit.Cards.refunds;
import static io.regulars.testkit.Cards.reservation;
import static io.regulars.testkit.Cards.reserves;
import static io.regulars.testkit.Cards.sells;
import static io.regulars.testkit.Cards.session;
import static io.regulars.testkit.Cards.state;
import static io.regulars.testkit.Cards.thawing;
import static io.regulars.testkit.Cards.with;
import static io.regulars.testkit.Expect.assertInvalid;
import static io.regulars.testkit.Expect.assertRefused;
import static io.regulars.testkit.Expect.assertThrowsAndWritesNothing;
import static io.regulars.testkit.Salon.OPENING;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static io.regulars.testkit.Till.takeBack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.course.CourseTerms;
import io.regulars.course.ImmutableExtendCard;
import io.regulars.ledger.LotTerm;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.VisitId;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.visit.ImmutableRecordVisit;
import io.regulars.visit.TakeBackVisit;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** E812 to E817: cards are frozen, extended, handed over and shared. */
interface CardChangeRules extends CrmRules {

  @Test
  default void required_E812_a_frozen_card_waits_and_its_end_moves_by_the_time_frozen() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 3, "300.00").withTerm(LotTerm.of(Period.ofDays(30))));
    comes(salon, session(ann, "R-1"));
    salon.passDays(25);
    salon.desk().courses().freeze(freezing(ann, "M-1", "f-1")).orThrow();
    assertEquals(List.of(0L, 0L, 2L), state(salon, ann, "M-1"));
    assertRefused(
        salon,
        Reason.NOT_ENOUGH,
        desk -> desk.visits().record(session(ann, "R-2", "M-1")),
        "course/massage",
        "1",
        "0");
    salon.passDays(20);
    salon.crm().runDue();
    assertEquals(List.of(0L, 0L, 2L), state(salon, ann, "M-1"), "past its end, and waiting");
    salon.desk().courses().thaw(thawing(ann, "M-1", "t-1")).orThrow();
    assertEquals(Optional.of(OPENING.plus(Duration.ofDays(50))), cards(salon, ann).get(0).endsAt());
    assertRefused(
        salon,
        Reason.NOTHING_HELD,
        desk -> desk.courses().thaw(thawing(ann, "M-1", "t-2")),
        "course/massage",
        "M-1");
    Instant until = salon.clock().instant().plus(Duration.ofDays(3));
    salon.desk().courses().freeze(freezing(ann, "M-1", "f-2").withUntil(until)).orThrow();
    salon.passDays(4);
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "M-1"), "thawed by itself");
    salon.passDays(3);
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "M-1"), "five days were left");
    salon.passDays(2);
    assertEquals(List.of(), state(salon, ann, "M-1"));
    salon.crm().runDue();
    salon.requireSound(ann);
  }

  @Test
  default void required_E813_a_card_is_frozen_no_longer_and_no_more_often_than_allowed() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 3, "300.00"));
    Instant twoMonths = Instant.parse("2026-05-01T01:00:00Z");
    Instant longer = twoMonths.plusSeconds(1);
    assertRefused(
        salon,
        Reason.FREEZE_TOO_LONG,
        desk -> desk.courses().freeze(freezing(ann, "M-1", "f").withUntil(longer)),
        "M-1",
        longer.toString(),
        twoMonths.toString());
    assertRefused(
        salon,
        Reason.END_NOT_LATER,
        desk -> desk.courses().freeze(freezing(ann, "M-1", "f").withUntil(OPENING)),
        "M-1",
        OPENING.toString(),
        OPENING.toString());
    reserves(salon, reservation(ann, "B-1"));
    assertRefused(
        salon,
        Reason.CARD_HELD,
        desk -> desk.courses().freeze(freezing(ann, "M-1", "f")),
        "M-1",
        "1",
        "0");
    salon.desk().courses().release(ending(ann, "B-1", "r")).orThrow();
    for (int i = 0; i < 2; i++) {
      salon.desk().courses().freeze(freezing(ann, "M-1", "f-" + i)).orThrow();
      assertRefused(
          salon,
          Reason.CARD_HELD,
          desk -> desk.courses().freeze(freezing(ann, "M-1", "f")),
          "M-1",
          "0",
          "3");
      salon.clock().set(i == 0 ? twoMonths : Instant.parse("2026-07-01T01:00:00Z"));
      assertEquals(List.of(3L, 0L, 0L), state(salon, ann, "M-1"), "over after the longest freeze");
    }
    assertRefused(
        salon,
        Reason.FREEZES_USED,
        desk -> desk.courses().freeze(freezing(ann, "M-1", "f")),
        "M-1",
        "2");
    salon.requireSound(ann);
  }

  @Test
  default void required_E814_a_card_is_extended_to_a_later_end_only() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 3, "300.00"));
    sells(salon, card(ann, "EVER", 3, "300.00").withTerm(LotTerm.UNLIMITED));
    ImmutableExtendCard extend = extending(ann, "M-1", "x");
    assertRefused(
        salon,
        Reason.END_NOT_LATER,
        desk -> desk.courses().extend(extend.withUntil(YEAR_LATER)),
        "M-1",
        YEAR_LATER.toString(),
        YEAR_LATER.toString());
    assertRefused(
        salon,
        Reason.END_NOT_LATER,
        desk -> desk.courses().extend(extending(ann, "EVER", "x").withBy(Period.ofDays(1))),
        "EVER",
        "unlimited",
        "unlimited");
    salon.desk().courses().extend(extend.withBy(Period.ofMonths(1))).orThrow();
    Instant april = Instant.parse("2027-04-01T16:00:00Z");
    assertEquals(Optional.of(april), cards(salon, ann).get(0).endsAt());
    Instant may = Instant.parse("2027-05-01T00:00:00Z");
    salon.desk().courses().extend(extend.withUntil(may).withKey("y")).orThrow();
    salon.clock().set(may.minusSeconds(1));
    assertEquals(List.of(3L, 0L, 0L), state(salon, ann, "M-1"));
    salon.clock().set(may);
    assertEquals(List.of(), state(salon, ann, "M-1"));
    assertRefused(
        salon,
        Reason.CARD_NOT_OPEN,
        desk -> desk.courses().extend(extend.withBy(Period.ofMonths(1)).withKey("z")),
        "course/massage",
        "M-1");
    salon.crm().runDue();
    salon.requireSound(ann);
  }

  @Test
  default void required_E815_a_card_goes_over_with_its_end_and_what_was_paid_for_it() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bea = salon.member("Bea", "13800138002");
    sells(salon, card(ann, "M-1", 3, "1000.00"));
    VisitId visit = comes(salon, session(ann, "R-1"));
    reserves(salon, reservation(ann, "B-1"));
    assertRefused(
        salon,
        Reason.CARD_HELD,
        desk -> desk.courses().transfer(handing(ann, bea, "M-1", "t")),
        "M-1",
        "1",
        "0");
    salon.desk().courses().release(ending(ann, "B-1", "r")).orThrow();
    sells(salon, card(bea, "M-1", 1, "100.00").withKey("bea"));
    assertRefused(
        salon,
        Reason.REF_TAKEN,
        desk -> desk.courses().transfer(handing(ann, bea, "M-1", "t")),
        "course/massage",
        "M-1");
    salon.desk().courses().refund(refunding(bea, "M-1", Optional.empty(), "make room")).orThrow();
    salon.passDays(1);
    salon.desk().courses().transfer(handing(ann, bea, "M-1", "t")).orThrow();
    assertEquals(List.of(), cards(salon, ann));
    Lot hers = salon.books(bea).file().account(MASSAGE).lot("M-1").orElseThrow();
    assertEquals(2, hers.left());
    assertEquals(66_667, hers.worth());
    assertEquals(Optional.of(YEAR_LATER), hers.endsAt());
    List<LedgerEntry> entries = salon.books(bea).entries();
    assertEquals(
        "P1Y/DAY", entries.get(entries.size() - 1).grant().orElseThrow().term(), "its policy");
    takeBack(salon.desk(), visit);
    assertEquals(List.of(1L, 0L, 0L), state(salon, ann, "M-1"), "used before it went over");
    assertEquals(
        yuan("1000.00"),
        refunds(salon, ann, "M-1", Optional.empty(), "a")
            .plus(refunds(salon, bea, "M-1", Optional.empty(), "b")),
        "nobody is paid for more than was paid");
    salon.requireSound(ann, bea);
  }

  @Test
  default void required_E817_the_family_uses_a_card_and_what_comes_back_is_the_owners() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bea = salon.member("Bea", "13800138002");
    sells(salon, card(ann, "M-1", 3, "300.00"));
    reserves(salon, reservation(ann, "B-1"));
    ImmutableRecordVisit hers = session(bea, "R-1", "B-1").withCardOwner(ann);
    assertRefused(
        salon,
        Reason.CARD_NOT_SHARED,
        desk -> desk.visits().record(hers),
        "course/massage",
        ann.toString());
    links(salon, ann, bea);
    Crm strict = with(salon, CourseTerms.builder().build());
    assertEquals(
        Reason.CARD_NOT_SHARED,
        Salon.desk(strict, Role.RECEPTIONIST)
            .visits()
            .record(hers)
            .refusal()
            .orElseThrow()
            .reason());
    VisitId visit = comes(salon, hers);
    assertTrue(salon.desk().visits().record(hers).orThrow().repeated());
    assertThrowsAndWritesNothing(
        salon,
        ConflictException.class,
        desk -> desk.visits().record(hers.withCardOwner(Optional.empty())));
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "M-1"));
    assertEquals(List.of(), cards(salon, bea));
    salon.desk().courses().freeze(freezing(ann, "M-1", "f")).orThrow();
    takeBack(salon.desk(), visit);
    assertEquals(List.of(0L, 0L, 3L), state(salon, ann, "M-1"), "back in the frozen card");
    assertEquals(1, salon.books(ann).sum(MASSAGE, EntryKind.RESTORED));
    salon.desk().courses().thaw(thawing(ann, "M-1", "t")).orThrow();
    for (String receipt : List.of("R-2", "R-3", "R-4")) {
      comes(salon, session(bea, receipt).withCardOwner(ann));
    }
    assertEquals(List.of(), cards(salon, ann), "used up");
    VisitId last = salon.books(bea).visits().get(3).id();
    salon.desk().visits().takeBack(TakeBackVisit.voiding(last, "slip")).orThrow();
    assertEquals(List.of(1L, 0L, 0L), state(salon, ann, "M-1"), "open again");
    assertInvalid(
        salon,
        "cardOwner",
        desk -> desk.visits().record(session(bea, "R-5").withCardOwner(bea)),
        bea.toString());
    assertInvalid(
        salon,
        "cardOwner",
        desk -> desk.visits().record(sale(bea, "R-5", "1.00").withCardOwner(ann)));
    salon.requireSound(ann, bea);
  }

  @Test
  default void required_E1403_a_card_that_goes_over_keeps_count_of_its_freezes() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bea = salon.member("Bea", "13800138002");
    sells(salon, card(ann, "M-0", 3, "300.00").withKey("other"));
    sells(salon, card(ann, "M-1", 3, "300.00"));
    frozenAndThawed(salon, ann, "f-1");
    salon.desk().courses().transfer(handing(ann, bea, "M-1", "t-1")).orThrow();
    frozenAndThawed(salon, bea, "f-2");
    salon.desk().courses().transfer(handing(bea, ann, "M-1", "t-2")).orThrow();
    assertRefused(
        salon,
        Reason.FREEZES_USED,
        desk -> desk.courses().freeze(freezing(ann, "M-1", "f-3")),
        "M-1",
        "2");
    salon.desk().courses().freeze(freezing(ann, "M-0", "f-4")).orThrow();
    salon.requireSound(ann);
  }

  private static void frozenAndThawed(Salon salon, CustomerId customer, String key) {
    salon.desk().courses().freeze(freezing(customer, "M-1", key)).orThrow();
    salon.passDays(1);
    salon.desk().courses().thaw(thawing(customer, "M-1", key)).orThrow();
  }
}
