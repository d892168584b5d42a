package io.regulars.jdbc;

import io.regulars.spi.CustomerId;
import io.regulars.spi.ExternalId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.PhoneNumber;
import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Key;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.storage.FileChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Keeps the tables by which phones and external ids find their customer, and which let each of them
 * belong to one. Touches only what a change adds or takes away; all that is taken away goes first,
 * so that one change set can hand a number over.
 */
final class LookupKeys {

  private final Context context;
  private final Table<PhoneNumber> phones;
  private final Table<ExternalId> externalIds;

  LookupKeys(Context context) {
    this.context = context;
    this.phones =
        new Table<>(
            Key.PHONE,
            context.table("customer_phone"),
            List.of("phone"),
            CustomerProfile::phones,
            (binder, phone) -> binder.text(phone.e164()));
    this.externalIds =
        new Table<>(
            Key.EXTERNAL_ID,
            context.table("customer_external_id"),
            List.of("id_system", "id_value"),
            CustomerProfile::externalIds,
            (binder, id) -> binder.text(id.system()).text(id.value()));
  }

  void write(Connection connection, List<FileChange> changes) throws SQLException {
    List<FileChange> changed = new ArrayList<>();
    for (FileChange change : changes) {
      if (change.before().isEmpty()
          || !change.before().get().profile().equals(change.after().profile())) {
        changed.add(change);
      }
    }
    if (!changed.isEmpty()) {
      delete(connection, phones, changed);
      delete(connection, externalIds, changed);
      insert(connection, phones, changed);
      insert(connection, externalIds, changed);
    }
  }

  private <K> void delete(Connection connection, Table<K> table, List<FileChange> changes)
      throws SQLException {
    List<Owned<K>> lost = new ArrayList<>();
    for (FileChange change : changes) {
      if (change.before().isPresent()) {
        CustomerFile before = change.before().get();
        table.addMissing(lost, before, table.keys().apply(change.after().profile()));
      }
    }
    Sql.update(connection, context, table.delete(), lost, table::bind);
  }

  private <K> void insert(Connection connection, Table<K> table, List<FileChange> changes)
      throws SQLException {
    List<Owned<K>> won = new ArrayList<>();
    for (FileChange change : changes) {
      List<K> had = change.before().map(CustomerFile::profile).map(table.keys()).orElse(List.of());
      table.addMissing(won, change.after(), had);
    }
    Sql.append(
        connection, context, table.insert(), won, table::bind, () -> table.taken(won.get(0)));
  }

  /** A key and whose it is. */
  private record Owned<K>(MerchantId merchant, K key, CustomerId customer) {}

  /** One of the two tables. */
  private record Table<K>(
      Key key,
      String name,
      List<String> columns,
      Function<CustomerProfile, List<K>> keys,
      Sql.RowBinder<K> binding) {

    String insert() {
      List<String> all = new ArrayList<>(List.of("merchant_id"));
      all.addAll(columns);
      all.add("customer_id");
      return Sql.insert(name, all);
    }

    String delete() {
      return "DELETE FROM "
          + name
          + " WHERE merchant_id = ? AND "
          + String.join(" = ? AND ", columns)
          + " = ? AND customer_id = ?";
    }

    void bind(Binder binder, Owned<K> row) throws SQLException {
      binder.merchant(row.merchant());
      binding.bind(binder, row.key());
      binder.id(row.customer().value());
    }

    void addMissing(List<Owned<K>> rows, CustomerFile file, List<K> elsewhere) {
      for (K each : keys.apply(file.profile())) {
        if (!elsewhere.contains(each)) {
          rows.add(new Owned<>(file.merchant(), each, file.id()));
        }
      }
    }

    StorageException taken(Owned<K> row) {
      return StorageException.duplicate(
          key,
          "a number of customer "
              + row.customer()
              + " belongs to another customer of merchant "
              + row.merchant()
              + "; look up whose it is");
    }
  }
}
