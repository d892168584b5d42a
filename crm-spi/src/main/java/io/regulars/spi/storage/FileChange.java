package io.regulars.spi.storage;

import io.regulars.spi.Shapes;
import io.regulars.spi.file.CustomerFile;
import java.util.Optional;

/**
 * A file's new state, and the state it was decided upon.
 *
 * @param before as it was read; empty: the file is new
 * @param after one version higher; 1 if new
 */
public record FileChange(Optional<CustomerFile> before, CustomerFile after) {

  /** Both are of one customer of one merchant, and the version rises by one. */
  public FileChange {
    long expected = before.map(CustomerFile::version).orElse(0L);
    Shapes.require(
        after.version() == expected + 1,
        "a change leads from version " + expected + " to the next, not to " + after.version());
    Shapes.require(
        before.isEmpty()
            || (before.get().id().equals(after.id())
                && before.get().merchant().equals(after.merchant())),
        "a change is of one file");
  }

  /** The version the stored file must still have; 0: there must be none. */
  public long expectedVersion() {
    return after.version() - 1;
  }
}
