package io.regulars.testkit;

import static io.regulars.testkit.Attempts.race;
import static io.regulars.testkit.Coupons.TILLS;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.SHOP;
import static io.regulars.testkit.Salon.redemption;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Rulebook;
import io.regulars.engine.Action;
import io.regulars.engine.Answer;
import io.regulars.engine.Booking;
import io.regulars.engine.CommandRunner;
import io.regulars.engine.DeskContext;
import io.regulars.engine.FileDraft;
import io.regulars.engine.Fingerprint;
import io.regulars.engine.IdempotencyKey;
import io.regulars.engine.Outcome;
import io.regulars.engine.Refusal;
import io.regulars.engine.Tenant;
import io.regulars.engine.Tenants;
import io.regulars.engine.Texts;
import io.regulars.engine.Validation;
import io.regulars.ledger.LedgerRules;
import io.regulars.ledger.Take;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection;
import io.regulars.spi.Role;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.RecordVisit;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** E901 to E905: what is there is spent once. */
interface SpendingRules extends CrmRules {

  /** How many threads spend at once. */
  int TILLS = 16;

  @Test
  default void required_E901_sixteen_threads_redeem_no_point_twice() {
    Salon salon = rich();
    Crm crm = salon.builder().retryPolicy(ContentionRules.PATIENT).build();
    CustomerId ann = member(salon);
    long done =
        succeeded(
            i -> Salon.desk(crm, Role.RECEPTIONIST).points().redeem(redemption(ann, 10, "k-" + i)));
    assertEquals(10, done);
    assertEquals(-100, spent(salon, ann));
    requireSpentOnce(salon, ann, 7);
  }

  @Test
  default void required_E902_sixteen_threads_pay_visits_with_no_point_twice() {
    Salon salon = rich();
    Crm crm = salon.builder().retryPolicy(ContentionRules.PATIENT).build();
    CustomerId ann = member(salon);
    long done =
        succeeded(
            i -> Salon.desk(crm, Role.RECEPTIONIST).visits().record(paidByPoints(ann, "P-" + i)));
    assertEquals(10, done);
    assertEquals(11, salon.books(ann).visits().size());
    requireSpentOnce(salon, ann, 7);
  }

  private static RecordVisit paidByPoints(CustomerId customer, String receipt) {
    return RecordVisit.builder()
        .customer(customer)
        .store(SHOP)
        .receipt(receipt)
        .addLines(VisitLine.of("tea", yuan("1.00")))
        .addPayments(Payment.points(10, yuan("1.00")))
        .build();
  }

  @Test
  default void required_E903_sixteen_threads_reserve_no_point_twice() {
    Salon salon = rich();
    CustomerId ann = member(salon);
    DeskContext desk = desk(salon);
    long done = succeeded(i -> book(desk, ann, "h-" + i, draft -> reserve(draft, 10, "r-" + i)));
    assertEquals(10, done);
    LedgerAccount points = salon.books(ann).file().account(AccountKind.POINTS);
    assertEquals(100, points.held(Hold.Kind.RESERVED));
    assertEquals(7, points.available());
    requireSpentOnce(salon, ann, 107);
  }

  @Test
  default void required_E904_sixteen_threads_spend_no_reservation_twice() {
    Salon salon = rich();
    CustomerId ann = member(salon);
    DeskContext desk = desk(salon);
    for (int i = 0; i < 10; i++) {
      String ref = "r-" + i;
      book(desk, ann, ref, draft -> reserve(draft, 10, ref)).orThrow();
    }
    long done =
        succeeded(
            i ->
                book(
                    desk,
                    ann,
                    "s-" + i,
                    draft ->
                        LedgerRules.spendReserved(
                            draft,
                            AccountKind.POINTS,
                            "r-" + i % 10,
                            10,
                            Source.command("s-" + i),
                            Explanation.of("points.redeemed", "10", "comb"))));
    assertEquals(10, done);
    requireSpentOnce(salon, ann, 7);
  }

  @Test
  default void required_E905_a_reservation_fought_over_ends_one_way() {
    Salon salon = rich();
    CustomerId ann = member(salon);
    DeskContext desk = desk(salon);
    Source source = Source.command("till");
    Explanation why = Explanation.of("points.redeemed", "10", "comb");
    succeeded(
        i -> {
          String ref = "r-" + i / 4;
          return book(
              desk,
              ann,
              "x-" + i,
              draft ->
                  switch (i % 4) {
                    case 0, 1 -> reserve(draft, 1, ref);
                    case 2 ->
                        LedgerRules.spendReserved(draft, AccountKind.POINTS, ref, 1, source, why);
                    default -> {
                      LedgerRules.release(
                          draft, AccountKind.POINTS, Hold.Kind.RESERVED, ref, source, why);
                      yield Optional.empty();
                    }
                  });
        });
    requireSpentOnce(salon, ann, 107 + spent(salon, ann));
  }

  private Salon rich() {
    assumeThreads();
    return salon();
  }

  /** A member with 107 points. */
  private static CustomerId member(Salon salon) {
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-0", "107.00");
    return ann;
  }

  /** Has all threads attempt; how many attempts succeeded. */
  private long succeeded(IntFunction<Outcome<Answer>> attempt) {
    int each = attempts() / TILLS;
    return race(
            TILLS,
            thread ->
                () -> {
                  long done = 0;
                  for (int i = 0; i < each; i++) {
                    Outcome<Answer> outcome = attempt.apply(i * TILLS + thread);
                    assertTrue(
                        outcome
                            .refusal()
                            .map(Rejection::reason)
                            .filter(reason -> reason != Rejection.Reason.NOT_ENOUGH)
                            .isEmpty(),
                        () -> "refused for want of points or not at all: " + outcome);
                    done += outcome.refusal().isEmpty() ? 1 : 0;
                  }
                  return done;
                })
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private static long spent(Salon salon, CustomerId customer) {
    return salon.books(customer).sum(AccountKind.POINTS, EntryKind.SPENT);
  }

  private static void requireSpentOnce(Salon salon, CustomerId customer, long balance) {
    Books books = salon.books(customer);
    assertEquals(balance, salon.points(customer));
    assertEquals(balance, 107 + books.sum(AccountKind.POINTS, EntryKind.SPENT));
    salon.requireSound(customer);
  }

  /** A desk for commands of the test's own. */
  private static DeskContext desk(Salon salon) {
    Tenants tenants = Tenants.of(List.of(new Tenant(Salon.merchant(), Salon.program())));
    CommandRunner runner =
        new CommandRunner(
            salon.storage(),
            tenants,
            salon.clock(),
            Rulebook.advance(),
            List.of(),
            ContentionRules.PATIENT,
            Texts.in(Locale.ENGLISH, ZoneOffset.UTC));
    return new DeskContext(
        runner, new Validation(Locale.ENGLISH, salon.clock()), Actor.system(LOTUS));
  }

  private static Outcome<Answer> book(
      DeskContext desk,
      CustomerId customer,
      String key,
      Function<FileDraft, Optional<Refusal>> rule) {
    String digest = new Fingerprint().put(key).digest();
    return desk.run(
        new Booking(desk, Action.REDEEM_POINTS, customer, new IdempotencyKey(key, digest), rule));
  }

  private static Optional<Refusal> reserve(FileDraft draft, long points, String ref) {
    return LedgerRules.hold(
        draft,
        AccountKind.POINTS,
        new Hold(Hold.Kind.RESERVED, ref, points, draft.asOf(), Optional.empty()),
        Take.ANY,
        Source.command(ref),
        Explanation.of("points.redeemed", Long.toString(points), "comb"));
  }
}
