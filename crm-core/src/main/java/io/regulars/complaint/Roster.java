package io.regulars.complaint;

import io.regulars.engine.DeskContext;
import io.regulars.spi.StaffId;
import io.regulars.spi.VisitId;
import io.regulars.spi.visit.VisitLine;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What giving a case to somebody by rule asks of the staff.
 *
 * @param open how many open cases each owns; none if not in the map
 * @param served who is named on any line of a visit; nobody if it is unknown
 */
record Roster(Map<StaffId, Integer> open, Function<VisitId, Set<StaffId>> served) {

  /** As storage has it now. */
  static Roster of(DeskContext desk) {
    return new Roster(
        desk.storage().openComplaints(desk.merchant()), visit -> onLines(desk, visit));
  }

  private static Set<StaffId> onLines(DeskContext desk, VisitId id) {
    Set<StaffId> served = new HashSet<>();
    desk.storage()
        .visit(desk.merchant(), id)
        .ifPresent(
            visit ->
                visit.lines().stream()
                    .map(VisitLine::staff)
                    .flatMap(Optional::stream)
                    .forEach(served::add));
    return served;
  }

  /** Who is never given this case by rule: whoever it complains of, and whoever may be meant. */
  Set<StaffId> passedOver(CaseStanding standing) {
    Set<StaffId> passedOver = new HashSet<>();
    standing.accused().ifPresent(passedOver::add);
    passedOver.addAll(served(standing));
    return passedOver;
  }

  /** Who served on any visit that the case is about. */
  Set<StaffId> served(CaseStanding standing) {
    return standing.visits().stream().map(served).flatMap(Set::stream).collect(Collectors.toSet());
  }
}
