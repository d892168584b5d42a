package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.engine.Tenant;
import io.regulars.ledger.Shortfall;
import io.regulars.points.EarningPlan;
import io.regulars.points.EarningStep;
import io.regulars.points.PointsPlan;
import io.regulars.points.PointsPrice;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.Rejection;
import io.regulars.spi.VisitId;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitReturn;
import io.regulars.spi.visit.VisitReturn.ReturnedLine;
import io.regulars.visit.TakeBackVisit.How;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.joda.money.Money;

/** L60x: what comes back in parts adds up to what comes back whole, and makes nobody richer. */
interface ReturnLaws extends Laws {

  @Property(tries = SEQUENCES)
  default void law_L601_returns_in_parts_add_up_to_one_full_refund(
      @ForAll("cases") Case given,
      @ForAll("returns") List<Step.Return> parts,
      @ForAll @IntRange(max = 9) int which) {
    Playback whole = Playback.of(bench(), given.tenant(), given.history());
    Playback inParts = Playback.of(bench(), given.tenant(), given.history());
    int who = which % whole.crowd();
    Optional<Integer> place = standing(whole, who, which);
    Assume.that(place.isPresent());
    whole.takeBack(who, whole.visits(who).get(place.orElseThrow()), How.REFUND).orThrow();
    VisitId visit = inParts.visits(who).get(place.orElseThrow());
    for (Step.Return part : parts) {
      inParts.giveBack(visit, part);
    }
    if (visit(inParts, who, visit).status().stands()) {
      inParts.takeBack(who, visit, How.REFUND).orThrow();
    }
    assertEquals(balances(whole.books(who)), balances(inParts.books(who)));
    whole.books(who).requireOwedAs(inParts.books(who));
    assertEquals(whole.file(who).tier(), inParts.file(who).tier());
    inParts.books(who).requireConserved();
    inParts.books(who).requireLotsExplained();
  }

  /** The same where all points there were have been spent, and their price is owed. */
  @Property(tries = SEQUENCES)
  default void law_L616_returns_in_parts_owe_the_money_that_one_full_refund_owes(
      @ForAll("cases") Case given,
      @ForAll("returns") List<Step.Return> parts,
      @ForAll @IntRange(max = 9) int which,
      @ForAll @IntRange(min = 1, max = 1_000) int price) {
    Optional<PointsPlan> plan = given.tenant().program().plan(PointsPlan.class);
    if (isBeside(plan.isPresent())) {
      return;
    }
    Tenant tenant = owing(given.tenant(), plan.orElseThrow(), price);
    Playback whole = Playback.of(bench(), tenant, given.history());
    int who = which % whole.crowd();
    Optional<Integer> place = standing(whole, who, which);
    Assume.that(place.isPresent());
    Playback inParts = Playback.of(bench(), tenant, given.history());
    for (Playback playback : List.of(whole, inParts)) {
      long points = playback.fileAt(who, playback.now()).account(AccountKind.POINTS).available();
      if (points > 0) {
        playback.play(new Step.Redeem(who, points));
      }
    }
    whole.takeBack(who, whole.visits(who).get(place.orElseThrow()), How.REFUND).orThrow();
    VisitId visit = inParts.visits(who).get(place.orElseThrow());
    parts.forEach(part -> inParts.giveBack(visit, part));
    if (visit(inParts, who, visit).status().stands()) {
      inParts.takeBack(who, visit, How.REFUND).orThrow();
    }
    assertEquals(balances(whole.books(who)), balances(inParts.books(who)));
    whole.books(who).requireOwedAs(inParts.books(who));
  }

  private static Tenant owing(Tenant tenant, PointsPlan plan, long points) {
    Money money = Money.ofMinor(tenant.merchant().currency(), 100);
    PointsPlan owing =
        PointsPlan.builder()
            .from(plan)
            .shortfall(Shortfall.CASH_OWED)
            .price(new PointsPrice(points, money))
            .build();
    return new Tenant(tenant.merchant(), tenant.program().with("owing", owing));
  }

  /** The place of a visit that stands among the customer's, counted round. */
  private static Optional<Integer> standing(Playback playback, int who, int which) {
    List<Visit> visits = playback.books(who).visits();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < playback.visits(who).size(); i++) {
      VisitId id = playback.visits(who).get(i);
      if (visits.stream().anyMatch(of -> of.id().equals(id) && of.status().stands())) {
        places.add(i);
      }
    }
    return places.isEmpty() ? Optional.empty() : Optional.of(places.get(which % places.size()));
  }

  private static Visit visit(Playback playback, int who, VisitId id) {
    return playback.books(who).visits().stream()
        .filter(of -> of.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** Balance, what is held, and what was sold for want of it. */
  private static Map<String, List<Long>> balances(Books books) {
    Map<String, List<Long>> balances = new TreeMap<>();
    for (LedgerAccount account : books.file().accounts()) {
      long sold = books.sold(account.kind());
      balances.put(
          account.kind().code(), List.of(account.balance(), account.held(Hold.Kind.PENDING), sold));
    }
    return balances;
  }

  @Property(tries = SEQUENCES)
  default void law_L602_each_means_gets_back_exactly_what_it_paid(@ForAll("cases") Case given) {
    Playback playback = Playback.of(bench(), given.tenant(), given.history());
    for (int who = 0; who < playback.crowd(); who++) {
      for (Visit visit : playback.books(who).visits()) {
        requirePaidBack(visit);
        if (visit.status().stands()) {
          playback.takeBack(who, visit.id(), How.REFUND).orThrow();
        }
      }
      for (Visit visit : playback.books(who).visits()) {
        requirePaidBack(visit);
        assertEquals(
            visit.payments().stream().map(Payment::amount).toList(),
            sums(visit, visit.payments().size()),
            () -> "all of " + visit);
      }
      requireOnTheirLots(playback.books(who));
    }
  }

  /** What no longer standing visits spent, in whatever kind, is back on the very lots it was on. */
  private static void requireOnTheirLots(Books books) {
    for (Visit visit : books.visits()) {
      Map<String, Long> missing = new TreeMap<>();
      for (LedgerEntry entry : books.entries()) {
        boolean counts = entry.kind() == EntryKind.SPENT || entry.kind() == EntryKind.RESTORED;
        if (counts && entry.source().isVisit(visit.id())) {
          missing.merge(entry.account() + " on lot " + entry.lot(), entry.amount(), Long::sum);
        }
      }
      missing.values().removeIf(amount -> amount == 0);
      assertEquals(Map.of(), missing, () -> "of " + visit);
    }
  }

  private static List<Money> sums(Visit visit, int payments) {
    List<Money> sums = new ArrayList<>();
    for (int i = 0; i < payments; i++) {
      int place = i;
      sums.add(
          visit.returns().stream()
              .filter(back -> !back.payments().isEmpty())
              .map(back -> back.payments().get(place).amount())
              .reduce(Money.zero(visit.total().getCurrencyUnit()), Money::plus));
    }
    return sums;
  }

  /** What was paid back to the payment at this place, in minor units. */
  static long moneyBack(Visit visit, int place) {
    return sums(visit, visit.payments().size()).get(place).getAmountMinorLong();
  }

  private static long piecesBack(Visit visit, int line) {
    return visit.returns().stream()
        .flatMap(back -> back.lines().stream())
        .filter(returned -> returned.line() == line)
        .mapToLong(VisitReturn.ReturnedLine::quantity)
        .sum();
  }

  private static void requirePaidBack(Visit visit) {
    long[] lines = new long[visit.lines().size()];
    long[] pieces = new long[visit.lines().size()];
    for (VisitReturn back : visit.returns()) {
      long came = 0;
      for (ReturnedLine line : back.lines()) {
        lines[line.line() - 1] += line.amount().getAmountMinorLong();
        pieces[line.line() - 1] += line.quantity();
        came += line.amount().getAmountMinorLong();
      }
      long paid = 0;
      for (Payment payment : back.payments()) {
        assertTrue(!payment.amount().isNegative(), () -> "less than nothing: " + back);
        paid += payment.amount().getAmountMinorLong();
      }
      assertEquals(came, paid, () -> "what is paid back is what came back: " + visit);
    }
    for (int i = 0; i < lines.length; i++) {
      int line = i;
      assertTrue(
          lines[i] <= visit.lines().get(i).paid().getAmountMinorLong()
              && pieces[i] <= visit.lines().get(i).quantity(),
          () -> "more than line " + line + " of " + visit);
    }
    List<Money> sums = sums(visit, visit.payments().size());
    for (int i = 0; i < sums.size(); i++) {
      int place = i;
      assertTrue(
          !sums.get(i).isGreaterThan(visit.payments().get(i).amount()),
          () -> "more than payment " + place + " of " + visit);
    }
  }

  /**
   * Also: what payments spent comes back in proportion, on every account, and all of it in the end.
   * Bonus that is forfeited as it comes back was not earned by the visit and is not counted.
   */
  @Property(tries = SEQUENCES)
  default void law_L603_no_more_is_taken_back_than_was_earned_nor_given_back_than_was_spent(
      @ForAll("cases") Case given, @ForAll("returns") List<Step.Return> parts) {
    Playback playback = Playback.of(bench(), given.tenant(), given.history());
    for (int who = 0; who < playback.crowd(); who++) {
      for (Visit visit : playback.books(who).visits()) {
        if (visit.payments().stream().anyMatch(payment -> payment.units() > 0)) {
          parts.forEach(part -> playback.giveBack(visit.id(), part));
        }
      }
      Books books = playback.books(who);
      for (Visit visit : books.visits()) {
        for (LedgerAccount account : books.file().accounts()) {
          requireWithin(books, visit, account.kind());
        }
      }
    }
  }

  private static void requireWithin(Books books, Visit visit, AccountKind account) {
    long earned = 0;
    long taken = 0;
    long spent = 0;
    long restored = 0;
    for (LedgerEntry entry : books.entries()) {
      if (entry.account().equals(account) && entry.source().isVisit(visit.id())) {
        String rule = entry.explanation().rule();
        boolean other =
            rule.equals("reversal.repaid")
                || rule.equals("reversal.bought-back")
                || rule.startsWith("stored-value.");
        earned += entry.kind() == EntryKind.EARNED ? entry.amount() : 0;
        taken -= entry.kind() == EntryKind.REVERSED && !other ? entry.amount() : 0;
        taken -= entry.kind() == EntryKind.WITHDRAWN ? entry.amount() : 0;
        spent -= entry.kind() == EntryKind.SPENT ? entry.amount() : 0;
        restored += entry.kind() == EntryKind.RESTORED ? entry.amount() : 0;
      }
    }
    assertTrue(taken >= 0 && taken <= earned, "taken " + taken + " of " + earned);
    assertTrue(restored >= 0 && restored <= spent, "restored " + restored + " of " + spent);
    if (!visit.status().stands()) {
      assertEquals(spent, restored, () -> "all of what was spent on " + visit);
      if (books.sum(account, EntryKind.ENDED) == 0) {
        assertEquals(earned, taken, () -> "all of what was earned by " + visit);
      }
    } else if (spent > 0 && !account.isQuota()) {
      assertEquals(
          unitsBack(books, visit, account), restored, () -> account + " given back of " + visit);
    }
  }

  /**
   * What a visit that stands has to have given back on an account: the payments for one line, and
   * all of one coupon, give back their units in proportion to the money that went back to them,
   * rounded down; those that paid no money in proportion to the pieces of their line; and sessions
   * of all of them in that proportion, if that is more.
   */
  static long unitsBack(Books books, Visit visit, AccountKind account) {
    Map<String, List<Integer>> together = new TreeMap<>();
    for (int i = 0; i < visit.payments().size(); i++) {
      Payment payment = visit.payments().get(i);
      if (isOn(books, visit, payment, account)) {
        boolean coupon = payment.kind() == PaymentKind.COUPON;
        String what = coupon ? payment.ref().toString() : Integer.toString(payment.line());
        together.computeIfAbsent(what, key -> new ArrayList<>()).add(i);
      }
    }
    return together.values().stream().mapToLong(places -> unitsBack(visit, places)).sum();
  }

  private static long unitsBack(Visit visit, List<Integer> places) {
    List<Money> sums = sums(visit, visit.payments().size());
    Payment first = visit.payments().get(places.get(0));
    BigDecimal all = BigDecimal.ZERO;
    BigDecimal unpaid = BigDecimal.ZERO;
    BigDecimal back = BigDecimal.ZERO;
    BigDecimal whole = BigDecimal.ZERO;
    for (int place : places) {
      Payment payment = visit.payments().get(place);
      BigDecimal units = BigDecimal.valueOf(payment.units());
      all = all.add(units);
      boolean free = payment.amount().isZero() && payment.kind() != PaymentKind.COUPON;
      unpaid = free ? unpaid.add(units) : unpaid;
      back = back.add(sums.get(place).getAmount());
      whole = whole.add(payment.amount().getAmount());
    }
    unpaid = whole.signum() == 0 ? all : unpaid;
    BigDecimal byMoney =
        whole.signum() == 0 ? BigDecimal.ZERO : share(all.subtract(unpaid), back, whole);
    if (first.line() == 0) {
      return byMoney.longValueExact();
    }
    BigDecimal pieces = BigDecimal.valueOf(visit.lines().get(first.line() - 1).quantity());
    BigDecimal came = BigDecimal.valueOf(piecesBack(visit, first.line()));
    BigDecimal units = byMoney.add(share(unpaid, came, pieces));
    return (first.kind() == PaymentKind.COURSE ? units.max(share(all, came, pieces)) : units)
        .longValueExact();
  }

  private static BigDecimal share(BigDecimal units, BigDecimal part, BigDecimal whole) {
    return units.multiply(part).divide(whole, 0, RoundingMode.DOWN);
  }

  private static boolean isOn(Books books, Visit visit, Payment payment, AccountKind account) {
    return switch (payment.kind()) {
      case CASH, CARD, WALLET, MONEY -> false;
      case POINTS -> account.equals(AccountKind.POINTS);
      case STORED_VALUE -> account.equals(AccountKind.PRINCIPAL);
      case BONUS -> account.equals(AccountKind.BONUS);
      case COURSE ->
          account.equals(AccountKind.course(visit.lines().get(payment.line() - 1).item()));
      case COUPON ->
          account.isCoupon()
              && books.entries().stream()
                  .filter(entry -> entry.source().isVisit(visit.id()))
                  .filter(entry -> entry.account().equals(account))
                  .anyMatch(entry -> entry.lotRef().equals(payment.ref()));
    };
  }

  @Property(tries = SEQUENCES)
  default void law_L604_a_preview_is_what_the_command_then_does(
      @ForAll("cases") Case given,
      @ForAll("returns") List<Step.Return> returns,
      @ForAll("visits") Step.Come come) {
    Playback playback = Playback.of(bench(), given.tenant(), given.history());
    for (int i = 0; i < returns.size(); i++) {
      Step.Return back = returns.get(i);
      List<VisitId> visits = playback.visits(back.who());
      if (!visits.isEmpty()) {
        VisitId visit = visits.get(back.which() % visits.size());
        assertSame(playback, playback.preview(visit, back), playback.giveBack(visit, back));
      }
    }
    assertSame(playback, playback.preview(come), playback.record(come));
    List<VisitId> visits = playback.visits(come.who());
    if (!visits.isEmpty()
        && visit(playback, come.who(), visits.get(visits.size() - 1)).status().stands()) {
      VisitId last = visits.get(visits.size() - 1);
      assertSame(
          playback,
          playback.preview(last, How.REFUND),
          playback.takeBack(come.who(), last, How.REFUND));
    }
  }

  private static void assertSame(Playback playback, Outcome<Answer> preview, Outcome<Answer> done) {
    assertEquals(preview.refusal(), done.refusal());
    if (done instanceof Outcome.Done<Answer> answer) {
      Answer foreseen = preview.orThrow();
      Function<Answer, String> told =
          of ->
              withoutVisit(of, playback.withoutIds(of.entries() + "\n" + of.events()))
                  + "\n"
                  + of.returned()
                  + "\n"
                  + of.file().tier();
      assertEquals(told.apply(foreseen), told.apply(answer.value()));
    }
  }

  /** The words with the new visit's id, which nobody can foresee, left out. */
  private static String withoutVisit(Answer answer, String told) {
    return answer
        .visit()
        .map(visit -> told.replace(visit.id().toString(), "the visit"))
        .orElse(told)
        .replaceAll("visit \\d+-\\d+", "the visit");
  }

  /**
   * Nothing is forgiven but what was used and has not come back: spent, or withdrawn by a person,
   * which counts as used unless the withdrawal names the visit.
   */
  @Property(tries = SEQUENCES)
  default void law_L605_nothing_creates_points_from_nothing(@ForAll("cases") Case given) {
    Optional<PointsPlan> plan = given.tenant().program().plan(PointsPlan.class);
    if (isBeside(plan.isPresent())) {
      return;
    }
    Playback playback = Playback.of(bench(), given.tenant(), given.history());
    for (Playback.Given command : List.copyOf(playback.given())) {
      assertTrue(
          !isRefused(command) || command.first().refusal().isPresent(), "what is done stays done");
    }
    for (int who = 0; who < playback.crowd(); who++) {
      Books books = playback.books(who);
      BigDecimal most =
          books.visits().stream()
              .map(visit -> keptAtBest(plan.orElseThrow(), visit, books))
              .reduce(BigDecimal.ZERO, BigDecimal::add)
              .add(BigDecimal.valueOf(books.granted(AccountKind.POINTS)))
              .add(BigDecimal.valueOf(books.sold(AccountKind.POINTS)));
      long balance = books.file().account(AccountKind.POINTS).balance();
      long spent = -books.sum(AccountKind.POINTS, EntryKind.SPENT, EntryKind.RESTORED);
      assertTrue(BigDecimal.valueOf(balance).compareTo(most) <= 0, () -> balance + " > " + most);
      assertTrue(
          BigDecimal.valueOf(balance + spent - books.forgiven(AccountKind.POINTS)).compareTo(most)
              <= 0,
          () -> balance + " and " + spent + " spent > " + most);
      long used = spent + books.withdrawn(AccountKind.POINTS);
      assertTrue(books.forgiven(AccountKind.POINTS) <= used, "no more forgiven than is used");
    }
  }

  /** A reservation until an instant that is past by now is malformed. */
  private static boolean isRefused(Playback.Given again) {
    try {
      return again.command().get().refusal().isPresent();
    } catch (InvalidCommandException e) {
      return true;
    }
  }

  /**
   * What the part of a visit that did not come back could earn at best, and a point more for each
   * line if some came back: what is taken back is rounded down line by line, so that a rounding of
   * the whole in the customer's favour may stay. What a step of the host's own makes of a visit is
   * for it to say: then it is what the visit earned, less the part that came back.
   */
  private static BigDecimal keptAtBest(PointsPlan plan, Visit visit, Books books) {
    long kept = 0;
    for (int line = 1; line <= visit.lines().size(); line++) {
      kept += earningKept(visit, line);
    }
    long roundings = kept == 0 || visit.returns().isEmpty() ? 0 : visit.lines().size();
    BigDecimal best =
        hasCustomSteps(plan)
            ? BigDecimal.valueOf(BoundLaws.kept(books, visit))
            : atBest(plan, kept);
    return best.add(BigDecimal.valueOf(roundings));
  }

  /** What a line earns on, in minor units, less the part of it that came back. */
  static long earningKept(Visit visit, int line) {
    long paid = visit.lines().get(line - 1).paid().getAmountMinorLong();
    long back =
        visit.returns().stream()
            .flatMap(of -> of.lines().stream())
            .filter(of -> of.line() == line)
            .mapToLong(of -> of.amount().getAmountMinorLong())
            .sum();
    long earning = visit.earningByLine().get(line - 1);
    return back == paid ? 0 : earning - earning * back / paid;
  }

  /** Whether the plan has a step of the host's own. */
  static boolean hasCustomSteps(EarningPlan plan) {
    return plan.steps().stream().anyMatch(EarningStep.Custom.class::isInstance);
  }

  /** What so much, in minor units, could earn at best, by no step of the host's own. */
  static BigDecimal atBest(EarningPlan plan, long amount) {
    if (amount == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal value =
        BigDecimal.valueOf(amount)
            .multiply(BigDecimal.valueOf(plan.points()))
            .multiply(best(plan.factors().values()))
            .divide(BigDecimal.valueOf(plan.per().getAmountMinorLong()), 20, RoundingMode.CEILING);
    for (EarningStep step : plan.steps()) {
      if (step instanceof EarningStep.TierFactor) {
        value = value.multiply(best(plan.multipliers().values()));
      } else if (step instanceof EarningStep.BirthdayMonth birthday) {
        value = value.multiply(birthday.factor().max(BigDecimal.ONE));
      } else if (step instanceof EarningStep.Campaign campaign) {
        value = value.multiply(campaign.factor().max(BigDecimal.ONE));
        value = value.add(BigDecimal.valueOf(campaign.bonus()));
      } else if (step instanceof EarningStep.Threshold threshold) {
        value = value.add(BigDecimal.valueOf(threshold.bonus()));
      }
    }
    return value.setScale(0, RoundingMode.CEILING);
  }

  private static BigDecimal best(Iterable<BigDecimal> factors) {
    BigDecimal best = BigDecimal.ONE;
    for (BigDecimal factor : factors) {
      best = best.max(factor);
    }
    return best;
  }

  @Property(tries = SEQUENCES)
  default void law_L606_what_has_come_back_does_not_come_back_again_under_another_key(
      @ForAll("cases") Case given, @ForAll("returns") List<Step.Return> returns) {
    Playback playback = Playback.of(bench(), given.tenant(), given.history());
    for (int who = 0; who < playback.crowd(); who++) {
      for (VisitId id : playback.visits(who)) {
        if (visit(playback, who, id).status().stands()) {
          playback.takeBack(who, id, How.REFUND).orThrow();
        }
        Books before = playback.books(who);
        for (Step.Return back : returns) {
          assertEquals(
              Optional.of(Rejection.Reason.VISIT_ALREADY_TAKEN_BACK),
              playback.giveBack(id, back).refusal().map(Rejection::reason));
        }
        assertEquals(before, playback.books(who));
      }
    }
  }

  @Property(tries = SEQUENCES)
  default void law_L607_facts_of_different_customers_may_come_in_any_order(
      @ForAll("cases") Case given) {
    History history = given.history();
    Playback one = Playback.of(bench(), given.tenant(), history);
    Playback other =
        Playback.of(
            bench(),
            given.tenant(),
            new History(history.start(), history.customers(), lastFirst(history.steps())));
    for (int who = 0; who < one.crowd(); who++) {
      assertEquals(one.accounts(who), other.accounts(who));
      assertEquals(one.file(who).tier(), other.file(who).tier());
      assertEquals(one.file(who).stage(), other.file(who).stage());
    }
  }

  /** Whatever came back in whatever parts and order: so the parts add up to the whole here too. */
  @Property
  default void law_L609_a_referral_counts_exactly_while_something_paid_stands(
      @ForAll("cases") Case given) {
    Playback playback = Playback.of(bench(), given.tenant(), given.history());
    for (int who = 0; who < playback.crowd(); who++) {
      Books books = playback.books(who);
      Optional<VisitId> by = books.file().referral().orElseThrow().qualifiedBy();
      List<VisitId> paid =
          books.visits().stream().filter(ReturnLaws::isPaid).map(Visit::id).toList();
      assertEquals(!paid.isEmpty(), by.isPresent(), () -> "of " + books.visits());
      assertTrue(by.isEmpty() || paid.contains(by.get()), () -> by + " of " + paid);
      long told = 0;
      for (FileEvent event : books.events()) {
        told += event.kind() == EventKind.REFERRAL_QUALIFIED ? 1 : 0;
        told -= event.kind() == EventKind.REFERRAL_TAKEN_BACK ? 1 : 0;
        assertTrue(told == 0 || told == 1, "it counts once at a time");
      }
      assertEquals(by.isPresent() ? 1 : 0, told);
    }
  }

  private static boolean isPaid(Visit visit) {
    List<Money> back = sums(visit, visit.payments().size());
    return IntStream.range(0, back.size())
        .filter(place -> visit.payments().get(place).kind().earns())
        .anyMatch(place -> visit.payments().get(place).amount().isGreaterThan(back.get(place)));
  }

  /** The steps with those of one instant in another order: the last customer's first. */
  private static List<Step> lastFirst(List<Step> steps) {
    List<Step> sorted = new ArrayList<>();
    List<Step> instant = new ArrayList<>();
    for (Step step : steps) {
      if (who(step) < 0) {
        sorted.addAll(instant);
        sorted.add(step);
        instant.clear();
      } else {
        instant.add(step);
        instant.sort(Comparator.comparingInt(ReturnLaws::who).reversed());
      }
    }
    sorted.addAll(instant);
    return sorted;
  }

  /** Whose step it is; below zero: time passes. */
  private static int who(Step step) {
    return step instanceof Step.WaitForAlarm ? -1 : step.who();
  }
}
