package io.regulars.testkit;

import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.redemption;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Till.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Desk;
import io.regulars.coupon.CouponType;
import io.regulars.ledger.Granularity;
import io.regulars.liability.Breakage;
import io.regulars.liability.LiabilityReport;
import io.regulars.points.EarningStep;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.Role;
import io.regulars.spi.VisitId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.storedvalue.FreezeStoredValue;
import io.regulars.visit.TakeBackVisit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** E848 to E850: what the merchant owes its customers in kind, and what was never used. */
interface LiabilityDeskRules extends CrmRules {

  /** The first instant of a month in Shanghai. */
  private static Instant first(int month) {
    return Instant.parse("2026-" + (month < 10 ? "0" : "") + month + "-01T00:00:00+08:00");
  }

  private static List<String> lines(LiabilityReport report) {
    return report.lines().stream()
        .map(
            line ->
                line.account()
                    + " "
                    + line.bucket()
                    + " "
                    + line.month().map(Object::toString).orElse("never")
                    + " "
                    + line.amount()
                    + " worth "
                    + line.worth())
        .toList();
  }

  @Test
  default void required_E848_the_liability_report_tells_kind_bucket_and_month_of_end() {
    Salon salon = salon();
    Club club = new Club(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bob = salon.member("Bob", "13800138002");
    CustomerId carl = salon.member("Carl", "13800138003");
    club.tops(ann, "T-1", "1000.00");
    club.pays(ann, "R-1", "330.00");
    club.tops(bob, "T-2", "500.00");
    club.desk().storedValue().freeze(FreezeStoredValue.of(bob, "lost-1")).orThrow();
    VisitId visit = record(club.desk(), sale(carl, "R-2", "100.00"));
    club.desk().points().redeem(redemption(carl, 100, "K-1")).orThrow();
    club.desk().visits().takeBack(TakeBackVisit.refund(visit, "allergy")).orThrow();

    LiabilityReport report = club.desk().liability().outstanding();
    assertEquals(
        List.of(
            "bonus AVAILABLE 2026-06 7000 worth 0",
            "points AVAILABLE 2027-03 300 worth 0",
            "points DEFICIT never 100 worth 0",
            "principal AVAILABLE never 70000 worth 70000",
            "principal FROZEN never 50000 worth 50000"),
        lines(report));
    assertEquals(200, report.outstanding(AccountKind.POINTS));
    assertEquals(120_000, report.outstanding(AccountKind.PRINCIPAL));
    assertEquals(Salon.OPENING, report.asOf());
  }

  @Test
  default void required_E849_breakage_is_what_ended_in_its_last_month_written_or_not() {
    Salon salon = salon();
    Club club = new Club(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    club.tops(ann, "T-1", "1000.00");
    club.pays(ann, "R-1", "330.00");
    for (int written = 0; written < 2; written++) {
      salon.clock().set(first(7).plusSeconds(60));
      Dump before = salon.dump();
      Breakage june = club.desk().liability().breakage(first(6), first(7));
      assertEquals(Map.of(AccountKind.BONUS, 7_000L), june.ended());
      assertEquals(0, june.of(AccountKind.POINTS));
      assertEquals(Map.of(), club.desk().liability().breakage(first(5), first(6)).ended());
      assertEquals(Map.of(), club.desk().liability().breakage(first(7), first(8)).ended());
      assertEquals(
          List.of(
              "points AVAILABLE 2027-03 300 worth 0",
              "principal AVAILABLE never 70000 worth 70000"),
          lines(club.desk().liability().outstanding()));
      before.assertUnchanged(salon.storage(), LOTUS);
      salon.crm().runDue();
      salon.passDays(1);
      club.pays(ann, "R-later-" + written, "0.01");
      club.desk().storedValue().topUp(Club.topUp(ann, "T-later-" + written, "0.01")).orThrow();
    }
  }

  @Test
  default void required_E850_liability_is_for_head_office() {
    Salon salon = salon();
    Club club = new Club(salon);
    for (Role role : List.of(Role.THERAPIST, Role.RECEPTIONIST, Role.STORE_MANAGER)) {
      assertThrows(NotAllowedException.class, () -> club.desk(role).liability().outstanding());
      assertThrows(
          NotAllowedException.class,
          () -> club.desk(role).liability().breakage(first(1), first(2)));
    }
    assertEquals(List.of(), club.desk(Role.SYSTEM).liability().outstanding().lines());
    InvalidCommandException e =
        assertThrows(
            InvalidCommandException.class,
            () -> club.desk().liability().breakage(first(2), first(2)));
    assertEquals("to", e.violations().get(0).field());
  }

  @Test
  default void required_E1404_what_only_keeps_count_is_not_owed() {
    Salon salon = salon();
    CouponType fifty = Coupons.off("fifty", "50.00").withLimitPerCustomer(3).withLimitPerDay(2);
    EarningStep cap = new EarningStep.Cap(Granularity.DAY, 80);
    Desk desk =
        salon.deskUnder(
            Coupons.plan(fifty), Salon.tiers().build(), Salon.points().addSteps(cap).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    record(desk, sale(ann, "R-1", "100.00"));
    Coupons.issue(desk, ann, "fifty", "C-1").orThrow();
    assertEquals(6, salon.books(ann).file().accounts().size(), "three of them tallies");
    assertEquals(
        List.of("coupon/fifty", "points"),
        desk.liability().outstanding().lines().stream()
            .map(line -> line.account().code())
            .toList());
    for (AccountKind kind :
        List.of(
            AccountKind.SPEND,
            AccountKind.GROWTH,
            AccountKind.ASKED,
            AccountKind.tier("gold"),
            AccountKind.approved("mei"),
            AccountKind.earned(AccountKind.POINTS, "DAY"),
            AccountKind.issued(AccountKind.coupon("fifty")))) {
      assertTrue(kind.isTally(), kind.code());
      assertFalse(kind.isHosts(), kind.code());
    }
    for (AccountKind kind :
        List.of(
            AccountKind.POINTS,
            AccountKind.PRINCIPAL,
            AccountKind.BONUS,
            AccountKind.course("cut"),
            AccountKind.coupon("fifty"),
            AccountKind.of("issued"))) {
      assertFalse(kind.isTally(), kind.code());
    }
  }
}
