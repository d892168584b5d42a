package io.regulars.testkit;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.customer.RegisterCustomer;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.engine.Program;
import io.regulars.engine.Tenant;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.Store;
import io.regulars.spi.VisitId;
import io.regulars.spi.visit.Visit;
import io.regulars.visit.RecordVisit;
import io.regulars.visit.ReturnItems;
import io.regulars.visit.TakeBackVisit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;

/**
 * A merchant of its own on a {@link Bench}, for what is compared with a model. Customers and visits
 * are known by the order in which they came. Not thread-safe.
 */
final class ShopUnderTest {

  private final Bench bench;
  private final Tenant tenant;
  private final MerchantId merchant;
  private final Crm crm;
  private final Desk desk;
  private final List<CustomerId> customers = new ArrayList<>();
  private final List<Visit> visits = new ArrayList<>();
  private int keys;

  ShopUnderTest(Bench bench, Tenant like, Instant start) {
    this.bench = bench;
    this.tenant = bench.newTenant(like);
    this.merchant = tenant.merchant().id();
    this.crm = bench.at(start, merchant);
    this.desk = crm.desk(Actor.system(merchant));
  }

  Desk desk() {
    return desk;
  }

  Program program() {
    return tenant.program();
  }

  /** The program is another from now on. */
  void change(Program program) {
    bench.give(tenant, program);
  }

  /** A key that was not used. */
  String key() {
    return "K-" + keys++;
  }

  Store store(int place) {
    return tenant.merchant().stores().get(place);
  }

  Money money(long minor) {
    return Money.ofMinor(tenant.merchant().currency(), minor);
  }

  /** Time passes, and now and then a pass notices it. */
  void pass(Instant now) {
    bench.at(now, merchant);
    if (now.getEpochSecond() % 7 == 0) {
      crm.runDue();
    }
  }

  /** Registers another customer. */
  CustomerId register(RegisterCustomer newcomer) {
    CustomerId customer = desk.customers().register(newcomer).orThrow().file().id();
    customers.add(customer);
    return customer;
  }

  CustomerId customer(int who) {
    return customers.get(who);
  }

  Books books(int who) {
    return Books.read(bench.storage(), merchant, customers.get(who));
  }

  /** The visits that were recorded. */
  List<Visit> visits() {
    return visits;
  }

  /** Records a visit. */
  Outcome<Answer> record(RecordVisit visit) {
    Outcome<Answer> outcome = desk.visits().record(visit);
    if (outcome.refusal().isEmpty()) {
      visits.add(outcome.orThrow().visit().orElseThrow());
    }
    return outcome;
  }

  /** A part of a visit comes back. */
  Outcome<Answer> giveBack(int which, ReturnItems.Item item) {
    return desk.visits()
        .returnItems(
            ReturnItems.builder()
                .visit(visits.get(which).id())
                .receipt(key())
                .reason("allergy")
                .addLines(item)
                .build());
  }

  /** All of a visit comes back. */
  Outcome<Answer> takeBack(int which, boolean voiding) {
    VisitId visit = visits.get(which).id();
    return desk.visits()
        .takeBack(
            voiding
                ? TakeBackVisit.voiding(visit, "slip")
                : TakeBackVisit.refund(visit, "allergy"));
  }
}
