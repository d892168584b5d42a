package io.regulars.jdbc;

import io.regulars.jdbc.internal.AccountsCodec;
import io.regulars.jdbc.internal.ProfileCodec;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ExternalId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.PhoneNumber;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.customer.Birthday;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.Gender;
import io.regulars.spi.customer.Referral;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.lifecycle.Stage;
import io.regulars.spi.lifecycle.StageStanding;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.tier.TierStanding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads files: one row each, found by id, by phone or by external id in one statement. */
final class FileRows {

  /** What every commit writes. */
  static final List<String> STATE =
      List.of(
          "version",
          "last_seq",
          "program",
          "joined_at",
          "as_of",
          "wake_at",
          "tier",
          "tier_since",
          "grace_until",
          "stage",
          "stage_since",
          "first_visit_at",
          "last_visit_at",
          "accounts");

  /** What a commit writes only if the profile or the referral changed. */
  static final List<String> PROFILE =
      List.of(
          "name",
          "phones",
          "external_ids",
          "gender",
          "birth_calendar",
          "birth_year",
          "birth_month",
          "birth_day",
          "birth_leap_month",
          "age_band",
          "occupation",
          "region",
          "address",
          "source",
          "home_store",
          "assigned_staff",
          "family",
          "credit_note",
          "consents",
          "language",
          "zone",
          "referrer_id",
          "referral_visit_id");

  private final Context context;
  private final String columns;
  private final String byId;
  private final String byPhone;
  private final String byExternalId;

  FileRows(Context context) {
    this.context = context;
    this.columns =
        "SELECT c.customer_id, c."
            + String.join(", c.", STATE)
            + ", c."
            + String.join(", c.", PROFILE)
            + " FROM ";
    String customer = context.table("customer") + " c";
    String joined =
        " k JOIN "
            + customer
            + " ON c.merchant_id = k.merchant_id AND c.customer_id = k.customer_id"
            + " WHERE k.merchant_id = ?";
    this.byId = columns + customer + " WHERE c.merchant_id = ? AND c.customer_id = ?";
    this.byPhone = columns + context.table("customer_phone") + joined + " AND k.phone = ?";
    this.byExternalId =
        columns
            + context.table("customer_external_id")
            + joined
            + " AND k.id_system = ? AND k.id_value = ?";
  }

  /** A query for files; {@code rest} follows the name of the table, alias {@code c}. */
  String select(String rest) {
    return columns + context.table("customer") + " c" + rest;
  }

  Optional<CustomerFile> byId(Connection connection, MerchantId merchant, CustomerId id)
      throws SQLException {
    return first(connection, merchant, byId, binder -> binder.id(id.value()));
  }

  Optional<CustomerFile> byPhone(Connection connection, MerchantId merchant, PhoneNumber phone)
      throws SQLException {
    return first(connection, merchant, byPhone, binder -> binder.text(phone.e164()));
  }

  Optional<CustomerFile> byExternalId(Connection connection, MerchantId merchant, ExternalId id)
      throws SQLException {
    return first(
        connection, merchant, byExternalId, binder -> binder.text(id.system()).text(id.value()));
  }

  /** Binds what a query has after its first parameter, the merchant. */
  @FunctionalInterface
  interface Conditions {
    void bind(Binder binder) throws SQLException;
  }

  /** The files that {@code sql} selects, in its order. */
  List<CustomerFile> all(
      Connection connection, MerchantId merchant, String sql, Conditions conditions)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      conditions.bind(new Binder(statement, context.dialect()).merchant(merchant));
      return Row.all(statement, context.dialect(), row -> read(row, merchant));
    }
  }

  private Optional<CustomerFile> first(
      Connection connection, MerchantId merchant, String sql, Conditions conditions)
      throws SQLException {
    List<CustomerFile> files = all(connection, merchant, sql, conditions);
    return files.isEmpty() ? Optional.empty() : Optional.of(files.get(0));
  }

  private static CustomerFile read(Row row, MerchantId merchant) throws SQLException {
    return CustomerFile.builder()
        .merchant(merchant)
        .id(CustomerId.of(row.id()))
        .version(row.number())
        .lastSeq(row.number())
        .program(ProgramVersion.of(row.text()))
        .joinedAt(row.instant())
        .asOf(row.instant())
        .wakeAt(row.optionalInstant())
        .tier(new TierStanding(TierCode.of(row.text()), row.instant(), row.optionalInstant()))
        .stage(
            new StageStanding(
                row.constant(Stage.class),
                row.instant(),
                row.optionalInstant(),
                row.optionalInstant()))
        .accounts(AccountsCodec.decode(row.text()))
        .profile(profile(row))
        .referral(referral(row))
        .build();
  }

  private static CustomerProfile profile(Row row) throws SQLException {
    return CustomerProfile.builder()
        .name(row.text())
        .phones(ProfileCodec.decodePhones(row.text()))
        .externalIds(ProfileCodec.decodeExternalIds(row.text()))
        .gender(row.constant(Gender.class))
        .birthday(birthday(row))
        .ageBand(row.optionalText())
        .occupation(row.optionalText())
        .region(row.optionalText())
        .address(row.optionalText())
        .source(row.optionalText())
        .homeStore(row.optionalText().map(StoreId::of))
        .assignedStaff(row.optionalText().map(StaffId::of))
        .family(ProfileCodec.decodeFamily(row.text()))
        .creditNote(row.optionalText())
        .consents(ProfileCodec.decodeConsents(row.text()))
        .language(row.optionalText().map(ProfileCodec::decodeLanguage))
        .zone(row.optionalText().map(ZoneId::of))
        .build();
  }

  private static Optional<Referral> referral(Row row) throws SQLException {
    Optional<CustomerId> referrer = row.optionalId().map(CustomerId::of);
    Optional<VisitId> qualifiedBy = row.optionalId().map(VisitId::of);
    return referrer.map(by -> new Referral(by, qualifiedBy));
  }

  private static Optional<Birthday> birthday(Row row) throws SQLException {
    Optional<String> calendar = row.optionalText();
    int year = row.integer();
    OptionalInt stated = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(year);
    int month = row.integer();
    int day = row.integer();
    boolean leap = row.flag();
    return calendar.map(
        name -> new Birthday(Birthday.Calendar.valueOf(name), stated, month, day, leap));
  }
}
