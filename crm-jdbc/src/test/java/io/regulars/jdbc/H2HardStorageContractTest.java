package io.regulars.jdbc;

import java.util.Locale;
import java.util.TimeZone;
import org.h2.util.DateTimeUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * The contract where everything is unlike the author's machine: Turkish, in Kathmandu, in a
 * database that ignores case and whose session is in another zone still, without auto-commit, under
 * a prefix in mixed case.
 */
class H2HardStorageContractTest extends H2StorageContract {

  private static final Locale LOCALE = Locale.getDefault();
  private static final TimeZone ZONE = TimeZone.getDefault();

  @BeforeAll
  static void emigrate() {
    settle(new Locale("tr", "TR"), TimeZone.getTimeZone("Asia/Kathmandu"));
  }

  @AfterAll
  static void remigrate() {
    settle(LOCALE, ZONE);
  }

  @Override
  TestDatabase newDatabase() {
    return TestDatabase.memory(";IGNORECASE=TRUE;TIME ZONE=America/St_Johns");
  }

  @Override
  JdbcStorage.Builder builder(TestDatabase database) {
    Spying withoutAutoCommit = new Spying(database.pool(), false);
    return JdbcStorage.builder(withoutAutoCommit.dataSource())
        .tablePrefix("Istanbul_Ticari_")
        .schemaMode(SchemaMode.MIGRATE);
  }

  @Override
  public int histories() {
    return 10;
  }

  private static void settle(Locale locale, TimeZone zone) {
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
    DateTimeUtils.resetCalendar();
  }
}
