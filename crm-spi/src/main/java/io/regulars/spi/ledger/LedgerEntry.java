package io.regulars.spi.ledger;

import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.Shapes;
import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * One change of one lot, or of the deficit. Appended, never altered. The entries of a lot sum to
 * what is left of it, and those of a part of it that is held to that part; those of lot {@value
 * #DEFICIT} to minus the deficit; all together to the balance.
 */
@Value.Immutable
@RegularsStyle
public interface LedgerEntry {

  /** The {@link #lot()} of entries that make or pay a deficit. */
  long DEFICIT = 0;

  /** Whose file. */
  CustomerId customer();

  /** Number of this line in the customer's file, rising without regard to account. */
  long seq();

  /** The account it is on. */
  AccountKind account();

  /** What it does. */
  EntryKind kind();

  /** Signed change, not zero: points, or minor units for {@link AccountKind#SPEND}. */
  long amount();

  /** The account's balance after this entry. */
  long balance();

  /** Number of the lot it changes, or {@value #DEFICIT}. */
  long lot();

  /**
   * When that lot ends, repeated so that the entries alone tell the lots; empty: never, or no lot.
   */
  Optional<Instant> lotEndsAt();

  /** The instant it counts from. */
  Instant occurredAt();

  /** When it was written; for an end that nobody looked at for a while, later than it occurred. */
  Instant recordedAt();

  /** What the lot is known by, see {@link Lot#ref()}; empty too for the deficit. */
  Optional<String> lotRef();

  /** Which part of the lot it changes: one that is held, or, if empty, what is left to be used. */
  Optional<Hold.Kind> hold();

  /**
   * What a credit brought; on credits, and on what takes something that was paid for off the file,
   * where its worth is the money given back, or what was paid for what is handed over.
   */
  Optional<Grant> grant();

  /** The fact it follows from. */
  Source source();

  /** The rule that made it, and its figures. */
  Explanation explanation();

  /** Who did it; the system for what time alone does. */
  Actor actor();

  /** The program in force. */
  ProgramVersion program();

  /** An entry changes something. */
  @Value.Check
  default void check() {
    Shapes.require(amount() != 0, "an entry of zero says nothing");
    Shapes.require(seq() > 0, "a line's number is above zero");
  }

  /** A builder with nothing set. */
  static ImmutableLedgerEntry.Builder builder() {
    return ImmutableLedgerEntry.builder();
  }
}
