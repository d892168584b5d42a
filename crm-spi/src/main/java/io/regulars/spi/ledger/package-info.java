/**
 * Everything that counts is an account of dated lots, and every change of a lot is an entry that is
 * never altered: a balance at any instant is the sum of the entries up to it.
 */
@NullMarked
package io.regulars.spi.ledger;

import org.jspecify.annotations.NullMarked;
