package io.regulars.jdbc;

import io.regulars.spi.storage.Storage;
import io.regulars.testkit.CrmContract;
import org.jspecify.annotations.Nullable;

/** The engine behaves on H2 as it does in memory. */
class H2CrmContractTest extends CrmContract {

  private @Nullable TestDatabase database;

  @Override
  protected Storage newStorage() {
    TestDatabase opened = TestDatabase.memory("");
    database = opened;
    return opened.storage();
  }

  @Override
  public int attempts() {
    return attemptsOr(1_000);
  }

  @Override
  protected void discard(Storage used) throws Exception {
    if (database != null) {
      database.close();
    }
  }
}
