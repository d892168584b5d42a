package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.regulars.complaint.CaseAction;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.ClockReading;
import io.regulars.spi.complaint.CaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The worked example of docs/complaints.md is what comes out. */
class CaseDocsTest {

  @Test
  void every_line_of_the_worked_example_is_what_comes_out() throws IOException {
    List<String[]> lines =
        Files.readAllLines(Path.of("../docs/complaints.md")).stream()
            .filter(line -> line.matches("\\| \\d{4}-\\d\\d-\\d\\d \\d.*"))
            .map(line -> line.substring(2).split(" *\\| *"))
            .toList();
    assertEquals(5, lines.size());
    Salon salon = new Salon(new NaiveStorage(Salon.LOTUS));
    Complaints cases =
        new Complaints(
            salon,
            Complaints.bare().hours(Complaints.hours(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)).build());
    cases.at(lines.get(0)[0].replace(' ', 'T'));
    CaseId id = cases.open();
    for (String[] line : lines) {
      cases.at(line[0].replace(' ', 'T'));
      switch (line[1]) {
        case "opened" -> {}
        case "acknowledged" -> cases.take(CaseAction.ACKNOWLEDGE, id);
        case "waits" -> cases.take(CaseAction.PAUSE, id);
        case "goes on" -> cases.take(CaseAction.RESUME, id);
        case "proposed" -> cases.take(CaseAction.PROPOSE, id);
        default -> throw new AssertionError("unknown step " + line[1]);
      }
      assertShows(salon, cases, id, line[2].split(" ", 3));
    }
  }

  private static void assertShows(Salon salon, Complaints cases, CaseId id, String[] said) {
    ClockReading reading = cases.clock(id, CaseClock.valueOf(said[0]));
    switch (said[1]) {
      case "due" -> cases.assertDue(said[2].replace(' ', 'T'), id, reading.clock());
      case "met" -> {
        assertEquals(salon.clock().instant(), reading.metAt().orElseThrow());
        assertFalse(reading.late(salon.clock().instant()));
      }
      case "has" ->
          assertEquals(
              Duration.ofMinutes(Long.parseLong(said[2].split(" ")[1])),
              reading.used(salon.clock().instant()));
      default -> throw new AssertionError("unknown figure " + said[1]);
    }
  }
}
