package io.regulars.casebook;

import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import java.util.Optional;

/**
 * Why closed cases came about, and where.
 *
 * @param cause the root cause they were closed with, in the merchant's own codes
 * @param store the shop complained of
 * @param accused the member of staff complained of
 * @param item the item complained of
 * @param cases how many, above zero
 */
public record RootCause(
    String cause, StoreId store, Optional<StaffId> accused, Optional<String> item, long cases) {}
