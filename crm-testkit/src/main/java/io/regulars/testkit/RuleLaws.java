package io.regulars.testkit;

import io.regulars.engine.Tenant;
import io.regulars.ledger.Granularity;
import io.regulars.points.EarningStep;
import io.regulars.spi.storage.Storage;
import io.regulars.storedvalue.BonusOnRefund;
import io.regulars.storedvalue.SpendOrder;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/**
 * What holds of every program and every history, as jqwik properties. Whoever wants to know it of
 * his own program extends this class in his tests, says where histories are to be played, and
 * overrides {@link #tenants()}:
 *
 * <pre>{@code
 * class MyProgramLawsTest extends RuleLaws {
 *   @Override
 *   protected Storage newStorage() {
 *     return new InMemoryStorage();
 *   }
 *
 *   @Override
 *   protected Arbitrary<Tenant> tenants() {
 *     return Arbitraries.just(new Tenant(myMerchant, myProgram));
 *   }
 * }
 * }</pre>
 *
 * <p>A law's method is named by its number, which is never used again, and what it says. Each is
 * tried as often as {@code jqwik.tries.default} says; a failure reports the shortest history found
 * that breaks the law.
 */
public abstract class RuleLaws
    implements BookLaws,
        TimeLaws,
        TierLaws,
        EdgeLaws,
        LedgerLaws,
        ReturnLaws,
        UndoLaws,
        BoundLaws,
        StoredValueLaws,
        CardLaws,
        CouponLaws,
        CouponLifeLaws,
        BenefitLaws,
        NotificationLaws,
        CompensationLaws,
        FeedbackLaws,
        CasebookLaws {

  private @Nullable Bench bench;
  private boolean random;

  /** For subclasses. */
  protected RuleLaws() {}

  /** Returns an empty storage; asked once for each law. */
  protected abstract Storage newStorage();

  /** The merchants and programs to try; of every kind unless overridden. */
  protected Arbitrary<Tenant> tenants() {
    random = true;
    return Generators.tenants();
  }

  @Override
  public final boolean isRandom() {
    return random;
  }

  @Override
  public final Bench bench() {
    Bench laid = bench;
    if (laid == null) {
      laid = new Bench(newStorage());
      bench = laid;
    }
    return laid;
  }

  @Provide("cases")
  final Arbitrary<Case> provideCases() {
    return Combinators.combine(tenants(), Generators.histories()).as(Case::new);
  }

  @Provide("tenants")
  final Arbitrary<Tenant> provideTenants() {
    return tenants();
  }

  @Provide("instants")
  final Arbitrary<Instant> provideInstants() {
    return Generators.instants();
  }

  @Provide("purses")
  final Arbitrary<StoredValueLaws.Purse> providePurses() {
    Arbitrary<StoredValueLaws.Turn> turns =
        Combinators.combine(
                Arbitraries.of(StoredValueLaws.Deed.values()),
                Arbitraries.integers().between(1, 2_500),
                Arbitraries.integers().between(0, 20))
            .as(StoredValueLaws.Turn::new);
    return Combinators.combine(
            tenants(),
            Arbitraries.of(SpendOrder.values()),
            Arbitraries.of(BonusOnRefund.values()),
            turns.list().ofMinSize(1).ofMaxSize(25))
        .as(StoredValueLaws.Purse::of);
  }

  @Provide("packs")
  final Arbitrary<CardLaws.Pack> providePacks() {
    return CardLaws.Pack.any(tenants(), Generators.instants());
  }

  @Provide("checkouts")
  final Arbitrary<CouponLaws.Checkout> provideCheckouts() {
    return CouponLaws.Checkout.any(tenants());
  }

  @Provide("books")
  final Arbitrary<CouponLifeLaws.Book> provideBooks() {
    return CouponLifeLaws.Book.any(tenants(), Generators.instants());
  }

  @Provide("rounds")
  final Arbitrary<BenefitLaws.Round> provideRounds() {
    return BenefitLaws.Round.any(tenants(), Generators.instants());
  }

  @Provide("moves")
  final Arbitrary<List<CompensationLaws.Move>> provideMoves() {
    return CompensationLaws.Move.some();
  }

  @Provide("complaints")
  final Arbitrary<List<CasebookLaws.Turn>> provideComplaints() {
    return CasebookLaws.Turn.any();
  }

  @Provide("caps")
  final Arbitrary<EarningStep.Cap> provideCaps() {
    return Combinators.combine(
            Arbitraries.of(Granularity.DAY, Granularity.MONTH, Granularity.YEAR),
            Arbitraries.of(1L, 50L, 500L, 10_000L))
        .as(EarningStep.Cap::new);
  }

  @Provide("returns")
  final Arbitrary<List<Step.Return>> provideReturns() {
    return Generators.returns().list().ofMinSize(1).ofMaxSize(5);
  }

  @Provide("visits")
  final Arbitrary<Step.Come> provideVisits() {
    return Generators.visits();
  }

  @Provide("ledgerSteps")
  final Arbitrary<List<LedgerStep>> provideLedgerSteps() {
    return Generators.ledgerSteps().list().ofMinSize(1).ofMaxSize(50);
  }

  @Provide("reservationEnds")
  final Arbitrary<List<LedgerStep>> provideReservationEnds() {
    return Generators.reservationEnds().list().ofMinSize(1).ofMaxSize(3);
  }
}
