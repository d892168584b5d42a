package io.regulars.testkit;

import static io.regulars.testkit.Attempts.race;
import static io.regulars.testkit.Club.refund;
import static io.regulars.testkit.Club.topUp;
import static io.regulars.testkit.Expect.assertContains;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static io.regulars.testkit.Till.byStoredValue;
import static io.regulars.testkit.Till.cash;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.engine.Answer;
import io.regulars.engine.Program;
import io.regulars.ledger.LotTerm;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.StoreId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.storedvalue.FreezeStoredValue;
import io.regulars.storedvalue.ImmutableTopUp;
import io.regulars.storedvalue.Rung;
import io.regulars.storedvalue.SpendOrder;
import io.regulars.storedvalue.StoredValuePlan;
import io.regulars.storedvalue.TopUp;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** E831 to E834, E841 to E847: stored value is topped up within its ladder, and spent. */
interface StoredValueDeskRules extends CrmRules {

  @Test
  default void required_E831_a_top_up_credits_what_was_paid_and_the_bonus_of_the_rung_reached() {
    Salon salon = salon();
    Club club = new Club(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    Answer answer = club.tops(ann, "T-1", "1000.00");
    assertEquals(100_000, answer.sum(AccountKind.PRINCIPAL, EntryKind.BOUGHT));
    assertEquals(10_000, answer.sum(AccountKind.BONUS, EntryKind.GRANTED));
    Lot principal = salon.books(ann).file().account(AccountKind.PRINCIPAL).lots().get(0);
    Lot bonus = salon.books(ann).file().account(AccountKind.BONUS).lots().get(0);
    assertEquals(
        List.of(Optional.of("T-1"), 100_000L, Optional.empty()),
        List.of(principal.ref(), principal.worth(), principal.endsAt()));
    assertEquals(List.of(Optional.of("T-1"), 0L), List.of(bonus.ref(), bonus.worth()));
    assertEquals("2026-06-30T16:00:00Z", bonus.endsAt().orElseThrow().toString());
    assertEquals(0, salon.points(ann), "nothing is earned before it is spent");

    StoredValuePlan once = Club.storedValue().build();
    StoredValuePlan each = Club.storedValue().perMultiple(true).build();
    for (List<String> figures :
        List.of(
            List.of("999.99", "0.00", "0.00"),
            List.of("1000.00", "100.00", "100.00"),
            List.of("4999.99", "100.00", "400.00"),
            List.of("5000.00", "600.00", "600.00"),
            List.of("12000.00", "600.00", "1200.00"))) {
      Money charge = yuan(figures.get(0));
      assertEquals(yuan(figures.get(1)).getAmountMinorLong(), once.bonus(charge), "" + charge);
      assertEquals(yuan(figures.get(2)).getAmountMinorLong(), each.bonus(charge), "" + charge);
    }
    club.assertInOrder(ann);
  }

  @Test
  default void required_E832_the_program_says_which_part_is_spent() {
    for (SpendOrder order : SpendOrder.values()) {
      Salon salon = salon();
      Club club = new Club(salon, Club.storedValue().order(order).build());
      CustomerId ann = salon.member("Ann", "1380013800" + order.ordinal());
      club.tops(ann, "T-" + order, "1000.00");
      Answer answer = club.pays(ann, "R-" + order, "330.00");
      List<Long> parts =
          switch (order) {
            case PRINCIPAL_FIRST -> List.of(33_000L, 0L);
            case BONUS_FIRST -> List.of(23_000L, 10_000L);
            case PROPORTIONAL -> List.of(30_000L, 3_000L);
          };
      assertEquals(
          parts,
          List.of(
              -answer.sum(AccountKind.PRINCIPAL, EntryKind.SPENT),
              -answer.sum(AccountKind.BONUS, EntryKind.SPENT)),
          "" + order);
      assertEquals(
          parts.stream().filter(part -> part > 0).toList(),
          answer.visit().orElseThrow().payments().stream().map(Payment::units).toList());
      assertEquals(
          parts.get(0) / 100,
          answer.sum(AccountKind.POINTS, EntryKind.EARNED),
          "nothing is earned on the bonus");
      club.pays(ann, "R-rest-" + order, "770.00");
      club.assertStored(ann, "0.00", "0.00");
      club.assertInOrder(ann);
    }
  }

  @Test
  default void required_E833_what_the_till_takes_from_the_bonus_stays_the_bonus() {
    Salon salon = salon();
    Club club = new Club(salon, Club.storedValue().order(SpendOrder.BONUS_FIRST).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    club.tops(ann, "T-1", "1000.00");
    Answer answer =
        club.desk()
            .visits()
            .record(
                sale(ann, "R-1", "200.00")
                    .withPayments(
                        byStoredValue("50.00"),
                        Payment.of(PaymentKind.BONUS, yuan("80.00")),
                        cash("70.00")))
            .orThrow();
    assertEquals(-3_000, answer.sum(AccountKind.PRINCIPAL, EntryKind.SPENT));
    assertEquals(-10_000, answer.sum(AccountKind.BONUS, EntryKind.SPENT));
    club.assertStored(ann, "970.00", "0.00");
    club.assertInOrder(ann);
  }

  @Test
  default void required_E834_too_little_is_refused_with_what_there_is() {
    Salon salon = salon();
    Club club = new Club(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    club.tops(ann, "T-1", "1000.00");
    club.assertRefused(
        Reason.STORED_VALUE_TOO_LOW,
        desk ->
            desk.visits()
                .record(sale(ann, "R-1", "1100.01").withPayments(byStoredValue("1100.01"))),
        "CNY 1100.01",
        "CNY 1000.00",
        "CNY 100.00");
    club.assertRefused(
        Reason.STORED_VALUE_TOO_LOW,
        desk ->
            desk.visits()
                .record(
                    sale(ann, "R-1", "100.01")
                        .withPayments(Payment.of(PaymentKind.BONUS, yuan("100.01")))),
        "CNY 100.01",
        "CNY 1000.00",
        "CNY 100.00");
    club.pays(ann, "R-1", "1100.00");
    club.assertStored(ann, "0.00", "0.00");
  }

  @Test
  default void required_E841_without_a_plan_stored_value_is_information() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Answer answer =
        salon
            .desk()
            .visits()
            .record(sale(ann, "R-1", "50.00").withPayments(byStoredValue("50.00")))
            .orThrow();
    assertEquals(0, answer.sum(AccountKind.PRINCIPAL, EntryKind.SPENT));
    assertEquals(50, answer.sum(AccountKind.POINTS, EntryKind.EARNED));
    NotFoundException e =
        assertThrows(
            NotFoundException.class,
            () -> salon.desk().storedValue().topUp(topUp(ann, "T-1", "10.00")));
    assertContains(String.valueOf(e.getMessage()), "2026-1", "StoredValuePlan");
  }

  @Test
  default void required_E842_a_top_up_counts_once_and_has_a_shape() {
    Salon salon = salon();
    Club club = new Club(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    club.tops(ann, "T-1", "1000.00");
    assertTrue(club.tops(ann, "T-1", "1000.00").repeated());
    club.assertStored(ann, "1000.00", "100.00");
    assertThrows(ConflictException.class, () -> club.tops(ann, "T-1", "2000.00"));
    for (String amount : List.of("0.00", "-1.00", "10000000000.01")) {
      assertInvalid(club, "amount", topUp(ann, "T-2", amount));
    }
    ImmutableTopUp good = (ImmutableTopUp) topUp(ann, "T-2", "1.00");
    assertInvalid(club, "amount", good.withAmount(Money.of(CurrencyUnit.USD, 1)));
    assertInvalid(club, "means", good.withMeans(PaymentKind.POINTS));
    assertInvalid(club, "number", good.withNumber("x".repeat(65)));
    assertThrows(
        NotFoundException.class,
        () -> club.desk().storedValue().topUp(good.withStore(StoreId.of("none"))));
  }

  private static void assertInvalid(Club club, String field, TopUp topUp) {
    InvalidCommandException e =
        assertThrows(InvalidCommandException.class, () -> club.desk().storedValue().topUp(topUp));
    assertEquals(field, e.violations().get(0).field(), e.getMessage());
  }

  @Test
  default void required_E843_who_may_not_top_up_refund_or_freeze_is_told() {
    Salon salon = salon();
    Club club = new Club(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    club.desk(Role.CONSULTANT).storedValue().topUp(topUp(ann, "T-1", "10.00")).orThrow();
    Dump before = salon.dump();
    assertThrows(
        NotAllowedException.class,
        () -> club.desk(Role.THERAPIST).storedValue().topUp(topUp(ann, "T-2", "10.00")));
    assertThrows(
        NotAllowedException.class,
        () -> club.desk(Role.RECEPTIONIST).storedValue().refund(refund(ann, "B")));
    assertThrows(
        NotAllowedException.class,
        () -> club.desk(Role.THERAPIST).storedValue().freeze(FreezeStoredValue.of(ann, "F")));
    before.assertUnchanged(salon.storage(), LOTUS);
  }

  @Test
  default void required_E844_a_ladder_that_gives_less_for_more_is_refused() {
    Rung thousand = new Rung(yuan("1000.00"), yuan("100.00"));
    for (Rung next :
        List.of(
            new Rung(yuan("1000.00"), yuan("200.00")), new Rung(yuan("2000.00"), yuan("100.00")))) {
      InvalidProgramException e =
          assertThrows(
              InvalidProgramException.class,
              () -> StoredValuePlan.builder().addLadder(thousand, next).build());
      assertContains(String.valueOf(e.getMessage()), "rising charges and bonuses");
    }
    Rung five = new Rung(yuan("5000.00"), yuan("350.00"));
    StoredValuePlan.builder().addLadder(thousand, five).build();
    assertThrows(
        InvalidProgramException.class,
        () -> StoredValuePlan.builder().addLadder(thousand, five).perMultiple(true).build());
    assertThrows(InvalidProgramException.class, () -> new Rung(yuan("1000.00"), yuan("0.00")));
    assertThrows(
        InvalidProgramException.class,
        () -> StoredValuePlan.builder().restoredFor(Period.ofDays(-1)).build());
    Money dollar = Money.of(CurrencyUnit.USD, 1);
    Program dollars =
        Program.of("usd", StoredValuePlan.builder().addLadder(new Rung(dollar, dollar)).build());
    assertThrows(
        InvalidProgramException.class,
        () -> Crm.builder().storage(storage()).merchant(Salon.merchant(), dollars));
  }

  @Test
  default void required_E847_principal_ends_only_if_the_plan_says_so() {
    Salon salon = salon();
    Club club = new Club(salon, Club.storedValue().term(LotTerm.of(Period.ofYears(3))).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    club.tops(ann, "T-1", "10.00");
    salon.passDays(1095);
    club.assertStored(ann, "10.00", "0.00");
    salon.passDays(1);
    club.assertStored(ann, "0.00", "0.00");
  }

  @Test
  default void bug_medusa_16347_and_spree_13734_a_gift_card_is_spent_twice_in_parallel() {
    assumeThreads();
    Salon salon = salon();
    Club club = new Club(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    club.tops(ann, "T-1", "1000.00");
    Crm crm = club.builder().retryPolicy(ContentionRules.PATIENT).build();
    List<Integer> paid =
        race(
            thread ->
                () -> {
                  int times = 0;
                  for (int i = 0; i < 4; i++) {
                    boolean refused =
                        Salon.desk(crm, Role.RECEPTIONIST)
                            .visits()
                            .record(
                                sale(ann, "R-" + thread + "-" + i, "100.00")
                                    .withPayments(byStoredValue("100.00")))
                            .refusal()
                            .isPresent();
                    times += refused ? 0 : 1;
                  }
                  return times;
                });
    assertEquals(11, paid.stream().mapToInt(Integer::intValue).sum());
    club.assertStored(ann, "0.00", "0.00");
    club.assertInOrder(ann);
  }
}
