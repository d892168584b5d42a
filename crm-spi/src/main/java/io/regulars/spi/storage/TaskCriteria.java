package io.regulars.spi.storage;

import io.regulars.spi.RegularsStyle;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.channel.Recipient;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.OutboxMessage;
import java.util.Optional;
import org.immutables.value.Value;

/** Whose tasks to list: all that fit everything that is set. */
@Value.Immutable
@RegularsStyle
public interface TaskCriteria {

  /** Every task. */
  TaskCriteria ALL = builder().build();

  /** Those given to this person. */
  Optional<StaffId> staff();

  /** Those for whoever has this role. */
  Optional<Role> role();

  /** Those at this shop. */
  Optional<StoreId> store();

  /** Those about this very thing. */
  Optional<About> about();

  /** Whether the recipient of {@code task} and what it is about fit. */
  default boolean matches(OutboxMessage task) {
    return (about().isEmpty() || about().equals(task.about())) && isFor(task);
  }

  private boolean isFor(OutboxMessage task) {
    if (task.to() instanceof Recipient.OfStaff to) {
      return role().isEmpty() && fits(staff(), to.staff()) && atStore(to.store());
    }
    if (task.to() instanceof Recipient.OfRole to) {
      return staff().isEmpty() && fits(role(), to.role()) && atStore(to.store());
    }
    return staff().isEmpty() && role().isEmpty() && store().isEmpty();
  }

  private boolean atStore(Optional<StoreId> store) {
    return store().isEmpty() || store().equals(store);
  }

  private static <T> boolean fits(Optional<T> wanted, T found) {
    return wanted.isEmpty() || wanted.get().equals(found);
  }

  /** A builder with nothing set. */
  static ImmutableTaskCriteria.Builder builder() {
    return ImmutableTaskCriteria.builder();
  }
}
