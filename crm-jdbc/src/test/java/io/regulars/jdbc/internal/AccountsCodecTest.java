package io.regulars.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.Lot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The accounts come back as they were, in the documented form, and no other text is taken for them.
 */
class AccountsCodecTest {

  @Property
  void accounts_come_back(@ForAll("accounts") List<LedgerAccount> accounts) {
    assertEquals(accounts, AccountsCodec.decode(AccountsCodec.encode(accounts)));
  }

  @Property
  void a_text_cut_off_anywhere_is_refused_or_shorter(
      @ForAll("accounts") List<LedgerAccount> accounts, @ForAll("cuts") int cut) {
    String text = AccountsCodec.encode(accounts);
    String shorter = text.substring(0, Math.min(cut, text.length() - 1));
    try {
      List<LedgerAccount> read = AccountsCodec.decode(shorter);
      assertEquals(accounts.subList(0, read.size()), read);
      assertTrue(read.size() < accounts.size());
    } catch (IllegalArgumentException e) {
      assertTrue(String.valueOf(e.getMessage()).length() > 10);
    }
  }

  @Example
  void the_form_is_the_documented_one() {
    Instant earned = Instant.parse("2026-03-01T09:30:00.123456Z");
    Instant ends = Instant.parse("2027-03-02T00:00:00Z");
    Lot begun =
        Lot.builder().number(2).amount(1500).left(300).earnedAt(earned).endsAt(ends).build();
    Lot card =
        Lot.builder()
            .number(31)
            .amount(10)
            .left(7)
            .addHolds(new Hold(Hold.Kind.RESERVED, "B-1", 2, earned, Optional.empty()))
            .earnedAt(earned)
            .ref("K-7")
            .worth(98_000)
            .build();
    Hold gone = new Hold(Hold.Kind.RESERVED, "B-2", 30, earned, Optional.empty());
    Lot whole = Lot.builder().number(17).amount(88).left(88).earnedAt(earned).build();

    assertEquals(
        "1|course/cut|0||1|31|10|7|1772357400123456||K-7|98000|1|"
            + "RESERVED|B-1|2|1772357400123456||"
            + "points|0|1|RESERVED|B-2|30|1772357400123456||"
            + "2|2|1500|300|1772357400123456|1803945600000000||||"
            + "17|88||1772357400123456|||||spend|7||0|",
        AccountsCodec.encode(
            List.of(
                LedgerAccount.of(AccountKind.course("cut"), List.of(card), 0),
                LedgerAccount.of(AccountKind.POINTS, List.of(begun, whole), 0, List.of(gone)),
                LedgerAccount.of(AccountKind.SPEND, List.of(), 7))));
  }

  @Example
  void another_form_and_damages_are_refused() {
    for (String text :
        List.of(
            "",
            "2|",
            "|",
            "1",
            "01|",
            "1|points|0||",
            "1|points|0|1|",
            "1|points|0||1|",
            "1|points|x||0|",
            "1||0||0|",
            "1|points|0||1|1|0||0||",
            "1|points|0||1|1|5|6|0||",
            "1|points|0|1|FROZEN|f|1|0||0|",
            "1|points|-1||0|",
            "1|points|0||-1|x")) {
      assertThrows(IllegalArgumentException.class, () -> AccountsCodec.decode(text), text);
    }
  }

  @Provide
  Arbitrary<Integer> cuts() {
    return Arbitraries.integers().between(0, 200);
  }

  @Provide
  Arbitrary<List<LedgerAccount>> accounts() {
    Arbitrary<String> codes =
        Arbitraries.strings()
            .withChars("|\\p;王a")
            .ofMinLength(1)
            .ofMaxLength(8)
            .filter(code -> !code.isBlank());
    Arbitrary<LedgerAccount> account =
        Combinators.combine(
                codes, lots().list().ofMaxSize(6), Arbitraries.longs().greaterOrEqual(0))
            .as(
                (code, lots, deficit) ->
                    LedgerAccount.of(
                        AccountKind.of(code), sorted(lots), deficit, unbacked(deficit)));
    return account.list().ofMaxSize(4);
  }

  private static Arbitrary<Lot> lots() {
    Arbitrary<Instant> instants =
        Arbitraries.longs()
            .between(-62_135_596_800_000_000L, 253_402_300_799_999_999L)
            .map(
                micros ->
                    Instant.EPOCH
                        .plusNanos(0)
                        .plus(java.time.Duration.of(micros, java.time.temporal.ChronoUnit.MICROS)));
    return Combinators.combine(
            Arbitraries.longs().greaterOrEqual(1),
            Arbitraries.longs().greaterOrEqual(1),
            Arbitraries.longs().greaterOrEqual(1),
            instants,
            instants.optional())
        .as(AccountsCodecTest::lot);
  }

  private static Lot lot(
      long number, long one, long other, Instant earned, Optional<Instant> ends) {
    return Lot.builder()
        .number(number)
        .amount(Math.max(one, other))
        .left(Math.min(one, other))
        .earnedAt(earned)
        .endsAt(ends)
        .ref(number % 3 == 0 ? Optional.empty() : Optional.of("K-" + number))
        .worth(number % 2 == 0 ? 0 : number)
        .holds(holds(Math.max(one, other) - Math.min(one, other), earned))
        .build();
  }

  private static List<Hold> unbacked(long any) {
    return any % 2 == 0
        ? List.of()
        : List.of(new Hold(Hold.Kind.RESERVED, "u|" + any, any, Instant.EPOCH, Optional.empty()));
  }

  private static List<Hold> holds(long free, Instant since) {
    if (free < 2) {
      return List.of();
    }
    Optional<Instant> until = Optional.of(since.plusNanos(1_000));
    return List.of(
        new Hold(Hold.Kind.RESERVED, "visit|" + free, free / 2, since, until),
        new Hold(Hold.Kind.FROZEN, "f", 1, since, Optional.empty()));
  }

  private static List<Lot> sorted(List<Lot> lots) {
    return lots.stream()
        .sorted(Lot.DEBIT_ORDER)
        .filter(
            lot ->
                lots.stream().filter(other -> Lot.DEBIT_ORDER.compare(lot, other) == 0).count()
                    == 1)
        .toList();
  }
}
