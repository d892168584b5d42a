package io.regulars.testkit;

import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Till.record;
import static io.regulars.testkit.Till.reserve;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Desk;
import io.regulars.ledger.CancelUse;
import io.regulars.ledger.CreditValue;
import io.regulars.ledger.DebitValue;
import io.regulars.ledger.Granularity;
import io.regulars.ledger.LotTerm;
import io.regulars.ledger.ReserveValue;
import io.regulars.ledger.Statement;
import io.regulars.ledger.StatementText;
import io.regulars.points.CancelRedemption;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.VisitId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * E921 to E924, E946, E1473, E1474, E1555: reservations, accounts of the host's own, and
 * statements.
 */
interface ReservationRules extends CrmRules {

  @Test
  default void required_E921_a_reservation_ends_in_exactly_one_way() {
    Salon salon = salon();
    Desk desk = salon.desk();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-1", "300.00");
    Instant noon = salon.clock().instant().plus(Duration.ofHours(3));
    desk.ledger().reserve(reserve(ann, 100, "spent", noon)).orThrow();
    desk.ledger().reserve(reserve(ann, 100, "released", noon)).orThrow();
    desk.ledger().reserve(reserve(ann, 100, "lapsed", noon)).orThrow();
    Expect.refused(
        desk.ledger().reserve(reserve(ann, 1, "more", noon)),
        Reason.NOT_ENOUGH,
        "points",
        "1",
        "0");
    desk.ledger().spendReserved("spent", 60).orThrow();
    desk.ledger().release("released").orThrow();
    assertEquals(140, desk.points().account(ann).available());
    Expect.refused(desk.ledger().release("spent"), Reason.NOTHING_HELD, "points", "spent");
    Expect.refused(
        desk.ledger().spendReserved("released", 1), Reason.NOTHING_HELD, "points", "released");
    salon.pass(Duration.ofHours(3));
    assertEquals(240, desk.points().account(ann).available());
    Expect.refused(
        desk.ledger().spendReserved("lapsed", 1), Reason.NOTHING_HELD, "points", "lapsed");
    assertThrows(NotFoundException.class, () -> desk.ledger().release("never"));
    salon.requireSound(ann);
  }

  @Test
  default void required_E922_what_is_reserved_does_not_end_before_it_comes_back() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(Salon.points().term(LotTerm.of(Period.ofDays(10))).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    record(desk, sale(ann, "R-1", "100.00"));
    Instant later = salon.clock().instant().plus(Duration.ofDays(20));
    desk.ledger().reserve(reserve(ann, 40, "b-1", later)).orThrow();
    desk.ledger().reserve(reserve(ann, 10, "b-2", later)).orThrow();
    salon.passDays(15);
    assertEquals(0, desk.points().account(ann).available());
    desk.ledger().spendReserved("b-1", 40).orThrow();
    desk.ledger().release("b-2").orThrow();
    assertEquals(List.of(), desk.points().account(ann).lots());
    assertEquals(-60, salon.books(ann).sum(AccountKind.POINTS, EntryKind.ENDED));
    salon.requireSound(ann);
  }

  @Test
  default void required_E923_a_kind_of_the_hosts_own_needs_no_schema() {
    Salon salon = salon();
    Desk desk = salon.desk();
    CustomerId ann = salon.member("Ann", "13800138001");
    AccountKind stamps = AccountKind.of("stamps/coffee");
    CreditValue credit =
        CreditValue.builder()
            .customer(ann)
            .account(stamps)
            .amount(10)
            .term(LotTerm.endOf(Granularity.YEAR))
            .ref("book 1")
            .reason("welcome")
            .key("c-1")
            .build();
    desk.ledger().credit(credit).orThrow();
    assertTrue(desk.ledger().credit(credit).orThrow().repeated());
    DebitValue debit =
        DebitValue.builder()
            .customer(ann)
            .account(stamps)
            .amount(4)
            .ref("book 1")
            .reason("coffee")
            .key("d-1")
            .build();
    desk.ledger().debit(debit).orThrow();
    assertEquals(6, desk.ledger().account(ann, stamps).available());
    salon.clock().set(Instant.parse("2026-12-31T16:00:00Z"));
    assertEquals(0, desk.ledger().account(ann, stamps).available());
    for (AccountKind own :
        List.of(AccountKind.POINTS, AccountKind.SPEND, AccountKind.course("cut"))) {
      CreditValue forged = CreditValue.builder().from(credit).account(own).key("f").build();
      assertThrows(InvalidCommandException.class, () -> desk.ledger().credit(forged));
    }
  }

  /** 300 points of two lots, 150 of them reserved, 120 spent of these. */
  @Test
  default void required_E1473_reserved_points_that_were_spent_go_back_to_their_lots() {
    Salon salon = salon();
    Desk desk = salon.desk();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-1", "100.00");
    salon.passDays(30);
    salon.pays(ann, "R-2", "200.00");
    LedgerAccount before = desk.points().account(ann);
    Instant noon = salon.clock().instant().plus(Duration.ofHours(3));
    desk.ledger().reserve(reserve(ann, 150, "order 7", noon)).orThrow();
    CancelRedemption command = CancelRedemption.ofReserved("order 7", "the order fell through");
    assertThrows(NotFoundException.class, () -> desk.points().cancel(command), "not spent yet");
    desk.ledger().spendReserved("order 7", 120).orThrow();
    assertEquals(180, desk.points().account(ann).available());
    assertThrows(
        NotFoundException.class,
        () -> desk.points().cancel(CancelRedemption.of("order 7", "no redemption of that key")));
    assertThrows(
        NotFoundException.class,
        () -> desk.ledger().cancel(CancelUse.ofReserved("order 7", "points are no kind of ours")));
    desk.points().cancel(command).orThrow();
    assertEquals(before, desk.points().account(ann));
    assertTrue(desk.points().cancel(command).orThrow().repeated());
    assertEquals(before, desk.points().account(ann), "once");
    salon.requireSound(ann);
  }

  @Test
  default void required_E1474_the_use_of_a_kind_of_the_hosts_own_is_undone_once() {
    Salon salon = salon();
    Desk desk = salon.desk();
    CustomerId ann = salon.member("Ann", "13800138001");
    AccountKind stamps = AccountKind.of("stamps/coffee");
    for (String book : List.of("1", "2")) {
      desk.ledger()
          .credit(
              CreditValue.builder()
                  .customer(ann)
                  .account(stamps)
                  .amount(10)
                  .term(LotTerm.of(Period.ofDays(book.equals("1") ? 10 : 30)))
                  .ref("book " + book)
                  .reason("welcome")
                  .key("c-" + book)
                  .build())
          .orThrow();
    }
    LedgerAccount before = desk.ledger().account(ann, stamps);
    DebitValue debit =
        DebitValue.builder()
            .customer(ann)
            .account(stamps)
            .amount(14)
            .reason("coffee for all")
            .key("d-1")
            .build();
    desk.ledger().debit(debit).orThrow();
    CancelUse command = CancelUse.ofDebit("d-1", "the machine is broken");
    desk.ledger().cancel(command).orThrow();
    assertTrue(desk.ledger().cancel(command).orThrow().repeated());
    assertEquals(before, desk.ledger().account(ann, stamps));
    ReserveValue reserve =
        ReserveValue.builder()
            .customer(ann)
            .account(stamps)
            .amount(14)
            .until(salon.clock().instant().plus(Duration.ofDays(1)))
            .reservation("party")
            .build();
    desk.ledger().reserve(reserve).orThrow();
    desk.ledger().spendReserved("party", 14).orThrow();
    salon.passDays(10);
    desk.ledger().cancel(CancelUse.ofReserved("party", "nobody came")).orThrow();
    assertEquals(10, desk.ledger().account(ann, stamps).available(), "book 1 has ended");
    assertEquals(-10, salon.books(ann).sum(stamps, EntryKind.ENDED));
    assertThrows(
        NotFoundException.class,
        () -> desk.ledger().cancel(CancelUse.ofDebit("party", "no debit of that key")));
    salon.requireSound(ann);
  }

  @Test
  default void required_E924_a_statement_tells_any_past_instant_in_both_languages() {
    Salon salon = salon();
    Desk desk = salon.desk();
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId visit = salon.pays(ann, "R-1", "500.00").visit().orElseThrow().id();
    Instant morning = salon.clock().instant();
    salon.passDays(1);
    salon.redeems(ann, 120, "comb").orThrow();
    Instant evening = salon.clock().instant();
    salon.passDays(400);
    salon.pays(ann, "R-2", "8.00");

    assertEquals(500, desk.ledger().statement(ann, AccountKind.POINTS, morning).balance());
    Statement then = desk.ledger().statement(ann, AccountKind.POINTS, evening);
    assertEquals(380, then.balance());
    assertEquals(380, then.available());
    assertEquals(
        List.of(
            "points as of 2026-03-02 09:00: 380",
            "earned +500",
            "spent -120",
            "380 to be used until 2027-03-02 00:00",
            "- +500 on 2026-03-01 09:00, line 3, by head_office, visit "
                + visit
                + ": CNY 500.00 paid x 1 per CNY 1.00 x 1 for tier none, rounded = 500"),
        StatementText.lines(then, desk.texts(Locale.ENGLISH)));
    assertEquals(
        List.of(
            "2026-03-02 09:00 的 积分:380",
            "获得 +500",
            "使用 -120",
            "380 可用,至 2027-03-02 00:00",
            "- +500,2026-03-01 09:00,第 3 行,经办 head_office,消费 "
                + visit
                + ":实付 CNY 500.00 x 每 CNY 1.00 积 1 分 x none 等级倍数 1,取整 = 500"),
        StatementText.lines(then, desk.texts(Locale.CHINESE)));
    Statement now = desk.ledger().statement(ann, AccountKind.POINTS, salon.clock().instant());
    assertEquals(desk.points().account(ann).balance(), now.balance());
    assertEquals(-380, now.sums().get(EntryKind.ENDED));
  }

  @Test
  default void required_E946_a_reservation_may_span_more_lots_than_a_page_has_lines() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(Salon.points().term(LotTerm.of(Period.ofYears(1))).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    for (int i = 0; i < 510; i++) {
      salon.pass(Duration.ofMinutes(1));
      record(desk, sale(ann, "R-" + i, "1.00"));
    }
    Instant until = salon.clock().instant().plus(Duration.ofDays(1));
    desk.ledger().reserve(reserve(ann, 510, "all", until)).orThrow();
    desk.ledger().release("all").orThrow();
    assertEquals(510, desk.points().account(ann).available());
    assertThrows(
        InvalidCommandException.class,
        () -> desk.ledger().reserve(reserve(ann, 1, "ever", Instant.MAX)));
  }

  @Test
  default void required_E1405_a_statement_applies_what_time_alone_has_changed() {
    Salon salon = salon();
    Desk desk = salon.desk();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-1", "500.00");
    desk.ledger()
        .reserve(reserve(ann, 200, "r-1", salon.clock().instant().plus(Duration.ofDays(2))))
        .orThrow();
    Dump before = salon.dump();
    Instant reserved = salon.clock().instant();
    salon.passDays(3);
    Instant lapsed = salon.clock().instant();
    salon.passDays(400);
    Instant ended = salon.clock().instant();
    assertEquals(List.of(300L, 200L), availableAndReserved(desk, ann, reserved));
    assertEquals(List.of(500L, 0L), availableAndReserved(desk, ann, lapsed));
    assertEquals(List.of(0L, 0L), availableAndReserved(desk, ann, ended));
    assertEquals(
        desk.ledger().statement(ann, AccountKind.POINTS, ended),
        desk.ledger().statement(ann, AccountKind.POINTS, Instant.MAX),
        "an instant to come is now");
    before.assertUnchanged(salon.storage(), Salon.LOTUS);
    salon.crm().runDue();
    assertEquals(List.of(500L, 0L), availableAndReserved(desk, ann, lapsed));
    assertEquals(List.of(0L, 0L), availableAndReserved(desk, ann, ended));
  }

  private static List<Long> availableAndReserved(Desk desk, CustomerId customer, Instant asOf) {
    Statement statement = desk.ledger().statement(customer, AccountKind.POINTS, asOf);
    return List.of(statement.available(), statement.held(Hold.Kind.RESERVED));
  }

  @Test
  default void required_E1406_a_statement_tells_everything_that_came_onto_a_lot() {
    Salon salon = salon();
    Desk desk = salon.desk();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-1", "500.00");
    salon.pass(Duration.ofHours(1));
    salon.pays(ann, "R-2", "734.00");
    List<String> lines =
        StatementText.lines(
            desk.ledger().statement(ann, AccountKind.POINTS, salon.clock().instant()),
            desk.texts(Locale.ENGLISH));
    assertEquals("points as of 2026-03-01 10:00: 1234", lines.get(0));
    assertEquals(
        List.of("1234 to be used until", "- +500 on 2026-03-01", "- +734 on 2026-03-01"),
        lines.subList(2, lines.size()).stream()
            .map(line -> line.replaceFirst("(until|on 2026-03-01).*", "$1"))
            .toList());
  }

  /** Two visits whose points were redeemed are taken back; the first is made good for between. */
  @Test
  default void required_E1555_a_statement_says_what_is_owed_for_which_visit() {
    Salon salon = salon();
    Desk desk = salon.desk();
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId first = record(desk, sale(ann, "R-1", "100.00"));
    VisitId second = record(desk, sale(ann, "R-2", "50.00"));
    salon.redeems(ann, 150, "comb").orThrow();
    Till.takeBack(desk, first);
    desk.points().adjust(Salon.adjustment(ann, 100, "even")).orThrow();
    Till.takeBack(desk, second);
    List<String> lines =
        StatementText.lines(
            desk.ledger().statement(ann, AccountKind.POINTS, salon.clock().instant()),
            desk.texts(Locale.ENGLISH));
    int owed = lines.indexOf("owed 50");
    assertTrue(lines.get(owed + 1).startsWith("- -50 on 2026-03-01 09:00"), lines::toString);
    assertTrue(lines.get(owed + 1).contains("visit " + second), lines::toString);
    assertEquals(owed + 2, lines.size(), lines::toString);
  }
}
