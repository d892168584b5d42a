package io.regulars.jdbc;

import io.regulars.spi.storage.Storage;
import io.regulars.testkit.StorageContract;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The storage contract on a database of its own for each test. */
abstract class H2StorageContract extends StorageContract {

  private @Nullable TestDatabase database;

  /** A new database. */
  abstract TestDatabase newDatabase();

  /** How the storage is built on it. */
  JdbcStorage.Builder builder(TestDatabase database) {
    return JdbcStorage.builder(database.pool()).schemaMode(SchemaMode.MIGRATE);
  }

  @Override
  protected final Storage newStorage() {
    database = newDatabase();
    return builder(database).build();
  }

  @Override
  protected final void discard(Storage used) throws SQLException {
    if (database != null) {
      database.close();
    }
  }

  @Override
  public int histories() {
    return 20;
  }
}
