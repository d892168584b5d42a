package io.regulars.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.regulars.jdbc.JdbcStorage;
import io.regulars.jdbc.SchemaMode;
import io.regulars.spi.storage.Storage;
import javax.sql.DataSource;

/** Embedded H2 databases in memory, behind HikariCP as a host would have it. */
final class Databases {

  private Databases() {}

  /** An empty database of this name; closing the pool drops it. */
  static HikariDataSource inMemory(String name) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:" + name);
    config.setMaximumPoolSize(2);
    return new HikariDataSource(config);
  }

  /** Regulars' tables in the database, made if they are not there. */
  static Storage storage(DataSource source) {
    return JdbcStorage.builder(source).schemaMode(SchemaMode.MIGRATE).build();
  }
}
