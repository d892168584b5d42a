package io.regulars.testkit;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.benefit.Benefit;
import io.regulars.benefit.ImmutableUseBenefit;
import io.regulars.benefit.UseBenefit;
import io.regulars.customer.RegisterCustomer;
import io.regulars.customer.UpdateCustomer;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.engine.Tenant;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.customer.Birthday;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.RecordVisit;
import io.regulars.visit.ReturnItems;
import io.regulars.visit.TakeBackVisit;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/** Benefits of a merchant of its own. */
final class BenefitsUnderTest implements BenefitCounter {

  private final Bench bench;
  private final Tenant tenant;
  private final MerchantId merchant;
  private final StoreId store;
  private final Crm crm;
  private final Desk desk;
  private final List<Benefit> benefits;
  private final List<CustomerId> customers = new ArrayList<>();
  private final List<VisitId> visits = new ArrayList<>();
  private final List<CustomerId> visitors = new ArrayList<>();
  private final List<UseBenefit> uses = new ArrayList<>();
  private int keys;

  BenefitsUnderTest(Bench bench, BenefitLaws.Round round) {
    this.bench = bench;
    this.benefits = new ArrayList<>(round.benefits());
    this.tenant = bench.newTenant(round.tenant());
    this.merchant = tenant.merchant().id();
    this.store = tenant.merchant().stores().get(0).id();
    this.crm = bench.at(round.start(), merchant);
    this.desk = crm.desk(Actor.system(merchant));
    for (Optional<LocalDate> born :
        List.of(Optional.of(round.born()), Optional.<LocalDate>empty())) {
      customers.add(
          desk.customers()
              .register(RegisterCustomer.builder().profile(profile(born)).build())
              .orThrow()
              .file()
              .id());
    }
  }

  private static CustomerProfile profile(Optional<LocalDate> born) {
    return CustomerProfile.builder()
        .name("Ann")
        .birthday(born.map(day -> Birthday.solar(day.getMonthValue(), day.getDayOfMonth())))
        .build();
  }

  private String key() {
    return "K-" + keys++;
  }

  private static String told(Outcome<Answer> outcome) {
    return outcome
        .refusal()
        .map(rejection -> rejection.reason().name())
        .orElseGet(() -> outcome.orThrow().repeated() ? REPEATED : DONE);
  }

  @Override
  public void pass(Instant now) {
    bench.at(now, merchant);
    if (now.getEpochSecond() % 7 == 0) {
      crm.runDue();
    }
  }

  @Override
  public String visit(int who, long price) {
    Outcome<Answer> outcome =
        desk.visits()
            .record(
                RecordVisit.builder()
                    .customer(customers.get(who))
                    .store(store)
                    .receipt(key())
                    .addLines(VisitLine.of("massage", money(price)))
                    .build());
    visits.add(outcome.orThrow().visit().orElseThrow().id());
    visitors.add(customers.get(who));
    return told(outcome);
  }

  @Override
  public String giveBack(int which, long money) {
    return told(
        desk.visits()
            .returnItems(
                ReturnItems.builder()
                    .visit(visits.get(which))
                    .receipt(key())
                    .reason("allergy")
                    .addLines(ReturnItems.Item.money(1, money(money)))
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
  public String use(int who, int benefit) {
    return use(command(customers.get(who), benefit));
  }

  @Override
  public String useOn(int visit, int benefit) {
    return use(command(visitors.get(visit), benefit).withVisit(visits.get(visit)));
  }

  private ImmutableUseBenefit command(CustomerId customer, int benefit) {
    return ImmutableUseBenefit.builder()
        .customer(customer)
        .benefit(benefits.get(benefit).code())
        .key(key())
        .build();
  }

  private String use(UseBenefit command) {
    String told = told(desk.benefits().use(command));
    if (told.equals(DONE)) {
      uses.add(command);
    }
    return told;
  }

  @Override
  public String tellAgain(int use) {
    return told(desk.benefits().use(uses.get(use)));
  }

  @Override
  public String giveUseBack(int use) {
    return told(desk.benefits().giveBack(uses.get(use).key()));
  }

  @Override
  public void correct(LocalDate born) {
    desk.customers()
        .update(
            UpdateCustomer.builder()
                .customer(customers.get(0))
                .profile(profile(Optional.of(born)))
                .build())
        .orThrow();
  }

  @Override
  public void change(int benefit, boolean more) {
    Benefit old = benefits.get(benefit);
    long changed = Math.max(1, old.uses() + (more ? 1 : -1));
    benefits.set(benefit, new Benefit(old.code(), old.tiers(), changed, old.every()));
    bench.give(tenant, tenant.program().with(key(), BenefitLaws.Round.plan(benefits)));
  }

  @Override
  public int visits() {
    return visits.size();
  }

  @Override
  public int uses() {
    return uses.size();
  }

  @Override
  public List<Shown> standings(int who) {
    return desk.benefits().of(customers.get(who)).stream()
        .map(one -> new Shown(one.held(), one.left(), one.until(), one.next()))
        .toList();
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
