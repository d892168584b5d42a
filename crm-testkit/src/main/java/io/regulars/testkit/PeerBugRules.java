package io.regulars.testkit;

import static io.regulars.testkit.Attempts.race;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.OPENING;
import static io.regulars.testkit.Salon.redemption;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.customer.RegisterCustomer;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Role;
import io.regulars.spi.VisitId;
import io.regulars.spi.customer.Referral;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.TakeBackVisit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Mistakes that other systems shipped, each under the system and the number of its report. */
interface PeerBugRules extends CrmRules {

  @Test
  default void bug_odoo_257854_buy_refund_keep_the_points() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    for (int round = 0; round < 5; round++) {
      VisitId visit = salon.pays(ann, "R-" + round, "1200.00").visit().orElseThrow().id();
      Answer refund =
          salon.desk().visits().takeBack(TakeBackVisit.refund(visit, "changed my mind")).orThrow();
      assertEquals(-1200, refund.sum(AccountKind.POINTS, EntryKind.REVERSED));
      assertEquals(0, salon.points(ann));
      assertEquals(0, salon.books(ann).file().account(AccountKind.SPEND).balance());
      assertEquals(TierCode.of("none"), salon.books(ann).file().tier().tier());
    }
  }

  @Test
  default void bug_odoo_212922_refund_deducts_redeemed_points_a_second_time() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-1", "500.00");
    VisitId second = salon.pays(ann, "R-2", "100.00").visit().orElseThrow().id();
    salon.redeems(ann, 450, "reward").orThrow();
    assertEquals(150, salon.points(ann));
    salon.desk().visits().takeBack(TakeBackVisit.refund(second, "allergy")).orThrow();
    assertEquals(50, salon.points(ann), "100 earned by the sale are taken, the 450 spent are not");
  }

  @Test
  default void bug_erpnext_32951_a_return_leaves_points_intact() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-1", "40.00");
    VisitId visit = salon.pays(ann, "R-2", "60.00").visit().orElseThrow().id();
    salon.passDays(100);
    salon.desk().visits().takeBack(TakeBackVisit.refund(visit, "returned")).orThrow();
    assertEquals(40, salon.points(ann));
    salon.desk().visits().takeBack(TakeBackVisit.refund(visit, "returned again")).orThrow();
    assertEquals(40, salon.points(ann), "and is taken once");
  }

  @Test
  default void bug_7_of_the_peers_a_replayed_order_event_pays_again() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    for (int replay = 0; replay < 4; replay++) {
      salon.desk().visits().record(sale(ann, "R-1", "100.00").withOccurredAt(OPENING)).orThrow();
      salon.passDays(replay);
    }
    assertEquals(100, salon.points(ann));
    assertEquals(1, salon.books(ann).visits().size());
  }

  @Test
  default void bug_oca_pos_185_and_odoo_222372_an_offline_retry_duplicates_points() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.passDays(3);
    List<Integer> tills = new ArrayList<>(IntStream.range(0, 30).boxed().toList());
    for (int sync = 0; sync < 3; sync++) {
      Collections.rotate(tills, 11);
      for (int sale : tills) {
        salon
            .desk()
            .visits()
            .record(
                sale(ann, "OFF-" + sale, "10.00")
                    .withOccurredAt(OPENING.plus(Duration.ofHours(sale))))
            .orThrow();
      }
    }
    assertEquals(300, salon.points(ann));
    assertEquals(30, salon.books(ann).visits().size());
  }

  @Test
  default void bug_fuint_71_parallel_gifts_multiply_points() {
    assumeThreads();
    Salon salon = salon();
    Crm crm = salon.builder().retryPolicy(ContentionRules.PATIENT).build();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-1", "100.00");
    List<Integer> gifts =
        race(
            thread ->
                () -> {
                  int given = 0;
                  for (int i = 0; i < 3; i++) {
                    Outcome<Answer> outcome =
                        Salon.desk(crm, Role.RECEPTIONIST)
                            .points()
                            .redeem(redemption(ann, 100, "gift-" + thread + "-" + i));
                    given += outcome.refusal().isEmpty() ? 1 : 0;
                  }
                  return given;
                });
    assertEquals(1, gifts.stream().mapToInt(Integer::intValue).sum());
    assertEquals(0, salon.points(ann));
  }

  @Test
  default void bug_flocafe_78_expired_credits_drop_out_and_their_debits_stay() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-1", "100.00");
    salon.redeems(ann, 80, "k").orThrow();
    salon.passDays(200);
    salon.pays(ann, "R-2", "50.00");
    salon.passDays(200);
    assertEquals(50, salon.desk().points().account(ann).balance(), "not 50 - 80");
    salon.crm().runDue();
    Books books = salon.books(ann);
    assertEquals(50, books.file().account(AccountKind.POINTS).balance());
    assertEquals(-20, books.sum(AccountKind.POINTS, EntryKind.ENDED));
    books.requireRunningBalances();
  }

  @Test
  default void bug_odoo_111670_and_219640_float_residue_makes_what_is_valid_invalid() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    List<VisitLine> dimes = Collections.nCopies(3, VisitLine.of("tea", yuan("0.10")));
    salon
        .desk()
        .visits()
        .record(
            sale(ann, "R-1", "0.30")
                .withLines(dimes)
                .withPayments(
                    Payment.of(PaymentKind.CASH, yuan("0.10")),
                    Payment.of(PaymentKind.CARD, yuan("0.20"))))
        .orThrow();
    List<VisitLine> lines = new ArrayList<>(Collections.nCopies(333, dimes.get(0)));
    lines.add(VisitLine.of("massage", yuan("66.67")));
    for (int i = 0; i < 10; i++) {
      salon.desk().visits().record(sale(ann, "T-" + i, "1.00").withLines(lines)).orThrow();
    }
    assertEquals(99_970 + 30, salon.books(ann).file().account(AccountKind.SPEND).balance());
    assertEquals(TierCode.of("silver"), salon.books(ann).file().tier().tier());
  }

  @Test
  default void bug_erpnext_36466_points_against_a_rounded_total_mismatch() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Answer answer =
        salon
            .desk()
            .visits()
            .record(
                sale(ann, "R-1", "0.99")
                    .withLines(Collections.nCopies(3, VisitLine.of("tea", yuan("0.99")))))
            .orThrow();
    assertEquals(
        2,
        answer.sum(AccountKind.POINTS, EntryKind.EARNED),
        "floor(2.97): neither rounded line by line (0 or 3) nor on a rounded total (3)");
    VisitId visit = answer.visit().orElseThrow().id();
    salon.desk().visits().takeBack(TakeBackVisit.refund(visit, "cold")).orThrow();
    assertEquals(0, salon.points(ann), "what is taken back is what was earned");
  }

  @Test
  default void bug_erpnext_14930_wrong_tier_or_minimum_spend_ignored() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-1", "999.99");
    assertEquals(TierCode.of("none"), salon.books(ann).file().tier().tier());
    salon.pays(ann, "R-2", "0.01");
    assertEquals(TierCode.of("silver"), salon.books(ann).file().tier().tier());
    salon.pays(ann, "R-3", "1999.99");
    assertEquals(TierCode.of("silver"), salon.books(ann).file().tier().tier());
    long atSilver = salon.pays(ann, "R-4", "100.00").sum(AccountKind.POINTS, EntryKind.EARNED);
    assertEquals(100, atSilver, "the tier held when the visit comes, not the one it brings");
    assertEquals(TierCode.of("gold"), salon.books(ann).file().tier().tier());
    assertEquals(200, salon.pays(ann, "R-5", "100.00").sum(AccountKind.POINTS, EntryKind.EARNED));
  }

  @Test
  default void bug_open_loyalty_131_redeeming_demotes() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-1", "3000.00");
    Books before = salon.books(ann);
    salon.redeems(ann, 3000, "everything").orThrow();
    Books after = salon.books(ann);
    assertEquals(before.file().tier(), after.file().tier());
    assertEquals(before.events(), after.events());
    assertEquals(0, salon.points(ann));
    salon.passDays(300);
    assertEquals(
        TierCode.of("gold"), salon.desk().customers().find(ann).orElseThrow().tier().tier());
  }

  @Test
  default void bug_odoo_264931_the_cashier_cannot_choose_how_many_points_to_spend() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-1", "100.00");
    salon.passDays(1);
    salon.pays(ann, "R-2", "50.00");
    long left = 150;
    for (long points : List.of(1L, 37L, 100L, 12L)) {
      salon.redeems(ann, points, "k-" + points).orThrow();
      left -= points;
      assertEquals(left, salon.points(ann));
    }
    assertEquals(0, left);
    assertTrue(salon.redeems(ann, 1, "one more").refusal().isPresent());
  }

  @Test
  default void bug_39_of_the_peers_a_referral_is_kept_after_the_refund() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bea =
        salon
            .desk()
            .customers()
            .register(
                RegisterCustomer.builder()
                    .from(Salon.newcomer("Bea", "13800138002"))
                    .referredBy(ann)
                    .build())
            .orThrow()
            .file()
            .id();
    for (int round = 0; round < 3; round++) {
      VisitId visit = salon.pays(bea, "R-" + round, "100.00").visit().orElseThrow().id();
      assertEquals(
          Optional.of(new Referral(ann, Optional.of(visit))), salon.books(bea).file().referral());
      salon.desk().visits().takeBack(TakeBackVisit.refund(visit, "allergy")).orThrow();
      assertEquals(Optional.of(Referral.by(ann)), salon.books(bea).file().referral());
    }
    for (CustomerId customer : List.of(ann, bea)) {
      assertEquals(
          List.of(
              EventKind.REFERRAL_QUALIFIED,
              EventKind.REFERRAL_TAKEN_BACK,
              EventKind.REFERRAL_QUALIFIED,
              EventKind.REFERRAL_TAKEN_BACK,
              EventKind.REFERRAL_QUALIFIED,
              EventKind.REFERRAL_TAKEN_BACK),
          salon.books(customer).events().stream()
              .map(FileEvent::kind)
              .filter(kind -> kind.name().startsWith("REFERRAL"))
              .toList());
    }
  }

  @Test
  default void bug_28_of_the_peers_a_refund_clamps_after_the_balance_was_spent() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId visit = salon.pays(ann, "R-1", "100.00").visit().orElseThrow().id();
    salon.redeems(ann, 100, "k").orThrow();
    salon.desk().visits().takeBack(TakeBackVisit.refund(visit, "allergy")).orThrow();
    LedgerAccount owing = salon.books(ann).file().account(AccountKind.POINTS);
    assertEquals(100, owing.deficit(), "owed, not forgotten");
    assertEquals(-100, owing.balance());
    assertTrue(salon.redeems(ann, 1, "k2").refusal().isPresent());
    Answer next = salon.pays(ann, "R-2", "130.00");
    assertEquals(130, next.sum(AccountKind.POINTS, EntryKind.EARNED));
    assertEquals(30, salon.points(ann), "the next credit pays first");
    LedgerEntry last =
        next.entries().stream()
            .filter(entry -> entry.kind() == EntryKind.COVERED)
            .reduce((a, b) -> b)
            .orElseThrow();
    assertEquals(30, last.balance());
    salon.books(ann).requireConserved();
    assertEquals(List.of(), salon.storage().messages(LOTUS, DeliveryStatus.DEAD, 1));
  }

  @Test
  default void bug_4_of_the_peers_a_refund_does_not_restore_what_was_redeemed() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-1", "30.00");
    salon.passDays(30);
    salon.pays(ann, "R-2", "50.00");
    LedgerAccount before = salon.books(ann).file().account(AccountKind.POINTS);
    VisitId paid =
        salon
            .desk()
            .visits()
            .record(sale(ann, "R-3", "7.00").withPayments(Payment.points(70, yuan("7.00"))))
            .orThrow()
            .visit()
            .orElseThrow()
            .id();
    assertEquals(10, salon.points(ann));
    salon.passDays(60);
    salon.desk().visits().takeBack(TakeBackVisit.refund(paid, "not served")).orThrow();
    assertEquals(
        before,
        salon.books(ann).file().account(AccountKind.POINTS),
        "both lots are what they were, with their own ends");
  }

  @Test
  default void bug_opencart_2349_a_status_change_pays_again() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-0", "5.00");
    VisitId visit = salon.pays(ann, "R-1", "100.00").visit().orElseThrow().id();
    salon.desk().visits().takeBack(TakeBackVisit.refund(visit, "one")).orThrow();
    for (TakeBackVisit again :
        List.of(TakeBackVisit.voiding(visit, "two"), TakeBackVisit.refund(visit, "three"))) {
      salon.desk().visits().takeBack(again);
      salon.desk().visits().record(sale(ann, "R-1", "100.00")).orThrow();
      assertEquals(5, salon.points(ann), "taken once, and paid never again");
      assertEquals(2, salon.books(ann).visits().size());
    }
  }

  /** The points' last day is the store's: 1 March 2027 in Shanghai ends at 16:00 in UTC. */
  @Test
  default void bug_odoo_222428_validity_judged_in_two_time_zones() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Instant lateInShanghai = Instant.parse("2026-03-01T15:30:00Z");
    salon.pass(Duration.between(OPENING, lateInShanghai));
    salon.pays(ann, "R-1", "100.00");
    Instant end = Instant.parse("2027-03-01T16:00:00Z");
    assertEquals(
        Optional.of(end),
        salon.books(ann).file().account(AccountKind.POINTS).lots().get(0).endsAt());
    salon.pass(Duration.between(lateInShanghai, end).minusNanos(1_000));
    salon.redeems(ann, 40, "at the last moment").orThrow();
    assertEquals(60, salon.desk().points().account(ann).available());
    salon.pass(Duration.ofNanos(1_000));
    assertEquals(0, salon.desk().points().account(ann).available(), "shown as it is taken");
    assertTrue(salon.redeems(ann, 1, "too late").refusal().isPresent());
  }
}
