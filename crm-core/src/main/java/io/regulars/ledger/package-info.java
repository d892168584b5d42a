/**
 * Accounts of dated lots: {@link io.regulars.ledger.LedgerRules} says how credits, debits and ends
 * change them, {@link io.regulars.ledger.Holds} how parts of them are set aside, {@link
 * io.regulars.ledger.Reversals} how a credit is taken back, {@link io.regulars.ledger.Restorations}
 * how what was spent is put back; and the desk at which they are read, reserved and told.
 */
@NullMarked
package io.regulars.ledger;

import org.jspecify.annotations.NullMarked;
