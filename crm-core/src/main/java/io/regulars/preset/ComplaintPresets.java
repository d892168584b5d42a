package io.regulars.preset;

import io.regulars.complaint.CaseClock;
import io.regulars.complaint.ClockTarget;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.ImmutableClockTarget;
import io.regulars.complaint.ImmutableComplaintPlan;
import io.regulars.complaint.Rank;
import io.regulars.complaint.Rung;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.complaint.Severity;
import io.regulars.worktime.DayHours;
import io.regulars.worktime.HolidayPolicy;
import io.regulars.worktime.Target;
import io.regulars.worktime.WorkingHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;

/** How the presets handle complaints; what of it is ours is told at {@link Presets}. */
final class ComplaintPresets {

  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final Duration HOUR = Duration.ofHours(1);

  private ComplaintPresets() {}

  /**
   * P1 and P5: first response in 15 minutes; what is urgent, a booking conflict or equipment that
   * fails, solved in 5 minutes; investigation in 24 hours, answer in 3 working days. The telephone
   * is answered around the clock.
   */
  static ImmutableComplaintPlan.Builder prompt(WorkingHours hours) {
    return ours(hours)
        .addClocks(
            response(Target.wall(QUARTER), Duration.ofMinutes(5)).addChannels("phone").build(),
            response(Target.working(QUARTER), Duration.ofMinutes(5)).build(),
            ClockTarget.of(CaseClock.FIRST_SOLUTION, Target.working(Duration.ofMinutes(5)))
                .addSeverities(Severity.URGENT)
                .addRungs(Rung.at(Rank.STORE_MANAGER), Rung.after(QUARTER, Rank.HEAD_OFFICE))
                .build(),
            investigation(),
            answer(),
            fulfilment(),
            followUp(),
            closing());
  }

  /** P4: response in an hour, a first solution in three; of the rest the source has nothing. */
  static ImmutableComplaintPlan.Builder goldenHour(WorkingHours hours) {
    return ours(hours)
        .addClocks(
            response(Target.working(HOUR), QUARTER).build(),
            ClockTarget.of(CaseClock.FIRST_SOLUTION, Target.working(Duration.ofHours(3)))
                .warnBefore(Duration.ofMinutes(30))
                .addRungs(Rung.at(Rank.STORE_MANAGER), Rung.after(HOUR, Rank.HEAD_OFFICE))
                .build(),
            investigation(),
            answer(),
            fulfilment(),
            followUp(),
            closing());
  }

  /** Open every day, holidays included. */
  static WorkingHours daily(String from, String to) {
    return WorkingHours.builder()
        .every(DayOfWeek.MONDAY, DayOfWeek.SUNDAY, DayHours.of(from, to))
        .holidays(HolidayPolicy.IGNORE)
        .build();
  }

  /** From rank to rank up to head office. */
  private static ImmutableClockTarget.Builder response(Target target, Duration warning) {
    return ClockTarget.of(CaseClock.FIRST_RESPONSE, target)
        .warnBefore(warning)
        .addRungs(
            Rung.at(Rank.SENIOR),
            Rung.after(QUARTER, Rank.STORE_MANAGER),
            Rung.after(HOUR, Rank.HEAD_OFFICE));
  }

  /** It is known what happened within a day. */
  private static ClockTarget investigation() {
    return ClockTarget.of(CaseClock.INVESTIGATION, Target.wall(Duration.ofHours(24)))
        .warnBefore(Duration.ofHours(4))
        .addRungs(Rung.at(Rank.STORE_MANAGER))
        .build();
  }

  /** The customer has an answer for good within three working days. */
  private static ClockTarget answer() {
    return ClockTarget.of(CaseClock.ANSWER, Target.workingDays(3))
        .warnBefore(Duration.ofHours(4))
        .addRungs(Rung.at(Rank.STORE_MANAGER), Rung.after(HOUR, Rank.HEAD_OFFICE))
        .build();
  }

  /** What was agreed is carried out within three working days. */
  private static ClockTarget fulfilment() {
    return ClockTarget.of(CaseClock.FULFILMENT, Target.workingDays(3))
        .warnBefore(Duration.ofHours(4))
        .addRungs(Rung.at(Rank.STORE_MANAGER), Rung.after(HOUR, Rank.HEAD_OFFICE))
        .build();
  }

  /** What was asked about is closed within three days. */
  private static ClockTarget closing() {
    return ClockTarget.of(CaseClock.CLOSING, Target.wall(Duration.ofDays(3)))
        .addRungs(Rung.at(Rank.STORE_MANAGER), Rung.after(Duration.ofDays(3), Rank.HEAD_OFFICE))
        .build();
  }

  private static ClockTarget followUp() {
    return ClockTarget.of(CaseClock.FOLLOW_UP, Target.wall(Duration.ofDays(3)))
        .addRungs(Rung.at(Rank.STORE_MANAGER))
        .build();
  }

  private static ImmutableComplaintPlan.Builder ours(WorkingHours hours) {
    ImmutableComplaintPlan.Builder plan =
        ComplaintPlan.builder()
            .hours(hours)
            .addChannels(ChannelKind.WECHAT, ChannelKind.SMS)
            .putRanks(Severity.HIGH, Rank.SENIOR)
            .putRanks(Severity.URGENT, Rank.SENIOR)
            .putSeverities("suggestion", Severity.LOW);
    List.of("booking", "equipment")
        .forEach(category -> plan.putSeverities(category, Severity.URGENT));
    List.of("skin", "injury").forEach(category -> plan.putSeverities(category, Severity.HIGH));
    return plan;
  }
}
