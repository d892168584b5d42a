package io.regulars.testkit;

import static io.regulars.testkit.Expect.assertInvalid;
import static io.regulars.testkit.Expect.assertNotFound;
import static io.regulars.testkit.Expect.assertRefused;
import static io.regulars.testkit.Expect.assertThrowsAndWritesNothing;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.OPENING;
import static io.regulars.testkit.Salon.adjustment;
import static io.regulars.testkit.Salon.newcomer;
import static io.regulars.testkit.Salon.redemption;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.customer.ImmutableRegisterCustomer;
import io.regulars.customer.RegisterCustomer;
import io.regulars.customer.UpdateCustomer;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.engine.Program;
import io.regulars.points.RedeemPoints;
import io.regulars.spi.Actor;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ExternalId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.InvalidValueException;
import io.regulars.spi.MerchantId;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.PageRequest;
import io.regulars.spi.Rejection;
import io.regulars.spi.Role;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.FamilyLink;
import io.regulars.spi.customer.ImmutableCustomerProfile;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.ImmutableRecordVisit;
import io.regulars.visit.TakeBackVisit;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * E1xx: what is wrong is said specifically, with the field, the figures and the remedy, in English
 * and Chinese, and nothing is written.
 */
interface BadInputRules extends CrmRules {

  @Test
  default void required_E101_an_unknown_customer_is_not_found_whatever_is_wanted() {
    Salon salon = salon();
    CustomerId nobody = Samples.customer(404);
    CustomerProfile profile = CustomerProfile.builder().name("Ann").build();
    List<Consumer<Desk>> wants =
        List.of(
            desk -> desk.visits().record(sale(nobody, "R-1", "10.00")),
            desk -> desk.points().redeem(redemption(nobody, 1, "k")),
            desk -> desk.points().adjust(adjustment(nobody, 1, "k")),
            desk -> desk.points().account(nobody),
            desk ->
                desk.customers()
                    .update(UpdateCustomer.builder().customer(nobody).profile(profile).build()),
            desk -> desk.customers().timeline(nobody, PageRequest.oldest(1)),
            desk -> desk.points().statement(nobody, PageRequest.oldest(1)),
            desk -> desk.visits().visits(nobody, PageRequest.oldest(1)));
    for (Consumer<Desk> want : wants) {
      assertNotFound(salon, want, nobody.toString(), "register the customer first");
    }
  }

  @Test
  default void required_E102_an_unknown_visit_is_not_found() {
    Salon salon = salon();
    VisitId none = Samples.visitId(404);
    assertNotFound(
        salon,
        desk -> desk.visits().takeBack(TakeBackVisit.refund(none, "why")),
        none.toString(),
        "findByReceipt");
  }

  @Test
  default void required_E103_unknown_stores_relatives_and_merchants_are_not_found() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    assertNotFound(
        salon,
        desk -> desk.visits().record(sale(ann, "R-1", "10.00").withStore(StoreId.of("S9"))),
        "S9",
        "S1, S2");
    assertNotFound(
        salon,
        desk -> desk.customers().register(with(profile -> profile.withHomeStore(StoreId.of("S9")))),
        "S9",
        "home store");
    CustomerId nobody = Samples.customer(404);
    assertNotFound(
        salon,
        desk ->
            desk.customers()
                .register(with(profile -> profile.withFamily(new FamilyLink("son", nobody)))),
        nobody.toString(),
        "register");
    NotFoundException e =
        assertThrows(
            NotFoundException.class,
            () -> salon.crm().desk(Actor.system(MerchantId.of("somebody else's"))));
    assertTrue(e.getMessage().contains("somebody else's"), e.getMessage());
  }

  private static RegisterCustomer with(
      Function<ImmutableCustomerProfile, ImmutableCustomerProfile> change) {
    return RegisterCustomer.builder()
        .profile(
            change.apply(
                ImmutableCustomerProfile.copyOf(CustomerProfile.builder().name("Ann").build())))
        .build();
  }

  @Test
  default void required_E104_a_blank_or_endless_name_is_invalid() {
    Salon salon = salon();
    for (String name : List.of("", " ", "\u3000\t")) {
      assertInvalid(
          salon,
          "profile.name",
          desk -> desk.customers().register(with(profile -> profile.withName(name))));
    }
    assertInvalid(
        salon,
        "profile.name",
        desk -> desk.customers().register(with(profile -> profile.withName("x".repeat(201)))),
        "200");
    CustomerId ann = salon.member("Ann", "13800138001");
    assertInvalid(
        salon,
        "profile.name",
        desk ->
            desk.customers()
                .update(
                    UpdateCustomer.builder()
                        .customer(ann)
                        .profile(CustomerProfile.builder().name(" ").build())
                        .build()));
  }

  @Test
  default void required_E105_an_impossible_phone_is_invalid_and_not_repeated() {
    Salon salon = salon();
    for (String phone :
        List.of("12345", "1380013800", "138001380011", "+1 555", "call me", "999")) {
      String digits = Long.toString(phone.chars().filter(Character::isDigit).count());
      String said =
          assertInvalid(
              salon,
              "phones[0]",
              desk -> desk.customers().register(newcomer("Ann", phone)),
              "CN",
              digits);
      assertFalse(phone.length() > 3 && said.contains(phone), said);
    }
    assertInvalid(salon, "phones[0]", desk -> desk.customers().register(newcomer("Ann", " ")));
  }

  @Test
  default void required_E106_a_blank_padded_or_endless_key_is_invalid() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    for (String key : List.of("", " ", " k", "k\u3000", "a\nb", "k".repeat(121))) {
      assertInvalid(salon, "receipt", desk -> desk.visits().record(sale(ann, key, "10.00")));
      assertInvalid(salon, "key", desk -> desk.points().redeem(redemption(ann, 1, key)));
      assertInvalid(salon, "key", desk -> desk.points().adjust(adjustment(ann, 1, key)));
      assertInvalid(
          salon,
          "key",
          desk ->
              desk.customers()
                  .register(
                      ImmutableRegisterCustomer.copyOf(newcomer("Bob", "13800138002"))
                          .withKey(key)));
    }
    assertInvalid(
        salon, "receipt", desk -> desk.visits().record(sale(ann, "r".repeat(65), "10.00")), "64");
  }

  @Test
  default void required_E107_amounts_below_zero_and_beyond_any_till_are_no_amounts() {
    assertRefusedShape(() -> VisitLine.of("massage", yuan("-0.01")), "CNY -0.01", "refunds");
    assertRefusedShape(() -> Payment.of(PaymentKind.CASH, yuan("-5.00")), "CNY -5.00", "refunds");
    assertRefusedShape(
        () -> VisitLine.of("massage", yuan("10000000000.01")),
        "CNY 10000000000.01",
        "1000000000000");
    assertRefusedShape(
        () -> VisitLine.builder().item("x").paid(yuan("1.00")).quantity(0).build(),
        "quantity 0",
        "refund");
    assertRefusedShape(
        () -> VisitLine.builder().item("x").paid(yuan("1.00")).quantity(Long.MAX_VALUE).build(),
        Long.toString(Long.MAX_VALUE),
        "1 to");
  }

  private static void assertRefusedShape(Executable make, String... said) {
    InvalidValueException e = assertThrows(InvalidValueException.class, make);
    for (String part : said) {
      assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
    }
  }

  @Test
  default void required_E108_what_an_account_cannot_hold_is_refused_not_wrapped() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.desk().points().adjust(adjustment(ann, 1_000_000_000_000_000L, "full")).orThrow();
    assertRefused(
        salon,
        Rejection.Reason.OVERFLOW,
        desk -> desk.points().adjust(adjustment(ann, 1, "one more")),
        "points",
        "1",
        "1000000000000000");
    assertRefused(
        salon,
        Rejection.Reason.OVERFLOW,
        desk -> desk.visits().record(sale(ann, "R-1", "7.00")),
        "points",
        "7",
        "1000000000000000");
    assertInvalid(
        salon, "points", desk -> desk.points().adjust(adjustment(ann, Long.MAX_VALUE, "max")));
    assertInvalid(
        salon, "points", desk -> desk.points().adjust(adjustment(ann, Long.MIN_VALUE, "min")));
  }

  @Test
  default void required_E109_a_visit_worth_more_points_than_a_number_holds_is_refused() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Program lavish =
        Program.of("lavish", Salon.points().points(1_000_000_000L).per(yuan("0.01")).build());
    Crm crm =
        Crm.builder()
            .storage(storage())
            .merchant(Salon.merchant(), lavish)
            .clock(salon.clock())
            .build();
    Dump before = salon.dump();
    Outcome<Answer> outcome =
        Salon.desk(crm, Role.HEAD_OFFICE).visits().record(sale(ann, "R-1", "10000000000.00"));
    assertEquals(
        new Rejection(
            Rejection.Reason.OVERFLOW,
            List.of("points", "1000000000000000000000", "0"),
            "1000000000000000000000 more points on a balance of 0 is beyond what an account holds;"
                + " check the amount"),
        outcome.refusal().orElseThrow());
    before.assertUnchanged(storage(), LOTUS);
  }

  @Test
  default void required_E110_spend_beyond_what_an_account_holds_is_refused() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Money most = yuan("10000000000.00");
    ImmutableRecordVisit palace =
        sale(ann, "R-0", "1.00")
            .withLines(Collections.nCopies(50, VisitLine.of("palace", most)))
            .withPayments(Collections.nCopies(50, Payment.of(PaymentKind.CARD, most)));
    for (int i = 0; i < 20; i++) {
      salon.desk().visits().record(palace.withReceipt("R-" + i)).orThrow();
    }
    assertRefused(
        salon,
        Rejection.Reason.OVERFLOW,
        desk -> desk.visits().record(palace.withReceipt("R-20")),
        "spend",
        "50000000000000",
        "1000000000000000");
    assertInvalid(
        salon,
        "lines",
        desk -> desk.visits().record(palace.withReceipt("R-20").withPayments()),
        "CNY 500000000000.00",
        "CNY 10000000000.00");
  }

  @Test
  default void required_E111_money_in_another_currency_or_that_does_not_add_up_is_invalid() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Money dollars = Money.of(CurrencyUnit.USD, 10);
    assertInvalid(
        salon,
        "lines[0].paid",
        desk ->
            desk.visits().record(sale(ann, "R-1", "1.00").withLines(VisitLine.of("x", dollars))),
        "USD 10.00",
        "CNY");
    assertInvalid(
        salon,
        "payments[1].amount",
        desk ->
            desk.visits()
                .record(
                    sale(ann, "R-1", "10.00")
                        .withPayments(
                            Payment.of(PaymentKind.CASH, yuan("10.00")),
                            Payment.of(PaymentKind.CARD, dollars))),
        "USD 10.00",
        "CNY");
    assertInvalid(
        salon,
        "payments",
        desk ->
            desk.visits()
                .record(
                    sale(ann, "R-1", "10.00")
                        .withPayments(Payment.of(PaymentKind.CASH, yuan("9.99")))),
        "CNY 9.99",
        "CNY 10.00");
    assertInvalid(
        salon, "lines", desk -> desk.visits().record(sale(ann, "R-1", "1.00").withLines()));
  }

  @Test
  default void required_E112_points_of_no_amount_are_invalid() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    assertInvalid(salon, "points", desk -> desk.points().redeem(redemption(ann, 0, "k")));
    assertInvalid(salon, "points", desk -> desk.points().redeem(redemption(ann, -1, "k")));
    assertInvalid(salon, "points", desk -> desk.points().adjust(adjustment(ann, 0, "k")), "0");
  }

  @Test
  default void required_E113_a_visit_in_the_future_is_refused() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Instant soon = OPENING.plusNanos(1_000);
    assertRefused(
        salon,
        Rejection.Reason.VISIT_IN_FUTURE,
        desk -> desk.visits().record(sale(ann, "R-1", "10.00").withOccurredAt(soon)),
        soon.toString(),
        OPENING.toString());
  }

  @Test
  default void required_E114_a_visit_before_the_customer_joined_is_refused() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.passDays(1);
    Instant early = OPENING.minusNanos(1_000);
    assertRefused(
        salon,
        Rejection.Reason.VISIT_BEFORE_JOINED,
        desk -> desk.visits().record(sale(ann, "R-1", "10.00").withOccurredAt(early)),
        early.toString(),
        OPENING.toString());
    salon.desk().visits().record(sale(ann, "R-1", "10.00").withOccurredAt(OPENING)).orThrow();
  }

  @Test
  default void required_E115_joining_in_the_future_is_invalid() {
    Salon salon = salon();
    assertInvalid(
        salon,
        "joinedAt",
        desk ->
            desk.customers()
                .register(
                    ImmutableRegisterCustomer.copyOf(newcomer("Ann", "13800138001"))
                        .withJoinedAt(OPENING.plus(Duration.ofDays(1)))));
  }

  @Test
  default void required_E116_a_phone_or_card_of_somebody_else_is_refused_with_whose_it_is() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    ExternalId card = ExternalId.of("card", "K-1");
    CustomerId bob =
        salon
            .desk()
            .customers()
            .register(with(profile -> profile.withExternalIds(card)))
            .orThrow()
            .file()
            .id();
    assertRefused(
        salon,
        Rejection.Reason.PHONE_TAKEN,
        desk -> desk.customers().register(newcomer("Cleo", "+86 138-0013-8001")),
        "***8001",
        ann.toString());
    assertRefused(
        salon,
        Rejection.Reason.EXTERNAL_ID_TAKEN,
        desk -> desk.customers().register(with(profile -> profile.withExternalIds(card))),
        "card",
        bob.toString());
    assertRefused(
        salon,
        Rejection.Reason.PHONE_TAKEN,
        desk ->
            desk.customers()
                .update(
                    UpdateCustomer.builder()
                        .customer(bob)
                        .profile(CustomerProfile.builder().name("Bob").build())
                        .addPhones("13800138001")
                        .build()),
        "***8001",
        ann.toString());
  }

  @Test
  default void required_E117_a_receipt_of_another_sale_is_a_conflict() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-1", "10.00");
    String said =
        assertThrowsAndWritesNothing(
                salon,
                ConflictException.class,
                desk -> desk.visits().record(sale(ann, "R-1", "10.01")))
            .getMessage();
    for (String part : List.of("visit/S1/R-1", ann.toString(), OPENING.toString(), "new key")) {
      assertTrue(String.valueOf(said).contains(part), said);
    }
  }

  @Test
  default void required_E118_more_points_than_there_are_are_refused_with_both_figures() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    assertRefused(
        salon,
        Rejection.Reason.NOT_ENOUGH,
        desk -> desk.points().redeem(redemption(ann, 1, "k")),
        "points",
        "1",
        "0");
    salon.pays(ann, "R-1", "120.00");
    assertRefused(
        salon,
        Rejection.Reason.NOT_ENOUGH,
        desk -> desk.points().redeem(redemption(ann, 121, "k")),
        "points",
        "121",
        "120");
    assertRefused(
        salon,
        Rejection.Reason.NOT_ENOUGH,
        desk -> desk.points().redeem(redemption(ann, Long.MAX_VALUE, "k")),
        "points",
        Long.toString(Long.MAX_VALUE),
        "120");
    assertRefused(
        salon,
        Rejection.Reason.NOT_ENOUGH,
        desk -> desk.points().adjust(adjustment(ann, -121, "k")),
        "points",
        "121",
        "120");
  }

  @Test
  default void required_E119_what_was_taken_back_cannot_be_taken_back_in_another_way() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId visit = salon.pays(ann, "R-1", "10.00").visit().orElseThrow().id();
    salon.desk().visits().takeBack(TakeBackVisit.refund(visit, "why")).orThrow();
    assertRefused(
        salon,
        Rejection.Reason.VISIT_ALREADY_TAKEN_BACK,
        desk -> desk.visits().takeBack(TakeBackVisit.voiding(visit, "why")),
        visit.toString(),
        "REFUNDED");
  }

  @Test
  default void required_E120_everything_wrong_is_said_at_once() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    InvalidCommandException e =
        assertThrows(
            InvalidCommandException.class,
            () ->
                salon
                    .desk()
                    .points()
                    .redeem(
                        RedeemPoints.builder().customer(ann).points(-3).item(" ").key("").build()));
    assertEquals(
        List.of("item", "key", "points"),
        e.violations().stream().map(InvalidCommandException.Violation::field).toList());
  }
}
