package io.regulars.testkit;

import static io.regulars.testkit.Expect.assertContains;
import static io.regulars.testkit.Expect.assertThrowsAndWritesNothing;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.OPENING;
import static io.regulars.testkit.Salon.adjustment;
import static io.regulars.testkit.Salon.newcomer;
import static io.regulars.testkit.Salon.redemption;
import static io.regulars.testkit.Salon.sale;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.customer.ImmutableUpdateCustomer;
import io.regulars.customer.RegisterCustomer;
import io.regulars.customer.UpdateCustomer;
import io.regulars.engine.Answer;
import io.regulars.spi.Actor;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ImmutableMerchant;
import io.regulars.spi.Merchant;
import io.regulars.spi.MerchantId;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.PhoneNumber;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.VisitId;
import io.regulars.spi.customer.Birthday;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.Gender;
import io.regulars.spi.customer.ImmutableCustomerProfile;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.lifecycle.Stage;
import io.regulars.spi.storage.CustomerCriteria;
import io.regulars.visit.TakeBackVisit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** E6xx: who may do what, how a profile is changed, and by what a customer is found. */
interface DeskRules extends CrmRules {

  @Test
  default void required_E601_who_may_not_is_told_who_may_and_nothing_is_written() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId visit = salon.pays(ann, "R-0", "100.00").visit().orElseThrow().id();
    assertAllowed(
        salon,
        EnumSet.complementOf(EnumSet.of(Role.THERAPIST)),
        desk -> desk.points().redeem(redemption(ann, 1, "k")).orThrow());
    assertAllowed(
        salon,
        EnumSet.of(Role.STORE_MANAGER, Role.HEAD_OFFICE, Role.SYSTEM),
        desk -> desk.points().adjust(adjustment(ann, 1, "k")).orThrow());
    assertAllowed(
        salon,
        EnumSet.of(Role.RECEPTIONIST, Role.STORE_MANAGER, Role.HEAD_OFFICE, Role.SYSTEM),
        desk -> desk.visits().takeBack(TakeBackVisit.refund(visit, "why")).orThrow());
    assertAllowed(
        salon,
        EnumSet.allOf(Role.class),
        desk -> desk.visits().record(sale(ann, "R-1", "10.00")).orThrow());
    assertAllowed(
        salon,
        EnumSet.allOf(Role.class),
        desk -> assertTrue(desk.customers().find(ann).isPresent()));
  }

  private static void assertAllowed(Salon salon, Set<Role> allowed, Consumer<Desk> command) {
    for (Role role : Role.values()) {
      Desk desk = Salon.desk(salon.crm(), role);
      if (allowed.contains(role)) {
        command.accept(desk);
      } else {
        Dump before = salon.dump();
        NotAllowedException e = assertThrows(NotAllowedException.class, () -> command.accept(desk));
        before.assertUnchanged(salon.storage(), LOTUS);
        assertContains(String.valueOf(e.getMessage()), role + " may not");
        allowed.forEach(may -> assertContains(String.valueOf(e.getMessage()), may.name()));
      }
    }
  }

  @Test
  default void required_E602_every_line_names_who_did_it() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Actor lin = Actor.staff(LOTUS, StaffId.of("lin"), Role.THERAPIST);
    Answer answer = salon.crm().desk(lin).visits().record(sale(ann, "R-1", "1000.00")).orThrow();
    assertEquals(lin, answer.visit().orElseThrow().actor());
    answer.entries().forEach(entry -> assertEquals(lin, entry.actor()));
    answer.events().forEach(event -> assertEquals(lin, event.actor()));
    salon.passDays(15);
    salon.crm().runDue();
    List<FileEvent> events = salon.books(ann).events();
    assertEquals(Actor.system(LOTUS), events.get(events.size() - 1).actor(), "time has no hands");
  }

  @Test
  default void required_E603_a_change_of_profile_names_attributes_and_never_values() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerProfile changed =
        CustomerProfile.builder()
            .name("Annabel")
            .birthday(Birthday.solar(1990, 5, 1))
            .address("Nanjing Road 1")
            .occupation("pilot")
            .gender(Gender.FEMALE)
            .creditNote("owes a favour")
            .build();
    Answer answer =
        salon
            .desk()
            .customers()
            .update(
                UpdateCustomer.builder()
                    .customer(ann)
                    .profile(changed)
                    .addPhones("13900139001")
                    .build())
            .orThrow();
    FileEvent event = answer.events().get(0);
    assertEquals(EventKind.PROFILE_CHANGED, event.kind());
    assertEquals(
        List.of("name, phones, gender, birthday, occupation, address, creditNote, consents"),
        event.explanation().figures());
    List<String> personal = List.of("Annabel", "1990", "Nanjing", "pilot", "13900139001", "favour");
    personal.forEach(
        value -> assertFalse(event.toString().contains(value), () -> value + ": " + event));
    assertEquals("Annabel", salon.books(ann).file().profile().name());
  }

  @Test
  default void required_E604_the_same_profile_again_changes_nothing() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Dump before = salon.dump();
    CustomerFile file = salon.desk().customers().find(ann).orElseThrow();
    Answer answer =
        salon
            .desk()
            .customers()
            .update(UpdateCustomer.builder().customer(ann).profile(file.profile()).build())
            .orThrow();
    assertEquals(List.of(), answer.events());
    before.assertUnchanged(storage(), LOTUS);
  }

  @Test
  default void required_E605_an_edit_of_a_profile_changed_meanwhile_is_a_conflict() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.passDays(20);
    CustomerProfile read = salon.desk().customers().find(ann).orElseThrow().profile();
    ImmutableUpdateCustomer mine = edit(ann, read, profile -> profile.withName("Anna"));
    ImmutableUpdateCustomer yours = edit(ann, read, profile -> profile.withRegion("Pudong"));
    salon.pays(ann, "R-1", "10.00");
    salon.passDays(20);
    salon.desk().customers().update(mine).orThrow();
    ConflictException e =
        assertThrowsAndWritesNothing(
            salon, ConflictException.class, desk -> desk.customers().update(yours));
    assertContains(String.valueOf(e.getMessage()), ann.toString(), "read it again");
    salon.desk().customers().update(yours.withBasedOn(salon.books(ann).file().profile())).orThrow();
    assertEquals(Optional.of("Pudong"), salon.books(ann).file().profile().region());
  }

  private static ImmutableUpdateCustomer edit(
      CustomerId customer, CustomerProfile read, UnaryOperator<ImmutableCustomerProfile> change) {
    return ImmutableUpdateCustomer.copyOf(
        UpdateCustomer.builder()
            .customer(customer)
            .profile(change.apply(ImmutableCustomerProfile.copyOf(read)))
            .basedOn(read)
            .build());
  }

  @Test
  default void required_E606_a_phone_moves_to_who_takes_it_after_it_was_given_up() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerProfile without =
        ImmutableCustomerProfile.copyOf(salon.books(ann).file().profile()).withPhones();
    salon
        .desk()
        .customers()
        .update(UpdateCustomer.builder().customer(ann).profile(without).build())
        .orThrow();
    assertEquals(Optional.empty(), salon.desk().customers().findByPhone("13800138001"));
    CustomerId bob = salon.member("Bob", "13800138001");
    assertEquals(
        Optional.of(bob),
        salon.desk().customers().findByPhone("13800138001").map(CustomerFile::id));
    assertEquals(List.of(), salon.desk().customers().find(ann).orElseThrow().profile().phones());
  }

  @Test
  default void required_E607_a_phone_finds_one_customer_however_it_is_spelled() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "138-0013-8001");
    assertEquals(
        List.of(PhoneNumber.of("+8613800138001")), salon.books(ann).file().profile().phones());
    for (String spelling :
        List.of(
            "13800138001",
            "138 0013 8001",
            "138-0013-8001",
            "(138) 0013 8001",
            "+8613800138001",
            "+86 138 0013 8001",
            "008613800138001",
            "0086-138-0013-8001",
            "１３８００１３８００１",
            "＋８６　１３８－００１３－８００１",
            "  13800138001 ")) {
      assertEquals(
          Optional.of(ann),
          salon.desk().customers().findByPhone(spelling).map(CustomerFile::id),
          spelling);
      assertTrue(
          salon.desk().customers().register(newcomer("Bob", spelling)).refusal().isPresent(),
          spelling);
    }
    for (String nonsense : List.of("", "?", "1380013800", "x".repeat(500))) {
      assertEquals(Optional.empty(), salon.desk().customers().findByPhone(nonsense));
    }
  }

  @Test
  default void required_E608_no_merchant_sees_anothers_customers() {
    Salon salon = salon();
    Merchant other = ImmutableMerchant.copyOf(Salon.merchant()).withId(MerchantId.of("other"));
    Crm crm =
        Crm.builder()
            .storage(storage())
            .merchant(Salon.merchant(), Salon.program())
            .merchant(other, Salon.program())
            .clock(salon.clock())
            .build();
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId visit = salon.pays(ann, "R-1", "10.00").visit().orElseThrow().id();
    Desk stranger = crm.desk(Actor.system(other.id()));
    assertEquals(Optional.empty(), stranger.customers().find(ann));
    assertEquals(Optional.empty(), stranger.customers().findByPhone("13800138001"));
    assertEquals(Optional.empty(), stranger.visits().find(visit));
    assertEquals(Optional.empty(), stranger.visits().findByReceipt(Salon.SHOP, "R-1"));
    assertThrows(
        NotFoundException.class, () -> stranger.visits().record(sale(ann, "R-2", "10.00")));
    assertThrows(
        NotFoundException.class,
        () -> stranger.visits().takeBack(TakeBackVisit.refund(visit, "why")));
    CustomerId twin =
        stranger
            .customers()
            .register(RegisterCustomer.of("Ann", "13800138001"))
            .orThrow()
            .file()
            .id();
    stranger.visits().record(sale(twin, "R-1", "99.00")).orThrow();
    assertEquals(10, salon.points(ann));
  }

  @Test
  default void required_E609_a_search_shows_files_as_of_now() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-1", "10.00");
    salon.passDays(16);
    try (Stream<CustomerFile> files =
        salon.desk().customers().search(CustomerCriteria.builder().addStages(Stage.NEW).build())) {
      assertEquals(List.of(Stage.ACTIVE), files.map(file -> file.stage().stage()).toList());
    }
    salon.crm().runDue();
    try (Stream<CustomerFile> files =
        salon
            .desk()
            .customers()
            .search(CustomerCriteria.builder().addStages(Stage.ACTIVE).build())) {
      assertEquals(List.of(ann), files.map(CustomerFile::id).toList());
    }
  }

  @Test
  default void required_E610_a_customer_known_from_before_joins_then() {
    Salon salon = salon();
    RegisterCustomer command =
        RegisterCustomer.builder()
            .profile(CustomerProfile.builder().name("Ann").language(Locale.ENGLISH).build())
            .joinedAt(OPENING.minusSeconds(86_400))
            .build();
    CustomerFile file = salon.desk().customers().register(command).orThrow().file();
    assertEquals(OPENING.minusSeconds(86_400), file.joinedAt());
    salon
        .desk()
        .visits()
        .record(sale(file.id(), "R-1", "10.00").withOccurredAt(file.joinedAt()))
        .orThrow();
    assertEquals(
        Optional.of(file.joinedAt()), salon.books(file.id()).file().stage().firstVisitAt());
  }
}
