package io.regulars.testkit;

import static io.regulars.testkit.Casebook.OTHER;
import static io.regulars.testkit.Casebook.at;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.SHOP;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.casebook.CaseReport;
import io.regulars.casebook.ClockFigures;
import io.regulars.casebook.Cost;
import io.regulars.casebook.OpenAge;
import io.regulars.casebook.PublicCase;
import io.regulars.casebook.PublishCase;
import io.regulars.casebook.Rate;
import io.regulars.casebook.Satisfaction;
import io.regulars.casebook.Spread;
import io.regulars.complaint.ActOnCase;
import io.regulars.complaint.AssignCase;
import io.regulars.complaint.AttachToCase;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.CloseCase;
import io.regulars.complaint.CompensationKind;
import io.regulars.complaint.ComplaintService;
import io.regulars.complaint.FollowUpCase;
import io.regulars.complaint.Handler;
import io.regulars.complaint.Rank;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Rejection;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.Severity;
import io.regulars.spi.storage.CaseChange;
import io.regulars.spi.storage.ChangeSet;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** E1151 to E1162: the numbers of complaints, and cases fit for the public. */
interface CasebookRules extends CrmRules {

  private static Spread minutes(long count, long median, long ninetieth) {
    return new Spread(
        count, Optional.of(Duration.ofMinutes(median)), Optional.of(Duration.ofMinutes(ninetieth)));
  }

  @Test
  default void required_E1151_a_sunday_of_seven_cases_has_these_numbers() {
    Salon salon = salon();
    CaseReport report = Casebook.sunday(salon).report();
    assertEquals(7, report.opened());
    assertEquals(
        Map.of(
            CaseState.CLOSED, 2L,
            CaseState.ACKNOWLEDGED, 1L,
            CaseState.OPEN, 2L,
            CaseState.WITHDRAWN, 1L,
            CaseState.MERGED, 1L),
        report.states());
    assertEquals(Map.of("skin", 1L, "booking", 6L), report.categories());
    assertEquals(Map.of("phone", 6L, "box", 1L), report.channels());
    assertEquals(Map.of(Severity.NORMAL, 7L), report.severities());
    assertEquals(
        new ClockFigures(2, 1, 2, 1, 1, 4, List.of(3L, 2L, 0L, 0L), minutes(3, 12, 20)),
        report.clock(CaseClock.FIRST_RESPONSE));
    assertEquals(7, report.clock(CaseClock.FIRST_RESPONSE).begun());
    assertEquals(new Rate(2, 5), report.clock(CaseClock.FIRST_RESPONSE).onTime());
    assertEquals(
        Optional.of(new BigDecimal("0.4000")),
        report.clock(CaseClock.FIRST_RESPONSE).onTime().value());
    assertEquals(minutes(3, 20, 72), report.firstResponse().wall());
    assertEquals(minutes(3, 12, 20), report.firstResponse().counted());
    assertEquals(minutes(2, 60, 420), report.resolution().wall());
    assertEquals(minutes(2, 60, 300), report.resolution().counted());
    assertEquals(new Rate(1, 3), report.reopened());
    assertEquals(Optional.of(new BigDecimal("0.3333")), report.reopened().value());
    assertEquals(new Rate(2, 3), report.repeatComplainers());
    assertEquals(Map.of(SHOP, Map.of("training", 1L, "planning", 1L)), report.rootCausesByStore());
    assertEquals(Map.of(StaffId.of("lin"), Map.of("training", 1L)), report.rootCausesByStaff());
    assertEquals(Map.of("peeling", Map.of("training", 1L)), report.rootCausesByItem());
    assertEquals(new Satisfaction(2, 0, 0, 2, 9), report.satisfaction());
    assertEquals(Optional.of(new BigDecimal("4.50")), report.satisfaction().meanRating());
    assertEquals(
        List.of(1L, 2L, 0L, 0L, 0L, 0L), report.openByAge().stream().map(OpenAge::cases).toList());
    assertEquals(new Cost(0, yuan("0.00"), 0, yuan("0.00")), report.cost());
    assertEquals(at("18:00"), report.asOf());
  }

  @Test
  default void required_E1152_the_numbers_are_the_same_whether_time_is_written_or_not() {
    Salon salon = salon();
    Casebook book = Casebook.sunday(salon);
    Dump before = salon.dump();
    CaseReport unwritten = book.report();
    before.assertUnchanged(salon.storage(), LOTUS);
    book.crm().runDue();
    assertEquals(unwritten, book.report());
  }

  @Test
  default void required_E1153_the_instant_of_opening_decides_and_the_end_is_excluded() {
    Salon salon = salon();
    Casebook book = Casebook.sunday(salon);
    assertEquals(1, opened(book, at("09:00"), at("10:00")));
    assertEquals(2, opened(book, at("10:00"), at("10:01")));
    assertEquals(0, opened(book, at("10:01"), at("11:00")));
    assertEquals(7, opened(book, at("09:00"), at("17:56")));
    InvalidCommandException e =
        assertThrows(InvalidCommandException.class, () -> opened(book, at("10:00"), at("10:00")));
    assertEquals("to", e.violations().get(0).field());
  }

  private static long opened(Casebook book, Instant from, Instant to) {
    return book.desk(Role.HEAD_OFFICE).casebook().report(from, to).opened();
  }

  @Test
  default void required_E1154_head_office_sees_all_numbers_and_a_store_manager_his() {
    Salon salon = salon();
    Casebook.sunday(salon);
    Casebook book =
        new Casebook(
            salon,
            Casebook.plan()
                .addHandlers(
                    Handler.of(StaffId.of("store_manager"), Rank.STORE_MANAGER)
                        .addStores(SHOP)
                        .build())
                .build());
    assertEquals(7, seen(book, Role.SYSTEM, Set.of()));
    assertEquals(2, seen(book, Role.HEAD_OFFICE, Set.of(OTHER)));
    assertEquals(5, seen(book, Role.STORE_MANAGER, Set.of()));
    assertEquals(5, seen(book, Role.STORE_MANAGER, Set.of(SHOP)));
    for (Set<StoreId> stores : List.of(Set.of(OTHER), Set.of(SHOP, OTHER))) {
      assertThrows(NotAllowedException.class, () -> seen(book, Role.STORE_MANAGER, stores));
    }
    assertThrows(
        NotFoundException.class, () -> seen(book, Role.HEAD_OFFICE, Set.of(StoreId.of("S9"))));
    for (Role role : List.of(Role.THERAPIST, Role.RECEPTIONIST, Role.CONSULTANT)) {
      assertThrows(NotAllowedException.class, () -> seen(book, role, Set.of()));
      assertThrows(
          NotAllowedException.class,
          () -> book.desk(role).casebook().publicCase(CaseId.of(new UUID(7, 7))));
    }
  }

  private static long seen(Casebook book, Role role, Set<StoreId> stores) {
    return book.desk(role).casebook().report(at("00:00"), at("23:59"), stores).opened();
  }

  @Test
  default void required_E1155_nobody_sees_numbers_of_complaints_about_himself() {
    Salon salon = salon();
    Casebook book = new Casebook(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    book.when("10:00").opensAbout("A", ann, "store_manager", "peeling");
    book.does(ComplaintService::acknowledge, "A").settles("A");
    book.does(ComplaintService::resolve, "A");
    book.asks("A", FollowUpCase.Outcome.CONTENT, 5).closes("A", "training");
    assertEquals(1, seen(book, Role.HEAD_OFFICE, Set.of()));
    assertEquals(0, seen(book, Role.STORE_MANAGER, Set.of()));
    assertTrue(book.desk(Role.HEAD_OFFICE).casebook().publicCase(book.id("A")).refusal().isEmpty());
    assertThrows(
        NotAllowedException.class,
        () -> book.desk(Role.STORE_MANAGER).casebook().publicCase(book.id("A")));
  }

  @Test
  default void required_E1156_a_percentile_is_a_time_that_was_taken() {
    List<Duration> times = new ArrayList<>();
    assertEquals(new Spread(0, Optional.empty(), Optional.empty()), Spread.of(times));
    List<Long> medians = List.of(1L, 1L, 2L, 2L, 3L, 3L, 4L, 4L, 5L, 5L, 6L);
    List<Long> ninetieths = List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 9L, 10L);
    for (int n = 1; n <= 11; n++) {
      times.add(0, Duration.ofMinutes(n));
      assertEquals(minutes(n, medians.get(n - 1), ninetieths.get(n - 1)), Spread.of(times));
    }
  }

  @Test
  default void required_E1157_compensation_costs_what_was_booked_less_what_was_taken_back() {
    Salon salon = salon();
    Casebook book = new Casebook(salon);
    book.when("10:00").opens("A", book.about(Optional.empty()).build());
    String[][] lines = {
      {"PROPOSED", "1", "COUPON", "voucher", "1", "5000"},
      {"APPROVED", "1", "HEAD_OFFICE"},
      {"BOOKED", "1"},
      {"PROPOSED", "2", "MONEY", "", "2000", "2000"},
      {"APPROVED", "2", "HEAD_OFFICE"},
      {"BOOKED", "2"},
      {"TAKEN_BACK", "2"},
      {"PROPOSED", "3", "POINTS", "", "100", "100"},
      {"APPROVED", "3", "HEAD_OFFICE"},
      {"PROPOSED", "4", "POINTS", "", "900", "900"},
      {"REFUSED", "4"}
    };
    write(salon, book.id("A"), lines);
    CaseReport report = book.report();
    assertEquals(new Cost(2, yuan("70.00"), 1, yuan("20.00")), report.cost());
    assertEquals(yuan("50.00"), report.cost().net());
    assertEquals(
        Map.of(
            CompensationKind.COUPON, new Cost(1, yuan("50.00"), 0, yuan("0.00")),
            CompensationKind.MONEY, new Cost(1, yuan("20.00"), 1, yuan("20.00"))),
        report.costs());
  }

  /** Writes lines about compensation as the library writes them. */
  private static void write(Salon salon, CaseId id, String[]... lines) {
    CaseFile before = salon.storage().complaint(LOTUS, id).orElseThrow();
    List<CaseEvent> events = new ArrayList<>(before.events());
    for (String[] line : lines) {
      events.add(
          CaseEvent.builder()
              .from(before.events().get(0))
              .seq(events.size() + 1)
              .kind(CaseEventKind.valueOf("COMPENSATION_" + line[0]))
              .occurredAt(before.asOf())
              .recordedAt(before.asOf())
              .words(Optional.empty())
              .explanation(new Explanation("case.noted", List.of(line).subList(1, line.length)))
              .build());
    }
    CaseFile after =
        CaseFile.builder().from(before).version(before.version() + 1).events(events).build();
    salon
        .storage()
        .commit(ChangeSet.of(LOTUS).addCases(new CaseChange(Optional.of(before), after)).build());
  }

  @Test
  default void required_E1158_a_rate_is_of_something_and_rounded_half_up() {
    assertEquals(Optional.empty(), new Rate(0, 0).value());
    assertEquals(Optional.of(new BigDecimal("0.0001")), new Rate(1, 20_000).value());
    assertEquals(Optional.of(new BigDecimal("0.6667")), new Rate(2, 3).value());
    assertEquals(Optional.of(new BigDecimal("1.0000")), new Rate(3, 3).value());
    assertEquals(Optional.empty(), new Satisfaction(0, 0, 3, 0, 0).meanRating());
  }

  @Test
  default void required_E1159_only_a_closed_case_is_told_to_the_public() {
    Salon salon = salon();
    Casebook book = Casebook.sunday(salon);
    for (String name : List.of("C", "D", "E", "G")) {
      Rejection refused =
          book.desk(Role.HEAD_OFFICE).casebook().publicCase(book.id(name)).refusal().orElseThrow();
      assertEquals(Reason.CASE_STATE, refused.reason());
      assertEquals("PUBLISH", refused.figures().get(0));
    }
    assertThrows(
        NotFoundException.class,
        () -> book.desk(Role.HEAD_OFFICE).casebook().publicCase(CaseId.of(new UUID(7, 7))));
  }

  @Test
  default void required_E1160_the_public_reads_what_was_done_when() {
    Salon salon = salon();
    Casebook book = Casebook.sunday(salon);
    PublicCase told = book.desk(Role.HEAD_OFFICE).casebook().publicCase(book.id("B")).orThrow();
    assertEquals("booking", told.category());
    assertEquals("planning", told.rootCause());
    assertEquals(
        List.of(
            "after 0 minutes [complaint received]",
            "after 1 hours and 12 minutes [customer answered]",
            "after 3 hours and 0 minutes [solution proposed]",
            "after 3 hours and 0 minutes [customer took the solution]",
            "after 5 hours and 0 minutes [solution carried out]",
            "after 6 hours and 0 minutes [customer asked afterwards]",
            "after 6 hours and 0 minutes [taken up again]",
            "after 6 hours and 30 minutes [solution proposed]",
            "after 6 hours and 30 minutes [customer took the solution]",
            "after 7 hours and 0 minutes [solution carried out]",
            "after 8 hours and 0 minutes [customer asked afterwards]",
            "after 8 hours and 5 minutes [closed]"),
        told.steps().stream()
            .map(step -> book.desk(Role.HEAD_OFFICE).texts(Locale.ENGLISH).explain(step.said()))
            .toList());
    assertEquals(
        "1 小时 12 分钟后【首次回复顾客】",
        book.desk(Role.HEAD_OFFICE).texts(Locale.CHINESE).explain(told.steps().get(1).said()));
    assertEquals(Optional.empty(), told.store());
    Casebook open = new Casebook(salon, Casebook.plan().publishesStore(true).build());
    assertEquals(
        Optional.of("First"),
        open.desk(Role.HEAD_OFFICE).casebook().publicCase(book.id("B")).orThrow().store());
  }

  @Test
  default void required_E1161_no_personal_data_leaves_with_a_public_case() {
    Salon salon = salon();
    CustomerId customer = salon.member("Annabel", "13800138001");
    Casebook book = new Casebook(salon);
    String secret = "Annabel 13800138001 of Nanjing Road";
    book.when("10:00")
        .opens(
            "A",
            book.about(Optional.of(customer))
                .accused(StaffId.of("lin"))
                .item("peeling-13800138001")
                .words(secret)
                .build());
    CaseId id = book.id("A");
    ComplaintService desk = book.service();
    List<String> done = new ArrayList<>();
    book.when("10:05");
    desk.assign(AssignCase.builder().complaint(id).key("s").to(StaffId.of("mei")).build())
        .orThrow();
    desk.acknowledge(saying(id, secret, done)).orThrow();
    desk.investigate(saying(id, secret, done)).orThrow();
    desk.note(saying(id, secret, done)).orThrow();
    desk.escalate(saying(id, secret, done)).orThrow();
    desk.contact(saying(id, secret, done));
    desk.attach(
            AttachToCase.builder()
                .complaint(id)
                .key("a")
                .sort("photo-13800138001")
                .reference("Annabel.jpg")
                .build())
        .orThrow();
    desk.conclude(saying(id, secret, done)).orThrow();
    desk.propose(saying(id, secret, done)).orThrow();
    desk.pause(saying(id, secret, done)).orThrow();
    desk.resume(saying(id, secret, done)).orThrow();
    desk.negotiate(saying(id, secret, done)).orThrow();
    desk.propose(saying(id, secret, done)).orThrow();
    desk.agree(saying(id, secret, done)).orThrow();
    write(salon, id, new String[] {"PROPOSED", "1", "COUPON", "for-Annabel", "1", "5000"});
    write(salon, id, new String[] {"APPROVED", "1", "HEAD_OFFICE"}, new String[] {"BOOKED", "1"});
    desk.resolve(saying(id, secret, done)).orThrow();
    desk.followUp(
            FollowUpCase.builder()
                .complaint(id)
                .key("f")
                .outcome(FollowUpCase.Outcome.CONTENT)
                .words(secret)
                .build())
        .orThrow();
    desk.close(
            CloseCase.builder().complaint(id).key("c").rootCause("training").words(secret).build())
        .orThrow();

    PublicCase told = book.desk(Role.HEAD_OFFICE).casebook().publicCase(id).orThrow();
    assertEquals(Set.of(CompensationKind.COUPON), told.compensation());
    assertEquals(14, told.steps().size());
    StringBuilder all = new StringBuilder(told.toString());
    for (Locale language : List.of(Locale.ENGLISH, Locale.CHINESE)) {
      told.steps().stream()
          .map(step -> book.desk(Role.HEAD_OFFICE).texts(language).explain(step.said()))
          .forEach(all::append);
    }
    for (String leak :
        List.of(
            "Annabel",
            "138001",
            "Nanjing",
            "lin",
            "mei",
            "head_office",
            "peeling",
            "photo",
            "S1",
            "First",
            "2026",
            "rule.",
            id.toString(),
            customer.toString())) {
      assertFalse(all.indexOf(leak) >= 0, leak + " in " + all);
    }
  }

  /** A step with words, under a key of its own. */
  private static ActOnCase saying(CaseId id, String words, List<String> done) {
    done.add(words);
    return ActOnCase.builder().complaint(id).key("said-" + done.size()).words(words).build();
  }

  @Test
  default void required_E1162_words_for_the_public_are_those_written_for_it() {
    Salon salon = salon();
    Casebook book = Casebook.sunday(salon);
    PublicCase told =
        book.desk(Role.HEAD_OFFICE)
            .casebook()
            .publicCase(
                PublishCase.builder()
                    .complaint(book.id("A"))
                    .story("A guest's skin was red after a peeling.")
                    .solution("A doctor was paid for.")
                    .lesson("We test every skin first.")
                    .build())
            .orThrow();
    assertEquals(Optional.of("A guest's skin was red after a peeling."), told.story());
    assertEquals(Optional.of("A doctor was paid for."), told.solution());
    assertEquals(Optional.of("We test every skin first."), told.lesson());
    InvalidCommandException e =
        assertThrows(
            InvalidCommandException.class,
            () ->
                book.desk(Role.HEAD_OFFICE)
                    .casebook()
                    .publicCase(
                        PublishCase.builder()
                            .complaint(book.id("A"))
                            .lesson("x".repeat(CaseEvent.MAX_WORDS + 1))
                            .build()));
    assertTrue(e.violations().get(0).field().startsWith("lesson"), e.getMessage());
  }
}
