package io.regulars.testkit;

import static io.regulars.testkit.Club.refund;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static io.regulars.testkit.Till.byStoredValue;
import static io.regulars.testkit.Till.record;
import static io.regulars.testkit.Till.returns;
import static io.regulars.testkit.Till.takeBack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Desk;
import io.regulars.engine.Answer;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.VisitId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.visit.VisitLine;
import io.regulars.storedvalue.BonusOnRefund;
import io.regulars.storedvalue.FreezeStoredValue;
import io.regulars.storedvalue.SpendOrder;
import io.regulars.visit.ReturnItems;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** E835 to E840, E845, E846: stored value comes back and is paid back to the cent. */
interface StoredValueReturnRules extends CrmRules {

  @Test
  default void required_E835_returns_give_back_to_each_part_what_it_paid() {
    Salon salon = salon();
    Club club = new Club(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    club.tops(ann, "T-1", "1000.00");
    VisitId visit = club.pays(ann, "R-1", "99.99").visit().orElseThrow().id();
    club.assertStored(ann, "909.10", "90.91");
    for (int part = 1; part <= 7; part++) {
      returns(club.desk(), visit, "B-" + part, ReturnItems.Item.money(1, yuan("14.28")));
      club.assertInOrder(ann);
    }
    returns(club.desk(), visit, "B-8", ReturnItems.Item.money(1, yuan("0.03")));
    club.assertStored(ann, "1000.00", "100.00");
    assertEquals(0, salon.points(ann));
    assertEquals(
        Optional.of("T-1"),
        salon.books(ann).file().account(AccountKind.BONUS).lots().get(0).ref(),
        "the very lots");
    club.assertInOrder(ann);
  }

  @Test
  default void required_E836_payments_of_one_kind_get_back_what_each_took() {
    Salon salon = salon();
    Club club = new Club(salon, Club.storedValue().order(SpendOrder.PRINCIPAL_FIRST).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    club.tops(ann, "T-1", "10.00");
    club.tops(ann, "T-2", "90.00");
    VisitId visit =
        record(
            club.desk(),
            sale(ann, "R-1", "30.00")
                .withLines(
                    VisitLine.of("massage", yuan("10.00")), VisitLine.of("tea", yuan("20.00")))
                .withPayments(byStoredValue("10.00"), byStoredValue("20.00")));
    takeBack(club.desk(), visit);
    assertEquals(
        List.of(1_000L, 9_000L),
        salon.books(ann).file().account(AccountKind.PRINCIPAL).lots().stream()
            .map(Lot::left)
            .toList());
    club.assertInOrder(ann);
  }

  @Test
  default void required_E837_a_refund_takes_the_bonus_the_program_says() {
    for (BonusOnRefund policy : BonusOnRefund.values()) {
      Salon salon = salon();
      Club club =
          new Club(
              salon, Club.storedValue().order(SpendOrder.PRINCIPAL_FIRST).onRefund(policy).build());
      CustomerId ann = salon.member("Ann", "1380013800" + policy.ordinal());
      club.tops(ann, "T-" + policy, "1000.00");
      Answer refund =
          club.desk()
              .storedValue()
              .refund(refund(ann, "B-" + policy).withAmount(yuan("333.33")))
              .orThrow();
      assertEquals(yuan("333.33"), club.desk().storedValue().paidBack(refund));
      String left =
          switch (policy) {
            case FORFEIT_PART -> "66.66";
            case FORFEIT_ALL -> "0.00";
            case KEEP -> "100.00";
          };
      club.assertStored(ann, "666.67", left);
      club.assertInOrder(ann);
    }
  }

  @Test
  default void required_E838_refunds_in_parts_forfeit_what_one_refund_forfeits() {
    Salon salon = salon();
    Club club = new Club(salon, Club.storedValue().order(SpendOrder.PRINCIPAL_FIRST).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    club.tops(ann, "T-1", "1000.00");
    club.pays(ann, "R-1", "300.00");
    for (int part = 0; part < 70; part++) {
      club.desk()
          .storedValue()
          .refund(refund(ann, "B-" + part).withTopUp("T-1").withAmount(yuan("9.99")))
          .orThrow();
      club.assertInOrder(ann);
    }
    club.assertStored(ann, "0.70", "30.07");
    club.desk().storedValue().refund(refund(ann, "B-all")).orThrow();
    club.assertStored(ann, "0.00", "30.00");
    club.assertRefused(
        Reason.REFUND_EXCEEDS,
        desk -> desk.storedValue().refund(refund(ann, "again")),
        "principal",
        "CNY 0.00",
        "CNY 0.00");
  }

  @Test
  default void required_E839_a_refund_of_no_named_top_up_takes_the_newest_first() {
    Salon salon = salon();
    Club club = new Club(salon, Club.storedValue().order(SpendOrder.PRINCIPAL_FIRST).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    club.tops(ann, "T-1", "1000.00");
    salon.passDays(1);
    club.tops(ann, "T-2", "5000.00");
    club.assertRefused(
        Reason.REFUND_EXCEEDS,
        desk ->
            desk.storedValue()
                .refund(refund(ann, "B").withTopUp("T-1").withAmount(yuan("1000.01"))),
        "T-1",
        "CNY 1000.01",
        "CNY 1000.00");
    Answer preview =
        club.desk().storedValue().preview(refund(ann, "B").withAmount(yuan("5500.00"))).orThrow();
    club.assertStored(ann, "6000.00", "700.00");
    Answer done =
        club.desk().storedValue().refund(refund(ann, "B").withAmount(yuan("5500.00"))).orThrow();
    assertEquals(preview.entries(), done.entries(), "the preview is the refund");
    assertEquals(-65_000, done.sum(AccountKind.BONUS, EntryKind.REVERSED));
    club.assertStored(ann, "500.00", "50.00");
    assertEquals(
        Optional.of("T-1"),
        salon.books(ann).file().account(AccountKind.PRINCIPAL).lots().get(0).ref());
    Answer again =
        club.desk().storedValue().refund(refund(ann, "B").withAmount(yuan("5500.00"))).orThrow();
    assertTrue(again.repeated());
    assertEquals(yuan("5500.00"), club.desk().storedValue().paidBack(again));
    assertThrows(
        ConflictException.class,
        () -> club.desk().storedValue().refund(refund(ann, "B").withAmount(yuan("1.00"))));
    club.assertInOrder(ann);
  }

  @Test
  default void required_E840_what_is_frozen_is_not_spent_not_paid_back_and_does_not_end() {
    Salon salon = salon();
    Club club = new Club(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    club.tops(ann, "T-1", "1000.00");
    FreezeStoredValue lost = FreezeStoredValue.of(ann, "lost-1");
    club.assertRefused(
        Reason.NOTHING_HELD, desk -> desk.storedValue().thaw(lost), "principal", "lost-1");
    club.desk().storedValue().freeze(lost).orThrow();
    assertTrue(club.desk().storedValue().freeze(lost).orThrow().repeated());
    club.assertStored(ann, "0.00", "0.00");
    assertEquals(yuan("1000.00"), club.desk().storedValue().balance(ann).principalHeld());
    assertEquals(yuan("100.00"), club.desk().storedValue().balance(ann).bonusHeld());
    club.assertRefused(
        Reason.STORED_VALUE_TOO_LOW,
        desk -> desk.visits().record(sale(ann, "R-1", "1.00").withPayments(byStoredValue("1.00"))),
        "CNY 1.00",
        "CNY 0.00",
        "CNY 0.00");
    club.assertRefused(
        Reason.REFUND_EXCEEDS,
        desk -> desk.storedValue().refund(refund(ann, "B").withAmount(yuan("1.00"))),
        "principal",
        "CNY 1.00",
        "CNY 0.00");
    club.assertRefused(
        Reason.NOT_ENOUGH,
        desk -> desk.storedValue().freeze(FreezeStoredValue.of(ann, "lost-2")),
        "principal",
        "1",
        "0");
    salon.passDays(200);
    club.desk().storedValue().thaw(lost).orThrow();
    club.assertStored(ann, "1000.00", "100.00");
    assertEquals(
        "2027-01-16T16:00:00Z",
        salon
            .books(ann)
            .file()
            .account(AccountKind.BONUS)
            .lots()
            .get(0)
            .endsAt()
            .orElseThrow()
            .toString(),
        "200 days later than without the freeze");
    club.assertInOrder(ann);
  }

  @Test
  default void required_E845_the_worked_figures_of_stored_value() {
    Salon salon = salon();
    Club club = new Club(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    club.tops(ann, "T-1", "1000.00");
    club.assertStored(ann, "1000.00", "100.00");
    Answer sale = club.pays(ann, "R-1", "99.99");
    assertEquals(90, sale.sum(AccountKind.POINTS, EntryKind.EARNED));
    club.assertStored(ann, "909.10", "90.91");
    Answer back =
        returns(
            club.desk(),
            sale.visit().orElseThrow().id(),
            "B-1",
            ReturnItems.Item.money(1, yuan("33.33")));
    assertEquals(-30, back.sum(AccountKind.POINTS, EntryKind.REVERSED));
    club.assertStored(ann, "939.40", "93.94");
    Desk desk = club.desk();
    Answer part =
        desk.storedValue().refund(refund(ann, "K-1").withAmount(yuan("500.00"))).orThrow();
    assertEquals(-5_000, part.sum(AccountKind.BONUS, EntryKind.REVERSED));
    club.assertStored(ann, "439.40", "43.94");
    Answer rest = desk.storedValue().refund(refund(ann, "K-2")).orThrow();
    assertEquals(yuan("439.40"), desk.storedValue().paidBack(rest));
    club.assertStored(ann, "0.00", "0.00");
    club.assertInOrder(ann);
  }

  @Test
  default void required_E846_what_comes_back_to_a_bonus_that_has_ended_lasts_as_the_plan_says() {
    for (Period longer : List.of(Period.ZERO, Period.ofDays(30))) {
      Salon salon = salon();
      Club club = new Club(salon, Club.storedValue().restoredFor(longer).build());
      CustomerId ann = salon.member("Ann", longer.isZero() ? "13800138001" : "13800138002");
      club.tops(ann, "T-" + longer, "1000.00");
      VisitId visit = club.pays(ann, "R-" + longer, "110.00").visit().orElseThrow().id();
      salon.passDays(130);
      club.assertStored(ann, "900.00", "0.00");
      takeBack(club.desk(), visit);
      club.assertStored(ann, "1000.00", longer.isZero() ? "0.00" : "10.00");
      salon.passDays(30);
      club.assertStored(ann, "1000.00", "0.00");
      club.assertInOrder(ann);
    }
  }

  @Test
  default void bug_27_of_the_peers_a_refund_of_a_gift_card_restores_nothing() {
    Salon salon = salon();
    Club club = new Club(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    club.tops(ann, "T-1", "1000.00");
    VisitId visit = club.pays(ann, "R-1", "1100.00").visit().orElseThrow().id();
    assertFalse(salon.books(ann).file().account(AccountKind.PRINCIPAL).outstanding() > 0);
    Answer refund = takeBack(club.desk(), visit);
    assertEquals(100_000, refund.sum(AccountKind.PRINCIPAL, EntryKind.RESTORED));
    assertEquals(10_000, refund.sum(AccountKind.BONUS, EntryKind.RESTORED));
    club.assertStored(ann, "1000.00", "100.00");
    club.desk().storedValue().refund(refund(ann, "B").withTopUp("T-1")).orThrow();
    club.assertStored(ann, "0.00", "0.00");
    club.assertInOrder(ann);
  }
}
