package io.regulars.spi.customer;

import io.regulars.spi.CustomerId;
import io.regulars.spi.VisitId;
import java.util.Optional;

/**
 * Who brought a customer, and whether that counts yet (domain id M5). Named at registration, for
 * good.
 *
 * @param referrer the customer who was named
 * @param qualifiedBy the visit by which the referral counts: something paid in money stands of it;
 *     empty as long as there is no such visit
 */
public record Referral(CustomerId referrer, Optional<VisitId> qualifiedBy) {

  /** A referral that does not count yet. */
  public static Referral by(CustomerId referrer) {
    return new Referral(referrer, Optional.empty());
  }
}
