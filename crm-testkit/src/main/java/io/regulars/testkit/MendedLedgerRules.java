package io.regulars.testkit;

import static io.regulars.testkit.Cards.card;
import static io.regulars.testkit.Cards.refunds;
import static io.regulars.testkit.Cards.reservation;
import static io.regulars.testkit.Cards.reserves;
import static io.regulars.testkit.Cards.sells;
import static io.regulars.testkit.Club.refund;
import static io.regulars.testkit.Expect.assertContains;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.adjustment;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static io.regulars.testkit.Till.byStoredValue;
import static io.regulars.testkit.Till.record;
import static io.regulars.testkit.Till.takeBack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.course.CoursePlan;
import io.regulars.engine.Answer;
import io.regulars.engine.Plan;
import io.regulars.engine.Program;
import io.regulars.ledger.Granularity;
import io.regulars.ledger.LotTerm;
import io.regulars.ledger.Shortfall;
import io.regulars.points.GrowthPlan;
import io.regulars.points.PointsPlan;
import io.regulars.points.Reward;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ImmutableMerchant;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.ImmutableCustomerFile;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.ImmutableLot;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.FileChange;
import io.regulars.spi.visit.Payment;
import io.regulars.storedvalue.BonusOnRefund;
import io.regulars.storedvalue.FreezeStoredValue;
import io.regulars.storedvalue.Rung;
import io.regulars.storedvalue.SpendOrder;
import io.regulars.storedvalue.StoredValue;
import io.regulars.storedvalue.StoredValuePlan;
import io.regulars.storedvalue.TopUp;
import io.regulars.visit.TakeBackVisit;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** E1420 to E1428: what was wrong once in the ledger and is held by a rule of its own. */
interface MendedLedgerRules extends CrmRules {

  /** A shop in New York, of the merchant in Shanghai. */
  StoreId NEW_YORK = StoreId.of("NY");

  @Test
  default void required_E1420_a_freeze_saves_no_bonus_from_a_refund_of_its_principal() {
    for (BonusOnRefund policy : List.of(BonusOnRefund.FORFEIT_PART, BonusOnRefund.FORFEIT_ALL)) {
      Salon salon = salon();
      Club club = new Club(salon, ladder(SpendOrder.PRINCIPAL_FIRST, policy));
      CustomerId ann = salon.member("Ann", "1380013800" + policy.ordinal());
      FreezeStoredValue lost = FreezeStoredValue.of(ann, "lost-1");
      club.tops(ann, "T-" + policy, "1000.00");
      VisitId visit = club.pays(ann, "R-" + policy, "1000.00").visit().orElseThrow().id();
      salon.passDays(1);
      club.desk().storedValue().freeze(lost).orThrow();
      salon.passDays(1);
      takeBack(club.desk(), visit);
      club.assertStored(ann, "0.00", "0.00");
      club.assertRefused(
          Reason.REFUND_EXCEEDS,
          desk -> desk.storedValue().refund(refund(ann, "B-" + policy)),
          "principal",
          "CNY 0.00",
          "CNY 0.00");
      club.desk().storedValue().thaw(lost).orThrow();
      club.assertStored(ann, "1000.00", "100.00");
      Answer refund = club.desk().storedValue().refund(refund(ann, "B-" + policy)).orThrow();
      assertEquals(yuan("1000.00"), club.desk().storedValue().paidBack(refund));
      club.assertStored(ann, "0.00", "0.00");
      assertEquals(yuan("0.00"), club.desk().storedValue().balance(ann).bonusHeld());
      club.assertInOrder(ann);
    }
  }

  /** 40.00 of the 50.00 due were there when half the principal was paid back; 10.00 go here. */
  @Test
  default void required_E1421_bonus_that_comes_back_frozen_goes_as_it_would_have_gone() {
    Salon salon = salon();
    Club club = new Club(salon, ladder(SpendOrder.BONUS_FIRST, BonusOnRefund.FORFEIT_PART));
    CustomerId ann = salon.member("Ann", "13800138001");
    FreezeStoredValue lost = FreezeStoredValue.of(ann, "lost-1");
    club.tops(ann, "T-1", "1000.00");
    VisitId visit = club.pays(ann, "R-1", "60.00").visit().orElseThrow().id();
    club.desk().storedValue().refund(refund(ann, "B").withAmount(yuan("500.00"))).orThrow();
    club.assertStored(ann, "500.00", "0.00");
    salon.passDays(1);
    club.desk().storedValue().freeze(lost).orThrow();
    salon.passDays(1);
    takeBack(club.desk(), visit);
    assertEquals(held("500.00", "50.00"), club.desk().storedValue().balance(ann));
    club.assertInOrder(ann);
    club.desk().storedValue().thaw(lost).orThrow();
    club.assertStored(ann, "500.00", "50.00");
    club.assertInOrder(ann);
  }

  @Test
  default void required_E1422_what_returns_to_a_used_up_top_up_of_a_frozen_wallet_is_frozen() {
    Salon salon = salon();
    Club club = new Club(salon, ladder(SpendOrder.PRINCIPAL_FIRST, BonusOnRefund.KEEP));
    CustomerId ann = salon.member("Ann", "13800138001");
    FreezeStoredValue lost = FreezeStoredValue.of(ann, "lost-1");
    club.tops(ann, "T-1", "1000.00");
    VisitId before = club.pays(ann, "R-1", "1100.00").visit().orElseThrow().id();
    club.tops(ann, "T-2", "10.00");
    club.desk().storedValue().freeze(lost).orThrow();
    salon.passDays(1);
    club.tops(ann, "T-3", "20.00");
    VisitId since = club.pays(ann, "R-2", "20.00").visit().orElseThrow().id();
    takeBack(club.desk(), before);
    assertEquals(held("1010.00", "100.00"), club.desk().storedValue().balance(ann));
    club.assertRefused(
        Reason.STORED_VALUE_TOO_LOW,
        desk -> desk.visits().record(sale(ann, "R-3", "1.00").withPayments(byStoredValue("1.00"))),
        "CNY 1.00",
        "CNY 0.00",
        "CNY 0.00");
    takeBack(club.desk(), since);
    club.assertStored(ann, "20.00", "0.00");
    club.assertInOrder(ann);
    club.desk().storedValue().thaw(lost).orThrow();
    club.assertStored(ann, "1030.00", "100.00");
    club.assertInOrder(ann);
  }

  /** Bonus for ten days, frozen from the fifth to the 25th: used up before, or all but a cent. */
  @Test
  default void required_E1551_bonus_that_ended_frozen_comes_back_frozen_though_it_was_used_up() {
    int customer = 0;
    for (String paid : List.of("1100.00", "1099.99")) {
      Salon salon = salon();
      Club club =
          new Club(
              salon,
              StoredValuePlan.builder()
                  .from(ladder(SpendOrder.PRINCIPAL_FIRST, BonusOnRefund.KEEP))
                  .bonusTerm(LotTerm.of(Period.ofDays(10)))
                  .build());
      String name = "-" + customer;
      CustomerId ann = salon.member("Ann", "1380013800" + customer++);
      FreezeStoredValue lost = FreezeStoredValue.of(ann, "lost" + name);
      club.tops(ann, "T" + name, "1000.00");
      VisitId visit = club.pays(ann, "R" + name, paid).visit().orElseThrow().id();
      club.tops(ann, "T2" + name, "10.00");
      salon.passDays(5);
      club.desk().storedValue().freeze(lost).orThrow();
      salon.passDays(20);
      takeBack(club.desk(), visit);
      assertEquals(held("1010.00", "100.00"), club.desk().storedValue().balance(ann), paid);
      club.desk().storedValue().thaw(lost).orThrow();
      club.assertStored(ann, "1010.00", "100.00");
      salon.passDays(5);
      club.assertStored(ann, "1010.00", "0.00");
      club.assertInOrder(ann);
    }
  }

  /**
   * The program keeps the bonus when 1.00 is refunded, and takes all of it when the visit returns.
   */
  @Test
  default void required_E1552_bonus_that_comes_back_goes_as_the_program_of_the_refund_said() {
    int customer = 0;
    for (BonusOnRefund atRefund : BonusOnRefund.values()) {
      Salon salon = salon();
      String name = "-" + customer;
      CustomerId ann = salon.member("Ann", "1380013800" + customer++);
      Club club = new Club(salon, ladder(SpendOrder.BONUS_FIRST, atRefund));
      club.tops(ann, "T" + name, "1000.00");
      VisitId visit = club.pays(ann, "R" + name, "100.00").visit().orElseThrow().id();
      club.desk()
          .storedValue()
          .refund(refund(ann, "B" + name).withAmount(yuan("500.00")))
          .orThrow();
      for (BonusOnRefund today : BonusOnRefund.values()) {
        Club later = new Club(salon, ladder(SpendOrder.BONUS_FIRST, today));
        assertEquals(
            switch (atRefund) {
              case KEEP -> 0;
              case FORFEIT_PART -> -5_000;
              case FORFEIT_ALL -> -10_000;
            },
            later
                .desk()
                .visits()
                .preview(TakeBackVisit.refund(visit, "came back"))
                .orThrow()
                .sum(AccountKind.BONUS, EntryKind.REVERSED));
      }
      takeBack(club.desk(), visit);
      club.assertInOrder(ann);
    }
  }

  private static StoredValuePlan ladder(SpendOrder order, BonusOnRefund policy) {
    return StoredValuePlan.builder()
        .addLadder(new Rung(yuan("1000.00"), yuan("100.00")))
        .order(order)
        .onRefund(policy)
        .build();
  }

  private static StoredValue held(String principal, String bonus) {
    return new StoredValue(yuan("0.00"), yuan("0.00"), yuan(principal), yuan(bonus));
  }

  @Test
  default void required_E1423_the_bonus_ends_by_the_days_of_the_store_of_its_top_up() {
    Salon salon = salon();
    LotTerm month = LotTerm.endOf(Granularity.MONTH);
    StoredValuePlan plan =
        StoredValuePlan.builder()
            .addLadder(new Rung(yuan("100.00"), yuan("10.00")))
            .term(month)
            .bonusTerm(month)
            .build();
    Desk desk = abroad(salon, Salon.points().term(month).build(), plan);
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.clock().set(Instant.parse("2026-03-31T20:00:00Z"));
    desk.storedValue().topUp(abroad(ann, "T-1", "100.00")).orThrow();
    record(desk, sale(ann, "R-1", "7.00").withStore(NEW_YORK));
    Optional<Instant> april = Optional.of(Instant.parse("2026-04-01T04:00:00Z"));
    for (AccountKind kind : List.of(AccountKind.PRINCIPAL, AccountKind.BONUS, AccountKind.POINTS)) {
      assertEquals(april, only(desk, ann, kind).endsAt(), kind.code());
    }
    salon.requireSound(ann);
  }

  @Test
  default void required_E1424_what_comes_back_lasts_by_the_days_of_the_store_of_its_visit() {
    Salon salon = salon();
    StoredValuePlan plan =
        StoredValuePlan.builder()
            .addLadder(new Rung(yuan("100.00"), yuan("10.00")))
            .bonusTerm(LotTerm.of(Period.ofDays(2)))
            .order(SpendOrder.BONUS_FIRST)
            .restoredFor(Period.ofDays(30))
            .build();
    Desk desk = abroad(salon, plan);
    CustomerId ann = salon.member("Ann", "13800138001");
    desk.storedValue().topUp(abroad(ann, "T-1", "100.00")).orThrow();
    VisitId visit =
        record(
            desk, sale(ann, "R-1", "5.00").withStore(NEW_YORK).withPayments(byStoredValue("5.00")));
    salon.clock().set(Instant.parse("2026-03-05T15:00:00Z"));
    takeBack(desk, visit);
    assertEquals(
        Optional.of(Instant.parse("2026-04-04T14:00:00Z")),
        only(desk, ann, AccountKind.BONUS).endsAt(),
        "ten in the morning before and after the clock was put forward");
    salon.requireSound(ann);
  }

  private static Desk abroad(Salon salon, Plan... plans) {
    ZoneId zone = ZoneId.of("America/New_York");
    List<Store> stores = new ArrayList<>(Salon.merchant().stores());
    stores.add(Store.of(NEW_YORK, "New York", zone));
    Crm crm =
        Crm.builder()
            .storage(salon.storage())
            .merchant(
                ImmutableMerchant.copyOf(Salon.merchant()).withStores(stores),
                Program.of("2026-abroad", plans))
            .clock(salon.clock())
            .build();
    return Salon.desk(crm, Role.HEAD_OFFICE);
  }

  private static TopUp abroad(CustomerId ann, String number, String amount) {
    return TopUp.builder()
        .customer(ann)
        .store(NEW_YORK)
        .number(number)
        .amount(yuan(amount))
        .build();
  }

  private static Lot only(Desk desk, CustomerId ann, AccountKind kind) {
    List<Lot> lots = desk.ledger().account(ann, kind).lots();
    assertEquals(1, lots.size(), kind.code());
    return lots.get(0);
  }

  @Test
  default void required_E1425_a_card_as_a_reward_needs_a_plan_of_course_cards() {
    Salon salon = salon();
    PointsPlan plan =
        Salon.points().addRewards(Reward.card("cuts", 100, "cut", 2, LotTerm.UNLIMITED)).build();
    assertInvalid(() -> salon.deskUnder(plan), "reward cuts", "course card", "CoursePlan");
    salon.deskUnder(plan, CoursePlan.builder().build());
    salon.deskUnder(Salon.points().addRewards(Reward.goods("comb", 100)).build());
  }

  @Test
  default void required_E1426_a_card_is_owed_with_what_would_be_paid_back() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 100, "99.99"));
    assertEquals(List.of("AVAILABLE 100 worth 9999"), owed(salon));
    record(
        salon.desk(), sale(ann, "R-1", "50.00").withPayments(Payment.course(1, 50, yuan("50.00"))));
    assertEquals(List.of("AVAILABLE 50 worth 5049"), owed(salon));
    reserves(salon, reservation(ann, "B-1"));
    assertEquals(
        List.of("AVAILABLE 49 worth 4851", "RESERVED 1 worth 198"), owed(salon), "the last");
    salon.desk().courses().release(Cards.ending(ann, "B-1", "e-1")).orThrow();
    assertEquals(yuan("20.79"), refunds(salon, ann, "M-1", Optional.of(20L), "r-1"));
    assertEquals(List.of("AVAILABLE 30 worth 2970"), owed(salon));
    assertEquals(yuan("29.70"), refunds(salon, ann, "M-1", Optional.empty(), "r-2"));
    assertEquals(List.of(), owed(salon));
  }

  private static List<String> owed(Salon salon) {
    return salon.desk().liability().outstanding().lines().stream()
        .filter(line -> line.account().isCourse())
        .map(line -> line.bucket() + " " + line.amount() + " worth " + line.worth())
        .toList();
  }

  @Test
  default void required_E1427_growth_value_has_no_price_to_be_owed_in_money() {
    assertInvalid(
        () -> GrowthPlan.builder().per(yuan("1.00")).shortfall(Shortfall.CASH_OWED).build(),
        "growth value",
        "no price",
        "DEFICIT or FORGIVEN");
    GrowthPlan.builder().per(yuan("1.00")).shortfall(Shortfall.FORGIVEN).build();
  }

  private static void assertInvalid(Executable build, String... said) {
    InvalidProgramException e = assertThrows(InvalidProgramException.class, build);
    assertContains(String.valueOf(e.getMessage()), said);
  }

  /** A thousand years of credits and debits: the lot is written as they would leave it. */
  @Test
  default void required_E1428_a_lot_that_nearly_all_was_credited_to_is_joined_no_more() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(PointsPlan.builder().per(yuan("1.00")).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    desk.points().adjust(adjustment(ann, 1, "first")).orThrow();
    CustomerFile file = salon.books(ann).file();
    Lot lot = file.account(AccountKind.POINTS).lots().get(0);
    LedgerAccount credited =
        LedgerAccount.of(
            AccountKind.POINTS,
            List.of(ImmutableLot.copyOf(lot).withAmount(Long.MAX_VALUE - 10)),
            0);
    List<LedgerAccount> accounts = new ArrayList<>(file.accounts());
    accounts.replaceAll(other -> other.kind().equals(AccountKind.POINTS) ? credited : other);
    CustomerFile old =
        ImmutableCustomerFile.copyOf(file).withAccounts(accounts).withVersion(file.version() + 1);
    storage().commit(ChangeSet.of(LOTUS).addFiles(new FileChange(Optional.of(file), old)).build());
    VisitId visit = record(desk, sale(ann, "R-1", "11.00"));
    assertEquals(12, desk.points().account(ann).available());
    assertEquals(2, desk.points().account(ann).lots().size());
    record(desk, sale(ann, "R-2", "5.00"));
    assertEquals(2, desk.points().account(ann).lots().size(), "the later lot is joined");
    desk.points().redeem(Salon.redemption(ann, 17, "all")).orThrow();
    takeBack(desk, visit);
    assertEquals(11, desk.points().account(ann).deficit());
  }
}
