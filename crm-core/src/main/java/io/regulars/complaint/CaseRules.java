package io.regulars.complaint;

import io.regulars.engine.Refusal;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.StaffId;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.Severity;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What each step of the workflow asks for and writes down. Pure: it reads and writes the draft. */
final class CaseRules {

  /** How many lines a log may have before notes and the like are refused. */
  static final int MAX_LINES = 2_000;

  /** What could go on for ever without leading anywhere. */
  private static final Set<CaseAction> ENDLESS =
      EnumSet.of(
          CaseAction.ASSIGN,
          CaseAction.NOTE,
          CaseAction.ATTACH,
          CaseAction.PAUSE,
          CaseAction.CHANGE_SEVERITY,
          CaseAction.ESCALATE,
          CaseAction.NEGOTIATE);

  private CaseRules() {}

  /** Opens a new case and gives it to somebody if the plan finds somebody. */
  static void open(
      CaseDraft draft, OpenComplaint command, Optional<CaseDraft> continues, Roster roster) {
    opened(draft, command, continues);
    give(draft, roster);
  }

  /** Opens a new case and gives it to who answers for the shop. */
  static void openWithManager(CaseDraft draft, OpenComplaint command, Roster roster) {
    opened(draft, command, Optional.empty());
    assign(draft, Assignment.manager(draft, roster));
  }

  private static void opened(
      CaseDraft draft, OpenComplaint command, Optional<CaseDraft> continues) {
    Severity severity =
        command
            .severity()
            .orElseGet(
                () -> draft.plan().severities().getOrDefault(command.category(), Severity.NORMAL));
    draft.happened(
        CaseEventKind.OPENED,
        Explanation.of(
            "case.opened",
            command.category(),
            severity.name(),
            command.visit().map(Object::toString).orElse(""),
            command.accused().map(StaffId::value).orElse(""),
            command.item().orElse(""),
            continues.map(ended -> ended.id().toString()).orElse(""),
            continues.map(ended -> CaseFold.text(ended.standing().otherVisits())).orElse("")),
        command.words());
  }

  /** Gives the case to somebody by the plan's rules, if they find somebody. */
  static void give(CaseDraft draft, Roster roster) {
    assign(draft, Assignment.choose(draft, roster));
  }

  private static void assign(CaseDraft draft, Optional<Handler> chosen) {
    chosen.ifPresent(
        handler ->
            draft.happened(
                CaseEventKind.ASSIGNED,
                Explanation.of("case.assigned", handler.staff().value(), handler.rank().name()),
                Optional.empty()));
  }

  /** Refuses what the table does not allow, saying what it does. */
  static Optional<Refusal> possible(CaseDraft draft, CaseAction action) {
    CaseStanding standing = draft.standing();
    if (action.possible(standing.state(), standing.waiting())) {
      return ENDLESS.contains(action) ? room(draft) : Optional.empty();
    }
    String possible =
        CaseAction.possibleIn(standing.state(), standing.waiting()).stream()
            .map(CaseAction::name)
            .collect(Collectors.joining(", "));
    return Refusal.of(
        Reason.CASE_STATE,
        action,
        standing.waiting() ? standing.state() + "/WAITING" : standing.state().name(),
        possible.isEmpty() ? "-" : possible);
  }

  /** Refuses one line more of the kind that leads nowhere if there are too many lines. */
  static Optional<Refusal> room(CaseDraft draft) {
    int lines = draft.events().size();
    return lines < MAX_LINES
        ? Optional.empty()
        : Refusal.of(Reason.CASE_FULL, draft.id(), lines, MAX_LINES);
  }

  /** Gives the case to somebody, who must not be complained of nor have it. */
  static Optional<Refusal> assign(CaseDraft draft, StaffId to) {
    Optional<Refusal> refusal = possible(draft, CaseAction.ASSIGN);
    if (refusal.isPresent()) {
      return refusal;
    }
    if (draft.standing().accused().filter(to::equals).isPresent()) {
      return Refusal.of(Reason.CASE_ACCUSED, draft.id(), to);
    }
    if (draft.standing().owner().filter(to::equals).isPresent()) {
      return Refusal.of(Reason.CASE_ALREADY, draft.id(), "OWNER", to);
    }
    return step(
        draft,
        CaseAction.ASSIGN,
        CaseEventKind.ASSIGNED,
        Explanation.of("case.assigned-by-hand", to.value(), "HAND"),
        Optional.empty());
  }

  /** Takes an ended case up again; gives it to somebody if it is nobody's. */
  static Optional<Refusal> reopen(CaseDraft draft, Optional<String> words, Roster roster) {
    Optional<Refusal> refusal =
        reopenable(draft)
            .or(
                () ->
                    step(
                        draft,
                        CaseAction.REOPEN,
                        CaseEventKind.REOPENED,
                        Explanation.of("case.reopened"),
                        words));
    if (refusal.isEmpty() && draft.standing().owner().isEmpty()) {
      give(draft, roster);
    }
    return refusal;
  }

  /** Refuses where nothing has ended, and what goes on in another case already. */
  static Optional<Refusal> reopenable(CaseDraft draft) {
    return possible(draft, CaseAction.REOPEN)
        .or(
            () ->
                draft
                    .standing()
                    .continuedBy()
                    .flatMap(
                        by -> Refusal.of(Reason.CASE_ALREADY, draft.id(), "CONTINUATION", by)));
  }

  /** Notes on an ended case in which one it goes on, so that it does so once. */
  static void continued(CaseDraft ended, CaseDraft by) {
    ended.happened(
        CaseEventKind.CONTINUED,
        Explanation.of("case.continued", by.id().toString()),
        Optional.empty());
    by.alongside(ended);
  }

  /** A step that is nothing but one line. */
  static Optional<Refusal> step(
      CaseDraft draft,
      CaseAction action,
      CaseEventKind kind,
      Explanation explanation,
      Optional<String> words) {
    Optional<Refusal> refusal = possible(draft, action);
    if (refusal.isEmpty()) {
      draft.happened(kind, explanation, words);
    }
    return refusal;
  }

  /** Tells the next rank, by hand; head office as often as it takes. */
  static Optional<Refusal> escalate(CaseDraft draft, Optional<String> words) {
    Optional<Refusal> refusal = possible(draft, CaseAction.ESCALATE);
    if (refusal.isEmpty()) {
      Rank from = draft.standing().climbed().orElse(Rank.CLERK);
      Rank to = Rank.values()[Math.min(from.ordinal() + 1, Rank.HEAD_OFFICE.ordinal())];
      draft.happened(
          CaseEventKind.ESCALATED,
          Explanation.of("case.escalated-by-hand", CaseFold.BY_HAND, "", to.name()),
          words);
    }
    return refusal;
  }

  /** Takes the case graver, or less so; gives it to somebody senior enough if it is nobody's. */
  static Optional<Refusal> severity(CaseDraft draft, ChangeSeverity command, Roster roster) {
    Severity before = draft.standing().severity();
    Optional<Refusal> same =
        before == command.severity()
            ? Refusal.of(Reason.CASE_ALREADY, draft.id(), "SEVERITY", before)
            : Optional.empty();
    Optional<Refusal> refusal =
        possible(draft, CaseAction.CHANGE_SEVERITY)
            .or(() -> same)
            .or(
                () ->
                    step(
                        draft,
                        CaseAction.CHANGE_SEVERITY,
                        CaseEventKind.SEVERITY_CHANGED,
                        Explanation.of("case.severity", before.name(), command.severity().name()),
                        command.words()));
    if (refusal.isEmpty() && draft.standing().owner().isEmpty()) {
      give(draft, roster);
    }
    return refusal;
  }

  /** Carries the solution out; whatever compensation was proposed must have been decided upon. */
  static Optional<Refusal> resolve(CaseDraft draft, Optional<String> words) {
    Optional<Refusal> undecided =
        draft.standing().compensations().stream()
            .filter(each -> each.status() == Compensation.Status.PROPOSED)
            .findFirst()
            .flatMap(each -> Refusal.of(Reason.CASE_UNDECIDED, draft.id(), each.number()));
    return possible(draft, CaseAction.RESOLVE)
        .or(() -> undecided)
        .or(
            () ->
                step(
                    draft,
                    CaseAction.RESOLVE,
                    CaseEventKind.RESOLVED,
                    Explanation.of("case.resolved"),
                    words));
  }

  /**
   * Ends a case as a duplicate of {@code into}, which notes it, is as grave as the graver of the
   * two from here on, owes what the duplicate had promised, and goes on if it waited for the
   * customer: she has spoken.
   */
  static Optional<Refusal> merge(CaseDraft draft, CaseDraft into, Roster roster) {
    Optional<Refusal> refusal =
        possible(draft, CaseAction.MERGE).or(() -> mergeable(draft, into, roster));
    if (refusal.isEmpty()) {
      String promised = CaseDeadlines.first(draft).map(Instant::toString).orElse("");
      draft.happened(
          CaseEventKind.MERGED,
          Explanation.of("case.merged", into.id().toString()),
          Optional.empty());
      into.happened(
          CaseEventKind.ABSORBED,
          Explanation.of(
              "case.absorbed",
              draft.id().toString(),
              draft.standing().accused().map(StaffId::value).orElse(""),
              promised,
              CaseFold.text(draft.standing().visits())),
          Optional.empty());
      if (into.standing().waiting()) {
        into.happened(CaseEventKind.RESUMED, Explanation.of("case.resumed"), Optional.empty());
      }
      asGraveAs(draft.standing().severity(), into, roster);
      draft.alongside(into);
    }
    return refusal;
  }

  private static void asGraveAs(Severity severity, CaseDraft into, Roster roster) {
    Severity before = into.standing().severity();
    if (severity.compareTo(before) > 0) {
      into.happened(
          CaseEventKind.SEVERITY_CHANGED,
          Explanation.of("case.severity", before.name(), severity.name()),
          Optional.empty());
      if (into.standing().owner().isEmpty()) {
        give(into, roster);
      }
    }
  }

  private static Optional<Compensation> booked(CaseDraft draft) {
    return draft.standing().compensations().stream()
        .filter(each -> each.status() == Compensation.Status.BOOKED)
        .findFirst();
  }

  /**
   * The later case goes on in the older one, whose clocks have run for longer, unless it cannot:
   * nobody knows whose the older one is, or something is booked for the later one.
   */
  private static Optional<Refusal> order(CaseDraft draft, CaseDraft into) {
    boolean known = draft.customer().isPresent() || into.customer().isEmpty();
    return draft.openedAt().isBefore(into.openedAt()) && known && booked(into).isEmpty()
        ? Refusal.of(Reason.CASE_LATER, draft.id(), into.id())
        : Optional.empty();
  }

  /** What the one whom the case would be about has approved of it is to be decided anew before. */
  private static Optional<Refusal> approvals(CaseDraft draft, CaseDraft into) {
    Optional<StaffId> accused = draft.standing().accused();
    return into.standing().compensations().stream()
        .filter(each -> each.status() == Compensation.Status.APPROVED)
        .filter(each -> accused.isPresent() && each.approvedBy().equals(accused))
        .findFirst()
        .flatMap(
            each ->
                Refusal.of(Reason.CASE_APPROVED, into.id(), each.number(), accused.orElseThrow()));
  }

  /** Who has a case and served on a visit that it was not about before. */
  private static Optional<StaffId> meant(CaseDraft draft, CaseDraft into, Roster roster) {
    return into.standing()
        .owner()
        .filter(owner -> roster.served(draft.standing()).contains(owner))
        .filter(owner -> !roster.served(into.standing()).contains(owner));
  }

  private static Optional<Refusal> mergeable(CaseDraft draft, CaseDraft into, Roster roster) {
    Optional<Compensation> booked = booked(draft);
    if (booked.isPresent()) {
      return Refusal.of(Reason.CASE_BOOKED, draft.id(), booked.get().number(), into.id());
    }
    boolean others =
        draft.customer().isPresent()
            && into.customer().isPresent()
            && !draft.customer().equals(into.customer());
    if (others) {
      return Refusal.of(Reason.CASE_UNRELATED, draft.id(), into.id());
    }
    if (draft.customer().isPresent() && into.customer().isEmpty()) {
      return Refusal.of(Reason.CASE_ANONYMOUS, into.id());
    }
    Optional<StaffId> accused = draft.standing().accused();
    Optional<StaffId> his =
        accused
            .filter(person -> into.standing().owner().equals(accused))
            .or(() -> meant(draft, into, roster));
    if (his.isPresent()) {
      return Refusal.of(Reason.CASE_ACCUSED, into.id(), his.get());
    }
    if (accused.isPresent()
        && into.standing().accused().isPresent()
        && !accused.equals(into.standing().accused())) {
      return Refusal.of(Reason.CASE_UNRELATED, draft.id(), into.id());
    }
    return CaseAction.MERGE.possible(into.standing().state(), into.standing().waiting())
        ? order(draft, into).or(() -> approvals(draft, into))
        : Refusal.of(Reason.CASE_ALREADY, into.id(), "STATE", into.standing().state());
  }

  /** Whether an ended case is too old to be taken up again. */
  static boolean tooOld(CaseDraft draft) {
    return draft
        .standing()
        .endedAt()
        .filter(ended -> ended.plus(draft.plan().reopenWithin()).isBefore(draft.asOf()))
        .isPresent();
  }
}
