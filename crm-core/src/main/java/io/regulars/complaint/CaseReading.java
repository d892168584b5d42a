package io.regulars.complaint;

import io.regulars.engine.Tenant;
import io.regulars.spi.Actor;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.worktime.WorkingTime;
import java.time.Instant;
import java.util.List;

/**
 * What a stored case shows at an instant: with the time since its last commit applied, and nothing
 * written. A pure function of the file, the program and the instant.
 *
 * @param file the case as it is stored
 * @param at the instant
 * @param standing where it stands then
 * @param events its log up to then, the lines of time not written yet included
 * @param clocks what its clocks show then, in their order, those that have begun
 * @param hours the working time of its shop
 */
public record CaseReading(
    CaseFile file,
    Instant at,
    CaseStanding standing,
    List<CaseEvent> events,
    List<ClockReading> clocks,
    WorkingTime hours) {

  /** Copies the lists. */
  public CaseReading {
    events = List.copyOf(events);
    clocks = List.copyOf(clocks);
  }

  /**
   * Reads a case.
   *
   * @throws io.regulars.spi.InvalidProgramException if the program has no {@link ComplaintPlan}
   */
  public static CaseReading of(Tenant tenant, Instant at, CaseFile file) {
    CaseDraft draft = CaseDraft.open(tenant, Actor.system(file.merchant()), at, file);
    CaseAdvance.to(draft, at);
    return new CaseReading(
        file,
        at,
        draft.standing(),
        draft.events(),
        CaseAdvance.readings(draft),
        draft.workingTime());
  }

  /**
   * Fails if the case is none of this actor's business.
   *
   * @throws io.regulars.spi.NotAllowedException saying whose it is
   */
  public void requireVisible(Tenant tenant, Actor actor) {
    CaseAccess.require(actor, CaseDraft.open(tenant, actor, at, file));
  }
}
