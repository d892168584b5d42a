package io.regulars.benefit;

import io.regulars.benefit.Every.Days;
import io.regulars.engine.FileDraft;
import io.regulars.engine.Refusal;
import io.regulars.ledger.Credit;
import io.regulars.ledger.LedgerRules;
import io.regulars.ledger.Take;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.tier.TierCode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How benefits are used. A period's quota is a lot known by its first day; it is granted when it is
 * first used, so nothing is written for who does not ask.
 */
final class BenefitRules {

  private BenefitRules() {}

  /** Today, in the merchant's zone. */
  static LocalDate today(FileDraft draft) {
    return draft.asOf().atZone(draft.merchant().zone()).toLocalDate();
  }

  /** The open lot of the quota of the period from {@code first} on. */
  static Optional<Lot> quota(FileDraft draft, Benefit benefit, LocalDate first) {
    return draft.account(benefit.account()).lot(first.toString());
  }

  /** Whether what was granted for the period can only be told from the entries. */
  static boolean needsHistory(FileDraft draft, Benefit benefit) {
    Optional<Days> period = benefit.every().around(draft, today(draft));
    boolean booked =
        draft.accounts().stream().anyMatch(account -> account.kind().equals(benefit.account()));
    return booked && period.isPresent() && quota(draft, benefit, period.get().first()).isEmpty();
  }

  /** The first instant of the present period, which there is. */
  static Instant periodBegan(FileDraft draft, Benefit benefit) {
    Days period = benefit.every().around(draft, today(draft)).orElseThrow();
    return period.first().atStartOfDay(draft.merchant().zone()).toInstant();
  }

  /** Grants what the period's quota lacks, and takes one use from it. */
  static Optional<Refusal> use(
      FileDraft draft, Benefit benefit, List<LedgerEntry> history, Source grant, Source use) {
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
    LocalDate first = period.get().first();
    long lacking = benefit.uses() - granted(draft, benefit, first, history);
    if (lacking > 0) {
      grant(draft, benefit, period.get(), lacking, grant);
    }
    if (quota(draft, benefit, first).filter(lot -> lot.left() > 0).isEmpty()) {
      return Refusal.of(
          Reason.BENEFIT_USED_UP, benefit.code(), benefit.uses(), next(draft, benefit, today));
    }
    return LedgerRules.debit(
        draft,
        benefit.account(),
        EntryKind.SPENT,
        1,
        Take.of(first.toString()),
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
    LedgerRules.credit(
        draft,
        Credit.builder()
            .account(benefit.account())
            .kind(EntryKind.GRANTED)
            .amount(uses)
            .earnedAt(draft.asOf())
            .endsAt(period.end().atStartOfDay(draft.merchant().zone()).toInstant())
            .term(benefit.every().name())
            .ref(period.first().toString())
            .source(source)
            .explanation(
                Explanation.of(
                    "benefit.granted",
                    Long.toString(uses),
                    benefit.code(),
                    draft.tier().tier().value(),
                    period.first().toString()))
            .build());
  }

  /** How many uses of the period were granted so far, be its lot open or used up. */
  private static long granted(
      FileDraft draft, Benefit benefit, LocalDate first, List<LedgerEntry> history) {
    return quota(draft, benefit, first)
        .map(Lot::amount)
        .orElseGet(
            () ->
                history.stream()
                    .filter(entry -> entry.account().equals(benefit.account()))
                    .filter(entry -> entry.kind() == EntryKind.GRANTED)
                    .filter(entry -> entry.lotRef().filter(first.toString()::equals).isPresent())
                    .mapToLong(LedgerEntry::amount)
                    .sum());
  }

  /** What the customer may still have of it, and until when. */
  static BenefitStanding standing(FileDraft draft, Benefit benefit, List<LedgerEntry> history) {
    boolean held = benefit.tiers().contains(draft.tier().tier());
    LocalDate today = today(draft);
    Optional<Days> period = benefit.every().around(draft, today);
    long left = 0;
    if (held && period.isPresent()) {
      LocalDate first = period.get().first();
      long lacking = Math.max(0, benefit.uses() - granted(draft, benefit, first, history));
      left = lacking + quota(draft, benefit, first).map(Lot::left).orElse(0L);
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
    LedgerRules.restore(draft, use, 1, history, Optional.empty(), use.source(), why);
    return Optional.empty();
  }
}
