package io.regulars.testkit;

import static io.regulars.testkit.Salon.LOTUS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.complaint.ActOnCase;
import io.regulars.complaint.CaseAnswer;
import io.regulars.complaint.ImmutableOpenComplaint;
import io.regulars.engine.Outcome;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Kind;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** E1004, E1005, E1016, E1017: a step is taken once, whoever tells it how often. */
interface CaseOnceRules extends CrmRules {

  @Test
  default void required_E1004_a_step_told_twice_is_taken_once() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    ImmutableOpenComplaint complaint = cases.complaint(Optional.of(ann));
    CaseAnswer opened = cases.desk().open(complaint).orThrow();
    ActOnCase step = cases.act(opened.file().id());
    CaseAnswer first = cases.desk().acknowledge(step).orThrow();
    salon.passDays(1);
    Dump before = salon.dump();

    CaseAnswer again = cases.desk().acknowledge(step).orThrow();
    assertTrue(again.repeated());
    assertEquals(first.events(), again.events());
    CaseAnswer openedAgain = cases.desk().open(complaint).orThrow();
    assertTrue(openedAgain.repeated());
    assertEquals(opened.events(), openedAgain.events());
    assertEquals(opened.file().id(), openedAgain.file().id());
    before.assertUnchanged(storage(), LOTUS);
  }

  @Test
  default void required_E1005_a_key_of_another_step_of_its_kind_is_a_conflict() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    ImmutableOpenComplaint complaint = cases.complaint(Optional.empty());
    CaseId id = cases.open(complaint);
    CaseId other = cases.open();
    ActOnCase note = cases.act(id);
    cases.desk().note(note).orThrow();
    Dump before = salon.dump();
    assertThrows(ConflictException.class, () -> cases.desk().open(complaint.withCategory("music")));
    assertThrows(
        ConflictException.class,
        () -> cases.desk().note(ActOnCase.builder().from(note).words("other").build()));
    assertThrows(
        ConflictException.class,
        () -> cases.desk().note(ActOnCase.builder().from(note).complaint(other).build()));
    before.assertUnchanged(storage(), LOTUS);
  }

  @Test
  default void required_E1016_of_many_who_take_one_step_at_once_one_does() {
    assumeThreads();
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.bare().build());
    CaseId id = cases.open();
    List<ActOnCase> steps = Stream.generate(() -> cases.act(id)).limit(4).toList();
    List<Outcome<CaseAnswer>> outcomes =
        Attempts.race(
            4,
            thread ->
                () -> Complaints.desk(cases.node(storage()), "fay").acknowledge(steps.get(thread)));
    assertEquals(1, outcomes.stream().filter(each -> each.refusal().isEmpty()).count());
    outcomes.stream()
        .flatMap(each -> each.refusal().stream())
        .forEach(
            refusal ->
                assertEquals(
                    List.of("ACKNOWLEDGE", "ACKNOWLEDGED"), refusal.figures().subList(0, 2)));
    assertEquals(1, cases.lines(id, CaseEventKind.ACKNOWLEDGED).size());

    ActOnCase same = cases.act(id);
    List<CaseAnswer> noted =
        Attempts.race(
            4, thread -> () -> Complaints.desk(cases.node(storage()), "fay").note(same).orThrow());
    assertEquals(1, noted.stream().filter(answer -> !answer.repeated()).count());
    assertEquals(1, cases.lines(id, CaseEventKind.NOTED).size());
  }

  @Test
  default void required_E1017_a_step_whose_answer_is_lost_is_taken_once() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    FaultyStorage lost =
        new FaultyStorage(
            storage(),
            (change, real, attempt) -> {
              real.commit(change);
              if (attempt == 1) {
                throw new StorageException(Kind.TRANSIENT, "the answer is lost");
              }
            });
    CaseAnswer opened =
        Complaints.desk(cases.node(lost), "fay").open(cases.complaint(Optional.of(ann))).orThrow();
    assertEquals(cases.file(opened.file().id()), opened.file());
    assertEquals(1, salon.dump().reads().get("cases") instanceof List<?> all ? all.size() : 0);

    CaseId id = opened.file().id();
    FaultyStorage stale = FaultyStorage.refusing(storage(), Kind.STALE, 2);
    Complaints.desk(cases.node(stale), "fay").acknowledge(cases.act(id)).orThrow();
    assertEquals(3, stale.commits());
    assertEquals(1, cases.lines(id, CaseEventKind.ACKNOWLEDGED).size());
    FaultyStorage down = FaultyStorage.refusing(storage(), Kind.UNAVAILABLE, 1);
    Dump before = salon.dump();
    assertThrows(
        StorageException.class,
        () -> Complaints.desk(cases.node(down), "fay").propose(cases.act(id)));
    before.assertUnchanged(storage(), LOTUS);
  }
}
