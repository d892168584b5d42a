package io.regulars.testkit;

import static io.regulars.testkit.Attempts.race;
import static io.regulars.testkit.Expect.assertContains;
import static io.regulars.testkit.Expect.assertThrowsAndWritesNothing;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.OPENING;
import static io.regulars.testkit.Salon.SHOP;
import static io.regulars.testkit.Salon.adjustment;
import static io.regulars.testkit.Salon.newcomer;
import static io.regulars.testkit.Salon.redemption;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Desk;
import io.regulars.customer.ImmutableRegisterCustomer;
import io.regulars.customer.RegisterCustomer;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.points.ImmutableAdjustPoints;
import io.regulars.points.ImmutableRedeemPoints;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ExternalId;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.customer.Birthday;
import io.regulars.spi.customer.Consent;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.FamilyLink;
import io.regulars.spi.customer.Gender;
import io.regulars.spi.customer.ImmutableCustomerProfile;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.visit.ImmutableVisitLine;
import io.regulars.spi.visit.ItemKind;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.ImmutableRecordVisit;
import io.regulars.visit.TakeBackVisit;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** E2xx: the same command counts once, whatever becomes of its answers; another one is another. */
interface IdempotencyRules extends CrmRules {

  @Test
  default void required_E201_a_repeated_command_gets_the_same_lines_and_writes_nothing() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-0", "900.00");
    salon.passDays(400);
    VisitId visit = salon.pays(ann, "R-1", "3500.00").visit().orElseThrow().id();
    List<Function<Desk, Outcome<Answer>>> commands =
        List.of(
            desk -> desk.visits().record(sale(ann, "R-2", "1200.00")),
            desk -> desk.points().redeem(redemption(ann, 100, "k")),
            desk -> desk.points().adjust(adjustment(ann, 50, "k")),
            desk -> desk.points().adjust(adjustment(ann, -50, "k-")),
            desk -> desk.visits().takeBack(TakeBackVisit.refund(visit, "why")),
            desk ->
                desk.customers()
                    .register(
                        ImmutableRegisterCustomer.copyOf(newcomer("Bob", "13800138002"))
                            .withKey("k")));
    for (Function<Desk, Outcome<Answer>> command : commands) {
      Answer first = command.apply(salon.desk()).orThrow();
      salon.passDays(1);
      Dump before = salon.dump();
      Answer again = command.apply(salon.desk()).orThrow();
      before.assertUnchanged(storage(), LOTUS);
      assertFalse(first.repeated());
      assertTrue(again.repeated());
      assertSameLines(first, again);
      assertEquals(first.file().id(), again.file().id());
    }
  }

  private static void assertSameLines(Answer first, Answer again) {
    assertEquals(first.entries(), again.entries());
    assertEquals(first.events(), again.events());
    assertEquals(first.visit().map(Visit::id), again.visit().map(Visit::id));
  }

  @Test
  default void required_E202_a_receipt_with_anything_else_on_it_is_a_conflict() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bob = salon.member("Bob", "13800138002");
    VisitLine line =
        VisitLine.builder()
            .item("massage")
            .quantity(2)
            .listPrice(yuan("120.00"))
            .paid(yuan("100.00"))
            .staff(StaffId.of("lin"))
            .build();
    ImmutableVisitLine copy = ImmutableVisitLine.copyOf(line);
    ImmutableRecordVisit sale =
        sale(ann, "R-1", "1.00")
            .withOccurredAt(OPENING)
            .withLines(line, VisitLine.of("tea", yuan("0.00")))
            .withPayments(
                Payment.of(PaymentKind.CASH, yuan("60.00")),
                Payment.of(PaymentKind.CARD, yuan("40.00")));
    VisitLine tea = VisitLine.of("tea", yuan("0.00"));
    salon.desk().visits().record(sale).orThrow();
    salon.pass(Duration.ofHours(1));
    List<ImmutableRecordVisit> others =
        List.of(
            sale.withCustomer(bob),
            sale.withOccurredAt(OPENING.plusSeconds(1)),
            sale.withLines(line, tea, tea),
            sale.withLines(tea, line),
            sale.withLines(copy.withItem("facial"), tea),
            sale.withLines(copy.withKind(ItemKind.PRODUCT), tea),
            sale.withLines(copy.withQuantity(1), tea),
            sale.withLines(copy.withListPrice(yuan("121.00")), tea),
            sale.withLines(copy.withStaff(StaffId.of("mei")), tea),
            sale.withLines(copy.withPaid(yuan("100.01")), tea)
                .withPayments(
                    Payment.of(PaymentKind.CASH, yuan("60.01")),
                    Payment.of(PaymentKind.CARD, yuan("40.00"))),
            sale.withPayments(
                Payment.of(PaymentKind.CASH, yuan("40.00")),
                Payment.of(PaymentKind.CARD, yuan("60.00"))),
            sale.withPayments(
                Payment.of(PaymentKind.CASH, yuan("60.00")),
                Payment.of(PaymentKind.COUPON, yuan("40.00"))),
            sale.withPayments(Payment.of(PaymentKind.CASH, yuan("100.00"))),
            sale.withPayments());
    for (ImmutableRecordVisit other : others) {
      ConflictException e =
          assertThrowsAndWritesNothing(
              salon, ConflictException.class, desk -> desk.visits().record(other));
      assertContains(String.valueOf(e.getMessage()), "visit/S1/R-1", ann.toString());
    }
    assertTrue(salon.desk().visits().record(sale).orThrow().repeated());
  }

  @Test
  default void required_E203_receipts_of_two_stores_are_two_receipts() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-1", "10.00");
    Answer other =
        salon
            .desk()
            .visits()
            .record(sale(ann, "R-1", "10.00").withStore(StoreId.of("S2")))
            .orThrow();
    assertFalse(other.repeated());
    assertEquals(20, salon.points(ann));
    assertEquals(other.visit(), salon.desk().visits().findByReceipt(StoreId.of("S2"), "R-1"));
    assertNotEquals(other.visit(), salon.desk().visits().findByReceipt(SHOP, "R-1"));
  }

  @Test
  default void required_E204_a_key_for_other_points_is_a_conflict() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bob = salon.member("Bob", "13800138002");
    salon.pays(ann, "R-1", "500.00");
    ImmutableRedeemPoints redemption = ImmutableRedeemPoints.copyOf(redemption(ann, 10, "k"));
    ImmutableAdjustPoints adjustment = ImmutableAdjustPoints.copyOf(adjustment(ann, 10, "k"));
    salon.desk().points().redeem(redemption).orThrow();
    salon.desk().points().adjust(adjustment).orThrow();
    for (ImmutableRedeemPoints other :
        List.of(
            redemption.withPoints(11),
            redemption.withItem("brush"),
            redemption.withCustomer(bob))) {
      assertThrowsAndWritesNothing(
          salon, ConflictException.class, desk -> desk.points().redeem(other));
    }
    for (ImmutableAdjustPoints other :
        List.of(
            adjustment.withPoints(-10),
            adjustment.withReason("other"),
            adjustment.withCustomer(bob))) {
      assertThrowsAndWritesNothing(
          salon, ConflictException.class, desk -> desk.points().adjust(other));
    }
    assertEquals(500, salon.points(ann));
  }

  @Test
  default void required_E205_a_key_for_another_registration_is_a_conflict() {
    Salon salon = salon();
    CustomerId dad = salon.member("Dad", "13800138009");
    ImmutableCustomerProfile profile =
        ImmutableCustomerProfile.copyOf(CustomerProfile.builder().name("Ann").build());
    ImmutableRegisterCustomer command =
        ImmutableRegisterCustomer.copyOf(
            RegisterCustomer.builder()
                .profile(profile)
                .addPhones("13800138001")
                .joinedAt(OPENING)
                .key("k")
                .build());
    salon.desk().customers().register(command).orThrow();
    List<ImmutableRegisterCustomer> others =
        List.of(
            command.withPhones("13800138002"),
            command.withJoinedAt(OPENING.minusSeconds(1)),
            command.withProfile(profile.withName("Anna")),
            command.withProfile(profile.withExternalIds(ExternalId.of("card", "1"))),
            command.withProfile(profile.withGender(Gender.FEMALE)),
            command.withProfile(profile.withBirthday(Birthday.solar(5, 1))),
            command.withProfile(profile.withAgeBand("30-40")),
            command.withProfile(profile.withOccupation("pilot")),
            command.withProfile(profile.withRegion("Pudong")),
            command.withProfile(profile.withAddress("Nanjing Road 1")),
            command.withProfile(profile.withSource("meituan")),
            command.withProfile(profile.withHomeStore(SHOP)),
            command.withProfile(profile.withAssignedStaff(StaffId.of("lin"))),
            command.withProfile(profile.withFamily(new FamilyLink("dad", dad))),
            command.withProfile(profile.withCreditNote("none")),
            command.withProfile(profile.withConsents(Consent.to(ChannelKind.SMS))),
            command.withProfile(profile.withLanguage(Locale.ENGLISH)),
            command.withProfile(profile.withZone(ZoneOffset.UTC)));
    for (ImmutableRegisterCustomer other : others) {
      ConflictException e =
          assertThrowsAndWritesNothing(
              salon, ConflictException.class, desk -> desk.customers().register(other));
      assertContains(String.valueOf(e.getMessage()), "register/k");
    }
    ImmutableRegisterCustomer other =
        command.withProfile(profile.withBirthday(Birthday.solar(5, 1))).withKey("k2");
    salon.desk().customers().register(other.withPhones("13800138003")).orThrow();
    assertThrowsAndWritesNothing(
        salon,
        ConflictException.class,
        desk ->
            desk.customers()
                .register(
                    other
                        .withPhones("13800138003")
                        .withProfile(profile.withBirthday(Birthday.solar(5, 2)))));
  }

  @Test
  default void required_E206_the_same_registration_in_other_spelling_is_the_same() {
    Salon salon = salon();
    ImmutableRegisterCustomer command =
        ImmutableRegisterCustomer.copyOf(newcomer("Ann", "13800138001")).withKey("k");
    Answer first = salon.desk().customers().register(command).orThrow();
    Answer again =
        salon.desk().customers().register(command.withPhones("+86 138-0013-8001")).orThrow();
    assertTrue(again.repeated());
    assertEquals(first.file().id(), again.file().id());
    ImmutableRegisterCustomer both =
        ImmutableRegisterCustomer.copyOf(newcomer("Bob", "13800138002"))
            .withKey("k2")
            .withProfile(
                CustomerProfile.builder()
                    .name("Bob")
                    .addConsents(Consent.to(ChannelKind.SMS), Consent.to(ChannelKind.WECHAT))
                    .build());
    salon.desk().customers().register(both).orThrow();
    assertTrue(
        salon
            .desk()
            .customers()
            .register(
                both.withProfile(
                    CustomerProfile.builder()
                        .name("Bob")
                        .addConsents(Consent.to(ChannelKind.WECHAT), Consent.to(ChannelKind.SMS))
                        .build()))
            .orThrow()
            .repeated(),
        "the order of consents says nothing");
  }

  @Test
  default void required_E207_the_first_answer_comes_whole_however_long_it_is() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    for (int day = 0; day < 130; day++) {
      salon.pays(ann, "D-" + day, "10.00");
      salon.passDays(1);
    }
    salon.passDays(365);
    Answer first = salon.pays(ann, "R-1", "10.00");
    assertEquals(
        260, first.entries().stream().filter(entry -> entry.kind() == EntryKind.ENDED).count());
    salon.pays(ann, "R-2", "10.00");
    Answer again = salon.pays(ann, "R-1", "10.00");
    assertTrue(again.repeated());
    assertSameLines(first, again);
  }

  @Test
  default void required_E208_a_refused_command_may_come_again_with_its_key() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    assertInstanceOf(Outcome.Refused.class, salon.redeems(ann, 10, "k"));
    salon.pays(ann, "R-1", "10.00");
    Answer answer = salon.redeems(ann, 10, "k").orThrow();
    assertFalse(answer.repeated());
    assertEquals(0, salon.points(ann));
  }

  @Test
  default void required_E209_of_eight_threads_with_one_command_one_carries_it_out() {
    assumeThreads();
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    for (int round = 0; round < 5; round++) {
      String receipt = "R-" + round;
      List<Answer> answers = race(thread -> () -> salon.pays(ann, receipt, "10.00"));
      assertEquals(1, answers.stream().filter(answer -> !answer.repeated()).count());
      Set<List<LedgerEntry>> lines = new HashSet<>();
      answers.forEach(answer -> lines.add(answer.entries()));
      assertEquals(1, lines.size(), "all get the same lines");
    }
    assertEquals(50, salon.points(ann));
    assertEquals(5, salon.books(ann).visits().size());
    List<Answer> registered =
        race(
            thread ->
                () ->
                    salon
                        .desk()
                        .customers()
                        .register(
                            ImmutableRegisterCustomer.copyOf(newcomer("Bob", "13800138002"))
                                .withKey("k"))
                        .orThrow());
    assertEquals(1, registered.stream().map(answer -> answer.file().id()).distinct().count());
    assertEquals(1, registered.stream().filter(answer -> !answer.repeated()).count());
  }
}
