package io.regulars.jdbc;

import io.regulars.jdbc.internal.RatingsCodec;
import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.StaffId;
import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Key;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.feedback.FeedbackAnswer;
import io.regulars.spi.feedback.FeedbackChannel;
import io.regulars.spi.feedback.FeedbackId;
import io.regulars.spi.storage.FeedbackCriteria;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Appends and reads answers, each under its key. */
final class FeedbackRows {

  /** Answers read at once; between pages no connection is held. */
  static final int PAGE = 200;

  static final List<String> COLUMNS =
      List.of(
          "merchant_id",
          "answer_key",
          "feedback_id",
          "customer_id",
          "visit_id",
          "survey",
          "store_id",
          "served_by",
          "item",
          "channel",
          "ratings",
          "recommend",
          "words",
          "sentiment",
          "complaint_id",
          "answered_at",
          "staff_id",
          "staff_role",
          "program");

  private final Context context;
  private final String insert;
  private final String select;

  FeedbackRows(Context context) {
    this.context = context;
    String table = context.table("feedback");
    this.insert = Sql.insert(table, COLUMNS);
    this.select =
        "SELECT "
            + String.join(", ", COLUMNS.subList(1, COLUMNS.size()))
            + " FROM "
            + table
            + " WHERE merchant_id = ?";
  }

  void append(Connection connection, MerchantId merchant, List<FeedbackAnswer> answers)
      throws SQLException {
    Sql.append(
        connection,
        context,
        insert,
        answers,
        FeedbackRows::bind,
        () ->
            StorageException.duplicate(
                Key.RECEIPT,
                "an answer of merchant " + merchant + " is on record under this key; read it"));
  }

  private static void bind(Binder binder, FeedbackAnswer answer) throws SQLException {
    binder
        .merchant(answer.merchant())
        .text(answer.key())
        .id(answer.id().value())
        .id(answer.customer().map(CustomerId::value))
        .id(answer.visit().map(VisitId::value))
        .text(answer.survey())
        .text(answer.store().value())
        .text(answer.staff().map(StaffId::value))
        .text(answer.item())
        .constant(answer.channel())
        .text(RatingsCodec.encode(answer.ratings()))
        .integer(answer.recommend())
        .text(answer.text())
        .integer(answer.sentiment())
        .id(answer.complaint().map(CaseId::value))
        .instant(answer.answeredAt())
        .actor(answer.actor())
        .text(answer.program().value());
  }

  Optional<FeedbackAnswer> byKey(Connection connection, MerchantId merchant, String key)
      throws SQLException {
    return all(connection, merchant, " AND answer_key = ?", binder -> binder.text(key)).stream()
        .findFirst();
  }

  /** The first {@value #PAGE} that match, of those behind {@code last}. */
  List<FeedbackAnswer> page(
      Connection connection,
      MerchantId merchant,
      FeedbackCriteria criteria,
      Optional<FeedbackAnswer> last)
      throws SQLException {
    return all(connection, merchant, where(criteria, last), binder -> bind(binder, criteria, last));
  }

  private static String where(FeedbackCriteria criteria, Optional<FeedbackAnswer> last) {
    StringBuilder where = new StringBuilder();
    criteria.customer().ifPresent(id -> where.append(" AND customer_id = ?"));
    criteria.survey().ifPresent(code -> where.append(" AND survey = ?"));
    if (!criteria.stores().isEmpty()) {
      where.append(" AND store_id IN (").append(Sql.parameters(criteria.stores().size()));
      where.append(')');
    }
    begin(criteria, last).ifPresent(from -> where.append(" AND answered_at >= ?"));
    criteria.before().ifPresent(before -> where.append(" AND answered_at < ?"));
    last.ifPresent(
        seen -> where.append(" AND (answered_at > ? OR (answered_at = ? AND feedback_id > ?))"));
    return where.append(" ORDER BY merchant_id, answered_at, feedback_id LIMIT ?").toString();
  }

  private static Optional<Instant> begin(FeedbackCriteria criteria, Optional<FeedbackAnswer> last) {
    return last.map(FeedbackAnswer::answeredAt).or(criteria::from);
  }

  private static void bind(Binder binder, FeedbackCriteria criteria, Optional<FeedbackAnswer> last)
      throws SQLException {
    if (criteria.customer().isPresent()) {
      binder.id(criteria.customer().get().value());
    }
    if (criteria.survey().isPresent()) {
      binder.text(criteria.survey());
    }
    for (StoreId store : criteria.stores()) {
      binder.text(store.value());
    }
    if (begin(criteria, last).isPresent()) {
      binder.instant(begin(criteria, last));
    }
    if (criteria.before().isPresent()) {
      binder.instant(criteria.before());
    }
    if (last.isPresent()) {
      Instant seen = last.get().answeredAt();
      binder.instant(seen).instant(seen).id(last.get().id().value());
    }
    binder.integer(PAGE);
  }

  private List<FeedbackAnswer> all(
      Connection connection, MerchantId merchant, String where, FileRows.Conditions conditions)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(select + where)) {
      conditions.bind(new Binder(statement, context.dialect()).merchant(merchant));
      return Row.all(statement, context.dialect(), row -> read(row, merchant));
    }
  }

  private static FeedbackAnswer read(Row row, MerchantId merchant) throws SQLException {
    return FeedbackAnswer.builder()
        .merchant(merchant)
        .key(row.text())
        .id(FeedbackId.of(row.id()))
        .customer(row.optionalId().map(CustomerId::of))
        .visit(row.optionalId().map(VisitId::of))
        .survey(row.text())
        .store(StoreId.of(row.text()))
        .staff(row.optionalText().map(StaffId::of))
        .item(row.optionalText())
        .channel(row.constant(FeedbackChannel.class))
        .ratings(RatingsCodec.decode(row.text()))
        .recommend(row.optionalInteger())
        .text(row.optionalText())
        .sentiment(row.optionalInteger())
        .complaint(row.optionalId().map(CaseId::of))
        .answeredAt(row.instant())
        .actor(row.actor(merchant))
        .program(ProgramVersion.of(row.text()))
        .build();
  }
}
