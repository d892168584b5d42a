package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Desk;
import io.regulars.benefit.Benefit;
import io.regulars.benefit.BenefitPlan;
import io.regulars.benefit.Every;
import io.regulars.benefit.UseBenefit;
import io.regulars.course.CoursePlan;
import io.regulars.course.SellCard;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.engine.Program;
import io.regulars.engine.Tenant;
import io.regulars.ledger.CreditValue;
import io.regulars.ledger.DebitValue;
import io.regulars.ledger.LotTerm;
import io.regulars.ledger.Shortfall;
import io.regulars.points.PointsPlan;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.VisitId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.visit.Visit;
import io.regulars.visit.TakeBackVisit.How;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** L61x: what is undone leaves nothing behind, and the order of what is independent is nothing. */
interface UndoLaws extends Laws {

  /**
   * All visits are returned, in any order and parts, and all redemptions are cancelled, while time
   * passes. Then no points are left: none that were spent and forgiven, and of what was owed in
   * money exactly what was sold for it. With grants and withdrawals by hand it is what those leave,
   * less what ended of what was granted or sold. A withdrawal is the one use that nothing here
   * undoes: where the program forgives, what a person withdrew of a sale's points without naming it
   * is forgiven when the sale is taken back, and stays so.
   */
  @Property
  default void law_L611_everything_undone_leaves_what_was_given_by_hand_or_sold(
      @ForAll("cases") Case given, @ForAll("returns") List<Step.Return> parts, @ForAll long seed) {
    Optional<PointsPlan> plan = given.tenant().program().plan(PointsPlan.class);
    Assume.that(plan.isPresent());
    Playback playback = Playback.of(bench(), given.tenant(), given.history());
    parts.forEach(playback::play);
    undoAll(playback, new Random(seed));
    for (int who = 0; who < playback.crowd(); who++) {
      Books books = playback.books(who);
      long sold = books.sum(AccountKind.POINTS, EntryKind.BOUGHT);
      assertTrue(
          sold == 0 || plan.orElseThrow().shortfall() == Shortfall.CASH_OWED, "sold by policy");
      long forgiven = books.forgiven(AccountKind.POINTS);
      long withdrawn = -books.sum(AccountKind.POINTS, EntryKind.WITHDRAWN);
      assertTrue(forgiven >= 0 && forgiven <= withdrawn, () -> forgiven + " stay forgiven");
      assertEquals(0, books.sum(AccountKind.POINTS, EntryKind.SPENT, EntryKind.RESTORED), "spent");
      long byHand = books.granted(AccountKind.POINTS) - withdrawn + forgiven;
      long balance = books.file().account(AccountKind.POINTS).balance();
      long missing = byHand + sold - balance;
      long ended = -books.sum(AccountKind.POINTS, EntryKind.ENDED);
      assertTrue(
          missing >= 0 && missing <= Math.min(ended, books.granted(AccountKind.POINTS) + sold),
          () -> balance + " left of " + byHand + " + " + sold);
      books.requireConserved();
      books.requireLotsExplained();
    }
  }

  private static void undoAll(Playback playback, Random random) {
    List<Runnable> undone = new ArrayList<>();
    for (int i = 0; i < playback.crowd(); i++) {
      int who = i;
      for (VisitId visit : playback.visits(who)) {
        undone.add(
            () -> {
              playback.giveBack(visit, new Step.Return(who, 0, 0, 0, random.nextInt(100)));
              Books books = playback.books(who);
              if (books.visits().stream().anyMatch(of -> isStanding(of, visit))) {
                playback.takeBack(who, visit, How.REFUND).orThrow();
              }
            });
      }
    }
    playback.redemptions().forEach(key -> undone.add(() -> playback.cancel(key).orThrow()));
    Collections.shuffle(undone, random);
    for (Runnable undo : undone) {
      undo.run();
      if (random.nextInt(3) == 0) {
        playback.play(new Step.Wait(Duration.ofDays(random.nextInt(200))));
      }
    }
  }

  private static boolean isStanding(Visit visit, VisitId id) {
    return visit.id().equals(id) && visit.status().stands();
  }

  /** Not only the balance: the same points end at the same instants. */
  @Property
  default void law_L612_returns_in_parts_leave_the_points_that_one_full_refund_leaves(
      @ForAll("cases") Case given,
      @ForAll("returns") List<Step.Return> parts,
      @ForAll @IntRange(max = 9) int which) {
    Playback whole = Playback.of(bench(), given.tenant(), given.history());
    Playback inParts = Playback.of(bench(), given.tenant(), given.history());
    int who = which % whole.crowd();
    Assume.that(!whole.visits(who).isEmpty());
    int place = which % whole.visits(who).size();
    VisitId visit = whole.visits(who).get(place);
    Assume.that(whole.books(who).visits().stream().anyMatch(of -> isStanding(of, visit)));
    whole.takeBack(who, visit, How.REFUND).orThrow();
    VisitId same = inParts.visits(who).get(place);
    parts.forEach(part -> inParts.giveBack(same, part));
    if (inParts.books(who).visits().stream().anyMatch(of -> isStanding(of, same))) {
      inParts.takeBack(who, same, How.REFUND).orThrow();
    }
    Assume.that(whole.books(who).sum(AccountKind.POINTS, EntryKind.BOUGHT) == 0);
    assertEquals(lots(whole.file(who).accounts()), lots(inParts.file(who).accounts()));
  }

  /** What is left and held, and when it ends; lots of one end are one. */
  private static List<String> lots(List<LedgerAccount> accounts) {
    List<String> lots = new ArrayList<>();
    for (LedgerAccount account : accounts) {
      List<Object> ends = new ArrayList<>();
      for (Lot lot : account.lots()) {
        List<Object> end = List.of(lot.endsAt(), lot.ref());
        if (!ends.contains(end)) {
          ends.add(end);
          long left = 0;
          long held = 0;
          for (Lot other : account.lots()) {
            if (List.of(other.endsAt(), other.ref()).equals(end)) {
              left += other.left();
              held += other.held();
            }
          }
          lots.add(account.kind() + " " + end + " " + left + " and " + held + " held");
        }
      }
      lots.add(account.kind() + " owes " + account.deficit());
    }
    return lots;
  }

  /** A fact on one kind of account. */
  enum Fact {
    /** A visit paid in money: points, spend, and with them the tier. */
    VISIT(Fact::visit),
    /** Points given by hand. */
    POINTS((desk, till) -> desk.points().adjust(Salon.adjustment(till.who(), 7, till.key()))),
    /** Stored value paid in. */
    TOP_UP((desk, till) -> desk.storedValue().topUp(Club.topUp(till.who(), till.key(), "1000.00"))),
    /** A course card sold. */
    CARD(
        (desk, till) ->
            desk.courses()
                .sell(
                    SellCard.builder()
                        .customer(till.who())
                        .item("massage")
                        .card(till.key())
                        .sessions(3)
                        .price(Salon.yuan("1000.00"))
                        .key(till.key())
                        .build())),
    /** A coupon issued. */
    COUPON((desk, till) -> Coupons.issue(desk, till.who(), "fifty", till.key())),
    /** A benefit used, of which there are two. */
    BENEFIT(
        (desk, till) ->
            desk.benefits()
                .use(
                    UseBenefit.builder()
                        .customer(till.who())
                        .benefit("tea")
                        .key(till.key())
                        .build())),
    /** Something of the host's own given. */
    STAMP(
        (desk, till) ->
            desk.ledger()
                .credit(
                    CreditValue.builder()
                        .customer(till.who())
                        .account(AccountKind.of("stamps/tea"))
                        .amount(3)
                        .term(LotTerm.UNLIMITED)
                        .reason("tea")
                        .key(till.key())
                        .build())),
    /** Something of the host's own used. */
    CUP(
        (desk, till) ->
            desk.ledger()
                .debit(
                    DebitValue.builder()
                        .customer(till.who())
                        .account(AccountKind.of("cups/tea"))
                        .amount(1)
                        .reason("tea")
                        .key(till.key())
                        .build()));

    private final BiFunction<Desk, Till, Outcome<Answer>> deed;

    Fact(BiFunction<Desk, Till, Outcome<Answer>> deed) {
      this.deed = deed;
    }

    private static Outcome<Answer> visit(Desk desk, Till till) {
      return desk.visits().record(Salon.sale(till.who(), till.key(), "1200.00"));
    }

    Optional<?> happen(Desk desk, CustomerId who, String key) {
      return deed.apply(desk, new Till(who, key)).refusal().map(no -> no.reason());
    }

    /** What a till says of a fact. */
    private record Till(CustomerId who, String key) {}

    /** Whether both touch an account: then their order may matter. */
    boolean meets(Fact other) {
      return this == other || (isOfPoints() && other.isOfPoints());
    }

    private boolean isOfPoints() {
      return this == VISIT || this == POINTS;
    }
  }

  @Property
  default void law_L613_facts_on_different_accounts_may_come_in_any_order(
      @ForAll List<Fact> facts, @ForAll long seed) {
    Program program =
        Program.of(
            "all",
            Salon.points().build(),
            Salon.tiers().build(),
            Club.storedValue().build(),
            CoursePlan.builder().build(),
            Coupons.plan(Coupons.off("fifty", "50.00")),
            BenefitPlan.builder()
                .addBenefits(Benefit.of("tea", 2, Every.MONTH, "none", "silver", "gold"))
                .build());
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < facts.size(); i++) {
      order.add(i);
    }
    List<String> told = happened(program, facts, order);
    Random random = new Random(seed);
    for (int swaps = 3 * facts.size(); swaps > 0 && facts.size() > 1; swaps--) {
      int i = random.nextInt(facts.size() - 1);
      if (!facts.get(order.get(i)).meets(facts.get(order.get(i + 1)))) {
        Collections.swap(order, i, i + 1);
      }
    }
    assertEquals(told, happened(program, facts, order), () -> "in the order " + order);
  }

  /** Answers, lots but for their numbers, and tier, after the facts in this order. */
  private List<String> happened(Program program, List<Fact> facts, List<Integer> order) {
    Tenant tenant = bench().newTenant(new Tenant(Salon.merchant(), program));
    MerchantId merchant = tenant.merchant().id();
    Desk desk = bench().at(Salon.OPENING, merchant).desk(Actor.system(merchant));
    CustomerId ann =
        desk.customers().register(Salon.newcomer("Ann", "13800138001")).orThrow().file().id();
    List<String> told = new ArrayList<>(Collections.nCopies(facts.size(), ""));
    for (int i : order) {
      told.set(i, facts.get(i) + " " + facts.get(i).happen(desk, ann, "K-" + i));
    }
    Books books = Books.read(bench().storage(), merchant, ann);
    books.requireConserved();
    books.requireLotsExplained();
    List<LedgerAccount> accounts = books.file().accounts();
    told.addAll(lots(accounts).stream().sorted().toList());
    accounts.forEach(account -> told.add(account.kind() + " " + account.balance()));
    told.add(books.file().tier().toString());
    return told;
  }
}
