package io.regulars.testkit;

import static io.regulars.testkit.Attempts.race;
import static io.regulars.testkit.Expect.assertContains;
import static io.regulars.testkit.Expect.assertInvalid;
import static io.regulars.testkit.Expect.assertRefused;
import static io.regulars.testkit.Expect.assertThrowsAndWritesNothing;
import static io.regulars.testkit.Salon.OPENING;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.course.CancelBooking;
import io.regulars.course.CourseCard;
import io.regulars.course.CoursePlan;
import io.regulars.course.CourseTerms;
import io.regulars.course.EndBooking;
import io.regulars.course.ExtendCard;
import io.regulars.course.FreezeCard;
import io.regulars.course.ImmutableExtendCard;
import io.regulars.course.ImmutableFreezeCard;
import io.regulars.course.ImmutableReserveSession;
import io.regulars.course.ImmutableSellCard;
import io.regulars.course.RefundCard;
import io.regulars.course.ReserveSession;
import io.regulars.course.SellCard;
import io.regulars.course.ThawCard;
import io.regulars.course.TransferCard;
import io.regulars.customer.UpdateCustomer;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.engine.Program;
import io.regulars.ledger.LotTerm;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.VisitId;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.FamilyLink;
import io.regulars.spi.file.TimelineEntry;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.ImmutableRecordVisit;
import io.regulars.visit.ReturnItems;
import io.regulars.visit.TakeBackVisit;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** E8xx: course cards, from their sale to the last session, and everything that comes between. */
interface CardRules extends CrmRules {

  /** What the cards of these rules are for. */
  AccountKind MASSAGE = AccountKind.course("massage");

  /** The sale of a card of massages at OPENING ends here: a year and up to the next midnight. */
  Instant YEAR_LATER = Instant.parse("2027-03-01T16:00:00Z");

  private static ImmutableSellCard card(CustomerId ann, String card, long sessions, String price) {
    return ImmutableSellCard.builder()
        .customer(ann)
        .item("massage")
        .card(card)
        .sessions(sessions)
        .price(yuan(price))
        .key("sell-" + card)
        .build();
  }

  private static Answer sells(Salon salon, SellCard command) {
    return salon.desk().courses().sell(command).orThrow();
  }

  private static ImmutableReserveSession reservation(CustomerId ann, String booking) {
    return ImmutableReserveSession.builder()
        .customer(ann)
        .item("massage")
        .booking(booking)
        .key("reserve-" + booking)
        .build();
  }

  private static Answer reserves(Salon salon, ReserveSession command) {
    return salon.desk().courses().reserve(command).orThrow();
  }

  private static EndBooking ending(CustomerId ann, String booking, String key) {
    return EndBooking.builder().customer(ann).booking(booking).key(key).build();
  }

  private static CancelBooking cancelling(
      CustomerId ann, String booking, Instant appointment, String key) {
    return CancelBooking.builder()
        .customer(ann)
        .booking(booking)
        .appointment(appointment)
        .key(key)
        .build();
  }

  private static ImmutableFreezeCard freezing(CustomerId ann, String card, String key) {
    return ImmutableFreezeCard.builder()
        .customer(ann)
        .item("massage")
        .card(card)
        .reason("away")
        .key(key)
        .build();
  }

  private static ThawCard thawing(CustomerId ann, String card, String key) {
    return ThawCard.builder().customer(ann).item("massage").card(card).key(key).build();
  }

  private static ImmutableExtendCard extending(CustomerId ann, String card, String key) {
    return ImmutableExtendCard.builder()
        .customer(ann)
        .item("massage")
        .card(card)
        .reason("renovation")
        .key(key)
        .build();
  }

  private static TransferCard handing(CustomerId ann, CustomerId to, String card, String key) {
    return TransferCard.builder()
        .customer(ann)
        .item("massage")
        .card(card)
        .to(to)
        .reason("a gift")
        .key(key)
        .build();
  }

  private static RefundCard refunding(
      CustomerId ann, String card, Optional<Long> sessions, String key) {
    return RefundCard.builder()
        .customer(ann)
        .item("massage")
        .card(card)
        .sessions(sessions)
        .reason("moving away")
        .key(key)
        .build();
  }

  /** A massage of 100 yuan, paid by a session. */
  private static ImmutableRecordVisit session(CustomerId ann, String receipt) {
    return sale(ann, receipt, "100.00").withPayments(Payment.course(1, 1, yuan("100.00")));
  }

  private static ImmutableRecordVisit session(CustomerId ann, String receipt, String ref) {
    return session(ann, receipt).withPayments(Payment.course(1, 1, yuan("100.00")).with(ref));
  }

  private static VisitId comes(Salon salon, ImmutableRecordVisit visit) {
    return salon.desk().visits().record(visit).orThrow().visit().orElseThrow().id();
  }

  private static List<CourseCard> cards(Salon salon, CustomerId ann) {
    return salon.desk().courses().cards(ann);
  }

  /** Left, reserved, frozen of the one card of this number. */
  private static List<Long> state(Salon salon, CustomerId ann, String number) {
    return cards(salon, ann).stream()
        .filter(card -> card.card().equals(Optional.of(number)))
        .map(card -> List.of(card.left(), card.reserved(), card.frozen()))
        .reduce(
            (one, other) -> {
              throw new AssertionError("two cards " + number);
            })
        .orElse(List.of());
  }

  private static void requireBooks(Salon salon, CustomerId... customers) {
    for (CustomerId customer : customers) {
      Books books = salon.books(customer);
      books.requireConserved();
      books.requireRunningBalances();
      books.requireLotsExplained();
      books.requireLinesNumbered();
    }
  }

  private static Crm with(Salon salon, CourseTerms terms) {
    return Crm.builder()
        .storage(salon.storage())
        .merchant(
            Salon.merchant(),
            Program.of("2026-2", CoursePlan.builder().putServices("massage", terms).build()))
        .clock(salon.clock())
        .build();
  }

  private static void links(Salon salon, CustomerId owner, CustomerId relative) {
    salon
        .desk()
        .customers()
        .update(
            UpdateCustomer.builder()
                .customer(owner)
                .profile(
                    CustomerProfile.builder()
                        .name("Owner")
                        .addFamily(new FamilyLink("daughter", relative))
                        .build())
                .build())
        .orThrow();
  }

  /** Everything that can happen to cards, on Ann's file; Bea is of her family. */
  static void richCards(Salon salon, CustomerId ann, CustomerId bea) {
    Desk desk = salon.desk();
    links(salon, ann, bea);
    links(salon, bea, ann);
    sells(salon, card(ann, "M-1", 9, "900.00"));
    sells(salon, card(ann, "M-2", 1, "100.00"));
    sells(salon, card(bea, "M-3", 2, "200.00"));
    desk.courses().freeze(freezing(ann, "M-1", "f")).orThrow();
    salon.pass(Duration.ofHours(1));
    desk.courses().thaw(thawing(ann, "M-1", "t")).orThrow();
    desk.courses().extend(extending(ann, "M-1", "x").withBy(Period.ofMonths(1))).orThrow();
    Instant soon = salon.clock().instant().plus(Duration.ofHours(1));
    for (String booking : List.of("B-1", "B-2", "B-3", "B-4", "B-5")) {
      reserves(salon, reservation(ann, booking).withCard("M-1").withUntil(soon));
    }
    desk.courses().release(ending(ann, "B-1", "e-1")).orThrow();
    desk.courses().cancel(cancelling(ann, "B-2", soon, "e-2")).orThrow();
    desk.courses().cancel(cancelling(ann, "B-3", soon.plus(Duration.ofDays(2)), "e-3")).orThrow();
    desk.courses().noShow(ending(ann, "B-4", "e-4")).orThrow();
    salon.pass(Duration.ofHours(2));
    VisitId own = comes(salon, session(ann, "S-1"));
    desk.visits().takeBack(TakeBackVisit.refund(own, "allergy")).orThrow();
    comes(salon, session(ann, "S-2").withCardOwner(bea));
    comes(salon, session(bea, "S-3").withCardOwner(ann));
    desk.courses().refund(refunding(ann, "M-1", Optional.of(1L), "r")).orThrow();
    desk.courses().transfer(handing(bea, ann, "M-3", "h-1")).orThrow();
    desk.courses().transfer(handing(ann, bea, "M-1", "h-2")).orThrow();
  }

  @Test
  default void required_E801_a_card_is_sold_at_a_price_per_session_the_last_absorbs_the_rest() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Answer sold = sells(salon, card(ann, "M-1", 3, "1000.00"));
    LedgerEntry entry = sold.entries().get(0);
    assertEquals(EntryKind.BOUGHT, entry.kind());
    assertEquals(3, entry.amount());
    assertEquals(100_000, entry.grant().orElseThrow().worth());
    assertEquals("P1Y/DAY", entry.grant().orElseThrow().term());
    assertEquals(
        List.of("M-1", "3", "massage", "CNY 1000.00", "CNY 333.33", "CNY 333.34"),
        entry.explanation().figures());
    sells(salon, card(ann, "M-2", 1, "0.00").withTerm(LotTerm.UNLIMITED));
    assertEquals(EntryKind.GRANTED, salon.books(ann).entries().get(1).kind(), "given");
    assertEquals(
        List.of(
            new CourseCard(
                "massage",
                Optional.of("M-1"),
                3,
                3,
                0,
                0,
                yuan("333.33"),
                OPENING,
                Optional.of(YEAR_LATER),
                Optional.empty()),
            new CourseCard(
                "massage",
                Optional.of("M-2"),
                1,
                1,
                0,
                0,
                yuan("0.00"),
                OPENING,
                Optional.empty(),
                Optional.empty())),
        cards(salon, ann));
    requireBooks(salon, ann);
  }

  @Test
  default void required_E802_no_ended_or_used_up_card_blocks_a_new_one() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 10, "1000.00"));
    assertRefused(
        salon,
        Reason.REF_TAKEN,
        desk -> desk.courses().sell(card(ann, "M-1", 5, "500.00").withKey("again")),
        "course/massage",
        "M-1");
    salon.passDays(400);
    sells(salon, card(ann, "M-1", 1, "120.00").withKey("renewed"));
    assertEquals(List.of(1L, 0L, 0L), state(salon, ann, "M-1"), "the old one has ended");
    comes(salon, session(ann, "R-1", "M-1"));
    assertEquals(List.of(), cards(salon, ann), "used up, and closed");
    sells(salon, card(ann, "M-1", 2, "240.00").withKey("renewed again"));
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "M-1"));
    requireBooks(salon, ann);
  }

  @Test
  default void required_E803_the_card_ending_first_is_used_first_then_the_one_with_fewest_left() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "FOR-EVER", 1, "100.00").withTerm(LotTerm.UNLIMITED));
    sells(salon, card(ann, "MANY", 5, "500.00"));
    sells(salon, card(ann, "FEW", 2, "200.00"));
    sells(salon, card(ann, "SOON", 1, "100.00").withTerm(LotTerm.of(Period.ofDays(30))));
    for (int i = 0; i < 9; i++) {
      comes(salon, session(ann, "R-" + i));
    }
    List<String> taken =
        salon.books(ann).entries().stream()
            .filter(entry -> entry.kind() == EntryKind.SPENT)
            .map(entry -> entry.lotRef().orElseThrow())
            .toList();
    assertEquals(
        List.of("SOON", "FEW", "FEW", "MANY", "MANY", "MANY", "MANY", "MANY", "FOR-EVER"), taken);
    assertRefused(
        salon,
        Reason.NOT_ENOUGH,
        desk -> desk.visits().record(session(ann, "R-10")),
        "course/massage",
        "1",
        "0");
    requireBooks(salon, ann);
  }

  @Test
  default void required_E804_a_named_card_is_used_whatever_the_order() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "SOON", 2, "200.00").withTerm(LotTerm.of(Period.ofDays(30))));
    sells(salon, card(ann, "LATE", 2, "200.00"));
    comes(salon, session(ann, "R-1", "LATE"));
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "SOON"));
    assertEquals(List.of(1L, 0L, 0L), state(salon, ann, "LATE"));
    reserves(salon, reservation(ann, "B-1").withCard("LATE"));
    assertEquals(List.of(0L, 1L, 0L), state(salon, ann, "LATE"));
    assertRefused(
        salon,
        Reason.CARD_NOT_OPEN,
        desk -> desk.visits().record(session(ann, "R-2", "LOST")),
        "course/massage",
        "LOST");
    assertRefused(
        salon,
        Reason.CARD_NOT_OPEN,
        desk -> desk.courses().reserve(reservation(ann, "B-2").withCard("LOST")),
        "course/massage",
        "LOST");
    requireBooks(salon, ann);
  }

  @Test
  default void required_E805_a_session_pays_a_line_of_its_service_and_earns_nothing() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 2, "200.00"));
    Answer answer =
        salon
            .desk()
            .visits()
            .record(
                sale(ann, "R-1", "100.00")
                    .withLines(VisitLine.of("tea", yuan("7.00")), massage())
                    .withPayments(
                        Payment.of(PaymentKind.CASH, yuan("7.00")),
                        Payment.of(PaymentKind.COURSE, yuan("100.00")).forLine(2)))
            .orThrow();
    assertEquals(1, answer.visit().orElseThrow().payments().get(1).units(), "one unless told");
    assertEquals(-1, answer.sum(MASSAGE, EntryKind.SPENT));
    assertEquals(7, answer.sum(AccountKind.POINTS, EntryKind.EARNED));
    assertInvalid(
        salon,
        "payments[0].line",
        desk ->
            desk.visits()
                .record(
                    sale(ann, "R-2", "100.00")
                        .withPayments(Payment.of(PaymentKind.COURSE, yuan("100.00")))),
        "1");
    assertRefused(
        salon,
        Reason.NOT_ENOUGH,
        desk ->
            desk.visits()
                .record(
                    sale(ann, "R-3", "7.00")
                        .withLines(VisitLine.of("tea", yuan("7.00")))
                        .withPayments(Payment.course(1, 1, yuan("7.00")))),
        "course/tea",
        "1",
        "0");
    requireBooks(salon, ann);
  }

  private static VisitLine massage() {
    return VisitLine.of("massage", yuan("100.00"));
  }

  @Test
  default void required_E806_what_is_reserved_waits_for_its_booking_and_the_rest_comes_back() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 3, "300.00"));
    reserves(salon, reservation(ann, "B-1").withSessions(3));
    assertEquals(List.of(0L, 3L, 0L), state(salon, ann, "M-1"));
    assertRefused(
        salon,
        Reason.NOT_ENOUGH,
        desk -> desk.visits().record(session(ann, "R-0")),
        "course/massage",
        "1",
        "0");
    assertRefused(
        salon,
        Reason.REF_TAKEN,
        desk -> desk.courses().reserve(reservation(ann, "B-1").withKey("again")),
        "course/massage",
        "B-1");
    comes(
        salon,
        session(ann, "R-1", "B-1")
            .withLines(massage(), massage())
            .withPayments(
                Payment.course(1, 1, yuan("100.00")).with("B-1"),
                Payment.course(2, 1, yuan("100.00")).with("B-1")));
    assertEquals(List.of(1L, 0L, 0L), state(salon, ann, "M-1"), "two used, one back");
    requireBooks(salon, ann);
  }

  @Test
  default void required_E807_a_reservation_holds_beyond_the_end_of_its_card() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 3, "300.00").withTerm(LotTerm.of(Period.ofDays(30))));
    reserves(salon, reservation(ann, "B-1").withSessions(2));
    salon.passDays(40);
    salon.crm().runDue();
    assertEquals(List.of(0L, 2L, 0L), state(salon, ann, "M-1"), "the free one has ended");
    comes(salon, session(ann, "R-1", "B-1"));
    assertEquals(List.of(), state(salon, ann, "M-1"), "the other one ended as it came back");
    assertEquals(-2, salon.books(ann).sum(MASSAGE, EntryKind.ENDED));
    assertEquals(-1, salon.books(ann).sum(MASSAGE, EntryKind.SPENT));
    requireBooks(salon, ann);
  }

  @Test
  default void required_E808_a_reservation_lapses_at_its_own_end() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 1, "100.00"));
    Instant until = OPENING.plus(Duration.ofDays(2));
    reserves(salon, reservation(ann, "B-1").withUntil(until));
    salon.clock().set(until.minusNanos(1_000));
    assertEquals(List.of(0L, 1L, 0L), state(salon, ann, "M-1"));
    salon.clock().set(until);
    assertEquals(List.of(1L, 0L, 0L), state(salon, ann, "M-1"));
    assertRefused(
        salon,
        Reason.NOTHING_HELD,
        desk -> desk.courses().noShow(ending(ann, "B-1", "k")),
        "course",
        "B-1");
    assertRefused(
        salon,
        Reason.END_NOT_LATER,
        desk -> desk.courses().reserve(reservation(ann, "B-2").withUntil(until)),
        "B-2",
        until.toString(),
        until.toString());
    requireBooks(salon, ann);
  }

  @Test
  default void required_E809_a_late_cancellation_spends_and_one_in_time_does_not() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 3, "300.00"));
    Instant appointment = OPENING.plus(Duration.ofDays(1));
    reserves(salon, reservation(ann, "B-1"));
    salon.desk().courses().cancel(cancelling(ann, "B-1", appointment, "c-1")).orThrow();
    assertEquals(List.of(3L, 0L, 0L), state(salon, ann, "M-1"), "a day before is in time");
    reserves(salon, reservation(ann, "B-2"));
    Answer late =
        salon
            .desk()
            .courses()
            .cancel(cancelling(ann, "B-2", appointment.minusNanos(1_000), "c-2"))
            .orThrow();
    assertEquals(-1, late.sum(MASSAGE, EntryKind.SPENT));
    assertEquals(
        List.of("B-2", OPENING.toString(), appointment.minusNanos(1_000).toString(), "PT24H"),
        late.entries().get(0).explanation().figures());
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "M-1"));
    reserves(salon, reservation(ann, "B-3"));
    Crm free = with(salon, CourseTerms.builder().build());
    Salon.desk(free, Role.RECEPTIONIST)
        .courses()
        .cancel(cancelling(ann, "B-3", OPENING, "c-3"))
        .orThrow();
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "M-1"), "free without a window");
    requireBooks(salon, ann);
  }

  @Test
  default void required_E810_a_no_show_spends_or_not_as_the_program_says() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 3, "300.00"));
    reserves(salon, reservation(ann, "B-1"));
    salon.desk().courses().noShow(ending(ann, "B-1", "n-1")).orThrow();
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "M-1"));
    reserves(salon, reservation(ann, "B-2"));
    Crm kind = with(salon, CourseTerms.builder().noShowSpends(false).build());
    Salon.desk(kind, Role.RECEPTIONIST).courses().noShow(ending(ann, "B-2", "n-2")).orThrow();
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "M-1"));
    assertEquals(Optional.empty(), cards(salon, ann).get(0).nextDue(), "nobody was there");
    requireBooks(salon, ann);
  }

  @Test
  default void required_E811_a_booking_ends_exactly_one_way() {
    assumeThreads();
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 10, "1000.00"));
    Crm crm = salon.builder().retryPolicy(ContentionRules.PATIENT).build();
    for (int round = 0; round < 4; round++) {
      String booking = "B-" + round;
      reserves(salon, reservation(ann, booking));
      List<Integer> ended =
          race(
              thread ->
                  () ->
                      end(Salon.desk(crm, Role.RECEPTIONIST), ann, booking, thread)
                              .refusal()
                              .isEmpty()
                          ? 1
                          : 0);
      assertEquals(1, ended.stream().mapToInt(Integer::intValue).sum(), booking);
    }
    Books books = salon.books(ann);
    assertEquals(0, books.file().account(MASSAGE).lot("M-1").orElseThrow().held());
    assertEquals(10 + books.sum(MASSAGE, EntryKind.SPENT), books.file().account(MASSAGE).balance());
    requireBooks(salon, ann);
  }

  private static Outcome<Answer> end(Desk desk, CustomerId ann, String booking, int thread) {
    String key = booking + "/" + thread;
    return switch (thread % 4) {
      case 0 -> desk.courses().cancel(cancelling(ann, booking, OPENING, key));
      case 1 -> desk.courses().noShow(ending(ann, booking, key));
      case 2 -> desk.courses().release(ending(ann, booking, key));
      default -> desk.visits().record(session(ann, key, booking));
    };
  }

  @Test
  default void required_E812_a_frozen_card_waits_and_its_end_moves_by_the_time_frozen() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 3, "300.00").withTerm(LotTerm.of(Period.ofDays(30))));
    comes(salon, session(ann, "R-1"));
    salon.passDays(25);
    salon.desk().courses().freeze(freezing(ann, "M-1", "f-1")).orThrow();
    assertEquals(List.of(0L, 0L, 2L), state(salon, ann, "M-1"));
    assertRefused(
        salon,
        Reason.NOT_ENOUGH,
        desk -> desk.visits().record(session(ann, "R-2", "M-1")),
        "course/massage",
        "1",
        "0");
    salon.passDays(20);
    salon.crm().runDue();
    assertEquals(List.of(0L, 0L, 2L), state(salon, ann, "M-1"), "past its end, and waiting");
    salon.desk().courses().thaw(thawing(ann, "M-1", "t-1")).orThrow();
    assertEquals(Optional.of(OPENING.plus(Duration.ofDays(50))), cards(salon, ann).get(0).endsAt());
    assertRefused(
        salon,
        Reason.NOTHING_HELD,
        desk -> desk.courses().thaw(thawing(ann, "M-1", "t-2")),
        "course/massage",
        "M-1");
    Instant until = salon.clock().instant().plus(Duration.ofDays(3));
    salon.desk().courses().freeze(freezing(ann, "M-1", "f-2").withUntil(until)).orThrow();
    salon.passDays(4);
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "M-1"), "thawed by itself");
    salon.passDays(3);
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "M-1"), "five days were left");
    salon.passDays(2);
    assertEquals(List.of(), state(salon, ann, "M-1"));
    salon.crm().runDue();
    requireBooks(salon, ann);
  }

  @Test
  default void required_E813_a_card_is_frozen_no_longer_and_no_more_often_than_allowed() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 3, "300.00"));
    Instant twoMonths = Instant.parse("2026-05-01T01:00:00Z");
    Instant longer = twoMonths.plusSeconds(1);
    assertRefused(
        salon,
        Reason.FREEZE_TOO_LONG,
        desk -> desk.courses().freeze(freezing(ann, "M-1", "f").withUntil(longer)),
        "M-1",
        longer.toString(),
        twoMonths.toString());
    assertRefused(
        salon,
        Reason.END_NOT_LATER,
        desk -> desk.courses().freeze(freezing(ann, "M-1", "f").withUntil(OPENING)),
        "M-1",
        OPENING.toString(),
        OPENING.toString());
    reserves(salon, reservation(ann, "B-1"));
    assertRefused(
        salon,
        Reason.CARD_HELD,
        desk -> desk.courses().freeze(freezing(ann, "M-1", "f")),
        "M-1",
        "1",
        "0");
    salon.desk().courses().release(ending(ann, "B-1", "r")).orThrow();
    for (int i = 0; i < 2; i++) {
      salon.desk().courses().freeze(freezing(ann, "M-1", "f-" + i)).orThrow();
      assertRefused(
          salon,
          Reason.CARD_HELD,
          desk -> desk.courses().freeze(freezing(ann, "M-1", "f")),
          "M-1",
          "0",
          "3");
      salon.clock().set(i == 0 ? twoMonths : Instant.parse("2026-07-01T01:00:00Z"));
      assertEquals(List.of(3L, 0L, 0L), state(salon, ann, "M-1"), "over after the longest freeze");
    }
    assertRefused(
        salon,
        Reason.FREEZES_USED,
        desk -> desk.courses().freeze(freezing(ann, "M-1", "f")),
        "M-1",
        "2");
    requireBooks(salon, ann);
  }

  @Test
  default void required_E814_a_card_is_extended_to_a_later_end_only() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 3, "300.00"));
    sells(salon, card(ann, "EVER", 3, "300.00").withTerm(LotTerm.UNLIMITED));
    ImmutableExtendCard extend = extending(ann, "M-1", "x");
    assertRefused(
        salon,
        Reason.END_NOT_LATER,
        desk -> desk.courses().extend(extend.withUntil(YEAR_LATER)),
        "M-1",
        YEAR_LATER.toString(),
        YEAR_LATER.toString());
    assertRefused(
        salon,
        Reason.END_NOT_LATER,
        desk -> desk.courses().extend(extending(ann, "EVER", "x").withBy(Period.ofDays(1))),
        "EVER",
        "unlimited",
        "unlimited");
    salon.desk().courses().extend(extend.withBy(Period.ofMonths(1))).orThrow();
    Instant april = Instant.parse("2027-04-01T16:00:00Z");
    assertEquals(Optional.of(april), cards(salon, ann).get(0).endsAt());
    Instant may = Instant.parse("2027-05-01T00:00:00Z");
    salon.desk().courses().extend(extend.withUntil(may).withKey("y")).orThrow();
    salon.clock().set(may.minusSeconds(1));
    assertEquals(List.of(3L, 0L, 0L), state(salon, ann, "M-1"));
    salon.clock().set(may);
    assertEquals(List.of(), state(salon, ann, "M-1"));
    assertRefused(
        salon,
        Reason.CARD_NOT_OPEN,
        desk -> desk.courses().extend(extend.withBy(Period.ofMonths(1)).withKey("z")),
        "course/massage",
        "M-1");
    salon.crm().runDue();
    requireBooks(salon, ann);
  }

  @Test
  default void required_E815_a_card_goes_over_with_its_end_and_what_was_paid_for_it() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bea = salon.member("Bea", "13800138002");
    sells(salon, card(ann, "M-1", 3, "1000.00"));
    VisitId visit = comes(salon, session(ann, "R-1"));
    reserves(salon, reservation(ann, "B-1"));
    assertRefused(
        salon,
        Reason.CARD_HELD,
        desk -> desk.courses().transfer(handing(ann, bea, "M-1", "t")),
        "M-1",
        "1",
        "0");
    salon.desk().courses().release(ending(ann, "B-1", "r")).orThrow();
    sells(salon, card(bea, "M-1", 1, "100.00").withKey("bea"));
    assertRefused(
        salon,
        Reason.REF_TAKEN,
        desk -> desk.courses().transfer(handing(ann, bea, "M-1", "t")),
        "course/massage",
        "M-1");
    salon.desk().courses().refund(refunding(bea, "M-1", Optional.empty(), "make room")).orThrow();
    salon.passDays(1);
    salon.desk().courses().transfer(handing(ann, bea, "M-1", "t")).orThrow();
    assertEquals(List.of(), cards(salon, ann));
    Lot hers = salon.books(bea).file().account(MASSAGE).lot("M-1").orElseThrow();
    assertEquals(2, hers.left());
    assertEquals(66_667, hers.worth());
    assertEquals(Optional.of(YEAR_LATER), hers.endsAt());
    List<LedgerEntry> entries = salon.books(bea).entries();
    assertEquals(
        "P1Y/DAY", entries.get(entries.size() - 1).grant().orElseThrow().term(), "its policy");
    salon.desk().visits().takeBack(TakeBackVisit.refund(visit, "allergy")).orThrow();
    assertEquals(List.of(1L, 0L, 0L), state(salon, ann, "M-1"), "used before it went over");
    assertEquals(
        yuan("1000.00"),
        refunds(salon, ann, "M-1", Optional.empty(), "a")
            .plus(refunds(salon, bea, "M-1", Optional.empty(), "b")),
        "nobody is paid for more than was paid");
    requireBooks(salon, ann, bea);
  }

  private static Money refunds(
      Salon salon, CustomerId ann, String card, Optional<Long> sessions, String key) {
    Answer answer = salon.desk().courses().refund(refunding(ann, card, sessions, key)).orThrow();
    LedgerEntry entry = answer.entries().get(0);
    assertEquals(EntryKind.REVERSED, entry.kind());
    return Money.ofMinor(CurrencyUnit.of("CNY"), entry.grant().orElseThrow().worth());
  }

  @Test
  default void required_E816_refunds_of_a_card_in_parts_add_up_to_the_whole() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    for (int used = 0; used < 4; used++) {
      for (long first = 1; first < 4 - used; first++) {
        String whole = "W-" + used + "-" + first;
        String parts = "P-" + used + "-" + first;
        sells(salon, card(ann, whole, 4, "999.99"));
        sells(salon, card(ann, parts, 4, "999.99"));
        for (int i = 0; i < used; i++) {
          comes(salon, session(ann, whole + i, whole));
          comes(salon, session(ann, parts + i, parts));
        }
        Money all = refunds(salon, ann, whole, Optional.empty(), whole);
        assertEquals(yuan("999.99").minus(yuan("249.99").multipliedBy(used)), all);
        assertEquals(
            all,
            refunds(salon, ann, parts, Optional.of(first), parts)
                .plus(refunds(salon, ann, parts, Optional.empty(), parts + "rest")));
      }
    }
    sells(salon, card(ann, "M-1", 4, "999.99"));
    reserves(salon, reservation(ann, "B-1").withCard("M-1"));
    assertRefused(
        salon,
        Reason.CARD_HELD,
        desk -> desk.courses().refund(refunding(ann, "M-1", Optional.of(1L), "k")),
        "M-1",
        "1",
        "0");
    salon.desk().courses().release(ending(ann, "B-1", "r")).orThrow();
    assertRefused(
        salon,
        Reason.NOT_ENOUGH,
        desk -> desk.courses().refund(refunding(ann, "M-1", Optional.of(5L), "k")),
        "course/massage",
        "5",
        "4");
    requireBooks(salon, ann);
  }

  @Test
  default void required_E817_the_family_uses_a_card_and_what_comes_back_is_the_owners() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bea = salon.member("Bea", "13800138002");
    sells(salon, card(ann, "M-1", 3, "300.00"));
    reserves(salon, reservation(ann, "B-1"));
    ImmutableRecordVisit hers = session(bea, "R-1", "B-1").withCardOwner(ann);
    assertRefused(
        salon,
        Reason.CARD_NOT_SHARED,
        desk -> desk.visits().record(hers),
        "course/massage",
        ann.toString());
    links(salon, ann, bea);
    Crm strict = with(salon, CourseTerms.builder().build());
    assertEquals(
        Reason.CARD_NOT_SHARED,
        Salon.desk(strict, Role.RECEPTIONIST)
            .visits()
            .record(hers)
            .refusal()
            .orElseThrow()
            .reason());
    VisitId visit = comes(salon, hers);
    assertTrue(salon.desk().visits().record(hers).orThrow().repeated());
    assertThrowsAndWritesNothing(
        salon,
        ConflictException.class,
        desk -> desk.visits().record(hers.withCardOwner(Optional.empty())));
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "M-1"));
    assertEquals(List.of(), cards(salon, bea));
    salon.desk().courses().freeze(freezing(ann, "M-1", "f")).orThrow();
    salon.desk().visits().takeBack(TakeBackVisit.refund(visit, "allergy")).orThrow();
    assertEquals(List.of(0L, 0L, 3L), state(salon, ann, "M-1"), "back in the frozen card");
    assertEquals(1, salon.books(ann).sum(MASSAGE, EntryKind.RESTORED));
    salon.desk().courses().thaw(thawing(ann, "M-1", "t")).orThrow();
    for (String receipt : List.of("R-2", "R-3", "R-4")) {
      comes(salon, session(bea, receipt).withCardOwner(ann));
    }
    assertEquals(List.of(), cards(salon, ann), "used up");
    VisitId last = salon.books(bea).visits().get(3).id();
    salon.desk().visits().takeBack(TakeBackVisit.voiding(last, "slip")).orThrow();
    assertEquals(List.of(1L, 0L, 0L), state(salon, ann, "M-1"), "open again");
    assertInvalid(
        salon,
        "cardOwner",
        desk -> desk.visits().record(session(bea, "R-5").withCardOwner(bea)),
        bea.toString());
    assertInvalid(
        salon,
        "cardOwner",
        desk -> desk.visits().record(sale(bea, "R-5", "1.00").withCardOwner(ann)));
    requireBooks(salon, ann, bea);
  }

  @Test
  default void required_E818_a_session_that_comes_back_to_an_ended_card_is_as_the_program_says() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 2, "200.00").withTerm(LotTerm.of(Period.ofDays(30))));
    VisitId first = comes(salon, session(ann, "R-1"));
    VisitId second = comes(salon, session(ann, "R-2"));
    salon.passDays(31);
    salon.desk().visits().takeBack(TakeBackVisit.refund(first, "late")).orThrow();
    assertEquals(List.of(), cards(salon, ann), "gone with its card");
    Crm kind = with(salon, CourseTerms.builder().restoredFor(Period.ofDays(14)).build());
    Salon.desk(kind, Role.HEAD_OFFICE)
        .visits()
        .takeBack(TakeBackVisit.refund(second, "late"))
        .orThrow();
    assertEquals(List.of(1L, 0L, 0L), state(salon, ann, "M-1"));
    assertEquals(Optional.of(OPENING.plus(Duration.ofDays(45))), cards(salon, ann).get(0).endsAt());
    requireBooks(salon, ann);
  }

  @Test
  default void required_E819_two_payments_for_one_line_come_back_to_the_cards_they_took() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "A", 2, "200.00"));
    sells(salon, card(ann, "B", 2, "200.00"));
    VisitId visit =
        comes(
            salon,
            session(ann, "R-1")
                .withPayments(
                    Payment.course(1, 1, yuan("50.00")).with("A"),
                    Payment.course(1, 1, yuan("50.00")).with("B")));
    assertEquals(List.of(1L, 0L, 0L), state(salon, ann, "A"));
    assertEquals(List.of(1L, 0L, 0L), state(salon, ann, "B"));
    salon.desk().visits().takeBack(TakeBackVisit.refund(visit, "allergy")).orThrow();
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "A"));
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "B"));
    requireBooks(salon, ann);
  }

  @Test
  default void required_E820_a_session_for_a_line_without_a_price_comes_back_with_its_pieces() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 5, "500.00"));
    VisitId visit =
        comes(
            salon,
            session(ann, "R-1")
                .withLines(
                    VisitLine.builder().item("massage").quantity(2).paid(yuan("0.00")).build(),
                    VisitLine.of("tea", yuan("7.00")))
                .withPayments(
                    Payment.course(1, 2, yuan("0.00")),
                    Payment.of(PaymentKind.CASH, yuan("7.00"))));
    assertEquals(List.of(3L, 0L, 0L), state(salon, ann, "M-1"));
    for (int i = 1; i <= 2; i++) {
      salon
          .desk()
          .visits()
          .returnItems(
              ReturnItems.builder()
                  .visit(visit)
                  .receipt("B-" + i)
                  .reason("cold room")
                  .addLines(ReturnItems.Item.of(1, 1))
                  .build())
          .orThrow();
      assertEquals(List.of(3L + i, 0L, 0L), state(salon, ann, "M-1"));
    }
    salon.desk().visits().takeBack(TakeBackVisit.refund(visit, "cold tea")).orThrow();
    assertEquals(List.of(5L, 0L, 0L), state(salon, ann, "M-1"));
    requireBooks(salon, ann);
  }

  @Test
  default void required_E821_the_next_session_is_due_a_care_cycle_after_the_last_that_stands() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 5, "500.00"));
    assertEquals(Optional.empty(), cards(salon, ann).get(0).nextDue());
    salon.passDays(10);
    comes(salon, session(ann, "R-1"));
    Instant late = OPENING.plus(Duration.ofDays(5));
    comes(salon, session(ann, "R-2").withOccurredAt(late));
    salon.pays(ann, "R-3", "100.00");
    assertEquals(
        Optional.of(OPENING.plus(Duration.ofDays(24))), cards(salon, ann).get(0).nextDue());
    salon
        .desk()
        .visits()
        .takeBack(TakeBackVisit.refund(salon.books(ann).visits().get(0).id(), "it was not her"))
        .orThrow();
    assertEquals(
        Optional.of(OPENING.plus(Duration.ofDays(19))), cards(salon, ann).get(0).nextDue());
  }

  @Test
  default void required_E822_impossible_commands_on_cards_are_invalid() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    assertInvalid(salon, "sessions", desk -> desk.courses().sell(card(ann, "M-1", 0, "1.00")));
    assertInvalid(salon, "card", desk -> desk.courses().sell(card(ann, " M-1", 1, "1.00")));
    assertInvalid(
        salon, "price", desk -> desk.courses().sell(card(ann, "M-1", 1, "-1.00")), "CNY -1.00");
    assertInvalid(
        salon,
        "price",
        desk ->
            desk.courses()
                .sell(card(ann, "M-1", 1, "1.00").withPrice(Money.of(CurrencyUnit.of("USD"), 1))),
        "USD 1.00",
        "CNY");
    assertInvalid(
        salon,
        "price",
        desk -> desk.courses().sell(card(ann, "M-1", 1, "10000000000.01")),
        "CNY 10000000000.01");
    assertInvalid(
        salon,
        "until",
        desk -> desk.courses().reserve(reservation(ann, "B-1").withUntil(Instant.MAX)));
    assertInvalid(
        salon,
        "at",
        desk ->
            desk.courses()
                .cancel(
                    CancelBooking.builder()
                        .from(cancelling(ann, "B-1", OPENING, "k"))
                        .at(OPENING.plusSeconds(1))
                        .build()));
    ExtendCard neither = extending(ann, "M-1", "k");
    assertInvalid(salon, "until", desk -> desk.courses().extend(neither));
    assertInvalid(
        salon,
        "by",
        desk -> desk.courses().extend(extending(ann, "M-1", "k").withBy(Period.ofDays(-1))),
        "P-1D");
    FreezeCard noReason = freezing(ann, "M-1", "k").withReason("");
    assertInvalid(salon, "reason", desk -> desk.courses().freeze(noReason));
    assertInvalid(
        salon,
        "to",
        desk -> desk.courses().transfer(handing(ann, ann, "M-1", "k")),
        ann.toString());
    assertInvalid(
        salon,
        "sessions",
        desk -> desk.courses().refund(refunding(ann, "M-1", Optional.of(0L), "k")));
    Crm bare =
        Crm.builder()
            .storage(salon.storage())
            .merchant(Salon.merchant(), Program.of("bare", Salon.stages()))
            .clock(salon.clock())
            .build();
    assertThrows(
        InvalidCommandException.class,
        () -> Salon.desk(bare, Role.SYSTEM).courses().sell(card(ann, "M-1", 1, "1.00")));
    Salon.desk(bare, Role.SYSTEM)
        .visits()
        .record(sale(ann, "R-1", "1.00").withPayments(Payment.of(PaymentKind.COURSE, yuan("1.00"))))
        .orThrow();
  }

  @Test
  default void required_E823_cards_are_changed_by_managers_and_sold_by_whoever_stands_at_a_till() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 5, "500.00"));
    for (Role role : Role.values()) {
      Desk desk = Salon.desk(salon.crm(), role);
      desk.courses().reserve(reservation(ann, "B-" + role)).orThrow();
      desk.courses().release(ending(ann, "B-" + role, "r-" + role)).orThrow();
      if (role == Role.THERAPIST) {
        assertThrows(
            NotAllowedException.class, () -> desk.courses().sell(card(ann, "T", 1, "1.00")));
      } else {
        desk.courses().sell(card(ann, "C-" + role, 1, "1.00")).orThrow();
      }
      boolean manages =
          role == Role.STORE_MANAGER || role == Role.HEAD_OFFICE || role == Role.SYSTEM;
      ExtendCard extend = extending(ann, "M-1", "x-" + role).withBy(Period.ofDays(1));
      if (manages) {
        desk.courses().extend(extend).orThrow();
      } else {
        assertThrows(NotAllowedException.class, () -> desk.courses().extend(extend));
      }
    }
  }

  @Test
  default void required_E824_a_repeated_command_on_a_card_counts_once() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bea = salon.member("Bea", "13800138002");
    for (int i = 0; i < 2; i++) {
      boolean again = i == 1;
      assertEquals(again, sells(salon, card(ann, "M-1", 5, "500.00")).repeated());
      assertEquals(again, reserves(salon, reservation(ann, "B-1")).repeated());
    }
    for (int i = 0; i < 2; i++) {
      boolean again = i == 1;
      Desk desk = salon.desk();
      assertEquals(
          again,
          desk.courses().cancel(cancelling(ann, "B-1", YEAR_LATER, "c")).orThrow().repeated());
    }
    for (int i = 0; i < 2; i++) {
      assertEquals(
          i == 1,
          salon
              .desk()
              .courses()
              .refund(refunding(ann, "M-1", Optional.of(1L), "k"))
              .orThrow()
              .repeated());
    }
    for (int i = 0; i < 2; i++) {
      assertEquals(
          i == 1,
          salon.desk().courses().transfer(handing(ann, bea, "M-1", "t")).orThrow().repeated());
    }
    assertEquals(List.of(4L, 0L, 0L), state(salon, bea, "M-1"));
    assertThrowsAndWritesNothing(
        salon, ConflictException.class, desk -> desk.courses().sell(card(ann, "M-1", 6, "500.00")));
    assertThrowsAndWritesNothing(
        salon,
        ConflictException.class,
        desk -> desk.courses().refund(refunding(ann, "M-1", Optional.of(2L), "k")));
    requireBooks(salon, ann, bea);
  }

  @Test
  default void required_E825_of_many_threads_on_one_card_none_uses_a_session_twice() {
    assumeThreads();
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bea = salon.member("Bea", "13800138002");
    links(salon, ann, bea);
    sells(salon, card(ann, "M-1", 7, "700.00"));
    Crm crm = salon.builder().retryPolicy(ContentionRules.PATIENT).build();
    List<Integer> used =
        race(
            thread ->
                () -> {
                  int done = 0;
                  for (int i = 0; i < 3; i++) {
                    String name = thread + "-" + i;
                    Desk desk = Salon.desk(crm, Role.RECEPTIONIST);
                    Outcome<Answer> outcome =
                        thread % 2 == 0
                            ? desk.visits().record(session(ann, name))
                            : desk.visits().record(session(bea, name).withCardOwner(ann));
                    done += outcome.refusal().isEmpty() ? 1 : 0;
                  }
                  return done;
                });
    assertEquals(7, used.stream().mapToInt(Integer::intValue).sum());
    assertEquals(List.of(), cards(salon, ann));
    assertEquals(
        7, salon.books(ann).visits().size() + salon.books(bea).visits().size(), "no visit free");
    requireBooks(salon, ann, bea);
  }

  @Test
  default void required_E826_terms_of_cards_that_contradict_themselves_are_refused() {
    assertContains(
        refusal(() -> CourseTerms.builder().freezes(0).longestFreeze(Period.ofDays(1)).build()),
        "P1D",
        "leave out");
    assertContains(refusal(() -> CourseTerms.builder().freezes(-1).build()), "-1");
    assertContains(
        refusal(() -> CourseTerms.builder().lateCancel(Duration.ofHours(-1)).build()), "PT-1H");
    assertContains(refusal(() -> CourseTerms.builder().careCycle(Period.ZERO).build()), "cycle");
    assertContains(
        refusal(() -> CourseTerms.builder().longestFreeze(Period.ofDays(-1)).build()), "P-1D");
    assertContains(
        refusal(() -> CourseTerms.builder().restoredFor(Period.ofDays(-1)).build()), "P-1D");
    assertContains(
        refusal(() -> CoursePlan.builder().putServices(" ", CourseTerms.DEFAULT).build()), "blank");
  }

  private static String refusal(Executable plan) {
    return String.valueOf(assertThrows(InvalidProgramException.class, plan).getMessage());
  }

  /** The table of docs/ledger.md, "Course cards". */
  @Test
  default void required_E827_the_worked_figures_of_a_card() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 3, "1000.00"));
    reserves(salon, reservation(ann, "B-1"));
    VisitId visit = comes(salon, session(ann, "R-1", "B-1"));
    reserves(salon, reservation(ann, "B-2"));
    salon.desk().courses().cancel(cancelling(ann, "B-2", OPENING, "c")).orThrow();
    salon.desk().visits().takeBack(TakeBackVisit.refund(visit, "allergy")).orThrow();
    salon.desk().courses().refund(refunding(ann, "M-1", Optional.empty(), "r")).orThrow();
    assertEquals(
        List.of(
            "BOUGHT 3, 3",
            "HELD -1, 2",
            "HELD RESERVED 1, 3",
            "SPENT RESERVED -1, 2",
            "HELD -1, 1",
            "HELD RESERVED 1, 2",
            "SPENT RESERVED -1, 1",
            "RESTORED 1, 2",
            "REVERSED -2, 0"),
        salon.books(ann).entries().stream()
            .filter(entry -> entry.account().equals(MASSAGE))
            .map(
                entry ->
                    entry.kind()
                        + entry.hold().map(hold -> " " + hold).orElse("")
                        + " "
                        + entry.amount()
                        + ", "
                        + entry.balance())
            .toList());
    List<LedgerEntry> entries = salon.books(ann).entries();
    LedgerEntry refund = entries.get(entries.size() - 1);
    assertEquals(66_667, refund.grant().orElseThrow().worth(), "1,000.00 less one of 333.33");
    sells(salon, card(ann, "M-2", 3, "1000.00"));
    comes(salon, session(ann, "R-2", "M-2"));
    assertEquals(yuan("333.34"), refunds(salon, ann, "M-2", Optional.of(1L), "first"));
    assertEquals(yuan("333.33"), refunds(salon, ann, "M-2", Optional.of(1L), "other"));
    assertEquals(
        "-2 sessions of massage, balance 0: 2 sessions of card M-1 paid back: CNY 1000.00 - 1 x CNY"
            + " 333.33 = CNY 666.67; moving away",
        salon.desk().texts(Locale.ENGLISH).describe(new TimelineEntry.OfEntry(refund)));
    requireBooks(salon, ann);
  }

  @Test
  default void bug_costasiella_396_a_session_is_not_returned_on_cancel() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 1, "100.00"));
    for (int i = 0; i < 3; i++) {
      reserves(salon, reservation(ann, "B-" + i));
      assertEquals(List.of(0L, 1L, 0L), state(salon, ann, "M-1"));
      CancelBooking cancel = cancelling(ann, "B-" + i, YEAR_LATER, "c-" + i);
      salon.desk().courses().cancel(cancel).orThrow();
      assertFalse(salon.desk().courses().cancel(cancel).orThrow().entries().isEmpty());
      assertEquals(List.of(1L, 0L, 0L), state(salon, ann, "M-1"), "back, and back once");
      VisitId visit = comes(salon, session(ann, "R-" + i));
      salon.desk().visits().takeBack(TakeBackVisit.voiding(visit, "slip")).orThrow();
      assertEquals(List.of(1L, 0L, 0L), state(salon, ann, "M-1"), "so with a visit voided");
    }
    requireBooks(salon, ann);
  }
}
