package io.regulars.testkit;

import io.regulars.Desk;
import io.regulars.coupon.CouponPlan;
import io.regulars.coupon.CouponQuote;
import io.regulars.coupon.CouponType;
import io.regulars.coupon.ImmutableCouponPlan;
import io.regulars.coupon.IssueCoupon;
import io.regulars.coupon.QuoteCoupons;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Rejection;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Store;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.RecordVisit;
import io.regulars.visit.ReturnItems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Coupons of a merchant of its own, whose pool is registered like a customer. */
final class CouponsUnderTest implements CouponTill {

  private final ShopUnderTest shop;
  private final Desk desk;
  private final CustomerId pool;
  private final CouponPlan plan;

  CouponsUnderTest(Bench bench, CouponLifeLaws.Book book) {
    this.shop = new ShopUnderTest(bench, book.tenant(), book.start());
    this.desk = shop.desk();
    for (int who = 0; who < CROWD; who++) {
      shop.register(Salon.newcomer("Ann", "1380013800" + who));
    }
    this.pool = shop.register(Salon.newcomer("Pool", "13800138009"));
    this.plan = ImmutableCouponPlan.copyOf(book.plan()).withPool(pool);
    shop.change(shop.program().with("book", plan));
  }

  private static String told(Outcome<Answer> outcome) {
    return outcome
        .refusal()
        .map(CouponsUnderTest::told)
        .orElseGet(() -> outcome.orThrow().repeated() ? REPEATED : DONE);
  }

  private static String told(Rejection rejection) {
    Reason reason = rejection.reason();
    boolean more = reason == Reason.COUPON_LIMIT || reason == Reason.COUPON_REFUSED;
    return more ? reason + " " + rejection.figures().get(1) : reason.name();
  }

  @Override
  public void pass(Instant now) {
    shop.pass(now);
  }

  @Override
  public String issue(int who, String type, String number, Optional<Integer> store) {
    try {
      return told(
          desk.coupons()
              .issue(
                  IssueCoupon.builder()
                      .customer(shop.customer(who))
                      .type(type)
                      .number(number)
                      .store(store.map(shop::store).map(Store::id))
                      .reason("welcome")
                      .build()));
    } catch (ConflictException e) {
      return CONFLICT;
    }
  }

  @Override
  public String withdraw(int who, String number) {
    return told(Coupons.withdraw(desk, shop.customer(who), number, shop.key()));
  }

  @Override
  public String visit(int who, int store, Set<String> numbers) {
    List<VisitLine> lines =
        List.of(
            VisitLine.builder().item("massage").quantity(PIECES).paid(shop.money(MASSAGES)).build(),
            VisitLine.of("oil", shop.money(OIL)),
            VisitLine.of("comb", shop.money(0)));
    CouponQuote quote =
        desk.coupons()
            .quote(
                QuoteCoupons.builder()
                    .customer(shop.customer(who))
                    .store(shop.store(store).id())
                    .lines(lines)
                    .coupons(numbers)
                    .build());
    List<Payment> payments = new ArrayList<>();
    quote.applied().forEach(each -> payments.add(Payment.coupon(each.ref(), each.off())));
    quote.skipped().forEach(each -> payments.add(Payment.coupon(each.ref(), shop.money(0))));
    payments.add(Payment.of(PaymentKind.CASH, quote.left()));
    return told(
        shop.record(
            RecordVisit.builder()
                .customer(shop.customer(who))
                .store(shop.store(store).id())
                .receipt(shop.key())
                .lines(lines)
                .payments(payments)
                .build()));
  }

  @Override
  public String giveBack(int which, int line, long pieces) {
    return told(shop.giveBack(which, ReturnItems.Item.of(line, pieces)));
  }

  @Override
  public String takeBack(int which, boolean voiding) {
    return told(shop.takeBack(which, voiding));
  }

  @Override
  public int visits() {
    return shop.visits().size();
  }

  @Override
  public List<Shown> coupons(int who) {
    return desk.coupons().list(shop.customer(who)).stream()
        .map(
            coupon -> new Shown(coupon.number(), coupon.type(), coupon.issuedAt(), coupon.endsAt()))
        .toList();
  }

  @Override
  public Map<String, Long> issued() {
    Map<String, Long> issued = new TreeMap<>();
    for (CouponType type : plan.types()) {
      if (type.limitInAll().isPresent()) {
        AccountKind counter = AccountKind.issued(AccountKind.coupon(type.code()));
        issued.put(type.code(), desk.ledger().account(pool, counter).available());
      }
    }
    return issued;
  }

  List<Books> books() {
    return IntStream.range(0, CROWD).mapToObj(shop::books).toList();
  }
}
