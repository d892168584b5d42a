package io.regulars.testkit;

import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.SHOP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.complaint.ActOnCase;
import io.regulars.complaint.AssignCase;
import io.regulars.complaint.AttachToCase;
import io.regulars.complaint.CaseAction;
import io.regulars.complaint.CaseAnswer;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.ChangeSeverity;
import io.regulars.complaint.ClockReading;
import io.regulars.complaint.ClockTarget;
import io.regulars.complaint.CloseCase;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.ComplaintService;
import io.regulars.complaint.FollowUpCase;
import io.regulars.complaint.Handler;
import io.regulars.complaint.ImmutableComplaintPlan;
import io.regulars.complaint.ImmutableOpenComplaint;
import io.regulars.complaint.MergeCases;
import io.regulars.complaint.OpenComplaint;
import io.regulars.complaint.Rank;
import io.regulars.complaint.Rung;
import io.regulars.engine.Outcome;
import io.regulars.engine.Tenant;
import io.regulars.engine.Wording;
import io.regulars.holiday.ChinaHolidays;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Merchant;
import io.regulars.spi.Rejection;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.Severity;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.Storage;
import io.regulars.worktime.DayHours;
import io.regulars.worktime.HolidayPolicy;
import io.regulars.worktime.Target;
import io.regulars.worktime.Window;
import io.regulars.worktime.WorkingHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The salon's complaints: every day from nine to six with an hour for lunch; an answer in 15
 * minutes, a first solution in three hours or, if it is urgent, in five minutes; an investigation
 * in 24 hours, an answer in three working days, a call three days later. Amy and Ben are at the
 * desk of the first shop, Cao is senior and on duty at night, Dan and Eva manage the two shops, Fay
 * is head office.
 */
final class Complaints {

  static final StoreId SECOND = StoreId.of("S2");

  static final Target QUARTER = Target.working(Duration.ofMinutes(15));

  private static final Map<String, Role> ROLES =
      Map.of(
          "amy", Role.RECEPTIONIST,
          "ben", Role.RECEPTIONIST,
          "cao", Role.CONSULTANT,
          "dan", Role.STORE_MANAGER,
          "eva", Role.STORE_MANAGER,
          "fay", Role.HEAD_OFFICE,
          "tia", Role.THERAPIST);

  private final Salon salon;
  private final Merchant merchant;
  private final ComplaintPlan plan;
  private final Crm crm;
  private int keys;

  Complaints(Salon salon, ComplaintPlan plan) {
    this(salon, Salon.merchant(), plan);
  }

  Complaints(Salon salon, Merchant merchant, ComplaintPlan plan) {
    this.salon = salon;
    this.merchant = merchant;
    this.plan = plan;
    this.crm = node(salon.storage());
  }

  /** The whole plan. */
  static ImmutableComplaintPlan.Builder plan() {
    return bare()
        .addHandlers(
            Handler.of(StaffId.of("amy"), Rank.CLERK).addStores(SHOP).build(),
            Handler.of(StaffId.of("ben"), Rank.CLERK).addStores(SHOP).build(),
            Handler.of(StaffId.of("cao"), Rank.SENIOR).onDuty(true).build(),
            Handler.of(StaffId.of("dan"), Rank.STORE_MANAGER).addStores(SHOP).build(),
            Handler.of(StaffId.of("eva"), Rank.STORE_MANAGER).addStores(SECOND).build(),
            Handler.of(StaffId.of("fay"), Rank.HEAD_OFFICE).build())
        .putSeverities("booking", Severity.URGENT)
        .putSeverities("skin", Severity.HIGH)
        .putRanks(Severity.HIGH, Rank.SENIOR)
        .putRanks(Severity.URGENT, Rank.SENIOR);
  }

  /** The plan with nobody on it, so that cases stay nobody's. */
  static ImmutableComplaintPlan.Builder bare() {
    return ComplaintPlan.builder()
        .hours(hours())
        .holidays(ChinaHolidays.bundled())
        .addClocks(
            ClockTarget.of(CaseClock.FIRST_RESPONSE, QUARTER)
                .warnBefore(Duration.ofMinutes(5))
                .addRungs(
                    Rung.at(Rank.SENIOR),
                    Rung.after(Duration.ofMinutes(15), Rank.STORE_MANAGER),
                    Rung.after(Duration.ofHours(1), Rank.HEAD_OFFICE))
                .build(),
            ClockTarget.of(CaseClock.FIRST_SOLUTION, Target.working(Duration.ofMinutes(5)))
                .addSeverities(Severity.URGENT)
                .addRungs(Rung.at(Rank.STORE_MANAGER))
                .build(),
            ClockTarget.of(CaseClock.FIRST_SOLUTION, Target.working(Duration.ofHours(3))).build(),
            ClockTarget.of(CaseClock.INVESTIGATION, Target.wall(Duration.ofHours(24)))
                .addRungs(Rung.at(Rank.STORE_MANAGER))
                .build(),
            ClockTarget.of(CaseClock.ANSWER, Target.workingDays(3))
                .addRungs(Rung.at(Rank.HEAD_OFFICE))
                .build(),
            ClockTarget.of(CaseClock.FOLLOW_UP, Target.wall(Duration.ofDays(3)))
                .addRungs(Rung.at(Rank.STORE_MANAGER))
                .build());
  }

  /** Nine to six with lunch, every day, closed on public holidays. */
  static WorkingHours hours() {
    return hours(DayOfWeek.MONDAY, DayOfWeek.SUNDAY);
  }

  /** Nine to six with lunch on these days of the week, closed on public holidays. */
  static WorkingHours hours(DayOfWeek first, DayOfWeek last) {
    return WorkingHours.builder()
        .every(first, last, DayHours.of(Window.of("09:00", "12:00"), Window.of("13:00", "18:00")))
        .holidays(HolidayPolicy.FOLLOW)
        .build();
  }

  /** Another library on the same data, with the same clock, on another way to the storage. */
  Crm node(Storage way) {
    return node(way, plan, "2026-1");
  }

  /** Another library on the same data under another plan. */
  Crm node(Storage way, ComplaintPlan other, String version) {
    return Crm.builder()
        .storage(way)
        .merchant(merchant, Salon.program().with(version, other))
        .clock(salon.clock())
        .channel(salon.sms())
        .build();
  }

  Crm crm() {
    return crm;
  }

  Salon salon() {
    return salon;
  }

  /** The desk of somebody of the plan. */
  ComplaintService desk(String staff) {
    return desk(crm, staff);
  }

  static ComplaintService desk(Crm crm, String staff) {
    return full(crm, staff).complaints();
  }

  static Desk full(Crm crm, String staff) {
    Role role = ROLES.getOrDefault(staff, Role.THERAPIST);
    return crm.desk(Actor.staff(LOTUS, StaffId.of(staff), role));
  }

  /** The desk of head office, who may all. */
  ComplaintService desk() {
    return desk("fay");
  }

  /** A key that was not used, by this plan or another one. */
  String key() {
    return Integer.toHexString(plan.hashCode()) + "-" + ++keys;
  }

  /** A complaint about something ordinary that somebody makes at the counter of the first shop. */
  ImmutableOpenComplaint complaint(Optional<CustomerId> customer) {
    return ImmutableOpenComplaint.builder()
        .customer(customer)
        .store(SHOP)
        .channel("counter")
        .category("service")
        .words("I waited for an hour")
        .key(key())
        .build();
  }

  /** Opens it. */
  CaseId open(OpenComplaint complaint) {
    return desk().open(complaint).orThrow().file().id();
  }

  /** Opens an ordinary complaint of nobody known. */
  CaseId open() {
    return open(complaint(Optional.empty()));
  }

  ActOnCase act(CaseId id) {
    return ActOnCase.builder().complaint(id).key(key()).build();
  }

  /** Gives a case to somebody. */
  AssignCase to(CaseId id, String staff) {
    return AssignCase.builder().complaint(id).to(StaffId.of(staff)).key(key()).build();
  }

  /** Does something with a case, with whatever it takes. */
  Outcome<CaseAnswer> take(ComplaintService desk, CaseAction action, CaseId id, CaseId into) {
    return switch (action) {
      case ASSIGN -> desk.assign(to(id, "s-" + keys));
      case ACKNOWLEDGE -> desk.acknowledge(act(id));
      case INVESTIGATE -> desk.investigate(act(id));
      case CONCLUDE -> desk.conclude(act(id));
      case PROPOSE -> desk.propose(act(id));
      case NEGOTIATE -> desk.negotiate(act(id));
      case AGREE -> desk.agree(act(id));
      case RESOLVE -> desk.resolve(act(id));
      case FOLLOW_UP -> desk.followUp(asked(id, FollowUpCase.Outcome.CONTENT));
      case CLOSE ->
          desk.close(CloseCase.builder().complaint(id).key(key()).rootCause("training").build());
      case REOPEN -> desk.reopen(act(id));
      case WITHDRAW -> desk.withdraw(act(id));
      case MERGE -> desk.merge(MergeCases.builder().complaint(id).key(key()).into(into).build());
      case PAUSE -> desk.pause(act(id));
      case RESUME -> desk.resume(act(id));
      case CHANGE_SEVERITY -> desk.severity(other(desk.find(id).standing().severity(), id));
      case ESCALATE -> desk.escalate(act(id));
      case NOTE -> desk.note(act(id));
      case ATTACH ->
          desk.attach(
              AttachToCase.builder().complaint(id).key(key()).sort("photo").reference("p").build());
      case COMPENSATE -> throw new IllegalArgumentException("has rules of its own");
    };
  }

  /** Does something at head office's desk that must succeed. */
  CaseAnswer take(CaseAction action, CaseId id) {
    return take(desk(), action, id, id).orThrow();
  }

  FollowUpCase asked(CaseId id, FollowUpCase.Outcome outcome) {
    return FollowUpCase.builder().complaint(id).key(key()).outcome(outcome).build();
  }

  ChangeSeverity severity(CaseId id, Severity severity) {
    return ChangeSeverity.builder().complaint(id).key(key()).severity(severity).build();
  }

  private ChangeSeverity other(Severity now, CaseId id) {
    return severity(id, now == Severity.LOW ? Severity.NORMAL : Severity.LOW);
  }

  /** Leads a case on, step by step. */
  CaseId lead(CaseId id, CaseAction... way) {
    for (CaseAction action : way) {
      take(action, id);
    }
    return id;
  }

  /** The shortest way of a case that was just opened and is nobody's. */
  static List<CaseAction> way(CaseState state) {
    return switch (state) {
      case OPEN -> List.of();
      case ASSIGNED -> List.of(CaseAction.ASSIGN);
      case ACKNOWLEDGED -> List.of(CaseAction.ACKNOWLEDGE);
      case INVESTIGATING -> List.of(CaseAction.ACKNOWLEDGE, CaseAction.INVESTIGATE);
      case INVESTIGATED -> and(way(CaseState.INVESTIGATING), CaseAction.CONCLUDE);
      case PROPOSED -> List.of(CaseAction.ACKNOWLEDGE, CaseAction.PROPOSE);
      case NEGOTIATING -> and(way(CaseState.PROPOSED), CaseAction.NEGOTIATE);
      case AGREED -> and(way(CaseState.PROPOSED), CaseAction.AGREE);
      case RESOLVED -> and(way(CaseState.AGREED), CaseAction.RESOLVE);
      case FOLLOWED_UP -> and(way(CaseState.RESOLVED), CaseAction.FOLLOW_UP);
      case CLOSED -> and(way(CaseState.FOLLOWED_UP), CaseAction.CLOSE);
      case WITHDRAWN -> List.of(CaseAction.ACKNOWLEDGE, CaseAction.WITHDRAW);
      case MERGED -> List.of(CaseAction.MERGE);
    };
  }

  private static List<CaseAction> and(List<CaseAction> way, CaseAction last) {
    List<CaseAction> longer = new ArrayList<>(way);
    longer.add(last);
    return longer;
  }

  /** A new case in this state; one that is merged goes on in {@code into}. */
  CaseId in(CaseState state, boolean waiting, CaseId into) {
    CaseId id = open();
    way(state).forEach(action -> take(desk(), action, id, into).orThrow());
    if (waiting) {
      take(CaseAction.PAUSE, id);
    }
    assertEquals(state, file(id).state());
    assertEquals(waiting, file(id).waiting());
    return id;
  }

  /** A new case in this state. */
  CaseId in(CaseState state) {
    return in(state, false, CaseId.of(new UUID(0, 0)));
  }

  /** The case as stored. */
  CaseFile file(CaseId id) {
    return salon.storage().complaint(LOTUS, id).orElseThrow();
  }

  /** The lines of one kind. */
  List<CaseEvent> lines(CaseId id, CaseEventKind kind) {
    return file(id).events().stream().filter(event -> event.kind() == kind).toList();
  }

  /** What happened, in order. */
  List<CaseEventKind> kinds(CaseId id) {
    return file(id).events().stream().map(CaseEvent::kind).toList();
  }

  /** What a clock shows. */
  ClockReading clock(CaseId id, CaseClock clock) {
    return desk().clocks(id).stream()
        .filter(reading -> reading.clock() == clock)
        .findFirst()
        .orElseThrow(() -> new AssertionError(clock + " has not begun"));
  }

  /** Sets the salon's clock by that on its wall. */
  void at(String shanghai) {
    salon.clock().set(instant(shanghai));
  }

  /** What the clock on the wall in Shanghai shows. */
  static Instant instant(String shanghai) {
    return LocalDateTime.parse(shanghai).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
  }

  /** Fails unless the clock strikes then. */
  void assertDue(String shanghai, CaseId id, CaseClock clock) {
    assertEquals(Optional.of(instant(shanghai)), clock(id, clock).deadline());
  }

  /** Fails unless the command is refused with these figures and writes nothing. */
  void refused(Reason reason, Supplier<Outcome<CaseAnswer>> command, String... figures) {
    Dump before = salon.dump();
    Rejection rejection =
        command.get().refusal().orElseThrow(() -> new AssertionError("not refused for " + reason));
    before.assertUnchanged(salon.storage(), LOTUS);
    assertEquals(reason, rejection.reason());
    assertEquals(List.of(figures), rejection.figures());
    for (String figure : figures) {
      assertTrue(
          rejection.message().contains(figure), () -> figure + " not in " + rejection.message());
    }
  }

  /** What a message to Ann says. */
  static String said(Locale language, OutboxMessage message) {
    return Wording.of(
            new Tenant(Salon.merchant(), Salon.program()),
            message.content(),
            Optional.of("Ann"),
            Optional.of(language))
        .text();
  }
}
