package io.regulars.complaint;

import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseFile;
import java.util.List;

/**
 * What a command on a case did. A repeated command gets the same lines again.
 *
 * @param file the case after the command; for a repetition the case as it is now
 * @param standing where it stands
 * @param events the lines the command appended, in order, those of time passed before it included
 * @param repeated whether the command had been carried out before and nothing was done now
 */
public record CaseAnswer(
    CaseFile file, CaseStanding standing, List<CaseEvent> events, boolean repeated) {

  /** Copies the list. */
  public CaseAnswer {
    events = List.copyOf(events);
  }
}
