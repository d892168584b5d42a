package io.regulars.spi.storage;

import io.regulars.spi.Shapes;
import java.time.Instant;

/**
 * The terms of a claim: what is claimed belongs to {@code owner} until {@code until}, then to
 * whoever claims it next.
 *
 * @param owner names the node; 1 to 64 characters
 * @param from the claimant's now: leases that ended by then are free
 * @param until after {@code from}
 */
public record Lease(String owner, Instant from, Instant until) {

  /** Refuses a lease that ends before it begins. */
  public Lease {
    Shapes.code("Lease.owner", owner, 64);
    Shapes.require(until.isAfter(from), "a lease ends after it begins");
  }
}
