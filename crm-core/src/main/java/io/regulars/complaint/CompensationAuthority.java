package io.regulars.complaint;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Refusal;
import io.regulars.ledger.Credit;
import io.regulars.ledger.Granularity;
import io.regulars.ledger.LedgerRules;
import io.regulars.ledger.LotTerm;
import io.regulars.ledger.Take;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.ledger.Source;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Optional;
import org.joda.money.Money;

/**
 * Who may approve what. What a person has approved in a month is counted on the plan's house
 * account, which every approval changes: of two at once by one person the second is decided anew.
 * An approval that is turned down before it was booked is given back in its month; one that is
 * taken back afterwards stays counted.
 */
final class CompensationAuthority {

  private final CaseDraft draft;
  private final CaseFiles files;

  CompensationAuthority(CaseDraft draft, CaseFiles files) {
    this.draft = draft;
    this.files = files;
  }

  /**
   * Why the actor may not approve it, if so. Reads what was approved of the cases that this one
   * continues, which the draft knows from here on.
   */
  Optional<Refusal> beyond(Compensation compensation) {
    draft.approvedBefore(files.approvedBefore());
    Money none = Money.zero(draft.currency());
    Money worth = compensation.worth();
    Optional<Authority> found = draft.plan().authority(draft.actor().role());
    if (found.isEmpty()) {
      return Refusal.of(Reason.BEYOND_AUTHORITY, worth, "NONE", none, none);
    }
    Authority authority = found.get();
    return beyond(worth, "PER_CASE", authority.perCase(), draft.approved())
        .or(() -> beyond(worth, "PER_MONTH", authority.perMonth(), approvedInMonth()));
  }

  private static Optional<Refusal> beyond(Money worth, String which, Money limit, Money used) {
    return used.plus(worth).isGreaterThan(limit)
        ? Refusal.of(Reason.BEYOND_AUTHORITY, worth, which, limit, used)
        : Optional.empty();
  }

  private Money approvedInMonth() {
    long minor =
        house().account(account(draft.actor())).lot(month(draft.asOf())).map(Lot::left).orElse(0L);
    return Money.ofMinor(draft.currency(), minor);
  }

  /** Counts an approval of the actor's. */
  void use(Compensation compensation) {
    long worth = compensation.worth().getAmountMinorLong();
    if (worth == 0) {
      return;
    }
    LotTerm term = LotTerm.endOf(Granularity.MONTH);
    LedgerRules.credit(
        house(),
        Credit.builder()
            .account(account(draft.actor()))
            .kind(EntryKind.GRANTED)
            .amount(worth)
            .earnedAt(draft.asOf())
            .endsAt(term.endsAt(draft.asOf(), zone(), house()))
            .term(term.text())
            .ref(month(draft.asOf()))
            .source(source(compensation))
            .explanation(why("compensation.approved", compensation))
            .build());
  }

  /** Counts an approval no more, if its month still lasts and the house that counted it does. */
  void giveBack(Compensation compensation) {
    CaseEvent approval = approval(compensation.number());
    Optional<String> house = draft.plan().house().map(CustomerId::toString);
    if (house.isEmpty() || !house.equals(approval.figure(2))) {
      return;
    }
    AccountKind account = account(approval.actor());
    String month = month(approval.occurredAt());
    long counted =
        Math.min(
            compensation.worth().getAmountMinorLong(),
            house().account(account).lot(month).map(Lot::left).orElse(0L));
    if (counted > 0) {
      LedgerRules.debit(
          house(),
          account,
          EntryKind.WITHDRAWN,
          counted,
          Take.of(month),
          source(compensation),
          why("compensation.given-up", compensation));
    }
  }

  private CaseEvent approval(int number) {
    return draft.events().stream()
        .filter(event -> event.kind() == CaseEventKind.COMPENSATION_APPROVED)
        .filter(event -> event.figure(0).orElseThrow().equals(Integer.toString(number)))
        .findFirst()
        .orElseThrow();
  }

  private FileDraft house() {
    return files.file(draft.plan().house().orElseThrow());
  }

  private static AccountKind account(Actor actor) {
    return AccountKind.approved(actor.name());
  }

  private String month(Instant at) {
    return YearMonth.from(at.atZone(zone())).toString();
  }

  private ZoneId zone() {
    return draft.tenant().merchant().zone();
  }

  private Source source(Compensation compensation) {
    return Source.command("approval/" + draft.id() + "/" + compensation.number());
  }

  private Explanation why(String rule, Compensation compensation) {
    return Explanation.of(rule, draft.id().toString(), Integer.toString(compensation.number()));
  }
}
