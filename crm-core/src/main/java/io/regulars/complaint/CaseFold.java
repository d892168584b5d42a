package io.regulars.complaint;

import com.google.common.collect.Sets;
import io.regulars.complaint.CaseStanding.Span;
import io.regulars.complaint.CaseStanding.Strike;
import io.regulars.spi.StaffId;
import io.regulars.spi.VisitId;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** One step of the fold: a standing and the line that follows it. */
final class CaseFold {

  /** The figure of an escalation by a person in the place of a clock's name. */
  static final String BY_HAND = "HAND";

  private final ImmutableCaseStanding before;
  private final CaseEvent event;
  private final CurrencyUnit currency;

  CaseFold(CaseStanding before, CaseEvent event, CurrencyUnit currency) {
    this.before = ImmutableCaseStanding.copyOf(before);
    this.event = event;
    this.currency = currency;
  }

  /** The standing after the first line. */
  static CaseStanding opened(CaseEvent event) {
    return ImmutableCaseStanding.builder()
        .state(CaseState.OPEN)
        .category(event.figure(0).orElseThrow())
        .severity(Severity.valueOf(event.figure(1).orElseThrow()))
        .visit(event.figure(2).map(VisitId::parse))
        .accused(event.figure(3).map(StaffId::of))
        .item(event.figure(4))
        .continues(event.figure(5).map(CaseId::parse))
        .otherVisits(visits(event.figure(6)))
        .waiting(false)
        .rating(OptionalInt.empty())
        .reopened(0)
        .addSpans(
            new Span(
                event.occurredAt(),
                CaseState.OPEN,
                false,
                Severity.valueOf(event.figure(1).orElseThrow())))
        .build();
  }

  /** Visits as a figure. */
  static String text(Set<VisitId> visits) {
    return visits.stream().map(VisitId::toString).collect(Collectors.joining(" "));
  }

  private static Set<VisitId> visits(Optional<String> text) {
    return text.stream()
        .flatMap(all -> Stream.of(all.split(" ", -1)))
        .map(VisitId::parse)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  CaseStanding after() {
    return switch (event.kind()) {
      case OPENED, NOTED, ATTACHED, CONTACT_SEEN -> before;
      case ABSORBED -> absorbed();
      case CONTINUED -> before.withContinuedBy(event.figure(0).map(CaseId::parse));
      case ASSIGNED -> moved(before.withOwner(event.figure(0).map(StaffId::of)), CaseAction.ASSIGN);
      case ACKNOWLEDGED -> moved(before, CaseAction.ACKNOWLEDGE);
      case INVESTIGATION_BEGUN -> moved(before, CaseAction.INVESTIGATE);
      case INVESTIGATED -> moved(before, CaseAction.CONCLUDE);
      case PROPOSED -> moved(before, CaseAction.PROPOSE);
      case NEGOTIATED -> moved(before, CaseAction.NEGOTIATE);
      case AGREED -> moved(before, CaseAction.AGREE);
      case RESOLVED -> moved(before, CaseAction.RESOLVE);
      case FOLLOWED_UP -> moved(before.withRating(rating()), CaseAction.FOLLOW_UP);
      case CLOSED -> ended(before.withRootCause(event.figure(0)), CaseAction.CLOSE);
      case WITHDRAWN -> ended(before, CaseAction.WITHDRAW);
      case MERGED ->
          ended(before.withMergedInto(event.figure(0).map(CaseId::parse)), CaseAction.MERGE);
      case REOPENED ->
          moved(
              before.withReopened(before.reopened() + 1).withEndedAt(Optional.empty()),
              CaseAction.REOPEN);
      case PAUSED -> span(before.withWaiting(true));
      case RESUMED -> span(before.withWaiting(false));
      case SEVERITY_CHANGED ->
          span(before.withSeverity(Severity.valueOf(event.figure(1).orElseThrow())));
      case PLAN_CHANGED -> before.withRan(PlanChange.read(event, before.spans().size()));
      case WARNED -> before.withStruck(strucks(0, Optional.empty()));
      case ESCALATED -> escalated();
      case COMPENSATION_PROPOSED -> proposed();
      case COMPENSATION_APPROVED -> changed(each -> each.approved(event.actor().staff()));
      case COMPENSATION_REFUSED -> changed(each -> each.with(Compensation.Status.REFUSED));
      case COMPENSATION_BOOKED -> changed(each -> each.with(Compensation.Status.BOOKED));
      case COMPENSATION_TAKEN_BACK -> changed(this::takenBack);
    };
  }

  /** Lines that were written before promises and visits were told have none. */
  private CaseStanding absorbed() {
    List<Instant> promised = new ArrayList<>(before.promised());
    event.figure(2).map(Instant::parse).ifPresent(promised::add);
    return before
        .withAccused(before.accused().or(() -> event.figure(1).map(StaffId::of)))
        .withPromised(promised)
        .withOtherVisits(Sets.union(before.otherVisits(), visits(event.figure(3))));
  }

  private CaseStanding moved(ImmutableCaseStanding standing, CaseAction action) {
    boolean given = action == CaseAction.ASSIGN;
    CaseState next =
        action.next(standing.state(), standing.answered(), standing.owner().isPresent());
    return span(
        standing
            .withState(next)
            .withWaiting(given && standing.waiting())
            .withPromised(given ? standing.promised() : List.of())
            .withClimbed(given ? standing.climbed() : standing.toldByHand()));
  }

  private CaseStanding ended(ImmutableCaseStanding standing, CaseAction action) {
    return moved(standing.withEndedAt(event.occurredAt()), action);
  }

  private CaseStanding span(ImmutableCaseStanding standing) {
    Span last = before.spans().get(before.spans().size() - 1);
    Span next = new Span(last.from(), standing.state(), standing.waiting(), standing.severity());
    return next.equals(last)
        ? standing
        : standing.withSpans(
            joined(
                before.spans(),
                new Span(event.occurredAt(), next.state(), next.waiting(), next.severity())));
  }

  private CaseStanding escalated() {
    Rank to = Rank.valueOf(event.figure(2).orElseThrow());
    Optional<Rank> told = higher(before.told(), to);
    Optional<Rank> from =
        before.toldFrom().filter(already -> already.compareTo(to) <= 0).or(() -> Optional.of(to));
    boolean byHand = event.figure(0).orElseThrow().equals(BY_HAND);
    return (byHand
            ? before.withToldByHand(higher(before.toldByHand(), to))
            : before.withStruck(
                strucks(Integer.parseInt(event.figure(1).orElseThrow()), Optional.of(to))))
        .withTold(told)
        .withClimbed(higher(before.climbed(), to))
        .withToldFrom(from);
  }

  private static Optional<Rank> higher(Optional<Rank> already, Rank to) {
    return already.filter(rank -> rank.compareTo(to) >= 0).or(() -> Optional.of(to));
  }

  private Set<Strike> strucks(int rung, Optional<Rank> to) {
    Set<Strike> struck = new HashSet<>(before.struck());
    struck.add(new Strike(CaseClock.valueOf(event.figure(0).orElseThrow()), rung, to));
    return struck;
  }

  private OptionalInt rating() {
    return event.figure(1).map(Integer::parseInt).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private CaseStanding proposed() {
    Compensation compensation =
        new Compensation(
            Integer.parseInt(event.figure(0).orElseThrow()),
            CompensationKind.valueOf(event.figure(1).orElseThrow()),
            event.figure(2).orElse(""),
            Long.parseLong(event.figure(3).orElseThrow()),
            Money.ofMinor(currency, Long.parseLong(event.figure(4).orElseThrow())),
            Compensation.Status.PROPOSED,
            Optional.empty(),
            0);
    return before.withCompensations(joined(before.compensations(), compensation));
  }

  private CaseStanding changed(UnaryOperator<Compensation> change) {
    int number = Integer.parseInt(event.figure(0).orElseThrow());
    return before.withCompensations(
        before.compensations().stream()
            .map(each -> each.number() == number ? change.apply(each) : each)
            .toList());
  }

  /** A tier goes as a whole: its lot is one, its amount days. */
  private Compensation takenBack(Compensation each) {
    return each.takenBack(
        each.kind() == CompensationKind.TIER
            ? each.amount()
            : event.figure(1).map(Long::parseLong).orElse(each.amount()));
  }

  private static <T> List<T> joined(List<T> list, T item) {
    List<T> joined = new ArrayList<>(list);
    joined.add(item);
    return joined;
  }
}
