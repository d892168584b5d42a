package io.regulars.casebook;

import io.regulars.complaint.CaseClock;
import io.regulars.complaint.CaseReading;
import io.regulars.complaint.CaseStanding;
import io.regulars.complaint.CaseStanding.Span;
import io.regulars.complaint.CaseStanding.Strike;
import io.regulars.complaint.ClockReading;
import io.regulars.complaint.Compensation;
import io.regulars.complaint.CompensationKind;
import io.regulars.complaint.FollowUpCase;
import io.regulars.spi.CustomerId;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Adds up cases, one by one. No case is kept, but a few durations of each, for percentiles have no
 * exact sum, and the customers who complain.
 */
final class CaseTally {

  /** Where ages of open cases are divided. */
  private static final List<Duration> AGES =
      List.of(
          Duration.ZERO,
          Duration.ofHours(1),
          Duration.ofDays(1),
          Duration.ofDays(3),
          Duration.ofDays(7),
          Duration.ofDays(30));

  private final CurrencyUnit currency;
  private final Map<CaseState, Long> states = new EnumMap<>(CaseState.class);
  private final Map<Severity, Long> severities = new EnumMap<>(Severity.class);
  private final Map<String, Long> categories = new TreeMap<>();
  private final Map<String, Long> channels = new TreeMap<>();
  private final Map<CaseClock, ClockTally> clocks = new EnumMap<>(CaseClock.class);
  private final Map<CustomerId, Long> complainers = new HashMap<>();
  private final Map<Cause, Long> causes = new HashMap<>();
  private final Map<FollowUpCase.Outcome, Long> outcomes =
      new EnumMap<>(FollowUpCase.Outcome.class);
  private final Map<CompensationKind, Cost> costs = new EnumMap<>(CompensationKind.class);
  private final long[] ages = new long[AGES.size()];
  private final List<Duration> answeredWall = new ArrayList<>();
  private final List<Duration> resolvedWall = new ArrayList<>();
  private final List<Duration> resolvedWorked = new ArrayList<>();
  private long opened;
  private long byHand;
  private long couldReopen;
  private long reopened;
  private long continued;
  private long ratings;
  private long stars;

  /** Nothing added yet. */
  CaseTally(CurrencyUnit currency) {
    this.currency = currency;
    for (CaseClock clock : CaseClock.values()) {
      clocks.put(clock, new ClockTally());
    }
  }

  private record Cause(
      String cause, StoreId store, Optional<StaffId> accused, Optional<String> item) {}

  /** Adds a case. */
  void add(CaseReading reading) {
    CaseStanding standing = reading.standing();
    opened++;
    count(states, standing.state());
    count(severities, standing.severity());
    count(categories, standing.category());
    count(channels, reading.file().channel());
    continued += standing.continues().isPresent() ? 1 : 0;
    if (standing.state() != CaseState.MERGED) {
      reading.file().customer().ifPresent(customer -> count(complainers, customer));
    }
    addClocks(reading);
    addTimes(reading);
    addReopening(standing);
    addEnd(reading);
    standing.compensations().forEach(this::addCost);
  }

  private static <K> void count(Map<K, Long> counts, K key) {
    counts.merge(key, 1L, Long::sum);
  }

  private void addClocks(CaseReading reading) {
    for (ClockReading clock : reading.clocks()) {
      tally(clock.clock()).add(clock, reading);
    }
    long climbed = 0;
    Set<Strike> rungs = new HashSet<>();
    for (Strike strike : reading.standing().struck()) {
      if (rungs.add(new Strike(strike.clock(), strike.rung(), Optional.empty()))) {
        tally(strike.clock()).add(strike);
      }
      climbed += strike.rung() > 0 ? 1 : 0;
    }
    byHand += lines(reading, CaseEventKind.ESCALATED).count() - climbed;
  }

  private ClockTally tally(CaseClock clock) {
    return clocks.computeIfAbsent(clock, first -> new ClockTally());
  }

  private static Stream<CaseEvent> lines(CaseReading reading, CaseEventKind kind) {
    return reading.events().stream().filter(event -> event.kind() == kind);
  }

  private void addTimes(CaseReading reading) {
    List<Span> spans = reading.standing().spans();
    Instant opening = reading.file().openedAt();
    for (int i = 1; i < spans.size(); i++) {
      CaseState state = spans.get(i).state();
      boolean answered =
          spans.get(i - 1).state().compareTo(CaseState.ASSIGNED) <= 0
              && state.compareTo(CaseState.ASSIGNED) > 0
              && state.compareTo(CaseState.CLOSED) <= 0;
      if (answered) {
        answeredWall.add(Duration.between(opening, spans.get(i).from()));
        break;
      }
    }
    CaseState state = reading.standing().state();
    if (state.compareTo(CaseState.RESOLVED) >= 0 && state.compareTo(CaseState.CLOSED) <= 0) {
      resolvedWall.add(Duration.between(opening, resolvedAt(spans)));
      resolvedWorked.add(worked(reading));
    }
  }

  /** When it was resolved for the last time. */
  private static Instant resolvedAt(List<Span> spans) {
    Instant resolved = Instant.MIN;
    for (int i = 1; i < spans.size(); i++) {
      if (spans.get(i).state() == CaseState.RESOLVED
          && spans.get(i - 1).state() != CaseState.RESOLVED) {
        resolved = spans.get(i).from();
      }
    }
    return resolved;
  }

  private static Duration worked(CaseReading reading) {
    List<Span> spans = reading.standing().spans();
    Duration worked = Duration.ZERO;
    for (int i = 0; i + 1 < spans.size(); i++) {
      Span span = spans.get(i);
      if (span.state().compareTo(CaseState.RESOLVED) < 0 && !span.waiting()) {
        worked = worked.plus(reading.hours().between(span.from(), spans.get(i + 1).from()));
      }
    }
    return worked;
  }

  private void addReopening(CaseStanding standing) {
    boolean could =
        standing.spans().stream()
            .map(Span::state)
            .anyMatch(state -> state == CaseState.RESOLVED || state == CaseState.WITHDRAWN);
    couldReopen += could ? 1 : 0;
    reopened += standing.reopened() > 0 ? 1 : 0;
  }

  private void addEnd(CaseReading reading) {
    CaseStanding standing = reading.standing();
    if (standing.state() == CaseState.CLOSED) {
      count(
          causes,
          new Cause(
              standing.rootCause().orElse(""),
              reading.file().store(),
              standing.accused(),
              standing.item()));
    }
    lines(reading, CaseEventKind.FOLLOWED_UP)
        .reduce((earlier, later) -> later)
        .flatMap(last -> last.figure(0))
        .ifPresent(outcome -> count(outcomes, FollowUpCase.Outcome.valueOf(outcome)));
    standing
        .rating()
        .ifPresent(
            rating -> {
              ratings++;
              stars += rating;
            });
    if (standing.state().isOpen()) {
      Duration age = Duration.between(reading.file().openedAt(), reading.at());
      int bucket = 0;
      while (bucket + 1 < AGES.size() && AGES.get(bucket + 1).compareTo(age) <= 0) {
        bucket++;
      }
      ages[bucket]++;
    }
  }

  private void addCost(Compensation compensation) {
    Money nothing = Money.zero(currency);
    Money worth = compensation.worth();
    switch (compensation.status()) {
      case BOOKED -> costs.merge(compensation.kind(), new Cost(1, worth, 0, nothing), Cost::plus);
      case TAKEN_BACK ->
          costs.merge(
              compensation.kind(), new Cost(1, worth, 1, compensation.worthBack()), Cost::plus);
      case PROPOSED, APPROVED, REFUSED -> {}
    }
  }

  /** The sums so far; the period, the instant and the shops are the caller's. */
  ImmutableCaseReport.Builder report() {
    Map<CaseClock, ClockFigures> figures = new EnumMap<>(CaseClock.class);
    clocks.forEach((clock, tally) -> figures.put(clock, tally.figures()));
    Spread response = tally(CaseClock.FIRST_RESPONSE).figures().used();
    return CaseReport.builder()
        .opened(opened)
        .states(states)
        .severities(severities)
        .categories(categories)
        .channels(channels)
        .clocks(figures)
        .escalatedByHand(byHand)
        .firstResponse(new Times(Spread.of(answeredWall), response))
        .resolution(new Times(Spread.of(resolvedWall), Spread.of(resolvedWorked)))
        .reopened(new Rate(reopened, couldReopen))
        .continued(continued)
        .repeatComplainers(
            new Rate(
                complainers.values().stream().filter(cases -> cases > 1).count(),
                complainers.size()))
        .rootCauses(rootCauses())
        .satisfaction(
            new Satisfaction(
                of(FollowUpCase.Outcome.CONTENT),
                of(FollowUpCase.Outcome.NOT_CONTENT),
                of(FollowUpCase.Outcome.NOT_REACHED),
                ratings,
                stars))
        .openByAge(openByAge())
        .costs(costs)
        .cost(
            costs.values().stream()
                .reduce(new Cost(0, Money.zero(currency), 0, Money.zero(currency)), Cost::plus));
  }

  private long of(FollowUpCase.Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  private List<RootCause> rootCauses() {
    return causes.entrySet().stream()
        .map(
            of ->
                new RootCause(
                    of.getKey().cause(),
                    of.getKey().store(),
                    of.getKey().accused(),
                    of.getKey().item(),
                    of.getValue()))
        .sorted(
            Comparator.comparing(RootCause::cause)
                .thenComparing(cause -> cause.store().value())
                .thenComparing(cause -> cause.accused().map(StaffId::value).orElse(""))
                .thenComparing(cause -> cause.item().orElse("")))
        .toList();
  }

  private List<OpenAge> openByAge() {
    List<OpenAge> open = new ArrayList<>(AGES.size());
    for (int i = 0; i < AGES.size(); i++) {
      Optional<Duration> under =
          i + 1 < AGES.size() ? Optional.of(AGES.get(i + 1)) : Optional.empty();
      open.add(new OpenAge(AGES.get(i), under, ages[i]));
    }
    return open;
  }
}
