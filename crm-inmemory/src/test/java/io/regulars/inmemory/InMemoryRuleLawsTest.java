package io.regulars.inmemory;

import io.regulars.spi.storage.Storage;
import io.regulars.testkit.RuleLaws;

class InMemoryRuleLawsTest extends RuleLaws {
  @Override
  protected Storage newStorage() {
    return new InMemoryStorage();
  }
}
