package io.regulars.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.regulars.jdbc.JdbcStorage;
import io.regulars.jdbc.SchemaMode;
import io.regulars.spi.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;

/** Embedded H2 databases behind HikariCP as a host would have it. */
final class Databases {

  /** Enough for four threads that borrow a second one now and then. */
  private static final int CONNECTIONS = 8;

  private Databases() {}

  /** An empty database of this name; closing the pool drops it. */
  static HikariDataSource inMemory(String name) {
    return open("mem:" + name);
  }

  /** An empty database of this name, kept in files there. */
  static HikariDataSource onFile(Path directory, String name) throws IOException {
    return open("file:" + Files.createTempDirectory(directory, name).resolve(name));
  }

  private static HikariDataSource open(String database) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:" + database);
    config.setMaximumPoolSize(CONNECTIONS);
    return new HikariDataSource(config);
  }

  /** Regulars' tables in the database, made if they are not there. */
  static Storage storage(DataSource source) {
    return JdbcStorage.builder(source).schemaMode(SchemaMode.MIGRATE).build();
  }
}
