package io.regulars.testkit;

import static io.regulars.testkit.Expect.assertContains;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.regulars.Desk;
import io.regulars.complaint.Compensation;
import io.regulars.complaint.CompensationKind;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.ComplaintService;
import io.regulars.complaint.ImmutableComplaintPlan;
import io.regulars.complaint.ProposeCompensation;
import io.regulars.complaint.Worth;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.Role;
import io.regulars.spi.complaint.CaseId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** E1350 to E1353: what compensation is worth is the plan's to say, not the proposer's. */
interface CompensationWorthRules extends CrmRules {

  private static InvalidCommandException invalid(Compensations c, ProposeCompensation proposal) {
    long version = c.file(proposal.complaint()).version();
    InvalidCommandException e =
        assertThrows(
            InvalidCommandException.class,
            () -> c.desk(Role.RECEPTIONIST).complaints().compensate(proposal));
    assertEquals("worth", e.violations().get(0).field());
    assertEquals(version, c.file(proposal.complaint()).version());
    return e;
  }

  private static Compensation.Status status(Compensations c, ProposeCompensation proposal) {
    List<Compensation> all =
        c.desk(Role.RECEPTIONIST)
            .complaints()
            .compensate(proposal)
            .orThrow()
            .standing()
            .compensations();
    return all.get(all.size() - 1).status();
  }

  @Test
  default void required_E1350_nobody_approves_beyond_his_limit_by_telling_less() {
    Compensations c = new Compensations(salon());
    CaseId id = c.investigated(c.salon().member("Ann", "13800138001"));
    InvalidCommandException e =
        invalid(c, c.proposal(id, CompensationKind.SESSIONS, "massage", 3, "0.01"));
    assertContains(e.violations().get(0).message(), "CNY 0.01", "CNY 240.00");
    invalid(c, c.proposal(id, CompensationKind.SESSIONS, "massage", 3, "239.99"));
    invalid(c, c.proposal(id, CompensationKind.SERVICE_AGAIN, "massage", 1, "79.99"));
    invalid(c, c.proposal(id, CompensationKind.COUPON, "fifty", 2, "99.99"));
    invalid(c, c.points(id, 5_001, "50.00"));
    assertEquals(
        Compensation.Status.PROPOSED,
        status(c, c.proposal(id, CompensationKind.SESSIONS, "massage", 1, "80.00")));
    assertEquals(
        Compensation.Status.APPROVED,
        status(c, c.proposal(id, CompensationKind.COUPON, "fifty", 1, "50.00")));
    assertEquals(
        Compensation.Status.PROPOSED,
        status(c, c.proposal(id, CompensationKind.COUPON, "once", 1, "10.00")),
        "with the fifty it is beyond the case's limit");
  }

  @Test
  default void required_E1351_what_the_plan_gives_no_worth_is_not_given() {
    Compensations c = new Compensations(salon());
    CaseId id = c.investigated(c.salon().member("Ann", "13800138001"));
    InvalidCommandException e =
        invalid(c, c.proposal(id, CompensationKind.SERVICE_AGAIN, "nails", 1, "500.00"));
    assertContains(e.violations().get(0).message(), "SERVICE_AGAIN nails");
    Desk unpriced =
        Salon.desk(c.crm(Salon.points().price(Optional.empty()).build()), Role.HEAD_OFFICE);
    assertThrows(
        InvalidCommandException.class,
        () -> unpriced.complaints().compensate(c.points(id, 1, "1.00")));
    ComplaintPlan listed =
        ImmutableComplaintPlan.copyOf(Compensations.plan(c.house()).build())
            .withWorths(new Worth(CompensationKind.POINTS, "", 3, yuan("0.10")));
    Desk priced =
        Salon.desk(c.crm(Salon.points().price(Optional.empty()).build(), listed), Role.HEAD_OFFICE);
    assertThrows(
        InvalidCommandException.class,
        () -> priced.complaints().compensate(c.points(id, 10, "0.33")),
        "rounded up");
    priced.complaints().compensate(c.points(id, 10, "0.34")).orThrow();
  }

  @Test
  default void required_E1352_a_worth_of_its_own_goes_before_that_of_all_and_a_tiers_is_by_days() {
    Compensations c = new Compensations(salon());
    CaseId id = c.investigated(c.salon().member("Ann", "13800138001"));
    ComplaintPlan plan =
        ImmutableComplaintPlan.copyOf(Compensations.plan(c.house()).build())
            .withWorths(
                Worth.of(CompensationKind.SESSIONS, "foot", yuan("30.00")),
                Worth.of(CompensationKind.SESSIONS, yuan("90.00")),
                Worth.of(CompensationKind.SESSIONS, "oil", yuan("150.00")),
                new Worth(CompensationKind.TIER, "", 30, yuan("20.00")));
    ComplaintService desk = Salon.desk(c.crm(plan), Role.HEAD_OFFICE).complaints();
    for (String[] row :
        new String[][] {
          {"SESSIONS", "foot", "2", "60.00", "59.99"},
          {"SESSIONS", "oil", "2", "300.00", "299.99"},
          {"SESSIONS", "hair", "2", "180.00", "179.99"},
          {"TIER", "gold", "45", "30.00", "29.99"},
          {"TIER", "gold", "31", "20.67", "20.66"}
        }) {
      CompensationKind kind = CompensationKind.valueOf(row[0]);
      long amount = Long.parseLong(row[2]);
      assertThrows(
          InvalidCommandException.class,
          () -> desk.compensate(c.proposal(id, kind, row[1], amount, row[4])),
          row[1]);
      desk.compensate(c.proposal(id, kind, row[1], amount, row[3])).orThrow();
    }
  }

  @Test
  default void required_E1353_a_worth_that_contradicts_is_refused() {
    assertContains(
        message(() -> Worth.of(CompensationKind.MONEY, yuan("1.00"))), "money is worth itself");
    assertContains(
        message(() -> new Worth(CompensationKind.TIER, "", 0, yuan("1.00"))), "at least one");
    assertContains(message(() -> Worth.of(CompensationKind.TIER, yuan("-1.00"))), "zero or more");
    Worth once = Worth.of(CompensationKind.COUPON, "fifty", yuan("1.00"));
    assertContains(
        message(
            () ->
                Complaints.bare()
                    .addWorths(once, Worth.of(CompensationKind.COUPON, "fifty", yuan("2.00")))
                    .build()),
        "list each once");
    ComplaintPlan foreign =
        Complaints.bare()
            .addWorths(Worth.of(CompensationKind.TIER, Money.of(CurrencyUnit.USD, 1)))
            .build();
    assertContains(message(() -> new Complaints(salon(), foreign)), "USD 1.00", "CNY");
  }

  private static String message(Supplier<Object> making) {
    return String.valueOf(assertThrows(InvalidProgramException.class, making::get).getMessage());
  }
}
