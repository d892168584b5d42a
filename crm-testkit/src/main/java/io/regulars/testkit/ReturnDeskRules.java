package io.regulars.testkit;

import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static io.regulars.testkit.Till.back;
import static io.regulars.testkit.Till.cash;
import static io.regulars.testkit.Till.paidBy;
import static io.regulars.testkit.Till.record;
import static io.regulars.testkit.Till.returns;
import static io.regulars.testkit.Till.takeBack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.regulars.Desk;
import io.regulars.engine.Answer;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.VisitId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.ReturnItems;
import io.regulars.visit.TakeBackVisit;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * E908, E910, E912, E927, E928: what comes back comes back to where it was, in parts as at once.
 */
interface ReturnDeskRules extends CrmRules {

  /** 3 pieces for 100.00, returned one by one: 33.33, 33.33 and 33.34; 34, 33 and 33 points. */
  @Test
  default void required_E927_parts_that_come_back_add_up_to_the_whole() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(Salon.points().build());
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitLine combs = VisitLine.builder().item("comb").quantity(3).paid(yuan("100.00")).build();
    VisitId visit =
        record(
            desk,
            sale(ann, "R-1", "100.00")
                .withLines(combs)
                .withPayments(cash("50.00"), Payment.of(PaymentKind.CARD, yuan("50.00"))));
    List<String> paidBack = new ArrayList<>();
    List<Long> balances = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      ReturnItems one = back(visit, "B-" + i, 1);
      Answer preview = desk.visits().preview(one).orThrow();
      Answer done = desk.visits().returnItems(one).orThrow();
      assertEquals(preview.returned(), done.returned());
      assertEquals(preview.entries(), done.entries());
      done.returned().orElseThrow().payments().forEach(p -> paidBack.add(p.amount().toString()));
      balances.add(desk.points().account(ann).balance());
      assertEquals(done.returned(), desk.visits().returnItems(one).orThrow().returned());
    }
    assertEquals(
        List.of("CNY 16.67", "CNY 16.66", "CNY 16.67", "CNY 16.66", "CNY 16.66", "CNY 16.68"),
        paidBack);
    assertEquals(List.of(66L, 33L, 0L), balances);
    Expect.refused(
        desk.visits().returnItems(back(visit, "B-4", 1)),
        Reason.VISIT_ALREADY_TAKEN_BACK,
        visit.toString(),
        "REFUNDED");
  }

  @Test
  default void required_E928_no_more_comes_back_than_was_sold_under_whatever_number() {
    Salon salon = salon();
    Desk desk = salon.desk();
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitLine combs = VisitLine.builder().item("comb").quantity(2).paid(yuan("20.00")).build();
    VisitId visit =
        record(
            desk, sale(ann, "R-1", "20.00").withLines(combs, VisitLine.of("cut", yuan("80.00"))));
    desk.visits().returnItems(back(visit, "B-1", 2)).orThrow();
    Expect.refused(
        desk.visits().returnItems(back(visit, "B-2", 2)), Reason.RETURN_EXCEEDS, "2", "1", "0");
    Expect.refused(
        desk.visits().returnItems(back(visit, "B-3", 3)), Reason.RETURN_EXCEEDS, "3", "1", "0");
    Expect.refused(
        desk.visits()
            .returnItems(
                ReturnItems.builder()
                    .from(back(visit, "B-4", 1))
                    .lines(List.of(ReturnItems.Item.money(1, yuan("20.01"))))
                    .build()),
        Reason.RETURN_EXCEEDS,
        "1",
        "CNY 20.01",
        "CNY 20.00");
    assertThrows(ConflictException.class, () -> desk.visits().returnItems(back(visit, "B-1", 1)));
    assertEquals(20, desk.points().account(ann).balance());
    desk.visits().takeBack(TakeBackVisit.refund(visit, "rest")).orThrow();
    assertEquals(0, desk.points().account(ann).balance());
  }

  @Test
  default void required_E908_of_two_payments_alike_each_comes_back_to_its_own_lots() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-1", "10.00");
    salon.passDays(1);
    salon.pays(ann, "R-2", "20.00");
    List<Lot> before = salon.books(ann).file().account(AccountKind.POINTS).lots();
    VisitId visit =
        record(
            salon.desk(),
            paidBy(ann, "R-3", Payment.points(10, yuan("1.00")), Payment.points(20, yuan("2.00"))));
    assertEquals(0, salon.points(ann));
    takeBack(salon.desk(), visit);
    assertEquals(before, salon.books(ann).file().account(AccountKind.POINTS).lots());
  }

  /** 40 of 100 points come back to an ended lot with a new end; the 60 that ended are not owed. */
  @Test
  default void required_E910_what_ended_is_not_owed_when_its_lot_is_open_again() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(Salon.points().restoredFor(Period.ofDays(30)).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId first = record(desk, Salon.sale(ann, "R-1", "100.00"));
    VisitId second =
        record(desk, Salon.sale(ann, "R-2", "4.00").withPayments(Payment.points(40, yuan("4.00"))));
    salon.passDays(400);
    takeBack(desk, second);
    LedgerAccount back = salon.books(ann).file().account(AccountKind.POINTS);
    assertEquals(40, back.available(), "for thirty days more");
    takeBack(desk, first);
    assertEquals(0, salon.points(ann), "40 are taken, the 60 that ended are gone already");
    List<LedgerEntry> ended =
        salon.books(ann).entries().stream()
            .filter(entry -> entry.kind() == EntryKind.ENDED)
            .filter(entry -> entry.account().equals(AccountKind.POINTS))
            .toList();
    assertEquals(List.of(-60L), ended.stream().map(LedgerEntry::amount).toList());
  }

  @Test
  default void required_E912_in_parts_what_was_taken_last_comes_back_first() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-1", "10.00");
    salon.passDays(1);
    salon.pays(ann, "R-2", "20.00");
    List<Lot> before = salon.books(ann).file().account(AccountKind.POINTS).lots();
    VisitId visit = record(salon.desk(), paidBy(ann, "R-3", Payment.points(30, yuan("3.00"))));
    returns(salon.desk(), visit, "back", ReturnItems.Item.money(1, yuan("2.00")));
    assertEquals(
        before.subList(1, 2),
        salon.books(ann).file().account(AccountKind.POINTS).lots(),
        "the lot that ends last, which was taken last");
    takeBack(salon.desk(), visit);
    assertEquals(before, salon.books(ann).file().account(AccountKind.POINTS).lots());
  }
}
