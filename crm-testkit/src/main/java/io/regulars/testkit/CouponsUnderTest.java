package io.regulars.testkit;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.coupon.CouponPlan;
import io.regulars.coupon.CouponQuote;
import io.regulars.coupon.CouponType;
import io.regulars.coupon.ImmutableCouponPlan;
import io.regulars.coupon.IssueCoupon;
import io.regulars.coupon.QuoteCoupons;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.engine.Tenant;
import io.regulars.spi.Actor;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.Rejection;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Store;
import io.regulars.spi.VisitId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.RecordVisit;
import io.regulars.visit.ReturnItems;
import io.regulars.visit.TakeBackVisit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.joda.money.Money;

/** Coupons of a merchant of its own, whose pool is registered like a customer. */
final class CouponsUnderTest implements CouponTill {

  private final Bench bench;
  private final Tenant tenant;
  private final MerchantId merchant;
  private final CouponPlan plan;
  private final Crm crm;
  private final Desk desk;
  private final CustomerId pool;
  private final List<CustomerId> customers = new ArrayList<>();
  private final List<VisitId> visits = new ArrayList<>();
  private int keys;

  CouponsUnderTest(Bench bench, CouponLifeLaws.Book book) {
    this.bench = bench;
    this.tenant = bench.newTenant(book.tenant());
    this.merchant = tenant.merchant().id();
    this.crm = bench.at(book.start(), merchant);
    this.desk = crm.desk(Actor.system(merchant));
    this.pool = registered("13800138009");
    for (int who = 0; who < CROWD; who++) {
      customers.add(registered("1380013800" + who));
    }
    this.plan = ImmutableCouponPlan.copyOf(book.plan()).withPool(pool);
    bench.give(tenant, tenant.program().with("book", plan));
  }

  private CustomerId registered(String phone) {
    return desk.customers().register(Salon.newcomer("Ann", phone)).orThrow().file().id();
  }

  private String key() {
    return "K-" + keys++;
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
    bench.at(now, merchant);
    if (now.getEpochSecond() % 7 == 0) {
      crm.runDue();
    }
  }

  private Store store(int place) {
    return tenant.merchant().stores().get(place);
  }

  @Override
  public String issue(int who, String type, String number, Optional<Integer> store) {
    try {
      return told(
          desk.coupons()
              .issue(
                  IssueCoupon.builder()
                      .customer(customers.get(who))
                      .type(type)
                      .number(number)
                      .store(store.map(this::store).map(Store::id))
                      .reason("welcome")
                      .build()));
    } catch (ConflictException e) {
      return CONFLICT;
    }
  }

  @Override
  public String withdraw(int who, String number) {
    return told(Coupons.withdraw(desk, customers.get(who), number, key()));
  }

  @Override
  public String visit(int who, int store, Set<String> numbers) {
    List<VisitLine> lines =
        List.of(
            VisitLine.builder().item("massage").quantity(PIECES).paid(money(MASSAGES)).build(),
            VisitLine.of("oil", money(OIL)),
            VisitLine.of("comb", money(0)));
    CouponQuote quote =
        desk.coupons()
            .quote(
                QuoteCoupons.builder()
                    .customer(customers.get(who))
                    .store(store(store).id())
                    .lines(lines)
                    .coupons(numbers)
                    .build());
    List<Payment> payments = new ArrayList<>();
    quote.applied().forEach(each -> payments.add(Payment.coupon(each.ref(), each.off())));
    quote.skipped().forEach(each -> payments.add(Payment.coupon(each.ref(), money(0))));
    payments.add(Payment.of(PaymentKind.CASH, quote.left()));
    Outcome<Answer> outcome =
        desk.visits()
            .record(
                RecordVisit.builder()
                    .customer(customers.get(who))
                    .store(store(store).id())
                    .receipt(key())
                    .lines(lines)
                    .payments(payments)
                    .build());
    if (outcome.refusal().isEmpty()) {
      visits.add(outcome.orThrow().visit().orElseThrow().id());
    }
    return told(outcome);
  }

  @Override
  public String giveBack(int which, int line, long pieces) {
    return told(
        desk.visits()
            .returnItems(
                ReturnItems.builder()
                    .visit(visits.get(which))
                    .receipt(key())
                    .reason("allergy")
                    .addLines(ReturnItems.Item.of(line, pieces))
                    .build()));
  }

  @Override
  public String takeBack(int which, boolean voiding) {
    VisitId visit = visits.get(which);
    return told(
        desk.visits()
            .takeBack(
                voiding
                    ? TakeBackVisit.voiding(visit, "slip")
                    : TakeBackVisit.refund(visit, "allergy")));
  }

  @Override
  public int visits() {
    return visits.size();
  }

  @Override
  public List<Shown> coupons(int who) {
    return desk.coupons().list(customers.get(who)).stream()
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
    return customers.stream()
        .map(customer -> Books.read(bench.storage(), merchant, customer))
        .toList();
  }

  private Money money(long minor) {
    return Money.ofMinor(tenant.merchant().currency(), minor);
  }
}
