package io.regulars.ledger;

import io.regulars.spi.Explanation;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.Source;
import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;

/** Something to be credited. */
@Value.Immutable
@RegularsStyle
public interface Credit {

  /** Where. */
  AccountKind account();

  /** One that {@link EntryKind#isCredit() is a credit}, or {@link EntryKind#TRANSFERRED}. */
  EntryKind kind();

  /** Above zero. */
  long amount();

  /** When it was earned. */
  Instant earnedAt();

  /** When it ends, exclusive; empty: never. */
  Optional<Instant> endsAt();

  /** The policy by which that end was found, see {@link LotTerm#text()}. */
  @Value.Default
  default String term() {
    return LotTerm.UNLIMITED.text();
  }

  /** What the lot is to be known by; then no other credit joins it. */
  Optional<String> ref();

  /** What was paid for it, in minor units; 0 if it is given. */
  @Value.Default
  default long worth() {
    return 0;
  }

  /** Until when it is pending, and what for; empty: it may be used at once. */
  Optional<Hold> pending();

  /** The fact it follows from. */
  Source source();

  /** The rule and its figures. */
  Explanation explanation();

  /** A builder with nothing set. */
  static ImmutableCredit.Builder builder() {
    return ImmutableCredit.builder();
  }
}
