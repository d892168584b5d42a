package io.regulars.ledger;

import io.regulars.spi.Explanation;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Source;
import java.time.Instant;
import java.util.Optional;

/**
 * Something to be credited.
 *
 * @param account where
 * @param kind {@link EntryKind#EARNED} or {@link EntryKind#GRANTED}
 * @param amount above zero
 * @param earnedAt when it was earned
 * @param endsAt when it ends, exclusive; empty: never
 * @param source the fact it follows from
 * @param explanation the rule and its figures
 */
public record Credit(
    AccountKind account,
    EntryKind kind,
    long amount,
    Instant earnedAt,
    Optional<Instant> endsAt,
    Source source,
    Explanation explanation) {}
