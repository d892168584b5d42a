package io.regulars.inmemory;

import io.regulars.spi.storage.Storage;
import io.regulars.testkit.CaseLaws;

class InMemoryCaseLawsTest extends CaseLaws {
  @Override
  protected Storage newStorage() {
    return new InMemoryStorage();
  }
}
