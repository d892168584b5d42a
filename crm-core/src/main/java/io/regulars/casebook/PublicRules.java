package io.regulars.casebook;

import io.regulars.complaint.CaseReading;
import io.regulars.complaint.Compensation;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.engine.Tenant;
import io.regulars.spi.Explanation;
import io.regulars.spi.Store;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What of a case is fit for the public. It is put together from what is safe, never by taking away
 * what is not: of a line only its kind, its time and figures that the library itself wrote.
 */
final class PublicRules {

  private PublicRules() {}

  /** The public side of a closed case. */
  static PublicCase of(Tenant tenant, CaseReading reading, PublishCase command) {
    return new PublicCase(
        reading.standing().category(),
        reading.standing().severity(),
        store(tenant, reading),
        steps(reading.file().openedAt(), reading.events()),
        reading.standing().rootCause().orElseThrow(),
        reading.standing().compensations().stream()
            .filter(each -> each.status() == Compensation.Status.BOOKED)
            .map(Compensation::kind)
            .collect(Collectors.toSet()),
        command.story(),
        command.solution(),
        command.lesson());
  }

  private static Optional<String> store(Tenant tenant, CaseReading reading) {
    boolean told =
        tenant
            .program()
            .plan(ComplaintPlan.class)
            .filter(ComplaintPlan::publishesStore)
            .isPresent();
    return told
        ? tenant.merchant().store(reading.file().store()).map(Store::name)
        : Optional.empty();
  }

  private static List<PublicCase.Step> steps(Instant opening, List<CaseEvent> events) {
    return events.stream()
        .filter(event -> isPublic(event.kind()))
        .map(event -> step(opening, event))
        .toList();
  }

  private static PublicCase.Step step(Instant opening, CaseEvent event) {
    Duration after = Duration.between(opening, event.occurredAt()).truncatedTo(ChronoUnit.MINUTES);
    return new PublicCase.Step(
        after, event.kind(), when(after).because(List.of(Explanation.of(rule(event.kind())))));
  }

  private static Explanation when(Duration after) {
    String minutes = Integer.toString(after.toMinutesPart());
    String hours = Integer.toString(after.toHoursPart());
    if (after.toDays() > 0) {
      return Explanation.of("public.days", Long.toString(after.toDays()), hours);
    }
    return after.toHours() > 0
        ? Explanation.of("public.hours", hours, minutes)
        : Explanation.of("public.minutes", minutes);
  }

  private static String rule(CaseEventKind kind) {
    return "public." + kind;
  }

  /**
   * What the customer saw of the work on it; not who did it, what staff told each other, nor what
   * leads to another case.
   */
  static boolean isPublic(CaseEventKind kind) {
    return switch (kind) {
      case OPENED,
          ACKNOWLEDGED,
          INVESTIGATION_BEGUN,
          INVESTIGATED,
          PROPOSED,
          NEGOTIATED,
          AGREED,
          COMPENSATION_BOOKED,
          COMPENSATION_TAKEN_BACK,
          RESOLVED,
          FOLLOWED_UP,
          CLOSED,
          REOPENED,
          WITHDRAWN,
          PAUSED,
          RESUMED ->
          true;
      case ASSIGNED,
          COMPENSATION_PROPOSED,
          COMPENSATION_APPROVED,
          COMPENSATION_REFUSED,
          MERGED,
          ABSORBED,
          CONTINUED,
          SEVERITY_CHANGED,
          PLAN_CHANGED,
          WARNED,
          ESCALATED,
          NOTED,
          ATTACHED,
          CONTACT_SEEN ->
          false;
    };
  }
}
