package io.regulars.spi.ledger;

import io.regulars.spi.Shapes;
import io.regulars.spi.VisitId;

/**
 * The fact an entry follows from.
 *
 * @param kind what sort of fact
 * @param id which one: the visit's id, the command's idempotency key, or empty for time
 */
public record Source(Kind kind, String id) {

  /** Nothing happened but time passing. */
  public static final Source TIME = new Source(Kind.TIME, "");

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
  }

  /** The visit {@code id}. */
  public static Source visit(VisitId id) {
    return new Source(Kind.VISIT, id.toString());
  }

  /** The command with this idempotency key. */
  public static Source command(String key) {
    return new Source(Kind.COMMAND, key);
  }
}
