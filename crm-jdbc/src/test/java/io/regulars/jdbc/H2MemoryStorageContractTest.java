package io.regulars.jdbc;

class H2MemoryStorageContractTest extends H2StorageContract {
  @Override
  TestDatabase newDatabase() {
    return TestDatabase.memory("");
  }
}
