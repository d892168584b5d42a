package io.regulars.testkit;

import static io.regulars.testkit.Expect.assertContains;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.adjustment;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.customer.RegisterCustomer;
import io.regulars.customer.UpdateCustomer;
import io.regulars.engine.Program;
import io.regulars.engine.Texts;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Page;
import io.regulars.spi.PageRequest;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.Role;
import io.regulars.spi.VisitId;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.file.TimelineEntry;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.VisitStatus;
import io.regulars.visit.TakeBackVisit;
import java.lang.Character.UnicodeScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** E7xx: every number explains itself, in both languages, however long the story is. */
interface TimelineRules extends CrmRules {

  @Test
  default void required_E701_every_line_of_a_rich_life_has_words_in_both_languages() {
    Salon salon = salon();
    CustomerId ann = richLife(salon);
    Books books = salon.books(ann);
    books.requireConserved();
    books.requireLinesNumbered();
    assertEquals(
        EnumSet.allOf(EntryKind.class),
        EnumSet.copyOf(books.entries().stream().map(LedgerEntry::kind).toList()),
        "the life is rich in entries");
    assertEquals(
        EnumSet.complementOf(EnumSet.of(EventKind.SHORTFALL, EventKind.FEEDBACK)),
        EnumSet.copyOf(books.events().stream().map(FileEvent::kind).toList()),
        "the life is rich in events");
    for (Locale language : List.of(Locale.ENGLISH, Locale.CHINESE)) {
      Texts texts = salon.desk().texts(language);
      for (TimelineEntry line : timeline(salon.desk(), ann, 1_000)) {
        for (String said : List.of(texts.describe(line), texts.line(line))) {
          assertFalse(said.contains("?"), said);
          assertFalse(said.contains("rule.") || said.contains("visit."), said);
          assertFalse(said.contains("{") || said.contains("null"), said);
          assertEquals(
              language.equals(Locale.CHINESE),
              said.codePoints().anyMatch(c -> UnicodeScript.of(c) == UnicodeScript.HAN),
              said);
        }
        assertContains(texts.line(line), "#" + line.seq() + " ", line.actor().name());
      }
    }
  }

  /** Lives through every kind of entry and event. */
  private static CustomerId richLife(Salon salon) {
    Desk desk = salon.desk();
    CustomerId eve = salon.member("Eve", "13800138009");
    CustomerId ann =
        desk.customers()
            .register(
                RegisterCustomer.builder()
                    .profile(CustomerProfile.builder().name("Ann").build())
                    .referredBy(eve)
                    .addPhones("13800138001")
                    .build())
            .orThrow()
            .file()
            .id();
    VisitId error = salon.pays(ann, "R-0", "8.00").visit().orElseThrow().id();
    desk.visits().takeBack(TakeBackVisit.voiding(error, "wrong customer")).orThrow();
    VisitId first = salon.pays(ann, "R-1", "600.00").visit().orElseThrow().id();
    salon.redeems(ann, 500, "comb").orThrow();
    desk.visits().takeBack(TakeBackVisit.refund(first, "allergy")).orThrow();
    salon.passDays(20);
    salon.pays(ann, "R-2", "3000.00");
    desk.points().adjust(adjustment(ann, 70, "sorry")).orThrow();
    desk.points().adjust(adjustment(ann, -30, "slip")).orThrow();
    desk.visits()
        .record(
            sale(ann, "R-3", "100.00")
                .withPayments(
                    Payment.of(PaymentKind.COUPON, yuan("40.00")),
                    Payment.of(PaymentKind.WALLET, yuan("60.00"))))
        .orThrow();
    CustomerId bea = salon.member("Bea", "13800138002");
    Cards.richCards(salon, ann, bea);
    new Compensations(salon).investigated(ann);
    desk.customers()
        .update(
            UpdateCustomer.builder()
                .customer(ann)
                .profile(CustomerProfile.builder().name("Anna").build())
                .build())
        .orThrow();
    salon.passDays(380);
    salon.pays(ann, "R-4", "3000.00");
    salon.passDays(800);
    salon.crm().runDue();
    salon.pays(ann, "R-5", "1.00");
    return ann;
  }

  @Test
  default void required_E702_the_figures_of_an_explanation_make_the_number() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-1", "3000.00");
    LedgerEntry entry = salon.pays(ann, "R-2", "33.33").entries().get(0);
    assertEquals(66, entry.amount());
    assertEquals(
        List.of("CNY 33.33", "2", "gold", "1", "CNY 1.00", "66"), entry.explanation().figures());
    assertEquals(
        "+66 points, balance 3066: CNY 33.33 paid x 1 per CNY 1.00 x 2 for tier gold, rounded ="
            + " 66",
        salon.desk().texts(Locale.ENGLISH).describe(new TimelineEntry.OfEntry(entry)));
  }

  @Test
  default void required_E703_pages_from_either_end_tell_the_whole_story_in_order() {
    Salon salon = salon();
    CustomerId ann = richLife(salon);
    List<TimelineEntry> whole = timeline(salon.desk(), ann, 1_000);
    List<Long> numbers = whole.stream().map(TimelineEntry::seq).toList();
    assertEquals(salon.books(ann).file().lastSeq(), (long) whole.size());
    assertEquals(numbers.stream().sorted().toList(), numbers);
    for (int limit : List.of(1, 3, 7, whole.size())) {
      assertEquals(whole, timeline(salon.desk(), ann, limit), "by " + limit);
      List<TimelineEntry> backwards = new ArrayList<>();
      Optional<PageRequest> next = Optional.of(PageRequest.newest(limit));
      while (next.isPresent()) {
        Page<TimelineEntry> page = salon.desk().customers().timeline(ann, next.get());
        backwards.addAll(page.items());
        next = page.next();
      }
      Collections.reverse(backwards);
      assertEquals(whole, backwards, "backwards by " + limit);
    }
  }

  private static List<TimelineEntry> timeline(Desk desk, CustomerId customer, int limit) {
    List<TimelineEntry> lines = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.oldest(limit));
    while (next.isPresent()) {
      Page<TimelineEntry> page = desk.customers().timeline(customer, next.get());
      assertTrue(page.items().size() <= limit, "a page holds " + limit);
      lines.addAll(page.items());
      next = page.next();
    }
    return lines;
  }

  @Test
  default void required_E704_lines_keep_the_program_they_were_made_under() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-1", "10.00");
    List<String> before = told(salon, ann);
    Crm generous =
        Crm.builder()
            .storage(storage())
            .merchant(
                Salon.merchant(),
                Program.of("2026-2", Salon.points().points(5).build(), Salon.stages()))
            .clock(salon.clock())
            .build();
    Salon.desk(generous, Role.HEAD_OFFICE).visits().record(sale(ann, "R-2", "10.00")).orThrow();
    assertEquals(60, salon.points(ann));
    List<String> after = told(salon, ann);
    assertEquals(before, after.subList(0, before.size()));
    List<LedgerEntry> entries = salon.books(ann).entries();
    assertEquals(ProgramVersion.of("2026-1"), entries.get(0).program());
    assertEquals(ProgramVersion.of("2026-2"), entries.get(entries.size() - 1).program());
  }

  private static List<String> told(Salon salon, CustomerId customer) {
    Texts texts = salon.desk().texts(Locale.ENGLISH);
    return timeline(salon.desk(), customer, 1_000).stream().map(texts::line).toList();
  }

  @Test
  default void required_E705_a_visit_tells_its_present_status() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId visit = salon.pays(ann, "R-1", "10.00").visit().orElseThrow().id();
    salon.desk().visits().takeBack(TakeBackVisit.refund(visit, "allergy")).orThrow();
    assertEquals(VisitStatus.REFUNDED, salon.desk().visits().find(visit).orElseThrow().status());
    String story = String.join("\n", told(salon, ann));
    assertContains(story, "R-1 at S1", "refunded since", "allergy", "1 x massage");
  }

  /**
   * Ten years of daily visits leave at most 366 open lots per account, and make a visit cost at
   * most three times a newcomer's. The comparison is made up to three times, for machines that are
   * busy with other things.
   */
  @Test
  default void required_E706_a_member_of_ten_years_is_served_as_fast_as_a_newcomer() {
    Salon salon = salon();
    CustomerId veteran = salon.member("Ann", "13800138001");
    for (int day = 0; day < 3_650; day++) {
      salon.pays(veteran, "D-" + day, "10.00");
      salon.passDays(1);
    }
    for (LedgerAccount account : salon.books(veteran).file().accounts()) {
      assertTrue(account.lots().size() <= 366, () -> account.lots().size() + " open lots");
    }
    assertEquals(
        10, salon.desk().customers().timeline(veteran, PageRequest.newest(10)).items().size());
    List<String> measured = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      long[] old = new long[101];
      long[] fresh = new long[101];
      for (int i = 0; i < old.length; i++) {
        CustomerId newcomer =
            salon.member("B", String.format(Locale.ROOT, "139%02d%06d", round, i));
        salon.pays(newcomer, "N-" + round + "-" + i, "10.00");
        fresh[i] = nanos(salon, newcomer, "F-" + round + "-" + i);
        old[i] = nanos(salon, veteran, "V-" + round + "-" + i);
        salon.pass(Duration.ofHours(12));
      }
      Arrays.sort(old);
      Arrays.sort(fresh);
      measured.add(old[50] + " ns for the veteran, " + fresh[50] + " ns for a newcomer");
      if (old[50] <= 3 * fresh[50]) {
        return;
      }
    }
    throw new AssertionError("slower than threefold every time: " + measured);
  }

  private static long nanos(Salon salon, CustomerId customer, String receipt) {
    long from = System.nanoTime();
    salon.pays(customer, receipt, "10.00");
    return System.nanoTime() - from;
  }

  @Test
  default void required_E707_statements_page_and_add_up() {
    Salon salon = salon();
    CustomerId ann = richLife(salon);
    Set<Long> seen =
        salon.desk().points().statement(ann, PageRequest.oldest(1_000)).items().stream()
            .map(LedgerEntry::seq)
            .collect(Collectors.toSet());
    assertEquals(salon.books(ann).entries().size(), seen.size());
    assertEquals(
        salon.books(ann).visits(),
        salon.desk().visits().visits(ann, PageRequest.oldest(1_000)).items());
    assertEquals(
        List.of(),
        salon.storage().entries(LOTUS, Samples.customer(404), PageRequest.oldest(1)).items());
  }
}
