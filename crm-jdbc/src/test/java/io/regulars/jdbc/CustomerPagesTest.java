package io.regulars.jdbc;

import static io.regulars.testkit.Samples.SHOP;
import static io.regulars.testkit.Samples.creating;
import static io.regulars.testkit.Samples.customer;
import static io.regulars.testkit.Samples.file;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.spi.CustomerId;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.storage.CustomerCriteria;
import io.regulars.testkit.Samples;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All customers, each once and in order, at and around the ends of the pages they are read by. */
class CustomerPagesTest {

  private final TestDatabase database = TestDatabase.memory("");
  private final JdbcStorage storage = database.storage();

  @AfterEach
  void stop() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 499, 500, 501, 1000, 1001})
  void each_customer_comes_once_whatever_their_number(int count) {
    create(LongStream.rangeClosed(1, count).mapToObj(Samples::file).toList());
    Spying spy = new Spying(database.pool(), true);
    JdbcStorage spied = JdbcStorage.builder(spy.dataSource()).build();
    spy.forget();

    assertEquals(LongStream.rangeClosed(1, count).mapToObj(Samples::customer).toList(), ids(spied));
    assertEquals(count / CustomerPages.PAGE + 1, spy.executed().size());
  }

  @Test
  void ids_rise_as_unsigned_numbers() {
    List<CustomerId> expected = new ArrayList<>();
    for (long high : new long[] {0, 1, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
      for (long low : new long[] {0, 1, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
        expected.add(CustomerId.of(new UUID(high, low)));
      }
    }
    create(
        expected.stream()
            .sorted(Comparator.comparing(CustomerId::toString).reversed())
            .map(id -> file(SHOP, id))
            .toList());

    assertEquals(expected, ids(storage));
  }

  @Test
  void customers_who_come_while_it_reads_are_returned_at_most_once() {
    create(LongStream.rangeClosed(1, 600).map(n -> n * 2).mapToObj(Samples::file).toList());
    List<CustomerId> seen = new ArrayList<>();
    try (Stream<CustomerFile> customers = storage.customers(SHOP, CustomerCriteria.ALL)) {
      Iterator<CustomerFile> iterator = customers.iterator();
      for (int i = 0; i < 450; i++) {
        seen.add(iterator.next().id());
      }
      create(LongStream.rangeClosed(1, 600).map(n -> n * 2 - 1).mapToObj(Samples::file).toList());
      iterator.forEachRemaining(customer -> seen.add(customer.id()));
    }

    assertEquals(seen.stream().distinct().sorted(byNumber()).toList(), seen);
    assertEquals(
        LongStream.rangeClosed(1, 600).mapToObj(n -> customer(n * 2)).toList(),
        seen.stream().filter(id -> id.value().getLeastSignificantBits() % 2 == 0).toList());
  }

  private static Comparator<CustomerId> byNumber() {
    return Comparator.comparing(CustomerId::toString);
  }

  private static List<CustomerId> ids(JdbcStorage storage) {
    try (Stream<CustomerFile> customers = storage.customers(SHOP, CustomerCriteria.ALL)) {
      return customers.map(CustomerFile::id).toList();
    }
  }

  private void create(List<CustomerFile> files) {
    if (!files.isEmpty()) {
      storage.commit(creating(files.toArray(CustomerFile[]::new)));
    }
  }
}
