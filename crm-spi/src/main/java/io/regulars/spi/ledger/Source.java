package io.regulars.spi.ledger;

import io.regulars.spi.Shapes;
import io.regulars.spi.VisitId;

/**
 * The fact an entry follows from.
 *
 * @param kind what sort of fact
 * @param id which one: the visit's id, the command's idempotency key, or empty for time
 * @param line the line of the visit, counted from 1; 0 if it is the visit as a whole, or no visit
 */
public record Source(Kind kind, String id, int line) {

  /** Nothing happened but time passing. */
  public static final Source TIME = new Source(Kind.TIME, "", 0);

  /** The sorts of facts. */
  public enum Kind {
    /** A visit, or its being taken back. */
    VISIT,
    /** A command at a desk: a redemption, an adjustment. */
    COMMAND,
    /** Time alone. */
    TIME
  }

  /** Time has no id, everything else has. */
  public Source {
    Shapes.require(id.isEmpty() == (kind == Kind.TIME), "a source other than time has an id");
    Shapes.require(line == 0 || (line > 0 && kind == Kind.VISIT), "only a visit has lines, from 1");
  }

  /** The visit {@code id} as a whole. */
  public static Source visit(VisitId id) {
    return new Source(Kind.VISIT, id.toString(), 0);
  }

  /** One line of the visit {@code id}, counted from 1; 0 is the visit as a whole. */
  public static Source visit(VisitId id, int line) {
    return new Source(Kind.VISIT, id.toString(), line);
  }

  /** Whether it is this visit, or a line of it. */
  public boolean isVisit(VisitId visit) {
    return kind == Kind.VISIT && id.equals(visit.toString());
  }

  /** The command with this idempotency key. */
  public static Source command(String key) {
    return new Source(Kind.COMMAND, key, 0);
  }
}
