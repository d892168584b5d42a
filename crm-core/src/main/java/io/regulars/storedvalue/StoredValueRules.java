package io.regulars.storedvalue;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Refusal;
import io.regulars.ledger.Credit;
import io.regulars.ledger.Holds;
import io.regulars.ledger.ImmutableCredit;
import io.regulars.ledger.LedgerRules;
import io.regulars.ledger.LotTerm;
import io.regulars.ledger.Take;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Shares;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.ledger.Source;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * How stored value comes, is shared out to a payment, and is paid back. Amounts are minor units; a
 * top-up is two lots known by its number, one on {@link AccountKind#PRINCIPAL}, one on {@link
 * AccountKind#BONUS}.
 */
public final class StoredValueRules {

  private static final List<AccountKind> ACCOUNTS =
      List.of(AccountKind.PRINCIPAL, AccountKind.BONUS);
  private static final Comparator<Lot> NEWEST_FIRST =
      Comparator.comparing(Lot::earnedAt).thenComparing(Lot::number).reversed();

  private StoredValueRules() {}

  /** Credits what was paid, and what is given on top of it. */
  static Optional<Refusal> topUp(
      FileDraft draft, StoredValuePlan plan, TopUp command, Source source) {
    long paid = command.amount().getAmountMinorLong();
    long given = plan.bonus(command.amount());
    Optional<Refusal> full =
        LedgerRules.room(draft, AccountKind.PRINCIPAL, paid)
            .or(() -> LedgerRules.room(draft, AccountKind.BONUS, given));
    if (full.isPresent()) {
      return full;
    }
    String amount = command.amount().toString();
    LedgerRules.credit(
        draft,
        credit(draft, AccountKind.PRINCIPAL, EntryKind.BOUGHT, paid, plan.term(), command, source)
            .worth(paid)
            .explanation(
                Explanation.of(
                    "stored-value.topped-up",
                    amount,
                    command.means().name(),
                    command.store().value(),
                    command.number()))
            .build());
    if (given > 0) {
      LedgerRules.credit(
          draft,
          credit(
                  draft,
                  AccountKind.BONUS,
                  EntryKind.GRANTED,
                  given,
                  plan.bonusTerm(),
                  command,
                  source)
              .explanation(
                  Explanation.of(
                      "stored-value.bonus",
                      money(draft, given).toString(),
                      amount,
                      plan.rung(command.amount()).orElseThrow().charge().toString()))
              .build());
    }
    return Optional.empty();
  }

  private static ImmutableCredit.Builder credit(
      FileDraft draft,
      AccountKind account,
      EntryKind kind,
      long amount,
      LotTerm term,
      TopUp command,
      Source source) {
    return Credit.builder()
        .account(account)
        .kind(kind)
        .amount(amount)
        .earnedAt(draft.asOf())
        .endsAt(term.endsAt(draft.asOf(), zone(draft, command), draft))
        .term(term.text())
        .ref(command.number())
        .source(source);
  }

  /** That of the store, which the service has found. */
  private static ZoneId zone(FileDraft draft, TopUp command) {
    return draft.merchant().store(command.store()).orElseThrow().zone();
  }

  /**
   * The principal's part of a payment of {@code amount}; the rest is the bonus's. If both together
   * do not pay it, what is missing is in the principal's part.
   *
   * @param principal what can be used of the principal
   * @param bonus what can be used of the bonus
   */
  static long principalPart(SpendOrder order, long amount, long principal, long bonus) {
    if (amount >= principal + bonus) {
      return amount - bonus;
    }
    return switch (order) {
      case PRINCIPAL_FIRST -> Math.min(amount, principal);
      case BONUS_FIRST -> amount - Math.min(amount, bonus);
      case PROPORTIONAL -> Shares.of(principal, amount, principal + bonus);
    };
  }

  /** The lots a refund pays back, in its order. */
  static List<Lot> refundable(FileDraft draft, Optional<String> topUp) {
    return draft.account(AccountKind.PRINCIPAL).lots().stream()
        .filter(lot -> lot.left() > 0 && (topUp.isEmpty() || topUp.equals(lot.ref())))
        .sorted(NEWEST_FIRST)
        .toList();
  }

  /**
   * Pays unused principal back, and lets the bonus go as the program says.
   *
   * @param history the file's entries from the opening of the oldest lot that is refundable on
   */
  static Optional<Refusal> refund(
      FileDraft draft, RefundStoredValue command, List<LedgerEntry> history, Source source) {
    List<Lot> lots = refundable(draft, command.topUp());
    long unused = lots.stream().mapToLong(Lot::left).sum();
    long asked = command.amount().map(Money::getAmountMinorLong).orElse(unused);
    if (asked == 0 || asked > unused) {
      return Refusal.of(
          Reason.REFUND_EXCEEDS,
          command.topUp().orElse(AccountKind.PRINCIPAL.code()),
          money(draft, asked),
          money(draft, unused));
    }
    BonusOnRefund policy = policy(draft);
    long rest = asked;
    for (Lot lot : lots) {
      long part = Math.min(rest, lot.left());
      if (part > 0) {
        long forfeited = forfeited(draft, policy, lot, part, history);
        payBack(draft, lot, part, forfeited, command.reason(), source);
        rest -= part;
      }
    }
    return Optional.empty();
  }

  private static void payBack(
      FileDraft draft, Lot lot, long part, long forfeited, String reason, Source source) {
    String topUp = lot.ref().orElse("");
    String amount = money(draft, part).toString();
    LedgerRules.payBack(
        draft,
        AccountKind.PRINCIPAL,
        lot,
        part,
        part,
        source,
        Explanation.of("stored-value.refunded", amount, topUp, reason, policy(draft).name()));
    if (forfeited > 0) {
      LedgerRules.payBack(
          draft,
          AccountKind.BONUS,
          draft.account(AccountKind.BONUS).lot(topUp).orElseThrow(),
          forfeited,
          0,
          source,
          Explanation.of(
              "stored-value.forfeited", money(draft, forfeited).toString(), amount, topUp));
    }
  }

  /**
   * Bonus that comes back with a sale is forfeited as far as it would have been had it been there
   * when principal of its top-up was paid back: so it does not matter which was first.
   *
   * @param topUp the number of the top-up
   * @param come how much of its bonus came back now
   * @param history the file's entries from the opening of the top-up's lots on, or of the bonus's
   *     alone if no principal of it was paid back since
   */
  public static void cameBack(
      FileDraft draft, String topUp, long come, List<LedgerEntry> history, Source source) {
    Optional<Lot> lot = draft.account(AccountKind.BONUS).lot(topUp);
    if (lot.isEmpty()) {
      return;
    }
    long most = Math.min(come, unused(lot.get()));
    long forfeited =
        refunded(topUp, BonusOnRefund.FORFEIT_ALL, history) > 0
            ? most
            : Math.min(most, due(topUp, 0, history));
    if (forfeited > 0) {
      LedgerRules.payBack(
          draft,
          AccountKind.BONUS,
          lot.get(),
          forfeited,
          0,
          source,
          Explanation.of(
              "stored-value.forfeited.returned", money(draft, forfeited).toString(), topUp));
    }
  }

  /** How much of a top-up was paid back while the program said so of its bonus. */
  private static long refunded(String topUp, BonusOnRefund policy, List<LedgerEntry> history) {
    return -history.stream()
        .filter(entry -> entry.account().equals(AccountKind.PRINCIPAL))
        .filter(entry -> entry.kind() == EntryKind.REVERSED)
        .filter(entry -> entry.lotRef().filter(topUp::equals).isPresent())
        .filter(entry -> entry.explanation().figures().get(3).equals(policy.name()))
        .mapToLong(LedgerEntry::amount)
        .sum();
  }

  private static BonusOnRefund policy(FileDraft draft) {
    return draft
        .program()
        .plan(StoredValuePlan.class)
        .map(StoredValuePlan::onRefund)
        .orElse(BonusOnRefund.FORFEIT_PART);
  }

  /** How much of the bonus goes with {@code part} of the principal on {@code lot}. */
  private static long forfeited(
      FileDraft draft, BonusOnRefund policy, Lot lot, long part, List<LedgerEntry> history) {
    long left =
        lot.ref()
            .flatMap(draft.account(AccountKind.BONUS)::lot)
            .map(StoredValueRules::unused)
            .orElse(0L);
    return switch (policy) {
      case KEEP -> 0;
      case FORFEIT_ALL -> left;
      case FORFEIT_PART ->
          Math.min(left, lot.ref().map(topUp -> due(topUp, part, history)).orElse(0L));
    };
  }

  /** What is left of a lot, frozen or not: a freeze saves no bonus from going. */
  private static long unused(Lot lot) {
    return lot.left() + lot.held(Hold.Kind.FROZEN);
  }

  /**
   * The bonus that is to be gone once {@code part} more is paid back, less what is gone already:
   * what stays is rounded down, so any sequence of refunds forfeits what one refund would. What was
   * paid back while the program said otherwise takes no part of it.
   */
  private static long due(String topUp, long part, List<LedgerEntry> history) {
    long paid = sum(history, AccountKind.PRINCIPAL, EntryKind.BOUGHT, topUp);
    long refunded = refunded(topUp, BonusOnRefund.FORFEIT_PART, history) + part;
    long given = sum(history, AccountKind.BONUS, EntryKind.GRANTED, topUp);
    long gone = -sum(history, AccountKind.BONUS, EntryKind.REVERSED, topUp);
    return given == 0 || refunded == 0
        ? 0
        : Math.max(0, given - Shares.of(given, paid - refunded, paid) - gone);
  }

  private static long sum(
      List<LedgerEntry> history, AccountKind account, EntryKind kind, String topUp) {
    return history.stream()
        .filter(entry -> entry.account().equals(account) && entry.kind() == kind)
        .filter(entry -> entry.lotRef().filter(topUp::equals).isPresent())
        .mapToLong(LedgerEntry::amount)
        .sum();
  }

  /** Suspends all that can be used; refused if there is nothing. */
  static Optional<Refusal> freeze(FileDraft draft, String ref, Source source) {
    boolean nothing = true;
    for (AccountKind account : ACCOUNTS) {
      long left = draft.account(account).available();
      if (left > 0) {
        nothing = false;
        Hold hold = new Hold(Hold.Kind.FROZEN, ref, left, draft.asOf(), Optional.empty());
        Explanation why = Explanation.of("stored-value.frozen", ref);
        Holds.hold(draft, account, hold, Take.ANY, source, why);
      }
    }
    return nothing ? Refusal.of(Reason.NOT_ENOUGH, AccountKind.PRINCIPAL, 1, 0) : Optional.empty();
  }

  /** Lets go what a freeze suspended; refused if that is nothing. */
  static Optional<Refusal> thaw(FileDraft draft, String ref, Source source) {
    long released = 0;
    for (AccountKind account : ACCOUNTS) {
      Explanation why = Explanation.of("stored-value.thawed", ref);
      released += Holds.release(draft, account, Hold.Kind.FROZEN, ref, source, why);
    }
    return released == 0
        ? Refusal.of(Reason.NOTHING_HELD, AccountKind.PRINCIPAL, ref)
        : Optional.empty();
  }

  /** So many minor units in the merchant's currency. */
  static Money money(FileDraft draft, long minor) {
    return Money.ofMinor(draft.merchant().currency(), minor);
  }
}
