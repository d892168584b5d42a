package io.regulars.complaint;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * By when something is to be done with a case: the deadlines of its running clocks, and what cases
 * that were merged into it had promised. While it waits for its customer there are none.
 */
final class CaseDeadlines {

  private CaseDeadlines() {}

  /** When a running clock strikes. */
  static Optional<Instant> of(CaseDraft draft, CaseClock clock) {
    return CaseAdvance.readings(draft).stream()
        .filter(reading -> reading.clock() == clock)
        .filter(ClockReading::running)
        .findFirst()
        .flatMap(ClockReading::deadline);
  }

  /**
   * The next one ahead, the first if all are past; of promises of merged cases those that are past,
   * too, as no clock of theirs tells anybody any more.
   */
  static Optional<Instant> next(CaseDraft draft) {
    return Stream.concat(
            running(draft).filter(deadline -> !deadline.isBefore(draft.now())), owed(draft))
        .min(Comparator.naturalOrder())
        .or(() -> running(draft).min(Comparator.naturalOrder()));
  }

  /**
   * What is owed first, past or not, to the customer of a case that is merged into another; what it
   * owed for others even while it waits, for the other one does not.
   */
  static Optional<Instant> first(CaseDraft draft) {
    return Stream.concat(running(draft), draft.standing().promised().stream())
        .min(Comparator.naturalOrder());
  }

  private static Stream<Instant> owed(CaseDraft draft) {
    CaseStanding standing = draft.standing();
    return standing.waiting() ? Stream.empty() : standing.promised().stream();
  }

  private static Stream<Instant> running(CaseDraft draft) {
    return CaseAdvance.readings(draft).stream()
        .filter(ClockReading::running)
        .map(ClockReading::deadline)
        .flatMap(Optional::stream);
  }
}
