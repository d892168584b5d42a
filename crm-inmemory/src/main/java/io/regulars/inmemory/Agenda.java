package io.regulars.inmemory;

import io.regulars.spi.storage.Lease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is due when, earliest first and then by id, and until when somebody already works on it. The
 * cost of a claim is the number of items due. Not thread-safe: the merchant's lock guards it.
 */
final class Agenda<I extends Agenda.Item> {

  /** By unsigned 128-bit value, as the contract orders ids. */
  static final Comparator<UUID> UNSIGNED =
      (a, b) -> {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0
            ? high
            : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
      };

  private final NavigableSet<I> items =
      new TreeSet<>(
          (a, b) -> {
            int time = Long.compare(a.second, b.second);
            time = time != 0 ? time : a.armedAt().compareTo(b.armedAt());
            return time != 0 ? time : UNSIGNED.compare(a.id, b.id);
          });

  /** Ends the item's claim and puts it down for {@code at}; null: it is never due. */
  void arm(I item, @Nullable Instant at) {
    item.leasedUntil = null;
    if (Objects.equals(item.at, at)) {
      return;
    }
    if (item.at != null) {
      items.remove(item);
    }
    item.at = at;
    if (at != null) {
      item.second = at.getEpochSecond();
      items.add(item);
    }
  }

  /** Leases up to {@code limit} items due at {@code due} or earlier, earliest first. */
  List<I> claim(Instant due, int limit, Lease lease) {
    List<I> claimed = new ArrayList<>();
    for (I item : items) {
      if (claimed.size() >= limit || item.armedAt().isAfter(due)) {
        break;
      }
      if (item.leasedUntil == null || !item.leasedUntil.isAfter(lease.from())) {
        item.leasedUntil = lease.until();
        claimed.add(item);
      }
    }
    return claimed;
  }

  /** Something that may fall due; changed through its agenda only. */
  abstract static class Item {

    final UUID id;
    @Nullable Instant at;

    /** The second of {@link #at}, which settles most comparisons without looking there. */
    long second;

    @Nullable Instant leasedUntil;

    Item(UUID id) {
      this.id = id;
    }

    Instant armedAt() {
      return Objects.requireNonNull(at, "an item on the agenda has an instant");
    }
  }
}
