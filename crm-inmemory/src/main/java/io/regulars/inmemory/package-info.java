/**
 * The reference adapter: everything in maps, nothing on disk. It is what other adapters are
 * compared with, what a host's own tests run on, and what replays years of sales in seconds.
 *
 * <p>Read {@code MerchantData} first: it is the contract of {@link io.regulars.spi.storage.Storage}
 * for one merchant, behind one lock. {@code Agenda} is the order in which things fall due, with the
 * leases of those who work on them. {@link io.regulars.inmemory.InMemoryStorage} only finds the
 * merchant.
 */
@NullMarked
package io.regulars.inmemory;

import org.jspecify.annotations.NullMarked;
