package io.regulars.inmemory;

import io.regulars.spi.storage.Storage;
import io.regulars.testkit.CrmContract;

class InMemoryCrmContractTest extends CrmContract {
  @Override
  protected Storage newStorage() {
    return new InMemoryStorage();
  }
}
