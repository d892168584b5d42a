package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.casebook.CaseReport;
import io.regulars.casebook.ClockFigures;
import io.regulars.complaint.CaseAction;
import io.regulars.complaint.CaseAnswer;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.CaseStanding;
import io.regulars.complaint.CaseStanding.Strike;
import io.regulars.complaint.ClockReading;
import io.regulars.complaint.ClockTarget;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.ComplaintService;
import io.regulars.complaint.ImmutableComplaintPlan;
import io.regulars.engine.Outcome;
import io.regulars.engine.Texts;
import io.regulars.spi.ImmutableMerchant;
import io.regulars.spi.Merchant;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.Rejection;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Store;
import io.regulars.spi.channel.Recipient;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.Severity;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.CaseCriteria;
import io.regulars.spi.storage.Storage;
import io.regulars.spi.storage.TaskCriteria;
import io.regulars.testkit.CaseWalk.Turn;
import io.regulars.worktime.Target;
import io.regulars.worktime.WorkingTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.joda.money.CurrencyUnit;

/**
 * L74x, L751, L752: what holds of every complaint under every plan, as jqwik properties: random
 * walks through the desk. Whoever wants to know it of his own plan extends this class in his tests,
 * says where cases are kept, and overrides {@link #plans()} and {@link #zones()}.
 */
public abstract class CaseLaws {

  private static final CurrencyUnit CNY = CurrencyUnit.of("CNY");

  /** For subclasses. */
  protected CaseLaws() {}

  /** Returns an empty storage; asked once or twice for each walk. */
  protected abstract Storage newStorage();

  /** The plans to try; of every kind unless overridden. */
  protected Arbitrary<ComplaintPlan> plans() {
    return CaseWalk.plans();
  }

  /** Where the shop may be; where clocks do strange things unless overridden. */
  protected Arbitrary<ZoneId> zones() {
    return WorkingTimes.zones();
  }

  @Provide("walks")
  final Arbitrary<CaseWalk> provideWalks() {
    return CaseWalk.any(plans(), zones());
  }

  /** A walk that was walked: its complaints, and the case it ended with. */
  private record Walked(Complaints cases, Salon salon, CaseId id) {

    CaseFile file() {
      return cases.file(id);
    }
  }

  /** A look at the case after a turn. */
  @FunctionalInterface
  private interface Look {
    void at(Walked walked);
  }

  private Walked walk(CaseWalk walk, boolean dues, Look look) {
    Salon salon = new Salon(newStorage());
    Complaints cases = new Complaints(salon, merchant(walk), walk.plan());
    salon.clock().set(walk.start());
    CaseId into = cases.open();
    CaseId id = cases.open();
    Crm second = cases.node(salon.storage());
    for (Turn turn : walk.turns()) {
      salon.pass(Duration.ofMinutes(turn.minutes()));
      if (dues && turn.due()) {
        cases.crm().runDue();
        second.runDue();
      }
      CaseId tried = id;
      id =
          cases
              .take(cases.desk(), turn.action(), tried, into)
              .refusal()
              .map(refusal -> tried)
              .orElseGet(() -> newest(cases, tried));
      look.at(new Walked(cases, salon, id));
    }
    return new Walked(cases, salon, id);
  }

  private static Merchant merchant(CaseWalk walk) {
    return ImmutableMerchant.copyOf(Salon.merchant())
        .withZone(walk.zone())
        .withStores(Store.of(Salon.SHOP, "First", walk.zone()));
  }

  /** The case that continues this one, or itself. */
  private static CaseId newest(Complaints cases, CaseId id) {
    return cases.desk().list(CaseCriteria.ALL).stream()
        .filter(file -> file.events().get(0).figure(5).equals(Optional.of(id.toString())))
        .map(CaseFile::id)
        .findFirst()
        .orElse(id);
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  final void law_L741_a_case_stands_where_its_log_says_in_whatever_batches_it_is_read(
      @ForAll("walks") CaseWalk walk, @ForAll @IntRange(max = 1_000) int cut) {
    CaseFile file = walk(walk, true, walked -> {}).file();
    List<CaseEvent> log = file.events();
    CaseStanding whole = CaseStanding.of(log, CNY);
    int first = 1 + cut % log.size();
    CaseStanding parts = CaseStanding.of(log.subList(0, first), CNY);
    for (CaseEvent event : log.subList(first, log.size())) {
      parts = parts.after(event, CNY);
    }
    assertEquals(whole, parts);
    assertEquals(whole.state(), file.state());
    assertEquals(whole.severity(), file.severity());
    assertEquals(whole.owner(), file.owner());
    assertEquals(whole.waiting(), file.waiting());
    assertEquals(state(log), file.state(), "by the names of the lines");
  }

  /** The state that the names of the lines tell. */
  private static CaseState state(List<CaseEvent> log) {
    CaseState state = CaseState.OPEN;
    for (CaseEvent event : log) {
      state = after(state, event, log);
    }
    return state;
  }

  /** The state after a line of a log. */
  private static CaseState after(CaseState state, CaseEvent line, List<CaseEvent> log) {
    if (line.kind() == CaseEventKind.REOPENED && !answered(log.subList(0, line.seq() - 1))) {
      return log.stream()
              .limit(line.seq())
              .anyMatch(event -> event.kind() == CaseEventKind.ASSIGNED)
          ? CaseState.ASSIGNED
          : CaseState.OPEN;
    }
    return after(state, line.kind());
  }

  private static boolean answered(List<CaseEvent> log) {
    return log.stream()
        .map(CaseEvent::kind)
        .anyMatch(Set.of(CaseEventKind.ACKNOWLEDGED, CaseEventKind.PROPOSED)::contains);
  }

  private static CaseState after(CaseState state, CaseEventKind kind) {
    return switch (kind) {
      case OPENED -> CaseState.OPEN;
      case ASSIGNED -> state == CaseState.OPEN ? CaseState.ASSIGNED : state;
      case ACKNOWLEDGED, REOPENED -> CaseState.ACKNOWLEDGED;
      case INVESTIGATION_BEGUN -> CaseState.INVESTIGATING;
      case INVESTIGATED -> CaseState.INVESTIGATED;
      case PROPOSED -> CaseState.PROPOSED;
      case NEGOTIATED -> CaseState.NEGOTIATING;
      case AGREED -> CaseState.AGREED;
      case RESOLVED -> CaseState.RESOLVED;
      case FOLLOWED_UP -> CaseState.FOLLOWED_UP;
      case CLOSED -> CaseState.CLOSED;
      case WITHDRAWN -> CaseState.WITHDRAWN;
      case MERGED -> CaseState.MERGED;
      case COMPENSATION_PROPOSED,
          COMPENSATION_APPROVED,
          COMPENSATION_REFUSED,
          COMPENSATION_BOOKED,
          COMPENSATION_TAKEN_BACK,
          ABSORBED,
          CONTINUED,
          PAUSED,
          RESUMED,
          SEVERITY_CHANGED,
          PLAN_CHANGED,
          WARNED,
          ESCALATED,
          NOTED,
          ATTACHED,
          CONTACT_SEEN ->
          state;
    };
  }

  /**
   * Against somebody who counts minutes; of hours that are not of whole minutes nothing is said.
   */
  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  final void law_L742_a_clock_has_run_for_the_minutes_in_which_it_was_not_stopped(
      @ForAll("walks") CaseWalk walk) {
    Walked walked = walk(walk, true, each -> {});
    WorkingTime hours = walk.plan().workingTime(Salon.SHOP, walk.zone());
    if (!MinuteCounter.counts(hours.hours())) {
      return;
    }
    Instant now = walked.salon().clock().instant();
    CaseAnswer found = walked.cases().desk().find(walked.id());
    for (ClockReading reading : walked.cases().desk().clocks(walked.id())) {
      StoppedClock naive =
          new StoppedClock(
              reading.clock(),
              found.file().events(),
              severity -> counted(walk.plan(), reading, severity, found.file().channel(), hours));
      Duration used = naive.used(now);
      assertEquals(used, reading.used(now), () -> reading.clock() + " of " + found.file());
      assertEquals(naive.metAt(), reading.metAt(), () -> reading.clock() + " is met");
      Instant end = reading.metAt().orElse(now);
      Duration byThen = naive.used(end);
      assertTrue(byThen.compareTo(reading.budget()) <= 0 || reading.late(now), "too much is late");
      assertTrue(byThen.compareTo(reading.budget()) >= 0 || !reading.late(now), "and late is that");
      reading
          .deadline()
          .filter(due -> Duration.between(now, due).toDays() < 10)
          .filter(due -> reading.running() || !due.isAfter(end))
          .ifPresent(
              due -> {
                assertEquals(reading.budget(), naive.used(due), "all of it by then");
                assertEquals(
                    reading.budget().minusNanos(1),
                    naive.used(due.minusNanos(1)),
                    "and not before");
              });
    }
  }

  /** The time that counts for a clock of a case of this severity; none: that of the wall. */
  private static Optional<WorkingTime> counted(
      ComplaintPlan plan,
      ClockReading reading,
      Severity severity,
      String channel,
      WorkingTime hours) {
    ClockTarget target =
        plan.clocks().stream()
            .filter(each -> each.clock() == reading.clock())
            .filter(each -> each.channels().isEmpty() || each.channels().contains(channel))
            .min(Comparator.comparing(each -> !each.isFor(severity, channel)))
            .orElseThrow();
    return target.target() instanceof Target.Wall ? Optional.empty() : Optional.of(hours);
  }

  /** A clock as somebody reads it off the log. */
  private record StoppedClock(
      CaseClock clock, List<CaseEvent> log, Function<Severity, Optional<WorkingTime>> counted) {

    private boolean runsIn(CaseState state) {
      return switch (clock) {
        case FIRST_RESPONSE -> Set.of(CaseState.OPEN, CaseState.ASSIGNED).contains(state);
        case INVESTIGATION -> state.isOpen() && state.compareTo(CaseState.INVESTIGATED) < 0;
        case FIRST_SOLUTION -> state.isOpen() && state.compareTo(CaseState.PROPOSED) < 0;
        case ANSWER -> state.isOpen() && state.compareTo(CaseState.AGREED) < 0;
        case FULFILMENT -> state == CaseState.AGREED;
        case FOLLOW_UP -> state == CaseState.RESOLVED;
        case CLOSING -> state == CaseState.FOLLOWED_UP;
      };
    }

    private boolean stopsForGood() {
      return switch (clock) {
        case FIRST_RESPONSE, INVESTIGATION, FIRST_SOLUTION -> true;
        case ANSWER, FULFILMENT, FOLLOW_UP, CLOSING -> false;
      };
    }

    /** The line with which it begins anew. */
    private Optional<CaseEventKind> begins() {
      return switch (clock) {
        case FIRST_RESPONSE, INVESTIGATION, FIRST_SOLUTION, ANSWER -> Optional.empty();
        case FULFILMENT -> Optional.of(CaseEventKind.AGREED);
        case FOLLOW_UP -> Optional.of(CaseEventKind.RESOLVED);
        case CLOSING -> Optional.of(CaseEventKind.FOLLOWED_UP);
      };
    }

    /** The line that meets it, if there is only one. */
    private Optional<CaseEventKind> meets() {
      return switch (clock) {
        case FIRST_RESPONSE, INVESTIGATION, FIRST_SOLUTION, ANSWER -> Optional.empty();
        case FULFILMENT -> Optional.of(CaseEventKind.RESOLVED);
        case FOLLOW_UP -> Optional.of(CaseEventKind.FOLLOWED_UP);
        case CLOSING -> Optional.of(CaseEventKind.CLOSED);
      };
    }

    Duration used(Instant now) {
      Duration sum = Duration.ZERO;
      Severity severity = Severity.valueOf(log.get(0).figure(1).orElseThrow());
      CaseState state = CaseState.OPEN;
      boolean waits = false;
      boolean over = false;
      for (int i = 0; i < log.size(); i++) {
        CaseEvent line = log.get(i);
        CaseState next = after(state, line, log);
        if (line.kind() == CaseEventKind.SEVERITY_CHANGED) {
          severity = Severity.valueOf(line.figure(1).orElseThrow());
        }
        over |= stopsForGood() && runsIn(state) && !runsIn(next) && !givenUp(next);
        if (begins().filter(line.kind()::equals).isPresent()) {
          sum = Duration.ZERO;
        }
        state = next;
        waits = line.kind() == CaseEventKind.PAUSED || (waits && !ends(line.kind()));
        Instant until = i + 1 < log.size() ? log.get(i + 1).occurredAt() : now;
        Instant to = until.isAfter(now) ? now : until;
        if (runsIn(state) && !waits && !over && line.occurredAt().isBefore(to)) {
          sum = sum.plus(time(counted.apply(severity), line.occurredAt(), to));
        }
      }
      return sum;
    }

    private static boolean ends(CaseEventKind kind) {
      return kind == CaseEventKind.RESUMED
          || kind == CaseEventKind.WITHDRAWN
          || kind == CaseEventKind.MERGED;
    }

    private static boolean givenUp(CaseState state) {
      return state == CaseState.WITHDRAWN || state == CaseState.MERGED;
    }

    private static Duration time(Optional<WorkingTime> hours, Instant from, Instant to) {
      return hours
          .map(open -> new MinuteCounter(open).between(from, to))
          .orElseGet(() -> Duration.between(from, to));
    }

    Optional<Instant> metAt() {
      Optional<Instant> met = Optional.empty();
      CaseState state = CaseState.OPEN;
      for (CaseEvent line : log) {
        CaseState next = after(state, line, log);
        boolean answered =
            meets().isPresent()
                ? meets().filter(line.kind()::equals).isPresent()
                : runsIn(state) && !runsIn(next) && !givenUp(next);
        if (answered && met.isEmpty()) {
          met = Optional.of(line.occurredAt());
        } else if (!stopsForGood() && !runsIn(state) && runsIn(next)) {
          met = Optional.empty();
        }
        state = next;
      }
      return met;
    }
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  final void law_L743_a_clock_warns_once_and_strikes_each_rung_once(
      @ForAll("walks") CaseWalk walk) {
    Set<String> struck = new HashSet<>();
    for (CaseEvent line : walk(walk, true, walked -> {}).file().events()) {
      if (line.kind() == CaseEventKind.WARNED) {
        assertTrue(struck.add(line.figure(0) + " warned"), () -> "twice: " + line);
      }
      if (line.kind() == CaseEventKind.ESCALATED && !line.figure(0).equals(Optional.of("HAND"))) {
        assertTrue(struck.add(line.figure(0) + " " + line.figure(1)), () -> "twice: " + line);
      }
    }
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  final void law_L744_from_wherever_a_case_is_it_can_be_ended(@ForAll("walks") CaseWalk walk) {
    Walked walked = walk(walk, true, each -> {});
    CaseFile now = walked.cases().desk().find(walked.id()).file();
    for (CaseAction action : wayOut(now.state(), now.waiting())) {
      walked.cases().take(action, walked.id());
    }
    assertFalse(walked.cases().desk().find(walked.id()).file().state().isOpen());
    for (CaseState state : CaseState.values()) {
      assertEquals(state.isOpen(), !wayOut(state, false).isEmpty());
      assertTrue(closes(state), () -> state + " leads to a root cause or is over");
    }
  }

  /** The shortest way to a root cause. */
  private static List<CaseAction> wayOut(CaseState from, boolean waiting) {
    if (!from.isOpen()) {
      return List.of();
    }
    record Place(CaseState state, boolean waiting, List<CaseAction> way) {}
    Deque<Place> places = new ArrayDeque<>(List.of(new Place(from, waiting, List.of())));
    Set<List<Object>> seen = new HashSet<>();
    while (!places.isEmpty()) {
      Place place = places.remove();
      if (place.state() == CaseState.CLOSED) {
        return place.way();
      }
      if (seen.add(List.of(place.state(), place.waiting()))) {
        for (CaseAction action : CaseAction.possibleIn(place.state(), place.waiting())) {
          if (action != CaseAction.COMPENSATE && action != CaseAction.MERGE) {
            List<CaseAction> way = new ArrayList<>(place.way());
            way.add(action);
            boolean waits =
                action == CaseAction.PAUSE || (place.waiting() && action != CaseAction.RESUME);
            places.add(new Place(action.next(place.state()), waits, way));
          }
        }
      }
    }
    return List.of();
  }

  private static boolean closes(CaseState state) {
    return !state.isOpen()
        || wayOut(state, false).get(wayOut(state, false).size() - 1) == CaseAction.CLOSE;
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  final void law_L745_the_lines_of_a_case_explain_its_result_in_both_languages(
      @ForAll("walks") CaseWalk walk) {
    Walked walked = walk(walk, true, each -> {});
    CaseFile now = walked.cases().desk().find(walked.id()).file();
    for (CaseAction action : wayOut(now.state(), now.waiting())) {
      walked.cases().take(action, walked.id());
    }
    CaseFile ended = walked.cases().desk().find(walked.id()).file();
    List<CaseEvent> log = ended.events();
    Texts english = Texts.in(Locale.ENGLISH, ZoneOffset.UTC);
    Texts chinese = Texts.in(Locale.SIMPLIFIED_CHINESE, ZoneOffset.UTC);
    CaseStanding standing = CaseStanding.of(log.subList(0, 1), CNY);
    CaseState told = CaseState.OPEN;
    for (CaseEvent event : log) {
      Expect.assertSaid(english.explain(event.explanation()), Locale.ENGLISH);
      Expect.assertSaid(chinese.explain(event.explanation()), Locale.CHINESE);
      assertFalse(english.explain(event.explanation()).contains("?"), event::toString);
      assertFalse(english.explain(event.explanation()).startsWith("rule."), event::toString);
      told = after(told, event, log);
      standing = event.seq() == 1 ? standing : standing.after(event, CNY);
      assertEquals(told, standing.state(), () -> "explained by " + event);
    }
    assertEquals(told, ended.state());
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  final void law_L746_it_does_not_matter_when_and_how_often_time_is_applied(
      @ForAll("walks") CaseWalk walk) {
    Walked often =
        walk(
            walk,
            true,
            walked -> {
              walked.cases().desk().find(walked.id());
            });
    Walked once = walk(walk, false, walked -> {});
    often.cases().crm().runDue();
    once.cases().crm().runDue();
    assertEquals(told(once.file()), told(often.file()));
  }

  private static List<String> told(CaseFile file) {
    return file.events().stream()
        .map(
            line ->
                line.kind()
                    + " "
                    + line.occurredAt()
                    + " "
                    + line.actor().name()
                    + (Set.of(CaseEventKind.OPENED, CaseEventKind.MERGED).contains(line.kind())
                        ? ""
                        : line.explanation().figures()))
        .toList();
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  final void law_L748_no_task_outlives_its_case_and_all_are_its_owners_or_above(
      @ForAll("walks") CaseWalk walk) {
    walk(walk, true, CaseLaws::assertTasksFit);
  }

  private static void assertTasksFit(Walked walked) {
    CaseFile file = walked.file();
    TaskCriteria ofCase =
        TaskCriteria.builder().about(new About(About.CASE, file.id().toString())).build();
    for (OutboxMessage task : walked.salon().storage().tasks(Salon.LOTUS, ofCase, 1_000)) {
      assertTrue(file.state().isOpen(), () -> task + " of a case that is " + file.state());
      String rule = task.content().rule();
      boolean owners = Set.of("case.task.owner", "case.task.warned").contains(rule);
      if (owners && file.owner().isPresent() && task.to() instanceof Recipient.OfStaff to) {
        assertEquals(file.owner().get(), to.staff(), task::toString);
      }
      if (rule.equals("case.task.warned") || rule.equals("case.task.escalated")) {
        CaseClock clock = CaseClock.valueOf(task.content().figures().get(3));
        assertTrue(clock.runsIn(file.state()), () -> clock + " in " + file.state());
      }
    }
  }

  /**
   * Two histories alike, one of them under ever new versions of the program with the same plan. A
   * strike is dated no earlier than the case met the version in force, and who is late by then is
   * not warned any more, so warnings may lack; silence is left out, as it is dated so, too.
   */
  @Property(tries = 120, edgeCases = EdgeCasesMode.NONE)
  final void law_L751_new_versions_of_the_same_plan_change_nothing(@ForAll("walks") CaseWalk walk) {
    CaseWalk patient = walk.patient();
    Versions still = new Versions(patient, newStorage());
    Versions moving = new Versions(patient, newStorage());
    for (Turn turn : patient.turns()) {
      if (turn.minutes() % 4 == 0) {
        moving.next();
      }
      assertEquals(still.take(turn), moving.take(turn), "done or refused");
      assertEquals(still.clocks(), moving.clocks(), () -> "after " + turn);
      Set<Strike> strikes = still.strikes();
      Set<Strike> struck = moving.strikes();
      assertEquals(rungs(strikes), rungs(struck), () -> "after " + turn);
      assertTrue(strikes.containsAll(struck), () -> "after " + turn);
    }
    assertEquals(still.figures(), moving.figures());
  }

  private static Set<Strike> rungs(Set<Strike> strikes) {
    return strikes.stream().filter(strike -> strike.rung() > 0).collect(Collectors.toSet());
  }

  /** A walk under one version of its program, or under ever new ones. */
  private static final class Versions {

    private static final Set<CaseAction> GRAVER =
        Set.of(CaseAction.CHANGE_SEVERITY, CaseAction.ATTACH, CaseAction.NOTE, CaseAction.ESCALATE);

    private final ComplaintPlan plan;
    private final Salon salon;
    private final Complaints cases;
    private final CaseId into;
    private final Map<ProgramVersion, ComplaintPlan> former = new LinkedHashMap<>();
    private Crm crm;
    private CaseId id;

    Versions(CaseWalk walk, Storage storage) {
      this.plan = walk.plan();
      this.salon = new Salon(storage);
      this.cases = new Complaints(salon, merchant(walk), plan);
      this.crm = cases.crm();
      salon.clock().set(walk.start());
      this.into = cases.open();
      this.id = cases.open();
    }

    void next() {
      former.put(ProgramVersion.of("2026-" + (former.size() + 1)), plan);
      crm =
          cases.node(
              salon.storage(),
              ImmutableComplaintPlan.copyOf(plan).withFormer(former),
              "2026-" + (former.size() + 1));
    }

    private ComplaintService desk() {
      return Complaints.desk(crm, "fay");
    }

    /** What clocks do not care for becomes another change of severity. */
    Optional<Reason> take(Turn turn) {
      salon.pass(Duration.ofMinutes(turn.minutes()));
      if (turn.due()) {
        crm.runDue();
      }
      Severity severity = Severity.values()[(int) (turn.minutes() % Severity.values().length)];
      Outcome<CaseAnswer> outcome =
          GRAVER.contains(turn.action())
              ? desk().severity(cases.severity(id, severity))
              : cases.take(desk(), turn.action(), id, into);
      Optional<Reason> refused = outcome.refusal().map(Rejection::reason);
      id = refused.isPresent() ? id : outcome.orThrow().file().id();
      return refused;
    }

    /** All that is shown of the clocks. */
    List<String> clocks() {
      Instant now = salon.clock().instant();
      return desk().clocks(id).stream()
          .map(
              clock ->
                  clock.clock()
                      + (clock.running() ? " runs " : " stands ")
                      + clock.used(now)
                      + " of "
                      + clock.budget()
                      + ", due "
                      + clock.deadline()
                      + ", met "
                      + clock.metAt()
                      + (clock.late(now) ? ", late" : "")
                      + (clock.lateBefore() ? ", late before" : ""))
          .toList();
    }

    Set<Strike> strikes() {
      return desk().find(id).standing().struck();
    }

    /** The numbers of all clocks but for the warnings. */
    List<ClockFigures> figures() {
      CaseReport report =
          Complaints.full(crm, "fay")
              .casebook()
              .report(Instant.EPOCH, salon.clock().instant().plusSeconds(1));
      return Arrays.stream(CaseClock.values())
          .map(report::clock)
          .map(
              of ->
                  new ClockFigures(
                      of.inTime(),
                      of.late(),
                      of.missed(),
                      of.running(),
                      of.dropped(),
                      0,
                      of.rungs(),
                      of.used()))
          .toList();
    }
  }

  /** Of another plan, which names the one before; the clocks are those that both have. */
  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  final void law_L752_another_plan_keeps_what_has_run_and_what_was_over(
      @ForAll("walks") CaseWalk walk,
      @ForAll("walks") CaseWalk other,
      @ForAll @IntRange(max = 3_000) int minutes) {
    Walked walked = walk(walk.patient(), true, each -> {});
    Instant met = walked.salon().clock().instant();
    CaseState state = walked.cases().desk().find(walked.id()).standing().state();
    List<ClockReading> before = walked.cases().desk().clocks(walked.id());
    ComplaintPlan next =
        ImmutableComplaintPlan.copyOf(other.patient().plan())
            .withFormer(Map.of(ProgramVersion.of("2026-1"), walk.patient().plan()));
    ComplaintService changed =
        Complaints.desk(walked.cases().node(walked.salon().storage(), next, "2026-2"), "fay");
    assertKept(before, changed.clocks(walked.id()), state, met, met);
    if (state == CaseState.MERGED) {
      return;
    }
    changed.note(walked.cases().act(walked.id())).orThrow();
    assertKept(before, changed.clocks(walked.id()), state, met, met);
    walked.salon().pass(Duration.ofMinutes(minutes));
    Instant now = walked.salon().clock().instant();
    assertKept(before, changed.clocks(walked.id()), state, met, now);
    WorkingTime hours = next.workingTime(Salon.SHOP, walk.zone());
    for (ClockReading clock : changed.clocks(walked.id())) {
      Optional<ClockTarget> target = clock.target().filter(of -> clock.running());
      Duration since =
          target.map(of -> of.target().counted(hours).between(met, now)).orElse(Duration.ZERO);
      before.stream()
          .filter(was -> was.clock() == clock.clock())
          .forEach(was -> assertEquals(was.used(met).plus(since), clock.used(now)));
    }
  }

  /** What had stopped with the state the case is in shows what it showed; the rest what it ran. */
  private static void assertKept(
      List<ClockReading> before,
      List<ClockReading> after,
      CaseState state,
      Instant met,
      Instant now) {
    for (ClockReading was : before) {
      Optional<ClockReading> is =
          after.stream().filter(clock -> clock.clock() == was.clock()).findFirst();
      if (was.metAt().isPresent() || !was.clock().runsIn(state)) {
        ClockReading kept = is.orElseThrow(() -> new AssertionError(was.clock() + " is gone"));
        assertEquals(was.budget(), kept.budget());
        assertEquals(was.deadline(), kept.deadline());
        assertEquals(was.metAt(), kept.metAt());
        assertEquals(was.late(met), kept.late(now));
        assertEquals(was.lateBefore(), kept.lateBefore());
        assertEquals(was.used(met), kept.used(now));
      } else if (now.equals(met)) {
        is.ifPresent(kept -> assertEquals(was.used(met), kept.used(met)));
      }
    }
  }

  /** Held against {@link CaseTable}, which knows nothing of the code's own. */
  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  final void law_L747_what_the_table_on_the_wall_allows_is_done_and_nothing_else(
      @ForAll("walks") CaseWalk walk) {
    Salon salon = new Salon(newStorage());
    Complaints cases = new Complaints(salon, walk.plan());
    salon.clock().set(walk.start());
    CaseId into = cases.open();
    CaseId id = cases.open();
    CaseState state = cases.file(id).state();
    Optional<Instant> waits = Optional.empty();
    for (Turn turn : walk.turns()) {
      salon.pass(Duration.ofMinutes(turn.minutes()));
      Instant now = salon.clock().instant();
      if (waits.filter(since -> since.plus(walk.plan().patience()).isBefore(now)).isPresent()) {
        state = CaseState.WITHDRAWN;
        waits = Optional.empty();
      }
      Map<CaseAction, CaseState> table = CaseTable.of(state, waits.isPresent());
      Outcome<CaseAnswer> outcome = cases.take(cases.desk(), turn.action(), id, into);
      Optional<Rejection> refusal = outcome.refusal();
      if (!table.containsKey(turn.action())) {
        assertEquals(Optional.of(Reason.CASE_STATE), refusal.map(Rejection::reason));
      } else {
        CaseFile after = outcome.orThrow().file();
        boolean continued = !after.id().equals(id);
        assertTrue(!continued || turn.action() == CaseAction.REOPEN);
        boolean given = state == CaseState.OPEN && after.owner().isPresent();
        if (turn.action() == CaseAction.REOPEN && !continued && !answered(after.events())) {
          given = true;
          assertEquals(
              after.owner().isPresent() ? CaseState.ASSIGNED : CaseState.OPEN, after.state());
        }
        id = after.id();
        state = continued || given ? after.state() : table.get(turn.action());
        assertEquals(state, after.state());
        waits = waiting(turn.action(), waits, now, after);
        assertEquals(waits.isPresent(), after.waiting());
      }
    }
  }

  private static Optional<Instant> waiting(
      CaseAction action, Optional<Instant> waits, Instant now, CaseFile after) {
    if (action == CaseAction.PAUSE) {
      return Optional.of(now);
    }
    return action == CaseAction.RESUME || !after.state().isOpen() ? Optional.empty() : waits;
  }
}
