package io.regulars.examples.quickstart;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.engine.Program;
import io.regulars.ledger.LotTerm;
import io.regulars.lifecycle.LifecyclePlan;
import io.regulars.points.PointsPlan;
import io.regulars.spi.Actor;
import io.regulars.spi.Merchant;
import io.regulars.spi.MerchantId;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.storage.Storage;
import io.regulars.spi.tier.TierCode;
import io.regulars.tier.Tier;
import io.regulars.tier.TierPlan;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * The shop whose history is replayed, and its program: a point per dollar, times 1.2 for silver and
 * 1.5 for gold, ending after 365 days; silver from 100 and gold from 300 dollars spent within 365
 * days, with 30 days of grace; new for 15 days, dormant 365 days after the last visit.
 */
public final class CdnowShop {

  /** What everything is paid in. */
  public static final CurrencyUnit CURRENCY = CurrencyUnit.USD;

  /** Its one store, the web site. */
  public static final StoreId STORE = StoreId.of("web");

  /** When its owner looks at the report: after the last day of the history. */
  public static final Instant REPORT_AT = Instant.parse("1998-07-01T00:00:00Z");

  static final TierCode NONE = TierCode.of("none");
  static final TierCode SILVER = TierCode.of("silver");
  static final TierCode GOLD = TierCode.of("gold");

  private static final MerchantId ID = MerchantId.of("cdnow");
  private static final ZoneId ZONE = ZoneId.of("UTC");
  private static final LotTerm FOR_A_YEAR = LotTerm.of(Period.ofDays(365));

  private CdnowShop() {}

  /** The library, set up for this shop alone. */
  public static Crm open(Storage storage, Clock clock) {
    return Crm.builder().storage(storage).clock(clock).merchant(merchant(), program()).build();
  }

  /** The desk at which the shop's own software works. */
  public static Desk desk(Crm crm) {
    return crm.desk(Actor.system(ID));
  }

  /** The business. */
  public static Merchant merchant() {
    return Merchant.builder()
        .id(ID)
        .name("CDNOW")
        .currency(CURRENCY)
        .zone(ZONE)
        .addStores(Store.of(STORE, "cdnow.com", ZONE))
        .build();
  }

  /** What the business promises its customers. */
  public static Program program() {
    return Program.of("1997-1", points(), tiers(), lifecycle());
  }

  private static PointsPlan points() {
    return PointsPlan.builder()
        .per(Money.of(CURRENCY, 1))
        .putMultipliers(SILVER, new BigDecimal("1.2"))
        .putMultipliers(GOLD, new BigDecimal("1.5"))
        .term(FOR_A_YEAR)
        .build();
  }

  private static TierPlan tiers() {
    return TierPlan.builder()
        .base(NONE)
        .addTiers(Tier.of(SILVER.value(), Money.of(CURRENCY, 100)))
        .addTiers(Tier.of(GOLD.value(), Money.of(CURRENCY, 300)))
        .window(FOR_A_YEAR)
        .grace(Period.ofDays(30))
        .build();
  }

  private static LifecyclePlan lifecycle() {
    return LifecyclePlan.builder()
        .newFor(Period.ofDays(15))
        .dormantAfter(Period.ofDays(365))
        .build();
  }
}
