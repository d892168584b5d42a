package io.regulars.visit;

import io.regulars.engine.FileDraft;
import io.regulars.spi.ledger.LedgerEntry;
import java.util.List;

/**
 * The file whose course cards paid for a visit, when the visit comes back.
 *
 * @param draft the visitor's own, or that of the family member who lent the card
 * @param history for another's, its entries from the opening of the oldest lot taken on; for the
 *     visitor's own, nothing, as the visit's history has them
 */
record CardFile(FileDraft draft, List<LedgerEntry> history) {}
