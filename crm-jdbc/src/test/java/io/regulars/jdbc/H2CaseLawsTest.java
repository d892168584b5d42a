package io.regulars.jdbc;

import io.regulars.spi.storage.Storage;
import io.regulars.testkit.CaseLaws;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.lifecycle.AfterTry;

/** What holds of every complaint in memory holds on H2. */
class H2CaseLawsTest extends CaseLaws {

  private final List<TestDatabase> databases = new ArrayList<>();

  @Override
  protected Storage newStorage() {
    TestDatabase opened = TestDatabase.memory("");
    databases.add(opened);
    return opened.storage();
  }

  @AfterTry
  void close() throws Exception {
    for (TestDatabase database : databases) {
      database.close();
    }
    databases.clear();
  }
}
