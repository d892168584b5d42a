package io.regulars.liability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.liability.LiabilityReport.Bucket;
import io.regulars.liability.LiabilityReport.Line;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.Lot;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LiabilitiesTest {

  private static final AccountKind CARD = AccountKind.course("scalp-care");
  private static final Instant BOUGHT = Instant.parse("2026-03-01T01:00:00Z");

  @Test
  void sessions_are_worth_what_was_paid_and_the_last_absorbs_the_rounding() {
    Hold booked =
        new Hold(Hold.Kind.RESERVED, "B-1", 1, BOUGHT, Optional.of(BOUGHT.plusSeconds(60)));
    Lot card =
        Lot.builder()
            .number(1)
            .amount(3)
            .left(1)
            .addHolds(booked)
            .earnedAt(BOUGHT)
            .endsAt(Instant.parse("2026-12-31T16:00:00Z"))
            .ref("C-1")
            .worth(100_000)
            .build();
    Liabilities liabilities = new Liabilities(ZoneId.of("Asia/Shanghai"));
    liabilities.add(LedgerAccount.of(CARD, List.of(card), 0));
    Optional<YearMonth> december = Optional.of(YearMonth.of(2026, 12));
    assertEquals(
        List.of(
            new Line(CARD, Bucket.AVAILABLE, december, 1, 33_333),
            new Line(CARD, Bucket.RESERVED, december, 1, 33_334)),
        liabilities.lines());
  }

  @Test
  void what_is_never_spent_is_not_owed() {
    assertFalse(Liabilities.isOwed(AccountKind.SPEND));
    assertFalse(Liabilities.isOwed(AccountKind.GROWTH));
    assertFalse(Liabilities.isOwed(AccountKind.of("earned/points/P1D")));
    assertFalse(Liabilities.isOwed(AccountKind.quota("design")));
    assertTrue(Liabilities.isOwed(AccountKind.coupon("fifty")));
    assertTrue(Liabilities.isOwed(AccountKind.of("host-tokens")));
  }
}
