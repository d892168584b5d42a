package io.regulars.testkit;

import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Till.byPoints;
import static io.regulars.testkit.Till.byStoredValue;
import static io.regulars.testkit.Till.record;
import static io.regulars.testkit.Till.takeBack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Desk;
import io.regulars.ledger.OfflinePlan;
import io.regulars.ledger.Shortfall;
import io.regulars.spi.CustomerId;
import io.regulars.spi.VisitId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.storedvalue.StoredValuePlan;
import io.regulars.visit.BatchOutcome;
import io.regulars.visit.ImmutableRecordVisit;
import io.regulars.visit.RecordVisit;
import io.regulars.visit.TakeBackVisit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** E925, E926, E938, E943, E945: what an offline till tells late, and may have overdrawn. */
interface OfflineRules extends CrmRules {

  @Test
  default void required_E925_a_batch_of_an_offline_till_has_an_outcome_each() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            Salon.points().build(),
            OfflinePlan.builder().putOverdraft(AccountKind.POINTS, 50).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    record(desk, sale(ann, "R-0", "100.00"));
    Instant opening = salon.clock().instant();
    salon.passDays(1);
    RecordVisit first = byPoints(ann, "R-1", 80).withOccurredAt(opening.plusSeconds(60));
    RecordVisit second = byPoints(ann, "R-2", 60).withOccurredAt(opening.plusSeconds(120));
    RecordVisit third = byPoints(ann, "R-3", 60).withOccurredAt(opening.plusSeconds(180));
    RecordVisit unknown = sale(Samples.customer(77), "R-4", "8.00");

    List<BatchOutcome> outcomes = desk.visits().recordAll(List.of(third, unknown, second, first));
    assertEquals(
        List.of(third, unknown, second, first),
        outcomes.stream().map(BatchOutcome::visit).toList());
    assertInstanceOf(BatchOutcome.Refused.class, outcomes.get(0));
    assertInstanceOf(BatchOutcome.Failed.class, outcomes.get(1));
    BatchOutcome.Recorded overdrawn =
        assertInstanceOf(BatchOutcome.Recorded.class, outcomes.get(2));
    assertEquals(1, overdrawn.overdrawn().size());
    assertTrue(overdrawn.needsAttention());
    assertFalse(outcomes.get(3).needsAttention());
    assertEquals(40, desk.points().account(ann).deficit());
    for (BatchOutcome again : desk.visits().recordAll(List.of(second, first))) {
      assertTrue(assertInstanceOf(BatchOutcome.Recorded.class, again).answer().repeated());
    }
    salon.requireSound(ann);

    desk.visits()
        .takeBack(TakeBackVisit.refund(overdrawn.answer().visit().orElseThrow().id(), "not there"))
        .orThrow();
    assertEquals(0, desk.points().account(ann).deficit());
    assertEquals(20, desk.points().account(ann).available());
  }

  @Test
  default void required_E926_independent_visits_count_the_same_in_any_order() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bea = salon.member("Bea", "13800138002");
    Desk desk = salon.deskUnder(Salon.points().build());
    Instant opening = salon.clock().instant();
    salon.passDays(40);
    List<RecordVisit> visits = new ArrayList<>();
    for (int day = 0; day < 20; day++) {
      Instant at = opening.plus(Duration.ofDays(day));
      visits.add(sale(ann, "A-" + day, day + ".50").withOccurredAt(at));
    }
    desk.visits().recordAll(visits);
    Collections.reverse(visits);
    for (RecordVisit visit : visits) {
      desk.visits()
          .record(
              RecordVisit.builder()
                  .from(visit)
                  .customer(bea)
                  .receipt(visit.receipt().replace('A', 'B'))
                  .build())
          .orThrow();
    }
    assertEquals(ends(desk.points().account(ann)), ends(desk.points().account(bea)));
  }

  private static List<String> ends(LedgerAccount account) {
    return account.lots().stream().map(lot -> lot.endsAt() + " " + lot.left()).toList();
  }

  @Test
  default void required_E938_stored_value_is_overdrawn_as_far_as_the_program_allows() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            StoredValuePlan.builder().build(),
            OfflinePlan.builder().putOverdraft(AccountKind.PRINCIPAL, 2_000).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    Instant opening = salon.clock().instant();
    salon.passDays(1);
    ImmutableRecordVisit late =
        sale(ann, "R-1", "20.00").withPayments(byStoredValue("20.00")).withOccurredAt(opening);
    assertTrue(desk.visits().record(late.withOccurredAt(Optional.empty())).refusal().isPresent());
    BatchOutcome outcome = desk.visits().recordAll(List.of(late)).get(0);
    assertTrue(outcome.needsAttention());
    assertEquals(2_000, desk.ledger().account(ann, AccountKind.PRINCIPAL).deficit());
    assertInstanceOf(
        BatchOutcome.Refused.class,
        desk.visits()
            .recordAll(List.of(RecordVisit.builder().from(late).receipt("R-2").build()))
            .get(0));
    salon.requireSound(ann);
  }

  @Test
  default void required_E943_what_was_overdrawn_and_comes_back_makes_good_for_what_was_forgiven() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            Salon.points().shortfall(Shortfall.FORGIVEN).build(),
            OfflinePlan.builder().putOverdraft(AccountKind.POINTS, 1_000).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    Instant opening = salon.clock().instant();
    salon.passDays(1);
    VisitId late = record(desk, byPoints(ann, "R-1", 100).withOccurredAt(opening));
    VisitId paid = record(desk, sale(ann, "R-2", "100.00"));
    takeBack(desk, paid);
    takeBack(desk, late);
    assertEquals(0, desk.points().account(ann).balance());
    salon.requireSound(ann);
  }

  @Test
  default void required_E945_overdrawn_stored_value_that_comes_back_can_be_paid_back() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            Club.storedValue().build(),
            OfflinePlan.builder().putOverdraft(AccountKind.PRINCIPAL, 100_000).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    Instant opening = salon.clock().instant();
    salon.passDays(1);
    VisitId late =
        record(
            desk,
            sale(ann, "R-1", "100.00")
                .withPayments(byStoredValue("100.00"))
                .withOccurredAt(opening));
    desk.storedValue().topUp(Club.topUp(ann, "T-1", "1000.00")).orThrow();
    desk.visits().takeBack(TakeBackVisit.refund(late, "not there")).orThrow();
    assertEquals(100_000, desk.ledger().account(ann, AccountKind.PRINCIPAL).available());
    desk.storedValue().refund(Club.refund(ann, "all")).orThrow();
    assertEquals(0, desk.ledger().account(ann, AccountKind.PRINCIPAL).balance());
    salon.requireSound(ann);
  }
}
