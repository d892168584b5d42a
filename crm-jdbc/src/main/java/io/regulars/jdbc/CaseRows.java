package io.regulars.jdbc;

import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.StaffId;
import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Key;
import io.regulars.spi.StorageException.Kind;
import io.regulars.spi.StoreId;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.ImmutableCaseFile;
import io.regulars.spi.complaint.Severity;
import io.regulars.spi.storage.CaseChange;
import io.regulars.spi.storage.CaseCriteria;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps complaints: a row per case with what is looked for, and a row per line of its log. Cases
 * are written in the order of their ids, so that two change sets never wait for each other's.
 */
final class CaseRows {

  /** Cases read at once; between pages no connection is held. */
  static final int PAGE = 200;

  /** What every commit writes. */
  static final List<String> STATE =
      List.of(
          "version",
          "customer_id",
          "store_id",
          "channel",
          "opened_at",
          "as_of",
          "wake_at",
          "state",
          "severity",
          "owner",
          "waiting",
          "program",
          "last_seq");

  /** A line of the log. */
  static final List<String> EVENT =
      List.of(
          "merchant_id",
          "complaint_id",
          "seq",
          "kind",
          "occurred_at",
          "recorded_at",
          "rule_code",
          "figures",
          "steps",
          "words",
          "staff_id",
          "staff_role",
          "program");

  private final Context context;
  private final String insert;
  private final String update;
  private final String insertEvent;
  private final String select;

  CaseRows(Context context) {
    this.context = context;
    String table = context.table("complaint");
    List<String> all = new ArrayList<>(STATE);
    all.addAll(List.of("merchant_id", "complaint_id"));
    this.insert = Sql.insert(table, all);
    this.update =
        "UPDATE "
            + table
            + " SET "
            + Sql.assignments(STATE)
            + ", claim_owner = NULL, claim_until = NULL"
            + " WHERE merchant_id = ? AND complaint_id = ? AND version = ?";
    this.insertEvent = Sql.insert(context.table("complaint_event"), EVENT);
    this.select = "SELECT complaint_id, " + String.join(", ", STATE) + " FROM " + table;
  }

  void write(Connection connection, MerchantId merchant, List<CaseChange> changes)
      throws SQLException {
    List<CaseChange> sorted = new ArrayList<>(changes);
    sorted.sort(Comparator.comparing(change -> change.after().id().value()));
    for (CaseChange change : sorted) {
      if (change.before().isEmpty()) {
        insert(connection, change.after());
      } else {
        update(connection, change);
      }
      append(connection, merchant, change);
    }
  }

  private void insert(Connection connection, CaseFile file) throws SQLException {
    Sql.append(
        connection, context, insert, List.of(file), CaseRows::bind, () -> taken("is opened", file));
  }

  private void update(Connection connection, CaseChange change) throws SQLException {
    int[] changed =
        Sql.update(
            connection,
            context,
            update,
            List.of(change.after()),
            (binder, row) -> bind(binder, row).number(change.expectedVersion()));
    if (changed[0] == 0) {
      throw new StorageException(
          Kind.STALE,
          "case "
              + change.after().id()
              + " of merchant "
              + change.after().merchant()
              + " is not at version "
              + change.expectedVersion()
              + " any more; read again, decide again");
    }
  }

  private static StorageException taken(String what, CaseFile file) {
    return StorageException.duplicate(
        Key.ID,
        "case " + file.id() + " of merchant " + file.merchant() + " " + what + " already; read it");
  }

  private static Binder bind(Binder binder, CaseFile file) throws SQLException {
    return binder
        .number(file.version())
        .id(file.customer().map(CustomerId::value))
        .text(file.store().value())
        .text(file.channel())
        .instant(file.openedAt())
        .instant(file.asOf())
        .instant(file.wakeAt())
        .constant(file.state())
        .constant(file.severity())
        .text(file.owner().map(StaffId::value))
        .flag(file.waiting())
        .text(file.program().value())
        .integer(file.events().size())
        .merchant(file.merchant())
        .id(file.id().value());
  }

  private void append(Connection connection, MerchantId merchant, CaseChange change)
      throws SQLException {
    UUID id = change.after().id().value();
    Sql.append(
        connection,
        context,
        insertEvent,
        change.appended(),
        (binder, event) ->
            binder
                .merchant(merchant)
                .id(id)
                .integer(event.seq())
                .constant(event.kind())
                .instant(event.occurredAt())
                .instant(event.recordedAt())
                .explanation(event.explanation())
                .text(event.words())
                .actor(event.actor())
                .text(event.program().value()),
        () -> taken("has this line", change.after()));
  }

  Optional<CaseFile> byId(Connection connection, MerchantId merchant, CaseId id)
      throws SQLException {
    return all(
            connection,
            merchant,
            " WHERE merchant_id = ? AND complaint_id = ?",
            binder -> binder.id(id.value()))
        .stream()
        .findFirst();
  }

  /** The first {@value #PAGE} that match, of those behind {@code seen}. */
  List<CaseFile> page(
      Connection connection, MerchantId merchant, CaseCriteria criteria, Optional<CaseId> seen)
      throws SQLException {
    return all(connection, merchant, where(criteria, seen), binder -> bind(binder, criteria, seen));
  }

  private static String where(CaseCriteria criteria, Optional<CaseId> seen) {
    StringBuilder where = new StringBuilder(" WHERE merchant_id = ?");
    seen.ifPresent(id -> where.append(" AND complaint_id > ?"));
    criteria.customer().ifPresent(id -> where.append(" AND customer_id = ?"));
    appendIn(where, "store_id", criteria.stores().size());
    appendIn(where, "state", criteria.states().size());
    criteria.owner().ifPresent(staff -> where.append(" AND owner = ?"));
    criteria.openedFrom().ifPresent(from -> where.append(" AND opened_at >= ?"));
    criteria.openedBefore().ifPresent(before -> where.append(" AND opened_at < ?"));
    return where.append(" ORDER BY merchant_id, complaint_id LIMIT ?").toString();
  }

  private static void appendIn(StringBuilder where, String column, int count) {
    if (count > 0) {
      where.append(" AND ").append(column).append(" IN (").append(Sql.parameters(count));
      where.append(')');
    }
  }

  private static void bind(Binder binder, CaseCriteria criteria, Optional<CaseId> seen)
      throws SQLException {
    if (seen.isPresent()) {
      binder.id(seen.get().value());
    }
    if (criteria.customer().isPresent()) {
      binder.id(criteria.customer().get().value());
    }
    for (StoreId store : criteria.stores()) {
      binder.text(store.value());
    }
    for (CaseState state : criteria.states()) {
      binder.constant(state);
    }
    if (criteria.owner().isPresent()) {
      binder.text(criteria.owner().map(StaffId::value));
    }
    if (criteria.openedFrom().isPresent()) {
      binder.instant(criteria.openedFrom());
    }
    if (criteria.openedBefore().isPresent()) {
      binder.instant(criteria.openedBefore());
    }
    binder.integer(PAGE);
  }

  /** How many open cases each member of staff owns. */
  Map<StaffId, Integer> open(Connection connection, MerchantId merchant) throws SQLException {
    List<CaseState> states = Arrays.stream(CaseState.values()).filter(CaseState::isOpen).toList();
    String sql =
        "SELECT owner, COUNT(*) FROM "
            + context.table("complaint")
            + " WHERE merchant_id = ? AND state IN ("
            + Sql.parameters(states.size())
            + ") AND owner IS NOT NULL GROUP BY owner";
    Map<StaffId, Integer> open = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Binder binder = new Binder(statement, context.dialect()).merchant(merchant);
      for (CaseState state : states) {
        binder.constant(state);
      }
      Row.all(statement, context.dialect(), row -> open.put(StaffId.of(row.text()), row.integer()));
    }
    return open;
  }

  /** The cases that the condition selects, in its order, each with its whole log. */
  List<CaseFile> all(
      Connection connection, MerchantId merchant, String where, FileRows.Conditions conditions)
      throws SQLException {
    List<Head> heads;
    try (PreparedStatement statement = connection.prepareStatement(select + where)) {
      conditions.bind(new Binder(statement, context.dialect()).merchant(merchant));
      heads = Row.all(statement, context.dialect(), row -> head(row, merchant));
    }
    if (heads.isEmpty()) {
      return List.of();
    }
    Map<UUID, List<CaseEvent>> logs = logs(connection, merchant, heads);
    return heads.stream().map(head -> head.with(logs.getOrDefault(head.id(), List.of()))).toList();
  }

  /**
   * A case short of its log, which is read after it and may have grown meanwhile.
   *
   * @param lines how many lines belong to it
   */
  private record Head(UUID id, int lines, ImmutableCaseFile.Builder file) {

    CaseFile with(List<CaseEvent> log) {
      return file.events(log.subList(0, Math.min(lines, log.size()))).build();
    }
  }

  private static Head head(Row row, MerchantId merchant) throws SQLException {
    UUID id = row.id();
    ImmutableCaseFile.Builder file =
        CaseFile.builder()
            .merchant(merchant)
            .id(CaseId.of(id))
            .version(row.number())
            .customer(row.optionalId().map(CustomerId::of))
            .store(StoreId.of(row.text()))
            .channel(row.text())
            .openedAt(row.instant())
            .asOf(row.instant())
            .wakeAt(row.optionalInstant())
            .state(row.constant(CaseState.class))
            .severity(row.constant(Severity.class))
            .owner(row.optionalText().map(StaffId::of))
            .waiting(row.flag())
            .program(ProgramVersion.of(row.text()));
    return new Head(id, row.integer(), file);
  }

  private Map<UUID, List<CaseEvent>> logs(
      Connection connection, MerchantId merchant, List<Head> heads) throws SQLException {
    String sql =
        "SELECT "
            + String.join(", ", EVENT.subList(1, EVENT.size()))
            + " FROM "
            + context.table("complaint_event")
            + " WHERE merchant_id = ? AND complaint_id IN ("
            + Sql.parameters(heads.size())
            + ") ORDER BY merchant_id, complaint_id, seq";
    Map<UUID, List<CaseEvent>> logs = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Binder binder = new Binder(statement, context.dialect()).merchant(merchant);
      for (Head head : heads) {
        binder.id(head.id());
      }
      Row.all(
          statement,
          context.dialect(),
          row -> logs.computeIfAbsent(row.id(), id -> new ArrayList<>()).add(event(row, merchant)));
    }
    return logs;
  }

  private static CaseEvent event(Row row, MerchantId merchant) throws SQLException {
    return CaseEvent.builder()
        .seq(row.integer())
        .kind(row.constant(CaseEventKind.class))
        .occurredAt(row.instant())
        .recordedAt(row.instant())
        .explanation(row.explanation())
        .words(row.optionalText())
        .actor(row.actor(merchant))
        .program(ProgramVersion.of(row.text()))
        .build();
  }
}
