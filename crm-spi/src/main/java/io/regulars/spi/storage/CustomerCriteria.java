package io.regulars.spi.storage;

import io.regulars.spi.RegularsStyle;
import io.regulars.spi.StoreId;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.lifecycle.Stage;
import io.regulars.spi.tier.TierCode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/**
 * Simple conditions on the stored state of files; all given ones must hold, an empty one holds for
 * everybody. Time that has passed since a file's last commit is not applied: run the due pass
 * first.
 */
@Value.Immutable
@RegularsStyle
public interface CustomerCriteria {

  /** Everybody. */
  CustomerCriteria ALL = builder().build();

  /** Holds one of these tiers; empty: any. */
  Set<TierCode> tiers();

  /** Is in one of these stages; empty: any. */
  Set<Stage> stages();

  /** Has this home store. */
  Optional<StoreId> homeStore();

  /** The last visit is at this instant or later. */
  Optional<Instant> lastVisitFrom();

  /** The last visit is before this instant; prospects do not match. */
  Optional<Instant> lastVisitBefore();

  /** Whether {@code file} meets all conditions: what every adapter must answer alike. */
  default boolean matches(CustomerFile file) {
    return (tiers().isEmpty() || tiers().contains(file.tier().tier()))
        && (stages().isEmpty() || stages().contains(file.stage().stage()))
        && (homeStore().isEmpty() || homeStore().equals(file.profile().homeStore()))
        && lastVisitFrom()
            .map(from -> file.stage().lastVisitAt().filter(at -> !at.isBefore(from)).isPresent())
            .orElse(true)
        && lastVisitBefore()
            .map(before -> file.stage().lastVisitAt().filter(at -> at.isBefore(before)).isPresent())
            .orElse(true);
  }

  /** A builder with no condition. */
  static ImmutableCustomerCriteria.Builder builder() {
    return ImmutableCustomerCriteria.builder();
  }
}
