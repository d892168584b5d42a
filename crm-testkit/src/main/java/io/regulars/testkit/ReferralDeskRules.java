package io.regulars.testkit;

import static io.regulars.testkit.Attempts.race;
import static io.regulars.testkit.Cards.card;
import static io.regulars.testkit.Cards.links;
import static io.regulars.testkit.Cards.sells;
import static io.regulars.testkit.Cards.session;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.newcomer;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static io.regulars.testkit.Till.back;
import static io.regulars.testkit.Till.byStoredValue;
import static io.regulars.testkit.Till.cash;
import static io.regulars.testkit.Till.record;
import static io.regulars.testkit.Till.returns;
import static io.regulars.testkit.Till.takeBack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.customer.ImmutableRegisterCustomer;
import io.regulars.customer.RegisterCustomer;
import io.regulars.engine.Answer;
import io.regulars.ledger.LotTerm;
import io.regulars.points.PointsPrice;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ExternalId;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.VisitId;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.Referral;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.file.TimelineEntry;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.ImmutableRecordVisit;
import io.regulars.visit.ReturnItems.Item;
import io.regulars.visit.TakeBackVisit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** E991 to E999: who brought whom, and by which visit that counts. */
interface ReferralDeskRules extends CrmRules {

  private static ImmutableRegisterCustomer bea() {
    return ImmutableRegisterCustomer.copyOf(newcomer("Bea", "13800138002"));
  }

  /** Registers a friend of Ann's. */
  private static CustomerId brought(Salon salon, CustomerId ann) {
    return enrols(salon, bea().withReferredBy(ann)).file().id();
  }

  private static Answer enrols(Salon salon, RegisterCustomer command) {
    return salon.desk().customers().register(command).orThrow();
  }

  private static Optional<VisitId> countsBy(Salon salon, CustomerId friend) {
    return salon.books(friend).file().referral().orElseThrow().qualifiedBy();
  }

  /** What is told of referrals: kind and visit. */
  private static List<String> told(List<FileEvent> events) {
    return events.stream()
        .filter(event -> event.kind().name().startsWith("REFERRAL"))
        .map(event -> event.kind() + " " + event.explanation().figures().get(0))
        .toList();
  }

  private static String qualified(VisitId visit) {
    return EventKind.REFERRAL_QUALIFIED + " " + visit;
  }

  private static String takenBack(VisitId visit) {
    return EventKind.REFERRAL_TAKEN_BACK + " " + visit;
  }

  @Test
  default void required_E991_a_registration_names_the_referrer_and_the_file_keeps_it() {
    Salon salon = salon();
    ExternalId card = ExternalId.of("card", "K-1");
    CustomerId ann =
        enrols(
                salon,
                RegisterCustomer.builder()
                    .profile(CustomerProfile.builder().name("Ann").addExternalIds(card).build())
                    .build())
            .file()
            .id();
    RegisterCustomer byNumber = bea().withReferredByNumber(card).withKey("k");
    Answer bea = enrols(salon, byNumber);
    assertEquals(Optional.of(Referral.by(ann)), bea.file().referral());
    assertEquals(
        "registered, source -, brought by customer " + ann,
        salon
            .desk()
            .texts(Locale.ENGLISH)
            .explain(salon.books(bea.file().id()).events().get(0).explanation()));
    assertTrue(enrols(salon, byNumber).repeated());
    Expect.assertThrowsAndWritesNothing(
        salon,
        ConflictException.class,
        desk -> desk.customers().register(bea().withReferredBy(ann).withKey("k")));
    CustomerFile cleo = enrols(salon, newcomer("Cleo", "13800138003")).file();
    assertEquals(Optional.empty(), cleo.referral());
    salon.pays(cleo.id(), "R-1", "100.00");
    assertEquals(List.of(), told(salon.books(cleo.id()).events()), "nobody brought her");
  }

  @Test
  default void required_E992_an_unknown_referrer_is_not_found_and_nobody_brings_himself() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    ExternalId card = ExternalId.of("card", "K-2");
    Expect.assertNotFound(
        salon,
        desk -> desk.customers().register(bea().withReferredBy(Samples.customer(7))),
        Samples.customer(7).toString());
    Expect.assertNotFound(
        salon, desk -> desk.customers().register(bea().withReferredByNumber(card)), "card");
    Expect.assertInvalid(
        salon,
        "referredByNumber",
        desk ->
            desk.customers()
                .register(
                    bea()
                        .withReferredByNumber(card)
                        .withProfile(
                            CustomerProfile.builder().name("Bea").addExternalIds(card).build())),
        "card");
    Expect.assertInvalid(
        salon,
        "referredByNumber",
        desk -> desk.customers().register(bea().withReferredByNumber(card).withReferredBy(ann)));
    Expect.assertRefused(
        salon,
        Reason.PHONE_TAKEN,
        desk ->
            desk.customers()
                .register(
                    ImmutableRegisterCustomer.copyOf(newcomer("Ann again", "13800138001"))
                        .withReferredBy(ann)),
        "***8001",
        ann.toString());
  }

  @Test
  default void required_E993_the_first_paid_visit_makes_a_referral_count_once_on_both_files() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bea = brought(salon, ann);
    salon.pays(bea, "R-0", "0.00");
    assertEquals(Optional.empty(), countsBy(salon, bea), "nothing was paid");
    ImmutableRecordVisit sale = sale(bea, "R-1", "50.00");
    Answer first = salon.desk().visits().record(sale).orThrow();
    VisitId visit = first.visit().orElseThrow().id();
    assertEquals(List.of(qualified(visit)), told(first.events()));
    assertEquals(told(first.events()), told(salon.desk().visits().record(sale).orThrow().events()));
    salon.passDays(1);
    assertEquals(List.of(), told(salon.pays(bea, "R-2", "500.00").events()), "once");
    salon.pays(ann, "R-3", "10.00");
    for (CustomerId customer : List.of(ann, bea)) {
      assertEquals(List.of(qualified(visit)), told(salon.books(customer).events()));
      assertSaid(salon, customer);
      salon.requireSound(customer);
    }
    assertEquals(Optional.of(visit), countsBy(salon, bea));
  }

  /** Every line about referrals has words, and names who brought whom. */
  private static void assertSaid(Salon salon, CustomerId customer) {
    for (FileEvent event : salon.books(customer).events()) {
      if (event.kind().name().startsWith("REFERRAL")) {
        for (Locale language : List.of(Locale.ENGLISH, Locale.CHINESE)) {
          Expect.assertSaid(
              salon.desk().texts(language).describe(new TimelineEntry.OfEvent(event)),
              language,
              event.explanation().figures().toArray(String[]::new));
        }
      }
    }
  }

  @Test
  default void required_E994_what_points_coupons_or_bonus_paid_makes_no_referral_count() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bea = brought(salon, ann);
    Desk desk =
        salon.deskUnder(
            Salon.points().price(new PointsPrice(10, yuan("1.00"))).build(),
            Club.storedValue().build());
    desk.points().adjust(Salon.adjustment(bea, 100, "welcome")).orThrow();
    desk.storedValue().topUp(Club.topUp(bea, "T-1", "1000.00")).orThrow();
    record(desk, Till.paidBy(bea, "R-1", Payment.points(50, yuan("5.00"))));
    record(desk, Till.paidBy(bea, "R-2", Payment.of(PaymentKind.COUPON, yuan("50.00"))));
    record(desk, Till.paidBy(bea, "R-3", Payment.of(PaymentKind.BONUS, yuan("9.00"))));
    assertEquals(Optional.empty(), countsBy(salon, bea));
    VisitId half =
        record(desk, Till.paidBy(bea, "R-4", Payment.points(50, yuan("5.00")), cash("0.01")));
    assertEquals(Optional.of(half), countsBy(salon, bea), "a cent is money");
    CustomerId cleo =
        enrols(
                salon,
                ImmutableRegisterCustomer.copyOf(newcomer("Cleo", "13800138003"))
                    .withReferredBy(bea))
            .file()
            .id();
    desk.storedValue().topUp(Club.topUp(cleo, "T-2", "1000.00")).orThrow();
    VisitId stored = record(desk, Till.paidBy(cleo, "R-5", byStoredValue("8.00")));
    assertEquals(Optional.of(stored), countsBy(salon, cleo), "principal was paid in money");
  }

  @Test
  default void
      required_E995_a_visit_taken_back_takes_the_referral_back_and_the_next_paid_one_counts() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bea = brought(salon, ann);
    VisitId first = record(salon.desk(), sale(bea, "R-1", "50.00"));
    VisitId second = record(salon.desk(), sale(bea, "R-2", "50.00"));
    VisitId third = record(salon.desk(), sale(bea, "R-3", "50.00"));
    assertEquals(List.of(), told(takeBack(salon.desk(), second).events()), "it counts by another");
    assertEquals(
        List.of(takenBack(first), qualified(third)),
        told(takeBack(salon.desk(), first).events()),
        "the next one of which something stands");
    Answer voided =
        salon.desk().visits().takeBack(TakeBackVisit.voiding(third, "wrong customer")).orThrow();
    assertEquals(List.of(takenBack(third)), told(voided.events()));
    assertEquals(Optional.of(Referral.by(ann)), salon.books(bea).file().referral());
    salon.passDays(2);
    VisitId last = record(salon.desk(), sale(bea, "R-4", "50.00"));
    assertEquals(
        List.of(
            qualified(first),
            takenBack(first),
            qualified(third),
            takenBack(third),
            qualified(last)),
        told(salon.books(bea).events()));
    assertEquals(told(salon.books(bea).events()), told(salon.books(ann).events()));
    assertSaid(salon, ann);
  }

  /** Line 1 for money, line 2 for a coupon; line 3 a gift. */
  private static ImmutableRecordVisit mixed(CustomerId customer, String receipt) {
    return sale(customer, receipt, "1.00")
        .withLines(
            VisitLine.builder().item("massage").quantity(3).paid(yuan("100.00")).build(),
            VisitLine.of("tea", yuan("10.00")),
            VisitLine.of("comb", yuan("0.00")))
        .withPayments(
            cash("100.00").forLine(1), Payment.of(PaymentKind.COUPON, yuan("10.00")).forLine(2));
  }

  /** First the table of docs/ledger.md, "Taking back". */
  @Test
  default void required_E996_returns_in_parts_leave_a_referral_as_one_return_does() {
    Salon salon = salon();
    Desk desk = salon.desk();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bea = brought(salon, ann);
    record(desk, Till.paidBy(bea, "R-0", Payment.of(PaymentKind.COUPON, yuan("10.00"))));
    assertEquals(Optional.empty(), countsBy(salon, bea), "it waits");
    VisitId pieces = record(desk, mixed(bea, "R-1"));
    assertEquals(Optional.of(pieces), countsBy(salon, bea));
    returns(desk, pieces, "B-1", Item.of(2, 1), Item.of(3, 1));
    returns(desk, pieces, "B-2", Item.of(1, 1));
    returns(desk, pieces, "B-3", Item.of(1, 1));
    assertEquals(Optional.of(pieces), countsBy(salon, bea), "a third of the money stands");
    Answer rest = returns(desk, pieces, "B-4", Item.of(1, 1));
    assertEquals(List.of(takenBack(pieces)), told(rest.events()));
    assertEquals(Optional.empty(), countsBy(salon, bea), "nothing paid is left");
    VisitId next = record(desk, sale(bea, "R-7", "7.00"));
    assertEquals(Optional.of(next), countsBy(salon, bea));
    takeBack(desk, next);

    VisitId money = record(desk, mixed(bea, "R-2"));
    returns(desk, money, "B-5", Item.money(1, yuan("99.99")));
    assertEquals(Optional.of(money), countsBy(salon, bea), "a cent stands");
    returns(desk, money, "B-6", Item.money(1, yuan("0.01")));
    assertEquals(Optional.empty(), countsBy(salon, bea), "what the coupon paid does not count");
    assertEquals(List.of(), told(takeBack(desk, money).events()), "taken back once");

    VisitId whole = record(desk, mixed(bea, "R-3"));
    assertEquals(List.of(takenBack(whole)), told(takeBack(desk, whole).events()));
    assertEquals(Optional.empty(), countsBy(salon, bea));
    salon.requireSound(ann, bea);
  }

  @Test
  default void required_E997_a_preview_shows_what_becomes_of_a_referral_and_writes_nothing() {
    Salon salon = salon();
    Desk desk = salon.desk();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bea = brought(salon, ann);
    Dump before = salon.dump();
    Answer coming = desk.visits().preview(sale(bea, "R-1", "50.00")).orThrow();
    assertEquals(
        coming.file().referral().flatMap(Referral::qualifiedBy),
        coming.visit().map(visit -> visit.id()));
    before.assertUnchanged(salon.storage(), LOTUS);
    VisitId visit = record(desk, sale(bea, "R-1", "50.00"));
    Dump after = salon.dump();
    Answer whole = desk.visits().preview(TakeBackVisit.refund(visit, "allergy")).orThrow();
    assertEquals(List.of(takenBack(visit)), told(whole.events()));
    assertEquals(Optional.of(Referral.by(ann)), whole.file().referral());
    Answer part = desk.visits().preview(back(visit, "B", Item.money(1, yuan("49.99")))).orThrow();
    assertEquals(List.of(), told(part.events()));
    after.assertUnchanged(salon.storage(), LOTUS);
  }

  @Test
  default void required_E998_of_many_friends_at_many_tills_each_counts_once_for_their_referrer() {
    assumeThreads();
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    List<CustomerId> friends =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    ImmutableRegisterCustomer.copyOf(newcomer("F" + i, "1390013900" + i))
                        .withReferredBy(ann))
            .map(command -> enrols(salon, command).file().id())
            .toList();
    Crm crm = salon.builder().retryPolicy(ContentionRules.PATIENT).build();
    race(
        16,
        till ->
            () ->
                record(
                    Salon.desk(crm, Role.RECEPTIONIST),
                    sale(friends.get(till % 4), "R-" + till, "10.00")));
    for (CustomerId friend : friends) {
      assertEquals(
          List.of(qualified(countsBy(salon, friend).orElseThrow())),
          told(salon.books(friend).events()));
      salon.requireSound(friend);
    }
    assertEquals(4, told(salon.books(ann).events()).size());
    salon.requireSound(ann);
  }

  @Test
  default void required_E999_the_referrers_card_pays_and_the_referral_counts_in_one_commit() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bea = brought(salon, ann);
    links(salon, ann, bea);
    sells(salon, card(ann, "M-1", 2, "200.00").withTerm(LotTerm.UNLIMITED));
    record(salon.desk(), session(bea, "R-1").withCardOwner(ann));
    assertEquals(Optional.empty(), countsBy(salon, bea), "the session was paid with Ann's card");
    VisitId visit =
        record(
            salon.desk(),
            session(bea, "R-2")
                .withCardOwner(ann)
                .withLines(Cards.massage(), VisitLine.of("tea", yuan("7.00")))
                .withPayments(Payment.course(1, 1, yuan("100.00")), cash("7.00")));
    assertEquals(Optional.of(visit), countsBy(salon, bea));
    assertEquals(List.of(qualified(visit)), told(salon.books(ann).events()));
    takeBack(salon.desk(), visit);
    assertEquals(List.of(qualified(visit), takenBack(visit)), told(salon.books(ann).events()));
    assertEquals(List.of(1L, 0L, 0L), Cards.state(salon, ann, "M-1"), "and the session is back");
    salon.requireSound(ann, bea);
  }
}
