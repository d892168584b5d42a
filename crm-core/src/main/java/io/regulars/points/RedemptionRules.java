package io.regulars.points;

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
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.ledger.Source;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What points buy, and how that is undone. */
final class RedemptionRules {

  private RedemptionRules() {}

  /** Spends points, those ending first before all others. */
  static Optional<Refusal> spend(FileDraft draft, long points, Source source, Explanation why) {
    return LedgerRules.debit(
        draft, AccountKind.POINTS, EntryKind.SPENT, points, Take.ANY, source, why);
  }

  /** Spends what the reward takes, and gives the course card, if it is one. */
  static Optional<Refusal> redeem(FileDraft draft, RedeemReward command, Source source) {
    Optional<PointsPlan> plan = draft.program().plan(PointsPlan.class);
    Optional<Reward> reward = plan.flatMap(points -> points.reward(command.reward()));
    if (reward.isEmpty()) {
      List<Reward> rewards = plan.map(PointsPlan::rewards).orElse(List.of());
      return Refusal.of(
          Reason.NO_SUCH_REWARD, command.reward(), rewards.stream().map(Reward::code).toList());
    }
    String points = Long.toString(reward.get().points());
    Explanation why = Explanation.of("points.redeemed", points, command.reward());
    Optional<Refusal> refusal = spend(draft, reward.get().points(), source, why);
    if (refusal.isEmpty() && reward.get().card().isPresent()) {
      refusal = give(draft, reward.get().card().get(), command, source);
    }
    return refusal;
  }

  private static Optional<Refusal> give(
      FileDraft draft, Reward.Card card, RedeemReward command, Source source) {
    AccountKind account = AccountKind.course(card.item());
    String number = command.card().orElseThrow();
    if (draft.account(account).isTaken(number)) {
      return Refusal.of(Reason.REF_TAKEN, account, number);
    }
    Optional<Refusal> full = LedgerRules.room(draft, account, card.sessions());
    if (full.isEmpty()) {
      ZoneId zone = draft.merchant().zone();
      LedgerRules.credit(
          draft,
          Credit.builder()
              .account(account)
              .kind(EntryKind.GRANTED)
              .amount(card.sessions())
              .earnedAt(draft.asOf())
              .endsAt(card.term().endsAt(draft.asOf(), zone, draft))
              .term(card.term().text())
              .ref(number)
              .source(source)
              .explanation(Explanation.of("reward.given", command.reward(), number))
              .build());
    }
    return full;
  }

  /**
   * Undoes a redemption: what it gave must be there in whole, and is taken back; then the points go
   * back.
   *
   * @param redeemed the entries of the redemption
   * @param history the file's entries from the opening of every lot it touched
   */
  static Optional<Refusal> cancel(
      FileDraft draft,
      List<LedgerEntry> redeemed,
      List<LedgerEntry> history,
      Source source,
      Explanation why) {
    for (LedgerEntry entry : redeemed) {
      if (entry.kind() == EntryKind.GRANTED) {
        Optional<Refusal> used = takeBack(draft, entry, source, why);
        if (used.isPresent()) {
          return used;
        }
      }
    }
    Period longer =
        draft.program().plan(PointsPlan.class).map(PointsPlan::restoredFor).orElse(Period.ZERO);
    Optional<Instant> newEnd = Restorations.newEnd(draft, longer, draft.merchant().zone());
    Restorations.restoreAll(draft, redeemed, history, newEnd, source, why);
    return Optional.empty();
  }

  private static Optional<Refusal> takeBack(
      FileDraft draft, LedgerEntry given, Source source, Explanation why) {
    Optional<Lot> card =
        draft.account(given.account()).lots().stream()
            .filter(lot -> lot.number() == given.lot())
            .findFirst();
    long left = card.map(Lot::left).orElse(0L);
    if (left < given.amount()) {
      return Refusal.of(Reason.REWARD_USED, given.account(), given.amount(), left);
    }
    LedgerRules.payBack(draft, given.account(), card.orElseThrow(), given.amount(), 0, source, why);
    return Optional.empty();
  }
}
