package io.regulars.testkit;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.care.AnnouncementPlan;
import io.regulars.course.CoursePlan;
import io.regulars.course.CourseTerms;
import io.regulars.course.ImmutableCourseTerms;
import io.regulars.customer.RegisterCustomer;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.engine.Plan;
import io.regulars.engine.Program;
import io.regulars.ledger.Granularity;
import io.regulars.ledger.LotTerm;
import io.regulars.lifecycle.LifecyclePlan;
import io.regulars.points.AdjustPoints;
import io.regulars.points.ImmutablePointsPlan;
import io.regulars.points.PointsPlan;
import io.regulars.points.RedeemPoints;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Merchant;
import io.regulars.spi.MerchantId;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.customer.Birthday;
import io.regulars.spi.customer.Consent;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.storage.Storage;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.visit.VisitLine;
import io.regulars.tier.ImmutableTierPlan;
import io.regulars.tier.Tier;
import io.regulars.tier.TierPlan;
import io.regulars.visit.ImmutableRecordVisit;
import io.regulars.visit.RecordVisit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.Locale;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A beauty salon in Shanghai: a point for every yuan, two for gold, good for a year; silver from
 * 1,000 yuan a year, gold from 3,000, with a grace of 30 days; dormant after a year.
 */
final class Salon {

  /** Nine in the morning of 1 March 2026 in Shanghai. */
  static final Instant OPENING = Instant.parse("2026-03-01T01:00:00Z");

  /** The merchant. */
  static final MerchantId LOTUS = MerchantId.of("lotus");

  /** The one shop. */
  static final StoreId SHOP = StoreId.of("S1");

  static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  private final Storage storage;
  private final SettableClock clock = SettableClock.at(OPENING);
  private final RecordingChannel sms = RecordingChannel.of(ChannelKind.SMS);
  private final Crm crm;

  /** A salon without customers. */
  Salon(Storage storage) {
    this.storage = storage;
    this.crm = builder().build();
  }

  /** The business. */
  static Merchant merchant() {
    return Merchant.builder()
        .id(LOTUS)
        .name("Lotus")
        .currency(CurrencyUnit.of("CNY"))
        .zone(SHANGHAI)
        .addStores(Store.of(SHOP, "First", SHANGHAI))
        .addStores(Store.of(StoreId.of("S2"), "Second", SHANGHAI))
        .build();
  }

  /** Its program. */
  static Program program() {
    return Program.of(
        "2026-1",
        points().build(),
        tiers().build(),
        stages(),
        announcements(),
        CoursePlan.builder().general(courses().build()).build());
  }

  /** Its points. */
  static ImmutablePointsPlan.Builder points() {
    return PointsPlan.builder()
        .per(yuan("1.00"))
        .putMultipliers(TierCode.of("gold"), new BigDecimal("2"))
        .term(LotTerm.of(Period.ofYears(1), Granularity.DAY));
  }

  /** Its ladder. */
  static ImmutableTierPlan.Builder tiers() {
    return TierPlan.builder()
        .addTiers(Tier.of("silver", yuan("1000.00")), Tier.of("gold", yuan("3000.00")))
        .window(LotTerm.of(Period.ofYears(1), Granularity.DAY))
        .grace(Period.ofDays(30));
  }

  /** Its stages of life. */
  static LifecyclePlan stages() {
    return LifecyclePlan.builder().build();
  }

  /**
   * Its course cards: valid for a year, cancelled until a day before, shared with the family,
   * frozen twice for two months each, a session every fortnight.
   */
  static ImmutableCourseTerms.Builder courses() {
    return CourseTerms.builder()
        .term(LotTerm.of(Period.ofYears(1), Granularity.DAY))
        .lateCancel(Duration.ofDays(1))
        .familyShares(true)
        .longestFreeze(Period.ofMonths(2))
        .freezes(2)
        .careCycle(Period.ofDays(14));
  }

  /** What it tells its customers. */
  static AnnouncementPlan announcements() {
    return AnnouncementPlan.builder().addChannels(ChannelKind.SMS, ChannelKind.WECHAT).build();
  }

  /** So many yuan. */
  static Money yuan(String amount) {
    return Money.of(CurrencyUnit.of("CNY"), new BigDecimal(amount));
  }

  /** A builder of the library on this salon's storage, with its clock and its SMS channel. */
  Crm.Builder builder() {
    return builder(storage);
  }

  /** The same on another storage. */
  Crm.Builder builder(Storage other) {
    return Crm.builder().storage(other).merchant(merchant(), program()).clock(clock).channel(sms);
  }

  /** The library. */
  Crm crm() {
    return crm;
  }

  /** What tells the time. */
  SettableClock clock() {
    return clock;
  }

  /** Where messages arrive. */
  RecordingChannel sms() {
    return sms;
  }

  /** Where files live. */
  Storage storage() {
    return storage;
  }

  /** Lets time pass. */
  void pass(Duration time) {
    clock.advance(time);
  }

  /** Lets days pass. */
  void passDays(int days) {
    pass(Duration.ofDays(days));
  }

  /** The desk of head office. */
  Desk desk() {
    return desk(crm, Role.HEAD_OFFICE);
  }

  /** The desk of head office under a program of these plans alone. */
  Desk deskUnder(Plan... plans) {
    Crm other =
        Crm.builder()
            .storage(storage)
            .merchant(merchant(), Program.of("2026-x", plans))
            .clock(clock)
            .build();
    return desk(other, Role.HEAD_OFFICE);
  }

  /** A desk of {@code other}. */
  static Desk desk(Crm other, Role role) {
    return other.desk(
        role == Role.SYSTEM
            ? Actor.system(LOTUS)
            : Actor.staff(LOTUS, StaffId.of(role.name().toLowerCase(Locale.ROOT)), role));
  }

  /** Registers a customer who agreed to be written to. */
  CustomerId member(String name, String phone) {
    return desk().customers().register(newcomer(name, phone)).orThrow().file().id();
  }

  /** Registers a customer whose birthday is known. */
  CustomerId born(String name, Birthday birthday) {
    return desk()
        .customers()
        .register(
            RegisterCustomer.builder()
                .profile(CustomerProfile.builder().name(name).birthday(birthday).build())
                .build())
        .orThrow()
        .file()
        .id();
  }

  /** The registration of a customer who agrees to be written to. */
  static RegisterCustomer newcomer(String name, String phone) {
    return RegisterCustomer.builder()
        .profile(
            CustomerProfile.builder().name(name).addConsents(Consent.to(ChannelKind.SMS)).build())
        .addPhones(phone)
        .build();
  }

  /** A sale of one massage. */
  static ImmutableRecordVisit sale(CustomerId customer, String receipt, String paid) {
    return RecordVisit.builder()
        .customer(customer)
        .store(SHOP)
        .receipt(receipt)
        .addLines(VisitLine.of("massage", yuan(paid)))
        .build();
  }

  /** A line that somebody served on. */
  static VisitLine line(String item, String paid, String staff) {
    return VisitLine.builder().item(item).paid(yuan(paid)).staff(StaffId.of(staff)).build();
  }

  /** Records a visit at a desk. */
  static VisitId visit(Desk desk, RecordVisit visit) {
    return desk.visits().record(visit).orThrow().visit().orElseThrow().id();
  }

  /** Records a sale of one massage. */
  Answer pays(CustomerId customer, String receipt, String paid) {
    return desk().visits().record(sale(customer, receipt, paid)).orThrow();
  }

  /** A redemption. */
  static RedeemPoints redemption(CustomerId customer, long points, String key) {
    return RedeemPoints.builder().customer(customer).points(points).item("comb").key(key).build();
  }

  /** Spends points. */
  Outcome<Answer> redeems(CustomerId customer, long points, String key) {
    return desk().points().redeem(redemption(customer, points, key));
  }

  /** An adjustment. */
  static AdjustPoints adjustment(CustomerId customer, long points, String key) {
    return AdjustPoints.builder()
        .customer(customer)
        .points(points)
        .reason("goodwill")
        .key(key)
        .build();
  }

  /** The balance of points as stored. */
  long points(CustomerId customer) {
    return books(customer).file().account(AccountKind.POINTS).balance();
  }

  /** All there is of a customer. */
  Books books(CustomerId customer) {
    return Books.read(storage, LOTUS, customer);
  }

  /** Fails unless the books of these customers are in order. */
  void requireSound(CustomerId... customers) {
    for (CustomerId customer : customers) {
      Books books = books(customer);
      books.requireConserved();
      books.requireRunningBalances();
      books.requireLotsExplained();
      books.requireLinesNumbered();
    }
  }

  /** All there is of the merchant. */
  Dump dump(String... keys) {
    return Dump.of(storage, LOTUS, keys);
  }
}
