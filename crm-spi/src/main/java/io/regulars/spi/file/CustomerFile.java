package io.regulars.spi.file;

import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.Shapes;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.Referral;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.lifecycle.StageStanding;
import io.regulars.spi.tier.TierStanding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * The present state of one customer: the aggregate that every command reads, decides upon and
 * writes under compare-and-set. Its history is in the lines appended beside it.
 */
@Value.Immutable
@RegularsStyle
public interface CustomerFile {

  /** The tenant. */
  MerchantId merchant();

  /** The customer. */
  CustomerId id();

  /** 1 at registration, one more with every commit. */
  long version();

  /** Who the customer is. */
  CustomerProfile profile();

  /** Since when the merchant knows the customer; no visit is earlier. */
  Instant joinedAt();

  /** Who brought the customer, if another one did. */
  Optional<Referral> referral();

  /** The instant up to which (inclusive) time has been applied to this state. */
  Instant asOf();

  /**
   * The first instant after {@link #asOf()} at which time alone changes this state; empty: none.
   */
  Optional<Instant> wakeAt();

  /** The accounts ever booked on, sorted by kind. */
  List<LedgerAccount> accounts();

  /** The tier held. */
  TierStanding tier();

  /** The stage of life. */
  StageStanding stage();

  /** Number of the last line appended to this file; the next one is one higher. */
  long lastSeq();

  /** The program the alarm was computed under. */
  ProgramVersion program();

  /** The account of {@code kind}, empty if nothing was ever booked on it. */
  default LedgerAccount account(AccountKind kind) {
    for (LedgerAccount account : accounts()) {
      if (account.kind().equals(kind)) {
        return account;
      }
    }
    return LedgerAccount.empty(kind);
  }

  /** Versions start at 1, and nobody brings himself. */
  @Value.Check
  default void check() {
    Shapes.require(version() >= 1, "a file's version is at least 1");
    Shapes.require(lastSeq() >= 0, "a file's last line number is not negative");
    Shapes.require(
        referral().filter(referral -> referral.referrer().equals(id())).isEmpty(),
        "a customer is not brought by himself");
  }

  /** A builder with nothing set. */
  static ImmutableCustomerFile.Builder builder() {
    return ImmutableCustomerFile.builder();
  }
}
