package io.regulars.inmemory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.customer.RegisterCustomer;
import io.regulars.engine.Answer;
import io.regulars.engine.Program;
import io.regulars.ledger.LotTerm;
import io.regulars.lifecycle.LifecyclePlan;
import io.regulars.points.PointsPlan;
import io.regulars.points.RedeemPoints;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Merchant;
import io.regulars.spi.MerchantId;
import io.regulars.spi.PageRequest;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.lifecycle.Stage;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.visit.VisitLine;
import io.regulars.testkit.SettableClock;
import io.regulars.tier.Tier;
import io.regulars.tier.TierPlan;
import io.regulars.visit.RecordVisit;
import io.regulars.visit.TakeBackVisit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** The worked figures of docs/rules.md, executed. */
final class WorkedFiguresTest {

  private static final StoreId STORE = StoreId.of("S1");

  private final SettableClock clock = SettableClock.at("1997-01-12T12:00:00Z");
  private final Desk desk = desk();
  private final CustomerId customer =
      desk.customers()
          .register(RegisterCustomer.of("Wang Fang", "13800138000"))
          .orThrow()
          .file()
          .id();

  @Test
  void points_are_rounded_down_once_at_the_tier_held_when_the_visit_comes() {
    assertEquals(11, points("R1", "11.77"));
    points("R2", "100.00");
    assertEquals(92, points("R3", "77.00"));
    points("R4", "200.00");
    assertEquals(49, points("R5", "33.33"));
  }

  @Test
  void a_credit_is_gone_at_the_instant_it_ends() {
    points("R1", "50.00");
    clock.set(Instant.parse("1998-01-12T11:59:59.999999Z"));
    assertEquals(50, desk.points().account(customer).balance());
    clock.set(Instant.parse("1998-01-12T12:00:00Z"));
    assertEquals(0, desk.points().account(customer).balance());
  }

  @Test
  void a_refund_after_a_redemption_makes_a_deficit_that_the_next_visit_pays() {
    Answer sale = record("R1", "100.00");
    desk.points()
        .redeem(RedeemPoints.builder().customer(customer).points(30).item("comb").key("K1").build())
        .orThrow();
    desk.visits()
        .takeBack(TakeBackVisit.refund(sale.visit().orElseThrow().id(), "wrong"))
        .orThrow();
    points("R2", "50.00");

    List<String> lines =
        desk.points().statement(customer, PageRequest.oldest(100)).items().stream()
            .filter(entry -> entry.account().equals(AccountKind.POINTS))
            .map(WorkedFiguresTest::line)
            .toList();
    assertEquals(
        List.of(
            "EARNED, lot 3: 100, 100",
            "SPENT, lot 3: -30, 70",
            "REVERSED, lot 3: -70, 0",
            "COVERED, deficit: -30, -30",
            "COVERED, lot 3: 30, 0",
            "REVERSED, lot 3: -30, -30",
            "EARNED, lot 16: 50, 20",
            "COVERED, lot 16: -30, -10",
            "COVERED, deficit: 30, 20"),
        lines);
  }

  @Test
  void a_tier_is_kept_for_the_grace_and_not_longer() {
    clock.set(Instant.parse("1997-03-01T12:00:00Z"));
    points("R1", "120.00");
    assertEquals("silver", tierAt("1998-03-01T11:59:59.999999Z"));
    assertEquals("silver", tierAt("1998-03-31T11:59:59.999999Z"));
    assertEquals("none", tierAt("1998-03-31T12:00:00Z"));
  }

  @Test
  void stages_change_at_their_exact_instants() {
    assertEquals(Stage.PROSPECT, stageAt("1997-01-12T12:00:00Z"));
    points("R1", "10.00");
    assertEquals(Stage.NEW, stageAt("1997-01-27T11:59:59.999999Z"));
    assertEquals(Stage.ACTIVE, stageAt("1997-01-27T12:00:00Z"));
    assertEquals(Stage.ACTIVE, stageAt("1998-01-12T11:59:59.999999Z"));
    assertEquals(Stage.DORMANT, stageAt("1998-01-12T12:00:00Z"));
    points("R2", "10.00");
    assertEquals(Stage.ACTIVE, stageAt("1998-01-12T12:00:00Z"));
  }

  private String tierAt(String instant) {
    clock.set(Instant.parse(instant));
    TierCode tier = desk.customers().find(customer).orElseThrow().tier().tier();
    return tier.value();
  }

  private Stage stageAt(String instant) {
    clock.set(Instant.parse(instant));
    return desk.customers().find(customer).orElseThrow().stage().stage();
  }

  private long points(String receipt, String paid) {
    return record(receipt, paid).sum(AccountKind.POINTS, EntryKind.EARNED);
  }

  private Answer record(String receipt, String paid) {
    return desk.visits()
        .record(
            RecordVisit.builder()
                .customer(customer)
                .store(STORE)
                .receipt(receipt)
                .addLines(VisitLine.of("facial", usd(paid)))
                .build())
        .orThrow();
  }

  private static String line(LedgerEntry entry) {
    String lot = entry.lot() == LedgerEntry.DEFICIT ? "deficit" : "lot " + entry.lot();
    return entry.kind() + ", " + lot + ": " + entry.amount() + ", " + entry.balance();
  }

  private Desk desk() {
    Merchant merchant =
        Merchant.builder()
            .id(MerchantId.of("cdnow"))
            .name("CDNOW")
            .currency(CurrencyUnit.USD)
            .zone(ZoneOffset.UTC)
            .addStores(Store.of(STORE, "Web", ZoneOffset.UTC))
            .build();
    LotTerm year = LotTerm.of(Period.ofDays(365));
    Program program =
        Program.of(
            "1",
            PointsPlan.builder()
                .per(usd("1.00"))
                .putMultipliers(TierCode.of("silver"), new BigDecimal("1.2"))
                .putMultipliers(TierCode.of("gold"), new BigDecimal("1.5"))
                .term(year)
                .build(),
            TierPlan.builder()
                .addTiers(Tier.of("silver", usd("100.00")), Tier.of("gold", usd("300.00")))
                .window(year)
                .grace(Period.ofDays(30))
                .build(),
            LifecyclePlan.builder().dormantAfter(Period.ofDays(365)).build());
    Crm crm =
        Crm.builder()
            .storage(new InMemoryStorage())
            .merchant(merchant, program)
            .clock(clock)
            .build();
    return crm.desk(Actor.system(merchant.id()));
  }

  private static Money usd(String amount) {
    return Money.of(CurrencyUnit.USD, new BigDecimal(amount));
  }
}
