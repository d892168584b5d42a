package io.regulars.jdbc.internal;

import io.regulars.spi.InvalidValueException;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.ImmutableLot;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.Lot;
import java.util.ArrayList;
import java.util.List;

/**
 * The accounts of a file with their open lots, as one text: the working state that every command
 * needs whole. The truth behind it is in the entries.
 *
 * <p>Items: the version of this form, {@code 1}; then per account its kind, its deficit, the number
 * of its unbacked holds (empty: none) and these, and the number of its open lots; then per lot its
 * number, its amount, what is left (empty: all of it), when it was earned, when it ends (empty:
 * never), its reference (empty: none), what was paid for it (empty: nothing) and the number of its
 * holds (empty: none); then per hold its kind, its reference, its amount, since when and until when
 * (empty: for ever) it is held.
 */
public final class AccountsCodec {

  private static final long VERSION = 1;

  private AccountsCodec() {}

  /** The text of {@code accounts}. */
  public static String encode(List<LedgerAccount> accounts) {
    ItemWriter out = new ItemWriter().add(VERSION);
    for (LedgerAccount account : accounts) {
      out.add(account.kind().code()).add(account.deficit());
      encode(account.unbacked(), out);
      out.add(account.lots().size());
      for (Lot lot : account.lots()) {
        encode(lot, out);
      }
    }
    return out.toString();
  }

  /**
   * The accounts of {@code text}.
   *
   * @throws IllegalArgumentException naming the position, if {@code encode} did not make it
   */
  public static List<LedgerAccount> decode(String text) {
    try {
      return accounts(new ItemReader(text));
    } catch (InvalidValueException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static List<LedgerAccount> accounts(ItemReader in) {
    long version = in.nextLong();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "accounts in form " + version + "; this version of the library reads form " + VERSION);
    }
    List<LedgerAccount> accounts = new ArrayList<>();
    while (in.hasNext()) {
      AccountKind kind = AccountKind.of(in.next());
      long deficit = in.nextLong();
      List<Hold> unbacked = holds(in);
      accounts.add(LedgerAccount.of(kind, lots(in), deficit, unbacked));
    }
    return accounts;
  }

  private static void encode(Lot lot, ItemWriter out) {
    out.add(lot.number()).add(lot.amount());
    if (lot.left() == lot.amount()) {
      out.addEmpty();
    } else {
      out.add(lot.left());
    }
    out.add(lot.earnedAt()).add(lot.endsAt());
    lot.ref().ifPresentOrElse(out::add, out::addEmpty);
    addUnlessZero(out, lot.worth());
    encode(lot.holds(), out);
  }

  private static void encode(List<Hold> holds, ItemWriter out) {
    addUnlessZero(out, holds.size());
    for (Hold hold : holds) {
      out.add(hold.kind().name()).add(hold.ref()).add(hold.amount());
      out.add(hold.since()).add(hold.until());
    }
  }

  private static void addUnlessZero(ItemWriter out, long number) {
    if (number == 0) {
      out.addEmpty();
    } else {
      out.add(number);
    }
  }

  private static List<Lot> lots(ItemReader in) {
    long count = in.nextLong();
    List<Lot> lots = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      lots.add(lot(in));
    }
    return lots;
  }

  private static Lot lot(ItemReader in) {
    long number = in.nextLong();
    long amount = in.nextLong();
    long left = in.skipEmpty() ? amount : in.nextLong();
    ImmutableLot.Builder lot =
        Lot.builder()
            .number(number)
            .amount(amount)
            .left(left)
            .earnedAt(in.nextInstant())
            .endsAt(in.nextOptionalInstant());
    if (!in.skipEmpty()) {
      lot.ref(in.next());
    }
    lot.worth(in.skipEmpty() ? 0 : in.nextLong());
    return lot.holds(holds(in)).build();
  }

  private static List<Hold> holds(ItemReader in) {
    long count = in.skipEmpty() ? 0 : in.nextLong();
    List<Hold> holds = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      holds.add(hold(in));
    }
    return holds;
  }

  private static Hold hold(ItemReader in) {
    return new Hold(
        Hold.Kind.valueOf(in.next()),
        in.next(),
        in.nextLong(),
        in.nextInstant(),
        in.nextOptionalInstant());
  }
}
