package io.regulars.testkit;

import io.regulars.Desk;
import io.regulars.benefit.Benefit;
import io.regulars.benefit.ImmutableUseBenefit;
import io.regulars.benefit.UseBenefit;
import io.regulars.customer.RegisterCustomer;
import io.regulars.customer.UpdateCustomer;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.spi.CustomerId;
import io.regulars.spi.customer.Birthday;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.RecordVisit;
import io.regulars.visit.ReturnItems;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Benefits of a merchant of its own. */
final class BenefitsUnderTest implements BenefitCounter {

  private final ShopUnderTest shop;
  private final Desk desk;
  private final List<Benefit> benefits;
  private final List<UseBenefit> uses = new ArrayList<>();

  BenefitsUnderTest(Bench bench, BenefitLaws.Round round) {
    this.benefits = new ArrayList<>(round.benefits());
    this.shop = new ShopUnderTest(bench, round.tenant(), round.start());
    this.desk = shop.desk();
    for (Optional<LocalDate> born :
        List.of(Optional.of(round.born()), Optional.<LocalDate>empty())) {
      shop.register(RegisterCustomer.builder().profile(profile(born)).build());
    }
  }

  private static CustomerProfile profile(Optional<LocalDate> born) {
    return CustomerProfile.builder()
        .name("Ann")
        .birthday(born.map(day -> Birthday.solar(day.getMonthValue(), day.getDayOfMonth())))
        .build();
  }

  private static String told(Outcome<Answer> outcome) {
    return outcome
        .refusal()
        .map(rejection -> rejection.reason().name())
        .orElseGet(() -> outcome.orThrow().repeated() ? REPEATED : DONE);
  }

  @Override
  public void pass(Instant now) {
    shop.pass(now);
  }

  @Override
  public String visit(int who, long price) {
    return told(
        shop.record(
            RecordVisit.builder()
                .customer(shop.customer(who))
                .store(shop.store(0).id())
                .receipt(shop.key())
                .addLines(VisitLine.of("massage", shop.money(price)))
                .build()));
  }

  @Override
  public String giveBack(int which, long money) {
    return told(shop.giveBack(which, ReturnItems.Item.money(1, shop.money(money))));
  }

  @Override
  public String takeBack(int which, boolean voiding) {
    return told(shop.takeBack(which, voiding));
  }

  @Override
  public String use(int who, int benefit) {
    return use(command(shop.customer(who), benefit));
  }

  @Override
  public String useOn(int visit, int benefit) {
    Visit came = shop.visits().get(visit);
    return use(command(came.customer(), benefit).withVisit(came.id()));
  }

  private ImmutableUseBenefit command(CustomerId customer, int benefit) {
    return ImmutableUseBenefit.builder()
        .customer(customer)
        .benefit(benefits.get(benefit).code())
        .key(shop.key())
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
                .customer(shop.customer(0))
                .profile(profile(Optional.of(born)))
                .build())
        .orThrow();
  }

  @Override
  public void change(int benefit, boolean more) {
    Benefit old = benefits.get(benefit);
    long changed = Math.max(1, old.uses() + (more ? 1 : -1));
    benefits.set(benefit, new Benefit(old.code(), old.tiers(), changed, old.every()));
    shop.change(shop.program().with(shop.key(), BenefitLaws.Round.plan(benefits)));
  }

  @Override
  public int visits() {
    return shop.visits().size();
  }

  @Override
  public int uses() {
    return uses.size();
  }

  @Override
  public List<Shown> standings(int who) {
    return desk.benefits().of(shop.customer(who)).stream()
        .map(one -> new Shown(one.held(), one.left(), one.until(), one.next()))
        .toList();
  }

  List<Books> books() {
    return IntStream.range(0, CROWD).mapToObj(shop::books).toList();
  }
}
