package io.regulars.holiday;

import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.calendar.DayKind;
import io.regulars.spi.calendar.DeclaredDay;
import io.regulars.spi.calendar.Holidays;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * China's public holidays and make-up workdays, as the State Council announces them late in the
 * year before: 2007 to 2026 are bundled, and a host that learns of another year reads a list of its
 * own. Immutable.
 *
 * <p>A list is lines of text, empty ones and those that begin with {@code #} left out. The first
 * says which years it knows, the others a day each, in any order:
 *
 * <pre>{@code
 * covers,2007,2026
 * 2026-01-01,OFF,元旦
 * 2026-01-04,WORKDAY,元旦
 * }</pre>
 */
public final class ChinaHolidays implements Holidays {

  private static final String BUNDLED = "china-2007-2026.csv";

  private final Year first;
  private final Year last;
  private final Map<LocalDate, DeclaredDay> days;

  private ChinaHolidays(Year first, Year last, Map<LocalDate, DeclaredDay> days) {
    this.first = first;
    this.last = last;
    this.days = Map.copyOf(days);
  }

  /** 2007 to 2026, from the list in this jar; read anew each time, so keep the answer. */
  public static ChinaHolidays bundled() {
    InputStream list = ChinaHolidays.class.getResourceAsStream(BUNDLED);
    if (list == null) {
      throw new IllegalStateException(BUNDLED + " is not in the jar beside ChinaHolidays");
    }
    return reading(new InputStreamReader(list, StandardCharsets.UTF_8));
  }

  /**
   * The list that {@code text} holds; reads it to its end and closes it.
   *
   * @throws InvalidProgramException if a line is not what it should be, with its number
   * @throws UncheckedIOException if it cannot be read
   */
  public static ChinaHolidays reading(Reader text) {
    try (BufferedReader lines = new BufferedReader(text)) {
      Listed list = new Listed();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        list.next(line.strip());
      }
      return list.done();
    } catch (IOException e) {
      throw new UncheckedIOException("the list of holidays cannot be read", e);
    }
  }

  @Override
  public Optional<DeclaredDay> on(LocalDate date) {
    return Optional.ofNullable(days.get(date));
  }

  @Override
  public boolean covers(Year year) {
    return !year.isBefore(first) && !year.isAfter(last);
  }

  /** A list on the way in. */
  private static final class Listed {

    private final Map<LocalDate, DeclaredDay> days = new HashMap<>();
    private @Nullable Year first;
    private @Nullable Year last;
    private int number;

    void next(String line) {
      number++;
      if (line.isEmpty() || line.startsWith("#")) {
        return;
      }
      String[] parts = line.split(",", -1);
      try {
        if (parts.length != 3) {
          throw refused(line);
        } else if (first == null) {
          covers(line, parts);
        } else {
          day(line, parts);
        }
      } catch (DateTimeException e) {
        throw refused(line);
      }
    }

    private void covers(String line, String[] parts) {
      Year from = Year.parse(parts[1]);
      Year to = Year.parse(parts[2]);
      if (!parts[0].equals("covers") || to.isBefore(from)) {
        throw refused(line);
      }
      first = from;
      last = to;
    }

    private void day(String line, String[] parts) {
      DayKind kind =
          switch (parts[1]) {
            case "OFF" -> DayKind.OFF;
            case "WORKDAY" -> DayKind.WORKDAY;
            default -> throw refused(line);
          };
      if (days.put(LocalDate.parse(parts[0]), new DeclaredDay(kind, parts[2])) != null) {
        throw new InvalidProgramException(
            "holidays, line " + number + ": " + parts[0] + " is listed twice; keep one of them");
      }
    }

    private InvalidProgramException refused(String line) {
      return new InvalidProgramException(
          "holidays, line "
              + number
              + ": "
              + line
              + (first == null
                  ? "; the years come first: covers,2007,2026"
                  : "; write a day as 2026-01-01,OFF,name or 2026-01-04,WORKDAY,name"));
    }

    ChinaHolidays done() {
      if (first == null || last == null) {
        throw new InvalidProgramException(
            "holidays, line "
                + number
                + ": the list ends without its years; begin it with covers,2007,2026");
      }
      return new ChinaHolidays(first, last, days);
    }
  }
}
