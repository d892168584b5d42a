package io.regulars.liability;

import io.regulars.spi.ledger.AccountKind;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * What all customers together have, as of one instant; see docs/ledger.md.
 *
 * @param asOf the instant
 * @param lines one per account kind, bucket and month, in that order, months without end last; none
 *     of nothing
 */
public record LiabilityReport(Instant asOf, List<Line> lines) {

  /** Copies the lines. */
  public LiabilityReport {
    lines = List.copyOf(lines);
  }

  /** In which state it is. */
  public enum Bucket {
    /** May be used. */
    AVAILABLE,
    /** Earned, but not to be used yet. */
    PENDING,
    /** Promised to a booking or a till. */
    RESERVED,
    /** Suspended. */
    FROZEN,
    /** Owed by customers, not to them: to be taken off the rest. */
    DEFICIT
  }

  /**
   * One figure of the report.
   *
   * @param account what is counted
   * @param bucket in which state it is
   * @param month the last month, in the merchant's zone, in which it can be used; empty: it never
   *     ends, or is a deficit
   * @param amount how much: points, minor units, sessions, coupons; above zero
   * @param worth what was paid for it, in minor units; 0 for what was given
   */
  public record Line(
      AccountKind account, Bucket bucket, Optional<YearMonth> month, long amount, long worth) {}

  /** What there is of an account kind: all its buckets, less the deficit. */
  public long outstanding(AccountKind account) {
    return lines.stream()
        .filter(line -> line.account().equals(account))
        .mapToLong(line -> line.bucket() == Bucket.DEFICIT ? -line.amount() : line.amount())
        .reduce(0, Math::addExact);
  }
}
