package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Rulebook;
import io.regulars.engine.Advance;
import io.regulars.engine.FileDraft;
import io.regulars.engine.Tenant;
import io.regulars.spi.Actor;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.ImmutableCustomerFile;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** L2xx: time does the same whoever looks when, and the alarm says when it does something. */
interface TimeLaws extends Laws {

  /** A century: longer than any period of a program that is likely to be tried. */
  Duration CENTURY = Duration.ofDays(36_525);

  @Property
  default void law_L201_the_alarm_is_the_first_instant_at_which_time_changes_something(
      @ForAll("cases") Case given) {
    atEveryStep(
        given,
        (playback, who) -> {
          CustomerFile file = playback.file(who);
          Optional<Instant> alarm = file.wakeAt();
          if (alarm.isPresent()) {
            assertTrue(alarm.get().isAfter(file.asOf()), "the alarm is ahead");
            Instant before = alarm.get().minus(1, ChronoUnit.MICROS);
            assertEquals(
                timeless(file), timeless(playback.fileAt(who, before)), "before the alarm");
            assertNotEquals(state(file), state(playback.fileAt(who, alarm.get())), "at the alarm");
          } else {
            assertEquals(
                timeless(file),
                timeless(playback.fileAt(who, playback.now().plus(CENTURY))),
                "without an alarm");
          }
        });
  }

  private static CustomerFile timeless(CustomerFile file) {
    return ImmutableCustomerFile.copyOf(file).withAsOf(file.joinedAt()).withVersion(1);
  }

  /** What time can change, besides how far it has come. */
  private static List<Object> state(CustomerFile file) {
    return List.of(file.accounts(), file.tier(), file.stage());
  }

  @Property
  default void law_L202_advancing_in_any_steps_is_advancing_once(
      @ForAll("cases") Case given,
      @ForAll @Size(max = 6) List<@LongRange(max = 3L * 366 * 86_400_000_000L) Long> micros,
      @ForAll @IntRange(max = 1) int toTheAlarm) {
    Playback playback = Playback.of(bench(), given.tenant(), given.history());
    for (int who = 0; who < playback.crowd(); who++) {
      CustomerFile file = playback.file(who);
      TreeSet<Instant> stops = new TreeSet<>();
      micros.forEach(wait -> stops.add(file.asOf().plus(wait, ChronoUnit.MICROS)));
      if (toTheAlarm == 1) {
        file.wakeAt().ifPresent(stops::add);
      }
      if (!stops.isEmpty()) {
        Walk once = new Walk(given.tenant(), file).to(stops.last());
        Walk steps = new Walk(given.tenant(), file);
        stops.forEach(steps::to);
        assertEquals(timelessAt(once), timelessAt(steps), "the file");
        assertEquals(once.lines, steps.lines, "the lines");
      }
    }
  }

  private static CustomerFile timelessAt(Walk walk) {
    return ImmutableCustomerFile.copyOf(walk.file).withVersion(1);
  }

  /** A file on its way through time, with the lines that are written on the way. */
  final class Walk {

    private final Tenant tenant;
    private final List<String> lines = new ArrayList<>();
    private CustomerFile file;

    Walk(Tenant tenant, CustomerFile file) {
      this.tenant = tenant;
      this.file = file;
    }

    Walk to(Instant instant) {
      Advance advance = Rulebook.advance();
      FileDraft draft = FileDraft.open(tenant, Actor.system(file.merchant()), instant, file);
      advance.to(draft, instant);
      file = advance.finish(draft);
      TreeMap<Long, String> appended = new TreeMap<>();
      draft.entries().forEach(line -> appended.put(line.seq(), Playback.told(line)));
      draft.events().forEach(line -> appended.put(line.seq(), Playback.told(line)));
      lines.addAll(appended.values());
      return this;
    }
  }

  @Property
  default void law_L203_the_same_commands_make_the_same_file(@ForAll("cases") Case given) {
    Playback one = Playback.of(bench(), given.tenant(), given.history());
    Playback other = Playback.of(bench(), given.tenant(), given.history());
    assertSameStories(one, other);
  }

  /** Late visits apart: they are booked at the instant the file has reached. */
  @Property
  default void law_L204_due_passes_change_nothing_of_what_comes_of_it(@ForAll("cases") Case given) {
    History calm = given.history().onTime().without(Step.RunDue.class);
    Playback one = Playback.of(bench(), given.tenant(), calm);
    Playback other = Playback.of(bench(), given.tenant(), calm.withDuePasses());
    one.play(new Step.RunDue());
    assertSameStories(one, other);
  }

  private static void assertSameStories(Playback one, Playback other) {
    Instant end = Playback.longAfter(one.now());
    assertEquals(one.now(), other.now(), "the clocks");
    assertFalse(one.crowd() == 0, "there is somebody to look at");
    for (int who = 0; who < one.crowd(); who++) {
      assertEquals(
          String.join("\n", one.story(who, end)), String.join("\n", other.story(who, end)));
    }
  }
}
