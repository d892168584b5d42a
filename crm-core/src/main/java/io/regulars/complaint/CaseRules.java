package io.regulars.complaint;

import io.regulars.engine.Refusal;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.StaffId;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.Severity;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What each step of the workflow asks for and writes down. Pure: it reads and writes the draft. */
final class CaseRules {

  private CaseRules() {}

  /** Opens a new case and gives it to somebody if the plan finds somebody. */
  static void open(
      CaseDraft draft,
      OpenComplaint command,
      Optional<CaseId> continues,
      Map<StaffId, Integer> load) {
    opened(draft, command, continues);
    give(draft, load);
  }

  /** Opens a new case and gives it to who answers for the shop. */
  static void openWithManager(CaseDraft draft, OpenComplaint command, Map<StaffId, Integer> load) {
    opened(draft, command, Optional.empty());
    assign(draft, Assignment.manager(draft, load));
  }

  private static void opened(CaseDraft draft, OpenComplaint command, Optional<CaseId> continues) {
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
            continues.map(CaseId::toString).orElse("")),
        command.words());
  }

  /** Gives the case to somebody by the plan's rules, if they find somebody. */
  static void give(CaseDraft draft, Map<StaffId, Integer> load) {
    assign(draft, Assignment.choose(draft, load));
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
      return Optional.empty();
    }
    return Refusal.of(
        Reason.CASE_STATE,
        action,
        standing.waiting() ? standing.state() + "/WAITING" : standing.state().name(),
        CaseAction.possibleIn(standing.state(), standing.waiting()).stream()
            .map(CaseAction::name)
            .collect(Collectors.joining(", ")));
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

  /** Tells the next rank, by hand. */
  static Optional<Refusal> escalate(CaseDraft draft, Optional<String> words) {
    Optional<Refusal> refusal = possible(draft, CaseAction.ESCALATE);
    Optional<Rank> told = draft.standing().told();
    if (refusal.isEmpty() && told.equals(Optional.of(Rank.HEAD_OFFICE))) {
      return Refusal.of(Reason.CASE_ALREADY, draft.id(), "ESCALATED", Rank.HEAD_OFFICE);
    }
    if (refusal.isEmpty()) {
      Rank to = Rank.values()[told.orElse(Rank.CLERK).ordinal() + 1];
      draft.happened(
          CaseEventKind.ESCALATED,
          Explanation.of("case.escalated-by-hand", CaseFold.BY_HAND, "", to.name()),
          words);
    }
    return refusal;
  }

  /** Takes the case graver, or less so; gives it to somebody senior enough if it is nobody's. */
  static Optional<Refusal> severity(
      CaseDraft draft, ChangeSeverity command, Map<StaffId, Integer> load) {
    Severity before = draft.standing().severity();
    if (before == command.severity()) {
      return Refusal.of(Reason.CASE_ALREADY, draft.id(), "SEVERITY", before);
    }
    Optional<Refusal> refusal =
        step(
            draft,
            CaseAction.CHANGE_SEVERITY,
            CaseEventKind.SEVERITY_CHANGED,
            Explanation.of("case.severity", before.name(), command.severity().name()),
            command.words());
    if (refusal.isEmpty() && draft.standing().owner().isEmpty()) {
      give(draft, load);
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

  /** Ends a case as a duplicate of {@code into}, which notes it. */
  static Optional<Refusal> merge(CaseDraft draft, CaseDraft into) {
    Optional<Refusal> refusal = possible(draft, CaseAction.MERGE).or(() -> mergeable(draft, into));
    if (refusal.isEmpty()) {
      draft.happened(
          CaseEventKind.MERGED,
          Explanation.of("case.merged", into.id().toString()),
          Optional.empty());
      into.happened(
          CaseEventKind.ABSORBED,
          Explanation.of("case.absorbed", draft.id().toString()),
          Optional.empty());
      draft.alongside(into);
    }
    return refusal;
  }

  private static Optional<Refusal> mergeable(CaseDraft draft, CaseDraft into) {
    boolean others =
        draft.customer().isPresent()
            && into.customer().isPresent()
            && !draft.customer().equals(into.customer());
    if (others) {
      return Refusal.of(Reason.CASE_UNRELATED, draft.id(), into.id());
    }
    return into.standing().state().isOpen()
        ? Optional.empty()
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
