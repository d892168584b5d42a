package io.regulars.spi.storage;

import io.regulars.spi.Shapes;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseFile;
import java.util.List;
import java.util.Optional;

/**
 * A case's new state, and the state it was decided upon.
 *
 * @param before as it was read; empty: the case is new
 * @param after one version higher; 1 if new
 */
public record CaseChange(Optional<CaseFile> before, CaseFile after) {

  /** Both are one case of one merchant, the version rises by one, and no line is lost. */
  public CaseChange {
    long expected = before.map(CaseFile::version).orElse(0L);
    Shapes.require(
        after.version() == expected + 1,
        "a change leads from version " + expected + " to the next, not to " + after.version());
    Shapes.require(
        before.isEmpty()
            || (before.get().id().equals(after.id())
                && before.get().merchant().equals(after.merchant())
                && before.get().customer().equals(after.customer())
                && before.get().store().equals(after.store())
                && before.get().channel().equals(after.channel())
                && before.get().openedAt().equals(after.openedAt())
                && before.get().events().size() <= after.events().size()),
        "a change is of one case, and only adds to its log");
  }

  /** The version the stored case must still have; 0: there must be none. */
  public long expectedVersion() {
    return after.version() - 1;
  }

  /** The lines this change adds to the log. */
  public List<CaseEvent> appended() {
    List<CaseEvent> events = after.events();
    return events.subList(before.map(CaseFile::events).map(List::size).orElse(0), events.size());
  }
}
