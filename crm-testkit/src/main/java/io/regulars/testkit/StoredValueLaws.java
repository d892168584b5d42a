package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.customer.RegisterCustomer;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.engine.Tenant;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.VisitLine;
import io.regulars.storedvalue.BonusOnRefund;
import io.regulars.storedvalue.FreezeStoredValue;
import io.regulars.storedvalue.RefundStoredValue;
import io.regulars.storedvalue.Rung;
import io.regulars.storedvalue.SpendOrder;
import io.regulars.storedvalue.StoredValuePlan;
import io.regulars.storedvalue.TopUp;
import io.regulars.visit.RecordVisit;
import io.regulars.visit.ReturnItems;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** L53x: stored value against a model that moves every cent by hand. */
interface StoredValueLaws extends Laws {

  /** What can be done with stored value. */
  enum Deed {
    /** Pay {@link Turn#cents()} in advance. */
    TOP_UP,
    /** Pay a visit of {@link Turn#cents()}. */
    SPEND,
    /** Return {@link Turn#cents()}, or what is left, of visit {@link Turn#which()}. */
    RETURN,
    /** Pay {@link Turn#cents()}, or what is left, of top-up {@link Turn#which()} back. */
    REFUND,
    /** Suspend all there is, unless a freeze runs. */
    FREEZE,
    /** End the freeze, if one runs. */
    THAW
  }

  /**
   * One step of a sequence.
   *
   * @param deed what to do
   * @param cents how much
   * @param which a visit or top-up, counted round
   */
  record Turn(Deed deed, int cents, int which) {}

  /**
   * A program with stored value, and what happens under it.
   *
   * @param tenant merchant and program
   * @param plan the program's stored value
   * @param turns what happens
   */
  record Purse(Tenant tenant, StoredValuePlan plan, List<Turn> turns) {

    /** With the tenant's own stored value, or, without one, a ladder of two rungs. */
    static Purse of(Tenant like, SpendOrder order, BonusOnRefund onRefund, List<Turn> turns) {
      Function<Long, Money> money = minor -> Money.ofMinor(like.merchant().currency(), minor);
      StoredValuePlan plan =
          like.program()
              .plan(StoredValuePlan.class)
              .orElseGet(
                  () ->
                      StoredValuePlan.builder()
                          .addLadder(
                              new Rung(money.apply(100L), money.apply(7L)),
                              new Rung(money.apply(1_000L), money.apply(333L)))
                          .perMultiple(true)
                          .order(order)
                          .onRefund(onRefund)
                          .build());
      return new Purse(
          new Tenant(like.merchant(), like.program().with("purse", plan)), plan, turns);
    }
  }

  @Property(tries = SEQUENCES, edgeCases = EdgeCasesMode.NONE)
  default void law_L531_stored_value_adds_up_to_the_cent(@ForAll("purses") Purse purse) {
    PurseUnderTest real = new PurseUnderTest(bench(), purse);
    PurseModel model = new PurseModel(purse);
    for (Turn turn : purse.turns()) {
      switch (turn.deed()) {
        case TOP_UP -> {
          real.topUp(turn.cents());
          model.topUp(turn.cents());
        }
        case SPEND -> assertEquals(model.spend(turn.cents()), real.spend(turn.cents()), "paid");
        case RETURN -> {
          Optional<long[]> parts = real.giveBack(turn);
          parts.ifPresent(back -> model.giveBack(turn.which(), back[0], back[1]));
        }
        case REFUND -> assertEquals(model.refund(turn), real.refund(turn), "paid back");
        case FREEZE -> {
          if (!model.frozen()) {
            assertEquals(model.freeze(), real.freeze(), "frozen");
          }
        }
        case THAW -> {
          if (model.frozen()) {
            model.thaw();
            real.thaw();
          }
        }
      }
      assertEquals(model.principal(), real.lots(AccountKind.PRINCIPAL), () -> "" + turn);
      assertEquals(model.bonus(), real.lots(AccountKind.BONUS), () -> "" + turn);
      assertEquals(model.heldPrincipal(), real.held(AccountKind.PRINCIPAL), () -> "" + turn);
      assertEquals(model.heldBonus(), real.held(AccountKind.BONUS), () -> "" + turn);
      assertEquals(
          model.paidIn - model.paidOut - model.usedPrincipal(),
          sum(model.principal()) + sum(model.heldPrincipal()),
          "cash in = cash back + consumed + stored");
    }
    Books books = real.books();
    books.requireConserved();
    books.requireLotsExplained();
    books.requireRunningBalances();
  }

  private static long sum(List<Long> amounts) {
    return amounts.stream().mapToLong(Long::longValue).sum();
  }

  /** The real thing: a merchant of its own with one customer. */
  final class PurseUnderTest {

    private final Bench bench;
    private final MerchantId merchant;
    private final Desk desk;
    private final CustomerId customer;
    private final StoreId store;
    private final CurrencyUnit currency;
    private final List<VisitId> visits = new ArrayList<>();
    private final List<Long> open = new ArrayList<>();
    private FreezeStoredValue freeze;
    private int topUps;
    private int keys;

    PurseUnderTest(Bench bench, Purse purse) {
      this.bench = bench;
      Tenant tenant = bench.newTenant(purse.tenant());
      this.store = tenant.merchant().stores().get(0).id();
      this.currency = tenant.merchant().currency();
      this.merchant = tenant.merchant().id();
      Crm crm = bench.at(Salon.OPENING, merchant);
      this.desk = crm.desk(Actor.system(merchant));
      this.customer =
          desk.customers()
              .register(RegisterCustomer.of("Ann", "13800138001"))
              .orThrow()
              .file()
              .id();
      this.freeze = FreezeStoredValue.of(customer, "none");
    }

    void topUp(long cents) {
      desk.storedValue()
          .topUp(
              TopUp.builder()
                  .customer(customer)
                  .store(store)
                  .number("T-" + topUps++)
                  .amount(money(cents))
                  .build())
          .orThrow();
    }

    /** Principal and bonus taken; empty if refused. */
    List<Long> spend(long cents) {
      Outcome<Answer> outcome =
          desk.visits()
              .record(
                  RecordVisit.builder()
                      .customer(customer)
                      .store(store)
                      .receipt("R-" + keys++)
                      .addLines(VisitLine.of("massage", money(cents)))
                      .addPayments(Payment.of(PaymentKind.STORED_VALUE, money(cents)))
                      .build());
      if (outcome.refusal().isPresent()) {
        return List.of();
      }
      Answer answer = outcome.orThrow();
      visits.add(answer.visit().orElseThrow().id());
      open.add(cents);
      return List.of(
          -answer.sum(AccountKind.PRINCIPAL, EntryKind.SPENT),
          -answer.sum(AccountKind.BONUS, EntryKind.SPENT));
    }

    /** What came back to principal and bonus; empty if there was nothing to return. */
    Optional<long[]> giveBack(Turn turn) {
      if (visits.isEmpty() || open.get(turn.which() % visits.size()) == 0) {
        return Optional.empty();
      }
      int which = turn.which() % visits.size();
      long cents = Math.min(turn.cents(), open.get(which));
      open.set(which, open.get(which) - cents);
      Answer answer =
          desk.visits()
              .returnItems(
                  ReturnItems.builder()
                      .visit(visits.get(which))
                      .receipt("B-" + keys++)
                      .reason("allergy")
                      .addLines(ReturnItems.Item.money(1, money(cents)))
                      .build())
              .orThrow();
      long principal = answer.sum(AccountKind.PRINCIPAL, EntryKind.RESTORED);
      long bonus = answer.sum(AccountKind.BONUS, EntryKind.RESTORED);
      assertEquals(cents, principal + bonus, "all that came back went somewhere");
      return Optional.of(new long[] {principal, bonus});
    }

    /** The cents paid back; 0 if refused. */
    long refund(Turn turn) {
      if (topUps == 0) {
        return 0;
      }
      Outcome<Answer> outcome =
          desk.storedValue()
              .refund(
                  RefundStoredValue.builder()
                      .customer(customer)
                      .topUp("T-" + turn.which() % topUps)
                      .amount(money(turn.cents()))
                      .reason("moves away")
                      .key("K-" + keys++)
                      .build());
      return outcome.refusal().isPresent()
          ? 0
          : desk.storedValue().paidBack(outcome.orThrow()).getAmountMinorLong();
    }

    /** Whether there was anything to freeze. */
    boolean freeze() {
      freeze = FreezeStoredValue.of(customer, "F-" + keys++);
      return desk.storedValue().freeze(freeze).refusal().isEmpty();
    }

    void thaw() {
      desk.storedValue().thaw(freeze).orThrow();
    }

    /** What may be used of each top-up. */
    List<Long> lots(AccountKind kind) {
      return ofEach(kind, Lot::left);
    }

    /** What is frozen of each top-up. */
    List<Long> held(AccountKind kind) {
      return ofEach(kind, Lot::held);
    }

    private List<Long> ofEach(AccountKind kind, Function<Lot, Long> amount) {
      LedgerAccount account = books().file().account(kind);
      List<Long> amounts = new ArrayList<>();
      for (int i = 0; i < topUps; i++) {
        amounts.add(account.lot("T-" + i).map(amount).orElse(0L));
      }
      return amounts;
    }

    Books books() {
      return Books.read(bench.storage(), merchant, customer);
    }

    private Money money(long cents) {
      return Money.ofMinor(currency, cents);
    }
  }

  /** Top-ups in a plain list. */
  final class PurseModel {

    private final Purse purse;
    private final List<Pair> pairs = new ArrayList<>();
    private final List<Paid> paid = new ArrayList<>();
    private int freezes;
    private boolean frozen;
    private long paidIn;
    private long paidOut;

    /** What one top-up brought, and what became of it. */
    private static final class Pair {
      private final long paid;
      private final long given;
      private long principal;
      private long bonus;
      private long heldPrincipal;
      private long heldBonus;
      private long refunded;
      private long forfeited;

      Pair(long paid, long given) {
        this.paid = paid;
        this.given = given;
        this.principal = paid;
        this.bonus = given;
      }
    }

    /** What a visit took of each top-up, cent by cent in the order in which it did. */
    private static final class Paid {
      private final List<Pair> principal = new ArrayList<>();
      private final List<Pair> bonus = new ArrayList<>();
      private final int freezes;

      /** After so many freezes. */
      Paid(int freezes) {
        this.freezes = freezes;
      }
    }

    PurseModel(Purse purse) {
      this.purse = purse;
    }

    void topUp(long cents) {
      long given = 0;
      for (Rung rung : purse.plan().ladder()) {
        long charge = rung.charge().getAmountMinorLong();
        long times = purse.plan().perMultiple() ? cents / charge : 1;
        given = cents >= charge ? times * rung.bonus().getAmountMinorLong() : given;
      }
      pairs.add(new Pair(cents, given));
      paidIn += cents;
    }

    List<Long> spend(long cents) {
      long principal = principal().stream().mapToLong(Long::longValue).sum();
      long bonus = bonus().stream().mapToLong(Long::longValue).sum();
      if (cents > principal + bonus) {
        return List.of();
      }
      long part =
          switch (purse.plan().order()) {
            case PRINCIPAL_FIRST -> Math.min(cents, principal);
            case BONUS_FIRST -> Math.max(0, cents - bonus);
            case PROPORTIONAL ->
                BigInteger.valueOf(cents)
                    .multiply(BigInteger.valueOf(principal))
                    .divide(BigInteger.valueOf(principal + bonus))
                    .longValueExact();
          };
      Paid visit = new Paid(freezes);
      for (Pair pair : pairs) {
        while (visit.principal.size() < part && pair.principal > 0) {
          pair.principal--;
          visit.principal.add(pair);
        }
        while (visit.bonus.size() < cents - part && pair.bonus > 0) {
          pair.bonus--;
          visit.bonus.add(pair);
        }
      }
      paid.add(visit);
      return List.of(part, cents - part);
    }

    /**
     * Last taken, first back; frozen, if it would be had it not been spent; bonus whose principal
     * was paid back goes as it went.
     */
    void giveBack(int which, long principal, long bonus) {
      Paid visit = paid.get(which % paid.size());
      assertTrue(principal <= visit.principal.size() && bonus <= visit.bonus.size(), "more back");
      int held = frozen && visit.freezes < freezes ? 1 : 0;
      for (long cent = 0; cent < principal; cent++) {
        Pair pair = visit.principal.remove(visit.principal.size() - 1);
        pair.principal += 1 - held;
        pair.heldPrincipal += held;
      }
      Map<Pair, Long> came = new LinkedHashMap<>();
      for (long cent = 0; cent < bonus; cent++) {
        Pair pair = visit.bonus.remove(visit.bonus.size() - 1);
        pair.bonus += 1 - held;
        pair.heldBonus += held;
        came.merge(pair, 1L, Long::sum);
      }
      came.forEach(
          (pair, back) -> {
            if (pair.refunded > 0) {
              forfeit(pair, Math.min(due(pair), back));
            }
          });
    }

    /** The bonus that is to be gone, as far as it is there, and is not gone yet. */
    private long due(Pair pair) {
      long due =
          switch (purse.plan().onRefund()) {
            case KEEP -> 0;
            case FORFEIT_ALL -> pair.bonus + pair.heldBonus;
            case FORFEIT_PART ->
                pair.given - pair.given * (pair.paid - pair.refunded) / pair.paid - pair.forfeited;
          };
      return Math.min(due, pair.bonus + pair.heldBonus);
    }

    private static void forfeit(Pair pair, long gone) {
      long free = Math.min(gone, pair.bonus);
      pair.bonus -= free;
      pair.heldBonus -= gone - free;
      pair.forfeited += gone;
    }

    boolean frozen() {
      return frozen;
    }

    boolean freeze() {
      frozen = sum(principal()) + sum(bonus()) > 0;
      freezes += frozen ? 1 : 0;
      for (Pair pair : pairs) {
        pair.heldPrincipal += pair.principal;
        pair.heldBonus += pair.bonus;
        pair.principal = 0;
        pair.bonus = 0;
      }
      return frozen;
    }

    void thaw() {
      frozen = false;
      for (Pair pair : pairs) {
        pair.principal += pair.heldPrincipal;
        pair.bonus += pair.heldBonus;
        pair.heldPrincipal = 0;
        pair.heldBonus = 0;
      }
    }

    long refund(Turn turn) {
      if (pairs.isEmpty() || turn.cents() > pairs.get(turn.which() % pairs.size()).principal) {
        return 0;
      }
      Pair pair = pairs.get(turn.which() % pairs.size());
      pair.principal -= turn.cents();
      pair.refunded += turn.cents();
      paidOut += turn.cents();
      forfeit(pair, due(pair));
      return turn.cents();
    }

    List<Long> principal() {
      return pairs.stream().map(pair -> pair.principal).toList();
    }

    List<Long> bonus() {
      return pairs.stream().map(pair -> pair.bonus).toList();
    }

    List<Long> heldPrincipal() {
      return pairs.stream().map(pair -> pair.heldPrincipal).toList();
    }

    List<Long> heldBonus() {
      return pairs.stream().map(pair -> pair.heldBonus).toList();
    }

    long usedPrincipal() {
      return paid.stream().mapToLong(visit -> visit.principal.size()).sum();
    }
  }
}
