package io.regulars.examples.quickstart;

import io.regulars.spi.CustomerId;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.TimelineEntry;
import io.regulars.spi.lifecycle.Stage;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * A dormant customer, as the list of those worth a call shows him.
 *
 * @param customer the file
 * @param name what he is called
 * @param spent in all
 * @param visits in all
 * @param lastVisitAt when he was seen last
 */
public record FormerRegular(
    CustomerId customer, String name, Money spent, long visits, Instant lastVisitAt) {

  /** Best former spenders first; equal ones by name. */
  static final Comparator<FormerRegular> BEST_FIRST =
      Comparator.comparing(FormerRegular::spent).reversed().thenComparing(FormerRegular::name);

  /** The customer of this file and timeline, if dormant. */
  static Optional<FormerRegular> of(CustomerFile file, List<TimelineEntry> timeline) {
    if (file.stage().stage() != Stage.DORMANT) {
      return Optional.empty();
    }
    Money spent = Money.zero(CdnowShop.CURRENCY);
    long visits = 0;
    for (TimelineEntry line : timeline) {
      if (line instanceof TimelineEntry.OfVisit of) {
        spent = spent.plus(of.visit().total());
        visits++;
      }
    }
    return Optional.of(
        new FormerRegular(
            file.id(),
            file.profile().name(),
            spent,
            visits,
            file.stage().lastVisitAt().orElseThrow()));
  }
}
