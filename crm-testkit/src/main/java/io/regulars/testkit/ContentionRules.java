package io.regulars.testkit;

import static io.regulars.testkit.Attempts.THREADS;
import static io.regulars.testkit.Attempts.race;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.newcomer;
import static io.regulars.testkit.Salon.redemption;
import static io.regulars.testkit.Salon.sale;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.engine.RetryPolicy;
import io.regulars.engine.Tenant;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Rejection;
import io.regulars.spi.Role;
import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Key;
import io.regulars.spi.StorageException.Kind;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.storage.Storage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** E3xx: many at once, and storage that fails: nothing lost, nothing twice, nothing for ever. */
interface ContentionRules extends CrmRules {

  /** Patient enough for any race. */
  RetryPolicy PATIENT = new RetryPolicy(10_000, Duration.ofNanos(1_000), Duration.ofMillis(5));

  /** Three attempts that do not wait. */
  RetryPolicy THRICE = new RetryPolicy(3, Duration.ZERO, Duration.ZERO);

  @Test
  default void required_E301_of_many_threads_on_one_customer_none_loses_a_visit_or_a_point() {
    assumeThreads();
    Salon salon = salon();
    Crm crm = salon.builder().retryPolicy(PATIENT).build();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-0", "20.00");
    List<Integer> redeemed =
        race(
            thread ->
                () -> {
                  Desk desk = Salon.desk(crm, Role.RECEPTIONIST);
                  int spent = 0;
                  for (int i = 0; i < 6; i++) {
                    String key = thread + "-" + i;
                    desk.visits().record(sale(ann, "R-" + key, "10.00")).orThrow();
                    boolean done =
                        desk.points().redeem(redemption(ann, 13, key)).refusal().isEmpty();
                    spent += done ? 13 : 0;
                  }
                  return spent;
                });
    long spent = redeemed.stream().mapToLong(Integer::longValue).sum();
    Books books = salon.books(ann);
    assertEquals(1 + THREADS * 6, books.visits().size());
    assertEquals(20 + THREADS * 60 - spent, salon.points(ann));
    assertTrue(salon.points(ann) >= 0, "never overspent");
    assertEquals(-spent, books.sum(AccountKind.POINTS, EntryKind.SPENT));
    books.requireConserved();
    books.requireRunningBalances();
    books.requireLotsExplained();
    books.requireLinesNumbered();
    books.requireStandings(new Tenant(Salon.merchant(), Salon.program()));
  }

  @Test
  default void required_E302_of_many_threads_spending_one_balance_as_many_succeed_as_it_carries() {
    assumeThreads();
    Salon salon = salon();
    Crm crm = salon.builder().retryPolicy(PATIENT).build();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-0", "100.00");
    List<Outcome<Answer>> outcomes =
        race(
            thread ->
                () ->
                    Salon.desk(crm, Role.RECEPTIONIST)
                        .points()
                        .redeem(redemption(ann, 30, "k-" + thread)));
    assertEquals(3, outcomes.stream().filter(Outcome.Done.class::isInstance).count());
    assertEquals(10, salon.points(ann));
    outcomes.stream()
        .flatMap(outcome -> outcome.refusal().stream())
        .forEach(refusal -> assertEquals(Rejection.Reason.NOT_ENOUGH, refusal.reason()));
  }

  @Test
  default void required_E303_of_many_threads_registering_one_phone_one_succeeds() {
    assumeThreads();
    Salon salon = salon();
    List<Outcome<Answer>> outcomes =
        race(thread -> () -> salon.desk().customers().register(newcomer("Ann", "13800138001")));
    List<Answer> done =
        outcomes.stream()
            .filter(outcome -> outcome.refusal().isEmpty())
            .map(Outcome::orThrow)
            .toList();
    assertEquals(1, done.size());
    outcomes.stream()
        .flatMap(outcome -> outcome.refusal().stream())
        .forEach(
            refusal -> {
              assertEquals(Rejection.Reason.PHONE_TAKEN, refusal.reason());
              assertEquals(
                  List.of("***8001", done.get(0).file().id().toString()), refusal.figures());
            });
  }

  @Test
  default void required_E304_what_stays_stale_is_given_up_after_the_attempts_allowed() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Dump before = salon.dump("visit/S1/R-1");
    for (int attempts : List.of(1, 3, 7)) {
      FaultyStorage line = FaultyStorage.refusing(storage(), Kind.STALE, change -> true);
      RetryPolicy policy = new RetryPolicy(attempts, Duration.ZERO, Duration.ZERO);
      StorageException e =
          assertThrows(StorageException.class, () -> pays(salon, line, policy, ann));
      assertEquals(Kind.STALE, e.kind());
      assertEquals(attempts, line.commits());
    }
    before.assertUnchanged(storage(), LOTUS);
  }

  @Test
  default void required_E305_what_passes_is_tried_again_and_counts_once() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    long points = 0;
    for (Kind kind : List.of(Kind.STALE, Kind.TRANSIENT)) {
      FaultyStorage line = FaultyStorage.refusing(storage(), kind, 2);
      Answer answer =
          desk(salon, line, THRICE).visits().record(sale(ann, "R-" + kind, "10.00")).orThrow();
      assertFalse(answer.repeated());
      assertEquals(3, line.commits());
      points += 10;
      assertEquals(points, salon.points(ann));
    }
    assertEquals(2, salon.books(ann).visits().size());
  }

  @Test
  default void required_E306_what_does_not_pass_is_not_tried_again() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Dump before = salon.dump();
    for (Kind kind : List.of(Kind.UNAVAILABLE, Kind.UNKNOWN_OUTCOME)) {
      FaultyStorage line = FaultyStorage.refusing(storage(), kind, change -> true);
      StorageException e =
          assertThrows(StorageException.class, () -> pays(salon, line, THRICE, ann));
      assertEquals(kind, e.kind());
      assertEquals(1, line.commits());
    }
    FaultyStorage twins =
        new FaultyStorage(
            storage(),
            (change, real, attempt) -> {
              throw StorageException.duplicate(Key.ID, "injected");
            });
    StorageException e =
        assertThrows(StorageException.class, () -> pays(salon, twins, THRICE, ann));
    assertEquals(Optional.of(Key.ID), e.duplicate());
    assertEquals(1, twins.commits());
    before.assertUnchanged(storage(), LOTUS);
  }

  @Test
  default void required_E307_after_an_answer_was_lost_the_repetition_gets_it() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    FaultyStorage line =
        new FaultyStorage(
            storage(),
            (change, real, attempt) -> {
              real.commit(change);
              throw new StorageException(Kind.UNKNOWN_OUTCOME, "the line broke at commit");
            });
    StorageException e = assertThrows(StorageException.class, () -> pays(salon, line, THRICE, ann));
    assertEquals(Kind.UNKNOWN_OUTCOME, e.kind());
    Dump after = salon.dump();
    Answer again = pays(salon, line, THRICE, ann).orThrow();
    assertTrue(again.repeated());
    assertEquals(10, again.sum(AccountKind.POINTS, EntryKind.EARNED));
    assertEquals(1, line.commits());
    after.assertUnchanged(storage(), LOTUS);
    assertEquals(10, salon.points(ann));
  }

  @Test
  default void required_E308_after_a_commit_that_never_arrived_the_repetition_does_it() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    FaultyStorage line = FaultyStorage.refusing(storage(), Kind.UNKNOWN_OUTCOME, 1);
    assertThrows(StorageException.class, () -> pays(salon, line, THRICE, ann));
    assertEquals(0, salon.points(ann));
    assertFalse(pays(salon, line, THRICE, ann).orThrow().repeated());
    assertEquals(10, salon.points(ann));
  }

  @Test
  default void required_E309_a_stale_decision_is_made_again_on_what_is_there_now() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-0", "100.00");
    FaultyStorage line =
        new FaultyStorage(
            storage(),
            (change, real, attempt) -> {
              if (attempt == 1) {
                salon.redeems(ann, 60, "the other till").orThrow();
              }
              real.commit(change);
            });
    Outcome<Answer> outcome =
        desk(salon, line, THRICE).points().redeem(redemption(ann, 50, "this till"));
    assertEquals(
        List.of("points", "50", "40"),
        assertInstanceOf(Outcome.Refused.class, outcome).rejection().figures());
    assertEquals(40, salon.points(ann));
    assertEquals(1, line.commits());
  }

  @Test
  default void required_E310_a_command_that_another_thread_carried_out_meanwhile_is_repeated() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-0", "10.00");
    FaultyStorage line =
        new FaultyStorage(
            storage(),
            (change, real, attempt) -> {
              if (attempt == 1) {
                salon.redeems(ann, 10, "k").orThrow();
              }
              real.commit(change);
            });
    Answer answer = desk(salon, line, THRICE).points().redeem(redemption(ann, 10, "k")).orThrow();
    assertTrue(answer.repeated());
    assertEquals(0, salon.points(ann));
  }

  private static Outcome<Answer> pays(
      Salon salon, Storage line, RetryPolicy policy, CustomerId customer) {
    return desk(salon, line, policy).visits().record(sale(customer, "R-1", "10.00"));
  }

  private static Desk desk(Salon salon, Storage line, RetryPolicy policy) {
    return Salon.desk(salon.builder(line).retryPolicy(policy).build(), Role.HEAD_OFFICE);
  }
}
