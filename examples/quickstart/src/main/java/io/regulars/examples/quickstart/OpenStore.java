package io.regulars.examples.quickstart;

import io.regulars.inmemory.InMemoryStorage;
import io.regulars.jdbc.JdbcStorage;
import io.regulars.jdbc.SchemaMode;
import io.regulars.spi.storage.Storage;
import java.nio.file.Path;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * The storage that was asked for, and what has to be closed after it: the library never closes what
 * the host opened.
 *
 * @param storage where files live
 * @param closing gives back what it holds
 */
record OpenStore(Storage storage, Runnable closing) implements AutoCloseable {

  /** Opens {@code memory}, {@code h2:<file>} or {@code jdbc:<url>}. */
  static OpenStore open(String store) {
    if (store.equals("memory")) {
      return new OpenStore(new InMemoryStorage(), () -> {});
    }
    if (store.startsWith("h2:")) {
      Path file = Path.of(store.substring("h2:".length())).toAbsolutePath();
      return database("jdbc:h2:file:" + file);
    }
    return database(store);
  }

  private static OpenStore database(String url) {
    JdbcConnectionPool pool = JdbcConnectionPool.create(url, "sa", "");
    Storage storage = JdbcStorage.builder(pool).schemaMode(SchemaMode.MIGRATE).build();
    return new OpenStore(storage, pool::dispose);
  }

  @Override
  public void close() {
    closing.run();
  }
}
