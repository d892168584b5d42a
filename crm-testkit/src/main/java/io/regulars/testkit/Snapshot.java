package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.spi.CustomerId;
import io.regulars.spi.ExternalId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.PageRequest;
import io.regulars.spi.PhoneNumber;
import io.regulars.spi.VisitId;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.CustomerCriteria;
import io.regulars.spi.storage.Storage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Everything a merchant's readers can see of some customers and keys, by the name of the read.
 *
 * @param reads the answers
 */
record Snapshot(Map<String, Object> reads) {

  /**
   * Whom and what to look for.
   *
   * @param customers whose files and lines to read
   * @param phones to look up
   * @param externalIds to look up
   * @param visits to look up
   * @param keys of receipts to look up
   */
  record Probe(
      List<CustomerId> customers,
      List<PhoneNumber> phones,
      List<ExternalId> externalIds,
      List<VisitId> visits,
      List<String> keys) {}

  /** Reads everything {@code probe} names. */
  static Snapshot of(Storage storage, MerchantId merchant, Probe probe) {
    Map<String, Object> reads = new LinkedHashMap<>();
    reads.put("customers", customers(storage, merchant, CustomerCriteria.ALL));
    for (CustomerId customer : probe.customers()) {
      reads.put("file " + customer, storage.file(merchant, customer));
      reads.put(
          "timeline " + customer,
          storage.timeline(merchant, customer, PageRequest.oldest(PageRequest.MAX_LIMIT)));
      reads.put("visits " + customer, storage.visits(merchant, customer, PageRequest.newest(3)));
      reads.put("entries " + customer, storage.entries(merchant, customer, PageRequest.newest(3)));
      reads.put("events " + customer, storage.events(merchant, customer, PageRequest.newest(3)));
    }
    for (PhoneNumber phone : probe.phones()) {
      reads.put("phone " + phone.e164(), storage.fileByPhone(merchant, phone));
    }
    for (ExternalId externalId : probe.externalIds()) {
      reads.put("external id " + externalId, storage.fileByExternalId(merchant, externalId));
    }
    for (VisitId visit : probe.visits()) {
      reads.put("visit " + visit, storage.visit(merchant, visit));
    }
    for (String key : probe.keys()) {
      reads.put("receipt " + key, storage.receipt(merchant, key));
    }
    for (DeliveryStatus status : DeliveryStatus.values()) {
      reads.put("messages " + status, messages(storage, merchant, status));
    }
    return new Snapshot(reads);
  }

  /** Fails on the first read that differs, and says after what. */
  void assertSame(Snapshot actual, Supplier<String> after) {
    reads.forEach(
        (read, expected) ->
            assertEquals(expected, actual.reads.get(read), () -> read + " after " + after.get()));
  }

  /** Those that match, read to the end; more than 10,000 cannot be right. */
  static List<CustomerFile> customers(
      Storage storage, MerchantId merchant, CustomerCriteria criteria) {
    try (Stream<CustomerFile> files = storage.customers(merchant, criteria)) {
      return files.limit(10_001).toList();
    }
  }

  /** Up to 1,000 messages; those of one instant, whose order is free, by id. */
  static List<OutboxMessage> messages(Storage storage, MerchantId merchant, DeliveryStatus status) {
    List<OutboxMessage> messages = storage.messages(merchant, status, 1_000);
    List<OutboxMessage> sorted = new ArrayList<>(messages);
    sorted.sort(Comparator.comparing(OutboxMessage::createdAt));
    assertEquals(sorted, messages, "messages come oldest first");
    sorted.sort(
        Comparator.comparing(OutboxMessage::createdAt)
            .thenComparing(message -> message.id().toString()));
    return sorted;
  }
}
