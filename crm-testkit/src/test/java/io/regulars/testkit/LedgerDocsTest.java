package io.regulars.testkit;

import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static io.regulars.testkit.Till.record;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.Desk;
import io.regulars.coupon.CouponQuote;
import io.regulars.coupon.CouponType;
import io.regulars.engine.Answer;
import io.regulars.ledger.StatementText;
import io.regulars.points.EarningStep;
import io.regulars.points.PointsPlan;
import io.regulars.spi.CustomerId;
import io.regulars.spi.VisitId;
import io.regulars.spi.customer.Birthday;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.VisitLine;
import io.regulars.storedvalue.SpendOrder;
import io.regulars.storedvalue.StoredValuePlan;
import io.regulars.visit.ReturnItems;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/**
 * Six tables of docs/ledger.md are read, and each of their lines is what comes out; the figures of
 * the others are those of the rules they name.
 */
class LedgerDocsTest {

  private final Salon salon = new Salon(new NaiveStorage(Salon.LOTUS));

  /** The rows of the table under these headings, without their outer bars. */
  private static List<List<String>> table(String... headings) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("../docs/ledger.md"));
    int at = lines.indexOf("| " + String.join(" | ", headings) + " |");
    return lines.subList(at + 2, lines.size()).stream()
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList())
        .toList();
  }

  private CustomerId someone() {
    return salon.born("Ann", Birthday.solar(3, 8));
  }

  private static String plain(Money money) {
    return money.getAmount().toPlainString();
  }

  private static Money money(String shown) {
    return yuan(shown.replace(",", ""));
  }

  private long balance(CustomerId customer, AccountKind kind) {
    return salon.books(customer).file().account(kind).balance();
  }

  private static String minor(long amount) {
    return BigDecimal.valueOf(amount, 2).toPlainString();
  }

  @Test
  void what_comes_back_in_parts() throws IOException {
    Desk desk = salon.deskUnder(Salon.points().build());
    CustomerId ann = someone();
    VisitLine combs = VisitLine.builder().item("comb").quantity(3).paid(yuan("100.00")).build();
    VisitId visit =
        record(
            desk,
            sale(ann, "R-1", "100.00")
                .withLines(combs)
                .withPayments(
                    Payment.of(PaymentKind.CASH, yuan("50.00")),
                    Payment.of(PaymentKind.CARD, yuan("50.00"))));
    List<List<String>> rows = table("return", "cash", "card", "points left");
    assertEquals(3, rows.size());
    for (List<String> row : rows) {
      Answer answer =
          desk.visits()
              .returnItems(
                  ReturnItems.builder()
                      .visit(visit)
                      .receipt(row.get(0))
                      .reason("broken")
                      .addLines(ReturnItems.Item.of(1, 1))
                      .build())
              .orThrow();
      List<String> came =
          new ArrayList<>(
              answer.returned().orElseThrow().payments().stream()
                  .map(payment -> plain(payment.amount()))
                  .toList());
      came.add(Long.toString(desk.points().account(ann).balance()));
      assertEquals(row.subList(1, 4), came);
    }
  }

  @Test
  void steps_in_their_order() throws IOException {
    Map<String, EarningStep> steps =
        Map.of(
            "tier", new EarningStep.TierFactor(),
            "birthday", new EarningStep.BirthdayMonth(new BigDecimal("2")),
            "threshold", new EarningStep.Threshold(200, 10));
    CustomerId ann = someone();
    List<List<String>> rows = table("order of the steps", "reckoning", "points");
    assertEquals(2, rows.size());
    for (List<String> row : rows) {
      Desk desk =
          salon.deskUnder(
              PointsPlan.builder()
                  .per(yuan("1.00"))
                  .putMultipliers(TierCode.of("none"), new BigDecimal("1.5"))
                  .steps(
                      Arrays.stream(row.get(0).split(", "))
                          .map(step -> Optional.ofNullable(steps.get(step)).orElseThrow())
                          .toList())
                  .build());
      Answer answer = desk.visits().record(sale(ann, row.get(0), "288.00")).orThrow();
      assertEquals(row.get(2), Long.toString(answer.sum(AccountKind.POINTS, EntryKind.EARNED)));
    }
  }

  @Test
  void the_statement_in_words() throws IOException {
    CustomerId ann = someone();
    String visit = salon.pays(ann, "R-1", "500.00").visit().orElseThrow().id().toString();
    salon.passDays(1);
    salon.redeems(ann, 120, "comb").orThrow();
    Desk desk = salon.desk();
    List<String> lines =
        StatementText.lines(
            desk.ledger().statement(ann, AccountKind.POINTS, salon.clock().instant()),
            desk.texts(Locale.ENGLISH));
    List<String> docs = Files.readAllLines(Path.of("../docs/ledger.md"));
    int at = docs.indexOf("    " + lines.get(0));
    assertEquals(
        lines,
        docs.subList(at, at + lines.size()).stream()
            .map(line -> line.strip().replace("01a2...", visit))
            .toList());
  }

  @Test
  void the_ladder_of_top_ups() throws IOException {
    List<List<String>> rows = table("charge", "the rung reached, once", "with `perMultiple`");
    assertEquals(5, rows.size());
    for (List<String> row : rows) {
      for (boolean multiple : List.of(false, true)) {
        StoredValuePlan plan = Club.storedValue().perMultiple(multiple).build();
        Club club = new Club(salon, plan);
        CustomerId ann = someone();
        club.tops(ann, row.get(0) + multiple, plain(money(row.get(0))));
        String expected = plain(money(row.get(multiple ? 2 : 1)));
        assertEquals(
            new BigDecimal(expected), BigDecimal.valueOf(balance(ann, AccountKind.BONUS), 2));
      }
    }
  }

  @Test
  void the_order_of_spending() throws IOException {
    List<List<String>> rows = table("order", "principal", "bonus");
    assertEquals(SpendOrder.values().length, rows.size());
    for (List<String> row : rows) {
      SpendOrder order = SpendOrder.valueOf(row.get(0).replace("`", ""));
      Club club = new Club(salon, Club.storedValue().order(order).build());
      CustomerId ann = someone();
      club.tops(ann, "T-" + order, "1000.00");
      club.pays(ann, "R-" + order, "330.00");
      assertEquals(row.get(1), minor(100_000 - balance(ann, AccountKind.PRINCIPAL)));
      assertEquals(row.get(2), minor(10_000 - balance(ann, AccountKind.BONUS)));
    }
  }

  @Test
  void one_coupon_on_the_basket() throws IOException {
    Map<String, CouponType> types =
        Map.of(
            "50.00 off", Coupons.off("a", "50.00"),
            "50.00 off from 300.00", Coupons.off("b", "50.00", "300.00"),
            "20 % off, at most 60.00", Coupons.percent("c", "20", "60.00"),
            "15 % off, item oil", Coupons.percent("d", "15").withItems("oil"),
            "15 % off, category goods", Coupons.percent("e", "15").withCategories("goods"),
            "a massage for nothing", Coupons.free("f", "massage"),
            "a comb as a gift", Coupons.gift("g", "comb"),
            "1,000.00 off", Coupons.off("h", "1000.00"),
            "50.00 off from 400.00", Coupons.off("i", "50.00", "400.00"));
    List<VisitLine> basket = new ArrayList<>(Coupons.BASKET);
    basket.add(VisitLine.of("comb", yuan("0.00")));
    List<List<String>> rows = table("value", "massages", "oil", "comb");
    assertEquals(types.size(), rows.size());
    for (List<String> row : rows) {
      CouponType type = Optional.ofNullable(types.get(row.get(0))).orElseThrow();
      Desk desk = salon.deskUnder(Coupons.plan(type));
      CustomerId ann = someone();
      Coupons.issue(desk, ann, type.code(), type.code()).orThrow();
      CouponQuote quote = Coupons.quote(desk, ann, basket, type.code());
      if (row.get(1).startsWith("skipped")) {
        assertEquals(List.of(), quote.applied());
        String lacking = quote.skipped().get(0).figures().get(2).replace("CNY ", "");
        assertEquals(row.get(1), "skipped: " + lacking + " more will do");
      } else {
        assertEquals(
            row.subList(1, 4).stream().map(cell -> cell.replaceFirst(" .*", "")).toList(),
            quote.applied().get(0).byLine().stream().map(LedgerDocsTest::plain).toList());
      }
    }
  }
}
