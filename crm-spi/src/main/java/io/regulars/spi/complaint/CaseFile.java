package io.regulars.spi.complaint;

import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.Shapes;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * A complaint's case: the aggregate that every command on it reads, decides upon and writes under
 * compare-and-set. It is its log; state, severity, owner and whether it waits repeat what follows
 * from the log, so that storage can look for them.
 */
@Value.Immutable
@RegularsStyle
public interface CaseFile {

  /** The tenant. */
  MerchantId merchant();

  /** The case. */
  CaseId id();

  /** 1 when it is opened, one more with every commit. */
  long version();

  /** Who complains; empty if nobody knows (a note in the box). */
  Optional<CustomerId> customer();

  /** The shop complained of. */
  StoreId store();

  /** How it came in: {@code counter}, {@code phone}, {@code wechat}, {@code survey}, ... */
  String channel();

  /** When it was opened. */
  Instant openedAt();

  /** The instant up to which (inclusive) time has been applied. */
  Instant asOf();

  /** The first instant after {@link #asOf()} at which time alone changes the case; empty: none. */
  Optional<Instant> wakeAt();

  /** Where it stands. */
  CaseState state();

  /** How grave it is. */
  Severity severity();

  /** Whose it is. */
  Optional<StaffId> owner();

  /** Whether it waits for the customer. */
  boolean waiting();

  /** The program the alarm was computed under. */
  ProgramVersion program();

  /** The log, oldest first, numbered from 1 without gaps; never empty. */
  List<CaseEvent> events();

  /** The first line opens, and no line is missing. */
  @Value.Check
  default void check() {
    Shapes.require(version() >= 1, "a case's version is at least 1");
    Shapes.code("CaseFile.channel", channel(), 32);
    Shapes.require(
        !events().isEmpty() && events().get(0).kind() == CaseEventKind.OPENED,
        "a case begins with its opening");
    for (int i = 0; i < events().size(); i++) {
      Shapes.require(events().get(i).seq() == i + 1, "a case's lines are numbered without gaps");
    }
  }

  /** A builder with nothing set. */
  static ImmutableCaseFile.Builder builder() {
    return ImmutableCaseFile.builder();
  }
}
