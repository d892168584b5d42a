package io.regulars.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2FileStorageContractTest extends H2StorageContract {

  @TempDir Path folder;

  @Override
  TestDatabase newDatabase() {
    return TestDatabase.file(folder, "");
  }

  @Override
  public int histories() {
    return 5;
  }
}
