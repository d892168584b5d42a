package io.regulars.ledger;

import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which lots of an account have covered others and were not given it back, as the entries tell it.
 * What a lot gave and what it was given cancel out; so do the deficit's. Not thread-safe.
 */
final class Covers {

  private final List<Cover> given = new ArrayList<>();
  private final Map<Long, Long> taken = new HashMap<>();

  /**
   * What a lot gave to cover another, or to pay the deficit.
   *
   * @param entry the entry by which it did
   * @param amount above zero
   */
  record Cover(LedgerEntry entry, long amount) {}

  private Covers() {}

  /** Of one account, by all entries on the lots that gave or took. */
  static Covers of(AccountKind account, List<LedgerEntry> all) {
    Covers covers = new Covers();
    for (LedgerEntry entry : all) {
      if (entry.kind() == EntryKind.COVERED && entry.account().equals(account)) {
        if (entry.amount() < 0) {
          covers.give(entry, -entry.amount());
        } else {
          covers.take(entry.lot(), entry.amount());
        }
      }
    }
    return covers;
  }

  private void give(LedgerEntry entry, long amount) {
    long returned = Math.min(amount, taken(entry.lot()));
    taken.merge(entry.lot(), -returned, Long::sum);
    if (amount > returned) {
      given.add(new Cover(entry, amount - returned));
    }
  }

  private void take(long lot, long amount) {
    long rest = amount;
    for (int i = given.size() - 1; i >= 0 && rest > 0; i--) {
      Cover cover = given.get(i);
      if (cover.entry().lot() == lot) {
        given.remove(i);
        if (cover.amount() > rest) {
          given.add(i, new Cover(cover.entry(), cover.amount() - rest));
        }
        rest -= Math.min(rest, cover.amount());
      }
    }
    taken.merge(lot, rest, Long::sum);
  }

  /** What other lots gave for a lot, or for the deficit, and did not get back. */
  long taken(long lot) {
    return taken.getOrDefault(lot, 0L);
  }

  /** Who is to get {@code amount} back, the last to have given first; up to so much. */
  List<Cover> last(long amount) {
    List<Cover> last = new ArrayList<>();
    long rest = amount;
    for (int i = given.size() - 1; i >= 0 && rest > 0; i--) {
      Cover cover = given.get(i);
      if (cover.entry().lot() != LedgerEntry.DEFICIT) {
        long part = Math.min(rest, cover.amount());
        last.add(new Cover(cover.entry(), part));
        rest -= part;
      }
    }
    return last;
  }
}
