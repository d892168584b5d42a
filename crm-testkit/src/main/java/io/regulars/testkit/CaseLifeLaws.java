package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.complaint.CaseAction;
import io.regulars.complaint.CaseAnswer;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.CaseStanding;
import io.regulars.engine.Outcome;
import io.regulars.engine.Texts;
import io.regulars.spi.Rejection;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.channel.Recipient;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.TaskCriteria;
import io.regulars.testkit.CaseWalk.Turn;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.joda.money.CurrencyUnit;

/** L741, L743 to L748: where a case goes, what it says of it, and who is told. */
interface CaseLifeLaws extends WalkLaws {

  /** What worth is told in. */
  CurrencyUnit CNY = CurrencyUnit.of("CNY");

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  default void law_L741_a_case_stands_where_its_log_says_in_whatever_batches_it_is_read(
      @ForAll("walks") CaseWalk walk, @ForAll @IntRange(max = 1_000) int cut) {
    CaseFile file = WalkedCase.walk(freshStorage(), walk, true, walked -> {}).file();
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
    assertEquals(CaseLines.state(log), file.state(), "by the names of the lines");
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  default void law_L743_a_clock_warns_once_and_strikes_each_rung_once(
      @ForAll("walks") CaseWalk walk) {
    Set<String> struck = new HashSet<>();
    for (CaseEvent line :
        WalkedCase.walk(freshStorage(), walk, true, walked -> {}).file().events()) {
      if (line.kind() == CaseEventKind.WARNED) {
        assertTrue(struck.add(line.figure(0) + " warned"), () -> "twice: " + line);
      }
      if (line.kind() == CaseEventKind.ESCALATED && !line.figure(0).equals(Optional.of("HAND"))) {
        assertTrue(struck.add(line.figure(0) + " " + line.figure(1)), () -> "twice: " + line);
      }
    }
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  default void law_L744_from_wherever_a_case_is_it_can_be_ended(@ForAll("walks") CaseWalk walk) {
    WalkedCase walked = WalkedCase.walk(freshStorage(), walk, true, each -> {});
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
  default void law_L745_the_lines_of_a_case_explain_its_result_in_both_languages(
      @ForAll("walks") CaseWalk walk) {
    WalkedCase walked = WalkedCase.walk(freshStorage(), walk, true, each -> {});
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
      told = CaseLines.after(told, event, log);
      standing = event.seq() == 1 ? standing : standing.after(event, CNY);
      assertEquals(told, standing.state(), () -> "explained by " + event);
    }
    assertEquals(told, ended.state());
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  default void law_L746_it_does_not_matter_when_and_how_often_time_is_applied(
      @ForAll("walks") CaseWalk walk) {
    WalkedCase often =
        WalkedCase.walk(
            freshStorage(),
            walk,
            true,
            walked -> {
              walked.cases().desk().find(walked.id());
            });
    WalkedCase once = WalkedCase.walk(freshStorage(), walk, false, walked -> {});
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
  default void law_L748_no_task_outlives_its_case_and_all_are_its_owners_or_above(
      @ForAll("walks") CaseWalk walk) {
    WalkedCase.walk(freshStorage(), walk, true, CaseLifeLaws::assertTasksFit);
  }

  private static void assertTasksFit(WalkedCase walked) {
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

  /** Held against {@link CaseTable}, which knows nothing of the code's own. */
  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  default void law_L747_what_the_table_on_the_wall_allows_is_done_and_nothing_else(
      @ForAll("walks") CaseWalk walk) {
    Salon salon = new Salon(freshStorage());
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
        if (turn.action() == CaseAction.REOPEN
            && !continued
            && !CaseLines.answered(after.events())) {
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
