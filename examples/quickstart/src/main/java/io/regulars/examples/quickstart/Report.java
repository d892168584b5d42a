package io.regulars.examples.quickstart;

import io.regulars.Desk;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Page;
import io.regulars.spi.PageRequest;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.TimelineEntry;
import io.regulars.spi.storage.CustomerCriteria;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * What the owner looks at, read from files and timelines and from nothing else.
 *
 * @param summary the shop in figures
 * @param wakeUp dormant customers worth a call, best former spenders first
 * @param example everything that ever happened to one of them, with the shortest story; empty if
 *     there is none
 */
public record Report(Summary summary, List<FormerRegular> wakeUp, Optional<Story> example) {

  private static final int WORTH_A_CALL = 10;

  /** Copies the list. */
  public Report {
    wakeUp = List.copyOf(wakeUp);
  }

  /**
   * A customer's file, told line by line.
   *
   * @param name what the customer is called
   * @param timeline everything that ever happened to the file
   */
  public record Story(String name, List<TimelineEntry> timeline) {}

  /** Reads every file and every timeline of the desk's merchant once. */
  public static Report read(Desk desk, long customers, Progress progress) {
    Tally tally = new Tally();
    PriorityQueue<FormerRegular> best = new PriorityQueue<>(FormerRegular.BEST_FIRST.reversed());
    progress.begin("timelines read", customers);
    try (Stream<CustomerFile> files = desk.customers().search(CustomerCriteria.ALL)) {
      for (Iterator<CustomerFile> each = files.iterator(); each.hasNext(); ) {
        CustomerFile file = each.next();
        List<TimelineEntry> timeline = timeline(desk, file.id());
        tally.add(file);
        timeline.forEach(tally::add);
        FormerRegular.of(file, timeline).ifPresent(best::add);
        if (best.size() > WORTH_A_CALL) {
          best.remove();
        }
        progress.advance(1);
      }
    }
    progress.end();
    List<FormerRegular> wakeUp = best.stream().sorted(FormerRegular.BEST_FIRST).toList();
    Optional<Story> example =
        wakeUp.stream()
            .min(Comparator.comparing(FormerRegular::visits))
            .map(regular -> new Story(regular.name(), timeline(desk, regular.customer())));
    return new Report(tally.summary(), wakeUp, example);
  }

  private static List<TimelineEntry> timeline(Desk desk, CustomerId customer) {
    List<TimelineEntry> lines = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.oldest(PageRequest.MAX_LIMIT));
    while (next.isPresent()) {
      Page<TimelineEntry> page = desk.customers().timeline(customer, next.get());
      lines.addAll(page.items());
      next = page.next();
    }
    return lines;
  }
}
