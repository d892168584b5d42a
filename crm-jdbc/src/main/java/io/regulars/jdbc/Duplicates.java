package io.regulars.jdbc;

import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Key;

/** What is said when an id or a line number made by the library is there already. */
final class Duplicates {

  private Duplicates() {}

  static StorageException line(String kind, MerchantId merchant, CustomerId customer) {
    return StorageException.duplicate(
        Key.ID,
        "a "
            + kind
            + " of customer "
            + customer
            + " of merchant "
            + merchant
            + " is written already; read the file and decide again");
  }
}
