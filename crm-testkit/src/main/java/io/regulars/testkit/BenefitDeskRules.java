package io.regulars.testkit;

import static io.regulars.testkit.Attempts.race;
import static io.regulars.testkit.Expect.assertContains;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static io.regulars.testkit.Till.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.benefit.Benefit;
import io.regulars.benefit.BenefitPlan;
import io.regulars.benefit.BenefitStanding;
import io.regulars.benefit.Every;
import io.regulars.benefit.ImmutableUseBenefit;
import io.regulars.benefit.UseBenefit;
import io.regulars.customer.UpdateCustomer;
import io.regulars.engine.Answer;
import io.regulars.engine.Program;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.VisitId;
import io.regulars.spi.customer.Birthday;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.visit.ReturnItems;
import io.regulars.visit.TakeBackVisit;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** E851 to E859: benefits of tiers are used, counted, and given back. */
interface BenefitDeskRules extends CrmRules {

  private static UseBenefit use(CustomerId customer, String benefit, String key) {
    return UseBenefit.builder().customer(customer).benefit(benefit).key(key).build();
  }

  private static VisitId visit(Club club, CustomerId customer, String receipt, String paid) {
    return record(club.desk(), sale(customer, receipt, paid));
  }

  private static long left(Club club, CustomerId customer, String benefit) {
    return standing(club, customer, benefit).left();
  }

  private static BenefitStanding standing(Club club, CustomerId customer, String benefit) {
    return club.desk().benefits().of(customer).stream()
        .filter(standing -> standing.benefit().code().equals(benefit))
        .findFirst()
        .orElseThrow();
  }

  @Test
  default void required_E851_a_quota_is_granted_at_its_first_use_and_anew_each_period() {
    Salon salon = salon();
    Club club = new Club(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    visit(club, ann, "R-1", "3000.00");
    Answer first = club.desk().benefits().use(use(ann, "image-design", "U-1")).orThrow();
    AccountKind quota = AccountKind.quota("image-design");
    assertEquals(2, first.sum(quota, EntryKind.GRANTED));
    assertEquals(-1, first.sum(quota, EntryKind.SPENT));
    assertEquals(1, left(club, ann, "image-design"));
    club.desk().benefits().use(use(ann, "image-design", "U-2")).orThrow();
    for (int days : List.of(0, 200)) {
      salon.passDays(days);
      club.assertRefused(
          Reason.BENEFIT_USED_UP,
          desk -> desk.benefits().use(use(ann, "image-design", "U-3")),
          "image-design",
          "2",
          "2027-01-01");
    }
    salon.clock().set(Instant.parse("2026-12-31T16:00:00Z"));
    assertEquals(2, left(club, ann, "image-design"), "a new year in Shanghai");
    club.desk().benefits().use(use(ann, "image-design", "U-3")).orThrow();
    club.assertInOrder(ann);
  }

  @Test
  default void required_E852_who_does_not_hold_it_is_told_who_does() {
    Salon salon = salon();
    Club club = new Club(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    club.assertRefused(
        Reason.BENEFIT_NOT_HELD,
        desk -> desk.benefits().use(use(ann, "birthday-gift", "U-1")),
        "birthday-gift",
        "none",
        "silver, gold");
    NotFoundException e =
        assertThrows(
            NotFoundException.class, () -> club.desk().benefits().use(use(ann, "steward", "U")));
    assertContains(String.valueOf(e.getMessage()), "steward", "image-design", "birthday-gift");
    VisitId visit = visit(club, ann, "R-1", "3000.00");
    club.desk().benefits().use(use(ann, "image-design", "U-1")).orThrow();
    club.desk().visits().takeBack(TakeBackVisit.voiding(visit, "typo")).orThrow();
    club.assertRefused(
        Reason.BENEFIT_NOT_HELD,
        desk -> desk.benefits().use(use(ann, "image-design", "U-2")),
        "image-design",
        "none",
        "gold");
    assertEquals(0, left(club, ann, "image-design"));
    visit(club, ann, "R-2", "3000.00");
    assertEquals(1, left(club, ann, "image-design"), "used once this year already");
  }

  @Test
  default void required_E853_a_birthday_gift_is_for_the_month_of_the_birthday() {
    Salon salon = salon();
    Club club = new Club(salon);
    CustomerId ann = salon.born("Ann", Birthday.solar(5, 31));
    CustomerId mei = salon.born("Mei", Birthday.lunar(8, 15));
    CustomerId bob = salon.member("Bob", "13800138001");
    for (CustomerId customer : List.of(ann, mei, bob)) {
      visit(club, customer, "R-" + customer, "1000.00");
    }
    club.assertRefused(
        Reason.BIRTHDAY_UNKNOWN,
        desk -> desk.benefits().use(use(bob, "birthday-gift", "U")),
        "birthday-gift");
    club.assertRefused(
        Reason.BENEFIT_NOT_NOW,
        desk -> desk.benefits().use(use(ann, "birthday-gift", "U")),
        "birthday-gift",
        "2026-05-01");
    club.assertRefused(
        Reason.BENEFIT_NOT_NOW,
        desk -> desk.benefits().use(use(mei, "birthday-gift", "U")),
        "birthday-gift",
        "2026-09-11");
    salon.clock().set(Instant.parse("2026-05-31T15:59:59Z"));
    assertEquals(
        List.of(1L, Optional.of(LocalDate.parse("2026-06-01"))),
        List.of(left(club, ann, "birthday-gift"), standing(club, ann, "birthday-gift").until()));
    club.desk().benefits().use(use(ann, "birthday-gift", "A-1")).orThrow();
    club.assertRefused(
        Reason.BENEFIT_USED_UP,
        desk -> desk.benefits().use(use(ann, "birthday-gift", "A-2")),
        "birthday-gift",
        "1",
        "2027-05-01");
    salon.clock().set(Instant.parse("2026-09-24T16:00:00Z"));
    club.desk().benefits().use(use(mei, "birthday-gift", "M-1")).orThrow();
    assertEquals(
        Optional.of(LocalDate.parse("2026-10-10")),
        standing(club, mei, "birthday-gift").until(),
        "the lunar month has 29 days");
    club.assertInOrder(mei);
  }

  @Test
  default void required_E854_a_visit_taken_back_whole_gives_its_uses_back() {
    Salon salon = salon();
    Club club = new Club(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    visit(club, ann, "R-1", "6000.00");
    VisitId visit = visit(club, ann, "R-2", "100.00");
    ImmutableUseBenefit.Builder on =
        UseBenefit.builder().customer(ann).benefit("image-design").visit(visit);
    club.desk().benefits().use(on.key("U-1").build()).orThrow();
    club.desk().benefits().use(on.key("U-2").build()).orThrow();
    assertEquals(0, left(club, ann, "image-design"));
    ReturnItems half =
        ReturnItems.builder()
            .visit(visit)
            .receipt("B-1")
            .reason("allergy")
            .addLines(ReturnItems.Item.money(1, yuan("50.00")))
            .build();
    club.desk().visits().returnItems(half).orThrow();
    assertEquals(0, left(club, ann, "image-design"), "the rest of the visit stands");
    club.desk().benefits().giveBack("U-1").orThrow();
    assertEquals(1, left(club, ann, "image-design"));
    club.desk().visits().takeBack(TakeBackVisit.refund(visit, "allergy")).orThrow();
    assertEquals(2, left(club, ann, "image-design"), "each use comes back once");
    club.assertRefused(Reason.BENEFIT_GIVEN_BACK, desk -> desk.benefits().giveBack("U-2"), "U-2");
    club.assertRefused(
        Reason.VISIT_ALREADY_TAKEN_BACK,
        desk -> desk.benefits().use(on.key("U-3").build()),
        visit.toString(),
        "REFUNDED");
    club.assertInOrder(ann);
  }

  @Test
  default void required_E855_a_use_given_back_may_be_used_again() {
    Salon salon = salon();
    Club club = new Club(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    visit(club, ann, "R-1", "3000.00");
    club.desk().benefits().use(use(ann, "image-design", "U-1")).orThrow();
    club.desk().benefits().use(use(ann, "image-design", "U-2")).orThrow();
    club.desk().benefits().giveBack("U-1").orThrow();
    assertTrue(club.desk().benefits().giveBack("U-1").orThrow().repeated());
    assertEquals(1, left(club, ann, "image-design"));
    club.desk().benefits().use(use(ann, "image-design", "U-3")).orThrow();
    assertEquals(0, left(club, ann, "image-design"));
    salon.passDays(350);
    Answer late = club.desk().benefits().giveBack("U-2").orThrow();
    AccountKind quota = AccountKind.quota("image-design");
    assertEquals(1, late.sum(quota, EntryKind.RESTORED));
    assertEquals(-1, late.sum(quota, EntryKind.ENDED), "its year is over");
    assertThrows(NotFoundException.class, () -> club.desk().benefits().giveBack("U-9"));
    club.assertInOrder(ann);
  }

  @Test
  default void required_E856_a_use_counts_once_and_many_threads_use_one_quota() {
    assumeThreads();
    Salon salon = salon();
    Club club = new Club(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    visit(club, ann, "R-1", "3000.00");
    club.desk().benefits().use(use(ann, "facial", "U-1")).orThrow();
    assertTrue(club.desk().benefits().use(use(ann, "facial", "U-1")).orThrow().repeated());
    assertThrows(
        ConflictException.class, () -> club.desk().benefits().use(use(ann, "image-design", "U-1")));
    Crm crm = club.builder().retryPolicy(ContentionRules.PATIENT).build();
    List<Integer> used =
        race(
            thread ->
                () ->
                    Salon.desk(crm, Role.RECEPTIONIST)
                            .benefits()
                            .use(use(ann, "image-design", "T-" + thread))
                            .refusal()
                            .isPresent()
                        ? 0
                        : 1);
    assertEquals(2, used.stream().mapToInt(Integer::intValue).sum());
    club.assertInOrder(ann);
  }

  @Test
  default void required_E857_a_list_tells_what_is_left_and_writes_nothing() {
    Salon salon = salon();
    Club club = new Club(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    visit(club, ann, "R-1", "1000.00");
    Dump before = salon.dump();
    List<BenefitStanding> standings = club.desk().benefits().of(ann);
    before.assertUnchanged(salon.storage(), Salon.LOTUS);
    assertEquals(
        List.of("image-design false 0", "birthday-gift true 0", "facial true 1"),
        standings.stream()
            .map(one -> one.benefit().code() + " " + one.held() + " " + one.left())
            .toList());
    assertEquals(Optional.empty(), standings.get(1).next(), "no birthday on file");
    assertEquals(Optional.of(LocalDate.parse("2027-03-01")), standings.get(2).next());
    assertEquals(List.of(), salon.desk().benefits().of(ann), "a program without benefits");
  }

  @Test
  default void required_E858_an_anniversary_of_29_february_is_28_february_in_common_years() {
    Salon salon = salon();
    Club club = new Club(salon);
    salon.clock().set(Instant.parse("2028-02-29T02:00:00Z"));
    CustomerId ann = salon.member("Ann", "13800138001");
    club.desk().benefits().use(use(ann, "facial", "U-1")).orThrow();
    salon.clock().set(Instant.parse("2029-02-27T15:59:59Z"));
    club.assertRefused(
        Reason.BENEFIT_USED_UP,
        desk -> desk.benefits().use(use(ann, "facial", "U-2")),
        "facial",
        "1",
        "2029-02-28");
    salon.clock().set(Instant.parse("2029-02-27T16:00:00Z"));
    club.desk().benefits().use(use(ann, "facial", "U-2")).orThrow();
    salon.clock().set(Instant.parse("2032-02-28T15:59:59Z"));
    assertEquals(Optional.of(LocalDate.parse("2032-02-29")), standing(club, ann, "facial").until());
  }

  @Test
  default void required_E859_benefits_that_contradict_themselves_are_refused() {
    assertThrows(InvalidProgramException.class, () -> Benefit.of("gift", 0, Every.YEAR, "gold"));
    assertThrows(InvalidProgramException.class, () -> Benefit.of("gift", 1, Every.YEAR));
    assertThrows(InvalidProgramException.class, () -> Benefit.of(" ", 1, Every.YEAR, "gold"));
    Benefit gift = Benefit.of("gift", 1, Every.YEAR, "platinum");
    assertThrows(
        InvalidProgramException.class, () -> BenefitPlan.builder().addBenefits(gift, gift).build());
    Program unknownTier =
        Program.of("1", Salon.tiers().build(), BenefitPlan.builder().addBenefits(gift).build());
    InvalidProgramException e =
        assertThrows(
            InvalidProgramException.class,
            () -> Crm.builder().storage(storage()).merchant(Salon.merchant(), unknownTier));
    assertContains(String.valueOf(e.getMessage()), "gift", "platinum");
    Salon salon = salon();
    Club club = new Club(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    club.desk(Role.THERAPIST).benefits().use(use(ann, "facial", "U-1")).orThrow();
    assertThrows(
        NotAllowedException.class, () -> club.desk(Role.THERAPIST).benefits().giveBack("U-1"));
  }

  @Test
  default void required_E1400_a_raised_quota_is_granted_once_whatever_comes_back() {
    Salon salon = salon();
    Desk two = yearly(salon, 2);
    Desk three = yearly(salon, 3);
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId visit = record(two, sale(ann, "R-1", "100.00"));
    ImmutableUseBenefit.Builder on =
        UseBenefit.builder().customer(ann).benefit("steam").visit(visit);
    two.benefits().use(on.key("U-1").build()).orThrow();
    two.benefits().use(on.key("U-2").build()).orThrow();
    assertEquals(1, three.benefits().of(ann).get(0).left());
    three.benefits().use(use(ann, "steam", "U-3")).orThrow();
    assertEquals(0, three.benefits().of(ann).get(0).left());
    three.visits().takeBack(TakeBackVisit.refund(visit, "allergy")).orThrow();
    assertEquals(2, three.benefits().of(ann).get(0).left(), "the two uses of the visit");
    three.benefits().use(use(ann, "steam", "U-4")).orThrow();
    three.benefits().use(use(ann, "steam", "U-5")).orThrow();
    assertEquals(
        Reason.BENEFIT_USED_UP,
        three.benefits().use(use(ann, "steam", "U-6")).refusal().orElseThrow().reason());
    salon.requireSound(ann);
  }

  private static Desk yearly(Salon salon, long uses) {
    Benefit steam = Benefit.of("steam", uses, Every.YEAR, "none");
    return salon.deskUnder(
        Salon.points().build(),
        Salon.tiers().build(),
        BenefitPlan.builder().addBenefits(steam).build());
  }

  @Test
  default void required_E1401_a_corrected_birthday_is_no_second_birthday() {
    Salon salon = salon();
    Club club = new Club(salon);
    CustomerId ann = salon.born("Ann", Birthday.solar(3, 8));
    visit(club, ann, "R-1", "1000.00");
    club.desk().benefits().use(use(ann, "birthday-gift", "G-1")).orThrow();
    born(club, ann, Birthday.solar(5, 8), "B-1");
    salon.clock().set(Instant.parse("2026-05-08T02:00:00Z"));
    club.assertRefused(
        Reason.BENEFIT_USED_UP,
        desk -> desk.benefits().use(use(ann, "birthday-gift", "G-2")),
        "birthday-gift",
        "1",
        "2027-05-01");
    born(club, ann, Birthday.lunar(2, 1), "B-2");
    visit(club, ann, "R-2", "1000.00");
    salon.clock().set(Instant.parse("2027-03-08T02:00:00Z"));
    club.desk().benefits().use(use(ann, "birthday-gift", "G-3")).orThrow();
    salon.requireSound(ann);
  }

  private static void born(Club club, CustomerId customer, Birthday birthday, String key) {
    CustomerProfile profile = CustomerProfile.builder().name("Ann").birthday(birthday).build();
    club.desk()
        .customers()
        .update(UpdateCustomer.builder().customer(customer).profile(profile).build())
        .orThrow();
  }

  @Test
  default void required_E1402_a_birthday_is_a_day_of_either_calendar() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            Salon.tiers().build(),
            BenefitPlan.builder()
                .addBenefits(Benefit.of("gift", 1, Every.BIRTHDAY, "none"))
                .build());
    Birthday leapMonth = new Birthday(Birthday.Calendar.LUNAR, OptionalInt.empty(), 5, 1, true);
    assertEquals("2027-02-28", nextBirthday(salon, desk, Birthday.solar(2, 29)));
    assertEquals("2026-09-25", nextBirthday(salon, desk, Birthday.lunar(8, 15)));
    assertEquals("2027-02-05", nextBirthday(salon, desk, Birthday.lunar(12, 30)), "29 days");
    assertEquals("2026-06-15", nextBirthday(salon, desk, leapMonth), "a year without it");
    salon.clock().set(Instant.parse("2028-01-01T00:00:00Z"));
    assertEquals("2028-02-29", nextBirthday(salon, desk, Birthday.solar(2, 29)));
    assertEquals("2028-05-24", nextBirthday(salon, desk, Birthday.lunar(5, 1)));
    assertEquals("2028-06-23", nextBirthday(salon, desk, leapMonth));
    CustomerId ann = salon.born("Ann", leapMonth);
    salon.clock().set(Instant.parse("2028-06-23T15:59:59.999999Z"));
    desk.benefits().use(use(ann, "gift", "G-1")).orThrow();
    salon.clock().set(Instant.parse("2028-06-23T16:00:00Z"));
    assertEquals(
        Reason.BENEFIT_NOT_NOW,
        desk.benefits().use(use(ann, "gift", "G-2")).refusal().orElseThrow().reason());
  }

  private static String nextBirthday(Salon salon, Desk desk, Birthday birthday) {
    CustomerId customer = salon.born("Ann", birthday);
    return desk.benefits().of(customer).get(0).next().orElseThrow().toString();
  }
}
