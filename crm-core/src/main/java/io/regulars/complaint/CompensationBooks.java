package io.regulars.complaint;

import io.regulars.coupon.CouponPlan;
import io.regulars.coupon.CouponType;
import io.regulars.coupon.IssueRules;
import io.regulars.course.CoursePlan;
import io.regulars.engine.DeskContext;
import io.regulars.engine.FileDraft;
import io.regulars.engine.Periods;
import io.regulars.engine.Refusal;
import io.regulars.ledger.Credit;
import io.regulars.ledger.ImmutableCredit;
import io.regulars.ledger.LedgerRules;
import io.regulars.ledger.LotTerm;
import io.regulars.ledger.Reversals;
import io.regulars.ledger.Shortfall;
import io.regulars.ledger.ShortfallTerms;
import io.regulars.ledger.Take;
import io.regulars.points.PointsPlan;
import io.regulars.points.Shortfalls;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Store;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.tier.TierCode;
import io.regulars.tier.Tier;
import io.regulars.tier.TierPlan;
import io.regulars.tier.TierRules;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Compensations in the ledger: points, coupons and course cards are credits on the customer's file,
 * a tier for a term is a lot that ends with it, and money is nothing there, for the host pays it.
 * What is taken back is taken of what it gave, before all else; what was used of points meanwhile
 * is made good for as the program's {@link Shortfall} says, and of coupons and sessions it is the
 * customer's to keep.
 */
final class CompensationBooks {

  private final DeskContext desk;
  private final CaseDraft draft;
  private final CaseFiles files;

  CompensationBooks(DeskContext desk, CaseDraft draft) {
    this.desk = desk;
    this.draft = draft;
    this.files = new CaseFiles(desk, draft);
  }

  /** Books whatever was approved, or says why one cannot be booked. */
  Optional<Refusal> book() {
    for (Compensation each : draft.standing().compensations()) {
      if (each.status() == Compensation.Status.APPROVED) {
        FileDraft file = files.file(draft.customer().orElseThrow());
        Optional<Refusal> refusal = book(each, file);
        if (refusal.isPresent()) {
          return refusal;
        }
        draft.happened(
            CaseEventKind.COMPENSATION_BOOKED,
            Explanation.of(
                "case.compensation.booked",
                Integer.toString(each.number()),
                oldestLot(file, source(each)).map(Object::toString).orElse("")),
            Optional.empty());
      }
    }
    return Optional.empty();
  }

  private static Optional<Long> oldestLot(FileDraft file, Source source) {
    return file.entries().stream()
        .filter(entry -> isGiven(entry, source))
        .map(LedgerEntry::lot)
        .min(Long::compare);
  }

  private Optional<Refusal> book(Compensation each, FileDraft file) {
    return switch (each.kind()) {
      case POINTS -> points(each, file);
      case COUPON -> coupons(each, file);
      case SESSIONS, SERVICE_AGAIN -> sessions(each, file);
      case TIER -> tier(each, file);
      case MONEY -> Optional.empty();
    };
  }

  private Optional<Refusal> points(Compensation each, FileDraft file) {
    LotTerm term =
        file.program().plan(PointsPlan.class).map(PointsPlan::term).orElse(LotTerm.UNLIMITED);
    return credit(file, given(each, file, AccountKind.POINTS, term).build());
  }

  private Optional<Refusal> coupons(Compensation each, FileDraft file) {
    Optional<CouponPlan> plan = file.program().plan(CouponPlan.class);
    Optional<CouponType> type = plan.flatMap(coupons -> coupons.type(each.what()));
    if (type.isEmpty()) {
      List<CouponType> types = plan.map(CouponPlan::types).orElse(List.of());
      return Refusal.of(
          Reason.NO_SUCH_REWARD, each.what(), types.stream().map(CouponType::code).toList());
    }
    ZoneId zone =
        file.merchant().store(draft.store()).map(Store::zone).orElse(file.merchant().zone());
    IssueRules rules = new IssueRules(file, type.get(), zone, source(each));
    for (long i = 1; i <= each.amount(); i++) {
      Optional<Refusal> refusal =
          rules.issue(number(each) + "/" + i, why("compensation.given", each), pool(plan, type));
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private Optional<FileDraft> pool(Optional<CouponPlan> plan, Optional<CouponType> type) {
    Optional<CustomerId> pool = plan.flatMap(CouponPlan::pool);
    return type.filter(of -> of.limitInAll().isPresent()).flatMap(of -> pool.map(files::file));
  }

  private Optional<Refusal> sessions(Compensation each, FileDraft file) {
    LotTerm term = CoursePlan.terms(file.program(), each.what()).term();
    return credit(
        file, given(each, file, AccountKind.course(each.what()), term).ref(number(each)).build());
  }

  private Optional<Refusal> tier(Compensation each, FileDraft file) {
    Optional<TierPlan> plan = file.program().plan(TierPlan.class);
    if (plan.filter(ladder -> ladder.rank(TierCode.of(each.what())) > 0).isEmpty()) {
      List<Tier> tiers = plan.map(TierPlan::tiers).orElse(List.of());
      return Refusal.of(
          Reason.NO_SUCH_REWARD, each.what(), tiers.stream().map(Tier::code).toList());
    }
    Period days = Period.ofDays(Math.toIntExact(each.amount()));
    Instant until = Periods.after(file.asOf(), days, file.merchant().zone());
    LedgerRules.credit(
        file,
        given(each, file, AccountKind.tier(each.what()), LotTerm.of(days))
            .amount(1)
            .endsAt(until)
            .ref(number(each))
            .build());
    TierRules.reconsider(file);
    return Optional.empty();
  }

  private ImmutableCredit.Builder given(
      Compensation each, FileDraft file, AccountKind account, LotTerm term) {
    return Credit.builder()
        .account(account)
        .kind(EntryKind.GRANTED)
        .amount(each.amount())
        .earnedAt(file.asOf())
        .endsAt(term.endsAt(file.asOf(), file.merchant().zone(), file))
        .term(term.text())
        .source(source(each))
        .explanation(why("compensation.given", each));
  }

  private static Optional<Refusal> credit(FileDraft file, Credit credit) {
    Optional<Refusal> full = LedgerRules.room(file, credit.account(), credit.amount());
    if (full.isEmpty()) {
      LedgerRules.credit(file, credit);
    }
    return full;
  }

  /**
   * If the complaint has been withdrawn, takes back what was booked; if it ended without being
   * resolved, gives up what was not. Does nothing a second time.
   */
  void settle() {
    CaseState state = draft.standing().state();
    if (state == CaseState.WITHDRAWN) {
      CaseEvent withdrawn = withdrawn();
      Actor acting = draft.actAs(withdrawn.actor());
      for (Compensation each : draft.standing().compensations()) {
        if (each.status() == Compensation.Status.BOOKED) {
          takeBack(each, withdrawn);
        }
      }
      new CompensationRules(desk, draft).giveUp();
      draft.actAs(acting);
    } else if (state == CaseState.MERGED) {
      new CompensationRules(desk, draft).giveUp();
    }
  }

  private CaseEvent withdrawn() {
    return draft.events().stream()
        .filter(event -> event.kind() == CaseEventKind.WITHDRAWN)
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private void takeBack(Compensation each, CaseEvent withdrawn) {
    FileDraft file = files.file(draft.customer().orElseThrow());
    long taken = oldestLine(each).map(line -> takeBack(each, file, line)).orElse(each.amount());
    if (each.kind() == CompensationKind.TIER) {
      TierRules.recount(file);
    }
    draft.happened(
        CaseEventKind.COMPENSATION_TAKEN_BACK,
        Explanation.of(
            taken < each.amount() && each.kind() != CompensationKind.TIER
                ? "case.compensation.taken-back-in-part"
                : "case.compensation.taken-back",
            Integer.toString(each.number()),
            Long.toString(taken),
            Long.toString(each.amount())),
        withdrawn.words());
  }

  private Optional<Long> oldestLine(Compensation each) {
    return draft.events().stream()
        .filter(event -> event.kind() == CaseEventKind.COMPENSATION_BOOKED)
        .filter(event -> event.figure(0).orElseThrow().equals(Integer.toString(each.number())))
        .findFirst()
        .flatMap(event -> event.figure(1))
        .map(Long::parseLong);
  }

  /** Returns how much of it was still there to be taken. */
  private long takeBack(Compensation each, FileDraft file, long oldest) {
    long taken = 0;
    List<LedgerEntry> history = desk.entriesFrom(file.customer(), oldest);
    boolean points = each.kind() == CompensationKind.POINTS;
    ShortfallTerms shortfall =
        points
            ? Shortfalls.of(file.program(), AccountKind.POINTS)
            : ShortfallTerms.of(Shortfall.FORGIVEN);
    for (LedgerEntry entry : history) {
      if (isGiven(entry, source(each))) {
        long missing =
            Reversals.reverse(
                file,
                entry,
                entry.amount(),
                history,
                entry.lotRef().map(Take::of).orElse(Take.ANY),
                shortfall,
                Source.command(source(each).id() + "/back"),
                why("compensation.taken-back", each));
        Shortfalls.tell(file, entry.account(), missing, shortfall);
        taken -= missing;
      }
    }
    return taken + reversed(file, each);
  }

  /** What this decision has reversed of it. */
  private long reversed(FileDraft file, Compensation each) {
    Source back = Source.command(source(each).id() + "/back");
    return file.entries().stream()
        .filter(entry -> entry.kind() == EntryKind.REVERSED && entry.source().equals(back))
        .mapToLong(entry -> -entry.amount())
        .sum();
  }

  /** What it gave; what only counts it stays counted. */
  private static boolean isGiven(LedgerEntry entry, Source source) {
    return entry.source().equals(source) && entry.explanation().rule().equals("compensation.given");
  }

  private Explanation why(String rule, Compensation each) {
    return Explanation.of(
        rule, draft.id().toString(), Integer.toString(each.number()), draft.standing().category());
  }

  private Source source(Compensation each) {
    return Source.command("compensation/" + number(each));
  }

  /** What a coupon or card is known by. */
  private String number(Compensation each) {
    return draft.id() + "/" + each.number();
  }
}
