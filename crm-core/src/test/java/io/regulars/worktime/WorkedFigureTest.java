package io.regulars.worktime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.holiday.ChinaHolidays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The worked figure of docs/complaints.md is what comes out. */
class WorkedFigureTest {

  private static final WorkingTime OFFICE =
      new WorkingTime(
          WorkingHours.builder()
              .every(
                  DayOfWeek.MONDAY,
                  DayOfWeek.FRIDAY,
                  DayHours.of(Window.of("09:00", "12:00"), Window.of("13:00", "18:00")))
              .holidays(HolidayPolicy.FOLLOW)
              .build(),
          ZoneId.of("Asia/Shanghai"),
          ChinaHolidays.bundled());

  @Test
  void every_line_is_what_comes_out() throws IOException {
    List<String[]> lines =
        Files.readAllLines(Path.of("../docs/complaints.md")).stream()
            .filter(line -> line.matches("\\| \\d{4}-\\d\\d-\\d\\dT.*"))
            .map(line -> line.split(" *\\| *"))
            .toList();
    assertEquals(6, lines.size());
    for (String[] line : lines) {
      Instant begun = at(line[1]);
      Instant due = target(line[2]).due(OFFICE, begun);
      assertEquals(at(line[3]), due, String.join(" | ", line));
      assertEquals(
          line[4].contains("not announced"),
          OFFICE.unannounced(begun, due).isPresent(),
          String.join(" | ", line));
    }
  }

  private static Instant at(String time) {
    return LocalDateTime.parse(time).atZone(OFFICE.zone()).toInstant();
  }

  private static Target target(String text) {
    String[] words = text.split(" ");
    return switch (words[0]) {
      case "working" -> Target.working(Duration.parse(words[1]));
      case "wall" -> Target.wall(Duration.parse(words[1]));
      case "workingDays" -> Target.workingDays(Integer.parseInt(words[1]));
      default -> throw new IllegalArgumentException(text);
    };
  }
}
