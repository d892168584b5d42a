package io.regulars.spi.storage;

import io.regulars.spi.CustomerId;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseState;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/** Simple conditions on stored cases; all given ones must hold, an empty one holds for all. */
@Value.Immutable
@RegularsStyle
public interface CaseCriteria {

  /** All cases. */
  CaseCriteria ALL = builder().build();

  /** Of this customer. */
  Optional<CustomerId> customer();

  /** Of one of these shops; empty: any. */
  Set<StoreId> stores();

  /** In one of these states; empty: any. */
  Set<CaseState> states();

  /** Owned by this member of staff. */
  Optional<StaffId> owner();

  /** Opened at this instant or later. */
  Optional<Instant> openedFrom();

  /** Opened before this instant. */
  Optional<Instant> openedBefore();

  /** Whether {@code file} meets all conditions: what every adapter must answer alike. */
  default boolean matches(CaseFile file) {
    return (customer().isEmpty() || customer().equals(file.customer()))
        && (stores().isEmpty() || stores().contains(file.store()))
        && (states().isEmpty() || states().contains(file.state()))
        && (owner().isEmpty() || owner().equals(file.owner()))
        && openedFrom().map(from -> !file.openedAt().isBefore(from)).orElse(true)
        && openedBefore().map(before -> file.openedAt().isBefore(before)).orElse(true);
  }

  /** A builder with no condition. */
  static ImmutableCaseCriteria.Builder builder() {
    return ImmutableCaseCriteria.builder();
  }
}
