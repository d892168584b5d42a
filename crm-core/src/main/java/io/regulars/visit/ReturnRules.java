package io.regulars.visit;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Periods;
import io.regulars.engine.Refusal;
import io.regulars.ledger.LedgerRules;
import io.regulars.ledger.Shortfall;
import io.regulars.points.GrowthPlan;
import io.regulars.points.PointsPlan;
import io.regulars.points.PointsPrice;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Shares;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.storage.VisitTakenBack;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitLine;
import io.regulars.spi.visit.VisitReturn;
import io.regulars.spi.visit.VisitReturn.ReturnedLine;
import io.regulars.spi.visit.VisitStatus;
import io.regulars.tier.TierRules;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * The refund planner (domain id V2): what taking back a visit, or a part of it, gives back and
 * takes back. First what the visit spent goes back where it came from, then what it earned is taken
 * back, then the tier is looked at. Everything is shared out by what has come back in all, so any
 * sequence of returns adds up to the full one; see docs/ledger.md.
 */
final class ReturnRules {

  private final FileDraft draft;
  private final Visit visit;
  private final List<LedgerEntry> history;
  private final Source source;
  private final Explanation why;

  /**
   * For one visit.
   *
   * @param history the file's entries from the visit on, and from the opening of every lot the
   *     visit touched
   */
  ReturnRules(FileDraft draft, Visit visit, List<LedgerEntry> history, String reason) {
    this.draft = draft;
    this.visit = visit;
    this.history = history;
    this.source = Source.visit(visit.id());
    this.why = Explanation.of("visit.taken-back", visit.receipt(), reason);
  }

  /** All that is left of the visit comes back. */
  static Optional<Refusal> all(
      FileDraft draft, Visit visit, TakeBackVisit command, List<LedgerEntry> history) {
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
    new ReturnRules(draft, visit, history, command.reason())
        .apply(
            lines,
            refund ? "refund" : "void",
            command.reason(),
            refund ? VisitStatus.REFUNDED : VisitStatus.VOIDED);
    return Optional.empty();
  }

  /** Some of the visit comes back. */
  static Optional<Refusal> some(
      FileDraft draft, Visit visit, ReturnItems command, List<LedgerEntry> history) {
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
    new ReturnRules(draft, visit, history, command.reason())
        .apply(lines, command.receipt(), command.reason(), VisitStatus.PARTLY_REFUNDED);
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
      Payment payment = payments.get(place);
      long from = before.unitsBack(place);
      long come = after.unitsBack(place) - from;
      if (payment.units() > 0 && come > 0) {
        restore(spentAlike(place), unitsBefore(place) + from, come);
      }
    }
  }

  /** The entries of a payment and of all those like it, last first. */
  private List<LedgerEntry> spentAlike(int place) {
    List<LedgerEntry> spent = new ArrayList<>();
    Payment payment = visit.payments().get(place);
    for (LedgerEntry entry : history) {
      if (entry.kind() == EntryKind.SPENT
          && entry.source().equals(Source.visit(visit.id(), payment.line()))
          && Tenders.isOn(payment, entry)) {
        spent.add(0, entry);
      }
    }
    return spent;
  }

  /** Where the entries of a payment begin among {@link #spentAlike}: behind later payments'. */
  private long unitsBefore(int place) {
    Payment payment = visit.payments().get(place);
    return visit.payments().subList(place + 1, visit.payments().size()).stream()
        .filter(later -> later.kind() == payment.kind() && later.line() == payment.line())
        .filter(later -> payment.kind() != PaymentKind.COUPON || later.ref().equals(payment.ref()))
        .mapToLong(Payment::units)
        .sum();
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
        LedgerRules.restore(draft, entry, part, history, newEnd(entry.account()), source, why);
      }
      skip -= skipped;
      rest -= part;
    }
  }

  /** Benefits used on the visit may be used again once nothing of it stands. */
  private void giveBackBenefits() {
    for (LedgerEntry entry : history) {
      if (entry.kind() == EntryKind.SPENT
          && entry.source().isVisit(visit.id())
          && entry.account().isQuota()) {
        LedgerRules.restore(draft, entry, -entry.amount(), history, Optional.empty(), source, why);
      }
    }
  }

  private void takeBack(Returned before, Returned after) {
    for (LedgerEntry entry : history) {
      if (entry.kind() == EntryKind.EARNED && entry.source().isVisit(visit.id())) {
        int line = entry.source().line();
        long amount =
            after.takenBack(entry.amount(), line) - before.takenBack(entry.amount(), line);
        if (amount > 0) {
          Shortfall shortfall = shortfall(entry.account());
          long missing = LedgerRules.reverse(draft, entry, amount, history, shortfall, source, why);
          if (missing > 0) {
            tellShortfall(entry.account(), missing, shortfall);
          }
        }
      }
    }
  }

  private void tellShortfall(AccountKind account, long missing, Shortfall shortfall) {
    boolean owed = shortfall == Shortfall.CASH_OWED;
    Optional<Money> money =
        draft
            .program()
            .plan(PointsPlan.class)
            .flatMap(PointsPlan::price)
            .filter(price -> owed)
            .map((PointsPrice price) -> price.money(missing));
    draft.happened(
        EventKind.SHORTFALL,
        draft.asOf(),
        Explanation.of(
            owed ? "shortfall.owed" : "shortfall.forgiven",
            account.code(),
            Long.toString(missing),
            money.map(Money::toString).orElse("")));
  }

  private Shortfall shortfall(AccountKind account) {
    if (account.equals(AccountKind.POINTS)) {
      return draft
          .program()
          .plan(PointsPlan.class)
          .map(PointsPlan::shortfall)
          .orElse(Shortfall.DEFICIT);
    }
    if (account.equals(AccountKind.GROWTH)) {
      return draft
          .program()
          .plan(GrowthPlan.class)
          .map(GrowthPlan::shortfall)
          .orElse(Shortfall.DEFICIT);
    }
    return Shortfall.DEFICIT;
  }

  /** The end of what comes back to a lot that has ended, if the program gives it one. */
  private Optional<Instant> newEnd(AccountKind account) {
    Period longer = Tenders.restoredFor(draft.program(), account);
    return longer.isZero()
        ? Optional.empty()
        : Optional.of(Periods.after(draft.asOf(), longer, draft.merchant().zone()));
  }
}
