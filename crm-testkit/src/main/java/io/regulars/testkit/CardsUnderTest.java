package io.regulars.testkit;

import io.regulars.Desk;
import io.regulars.course.ImmutableExtendCard;
import io.regulars.course.ImmutableRefundCard;
import io.regulars.course.ImmutableSellCard;
import io.regulars.course.ImmutableThawCard;
import io.regulars.course.ImmutableTransferCard;
import io.regulars.customer.UpdateCustomer;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.ledger.LotTerm;
import io.regulars.liability.LiabilityReport;
import io.regulars.points.AdjustPoints;
import io.regulars.points.CancelRedemption;
import io.regulars.points.RedeemReward;
import io.regulars.spi.CustomerId;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.FamilyLink;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Grant;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.ImmutableRecordVisit;
import io.regulars.visit.RecordVisit;
import io.regulars.visit.ReturnItems;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.joda.money.Money;

/** Course cards of a merchant of its own, whose first customer's family is the second. */
final class CardsUnderTest implements CardCounter {

  private final ShopUnderTest shop;
  private final Desk desk;
  private final List<String> rewards = new ArrayList<>();

  CardsUnderTest(Bench bench, CardLaws.Pack pack) {
    this.shop = new ShopUnderTest(bench, pack.tenant(), pack.start());
    this.desk = shop.desk();
    for (int who = 0; who < CROWD; who++) {
      shop.register(Salon.newcomer("Ann", "1380013800" + who));
    }
    desk.customers()
        .update(
            UpdateCustomer.builder()
                .customer(shop.customer(0))
                .profile(
                    CustomerProfile.builder()
                        .name("Owner")
                        .addFamily(new FamilyLink("daughter", shop.customer(1)))
                        .build())
                .build())
        .orThrow();
  }

  private static Deal deal(Outcome<Answer> outcome) {
    return outcome.refusal().map(rejection -> Deal.refused(rejection.reason())).orElse(Deal.DONE);
  }

  /** The same, with what the lines of {@code kind} say that was paid for what they took. */
  private static Deal deal(Outcome<Answer> outcome, EntryKind kind) {
    return outcome.refusal().isPresent()
        ? deal(outcome)
        : new Deal(
            Optional.empty(),
            outcome.orThrow().entries().stream()
                .filter(entry -> entry.account().isCourse() && entry.kind() == kind)
                .flatMap(entry -> entry.grant().stream())
                .mapToLong(Grant::worth)
                .sum());
  }

  @Override
  public void pass(Instant now) {
    shop.pass(now);
  }

  @Override
  public Deal sell(Rack rack, String card, long sessions, long price, Optional<LotTerm> term) {
    ImmutableSellCard command = Cards.card(shop.customer(rack.who()), card, sessions, "0");
    return deal(
        desk.courses()
            .sell(
                command
                    .withItem(rack.item())
                    .withPrice(shop.money(price))
                    .withTerm(term)
                    .withKey(shop.key())));
  }

  @Override
  public Deal reward(Rack rack, String card) {
    String key = shop.key();
    CustomerId customer = shop.customer(rack.who());
    desk.points()
        .adjust(
            AdjustPoints.builder().customer(customer).points(10).reason("gift").key(key).build())
        .orThrow();
    Deal deal =
        deal(
            desk.points()
                .redeem(
                    RedeemReward.builder()
                        .customer(customer)
                        .reward(CardLaws.REWARD)
                        .card(card)
                        .key(key)
                        .build()));
    if (deal.refused().isEmpty()) {
      rewards.add(key);
    }
    return deal;
  }

  @Override
  public Deal cancelReward(int which) {
    return deal(desk.points().cancel(CancelRedemption.of(rewards.get(which), "no longer wanted")));
  }

  @Override
  public Deal reserve(
      Rack rack, String booking, long sessions, Optional<String> card, Optional<Instant> until) {
    return deal(
        desk.courses()
            .reserve(
                Cards.reservation(shop.customer(rack.who()), booking)
                    .withSessions(sessions)
                    .withCard(card)
                    .withUntil(until)
                    .withItem(rack.item())
                    .withKey(shop.key())));
  }

  @Override
  public Deal cancel(int who, String booking, Instant appointment) {
    return deal(
        desk.courses()
            .cancel(Cards.cancelling(shop.customer(who), booking, appointment, shop.key())));
  }

  @Override
  public Deal noShow(int who, String booking) {
    return deal(desk.courses().noShow(Cards.ending(shop.customer(who), booking, shop.key())));
  }

  @Override
  public Deal release(int who, String booking) {
    return deal(desk.courses().release(Cards.ending(shop.customer(who), booking, shop.key())));
  }

  @Override
  public Deal visit(int who, int owner, List<Line> lines) {
    List<VisitLine> sold = new ArrayList<>();
    List<Payment> payments = new ArrayList<>();
    for (Line line : lines) {
      Money price = shop.money(line.price());
      sold.add(VisitLine.builder().item(line.item()).quantity(line.pieces()).paid(price).build());
      pay(line, sold.size(), payments);
    }
    ImmutableRecordVisit visit =
        ImmutableRecordVisit.copyOf(
            RecordVisit.builder()
                .customer(shop.customer(who))
                .store(shop.store(0).id())
                .receipt(shop.key())
                .lines(sold)
                .payments(payments)
                .build());
    return deal(shop.record(who == owner ? visit : visit.withCardOwner(shop.customer(owner))));
  }

  /** The payments of a line, each for its share of the price. */
  private void pay(Line line, int number, List<Payment> payments) {
    for (int place = 0; place < line.parts().size(); place++) {
      Part part = line.parts().get(place);
      Payment payment =
          Payment.course(number, part.sessions(), shop.money(line.amounts().get(place)));
      payments.add(part.ref().map(payment::with).orElse(payment));
    }
  }

  @Override
  public Deal giveBack(int which, int line, long pieces, Optional<Long> money) {
    return deal(shop.giveBack(which, new ReturnItems.Item(line, pieces, money.map(shop::money))));
  }

  @Override
  public Deal takeBack(int which, boolean voiding) {
    return deal(shop.takeBack(which, voiding));
  }

  @Override
  public Deal refund(Rack rack, String card, Optional<Long> sessions) {
    return deal(
        desk.courses()
            .refund(
                ImmutableRefundCard.copyOf(
                        Cards.refunding(shop.customer(rack.who()), card, sessions, shop.key()))
                    .withItem(rack.item())),
        EntryKind.REVERSED);
  }

  @Override
  public Deal freeze(Rack rack, String card, Optional<Instant> until) {
    return deal(
        desk.courses()
            .freeze(
                Cards.freezing(shop.customer(rack.who()), card, shop.key())
                    .withItem(rack.item())
                    .withUntil(until)));
  }

  @Override
  public Deal thaw(Rack rack, String card) {
    return deal(
        desk.courses()
            .thaw(
                ImmutableThawCard.copyOf(Cards.thawing(shop.customer(rack.who()), card, shop.key()))
                    .withItem(rack.item())));
  }

  @Override
  public Deal extend(Rack rack, String card, Period by) {
    return deal(desk.courses().extend(extending(rack, card).withBy(by)));
  }

  @Override
  public Deal extend(Rack rack, String card, Instant until) {
    return deal(desk.courses().extend(extending(rack, card).withUntil(until)));
  }

  private ImmutableExtendCard extending(Rack rack, String card) {
    return Cards.extending(shop.customer(rack.who()), card, shop.key()).withItem(rack.item());
  }

  @Override
  public Deal transfer(Rack rack, int other, String card) {
    return deal(
        desk.courses()
            .transfer(
                ImmutableTransferCard.copyOf(
                        Cards.handing(
                            shop.customer(rack.who()), shop.customer(other), card, shop.key()))
                    .withItem(rack.item())),
        EntryKind.TRANSFERRED);
  }

  @Override
  public List<Integer> visits() {
    return shop.visits().stream().map(visit -> visit.lines().size()).toList();
  }

  @Override
  public int rewards() {
    return rewards.size();
  }

  @Override
  public List<Shown> cards(Rack rack) {
    return desk.courses().cards(shop.customer(rack.who())).stream()
        .filter(card -> card.item().equals(rack.item()))
        .map(
            card ->
                new Shown(
                    card.card().orElseThrow(),
                    card.sessions(),
                    card.left(),
                    card.reserved(),
                    card.frozen(),
                    card.pricePerSession().getAmountMinorLong(),
                    card.soldAt(),
                    card.endsAt(),
                    card.nextDue()))
        .toList();
  }

  @Override
  public SortedMap<String, Long> booked(int who) {
    SortedMap<String, Long> booked = new TreeMap<>();
    for (LedgerAccount account : desk.ledger().accounts(shop.customer(who))) {
      for (Lot lot : account.kind().isCourse() ? account.lots() : List.<Lot>of()) {
        for (Hold hold : lot.holds()) {
          if (hold.kind() == Hold.Kind.RESERVED) {
            booked.merge(hold.ref(), hold.amount(), Long::sum);
          }
        }
      }
    }
    return booked;
  }

  @Override
  public long worth() {
    return desk.liability().outstanding().lines().stream()
        .filter(line -> line.account().isCourse())
        .mapToLong(LiabilityReport.Line::worth)
        .sum();
  }

  @Override
  public long ended(Instant from, Instant to) {
    return desk.liability().breakage(from, to).ended().entrySet().stream()
        .filter(ended -> ended.getKey().isCourse())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  Books books(int who) {
    return shop.books(who);
  }
}
