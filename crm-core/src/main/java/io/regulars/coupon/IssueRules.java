package io.regulars.coupon;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Refusal;
import io.regulars.ledger.Credit;
import io.regulars.ledger.Granularity;
import io.regulars.ledger.LedgerRules;
import io.regulars.ledger.LotTerm;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Source;
import java.time.Period;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a coupon comes onto a file, within the limits of its type. What was issued is counted on
 * accounts of its own, whatever becomes of the coupon: per customer and per day on the customer's
 * file, in all on the pool's.
 */
public final class IssueRules {

  /** A day, and the time until it is over in every zone: stores in all zones count together. */
  private static final LotTerm DAY = LotTerm.of(Period.ofDays(3), Granularity.DAY);

  private final FileDraft draft;
  private final CouponType type;
  private final ZoneId zone;
  private final Source source;

  /**
   * For one coupon.
   *
   * @param zone whose days count
   * @param source the fact it follows from
   */
  public IssueRules(FileDraft draft, CouponType type, ZoneId zone, Source source) {
    this.draft = draft;
    this.type = type;
    this.zone = zone;
    this.source = source;
  }

  /**
   * Issues the coupon and counts it.
   *
   * @param number the coupon's
   * @param why what its entry will say
   * @param pool the file that counts in all, if the type has such a limit; changed as well
   * @return refused beyond a limit, nothing having been changed
   */
  public Optional<Refusal> issue(String number, Explanation why, Optional<FileDraft> pool) {
    Optional<Refusal> refusal =
        beyond("IN_ALL", type.limitInAll(), pool.map(this::issued).orElse(0L))
            .or(() -> beyond("PER_CUSTOMER", type.limitPerCustomer(), issued(draft)))
            .or(() -> beyond("PER_DAY", type.limitPerDay(), issuedToday()));
    if (refusal.isEmpty()) {
      LedgerRules.credit(draft, coupon(number, why));
      pool.ifPresent(file -> LedgerRules.credit(file, count(counter(), LotTerm.UNLIMITED)));
      if (type.limitPerCustomer().isPresent()) {
        LedgerRules.credit(draft, count(counter(), LotTerm.UNLIMITED));
      }
      if (type.limitPerDay().isPresent()) {
        LedgerRules.credit(draft, count(dayCounter(), DAY));
      }
    }
    return refusal;
  }

  private Optional<Refusal> beyond(String name, OptionalLong limit, long issued) {
    return limit.isPresent() && issued >= limit.getAsLong()
        ? Refusal.of(Reason.COUPON_LIMIT, type.code(), name, limit.getAsLong(), issued)
        : Optional.empty();
  }

  private long issued(FileDraft file) {
    return file.account(counter()).available();
  }

  private long issuedToday() {
    return draft.account(dayCounter()).left(today());
  }

  private AccountKind counter() {
    return AccountKind.issued(AccountKind.coupon(type.code()));
  }

  private AccountKind dayCounter() {
    return AccountKind.of(counter() + "/DAY");
  }

  private String today() {
    return draft.asOf().atZone(zone).toLocalDate().toString();
  }

  private Credit coupon(String number, Explanation why) {
    return Credit.builder()
        .account(type.account())
        .kind(EntryKind.GRANTED)
        .amount(1)
        .earnedAt(draft.asOf())
        .endsAt(type.term().endsAt(draft.asOf(), zone, draft))
        .term(type.term().text())
        .ref(number)
        .source(source)
        .explanation(why)
        .build();
  }

  private Credit count(AccountKind counter, LotTerm term) {
    return Credit.builder()
        .account(counter)
        .kind(EntryKind.GRANTED)
        .amount(1)
        .earnedAt(draft.asOf())
        .endsAt(term.endsAt(draft.asOf(), zone, draft))
        .term(term.text())
        .ref(term.length().map(day -> today()))
        .source(source)
        .explanation(Explanation.of("coupon.counted", type.code()))
        .build();
  }
}
