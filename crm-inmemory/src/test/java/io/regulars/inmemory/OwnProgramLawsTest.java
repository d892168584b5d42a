package io.regulars.inmemory;

import io.regulars.engine.Program;
import io.regulars.engine.Tenant;
import io.regulars.lifecycle.LifecyclePlan;
import io.regulars.points.EarningStep;
import io.regulars.points.PointsPlan;
import io.regulars.preset.Presets;
import io.regulars.spi.Merchant;
import io.regulars.spi.MerchantId;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.storage.Storage;
import io.regulars.testkit.RuleLaws;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Period;
import java.time.ZoneId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.PropertyDefaults;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * The laws as a rules team runs them, on programs of its own: two presets, one with a rule of its
 * own, and one without most of what laws are about.
 */
@PropertyDefaults(tries = 200)
class OwnProgramLawsTest extends RuleLaws {

  private static final CurrencyUnit YUAN = CurrencyUnit.of("CNY");
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  @Override
  protected Storage newStorage() {
    return new InMemoryStorage();
  }

  @Override
  protected Arbitrary<Tenant> tenants() {
    return Arbitraries.of(
        tenant(Presets.membershipClub(YUAN)),
        tenant(Presets.hairSalon(YUAN)),
        tenant(
            Program.of(
                "tuesdays",
                PointsPlan.builder()
                    .per(Money.of(YUAN, 1))
                    .addSteps(new EarningStep.TierFactor(), new Tuesday())
                    .build())),
        tenant(
            Program.of(
                "bare",
                LifecyclePlan.builder()
                    .newFor(Period.ofDays(15))
                    .dormantAfter(Period.ofDays(180))
                    .build())));
  }

  private static Tenant tenant(Program program) {
    return new Tenant(
        Merchant.builder()
            .id(MerchantId.of("lotus"))
            .name("Lotus")
            .currency(YUAN)
            .zone(SHANGHAI)
            .addStores(Store.of(StoreId.of("S1"), "First", SHANGHAI))
            .build(),
        program);
  }

  /** Double points on Tuesdays. */
  private record Tuesday() implements EarningStep.Custom {

    @Override
    public String code() {
      return "tuesday";
    }

    @Override
    public EarningStep.Effect on(EarningStep.Facts facts) {
      DayOfWeek day = facts.visit().occurredAt().atZone(facts.zone()).getDayOfWeek();
      return day == DayOfWeek.TUESDAY
          ? EarningStep.Effect.times(BigDecimal.valueOf(2))
          : EarningStep.Effect.NONE;
    }
  }
}
