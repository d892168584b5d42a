package io.regulars.testkit;

import static io.regulars.testkit.Salon.redemption;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static io.regulars.testkit.Till.record;
import static io.regulars.testkit.Till.returns;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.Desk;
import io.regulars.engine.Answer;
import io.regulars.ledger.Shortfall;
import io.regulars.points.ImmutablePointsPlan;
import io.regulars.points.PointsPrice;
import io.regulars.spi.CustomerId;
import io.regulars.spi.VisitId;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.ReturnItems;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** E1440 and E1441: what is owed in money for spent points is one sum, however it comes about. */
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
}
