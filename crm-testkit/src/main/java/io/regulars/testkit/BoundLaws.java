package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.benefit.BenefitPlan;
import io.regulars.engine.Tenant;
import io.regulars.ledger.Granularity;
import io.regulars.points.EarningStep;
import io.regulars.points.ImmutablePointsPlan;
import io.regulars.points.PointsPlan;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.Visit;
import io.regulars.storedvalue.BonusOnRefund;
import io.regulars.storedvalue.Rung;
import io.regulars.storedvalue.StoredValuePlan;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** L614, L615: what was paid bounds what there is, and a cap what is earned. */
interface BoundLaws extends Laws {

  /**
   * Stored value, to the cent: what was paid in is paid back, used by visits, ended or left; so is
   * the bonus, of which no more is left than goes with the principal that was not paid back.
   * Sessions of cards are paid back, used, ended or left, and what was paid back for them is their
   * part of the price. No coupon pays two visits, and no benefit is used more often than it may be.
   * Used is told by the visits' own payments and returns.
   */
  @Property(tries = SEQUENCES)
  default void law_L614_what_was_paid_in_is_left_used_or_paid_back_to_the_cent(
      @ForAll("cases") Case given, @ForAll("returns") List<Step.Return> parts) {
    Playback playback = Playback.of(bench(), given.tenant(), given.history());
    parts.forEach(playback::play);
    for (int who = 0; who < playback.crowd(); who++) {
      Books books = playback.books(who);
      requireBounded(given.tenant(), playback.prepaid(who), books);
      books.requireConserved();
      books.requireLotsExplained();
      books.requireRunningBalances();
    }
  }

  /** Fails unless what there is of one customer is bounded by what was paid and given. */
  static void requireBounded(Tenant tenant, Prepaid prepaid, Books books) {
    tenant
        .program()
        .plan(StoredValuePlan.class)
        .ifPresent(plan -> requireStoredValueBounded(plan, prepaid, books));
    requireCardsBounded(prepaid, books);
    requireCouponsOnce(books);
    tenant.program().plan(BenefitPlan.class).ifPresent(plan -> requireQuotasKept(plan, books));
  }

  private static void requireStoredValueBounded(
      StoredValuePlan plan, Prepaid prepaid, Books books) {
    long paidIn = 0;
    long given = 0;
    for (Prepaid.Paid topUp : prepaid.topUps()) {
      long bonus = bonus(plan, topUp.paid());
      paidIn += topUp.paid();
      given += bonus;
      long left = Prepaid.remaining(books.file().account(AccountKind.BONUS), topUp.number());
      long back = -ofTopUp(books, topUp.number());
      long most =
          switch (plan.onRefund()) {
            case KEEP -> bonus;
            case FORFEIT_ALL -> back > 0 ? 0 : bonus;
            case FORFEIT_PART -> share(bonus, topUp.paid() - back, topUp.paid());
          };
      assertTrue(left <= most, () -> "bonus of " + topUp + ": " + left + " > " + most);
    }
    assertEquals(
        paidIn,
        prepaid.paidOut()
            + paidBy(books, PaymentKind.STORED_VALUE)
            - books.sum(AccountKind.PRINCIPAL, EntryKind.ENDED)
            + books.file().account(AccountKind.PRINCIPAL).balance(),
        "principal paid in");
    long forfeited = -books.sum(AccountKind.BONUS, EntryKind.REVERSED);
    assertTrue(forfeited == 0 || plan.onRefund() != BonusOnRefund.KEEP, "kept");
    assertEquals(
        given,
        forfeited
            + paidBy(books, PaymentKind.BONUS)
            - books.sum(AccountKind.BONUS, EntryKind.ENDED)
            + books.file().account(AccountKind.BONUS).balance(),
        "bonus given");
  }

  /** Rung by rung. */
  private static long bonus(StoredValuePlan plan, long paid) {
    long bonus = 0;
    for (Rung rung : plan.ladder()) {
      long charge = rung.charge().getAmountMinorLong();
      if (paid >= charge) {
        bonus = rung.bonus().getAmountMinorLong() * (plan.perMultiple() ? paid / charge : 1);
      }
    }
    return bonus;
  }

  private static long share(long amount, long part, long whole) {
    return BigInteger.valueOf(amount)
        .multiply(BigInteger.valueOf(part))
        .divide(BigInteger.valueOf(whole))
        .longValueExact();
  }

  /** What was paid back of the principal of a top-up; not above zero. */
  private static long ofTopUp(Books books, String number) {
    return books.entries().stream()
        .filter(entry -> entry.account().equals(AccountKind.PRINCIPAL))
        .filter(entry -> entry.kind() == EntryKind.REVERSED)
        .filter(entry -> entry.lotRef().filter(number::equals).isPresent())
        .mapToLong(LedgerEntry::amount)
        .sum();
  }

  /** What such payments of visits paid and was not returned to them, in minor units. */
  private static long paidBy(Books books, PaymentKind kind) {
    long paid = 0;
    for (Visit visit : books.visits()) {
      paid += minor(visit.payments(), kind);
      paid -= visit.returns().stream().mapToLong(back -> minor(back.payments(), kind)).sum();
    }
    return paid;
  }

  private static long minor(List<Payment> payments, PaymentKind kind) {
    return payments.stream()
        .filter(payment -> payment.kind() == kind)
        .mapToLong(payment -> payment.amount().getAmountMinorLong())
        .sum();
  }

  private static void requireCardsBounded(Prepaid prepaid, Books books) {
    Map<String, Long> sessions = new HashMap<>();
    for (Prepaid.Card card : prepaid.cards()) {
      sessions.merge(card.item, card.sessions - card.refunded(), Long::sum);
      long kept = card.price / card.sessions * (card.sessions - card.refunded());
      assertEquals(
          card.refunded() == 0 ? 0 : card.price - kept,
          card.money(),
          () -> "paid back for " + card.refunded() + " sessions of " + card.number);
    }
    for (LedgerAccount account : books.file().accounts()) {
      if (account.kind().isCourse()) {
        long used = usedByVisits(books, account.kind()) + usedByNobody(books, account.kind());
        assertEquals(
            sessions.getOrDefault(account.kind().name(), 0L),
            used - books.sum(account.kind(), EntryKind.ENDED) + account.balance(),
            () -> "sessions sold of " + account.kind());
      }
    }
  }

  /** The sum of the entries of these kinds on a card. */
  static long ofCard(Books books, Prepaid.Card card, EntryKind... kinds) {
    Set<EntryKind> wanted = Set.copyOf(Arrays.asList(kinds));
    return books.entries().stream()
        .filter(entry -> entry.account().isCourse() && wanted.contains(entry.kind()))
        .filter(entry -> entry.lotRef().filter(card.number::equals).isPresent())
        .mapToLong(LedgerEntry::amount)
        .sum();
  }

  private static long usedByVisits(Books books, AccountKind account) {
    long used = 0;
    for (Visit visit : books.visits()) {
      if (visit.status().stands()) {
        used += units(visit, account) - ReturnLaws.unitsBack(books, visit, account);
      }
    }
    return used;
  }

  private static long units(Visit visit, AccountKind account) {
    return visit.payments().stream()
        .filter(payment -> payment.kind() == PaymentKind.COURSE && payment.line() > 0)
        .filter(payment -> visit.lines().get(payment.line() - 1).item().equals(account.name()))
        .mapToLong(Payment::units)
        .sum();
  }

  /** Sessions that a booking used which nobody came to. */
  private static long usedByNobody(Books books, AccountKind account) {
    return -books.entries().stream()
        .filter(entry -> entry.account().equals(account) && entry.kind() == EntryKind.SPENT)
        .filter(entry -> books.visits().stream().noneMatch(of -> entry.source().isVisit(of.id())))
        .mapToLong(LedgerEntry::amount)
        .sum();
  }

  private static void requireCouponsOnce(Books books) {
    Map<String, Long> paid = new HashMap<>();
    for (Visit visit : books.visits()) {
      for (int i = 0; i < visit.payments().size() && visit.status().stands(); i++) {
        Payment payment = visit.payments().get(i);
        if (payment.kind() == PaymentKind.COUPON && payment.units() > 0) {
          long back = ReturnLaws.moneyBack(visit, i);
          boolean gone = payment.amount().isZero() || back < payment.amount().getAmountMinorLong();
          paid.merge(payment.ref().orElseThrow(), gone ? 1L : 0L, Long::sum);
        }
      }
    }
    paid.forEach((coupon, times) -> assertTrue(times <= 1, () -> coupon + " pays " + times));
  }

  private static void requireQuotasKept(BenefitPlan plan, Books books) {
    Map<String, Long> used = new HashMap<>();
    for (LedgerEntry entry : books.entries()) {
      boolean counts = entry.kind() == EntryKind.SPENT || entry.kind() == EntryKind.RESTORED;
      if (entry.account().isQuota() && counts) {
        String period = entry.account().name() + "/" + entry.lotRef().orElseThrow();
        long most = plan.benefit(entry.account().name()).orElseThrow().uses();
        long now = used.merge(period, -entry.amount(), Long::sum);
        assertTrue(now >= 0 && now <= most, () -> now + " of " + most + " uses of " + period);
      }
    }
  }

  /**
   * With a cap as the last step, whatever steps there are before it: of all that visits of a day,
   * month or year of their store's calendar earned, what has not come back is never more than the
   * cap, after no command, whether they are told as they happen or late, and whatever is returned
   * between. A visit told later than 31 days after its period is not counted any more.
   */
  @Property(tries = SEQUENCES)
  default void law_L615_no_more_is_earned_in_a_period_than_its_cap(
      @ForAll("cases") Case given, @ForAll("caps") EarningStep.Cap cap) {
    Optional<PointsPlan> plan = given.tenant().program().plan(PointsPlan.class);
    if (isBeside(plan.isPresent())) {
      return;
    }
    List<EarningStep> steps = new ArrayList<>(plan.orElseThrow().steps());
    steps.add(cap);
    Tenant tenant =
        new Tenant(
            given.tenant().merchant(),
            given
                .tenant()
                .program()
                .with("capped", ImmutablePointsPlan.copyOf(plan.get()).withSteps(steps)));
    Playback playback = new Playback(bench(), tenant, given.history());
    for (Step step : given.history().steps()) {
      playback.play(step);
      if (step.who() >= 0) {
        requireCapped(tenant, cap, playback.books(step.who()));
      }
    }
  }

  private static void requireCapped(Tenant tenant, EarningStep.Cap cap, Books books) {
    Map<LocalDate, Long> kept = new HashMap<>();
    for (Visit visit : books.visits()) {
      ZoneId zone = tenant.merchant().store(visit.store()).orElseThrow().zone();
      LocalDate first = first(cap.period(), visit.occurredAt().atZone(zone).toLocalDate());
      Instant counted =
          first.plus(length(cap.period())).plusDays(31).atStartOfDay(zone).toInstant();
      if (visit.recordedAt().isBefore(counted)) {
        kept.merge(first, kept(books, visit), Long::sum);
      }
    }
    kept.forEach(
        (first, points) ->
            assertTrue(
                points <= cap.most(), () -> points + " in the period from " + first + " on"));
  }

  private static LocalDate first(Granularity period, LocalDate day) {
    return switch (period) {
      case MONTH -> day.withDayOfMonth(1);
      case YEAR -> day.withDayOfYear(1);
      case DAY, EXACT, ANNIVERSARY -> day;
    };
  }

  private static Period length(Granularity period) {
    return switch (period) {
      case MONTH -> Period.ofMonths(1);
      case YEAR -> Period.ofYears(1);
      case DAY, EXACT, ANNIVERSARY -> Period.ofDays(1);
    };
  }

  /** What a visit earned in points, less what is taken back of it with what came back. */
  static long kept(Books books, Visit visit) {
    long kept = 0;
    for (LedgerEntry entry : books.entries()) {
      if (visit.status().stands()
          && entry.account().equals(AccountKind.POINTS)
          && entry.kind() == EntryKind.EARNED
          && entry.source().isVisit(visit.id())) {
        long whole = 0;
        long still = 0;
        for (int line = 1; line <= visit.lines().size(); line++) {
          if (entry.source().line() == 0 || entry.source().line() == line) {
            whole += visit.earningByLine().get(line - 1);
            still += ReturnLaws.earningKept(visit, line);
          }
        }
        kept += whole == 0 ? entry.amount() : share(entry.amount(), still, whole);
      }
    }
    return kept;
  }
}
