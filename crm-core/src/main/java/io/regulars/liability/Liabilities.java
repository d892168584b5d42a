package io.regulars.liability;

import io.regulars.course.SessionPrice;
import io.regulars.liability.LiabilityReport.Bucket;
import io.regulars.liability.LiabilityReport.Line;
import io.regulars.spi.Shares;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds up accounts, file by file, in memory that does not grow with the number of files. */
final class Liabilities {

  private static final YearMonth NEVER = YearMonth.of(9999, 12);

  private final ZoneId zone;
  private final Map<Place, Sum> sums = new HashMap<>();

  /** Nothing added yet; months are those of {@code zone}. */
  Liabilities(ZoneId zone) {
    this.zone = zone;
  }

  private record Place(AccountKind account, Bucket bucket, Optional<YearMonth> month) {}

  private record Sum(long amount, long worth) {

    Sum plus(Sum more) {
      return new Sum(Math.addExact(amount, more.amount), Math.addExact(worth, more.worth));
    }
  }

  /**
   * Whether the merchant owes what the account counts: not a tally, nor quotas, which are granted
   * when they are first used.
   */
  static boolean isOwed(AccountKind account) {
    return !account.isTally() && !account.isQuota();
  }

  /** Adds one account of one customer. */
  void add(LedgerAccount account) {
    for (Lot lot : account.lots()) {
      add(account.kind(), lot);
    }
    if (account.deficit() > 0) {
      Place place = new Place(account.kind(), Bucket.DEFICIT, Optional.empty());
      sums.merge(place, new Sum(account.deficit(), 0), Sum::plus);
    }
  }

  private void add(AccountKind account, Lot lot) {
    Optional<YearMonth> month = lot.endsAt().map(this::lastMonth);
    long rest = lot.remaining();
    for (Bucket bucket : Bucket.values()) {
      long part = part(lot, bucket);
      if (part > 0) {
        long worth = worth(account, lot, rest) - worth(account, lot, rest - part);
        sums.merge(new Place(account, bucket, month), new Sum(part, worth), Sum::plus);
        rest -= part;
      }
    }
  }

  /**
   * What the last {@code rest} of a lot are worth: what was paid, less the share of the others,
   * rounded down; of a card, what a refund would give back for them.
   */
  private static long worth(AccountKind account, Lot lot, long rest) {
    return account.isCourse()
        ? SessionPrice.ofLast(lot, rest)
        : lot.worth() - Shares.of(lot.worth(), lot.amount() - rest, lot.amount());
  }

  private static long part(Lot lot, Bucket bucket) {
    return switch (bucket) {
      case AVAILABLE -> lot.left();
      case PENDING -> lot.held(Hold.Kind.PENDING);
      case RESERVED -> lot.held(Hold.Kind.RESERVED);
      case FROZEN -> lot.held(Hold.Kind.FROZEN);
      case DEFICIT -> 0;
    };
  }

  /** Ends are exclusive: what ends with the first instant of January is used last in December. */
  private YearMonth lastMonth(Instant end) {
    return YearMonth.from(end.minus(1, ChronoUnit.MICROS).atZone(zone));
  }

  /** The sums so far, in the order of the report. */
  List<Line> lines() {
    return sums.entrySet().stream()
        .map(
            sum ->
                new Line(
                    sum.getKey().account(),
                    sum.getKey().bucket(),
                    sum.getKey().month(),
                    sum.getValue().amount(),
                    sum.getValue().worth()))
        .sorted(
            Comparator.comparing((Line line) -> line.account().code())
                .thenComparing(Line::bucket)
                .thenComparing(line -> line.month().orElse(NEVER)))
        .toList();
  }

  /**
   * Adds what an entry ended that could be used last from {@code from} on and before {@code to}.
   */
  static void addEnded(Map<AccountKind, Long> ended, LedgerEntry entry, Instant from, Instant to) {
    if (entry.kind() == EntryKind.ENDED
        && isOwed(entry.account())
        && entry.occurredAt().isAfter(from)
        && !entry.occurredAt().isAfter(to)) {
      ended.merge(entry.account(), -entry.amount(), Math::addExact);
    }
  }
}
