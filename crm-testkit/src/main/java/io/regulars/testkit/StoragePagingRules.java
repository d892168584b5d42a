package io.regulars.testkit;

import static io.regulars.testkit.Attempts.race;
import static io.regulars.testkit.Samples.SHOP;
import static io.regulars.testkit.Samples.changing;
import static io.regulars.testkit.Samples.creating;
import static io.regulars.testkit.Samples.entry;
import static io.regulars.testkit.Samples.event;
import static io.regulars.testkit.Samples.file;
import static io.regulars.testkit.Samples.next;
import static io.regulars.testkit.Samples.visit;
import static io.regulars.testkit.Samples.visitId;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.spi.Page;
import io.regulars.spi.PageRequest;
import io.regulars.spi.PageRequest.Order;
import io.regulars.spi.VisitId;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.file.ImmutableCustomerFile;
import io.regulars.spi.file.TimelineEntry;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.ImmutableChangeSet;
import io.regulars.spi.visit.Visit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.LongPredicate;
import java.util.function.LongToIntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * S5xx: pages of lines, by number and in both directions, of each sort of line and of the timeline
 * that merges them. Following {@link Page#next()} reads every line once, whatever is appended
 * meanwhile.
 */
interface StoragePagingRules extends StorageRules {

  /** Line numbers dealt in turn to visits (0), entries (1) and events (2). */
  LongToIntFunction BY_THREE = seq -> (int) (seq % 3);

  @Test
  default void required_S501_lines_are_read_oldest_first() {
    assertPages(Order.OLDEST_FIRST);
  }

  @Test
  default void required_S502_lines_are_read_newest_first() {
    assertPages(Order.NEWEST_FIRST);
  }

  @Test
  default void required_S503_a_page_says_whether_there_is_another() {
    CustomerFile file = fileOf(lines(1, 10));
    for (Reader reader : readers()) {
      for (Order order : Order.values()) {
        PageRequest first = new PageRequest(start(order), 1, order);
        for (int limit = 1; limit <= 12; limit++) {
          PageRequest request = new PageRequest(start(order), limit, order);
          Answer answer = reader.read(file, request);
          List<Long> all = reader.of(1, 10, order);
          assertEquals(all.subList(0, Math.min(limit, all.size())), answer.seqs(), reader.name());
          assertEquals(
              limit < all.size() ? Optional.of(request.from(all.get(limit - 1))) : Optional.empty(),
              answer.next(),
              reader.name() + ": " + limit + " of " + all.size() + " lines, " + order);
        }
        assertTrue(reader.read(file, first).next().isPresent(), reader.name());
      }
    }
  }

  @Test
  default void required_S504_a_customer_without_lines_has_one_empty_page() {
    storage().commit(creating(file(1)));
    for (Reader reader : readers()) {
      for (Order order : Order.values()) {
        for (int limit : new int[] {1, PageRequest.MAX_LIMIT}) {
          PageRequest request = new PageRequest(start(order), limit, order);
          Answer nothing = new Answer(List.of(), Optional.empty());
          assertEquals(nothing, reader.read(file(1), request), reader.name());
          assertEquals(nothing, reader.read(file(2), request), reader.name() + " of nobody");
        }
      }
    }
  }

  @Test
  default void required_S505_a_page_begins_behind_the_line_it_names_whether_it_exists_or_not() {
    CustomerFile file = fileOf(lines(1, 30));
    for (Reader reader : readers()) {
      for (Order order : Order.values()) {
        for (long after : new long[] {-5, 0, 1, 2, 7, 15, 29, 30, 31, 99, Long.MAX_VALUE}) {
          List<Long> expected =
              reader.of(1, 30, order).stream()
                  .filter(seq -> order == Order.OLDEST_FIRST ? seq > after : seq < after)
                  .toList();
          Answer answer = reader.read(file, new PageRequest(after, 1_000, order));
          assertEquals(
              new Answer(expected, Optional.empty()), answer, reader.name() + " after " + after);
        }
      }
    }
  }

  @Test
  default void required_S506_the_largest_page_is_served_whole() {
    CustomerFile file = fileOf(1, lines(1, 2_001), seq -> 1);
    Reader entries = readers().get(1);
    for (Order order : Order.values()) {
      PageRequest request = new PageRequest(start(order), PageRequest.MAX_LIMIT, order);
      Answer first = entries.read(file, request);
      Answer second = entries.read(file, first.next().orElseThrow());
      Answer third = entries.read(file, second.next().orElseThrow());
      assertEquals(1_000, first.seqs().size());
      assertEquals(1_000, second.seqs().size());
      assertEquals(1, third.seqs().size());
      assertEquals(Optional.empty(), third.next());
      assertEquals(order == Order.OLDEST_FIRST ? 2_001L : 1L, third.seqs().get(0));
    }
  }

  @Test
  default void required_S507_lines_appended_between_two_pages_shift_nothing() {
    List<Reader> readers = readers();
    for (int i = 0; i < readers.size(); i++) {
      Reader reader = readers.get(i);
      CustomerFile file = fileOf(i + 1, lines(1, 30), BY_THREE);
      PageRequest oldest = PageRequest.oldest(2);
      PageRequest newest = PageRequest.newest(2);
      Answer firstOldest = reader.read(file, oldest);
      Answer firstNewest = reader.read(file, newest);
      append(file, lines(31, 60));

      assertEquals(
          reader.of(1, 60, Order.OLDEST_FIRST),
          join(firstOldest, reader, file),
          reader.name() + " appended meanwhile are read too");
      assertEquals(
          reader.of(1, 30, Order.NEWEST_FIRST),
          join(firstNewest, reader, file),
          reader.name() + " appended meanwhile are not read twice");
    }
  }

  @Test
  default void required_S508_lines_of_other_customers_are_not_in_the_page() {
    CustomerFile one = ImmutableCustomerFile.copyOf(file(1)).withLastSeq(25);
    CustomerFile two = ImmutableCustomerFile.copyOf(file(2)).withLastSeq(25);
    storage().commit(creating(one, two));
    for (int seq = 1; seq <= 5; seq++) {
      storage()
          .commit(
              ChangeSet.of(SHOP)
                  .addVisits(visit(one, visitId(seq), seq), visit(two, visitId(100 + seq), seq))
                  .addEntries(entry(two, 10 + seq), entry(one, 10 + seq))
                  .addEvents(event(one, 20 + seq), event(two, 20 + seq))
                  .build());
    }
    for (CustomerFile file : List.of(one, two)) {
      PageRequest page = PageRequest.oldest(100);
      List<TimelineEntry> lines = storage().timeline(SHOP, file.id(), page).items();
      assertEquals(15, lines.size());
      assertTrue(
          storage().visits(SHOP, file.id(), page).items().stream()
              .allMatch(visit -> visit.customer().equals(file.id())));
      assertTrue(
          storage().entries(SHOP, file.id(), page).items().stream()
              .allMatch(entry -> entry.customer().equals(file.id())));
      assertTrue(
          storage().events(SHOP, file.id(), page).items().stream()
              .allMatch(event -> event.customer().equals(file.id())));
    }
  }

  @Test
  default void required_S509_lines_are_ordered_by_number_in_whatever_order_they_arrive() {
    CustomerFile file = file(1);
    storage().commit(creating(file));
    storage()
        .commit(
            ChangeSet.of(SHOP).addEntries(entry(file, 9), entry(file, 3), entry(file, 6)).build());
    storage().commit(ChangeSet.of(SHOP).addEntries(entry(file, 1), entry(file, 7)).build());
    long beyondInt = 5_000_000_000L;
    storage().commit(ChangeSet.of(SHOP).addEntries(entry(file, beyondInt)).build());

    assertEquals(
        List.of(1L, 3L, 6L, 7L, 9L, beyondInt),
        storage().entries(SHOP, file.id(), PageRequest.oldest(10)).items().stream()
            .map(LedgerEntry::seq)
            .toList());
    assertEquals(
        List.of(beyondInt, 9L),
        storage().entries(SHOP, file.id(), PageRequest.newest(2)).items().stream()
            .map(LedgerEntry::seq)
            .toList());
  }

  @Test
  default void required_S511_the_timeline_merges_visits_entries_and_events_by_number() {
    CustomerFile file = fileOf(lines(1, 9));
    List<TimelineEntry> timeline =
        storage().timeline(SHOP, file.id(), PageRequest.oldest(100)).items();

    assertEquals(lines(1, 9), timeline.stream().map(TimelineEntry::seq).toList());
    for (TimelineEntry line : timeline) {
      long seq = line.seq();
      TimelineEntry expected =
          switch ((int) (seq % 3)) {
            case 0 -> new TimelineEntry.OfVisit(visit(file, idOf(file, seq), seq));
            case 1 -> new TimelineEntry.OfEntry(entry(file, seq));
            default -> new TimelineEntry.OfEvent(event(file, seq));
          };
      assertEquals(expected, line);
    }
  }

  @Test
  default void required_S512_an_uneven_timeline_pages_without_loss_or_doubles() {
    LongToIntFunction sort = seq -> seq <= 40 ? 0 : seq <= 45 ? 1 : seq % 7 == 0 ? 2 : 1;
    CustomerFile file = fileOf(1, lines(1, 90), sort);
    for (Order order : Order.values()) {
      List<Long> expected = new ArrayList<>(lines(1, 90));
      if (order == Order.NEWEST_FIRST) {
        Collections.reverse(expected);
      }
      for (int limit : new int[] {1, 2, 7, 40, 45, 89, 90, 91}) {
        Reader timeline = timeline();
        Answer first = timeline.read(file, new PageRequest(start(order), limit, order));
        assertEquals(expected, join(first, timeline, file), limit + " " + order);
      }
    }
  }

  @Test
  default void required_S513_a_timeline_read_while_lines_are_appended_loses_none() {
    assumeThreads();
    CustomerFile first = file(1);
    storage().commit(creating(first));
    int commits = 300;
    AtomicBoolean done = new AtomicBoolean();
    race(
        thread ->
            () -> {
              if (thread == 0) {
                try {
                  appendTriples(first, commits);
                } finally {
                  done.set(true);
                }
                return true;
              }
              Order order = Order.values()[thread % 2];
              while (!done.get()) {
                Reader timeline = timeline();
                Answer start = timeline.read(first, new PageRequest(start(order), 50, order));
                List<Long> seqs = new ArrayList<>(join(start, timeline, first));
                Collections.sort(seqs);
                assertEquals(LongStream.rangeClosed(1, seqs.size()).boxed().toList(), seqs);
              }
              return true;
            });
    assertEquals(
        3L * commits,
        storage().timeline(SHOP, first.id(), PageRequest.newest(1)).items().get(0).seq());
  }

  /** Appends a visit, an entry and an event with each commit. */
  private void appendTriples(CustomerFile first, int commits) {
    CustomerFile file = first;
    for (int i = 1; i <= commits; i++) {
      CustomerFile after = ImmutableCustomerFile.copyOf(next(file)).withLastSeq(3L * i);
      storage()
          .commit(
              changing(file, after)
                  .addVisits(visit(after, visitId(i), 3L * i - 2))
                  .addEntries(entry(after, 3L * i - 1))
                  .addEvents(event(after, 3L * i))
                  .build());
      file = after;
    }
  }

  private void assertPages(Order order) {
    CustomerFile file = fileOf(lines(1, 30));
    for (Reader reader : readers()) {
      for (int limit : new int[] {1, 2, 3, 5, 9, 10, 11, 29, 30, 31, 1_000}) {
        Answer first = reader.read(file, new PageRequest(start(order), limit, order));
        assertEquals(
            reader.of(1, 30, order),
            join(first, reader, file),
            reader.name() + " in pages of " + limit);
      }
    }
  }

  /**
   * Follows the pages to the end; no page may be longer than asked for, or empty before the end.
   */
  private static List<Long> join(Answer first, Reader reader, CustomerFile file) {
    List<Long> seqs = new ArrayList<>(first.seqs());
    Optional<PageRequest> next = first.next();
    while (next.isPresent()) {
      Answer answer = reader.read(file, next.get());
      assertTrue(answer.seqs().size() <= next.get().limit(), "a page keeps its limit");
      assertTrue(!answer.seqs().isEmpty() || answer.next().isEmpty(), "no empty page but the last");
      seqs.addAll(answer.seqs());
      next = answer.next();
      assertTrue(seqs.size() <= 10_000, "the pages come to an end");
    }
    return seqs;
  }

  private static long start(Order order) {
    return switch (order) {
      case OLDEST_FIRST -> 0;
      case NEWEST_FIRST -> Long.MAX_VALUE;
    };
  }

  private static List<Long> lines(long from, long through) {
    return LongStream.rangeClosed(from, through).boxed().toList();
  }

  private CustomerFile fileOf(List<Long> lines) {
    return fileOf(1, lines, BY_THREE);
  }

  private CustomerFile fileOf(int customer, List<Long> lines, LongToIntFunction sort) {
    CustomerFile file =
        ImmutableCustomerFile.copyOf(file(customer)).withLastSeq(lines.get(lines.size() - 1));
    ImmutableChangeSet.Builder change = ChangeSet.of(SHOP).addFiles(Samples.creation(file));
    addLines(change, file, lines, sort);
    storage().commit(change.build());
    return file;
  }

  private void append(CustomerFile file, List<Long> lines) {
    CustomerFile after =
        ImmutableCustomerFile.copyOf(next(file)).withLastSeq(lines.get(lines.size() - 1));
    ImmutableChangeSet.Builder change = changing(file, after);
    addLines(change, after, lines, BY_THREE);
    storage().commit(change.build());
  }

  private static void addLines(
      ImmutableChangeSet.Builder change,
      CustomerFile file,
      List<Long> lines,
      LongToIntFunction sort) {
    for (long seq : lines) {
      switch (sort.applyAsInt(seq)) {
        case 0 -> change.addVisits(visit(file, idOf(file, seq), seq));
        case 1 -> change.addEntries(entry(file, seq));
        default -> change.addEvents(event(file, seq));
      }
    }
  }

  private static VisitId idOf(CustomerFile file, long seq) {
    return visitId(10_000 * (file.id().value().getLeastSignificantBits() & 0xff) + seq);
  }

  private static <T> Answer answer(Page<T> page, ToLongFunction<T> seq) {
    return new Answer(page.items().stream().mapToLong(seq).boxed().toList(), page.next());
  }

  /** The three sorts of lines, as {@link #BY_THREE} deals them, and all of them as the timeline. */
  private List<Reader> readers() {
    return List.of(
        new Reader(
            "visits",
            seq -> seq % 3 == 0,
            (file, page) -> answer(storage().visits(SHOP, file.id(), page), Visit::seq)),
        new Reader(
            "entries",
            seq -> seq % 3 == 1,
            (file, page) -> answer(storage().entries(SHOP, file.id(), page), LedgerEntry::seq)),
        new Reader(
            "events",
            seq -> seq % 3 == 2,
            (file, page) -> answer(storage().events(SHOP, file.id(), page), FileEvent::seq)),
        timeline());
  }

  private Reader timeline() {
    return new Reader(
        "timeline",
        seq -> true,
        (file, page) -> answer(storage().timeline(SHOP, file.id(), page), TimelineEntry::seq));
  }

  /** What a page said, the lines by their numbers. */
  record Answer(List<Long> seqs, Optional<PageRequest> next) {}

  /** One of the reads that answer in pages, and which lines it is about. */
  record Reader(
      String name, LongPredicate about, BiFunction<CustomerFile, PageRequest, Answer> pages) {

    Answer read(CustomerFile file, PageRequest page) {
      return pages.apply(file, page);
    }

    List<Long> of(long from, long through, Order order) {
      List<Long> seqs =
          new ArrayList<>(LongStream.rangeClosed(from, through).filter(about).boxed().toList());
      if (order == Order.NEWEST_FIRST) {
        Collections.reverse(seqs);
      }
      return seqs;
    }
  }
}
