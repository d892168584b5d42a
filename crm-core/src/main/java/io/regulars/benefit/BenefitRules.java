package io.regulars.benefit;

import io.regulars.benefit.Every.Days;
import io.regulars.engine.FileDraft;
import io.regulars.engine.Refusal;
import io.regulars.ledger.Credit;
import io.regulars.ledger.LedgerRules;
import io.regulars.ledger.Restorations;
import io.regulars.ledger.Take;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.tier.TierCode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How benefits are used. A period's quota is a lot known by its first day; it is granted when it is
 * first used, so nothing is written for who does not ask. How many uses were granted is counted on
 * an account of its own, whatever becomes of them.
 */
final class BenefitRules {

  private BenefitRules() {}

  /** Today, in the merchant's zone. */
  static LocalDate today(FileDraft draft) {
    return draft.asOf().atZone(draft.merchant().zone()).toLocalDate();
  }

  /** Grants what the period's quota lacks, and takes one use from it. */
  static Optional<Refusal> use(FileDraft draft, Benefit benefit, Source grant, Source use) {
    TierCode tier = draft.tier().tier();
    if (!benefit.tiers().contains(tier)) {
      String holders =
          benefit.tiers().stream().map(TierCode::value).collect(Collectors.joining(", "));
      return Refusal.of(Reason.BENEFIT_NOT_HELD, benefit.code(), tier, holders);
    }
    LocalDate today = today(draft);
    Optional<Days> period = benefit.every().around(draft, today);
    if (period.isEmpty()) {
      return notNow(draft, benefit, today);
    }
    long lacking = lacking(draft, benefit);
    if (lacking > 0) {
      grant(draft, benefit, period.get(), lacking, grant);
    }
    if (left(draft, benefit) == 0) {
      return Refusal.of(
          Reason.BENEFIT_USED_UP, benefit.code(), benefit.uses(), next(draft, benefit, today));
    }
    return LedgerRules.debit(
        draft,
        benefit.account(),
        EntryKind.SPENT,
        1,
        Take.ANY,
        use,
        Explanation.of("benefit.used", benefit.code()));
  }

  private static Optional<Refusal> notNow(FileDraft draft, Benefit benefit, LocalDate today) {
    return draft.profile().birthday().isEmpty()
        ? Refusal.of(Reason.BIRTHDAY_UNKNOWN, benefit.code())
        : Refusal.of(Reason.BENEFIT_NOT_NOW, benefit.code(), next(draft, benefit, today));
  }

  private static String next(FileDraft draft, Benefit benefit, LocalDate today) {
    return benefit.every().next(draft, today).map(LocalDate::toString).orElse("");
  }

  private static void grant(
      FileDraft draft, Benefit benefit, Days period, long uses, Source source) {
    LocalDate first = period.first();
    Explanation why =
        Explanation.of(
            "benefit.granted",
            Long.toString(uses),
            benefit.code(),
            draft.tier().tier().value(),
            first.toString());
    credit(draft, benefit, benefit.account(), uses, first, period.end(), source, why);
    LocalDate next = benefit.every().grantedAnewFrom(period);
    credit(draft, benefit, issued(benefit), uses, first, next, source, why);
  }

  private static void credit(
      FileDraft draft,
      Benefit benefit,
      AccountKind account,
      long uses,
      LocalDate first,
      LocalDate end,
      Source source,
      Explanation why) {
    LedgerRules.credit(
        draft,
        Credit.builder()
            .account(account)
            .kind(EntryKind.GRANTED)
            .amount(uses)
            .earnedAt(draft.asOf())
            .endsAt(end.atStartOfDay(draft.merchant().zone()).toInstant())
            .term(benefit.every().name())
            .ref(first.toString())
            .source(source)
            .explanation(why)
            .build());
  }

  private static AccountKind issued(Benefit benefit) {
    return AccountKind.issued(benefit.account());
  }

  /** How many uses of the present period were never granted so far; none if it is negative. */
  private static long lacking(FileDraft draft, Benefit benefit) {
    return benefit.uses() - draft.account(issued(benefit)).available();
  }

  private static long left(FileDraft draft, Benefit benefit) {
    return draft.account(benefit.account()).available();
  }

  /** What the customer may still have of it, and until when. */
  static BenefitStanding standing(FileDraft draft, Benefit benefit) {
    boolean held = benefit.tiers().contains(draft.tier().tier());
    LocalDate today = today(draft);
    Optional<Days> period = benefit.every().around(draft, today);
    long left = 0;
    if (held && period.isPresent()) {
      left = Math.max(0, lacking(draft, benefit)) + left(draft, benefit);
    }
    return new BenefitStanding(
        benefit, held, left, period.map(Days::end), benefit.every().next(draft, today));
  }

  /**
   * Gives a use back.
   *
   * @param use the entry of the use
   * @param history the file's entries from the one that opened its lot on
   * @param key the host's key of the use
   */
  static Optional<Refusal> giveBack(
      FileDraft draft, LedgerEntry use, List<LedgerEntry> history, String key, Explanation why) {
    long standing =
        -history.stream()
            .filter(entry -> entry.lot() == use.lot() && entry.account().equals(use.account()))
            .filter(entry -> entry.source().equals(use.source()))
            .filter(entry -> entry.kind() == EntryKind.SPENT || entry.kind() == EntryKind.RESTORED)
            .mapToLong(LedgerEntry::amount)
            .sum();
    if (standing <= 0) {
      return Refusal.of(Reason.BENEFIT_GIVEN_BACK, key);
    }
    Restorations.restore(draft, use, 1, history, Optional.empty(), use.source(), why);
    return Optional.empty();
  }
}
