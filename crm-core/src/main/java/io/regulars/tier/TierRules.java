package io.regulars.tier;

import com.google.common.collect.ImmutableList;
import io.regulars.engine.FileDraft;
import io.regulars.engine.Periods;
import io.regulars.engine.Program;
import io.regulars.engine.Refusal;
import io.regulars.engine.TimeRule;
import io.regulars.ledger.Credit;
import io.regulars.ledger.LedgerRules;
import io.regulars.spi.Explanation;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.tier.TierStanding;
import io.regulars.spi.visit.Visit;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.joda.money.Money;

/**
 * Who holds which tier. The basis is the balance of {@link AccountKind#SPEND}, whose lots end with
 * the window, or of {@link AccountKind#GROWTH}; redeeming never touches it, so redeeming never
 * demotes. A tier given for a term is a floor until it ends: its lot on {@link AccountKind#tier},
 * which the ledger ends. A grace that runs goes on beneath that floor, so that taking back what was
 * given takes no more. Grace is for time: when a sale is taken back and the basis no longer carries
 * the tier, the tier falls at once, unless a grace was running already.
 */
public final class TierRules implements TimeRule {

  private static final TierCode NO_LADDER = TierCode.of("none");

  /** Stateless. */
  public TierRules() {}

  /** Where a new customer stands: the base of the ladder. */
  public static TierStanding initial(Program program, Instant joinedAt) {
    return TierStanding.of(
        program.plan(TierPlan.class).map(TierPlan::base).orElse(NO_LADDER), joinedAt);
  }

  @Override
  public Instant next(FileDraft draft) {
    return draft.tier().graceUntil().orElse(NEVER);
  }

  /** After lots ended: begins a grace, or ends one that has run out or is no longer needed. */
  @Override
  public void strike(FileDraft draft, Instant at) {
    Optional<TierPlan> plan = draft.program().plan(TierPlan.class);
    if (plan.isPresent()) {
      review(draft, plan.get(), at);
    } else {
      draft.tier(draft.tier().withGraceUntil(Optional.empty()));
    }
  }

  /**
   * Counts what the visit spent, and raises the tier if that carries a higher one. What a visit
   * told late spent before the present window raises nobody: it ended when it was credited.
   */
  public static Optional<Refusal> count(FileDraft draft, Visit visit, ZoneId zone) {
    Optional<TierPlan> plan = draft.program().plan(TierPlan.class);
    long spent = visit.earning().getAmountMinorLong();
    if (plan.isEmpty()) {
      return Optional.empty();
    }
    if (!plan.get().basis().equals(AccountKind.SPEND)) {
      review(draft, plan.get(), draft.asOf());
      return Optional.empty();
    }
    if (spent == 0) {
      return Optional.empty();
    }
    Optional<Refusal> full = LedgerRules.room(draft, AccountKind.SPEND, spent);
    if (full.isEmpty()) {
      LedgerRules.credit(
          draft,
          Credit.builder()
              .account(AccountKind.SPEND)
              .kind(EntryKind.EARNED)
              .amount(spent)
              .earnedAt(visit.occurredAt())
              .endsAt(plan.get().window().endsAt(visit.occurredAt(), zone, draft))
              .term(plan.get().window().text())
              .source(Source.visit(visit.id()))
              .explanation(Explanation.of("spend.counted", visit.earning().toString()))
              .build());
      review(draft, plan.get(), draft.asOf());
    }
    return full;
  }

  /** After something that counts has come to be available: raises the tier if that carries one. */
  public static void reconsider(FileDraft draft) {
    Optional<TierPlan> plan = draft.program().plan(TierPlan.class);
    plan.ifPresent(ladder -> review(draft, ladder, draft.asOf()));
  }

  /** After a sale was taken back: lowers the tier at once if the basis no longer carries it. */
  public static void recount(FileDraft draft) {
    Optional<TierPlan> plan = draft.program().plan(TierPlan.class);
    if (plan.isPresent() && draft.tier().graceUntil().isEmpty()) {
      long basis = basis(draft, plan.get());
      int held = plan.get().rank(draft.tier().tier());
      if (carried(draft, plan.get(), basis) < held) {
        lower(draft, plan.get(), held, basis, draft.asOf());
      }
    }
  }

  /** What counts towards a tier now: without what is pending, less what is owed. */
  private static long basis(FileDraft draft, TierPlan plan) {
    LedgerAccount account = draft.account(plan.basis());
    return account.available() - account.deficit();
  }

  /** The highest tier that the basis carries, or that is given for a term. */
  private static int carried(FileDraft draft, TierPlan plan, long basis) {
    int carried = plan.matching(basis);
    for (int rank = plan.tiers().size(); rank > carried; rank--) {
      if (draft.account(AccountKind.tier(plan.tier(rank).value())).available() > 0) {
        carried = rank;
      }
    }
    return carried;
  }

  private static void review(FileDraft draft, TierPlan plan, Instant at) {
    TierStanding standing = draft.tier();
    long basis = basis(draft, plan);
    int held = plan.rank(standing.tier());
    int carried = carried(draft, plan, basis);
    if (carried > held) {
      move(draft, plan, EventKind.TIER_RAISED, held, carried, basis, at);
    } else if (carried == held) {
      boolean earned = plan.matching(basis) == held;
      if (standing.graceUntil().filter(until -> earned || !until.isAfter(at)).isPresent()) {
        String rule = earned ? "grace.ended" : "grace.given";
        draft.tier(standing.withGraceUntil(Optional.empty()));
        happened(draft, plan, EventKind.GRACE_ENDED, rule, held, basis, at);
      }
    } else if (standing.graceUntil().isEmpty()) {
      beginGrace(draft, plan, held, basis, at);
    } else if (!standing.graceUntil().get().isAfter(at)) {
      lower(draft, plan, held, basis, at);
    }
  }

  private static void beginGrace(FileDraft draft, TierPlan plan, int held, long basis, Instant at) {
    if (plan.grace().isZero()) {
      lower(draft, plan, held, basis, at);
      return;
    }
    Instant until = Periods.after(at, plan.grace(), draft.merchant().zone());
    draft.tier(draft.tier().withGraceUntil(Optional.of(until)));
    happened(draft, plan, EventKind.GRACE_BEGUN, "grace.begun", held, basis, at, until.toString());
  }

  private static void lower(FileDraft draft, TierPlan plan, int held, long basis, Instant at) {
    move(draft, plan, EventKind.TIER_LOWERED, held, carried(draft, plan, basis), basis, at);
  }

  /**
   * Moves to another rung; the threshold told is the one of the rung reached when rising, of the
   * one lost else.
   */
  private static void move(
      FileDraft draft, TierPlan plan, EventKind kind, int from, int to, long basis, Instant at) {
    boolean raised = kind == EventKind.TIER_RAISED;
    String up = plan.matching(basis) >= to ? "tier.raised" : "tier.given";
    draft.tier(TierStanding.of(plan.tier(to), at));
    draft.happened(
        kind,
        at,
        Explanation.of(
            raised ? up : "tier.lowered",
            plan.tier(from).value(),
            plan.tier(to).value(),
            shown(draft, plan, basis),
            shown(draft, plan, plan.threshold(Math.max(from, to)))));
  }

  private static void happened(
      FileDraft draft,
      TierPlan plan,
      EventKind kind,
      String rule,
      int held,
      long basis,
      Instant at,
      String... more) {
    ImmutableList.Builder<String> figures =
        ImmutableList.<String>builder()
            .add(
                plan.tier(held).value(),
                shown(draft, plan, basis),
                shown(draft, plan, plan.threshold(held)))
            .add(more);
    draft.happened(kind, at, new Explanation(rule, figures.build()));
  }

  private static String shown(FileDraft draft, TierPlan plan, long figure) {
    return plan.basis().equals(AccountKind.SPEND)
        ? Money.ofMinor(draft.merchant().currency(), figure).toString()
        : Long.toString(figure);
  }
}
