package io.regulars.testkit;

import static io.regulars.testkit.Salon.SHOP;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.casebook.CaseReport;
import io.regulars.complaint.ActOnCase;
import io.regulars.complaint.CaseAnswer;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.ClockTarget;
import io.regulars.complaint.CloseCase;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.ComplaintService;
import io.regulars.complaint.FollowUpCase;
import io.regulars.complaint.ImmutableComplaintPlan;
import io.regulars.complaint.ImmutableOpenComplaint;
import io.regulars.complaint.MergeCases;
import io.regulars.complaint.OpenComplaint;
import io.regulars.complaint.Rank;
import io.regulars.complaint.Rung;
import io.regulars.engine.Outcome;
import io.regulars.engine.Program;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.complaint.CaseId;
import io.regulars.worktime.DayHours;
import io.regulars.worktime.HolidayPolicy;
import io.regulars.worktime.Target;
import io.regulars.worktime.WorkingHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The salon with complaints, on the day it opens: shops work from ten to ten; the customer is
 * answered within a quarter of an hour of that, a warning five minutes before, told to senior staff
 * when missed and to the store manager a quarter of an hour later; a solution is proposed within a
 * day; two days after it was carried out the customer has been asked. Cases have names.
 */
final class Casebook {

  /** The other shop. */
  static final StoreId OTHER = StoreId.of("S2");

  private final Salon salon;
  private final Crm crm;
  private final Map<String, CaseId> cases = new HashMap<>();
  private int keys;

  /** With this plan. */
  Casebook(Salon salon, ComplaintPlan plan) {
    this.salon = salon;
    this.crm =
        Crm.builder()
            .storage(salon.storage())
            .merchant(Salon.merchant(), Program.of("2026-casebook", Salon.points().build(), plan))
            .clock(salon.clock())
            .build();
  }

  /** With the plan of the class. */
  Casebook(Salon salon) {
    this(salon, plan().build());
  }

  /** Its plan. */
  static ImmutableComplaintPlan.Builder plan() {
    return ComplaintPlan.builder()
        .hours(
            WorkingHours.builder()
                .every(DayOfWeek.MONDAY, DayOfWeek.SUNDAY, DayHours.of("10:00", "22:00"))
                .holidays(HolidayPolicy.IGNORE)
                .build())
        .addClocks(
            ClockTarget.of(CaseClock.FIRST_RESPONSE, Target.working(Duration.ofMinutes(15)))
                .warnBefore(Duration.ofMinutes(5))
                .addRungs(
                    Rung.at(Rank.SENIOR), Rung.after(Duration.ofMinutes(15), Rank.STORE_MANAGER))
                .build(),
            ClockTarget.of(CaseClock.FIRST_SOLUTION, Target.wall(Duration.ofDays(1))).build(),
            ClockTarget.of(CaseClock.FOLLOW_UP, Target.wall(Duration.ofDays(2))).build());
  }

  /** The instant at this time of the first day, in Shanghai. */
  static Instant at(String time) {
    return Instant.parse("2026-03-01T" + time + ":00+08:00");
  }

  /** Puts the clock to this time of the first day. */
  Casebook when(String time) {
    salon.clock().set(at(time));
    return this;
  }

  /** The library. */
  Crm crm() {
    return crm;
  }

  /** A desk. */
  Desk desk(Role role) {
    return Salon.desk(crm, role);
  }

  /** The numbers of the whole first day, for head office. */
  CaseReport report() {
    return desk(Role.HEAD_OFFICE).casebook().report(at("00:00"), at("23:59"));
  }

  /** The case of this name. */
  CaseId id(String name) {
    return Objects.requireNonNull(cases.get(name), name);
  }

  /** A complaint about a booking at the first shop. */
  ImmutableOpenComplaint.Builder about(Optional<CustomerId> customer) {
    return OpenComplaint.builder()
        .customer(customer)
        .store(SHOP)
        .channel("phone")
        .category("booking")
        .key("o-" + keys++);
  }

  /** Opens a case under a name. */
  Casebook opens(String name, OpenComplaint complaint) {
    CaseAnswer answer = service().open(complaint).orThrow();
    cases.put(name, answer.file().id());
    return this;
  }

  /** Opens a case about a therapist and her peeling. */
  Casebook opensAbout(String name, CustomerId customer, String staff, String item) {
    return opens(
        name,
        about(Optional.of(customer))
            .category("skin")
            .accused(StaffId.of(staff))
            .item(item)
            .build());
  }

  /** Takes a step that has nothing to say. */
  Casebook does(
      BiFunction<ComplaintService, ActOnCase, Outcome<CaseAnswer>> step, String... names) {
    for (String name : names) {
      step.apply(service(), ActOnCase.builder().complaint(id(name)).key("k-" + keys++).build())
          .orThrow();
    }
    return this;
  }

  /** Proposes a solution that the customer takes at once. */
  Casebook settles(String... names) {
    return does(ComplaintService::propose, names).does(ComplaintService::agree, names);
  }

  /** Asks the customer, who gives so many stars. */
  Casebook asks(String name, FollowUpCase.Outcome outcome, int stars) {
    service()
        .followUp(
            FollowUpCase.builder()
                .complaint(id(name))
                .key("k-" + keys++)
                .outcome(outcome)
                .rating(stars)
                .build())
        .orThrow();
    return this;
  }

  /** Closes a case. */
  Casebook closes(String name, String rootCause) {
    service()
        .close(
            CloseCase.builder().complaint(id(name)).key("k-" + keys++).rootCause(rootCause).build())
        .orThrow();
    return this;
  }

  /** Merges a case into another. */
  Casebook merges(String name, String into) {
    service()
        .merge(MergeCases.builder().complaint(id(name)).key("k-" + keys++).into(id(into)).build())
        .orThrow();
    return this;
  }

  /** Complaints, at the desk of head office. */
  ComplaintService service() {
    return desk(Role.HEAD_OFFICE).complaints();
  }

  /**
   * The worked figures of docs/complaints.md: seven cases of one Sunday; the clock stands at six in
   * the evening.
   */
  static Casebook sunday(Salon salon) {
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bob = salon.member("Bob", "13800138002");
    CustomerId carl = salon.member("Carl", "13800138003");
    Casebook book = new Casebook(salon);
    book.when("09:00").opens("B", book.about(Optional.of(ann)).build());
    book.when("10:00").opensAbout("A", ann, "lin", "peeling");
    book.opens("C", book.about(Optional.of(bob)).build());
    book.when("10:08").does(ComplaintService::acknowledge, "A");
    book.when("10:12").does(ComplaintService::acknowledge, "B");
    book.when("10:20").does(ComplaintService::acknowledge, "C");
    book.when("10:25").does(ComplaintService::pause, "C");
    book.when("10:30").settles("A");
    book.when("11:00").does(ComplaintService::resolve, "A");
    book.opens("D", book.about(Optional.of(carl)).store(OTHER).build());
    book.opens("E", book.about(Optional.empty()).store(OTHER).channel("box").build());
    book.when("11:40").does(ComplaintService::withdraw, "D");
    book.when("12:00").asks("A", FollowUpCase.Outcome.CONTENT, 5).settles("B");
    book.opens("G", book.about(Optional.of(ann)).build());
    book.when("12:05").merges("G", "B");
    book.when("12:10").closes("A", "training");
    book.when("14:00").does(ComplaintService::resolve, "B");
    book.when("15:00").asks("B", FollowUpCase.Outcome.NOT_CONTENT, 2);
    book.does(ComplaintService::reopen, "B");
    book.when("15:30").settles("B");
    book.when("16:00").does(ComplaintService::resolve, "B");
    book.when("17:00").asks("B", FollowUpCase.Outcome.CONTENT, 4);
    book.when("17:05").closes("B", "planning");
    book.when("17:55").opens("F", book.about(Optional.of(bob)).build());
    return book.when("18:00");
  }
}
