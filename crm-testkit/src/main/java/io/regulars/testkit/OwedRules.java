package io.regulars.testkit;

import static io.regulars.testkit.Salon.redemption;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static io.regulars.testkit.Till.cash;
import static io.regulars.testkit.Till.massageAndTea;
import static io.regulars.testkit.Till.record;
import static io.regulars.testkit.Till.returns;
import static io.regulars.testkit.Till.takeBack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Desk;
import io.regulars.engine.Answer;
import io.regulars.ledger.Shortfall;
import io.regulars.points.ImmutablePointsPlan;
import io.regulars.points.PointsPrice;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.VisitId;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.RecordVisit;
import io.regulars.visit.ReturnItems;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * E1440 to E1444, E1477: what is owed in money for spent points is one sum, however it comes about.
 */
interface OwedRules extends CrmRules {

  private static ImmutablePointsPlan.Builder cashOwed(long points, String money) {
    return Salon.points()
        .shortfall(Shortfall.CASH_OWED)
        .price(new PointsPrice(points, yuan(money)));
  }

  /** 900 points at 1,000 for 1.00 are worth 0.90, and nine of them nothing: the figures add up. */
  @Test
  default void required_E1440_money_owed_adds_up_over_returns_and_lines() {
    int customer = 0;
    for (int parts : List.of(1, 10, 100)) {
      for (int lines : List.of(1, 100)) {
        Salon salon = salon();
        Desk desk =
            salon.deskUnder(cashOwed(1_000, "1.00").putFactors("other", BigDecimal.ZERO).build());
        CustomerId ann = salon.member("Ann", "1380013800" + customer);
        String name = "R-" + customer++;
        List<VisitLine> teas = Collections.nCopies(lines, tea(90_000 / lines));
        VisitId visit = record(desk, sale(ann, name, "900.00").withLines(teas));
        desk.points().redeem(redemption(ann, 900, name)).orThrow();
        for (int part = 0; part < parts; part++) {
          returns(desk, visit, "B-" + part, items(lines, 90_000 / lines / parts));
        }
        assertEquals(new BigDecimal("0.90"), salon.books(ann).owed(), parts + " of " + lines);
        assertEquals(0, salon.points(ann));
        salon.requireSound(ann);
      }
    }
  }

  private static VisitLine tea(long fen) {
    return VisitLine.of("tea", yuan(BigDecimal.valueOf(fen, 2).toPlainString()));
  }

  private static ReturnItems.Item[] items(int lines, long fen) {
    List<ReturnItems.Item> items = new ArrayList<>();
    for (int line = 1; line <= lines; line++) {
      items.add(ReturnItems.Item.money(line, yuan(BigDecimal.valueOf(fen, 2).toPlainString())));
    }
    return items.toArray(ReturnItems.Item[]::new);
  }

  /** 300 points at 100 for 1.55; of ten after ten, the first are 0.15 and the next 0.16. */
  @Test
  default void required_E1441_money_owed_for_thirty_combs_is_the_same_one_by_one() {
    int customer = 0;
    for (int parts : List.of(1, 3, 30)) {
      Salon salon = salon();
      Desk desk = salon.deskUnder(cashOwed(100, "1.55").build());
      CustomerId ann = salon.member("Ann", "1380013800" + customer);
      String name = "R-" + customer++;
      VisitLine combs = VisitLine.builder().item("comb").quantity(30).paid(yuan("300.00")).build();
      VisitId visit = record(desk, sale(ann, name, "300.00").withLines(combs));
      desk.points().redeem(redemption(ann, 300, name)).orThrow();
      List<BigDecimal> owed = new ArrayList<>();
      for (int part = 0; part < parts; part++) {
        Answer answer = returns(desk, visit, "B-" + part, ReturnItems.Item.of(1, 30 / parts));
        owed.add(Books.owed(answer.events()));
      }
      assertEquals(new BigDecimal("4.65"), salon.books(ann).owed(), parts + " parts");
      if (parts == 30) {
        assertEquals(
            List.of("0.15", "0.16"), owed.stream().limit(2).map(BigDecimal::toString).toList());
      }
      salon.requireSound(ann);
    }
  }

  /** The figures of E1303, as the answers tell them. */
  @Test
  default void required_E1442_money_for_what_comes_back_later_goes_back_in_words() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(cashOwed(100, "1.00").build());
    CustomerId ann = salon.member("Ann", "13800138001");
    record(desk, sale(ann, "R-1", "100.00"));
    salon.passDays(10);
    VisitId visit = record(desk, massageAndTea(ann, "R-2"));
    desk.points().redeem(redemption(ann, salon.points(ann), "k")).orThrow();
    Answer massage = returns(desk, visit, "B-1", ReturnItems.Item.of(1, 1));
    assertEquals(List.of(told("shortfall.owed", "80", "CNY 0.80")), shortfalls(massage));
    Answer tea = returns(desk, visit, "B-2", ReturnItems.Item.of(2, 1));
    Explanation back = told("shortfall.returned", "31", "CNY 0.31");
    assertEquals(List.of(back), shortfalls(tea));
    assertEquals(
        "31 points sold when an earlier part was taken back have come back; CNY 0.31 of what was"
            + " owed for them goes back",
        desk.texts(Locale.ENGLISH).explain(back));
    assertEquals(
        "此前部分退货时改为购买的 31 points 现已退回,退还为此应补的 CNY 0.31", desk.texts(Locale.CHINESE).explain(back));
    salon.requireSound(ann);
  }

  private static Explanation told(String rule, String points, String money) {
    return Explanation.of(rule, "points", points, money);
  }

  private static List<Explanation> shortfalls(Answer answer) {
    return answer.events().stream()
        .filter(event -> event.kind() == EventKind.SHORTFALL)
        .map(FileEvent::explanation)
        .toList();
  }

  /**
   * A visit paid with 50 of 100 points and 80.00 earns 80, which nobody uses; the lot of all these
   * has ended. Half of the visit comes back: 25 of the points it used are missing. The other half:
   * so many have come back to their lot, too late to be used, but not too late to be needed no
   * more.
   */
  @Test
  default void required_E1443_what_comes_back_to_a_lot_that_has_ended_is_not_owed_for() {
    for (boolean whole : List.of(true, false)) {
      Salon salon = salon();
      Desk desk = salon.deskUnder(cashOwed(50, "20.00").build());
      CustomerId ann = salon.member("Ann", whole ? "13800138001" : "13800138002");
      record(desk, sale(ann, "A-" + whole, "100.00"));
      RecordVisit paid =
          sale(ann, "B-" + whole, "100.00")
              .withPayments(cash("80.00"), Payment.points(50, yuan("20.00")));
      VisitId visit = record(desk, paid);
      salon.passDays(400);
      if (!whole) {
        Answer half = returns(desk, visit, "B-1", ReturnItems.Item.money(1, yuan("50.00")));
        assertEquals(List.of(told("shortfall.owed", "25", "CNY 10.00")), shortfalls(half));
      }
      takeBack(desk, visit);
      Books books = salon.books(ann);
      assertEquals(0, books.owed().signum());
      assertEquals(0, books.sold(AccountKind.POINTS));
      assertEquals(LedgerAccount.empty(AccountKind.POINTS), desk.points().account(ann));
      salon.requireSound(ann);
    }
  }

  /** The massage under a program that is owed money, the tea under one that forgives. */
  @Test
  default void required_E1444_what_was_sold_goes_back_for_money_under_another_program_too() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(cashOwed(100, "1.00").build());
    CustomerId ann = salon.member("Ann", "13800138001");
    record(desk, sale(ann, "R-1", "100.00"));
    salon.passDays(10);
    VisitId visit = record(desk, massageAndTea(ann, "R-2"));
    desk.points().redeem(redemption(ann, salon.points(ann), "k")).orThrow();
    returns(desk, visit, "B-1", ReturnItems.Item.of(1, 1));
    Desk forgiving = salon.deskUnder(cashOwed(100, "1.00").shortfall(Shortfall.FORGIVEN).build());
    Answer tea = returns(forgiving, visit, "B-2", ReturnItems.Item.of(2, 1));
    assertEquals(
        List.of(told("shortfall.forgiven", "19", ""), told("shortfall.returned", "50", "CNY 0.50")),
        shortfalls(tea));
    assertEquals(0, salon.points(ann));
    salon.requireSound(ann);
  }

  /** E1303's visit; between its two parts the price of 100 points goes from 1.00 to 10.00. */
  @Test
  default void required_E1477_what_was_sold_goes_back_at_the_price_it_was_sold_at() {
    int customer = 0;
    for (String price : List.of("10.00", "0.01")) {
      Salon salon = salon();
      Desk desk = salon.deskUnder(cashOwed(100, "1.00").build());
      CustomerId ann = salon.member("Ann", "1380013800" + customer);
      String name = "-" + customer++;
      record(desk, sale(ann, "R-1" + name, "100.00"));
      salon.passDays(10);
      VisitId visit = record(desk, massageAndTea(ann, "R-2" + name));
      desk.points().redeem(redemption(ann, salon.points(ann), "k" + name)).orThrow();
      returns(desk, visit, "B-1" + name, ReturnItems.Item.of(1, 1));
      Desk dearer = salon.deskUnder(cashOwed(100, price).build());
      Answer tea = returns(dearer, visit, "B-2" + name, ReturnItems.Item.of(2, 1));
      assertTrue(
          shortfalls(tea).contains(told("shortfall.returned", "50", "CNY 0.50")),
          () -> shortfalls(tea).toString());
      assertEquals(
          yuan("0.30").plus(new PointsPrice(100, yuan(price)).money(19)).getAmount(),
          salon.books(ann).owed(),
          "30 of the 80 at 1.00, and the tea's 19 at the new price");
      salon.requireSound(ann);
    }
  }
}
