package io.regulars.jdbc;

import io.regulars.spi.storage.Storage;
import io.regulars.testkit.RuleLaws;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.lifecycle.AfterProperty;
import org.jspecify.annotations.Nullable;

/** What holds of every program and every history in memory holds on H2: fewer of them. */
@PropertyDefaults(tries = 60, maxDiscardRatio = 1_000, edgeCases = EdgeCasesMode.NONE)
class H2RuleLawsTest extends RuleLaws {

  private @Nullable TestDatabase database;

  @Override
  protected Storage newStorage() {
    TestDatabase opened = TestDatabase.memory("");
    database = opened;
    return opened.storage();
  }

  @AfterProperty
  void close() throws Exception {
    if (database != null) {
      database.close();
    }
  }
}
