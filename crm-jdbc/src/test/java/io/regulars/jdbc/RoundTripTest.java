package io.regulars.jdbc;

import static io.regulars.testkit.Samples.SHOP;
import static io.regulars.testkit.Samples.T0;
import static io.regulars.testkit.Samples.changing;
import static io.regulars.testkit.Samples.creating;
import static io.regulars.testkit.Samples.customer;
import static io.regulars.testkit.Samples.visitId;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.spi.ExternalId;
import io.regulars.spi.PageRequest;
import io.regulars.spi.customer.Birthday;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.ImmutableCustomerProfile;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.ImmutableCustomerFile;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.testkit.Samples;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything comes back exactly, also from a file that was closed, and into a session elsewhere.
 */
class RoundTripTest {

  @TempDir Path folder;

  private TestDatabase database;
  private JdbcStorage storage;

  @BeforeEach
  void start() {
    database = TestDatabase.file(folder, ";TIME ZONE=Pacific/Kiritimati");
    storage = database.storage();
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void a_file_with_everything_comes_back_from_a_database_that_was_closed() {
    CustomerFile file = Rich.file(1);
    storage.commit(creating(file));
    ChangeSet visit = Rich.visit(file, 1);
    storage.commit(visit);
    database.close();

    try (TestDatabase reopened =
        TestDatabase.at(database.url().replace("Pacific/Kiritimati", "Pacific/Pago_Pago"))) {
      JdbcStorage read = JdbcStorage.builder(reopened.pool()).build();
      assertEquals(Optional.of(Rich.visited(file)), read.file(SHOP, file.id()));
      assertEquals(Optional.of(visit.visits().get(0)), read.visit(SHOP, visitId(1)));
      assertEquals(visit.visits(), read.visits(SHOP, file.id(), PageRequest.newest(5)).items());
      assertEquals(visit.entries(), read.entries(SHOP, file.id(), PageRequest.oldest(5)).items());
      assertEquals(visit.receipt(), read.receipt(SHOP, "visit/S1/R-1"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0001-01-01T00:00:00Z",
        "1582-10-09T12:00:00.000001Z",
        "1883-11-18T17:00:00.5Z",
        "1969-12-31T23:59:59.999999Z",
        "1970-01-01T00:00:00Z",
        "2026-03-29T01:30:00.123456Z",
        "2026-10-25T00:30:00.654321Z",
        "9999-12-31T23:59:59.999999Z"
      })
  void instants_come_back_to_the_microsecond_whatever_the_zone(String text) {
    Instant instant = Instant.parse(text);
    CustomerFile file = Samples.wakingAt(Samples.file(1), instant);
    storage.commit(creating(file));

    assertEquals(Optional.of(file), storage.file(SHOP, customer(1)));
    try (TestDatabase elsewhere =
        TestDatabase.at(database.url().replace("Pacific/Kiritimati", "America/St_Johns"))) {
      JdbcStorage read = JdbcStorage.builder(elsewhere.pool()).build();
      assertEquals(Optional.of(file), read.file(SHOP, customer(1)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "",
        "'",
        "\"; DROP TABLE crm_customer; --",
        "\\",
        "|",
        "?",
        "${prefix}",
        "\u0001\u0008\r\n\t",
        "\uFEFFé e\u0301",
        "İıŞß",
        "王小明 \uD83D\uDC87\u200D",
        "trailing  ",
        "%_"
      })
  void texts_come_back_whatever_they_hold(String text) {
    CustomerFile file = Samples.named(Samples.file(1), text);
    CustomerProfile profile =
        ImmutableCustomerProfile.copyOf(file.profile())
            .withAddress(text)
            .withOccupation(text + text)
            .withCreditNote(text.repeat(500));
    CustomerFile told = ImmutableCustomerFile.copyOf(file).withProfile(profile);
    storage.commit(creating(told));
    storage.commit(ChangeSet.of(SHOP).addEvents(Rich.event(told, 1, text)).build());

    assertEquals(Optional.of(told), storage.file(SHOP, customer(1)));
    assertEquals(
        List.of(text),
        storage
            .events(SHOP, customer(1), PageRequest.oldest(1))
            .items()
            .get(0)
            .explanation()
            .figures());
  }

  @Test
  void a_figure_may_have_ten_thousand_characters() {
    CustomerFile file = Samples.file(1);
    String figure = "王|\\".repeat(3_334);
    storage.commit(
        ChangeSet.of(SHOP)
            .addFiles(Samples.creation(file))
            .addEvents(Rich.event(file, 1, figure))
            .build());

    assertEquals(
        List.of(figure),
        storage
            .events(SHOP, customer(1), PageRequest.oldest(1))
            .items()
            .get(0)
            .explanation()
            .figures());
  }

  @Test
  void every_birthday_and_odd_language_comes_back() {
    CustomerFile file = Samples.file(1);
    storage.commit(creating(file));
    for (Birthday birthday :
        List.of(
            Birthday.solar(2, 29),
            Birthday.solar(2024, 2, 29),
            Birthday.lunar(12, 30),
            new Birthday(Birthday.Calendar.LUNAR, OptionalInt.of(9999), 6, 1, true))) {
      CustomerProfile profile =
          ImmutableCustomerProfile.copyOf(file.profile())
              .withBirthday(birthday)
              .withLanguage(new Locale("no", "NO", "NY"));
      CustomerFile born = ImmutableCustomerFile.copyOf(Samples.next(file)).withProfile(profile);
      storage.commit(changing(file, born).build());
      assertEquals(Optional.of(born), storage.file(SHOP, customer(1)));
      file = born;
    }
    CustomerFile bare =
        ImmutableCustomerFile.copyOf(Samples.next(file)).withProfile(Samples.file(1).profile());
    storage.commit(changing(file, bare).build());
    assertEquals(Optional.of(bare), storage.file(SHOP, customer(1)));
  }

  @Test
  void keys_that_differ_by_case_alone_are_two() {
    CustomerFile upper = Samples.withExternalIds(Samples.file(1), ExternalId.of("Card", "aB"));
    CustomerFile lower = Samples.withExternalIds(Samples.file(2), ExternalId.of("card", "aB"));
    CustomerFile other = Samples.withExternalIds(Samples.file(3), ExternalId.of("card", "AB"));
    storage.commit(creating(upper, lower, other));

    assertEquals(Optional.of(lower), storage.fileByExternalId(SHOP, ExternalId.of("card", "aB")));
    assertEquals(Optional.empty(), storage.fileByExternalId(SHOP, ExternalId.of("CARD", "aB")));
    storage.commit(ChangeSet.of(SHOP).receipt(Samples.receipt(upper, "k")).build());
    storage.commit(ChangeSet.of(SHOP).receipt(Samples.receipt(upper, "K")).build());
    assertEquals(Optional.empty(), storage.receipt(SHOP, "k "));
    assertEquals(T0, storage.receipt(SHOP, "K").orElseThrow().committedAt());
  }
}
