package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.spi.MerchantId;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.storage.CaseCriteria;
import io.regulars.spi.storage.CustomerCriteria;
import io.regulars.spi.storage.Storage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything storage has of a merchant: files, lines, what they are found by, cases, messages, and
 * the receipts under some keys.
 *
 * @param keys of the receipts
 * @param reads the answers by the name of the read
 */
record Dump(List<String> keys, Map<String, Object> reads) {

  /** Reads everything. */
  static Dump of(Storage storage, MerchantId merchant, String... keys) {
    Map<String, Object> reads = new LinkedHashMap<>();
    List<CustomerFile> files = Snapshot.customers(storage, merchant, CustomerCriteria.ALL);
    reads.put("files", files);
    for (CustomerFile file : files) {
      reads.put("books of " + file.id(), Books.read(storage, merchant, file.id()));
      file.profile()
          .phones()
          .forEach(
              phone -> reads.put("phone " + phone.e164(), storage.fileByPhone(merchant, phone)));
      file.profile()
          .externalIds()
          .forEach(id -> reads.put("id " + id, storage.fileByExternalId(merchant, id)));
    }
    try (Stream<CaseFile> cases = storage.complaints(merchant, CaseCriteria.ALL)) {
      reads.put("cases", cases.toList());
    }
    for (DeliveryStatus status : DeliveryStatus.values()) {
      reads.put("messages " + status, Snapshot.messages(storage, merchant, status));
    }
    for (String key : keys) {
      reads.put("receipt " + key, storage.receipt(merchant, key));
    }
    return new Dump(List.of(keys), reads);
  }

  /** Fails unless storage still has exactly this. */
  void assertUnchanged(Storage storage, MerchantId merchant) {
    Dump now = of(storage, merchant, keys.toArray(String[]::new));
    assertEquals(reads.get("files"), now.reads.get("files"), "the files");
    reads.forEach(
        (read, before) ->
            assertEquals(
                Optional.ofNullable(before), Optional.ofNullable(now.reads.get(read)), read));
  }
}
