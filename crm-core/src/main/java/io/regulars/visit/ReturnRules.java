package io.regulars.visit;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Refusal;
import io.regulars.feedback.SurveyRules;
import io.regulars.ledger.Histories;
import io.regulars.ledger.Restorations;
import io.regulars.ledger.Reversals;
import io.regulars.ledger.Shortfall;
import io.regulars.ledger.ShortfallTerms;
import io.regulars.points.Shortfalls;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Shares;
import io.regulars.spi.Store;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.storage.VisitTakenBack;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitLine;
import io.regulars.spi.visit.VisitReturn;
import io.regulars.spi.visit.VisitReturn.ReturnedLine;
import io.regulars.spi.visit.VisitStatus;
import io.regulars.storedvalue.StoredValueRules;
import io.regulars.tier.TierRules;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;

/**
 * The refund planner (domain id V2): what taking back a visit, or a part of it, gives back and
 * takes back. First what the visit spent goes back where it came from, and with it what an earlier
 * return had sold is bought back; then what it earned is taken back, then the tier is looked at.
 * Everything is shared out by what has come back in all, so any sequence of returns adds up to the
 * full one; see docs/ledger.md.
 */
final class ReturnRules {

  private final FileDraft draft;
  private final Visit visit;
  private final List<LedgerEntry> history;
  private final CardFile cards;
  private final Source source;
  private final Explanation why;

  /**
   * For one visit.
   *
   * @param history the file's entries from the visit on, and from the opening of every lot the
   *     visit touched
   * @param cards the file whose course cards paid, if another customer's did
   */
  ReturnRules(
      FileDraft draft, Visit visit, List<LedgerEntry> history, CardFile cards, String reason) {
    this.draft = draft;
    this.visit = visit;
    this.history = history;
    this.cards = cards;
    this.source = Source.visit(visit.id());
    this.why = Explanation.of("visit.taken-back", visit.receipt(), reason);
  }

  /**
   * All that is left of the visit comes back.
   *
   * @param asked whether the customer was asked how the visit was; looked at if it is voided
   */
  static Optional<Refusal> all(
      FileDraft draft,
      Visit visit,
      TakeBackVisit command,
      List<LedgerEntry> history,
      CardFile cards,
      boolean asked) {
    if (!visit.status().stands()) {
      return Refusal.of(Reason.VISIT_ALREADY_TAKEN_BACK, visit.id(), visit.status());
    }
    Returned before = new Returned(visit, visit.returns());
    List<ReturnedLine> lines = new ArrayList<>();
    for (int line = 1; line <= visit.lines().size(); line++) {
      VisitLine sold = visit.lines().get(line - 1);
      long quantity = Math.max(0, sold.quantity() - before.quantity(line));
      long amount = sold.paid().getAmountMinorLong() - before.amount(line);
      if (quantity > 0 || amount > 0) {
        lines.add(new ReturnedLine(line, quantity, money(visit, amount)));
      }
    }
    boolean refund = command.how() == TakeBackVisit.How.REFUND;
    new ReturnRules(draft, visit, history, cards, command.reason())
        .apply(
            lines,
            refund ? "refund" : "void",
            command.reason(),
            refund ? VisitStatus.REFUNDED : VisitStatus.VOIDED);
    if (!refund && !asked) {
      Explanation why = Explanation.of("visit.taken-back", visit.receipt(), command.reason());
      SurveyRules.voided(draft, visit, history, why);
    }
    return Optional.empty();
  }

  /** Some of the visit comes back. */
  static Optional<Refusal> some(
      FileDraft draft,
      Visit visit,
      ReturnItems command,
      List<LedgerEntry> history,
      CardFile cards) {
    if (!visit.status().stands()) {
      return Refusal.of(Reason.VISIT_ALREADY_TAKEN_BACK, visit.id(), visit.status());
    }
    Returned before = new Returned(visit, visit.returns());
    List<ReturnedLine> lines = new ArrayList<>();
    for (ReturnItems.Item item : command.lines()) {
      if (item.line() > visit.lines().size()) {
        return Refusal.of(Reason.RETURN_EXCEEDS, item.line(), item.quantity(), 0);
      }
      VisitLine sold = visit.lines().get(item.line() - 1);
      long piecesLeft = Math.max(0, sold.quantity() - before.quantity(item.line()));
      if (item.quantity() > piecesLeft) {
        return Refusal.of(Reason.RETURN_EXCEEDS, item.line(), item.quantity(), piecesLeft);
      }
      long moneyLeft = sold.paid().getAmountMinorLong() - before.amount(item.line());
      Money left = money(visit, moneyLeft);
      Money amount = item.amount().orElse(money(visit, priceOf(item, piecesLeft, moneyLeft)));
      if (amount.isGreaterThan(left) || (item.quantity() == 0 && amount.isZero())) {
        return Refusal.of(Reason.RETURN_EXCEEDS, item.line(), amount, left);
      }
      lines.add(new ReturnedLine(item.line(), item.quantity(), amount));
    }
    new ReturnRules(draft, visit, history, cards, command.reason())
        .apply(lines, command.number(), command.reason(), VisitStatus.PARTLY_REFUNDED);
    return Optional.empty();
  }

  private static long priceOf(ReturnItems.Item item, long piecesLeft, long moneyLeft) {
    return piecesLeft == 0 ? 0 : Shares.of(moneyLeft, item.quantity(), piecesLeft);
  }

  private static Money money(Visit visit, long minor) {
    return Money.ofMinor(visit.total().getCurrencyUnit(), minor);
  }

  private void apply(
      List<ReturnedLine> lines, String receipt, String reason, VisitStatus otherwise) {
    Returned before = new Returned(visit, visit.returns());
    VisitReturn what =
        VisitReturn.builder()
            .number(visit.returns().size() + 1)
            .receipt(receipt)
            .recordedAt(draft.now())
            .reason(reason)
            .lines(lines)
            .payments(PaidBack.share(visit, before, lines))
            .build();
    List<VisitReturn> all = new ArrayList<>(visit.returns());
    all.add(what);
    Returned after = new Returned(visit, all);
    VisitStatus status =
        otherwise == VisitStatus.PARTLY_REFUNDED && after.isAll()
            ? VisitStatus.REFUNDED
            : otherwise;
    draft.takeBack(new VisitTakenBack(visit.id(), status, what));
    tell(what, status);
    giveBack(before, after);
    buyBack();
    forfeit();
    if (!status.stands()) {
      giveBackBenefits();
    }
    takeBack(before, after);
    TierRules.recount(draft);
  }

  private void tell(VisitReturn what, VisitStatus status) {
    Money amount =
        what.lines().stream()
            .map(ReturnedLine::amount)
            .reduce(Money.zero(visit.total().getCurrencyUnit()), Money::plus);
    boolean voided = status == VisitStatus.VOIDED;
    draft.happened(
        voided ? EventKind.VISIT_VOIDED : EventKind.VISIT_REFUNDED,
        draft.asOf(),
        Explanation.of(
            voided ? "visit.voided" : "visit.refunded",
            visit.id().toString(),
            visit.receipt(),
            amount.toString(),
            what.reason(),
            Integer.toString(what.number())));
  }

  /** What payments took off accounts goes back, last taken first. */
  private void giveBack(Returned before, Returned after) {
    List<Payment> payments = visit.payments();
    for (int place = 0; place < payments.size(); place++) {
      if (firstAlike(place) == place) {
        List<Integer> alike = alike(place);
        long from = before.unitsBack(alike);
        restore(spentBy(place), from, after.unitsBack(alike) - from);
      }
    }
  }

  private List<Integer> alike(int first) {
    List<Integer> alike = new ArrayList<>();
    for (int place = first; place < visit.payments().size(); place++) {
      if (firstAlike(place) == first) {
        alike.add(place);
      }
    }
    return alike;
  }

  /**
   * The first payment whose entries cannot be told from those of the one at {@code place}: they
   * took from one account for one line.
   */
  private int firstAlike(int place) {
    List<Payment> payments = visit.payments();
    Payment payment = payments.get(place);
    int first = 0;
    while (!Tenders.isAlike(payments.get(first), payment)) {
      first++;
    }
    return first;
  }

  /** The entries a payment made, last first; those on the file that its card is on, too. */
  private List<LedgerEntry> spentBy(int place) {
    List<LedgerEntry> spent = new ArrayList<>();
    Payment payment = visit.payments().get(place);
    Source paid = Source.visit(visit.id(), payment.line());
    for (List<LedgerEntry> entries : List.of(history, cards.history())) {
      for (LedgerEntry entry : entries) {
        if (entry.kind() == EntryKind.SPENT
            && entry.source().equals(paid)
            && Tenders.isOn(payment, entry)) {
          spent.add(0, entry);
        }
      }
    }
    return spent;
  }

  /** Restores {@code come} units of the entries, of which {@code from} are back already. */
  private void restore(List<LedgerEntry> spent, long from, long come) {
    long skip = from;
    long rest = come;
    for (LedgerEntry entry : spent) {
      long taken = -entry.amount();
      long skipped = Math.min(skip, taken);
      long part = Math.min(rest, taken - skipped);
      if (part > 0) {
        restore(entry, part);
      }
      skip -= skipped;
      rest -= part;
    }
  }

  private void restore(LedgerEntry spent, long amount) {
    boolean own = spent.customer().equals(draft.customer());
    Restorations.restore(
        own ? draft : cards.draft(),
        spent,
        amount,
        own ? history : cards.history(),
        newEnd(spent.account()),
        source,
        why);
  }

  /**
   * What an earlier return had to sell to the customer, for want of it, is bought back with what
   * has come back now: at once that would not have been missing.
   */
  private void buyBack() {
    Map<AccountKind, Long> come = new LinkedHashMap<>();
    for (LedgerEntry entry : draft.entries()) {
      if (entry.kind() == EntryKind.RESTORED) {
        come.merge(entry.account(), entry.amount(), Long::sum);
      }
    }
    come.forEach(
        (account, amount) -> {
          long before = sum(Reversals.sold(account, source, history));
          long now = sum(Reversals.sold(account, source, Histories.upToNow(history, draft)));
          if (now > 0) {
            Reversals.buyBack(draft, account, amount - (before - now), history, source, why);
          }
        });
  }

  private static long sum(Map<String, Long> sold) {
    return sold.values().stream().mapToLong(Long::longValue).sum();
  }

  /** What has come back of a bonus whose principal was paid back since goes as it went. */
  private void forfeit() {
    Map<String, Long> come = new LinkedHashMap<>();
    for (LedgerEntry entry : draft.entries()) {
      if (entry.kind() == EntryKind.RESTORED && entry.account().equals(AccountKind.BONUS)) {
        entry.lotRef().ifPresent(topUp -> come.merge(topUp, entry.amount(), Long::sum));
      }
    }
    come.forEach(
        (topUp, amount) ->
            StoredValueRules.cameBack(
                draft, topUp, amount, Histories.upToNow(history, draft), source));
  }

  /**
   * Benefits used on the visit, and not given back by themselves before, may be used again once
   * nothing of it stands.
   */
  private void giveBackBenefits() {
    Map<Long, LedgerEntry> uses = new LinkedHashMap<>();
    Map<Long, Long> used = new HashMap<>();
    for (LedgerEntry entry : history) {
      if (entry.source().isVisit(visit.id()) && entry.account().isQuota()) {
        uses.putIfAbsent(entry.lot(), entry);
        used.merge(entry.lot(), -entry.amount(), Long::sum);
      }
    }
    uses.forEach(
        (lot, use) -> {
          long amount = used.getOrDefault(lot, 0L);
          if (amount > 0) {
            Restorations.restore(draft, use, amount, history, Optional.empty(), source, why);
          }
        });
  }

  /**
   * What a person withdrew of it in the name of the visit is taken back already. What is missing is
   * told once for each account, however many lines had earned it, so that money adds up.
   */
  private void takeBack(Returned before, Returned after) {
    Map<AccountKind, Long> withdrawn = new HashMap<>();
    Map<AccountKind, Long> missing = new LinkedHashMap<>();
    for (LedgerEntry entry : history) {
      if (entry.kind() == EntryKind.EARNED && entry.source().isVisit(visit.id())) {
        AccountKind account = entry.account();
        int line = entry.source().line();
        long from = before.takenBack(entry.amount(), line);
        long to = after.takenBack(entry.amount(), line);
        long rest =
            withdrawn.computeIfAbsent(
                account, kind -> Reversals.withdrawn(kind, visit.id(), history));
        long own = Math.min(rest, entry.amount());
        withdrawn.put(account, rest - own);
        long more = Math.max(0, to - own) - Math.max(0, from - own);
        missing.merge(account, takeBack(entry, more), Long::sum);
      }
    }
    missing.forEach(this::tell);
  }

  /** Takes back so much of what an entry gave; what was missing. */
  private long takeBack(LedgerEntry entry, long amount) {
    ShortfallTerms shortfall = Shortfalls.of(draft.program(), entry.account());
    return amount <= 0
        ? 0
        : Reversals.reverse(draft, entry, amount, history, shortfall, source, why);
  }

  /** Money is owed for what the visit has sold in all, less what was told before. */
  private void tell(AccountKind account, long missing) {
    if (Shortfalls.of(draft.program(), account).policy() != Shortfall.CASH_OWED) {
      Shortfalls.tellForgiven(draft, account, missing);
    }
    Shortfalls.tellSold(
        draft,
        account,
        Reversals.sold(account, source, history),
        Reversals.sold(account, source, Histories.upToNow(history, draft)));
  }

  /**
   * The end of what comes back to a lot that has ended, if the program gives it one: in the days of
   * the visit's store; the merchant's, if he has that store no more.
   */
  private Optional<Instant> newEnd(AccountKind account) {
    ZoneId zone =
        draft.merchant().store(visit.store()).map(Store::zone).orElse(draft.merchant().zone());
    return Restorations.newEnd(draft, Tenders.restoredFor(draft.program(), account), zone);
  }
}
