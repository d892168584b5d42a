package io.regulars.inmemory;

import io.regulars.spi.StaffId;
import io.regulars.spi.StorageException;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.storage.CaseChange;
import io.regulars.spi.storage.Lease;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The complaints of one merchant. Not thread-safe: {@link MerchantData}'s lock guards it. */
final class CaseShelf {

  private final NavigableMap<CaseId, Row> rows =
      new TreeMap<>(Comparator.comparing(CaseId::value, Agenda.UNSIGNED));
  private final Agenda<Row> alarms = new Agenda<>();
  private final Map<StaffId, Integer> open = new HashMap<>();

  Optional<CaseFile> find(CaseId id) {
    return Optional.ofNullable(rows.get(id)).map(row -> row.file);
  }

  /** The first {@code limit} cases behind {@code seen}. */
  List<CaseFile> behind(Optional<CaseId> seen, int limit) {
    return seen.map(id -> rows.tailMap(id, false)).orElse(rows).values().stream()
        .limit(limit)
        .map(row -> row.file)
        .toList();
  }

  List<CaseFile> claimDue(Instant due, int limit, Lease lease) {
    return alarms.claim(due, limit, lease).stream().map(row -> row.file).toList();
  }

  void check(List<CaseChange> changes) {
    for (CaseChange change : changes) {
      CaseId id = change.after().id();
      long stored = find(id).map(CaseFile::version).orElse(0L);
      if (stored > 0 && change.expectedVersion() == 0) {
        throw StorageException.duplicate(
            StorageException.Key.ID, "case " + id + " is already opened");
      }
      if (stored != change.expectedVersion()) {
        throw new StorageException(
            StorageException.Kind.STALE,
            "case "
                + id
                + " is at version "
                + stored
                + ", not "
                + change.expectedVersion()
                + "; read again, decide again");
      }
    }
  }

  Map<StaffId, Integer> open() {
    return Map.copyOf(open);
  }

  void put(CaseChange change) {
    CaseFile file = change.after();
    Row row = rows.get(file.id());
    if (row == null) {
      row = new Row(file);
      rows.put(file.id(), row);
    } else {
      count(row.file, -1);
      row.file = file;
    }
    count(file, 1);
    alarms.arm(row, file.wakeAt().orElse(null));
  }

  private void count(CaseFile file, int by) {
    if (file.state().isOpen() && file.owner().isPresent()) {
      StaffId owner = file.owner().get();
      int count = open.getOrDefault(owner, 0) + by;
      if (count == 0) {
        open.remove(owner);
      } else {
        open.put(owner, count);
      }
    }
  }

  /** A case and its place on the agenda. */
  private static final class Row extends Agenda.Item {

    private CaseFile file;

    Row(CaseFile file) {
      super(file.id().value());
      this.file = file;
    }
  }
}
