package io.regulars.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.regulars.spi.storage.Storage;
import io.regulars.testkit.StorageContract;
import java.sql.SQLException;

/**
 * The contract behind a pool as hosts use it, beside another library's tables of the same names.
 */
class H2PrefixStorageContractTest extends StorageContract {

  private final TestDatabase database = TestDatabase.memory("");
  private final HikariDataSource pool = new HikariDataSource();

  @Override
  protected Storage newStorage() {
    pool.setJdbcUrl(database.url());
    pool.setUsername("sa");
    pool.setPassword("");
    pool.setMaximumPoolSize(3);
    try {
      for (String table : SchemaCheck.expected().keySet()) {
        database.execute("CREATE TABLE " + table + " (id INTEGER)");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return JdbcStorage.builder(pool).tablePrefix("RETAIL_").schemaMode(SchemaMode.MIGRATE).build();
  }

  @Override
  protected void discard(Storage used) {
    pool.close();
    database.close();
  }

  @Override
  public int histories() {
    return 5;
  }
}
