package io.regulars.inmemory;

import io.regulars.spi.storage.Storage;
import io.regulars.testkit.StorageContract;

class InMemoryStorageContractTest extends StorageContract {
  @Override
  protected Storage newStorage() {
    return new InMemoryStorage();
  }
}
