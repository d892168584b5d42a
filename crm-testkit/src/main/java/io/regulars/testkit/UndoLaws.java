package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Desk;
import io.regulars.benefit.Benefit;
import io.regulars.benefit.BenefitPlan;
import io.regulars.benefit.Every;
import io.regulars.benefit.UseBenefit;
import io.regulars.coupon.CouponValue;
import io.regulars.coupon.ImmutableCouponType;
import io.regulars.course.CoursePlan;
import io.regulars.course.SellCard;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.engine.Plan;
import io.regulars.engine.Program;
import io.regulars.engine.Tenant;
import io.regulars.ledger.CreditValue;
import io.regulars.ledger.DebitValue;
import io.regulars.ledger.LotTerm;
import io.regulars.ledger.Shortfall;
import io.regulars.points.ImmutablePointsPlan;
import io.regulars.points.PointsPlan;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Merchant;
import io.regulars.spi.MerchantId;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitLine;
import io.regulars.storedvalue.StoredValuePlan;
import io.regulars.storedvalue.TopUp;
import io.regulars.tier.TierPlan;
import io.regulars.visit.RecordVisit;
import io.regulars.visit.TakeBackVisit.How;
import java.time.Duration;
import java.time.Period;
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
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** L61x: what is undone leaves nothing behind, and the order of what is independent is nothing. */
interface UndoLaws extends Laws {

  /**
   * All visits are returned, in any order and parts, all redemptions are cancelled, all bookings
   * let go, all uses of benefits given back, and what was sold in advance is paid back, while time
   * passes; the last again in the end, for returns may have brought something back.
   *
   * <p>Then no points are left: none that were spent and forgiven, and of what was owed in money
   * exactly what was sold for it. With grants and withdrawals by hand it is what those leave, less
   * what ended of what was granted or sold; and, where an offline till may overdraw points, as it
   * came back from a reservation, for what others covered of that stays covered. A withdrawal is
   * the one use that nothing here undoes: where the program forgives, what a person withdrew of a
   * sale's points without naming it is forgiven when the sale is taken back, and stays so.
   *
   * <p>No stored value is left that was paid for, and no session: the money went back, to the cent,
   * but for what ended, or was used up by a booking that nobody came to. Of the bonus no more is
   * left than the program lets stay when all principal is paid back. Coupons and quotas are what
   * was given, less what ended.
   */
  @Property
  default void law_L611_everything_undone_leaves_what_was_given_by_hand_or_sold(
      @ForAll("cases") Case given, @ForAll("returns") List<Step.Return> parts, @ForAll long seed) {
    Optional<PointsPlan> plan = given.tenant().program().plan(PointsPlan.class);
    Playback playback = Playback.of(bench(), given.tenant(), given.history());
    parts.forEach(playback::play);
    undoAll(playback, new Random(seed));
    for (int who = 0; who < playback.crowd(); who++) {
      Books books = playback.books(who);
      plan.ifPresent(points -> requireNoPointsLeft(points, books));
      requireNothingPrepaidLeft(playback.prepaid(who), books);
      BoundLaws.requireBounded(given.tenant(), playback.prepaid(who), books);
      books.requireConserved();
      books.requireLotsExplained();
    }
  }

  private static void requireNoPointsLeft(PointsPlan plan, Books books) {
    long sold = books.sold(AccountKind.POINTS);
    assertTrue(sold == 0 || plan.shortfall() == Shortfall.CASH_OWED, "sold by policy");
    long forgiven = books.forgiven(AccountKind.POINTS);
    long withdrawn = books.withdrawn(AccountKind.POINTS);
    assertTrue(forgiven >= 0 && forgiven <= withdrawn, () -> forgiven + " stay forgiven");
    assertEquals(0, books.sum(AccountKind.POINTS, EntryKind.SPENT, EntryKind.RESTORED), "spent");
    long byHand = books.granted(AccountKind.POINTS) - withdrawn + forgiven;
    long balance = books.file().account(AccountKind.POINTS).balance();
    long missing = byHand + sold - balance;
    long ended = -books.sum(AccountKind.POINTS, EntryKind.ENDED);
    long mayBeMissing = books.granted(AccountKind.POINTS) + sold;
    long most = Math.min(ended, mayBeMissing);
    assertTrue(
        missing >= 0 && missing <= most, () -> balance + " left of " + byHand + " + " + sold);
  }

  private static void requireNothingPrepaidLeft(Prepaid prepaid, Books books) {
    long paidIn = prepaid.topUps().stream().mapToLong(Prepaid.Paid::paid).sum();
    assertEquals(0, books.file().account(AccountKind.PRINCIPAL).balance(), "principal");
    assertEquals(
        paidIn + books.sum(AccountKind.PRINCIPAL, EntryKind.ENDED), prepaid.paidOut(), "money");
    for (Prepaid.Card card : prepaid.cards()) {
      long gone =
          BoundLaws.ofCard(books, card, EntryKind.ENDED, EntryKind.SPENT, EntryKind.RESTORED);
      assertEquals(card.sessions + gone, card.refunded(), () -> "sessions of " + card.number);
      assertTrue(gone < 0 || card.money() == card.price, () -> "money for " + card.number);
    }
    for (LedgerAccount account : books.file().accounts()) {
      AccountKind kind = account.kind();
      if (Prepaid.isOn(account)) {
        assertEquals(0, account.deficit(), () -> "owed on " + account);
        assertFalse(account.hasHolds(), () -> "held on " + account);
      }
      if (kind.isCoupon() || kind.isQuota()) {
        assertEquals(0, books.sum(kind, EntryKind.SPENT, EntryKind.RESTORED), () -> "" + account);
        assertEquals(
            books.sum(kind, EntryKind.GRANTED, EntryKind.ENDED),
            account.balance(),
            () -> "left of what was given on " + account);
      }
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
    for (int who = 0; who < playback.crowd(); who++) {
      undone.add(playback.prepaid(who)::undo);
    }
    Collections.shuffle(undone, random);
    for (Runnable undo : undone) {
      undo.run();
      if (random.nextInt(3) == 0) {
        playback.play(new Step.Wait(Duration.ofDays(random.nextInt(200))));
      }
    }
    for (int who = 0; who < playback.crowd(); who++) {
      playback.prepaid(who).undo();
    }
    playback.play(new Step.RunDue());
  }

  private static boolean isStanding(Visit visit, VisitId id) {
    return visit.id().equals(id) && visit.status().stands();
  }

  /**
   * As many points are left and owed, though not always on the same lots (docs/ledger.md); but for
   * those that end as a lot that has ended gets back what it had covered. As many were sold for
   * want of them, for as much money (E1440 to E1444). The same growth, sessions, coupons and cents
   * end at the same instants.
   */
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
    Books books = whole.books(who);
    long ended = Math.max(uncoveredTooLate(books), uncoveredTooLate(inParts.books(who)));
    if (ended == 0) {
      assertEquals(lots(books.file().accounts()), lots(inParts.file(who).accounts()));
    }
    long more =
        inParts.file(who).account(AccountKind.POINTS).balance()
            - books.file().account(AccountKind.POINTS).balance();
    assertTrue(Math.abs(more) <= ended, () -> more + " more in parts, " + ended + " ended");
    assertEquals(others(books.file()), others(inParts.file(who)));
    assertEquals(books.sold(AccountKind.POINTS), inParts.books(who).sold(AccountKind.POINTS));
    books.requireOwedAs(inParts.books(who));
  }

  /**
   * Whatever is reserved when parts of visits come back: it is released before or after, at the
   * same instant. As many points are left and owed, as many are forgiven and sold, for as much
   * money.
   */
  @Property
  default void law_L617_returns_before_a_release_leave_what_they_leave_after_it(
      @ForAll("cases") Case given,
      @ForAll("visits") Step.Come come,
      @ForAll("returns") List<Step.Return> parts,
      @ForAll @IntRange(min = 1, max = 100) int percent,
      @ForAll @IntRange(max = 400) int days) {
    Playback after = reserved(given, come, percent, days);
    Playback before = reserved(given, come, percent, days);
    int who = come.who();
    after.prepaid(who).releasePoints();
    parts.forEach(part -> after.play(part));
    parts.forEach(part -> before.play(part));
    before.prepaid(who).releasePoints();
    LedgerAccount expected = points(after, who);
    LedgerAccount actual = points(before, who);
    assertEquals(lots(List.of(expected)), lots(List.of(actual)));
    assertEquals(List.of(), actual.unbacked());
    Books books = before.books(who);
    assertEquals(after.books(who).forgiven(AccountKind.POINTS), books.forgiven(AccountKind.POINTS));
    assertEquals(after.books(who).sold(AccountKind.POINTS), books.sold(AccountKind.POINTS));
    books.requireOwedAs(after.books(who));
  }

  /**
   * The history, a part of the points reserved, time, and another visit with all of it reserved.
   */
  private Playback reserved(Case given, Step.Come come, int percent, int days) {
    Playback playback = Playback.of(bench(), keepingEnds(given.tenant()), given.history());
    reserve(playback, come.who(), percent);
    playback.play(new Step.Wait(Duration.ofDays(days)));
    playback.play(come);
    reserve(playback, come.who(), 100);
    return playback;
  }

  private static Tenant keepingEnds(Tenant tenant) {
    Optional<PointsPlan> plan = tenant.program().plan(PointsPlan.class);
    return plan.isEmpty()
        ? tenant
        : new Tenant(
            tenant.merchant(),
            tenant
                .program()
                .with(
                    "keeping",
                    ImmutablePointsPlan.copyOf(plan.orElseThrow()).withRestoredFor(Period.ZERO)));
  }

  private static LedgerAccount points(Playback playback, int who) {
    return playback.fileAt(who, playback.now()).account(AccountKind.POINTS);
  }

  private static void reserve(Playback playback, int who, int percent) {
    long points = Math.min(points(playback, who).available() * percent / 100, 1_000_000);
    if (points > 0) {
      playback.play(new Step.SetAside(who, points, Duration.ofDays(390)));
    }
  }

  /** How many points came back to lots that they had covered others from, and that have ended. */
  private static long uncoveredTooLate(Books books) {
    return books.entries().stream()
        .filter(entry -> entry.account().equals(AccountKind.POINTS) && entry.amount() > 0)
        .filter(entry -> entry.explanation().rule().equals("cover.undone"))
        .filter(
            entry -> entry.lotEndsAt().filter(end -> !end.isAfter(entry.occurredAt())).isPresent())
        .mapToLong(LedgerEntry::amount)
        .sum();
  }

  private static List<String> others(CustomerFile file) {
    return lots(
        file.accounts().stream()
            .filter(account -> !account.kind().equals(AccountKind.POINTS))
            .toList());
  }

  /** What is left and held, and, but of points, when it ends; lots of one end are one. */
  private static List<String> lots(List<LedgerAccount> accounts) {
    List<String> lots = new ArrayList<>();
    for (LedgerAccount account : accounts) {
      if (account.kind().equals(AccountKind.POINTS)) {
        lots.add(
            "points %d and %d, owes %d"
                .formatted(account.available(), account.outstanding(), account.deficit()));
        continue;
      }
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
    /** A visit paid in money: points, growth, spend, and with them the tier. */
    VISIT(
        (desk, till) ->
            desk.visits()
                .record(
                    RecordVisit.builder()
                        .customer(till.who())
                        .store(till.store())
                        .receipt(till.key())
                        .addLines(VisitLine.of("massage", till.money(120_000)))
                        .build())),
    /** Points given by hand. */
    POINTS((desk, till) -> desk.points().adjust(Salon.adjustment(till.who(), 7, till.key()))),
    /** Stored value paid in. */
    TOP_UP(
        (desk, till) ->
            desk.storedValue()
                .topUp(
                    TopUp.builder()
                        .customer(till.who())
                        .store(till.store())
                        .number(till.key())
                        .amount(till.money(100_000))
                        .build())),
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
                        .price(till.money(100_000))
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

    Optional<?> happen(Desk desk, Merchant merchant, CustomerId who, String key) {
      return deed.apply(desk, new Till(merchant, who, key)).refusal().map(no -> no.reason());
    }

    /** What a till says of a fact. */
    private record Till(Merchant merchant, CustomerId who, String key) {

      StoreId store() {
        return merchant.stores().get(0).id();
      }

      Money money(long minor) {
        return Money.ofMinor(merchant.currency(), minor);
      }
    }

    /** Whether both touch an account: then their order may matter. */
    boolean meets(Fact other) {
      return this == other || (isOfPoints() && other.isOfPoints());
    }

    private boolean isOfPoints() {
      return this == VISIT || this == POINTS;
    }
  }

  /**
   * The tenant's own ways of earning, ladder and stored value; cards, one coupon and, if there is a
   * ladder, one benefit for everybody on it, for what only some tiers may have depends on visits.
   */
  @Property
  default void law_L613_facts_on_different_accounts_may_come_in_any_order(
      @ForAll("tenants") Tenant tenant, @ForAll List<Fact> facts, @ForAll long seed) {
    Tenant program = new Tenant(tenant.merchant(), everythingFor(tenant));
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

  private static Program everythingFor(Tenant tenant) {
    CurrencyUnit currency = tenant.merchant().currency();
    Program program = tenant.program();
    List<Plan> plans = new ArrayList<>();
    program
        .plan(TierPlan.class)
        .ifPresent(
            ladder -> {
              List<TierCode> tiers = new ArrayList<>(List.of(ladder.base()));
              ladder.tiers().forEach(tier -> tiers.add(tier.code()));
              Benefit tea = new Benefit("tea", tiers, 2, Every.MONTH);
              plans.add(BenefitPlan.builder().addBenefits(tea).build());
            });
    plans.add(program.plan(StoredValuePlan.class).orElse(StoredValuePlan.builder().build()));
    plans.add(CoursePlan.builder().build());
    plans.add(
        Coupons.plan(
            ImmutableCouponType.builder()
                .code("fifty")
                .value(new CouponValue.AmountOff(Money.ofMinor(currency, 5_000)))
                .build()));
    return program.with("everything", plans.toArray(Plan[]::new));
  }

  /** Answers, lots but for their numbers, and tier, after the facts in this order. */
  private List<String> happened(Tenant like, List<Fact> facts, List<Integer> order) {
    Tenant tenant = bench().newTenant(like);
    MerchantId merchant = tenant.merchant().id();
    Desk desk = bench().at(Salon.OPENING, merchant).desk(Actor.system(merchant));
    CustomerId ann =
        desk.customers().register(Salon.newcomer("Ann", "13800138001")).orThrow().file().id();
    List<String> told = new ArrayList<>(Collections.nCopies(facts.size(), ""));
    boolean ladder = tenant.program().plan(TierPlan.class).isPresent();
    for (int i : order) {
      if (facts.get(i) == Fact.BENEFIT && !ladder) {
        continue;
      }
      told.set(i, facts.get(i) + " " + facts.get(i).happen(desk, tenant.merchant(), ann, "K-" + i));
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
