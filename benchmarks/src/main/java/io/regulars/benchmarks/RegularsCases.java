package io.regulars.benchmarks;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.complaint.ActOnCase;
import io.regulars.complaint.AssignCase;
import io.regulars.complaint.CloseCase;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.ComplaintService;
import io.regulars.complaint.FollowUpCase;
import io.regulars.complaint.Handler;
import io.regulars.complaint.OpenComplaint;
import io.regulars.complaint.Rank;
import io.regulars.examples.quickstart.CdnowShop;
import io.regulars.spi.CustomerId;
import io.regulars.spi.StaffId;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.Severity;
import io.regulars.spi.storage.CaseCriteria;
import io.regulars.spi.storage.Storage;
import io.regulars.worktime.DayHours;
import io.regulars.worktime.HolidayPolicy;
import io.regulars.worktime.WorkingHours;
import java.time.Clock;
import java.time.DayOfWeek;
import java.util.List;

/**
 * Complaints through a desk: of customers in turn, with their rule of assignment, clocks in working
 * time, the receipt of every step and the word on the customer's timeline.
 */
final class RegularsCases implements CasePath {

  private static final int CUSTOMERS = 500;
  private static final StaffId OWNER = StaffId.of("lin");

  private final ComplaintService complaints;
  private final List<CustomerId> customers;

  /** Registers the customers. */
  RegularsCases(Storage storage, Clock clock) {
    Crm crm =
        Crm.builder()
            .storage(storage)
            .clock(clock)
            .merchant(CdnowShop.merchant(), CdnowShop.program().with("complaints-1", plan()))
            .build();
    Desk desk = CdnowShop.desk(crm);
    this.complaints = desk.complaints();
    this.customers = Regulars.register(desk, CUSTOMERS);
  }

  private static ComplaintPlan plan() {
    return ComplaintPlan.builder()
        .clocks(CaseClocks.targets())
        .hours(
            WorkingHours.builder()
                .every(DayOfWeek.MONDAY, DayOfWeek.SUNDAY, DayHours.of("09:00", "21:00"))
                .holidays(HolidayPolicy.FOLLOW)
                .build())
        .addHandlers(
            Handler.of(StaffId.of("chen"), Rank.CLERK).build(),
            Handler.of(OWNER, Rank.SENIOR).build(),
            Handler.of(StaffId.of("wang"), Rank.SENIOR).build(),
            Handler.of(StaffId.of("zhao"), Rank.STORE_MANAGER).build())
        .build();
  }

  @Override
  public void openToClose(int number) {
    CaseId id = open(number);
    assign(id, number);
    acknowledge(id, number);
    ActOnCase step = step(id, number);
    complaints.investigate(step).orThrow();
    complaints.conclude(step).orThrow();
    complaints.propose(step).orThrow();
    complaints.agree(step).orThrow();
    complaints.resolve(step).orThrow();
    followUp(id, number);
    end(id, number);
  }

  private static ActOnCase step(CaseId id, int number) {
    return ActOnCase.builder().complaint(id).key("case-" + number).build();
  }

  /** The first step. */
  CaseId open(int number) {
    OpenComplaint command =
        OpenComplaint.builder()
            .customer(customers.get(number % CUSTOMERS))
            .store(CdnowShop.STORE)
            .channel("counter")
            .category("booking")
            .severity(Severity.NORMAL)
            .words("The booking was lost, and nobody called back.")
            .key("case-" + number)
            .build();
    return complaints.open(command).orThrow().file().id();
  }

  /** The second. */
  void assign(CaseId id, int number) {
    AssignCase command = AssignCase.builder().complaint(id).to(OWNER).key("case-" + number).build();
    complaints.assign(command).orThrow();
  }

  /** The third, which nothing is told of to anybody. */
  void acknowledge(CaseId id, int number) {
    complaints.acknowledge(step(id, number)).orThrow();
  }

  private void followUp(CaseId id, int number) {
    FollowUpCase command =
        FollowUpCase.builder()
            .complaint(id)
            .outcome(FollowUpCase.Outcome.CONTENT)
            .rating(5)
            .key("case-" + number)
            .build();
    complaints.followUp(command).orThrow();
  }

  private void end(CaseId id, int number) {
    CloseCase command =
        CloseCase.builder().complaint(id).rootCause("training").key("case-" + number).build();
    complaints.close(command).orThrow();
  }

  @Override
  public void requireClosed(int cases) {
    List<CaseFile> files = complaints.list(CaseCriteria.ALL);
    boolean all =
        files.stream()
            .allMatch(file -> file.state() == CaseState.CLOSED && file.wakeAt().isEmpty());
    if (!all || files.size() != cases) {
      throw new IllegalStateException("of " + files.size() + " cases not all are closed");
    }
  }
}
