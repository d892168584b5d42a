package io.regulars.testkit;

import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.SHOP;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.complaint.ActOnCase;
import io.regulars.complaint.Authority;
import io.regulars.complaint.CaseAnswer;
import io.regulars.complaint.Compensation;
import io.regulars.complaint.CompensationKind;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.DecideCompensation;
import io.regulars.complaint.ImmutableComplaintPlan;
import io.regulars.complaint.ImmutableOpenComplaint;
import io.regulars.complaint.ImmutableProposeCompensation;
import io.regulars.complaint.OpenComplaint;
import io.regulars.complaint.ProposeCompensation;
import io.regulars.complaint.Worth;
import io.regulars.coupon.CouponPlan;
import io.regulars.engine.Outcome;
import io.regulars.engine.Plan;
import io.regulars.engine.Program;
import io.regulars.points.PointsPrice;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Rejection;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.storage.Storage;
import io.regulars.worktime.DayHours;
import io.regulars.worktime.HolidayPolicy;
import io.regulars.worktime.WorkingHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The salon with authority to make amends: the front desk up to 50 yuan a case and 120 a month, the
 * store's manager up to 300 and 1,000, head office up to 5,000 and 20,000; 100 points pay a yuan.
 */
final class Compensations {

  private final Salon salon;
  private final CustomerId house;
  private int keys;

  /** A salon with a house account and no customers. */
  Compensations(Salon salon) {
    this.salon = salon;
    this.house = salon.member("House", "13800138099");
  }

  /** The salon. */
  Salon salon() {
    return salon;
  }

  /** The house account. */
  CustomerId house() {
    return house;
  }

  /** The plan of complaints. */
  static ImmutableComplaintPlan.Builder plan(CustomerId house) {
    return ComplaintPlan.builder()
        .hours(
            WorkingHours.builder()
                .every(DayOfWeek.MONDAY, DayOfWeek.SUNDAY, DayHours.of("09:00", "21:00"))
                .holidays(HolidayPolicy.IGNORE)
                .build())
        .addAuthorities(
            new Authority(Role.RECEPTIONIST, yuan("50.00"), yuan("120.00")),
            new Authority(Role.STORE_MANAGER, yuan("300.00"), yuan("1000.00")),
            new Authority(Role.HEAD_OFFICE, yuan("5000.00"), yuan("20000.00")))
        .addWorths(
            Worth.of(CompensationKind.COUPON, yuan("10.00")),
            Worth.of(CompensationKind.COUPON, "fifty", yuan("50.00")),
            Worth.of(CompensationKind.SESSIONS, yuan("80.00")),
            Worth.of(CompensationKind.SERVICE_AGAIN, "massage", yuan("80.00")),
            new Worth(CompensationKind.TIER, "", 30, yuan("0.00")))
        .house(house)
        .patience(Duration.ofDays(7));
  }

  /** The program. */
  Program program(Plan... others) {
    CouponPlan coupons =
        CouponPlan.builder()
            .addTypes(
                Coupons.off("fifty", "50.00"),
                Coupons.off("once", "10.00").withLimitPerCustomer(1),
                Coupons.off("rare", "10.00").withLimitInAll(1))
            .pool(house)
            .build();
    return Salon.program()
        .with(
            "2026-c",
            Salon.points().price(new PointsPrice(100, yuan("1.00"))).build(),
            coupons,
            plan(house).build())
        .with("2026-d", others);
  }

  /** The library on a storage, patient with many. */
  Crm crm(Storage storage, Locale language, Plan... others) {
    return Crm.builder()
        .storage(storage)
        .merchant(Salon.merchant(), program(others))
        .clock(salon.clock())
        .language(language)
        .retryPolicy(ContentionRules.PATIENT)
        .build();
  }

  /** The library. */
  Crm crm(Plan... others) {
    return crm(salon.storage(), Locale.ENGLISH, others);
  }

  /** The desk of whoever has this role. */
  Desk desk(Role role) {
    return Salon.desk(crm(), role);
  }

  /** The desk of somebody. */
  static Desk desk(Crm crm, String person, Role role) {
    return crm.desk(Actor.staff(LOTUS, StaffId.of(person), role));
  }

  /** A complaint about a massage. */
  static ImmutableOpenComplaint complaint(Optional<CustomerId> customer, String key) {
    return ImmutableOpenComplaint.copyOf(
        OpenComplaint.builder()
            .customer(customer)
            .store(SHOP)
            .channel("counter")
            .category("service")
            .key(key)
            .build());
  }

  /** A case of this customer's that has been looked into. */
  CaseId investigated(CustomerId customer) {
    return investigated(complaint(Optional.of(customer), key()));
  }

  /** A case that has been looked into. */
  CaseId investigated(OpenComplaint complaint) {
    Desk desk = desk(Role.HEAD_OFFICE);
    CaseId id = desk.complaints().open(complaint).orThrow().file().id();
    lookInto(id);
    return id;
  }

  /** Looks into a case. */
  void lookInto(CaseId id) {
    Desk desk = desk(Role.HEAD_OFFICE);
    desk.complaints().acknowledge(step(id)).orThrow();
    desk.complaints().investigate(step(id)).orThrow();
    desk.complaints().conclude(step(id)).orThrow();
  }

  /** Comes to terms and resolves the case. */
  Outcome<CaseAnswer> resolves(CaseId id) {
    return resolves(desk(Role.HEAD_OFFICE), id);
  }

  /** Comes to terms and resolves the case at this desk. */
  Outcome<CaseAnswer> resolves(Desk desk, CaseId id) {
    agrees(id);
    return desk.complaints().resolve(step(id));
  }

  /** Comes to terms. */
  void agrees(CaseId id) {
    Desk desk = desk(Role.HEAD_OFFICE);
    desk.complaints().propose(step(id)).orThrow();
    desk.complaints().agree(step(id)).orThrow();
  }

  /** The customer takes the complaint back. */
  CaseAnswer withdraws(CaseId id) {
    return desk(Role.HEAD_OFFICE)
        .complaints()
        .withdraw(ActOnCase.builder().complaint(id).key(key()).words("sorry").build())
        .orThrow();
  }

  /** A step under a new key. */
  ActOnCase step(CaseId id) {
    return ActOnCase.builder().complaint(id).key(key()).build();
  }

  /** A decision under a new key. */
  DecideCompensation decision(CaseId id, int number) {
    return DecideCompensation.builder().complaint(id).key(key()).number(number).build();
  }

  /** So many points. */
  ImmutableProposeCompensation points(CaseId id, long points, String worth) {
    return proposal(id, CompensationKind.POINTS, "", points, worth);
  }

  /** So much money. */
  ImmutableProposeCompensation money(CaseId id, String worth) {
    return proposal(id, CompensationKind.MONEY, "", yuan(worth).getAmountMinorLong(), worth);
  }

  /** Something under a new key. */
  ImmutableProposeCompensation proposal(
      CaseId id, CompensationKind kind, String what, long amount, String worth) {
    return ImmutableProposeCompensation.copyOf(
        ProposeCompensation.builder()
            .complaint(id)
            .key(key())
            .kind(kind)
            .what(what.isEmpty() ? Optional.empty() : Optional.of(what))
            .amount(amount)
            .worth(yuan(worth))
            .build());
  }

  /** Proposes it by head office, which may approve it at once. */
  CaseAnswer gives(ProposeCompensation proposal) {
    return desk(Role.HEAD_OFFICE).complaints().compensate(proposal).orThrow();
  }

  /** The case as stored. */
  CaseFile file(CaseId id) {
    return salon.storage().complaint(LOTUS, id).orElseThrow();
  }

  /** Where the case's compensations stand. */
  List<Compensation.Status> statuses(CaseId id) {
    return desk(Role.HEAD_OFFICE).complaints().find(id).standing().compensations().stream()
        .map(Compensation::status)
        .toList();
  }

  /** A key nobody has used. */
  String key() {
    return "key-" + ++keys;
  }

  /** Fails unless the command on a case is refused with these figures, and nothing written. */
  static void refused(Outcome<CaseAnswer> outcome, Rejection.Reason reason, Object... figures) {
    Rejection rejection =
        outcome.refusal().orElseThrow(() -> new AssertionError("not refused for " + reason));
    assertEquals(reason, rejection.reason());
    assertEquals(List.of(figures).stream().map(Object::toString).toList(), rejection.figures());
  }
}
