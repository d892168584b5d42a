package io.regulars.jdbc;

import io.regulars.jdbc.internal.AccountsCodec;
import io.regulars.jdbc.internal.ProfileCodec;
import io.regulars.spi.CustomerId;
import io.regulars.spi.StaffId;
import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Key;
import io.regulars.spi.StorageException.Kind;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.customer.Birthday;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.Referral;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.storage.FileChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Writes the new states of files under compare-and-set: profile and referral only if they changed.
 * Files are taken in the order of their ids, so that two change sets never wait for each other's.
 */
final class FileWriter {

  private final Context context;
  private final LookupKeys keys;
  private final String insert;
  private final String updateState;
  private final String updateAll;

  FileWriter(Context context) {
    this.context = context;
    this.keys = new LookupKeys(context);
    String table = context.table("customer");
    List<String> all = new ArrayList<>(FileRows.STATE);
    all.addAll(FileRows.PROFILE);
    this.updateState = update(table, FileRows.STATE);
    this.updateAll = update(table, all);
    all.addAll(List.of("merchant_id", "customer_id"));
    this.insert = Sql.insert(table, all);
  }

  private static String update(String table, List<String> columns) {
    return "UPDATE "
        + table
        + " SET "
        + Sql.assignments(columns)
        + ", claim_owner = NULL, claim_until = NULL"
        + " WHERE merchant_id = ? AND customer_id = ? AND version = ?";
  }

  void write(Connection connection, List<FileChange> changes) throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    for (FileChange change : inOrder(changes)) {
      if (change.before().isEmpty()) {
        insert(connection, change.after());
      } else {
        update(connection, change, change.before().get());
      }
    }
    keys.write(connection, changes);
  }

  private static List<FileChange> inOrder(List<FileChange> changes) {
    if (changes.size() == 1) {
      return changes;
    }
    List<FileChange> sorted = new ArrayList<>(changes);
    sorted.sort(Comparator.comparing(change -> change.after().id().value()));
    return sorted;
  }

  private void insert(Connection connection, CustomerFile file) throws SQLException {
    Sql.append(
        connection,
        context,
        insert,
        List.of(file),
        (binder, row) -> {
          bindState(binder, row);
          bindProfile(binder, row.profile());
          bindReferral(binder, row.referral());
          bindKey(binder, row);
        },
        () ->
            StorageException.duplicate(
                Key.ID,
                "customer "
                    + file.id()
                    + " of merchant "
                    + file.merchant()
                    + " is registered already; read the file"));
  }

  private void update(Connection connection, FileChange change, CustomerFile before)
      throws SQLException {
    CustomerFile file = change.after();
    boolean withProfile =
        !file.profile().equals(before.profile()) || !file.referral().equals(before.referral());
    int[] changed =
        Sql.update(
            connection,
            context,
            withProfile ? updateAll : updateState,
            List.of(file),
            (binder, row) -> {
              bindState(binder, row);
              if (withProfile) {
                bindProfile(binder, row.profile());
                bindReferral(binder, row.referral());
              }
              bindKey(binder, row).number(change.expectedVersion());
            });
    if (changed[0] == 0) {
      throw stale(change);
    }
  }

  private static StorageException stale(FileChange change) {
    CustomerFile file = change.after();
    return new StorageException(
        Kind.STALE,
        "customer "
            + file.id()
            + " of merchant "
            + file.merchant()
            + " is no longer at version "
            + change.expectedVersion()
            + "; read the file and decide again");
  }

  private static Binder bindKey(Binder binder, CustomerFile file) throws SQLException {
    return binder.merchant(file.merchant()).id(file.id().value());
  }

  private static void bindState(Binder binder, CustomerFile file) throws SQLException {
    binder
        .number(file.version())
        .number(file.lastSeq())
        .text(file.program().value())
        .instant(file.joinedAt())
        .instant(file.asOf())
        .instant(file.wakeAt())
        .text(file.tier().tier().value())
        .instant(file.tier().since())
        .instant(file.tier().graceUntil())
        .constant(file.stage().stage())
        .instant(file.stage().since())
        .instant(file.stage().firstVisitAt())
        .instant(file.stage().lastVisitAt())
        .text(AccountsCodec.encode(file.accounts()));
  }

  private static void bindProfile(Binder binder, CustomerProfile profile) throws SQLException {
    binder
        .text(profile.name())
        .text(ProfileCodec.encodePhones(profile.phones()))
        .text(ProfileCodec.encodeExternalIds(profile.externalIds()))
        .constant(profile.gender());
    bindBirthday(binder, profile.birthday());
    binder
        .text(profile.ageBand())
        .text(profile.occupation())
        .text(profile.region())
        .text(profile.address())
        .text(profile.source())
        .text(profile.homeStore().map(StoreId::value))
        .text(profile.assignedStaff().map(StaffId::value))
        .text(ProfileCodec.encodeFamily(profile.family()))
        .text(profile.creditNote())
        .text(ProfileCodec.encodeConsents(profile.consents()))
        .text(profile.language().map(ProfileCodec::encodeLanguage))
        .text(profile.zone().map(ZoneId::getId));
  }

  private static void bindReferral(Binder binder, Optional<Referral> referral) throws SQLException {
    binder
        .id(referral.map(Referral::referrer).map(CustomerId::value))
        .id(referral.flatMap(Referral::qualifiedBy).map(VisitId::value));
  }

  private static void bindBirthday(Binder binder, Optional<Birthday> birthday) throws SQLException {
    binder
        .text(birthday.map(Birthday::calendar).map(Enum::name))
        .integer(birthday.flatMap(FileWriter::statedYear))
        .integer(birthday.map(Birthday::month))
        .integer(birthday.map(Birthday::day))
        .flag(birthday.map(Birthday::leapMonth));
  }

  private static Optional<Integer> statedYear(Birthday birthday) {
    return birthday.year().isPresent() ? Optional.of(birthday.year().getAsInt()) : Optional.empty();
  }
}
