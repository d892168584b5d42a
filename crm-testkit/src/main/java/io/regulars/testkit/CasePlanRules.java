package io.regulars.testkit;

import static io.regulars.testkit.Expect.assertContains;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.regulars.complaint.Authority;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.ClockTarget;
import io.regulars.complaint.Handler;
import io.regulars.complaint.Rank;
import io.regulars.complaint.Rung;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.complaint.Severity;
import io.regulars.worktime.DayHours;
import io.regulars.worktime.Target;
import io.regulars.worktime.Window;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** E1052 to E1055: complaint plans that contradict themselves are refused with the remedy. */
interface CasePlanRules extends CrmRules {

  private static void assertRefused(Executable plan, String... said) {
    InvalidProgramException e = assertThrows(InvalidProgramException.class, plan);
    assertContains(String.valueOf(e.getMessage()), said);
  }

  @Test
  default void required_E1052_a_warning_is_after_the_start_and_before_the_deadline() {
    Duration hour = Duration.ofHours(1);
    for (Target target : new Target[] {Target.working(hour), Target.wall(hour)}) {
      assertRefused(
          () -> ClockTarget.of(CaseClock.ANSWER, target).warnBefore(hour).build(),
          "ANSWER",
          "PT1H",
          "give less");
      ClockTarget.of(CaseClock.ANSWER, target).warnBefore(hour.minusNanos(1)).build();
    }
    assertRefused(
        () ->
            ClockTarget.of(CaseClock.ANSWER, Target.workingDays(1))
                .warnBefore(Duration.ZERO)
                .build(),
        "above zero");
    assertRefused(() -> Target.wall(Duration.ZERO), "above zero");
    assertRefused(() -> Target.workingDays(0), "at least one");
  }

  @Test
  default void required_E1053_rungs_climb() {
    assertRefused(
        () ->
            ClockTarget.of(CaseClock.ANSWER, Complaints.QUARTER)
                .addRungs(Rung.at(Rank.HEAD_OFFICE), Rung.at(Rank.SENIOR))
                .build(),
        "rung 2",
        "ANSWER",
        "rising");
    assertRefused(
        () ->
            ClockTarget.of(CaseClock.ANSWER, Complaints.QUARTER)
                .addRungs(Rung.after(Duration.ofHours(1), Rank.SENIOR), Rung.at(Rank.HEAD_OFFICE))
                .build(),
        "rung 2");
    assertRefused(() -> Rung.after(Duration.ofNanos(-1), Rank.SENIOR), "warn instead");
  }

  @Test
  default void required_E1054_nothing_is_said_twice_or_in_vain() {
    ClockTarget all = ClockTarget.of(CaseClock.ANSWER, Complaints.QUARTER).build();
    ClockTarget urgent =
        ClockTarget.of(CaseClock.ANSWER, Complaints.QUARTER).addSeverities(Severity.URGENT).build();
    assertRefused(
        () -> Complaints.plan().clocks(List.of(all, urgent)).build(),
        "target 2",
        "ANSWER",
        "list the special one first");
    Complaints.plan().clocks(List.of(urgent, all)).build();
    Handler amy = Handler.of(StaffId.of("amy"), Rank.CLERK).build();
    assertRefused(() -> Complaints.bare().addHandlers(amy, amy).build(), "handler twice");
    assertRefused(
        () -> Complaints.bare().addHandlers(amy).putRanks(Severity.HIGH, Rank.SENIOR).build(),
        "HIGH",
        "SENIOR",
        "list one");
    Authority authority = new Authority(Role.STORE_MANAGER, yuan("1.00"), yuan("1.00"));
    assertRefused(
        () -> Complaints.bare().addAuthorities(authority, authority).build(), "authority twice");
    assertRefused(
        () -> DayHours.of(Window.of("09:00", "12:00"), Window.of("11:00", "18:00")), "11:00");
  }

  @Test
  default void required_E1055_times_are_of_this_century_and_shops_the_merchants() {
    Salon salon = salon();
    for (Duration time : new Duration[] {Duration.ofDays(-1), Duration.ofSeconds(Long.MAX_VALUE)}) {
      assertRefused(() -> Complaints.bare().reopenWithin(time).build(), time.toString());
      assertRefused(() -> Complaints.bare().patience(time).build(), time.toString());
    }
    assertRefused(() -> Complaints.bare().patience(Duration.ZERO).build(), "above zero");
    StoreId elsewhere = StoreId.of("S9");
    assertRefused(
        () ->
            new Complaints(
                salon,
                Complaints.bare()
                    .addHandlers(
                        Handler.of(StaffId.of("amy"), Rank.CLERK).addStores(elsewhere).build())
                    .build()),
        "S9");
    assertRefused(
        () ->
            new Complaints(
                salon, Complaints.bare().putHoursOf(elsewhere, Complaints.hours()).build()),
        "S9");
  }
}
