package io.regulars.complaint;

import io.regulars.engine.DeskContext;
import io.regulars.engine.Refusal;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.complaint.CaseEventKind;
import java.util.Optional;

/** How compensations are proposed and decided upon. */
final class CompensationRules {

  private final CaseDraft draft;
  private final CompensationAuthority authority;

  CompensationRules(DeskContext desk, CaseDraft draft) {
    this.draft = draft;
    this.authority = new CompensationAuthority(draft, new CaseFiles(desk, draft));
  }

  /** Proposes one, which is approved at once if it is within the actor's own authority. */
  Optional<Refusal> propose(ProposeCompensation command) {
    Optional<Refusal> refusal =
        CaseRules.possible(draft, CaseAction.COMPENSATE)
            .or(this::anonymous)
            .or(() -> CaseRules.room(draft));
    if (refusal.isPresent()) {
      return refusal;
    }
    int number = draft.standing().compensations().size() + 1;
    draft.happened(
        CaseEventKind.COMPENSATION_PROPOSED,
        Explanation.of(
            "case.compensation.proposed",
            Integer.toString(number),
            command.kind().name(),
            command.what().orElse(""),
            Long.toString(command.amount()),
            Long.toString(command.worth().getAmountMinorLong()),
            command.worth().toString()),
        command.words());
    Compensation proposed = draft.standing().compensation(number).orElseThrow();
    if (authority.beyond(proposed).isEmpty()) {
      approve(proposed, Optional.empty());
    }
    return Optional.empty();
  }

  private Optional<Refusal> anonymous() {
    return draft.customer().isPresent()
        ? Optional.empty()
        : Refusal.of(Reason.CASE_ANONYMOUS, draft.id());
  }

  /** Approves a proposed one. */
  Optional<Refusal> approve(DecideCompensation command) {
    Compensation found = find(command);
    Optional<Refusal> refusal =
        CaseRules.possible(draft, CaseAction.COMPENSATE)
            .or(
                () ->
                    found.status() == Compensation.Status.PROPOSED
                        ? Optional.empty()
                        : already(found))
            .or(() -> authority.beyond(found));
    if (refusal.isEmpty()) {
      approve(found, command.words());
    }
    return refusal;
  }

  private void approve(Compensation compensation, Optional<String> words) {
    authority.use(compensation);
    draft.happened(
        CaseEventKind.COMPENSATION_APPROVED,
        Explanation.of(
            "case.compensation.approved",
            Integer.toString(compensation.number()),
            draft.actor().role().name(),
            draft.plan().house().map(CustomerId::toString).orElse("")),
        words);
  }

  /** Turns one down that is proposed, or approved and not booked yet. */
  Optional<Refusal> refuse(DecideCompensation command) {
    Compensation found = find(command);
    Optional<Refusal> refusal =
        CaseRules.possible(draft, CaseAction.COMPENSATE)
            .or(() -> found.status().isOpen() ? Optional.empty() : already(found));
    if (refusal.isEmpty()) {
      refuse(found, "case.compensation.refused", command.words());
    }
    return refusal;
  }

  /** Gives up whatever is not booked: the case has ended without being resolved. */
  void giveUp() {
    for (Compensation each : draft.standing().compensations()) {
      if (each.status().isOpen()) {
        refuse(each, "case.compensation.given-up", Optional.empty());
      }
    }
  }

  private void refuse(Compensation compensation, String rule, Optional<String> words) {
    if (compensation.status() == Compensation.Status.APPROVED) {
      authority.giveBack(compensation);
    }
    draft.happened(
        CaseEventKind.COMPENSATION_REFUSED,
        Explanation.of(rule, Integer.toString(compensation.number())),
        words);
  }

  private Compensation find(DecideCompensation command) {
    return draft
        .standing()
        .compensation(command.number())
        .orElseThrow(
            () ->
                new NotFoundException(
                    "case " + draft.id() + " has no compensation " + command.number()));
  }

  private Optional<Refusal> already(Compensation found) {
    return Refusal.of(
        Reason.CASE_ALREADY, draft.id(), "COMPENSATION " + found.number(), found.status());
  }
}
