package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.customer.RegisterCustomer;
import io.regulars.engine.Tenant;
import io.regulars.ledger.Granularity;
import io.regulars.ledger.LotTerm;
import io.regulars.lifecycle.LifecyclePlan;
import io.regulars.points.PointsPlan;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.lifecycle.Stage;
import io.regulars.spi.tier.TierCode;
import io.regulars.tier.TierPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** L4xx: windows, graces and stages end at their exact microsecond, which no longer belongs. */
interface EdgeLaws extends Laws {

  /** Four years: late tellings before and after most ends. */
  long FOUR_YEARS = 4L * 366 * 86_400_000_000L;

  @Property
  default void law_L401_spend_counts_from_the_visit_to_the_end_of_the_window(
      @ForAll("tenants") Tenant tenant, @ForAll("instants") Instant at) {
    Optional<TierPlan> ladder = TierLaws.ladder(tenant);
    if (isBeside(ladder.isPresent())) {
      return;
    }
    TierPlan plan = ladder.orElseThrow();
    long paid = plan.threshold(plan.tiers().size());
    Playback playback = newcomer(tenant, at);
    playback.play(visit(Duration.ZERO, paid));
    assertEquals(paid, spend(playback.file(0)), "at the visit");
    assertEquals(plan.tier(plan.tiers().size()), playback.file(0).tier().tier(), "raised at once");
    Optional<Instant> end = naiveEnd(plan.window(), at, tenant, playback);
    assertEquals(end, playback.file(0).account(AccountKind.SPEND).lots().get(0).endsAt(), "end");
    if (end.isPresent()) {
      assertEquals(paid, spend(playback.fileAt(0, justBefore(end.get()))), "just before the end");
      assertEquals(0, spend(playback.fileAt(0, end.get())), "at the end");
    }
  }

  @Property
  default void law_L402_a_visit_told_late_counts_to_the_end_of_its_own_window(
      @ForAll("tenants") Tenant tenant,
      @ForAll("instants") Instant at,
      @ForAll @LongRange(max = FOUR_YEARS) long late) {
    Optional<TierPlan> ladder = TierLaws.ladder(tenant);
    if (isBeside(ladder.isPresent())) {
      return;
    }
    TierPlan plan = ladder.orElseThrow();
    long paid = plan.threshold(plan.tiers().size());
    Playback playback = newcomer(tenant, at);
    playback.play(new Step.Wait(Duration.of(late, ChronoUnit.MICROS)));
    playback.play(new Step.Rename(0));
    playback.play(visit(playback.now(), at, paid));
    boolean over =
        naiveEnd(plan.window(), at, tenant, playback)
            .filter(end -> !end.isAfter(playback.now()))
            .isPresent();
    assertEquals(over ? 0 : paid, spend(playback.file(0)), "spend that still counts");
    assertEquals(
        over ? plan.base() : plan.tier(plan.tiers().size()),
        playback.file(0).tier().tier(),
        "tier by the spend that still counts");
    assertEquals(
        !over,
        playback.books(0).events().stream()
            .anyMatch(event -> event.kind() == EventKind.TIER_RAISED),
        "raised by what still counts, and by nothing else");
  }

  @Property
  default void law_L403_a_tier_is_kept_for_the_grace_and_not_a_microsecond_longer(
      @ForAll("tenants") Tenant tenant, @ForAll("instants") Instant at) {
    Optional<TierPlan> ladder = TierLaws.ladder(tenant);
    if (isBeside(ladder.isPresent())) {
      return;
    }
    TierPlan plan = ladder.orElseThrow();
    TierCode top = plan.tier(plan.tiers().size());
    Playback playback = newcomer(tenant, at);
    playback.play(visit(Duration.ZERO, plan.threshold(plan.tiers().size())));
    Optional<Instant> end = naiveEnd(plan.window(), at, tenant, playback);
    if (isBeside(end.isPresent())) {
      return;
    }
    Instant until = after(end.get(), plan.grace(), tenant.merchant().zone());
    assertEquals(
        top, playback.fileAt(0, justBefore(until)).tier().tier(), "just before the grace ends");
    assertNotEquals(top, playback.fileAt(0, until).tier().tier(), "when the grace ends");
    assertEquals(until, playback.fileAt(0, until).tier().since(), "since when");
    if (!plan.grace().isZero()) {
      assertEquals(Optional.of(until), playback.fileAt(0, end.get()).tier().graceUntil(), "until");
      assertEquals(
          Optional.empty(),
          playback.fileAt(0, justBefore(end.get())).tier().graceUntil(),
          "no grace before the spend ended");
    }
  }

  @Property
  default void law_L404_spend_in_the_last_microsecond_of_the_grace_keeps_the_tier(
      @ForAll("tenants") Tenant tenant, @ForAll("instants") Instant at) {
    Optional<TierPlan> ladder = TierLaws.ladder(tenant);
    if (isBeside(ladder.isPresent())) {
      return;
    }
    TierPlan plan = ladder.orElseThrow();
    if (isBeside(!plan.grace().isZero())) {
      return;
    }
    long paid = plan.threshold(plan.tiers().size());
    Playback playback = newcomer(tenant, at);
    playback.play(visit(Duration.ZERO, paid));
    Optional<Instant> end = naiveEnd(plan.window(), at, tenant, playback);
    if (isBeside(end.isPresent())) {
      return;
    }
    Instant until = after(end.get(), plan.grace(), tenant.merchant().zone());
    playback.play(new Step.Wait(Duration.between(at, justBefore(until))));
    playback.play(visit(Duration.ZERO, paid));
    CustomerFile file = playback.file(0);
    assertEquals(plan.tier(plan.tiers().size()), file.tier().tier());
    assertEquals(at, file.tier().since(), "never lost");
    assertEquals(Optional.empty(), file.tier().graceUntil(), "out of grace");
  }

  @Property
  default void law_L405_points_end_at_their_instant_and_that_is_on_the_record(
      @ForAll("tenants") Tenant tenant,
      @ForAll("instants") Instant at,
      @ForAll @LongRange(max = FOUR_YEARS) long late) {
    Optional<PointsPlan> plan = tenant.program().plan(PointsPlan.class);
    if (isBeside(plan.filter(of -> of.pendingFor().isZero() && !of.confirmed()).isPresent())) {
      return;
    }
    Playback playback = newcomer(tenant, at);
    playback.play(visit(Duration.ZERO, 1_000_000));
    long points = points(playback.file(0));
    if (isBeside(points > 0)) {
      return;
    }
    Optional<Instant> end = naiveEnd(plan.get().term(), at, tenant, playback);
    if (isBeside(end.isPresent())) {
      return;
    }
    assertEquals(points, points(playback.fileAt(0, justBefore(end.get()))), "just before the end");
    assertEquals(0, points(playback.fileAt(0, end.get())), "at the end");
    playback.play(new Step.Wait(Duration.between(at, end.get()).plusNanos(late * 1_000)));
    playback.play(new Step.RunDue());
    assertEquals(
        List.of(end.get()),
        playback.books(0).entries().stream()
            .filter(entry -> entry.account().equals(AccountKind.POINTS))
            .filter(entry -> entry.kind() == EntryKind.ENDED)
            .map(entry -> entry.occurredAt())
            .toList(),
        "the entry that ended them");
  }

  @Property
  default void law_L406_stages_are_left_at_their_instant(
      @ForAll("tenants") Tenant tenant,
      @ForAll("instants") Instant at,
      @ForAll @LongRange(max = 86_400_000_000L) long apart) {
    Optional<LifecyclePlan> plan = tenant.program().plan(LifecyclePlan.class);
    if (isBeside(plan.isPresent())) {
      return;
    }
    Playback playback = newcomer(tenant, at);
    assertEquals(Stage.PROSPECT, playback.fileAt(0, at.plus(TimeLaws.CENTURY)).stage().stage());
    playback.play(visit(Duration.ZERO, 0));
    playback.play(new Step.Wait(Duration.of(apart, ChronoUnit.MICROS)));
    Instant newUntil = after(at, plan.get().newFor(), tenant.merchant().zone());
    Assume.that(playback.now().isBefore(newUntil));
    playback.play(visit(Duration.ZERO, 0));
    Instant last = playback.now();
    assertStage(Stage.NEW, last, at, playback, last);
    assertStage(Stage.NEW, justBefore(newUntil), at, playback, last);
    assertStage(Stage.ACTIVE, newUntil, newUntil, playback, last);
    Instant dormantAt = after(last, plan.get().dormantAfter(), tenant.merchant().zone());
    assertStage(Stage.ACTIVE, justBefore(dormantAt), newUntil, playback, last);
    assertStage(Stage.DORMANT, dormantAt, dormantAt, playback, last);
    playback.play(new Step.Wait(Duration.between(last, dormantAt)));
    playback.play(visit(Duration.ZERO, 0));
    assertStage(Stage.ACTIVE, dormantAt, dormantAt, playback, dormantAt);
  }

  private static void assertStage(
      Stage stage, Instant at, Instant since, Playback playback, Instant last) {
    CustomerFile file = playback.fileAt(0, at);
    assertEquals(stage, file.stage().stage(), () -> "stage at " + at);
    assertEquals(since, file.stage().since(), () -> "since, at " + at);
    assertEquals(Optional.of(last), file.stage().lastVisitAt(), () -> "last visit, at " + at);
    assertTrue(!file.stage().since().isAfter(at), () -> "entered in the future of " + at);
  }

  @Property
  default void law_L608_points_may_be_used_from_their_instant_on_and_not_before(
      @ForAll("tenants") Tenant tenant, @ForAll("instants") Instant at) {
    Optional<PointsPlan> plan = tenant.program().plan(PointsPlan.class);
    if (isBeside(plan.filter(of -> of.confirmed() || !of.pendingFor().isZero()).isPresent())) {
      return;
    }
    Playback playback = newcomer(tenant, at);
    playback.play(visit(Duration.ZERO, 1_000_000));
    long points = points(playback.file(0));
    if (isBeside(points > 0)) {
      return;
    }
    assertEquals(0, usable(playback.file(0)), "at the visit");
    if (plan.orElseThrow().confirmed()) {
      assertEquals(0, usable(playback.fileAt(0, at.plus(TimeLaws.CENTURY))), "unconfirmed");
      return;
    }
    Instant begin = after(at, plan.get().pendingFor(), tenant.merchant().zone());
    assertEquals(0, usable(playback.fileAt(0, justBefore(begin))), "just before");
    boolean over =
        naiveEnd(plan.get().term(), at, tenant, playback)
            .filter(end -> !end.isAfter(begin))
            .isPresent();
    assertEquals(over ? 0 : points, usable(playback.fileAt(0, begin)), "at their instant");
  }

  private static long usable(CustomerFile file) {
    return file.account(AccountKind.POINTS).available();
  }

  private Playback newcomer(Tenant tenant, Instant at) {
    RegisterCustomer customer =
        RegisterCustomer.builder().profile(CustomerProfile.builder().name("Ann").build()).build();
    return new Playback(bench(), tenant, new History(at, List.of(customer), List.of()));
  }

  private static Step visit(Instant now, Instant at, long paid) {
    return visit(Duration.between(at, now), paid);
  }

  private static Step visit(Duration late, long paid) {
    return new Step.Come(0, late, List.of(new Step.Sale(1, paid)), Optional.empty(), 0, false);
  }

  private static long spend(CustomerFile file) {
    return file.account(AccountKind.SPEND).balance();
  }

  private static long points(CustomerFile file) {
    return file.account(AccountKind.POINTS).balance();
  }

  private static Instant justBefore(Instant instant) {
    return instant.minus(1, ChronoUnit.MICROS);
  }

  private static Instant after(Instant instant, Period period, ZoneId zone) {
    return instant.atZone(zone).plus(period).toInstant();
  }

  /** The end of a lot by walking the calendar day by day. */
  private static Optional<Instant> naiveEnd(
      LotTerm term, Instant at, Tenant tenant, Playback playback) {
    ZoneId zone = tenant.merchant().zone();
    LocalDate joined = playback.file(0).joinedAt().atZone(zone).toLocalDate();
    if (term.length().isEmpty()) {
      return Optional.empty();
    }
    ZonedDateTime end = at.atZone(zone).plus(term.length().get());
    if (term.granularity() == Granularity.EXACT) {
      return Optional.of(end.toInstant());
    }
    LocalDate day = end.toLocalDate();
    while (!day.atStartOfDay(zone).toInstant().isAfter(end.toInstant())
        || !isEnd(term.granularity(), day, joined)) {
      day = day.plusDays(1);
    }
    return Optional.of(day.atStartOfDay(zone).toInstant());
  }

  private static boolean isEnd(Granularity granularity, LocalDate day, LocalDate joined) {
    return switch (granularity) {
      case EXACT, DAY -> true;
      case MONTH -> day.getDayOfMonth() == 1;
      case YEAR -> day.getDayOfYear() == 1;
      case ANNIVERSARY -> day.equals(joined.plusYears(day.getYear() - joined.getYear()));
    };
  }
}
