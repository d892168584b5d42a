/**
 * Accounts of dated lots: how credits, debits, ends and reversals change them, how a visit earns
 * points, and the desk at which points are redeemed and adjusted.
 */
@NullMarked
package io.regulars.ledger;

import org.jspecify.annotations.NullMarked;
