package io.regulars.engine;

import io.regulars.spi.Explanation;
import io.regulars.spi.file.TimelineEntry;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.visit.Visit;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/**
 * Says in English or Chinese what lines, refusals and messages mean. Texts are made when they are
 * read, from the rule's code and its figures. Immutable and thread-safe.
 */
public final class Texts {

  private static final String BUNDLE = "io.regulars.engine.texts";
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmxxx", Locale.ROOT);

  private final ResourceBundle bundle;
  private final ZoneId zone;

  private Texts(ResourceBundle bundle, ZoneId zone) {
    this.bundle = bundle;
    this.zone = zone;
  }

  /**
   * Texts in {@code language} (Chinese for {@code zh}, English for all else), times in {@code
   * zone}.
   */
  public static Texts in(Locale language, ZoneId zone) {
    ResourceBundle.Control noFallback =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    return new Texts(ResourceBundle.getBundle(BUNDLE, spoken(language), noFallback), zone);
  }

  /** The one of the library's two languages that a reader of {@code language} is spoken to in. */
  static Locale spoken(Locale language) {
    return language.getLanguage().equals(Locale.CHINESE.getLanguage())
        ? Locale.CHINESE
        : Locale.ENGLISH;
  }

  /** The same texts with times in another zone. */
  Texts inZone(ZoneId other) {
    return new Texts(bundle, other);
  }

  /** Why, in words: the rule's sentence with its figures. */
  public String explain(Explanation explanation) {
    String words = fill("rule." + explanation.rule(), explanation.figures());
    if (explanation.steps().isEmpty()) {
      return words;
    }
    String steps =
        explanation.steps().stream().map(this::explain).collect(Collectors.joining("; "));
    return fill("steps", List.of(words, steps));
  }

  /** What an account counts. */
  public String account(AccountKind kind) {
    int slash = kind.code().indexOf('/');
    String key = "account." + (slash < 0 ? kind.code() : kind.code().substring(0, slash));
    return bundle.containsKey(key) ? fill(key, List.of(kind.name())) : kind.code();
  }

  /** One line of a timeline, without its instant and actor. */
  public String describe(TimelineEntry line) {
    if (line instanceof TimelineEntry.OfVisit of) {
      return describe(of.visit());
    }
    if (line instanceof TimelineEntry.OfEntry of) {
      return describe(of.entry());
    }
    return explain(((TimelineEntry.OfEvent) line).event().explanation());
  }

  /** A whole line of a timeline: number, instant in the zone, actor, and what happened. */
  public String line(TimelineEntry line) {
    return fill(
        "line",
        List.of(
            Long.toString(line.seq()),
            line.occurredAt().toString(),
            line.actor().name(),
            describe(line)));
  }

  /** A line of a statement, by its code and figures. */
  public String statement(String code, Object... figures) {
    return fill("statement." + code, Arrays.stream(figures).map(Object::toString).toList());
  }

  /**
   * A refusal with its figures and the remedy. If its second figure names a case that has words of
   * its own, it is said in these.
   */
  public String refusal(Refusal refusal) {
    String reason = "refusal." + refusal.reason();
    String special = reason + "." + (refusal.figures().size() > 1 ? refusal.figures().get(1) : "");
    return fill(bundle.containsKey(special) ? special : reason, refusal.figures());
  }

  /** What is wrong with a field, with the figures and what is accepted. */
  public String violation(String code, List<String> figures) {
    return fill("invalid." + code, figures);
  }

  /** Whether the library has words of its own in this language. */
  static boolean speaks(Locale language) {
    return language.getLanguage().equals(Locale.ENGLISH.getLanguage())
        || language.getLanguage().equals(Locale.CHINESE.getLanguage());
  }

  /** The library's template of a message. */
  Optional<String> message(String code) {
    return find("message." + code);
  }

  /** The names of a message's figures, in their order. */
  Optional<List<String>> variables(String code) {
    return find("variables." + code)
        .map(names -> names.isEmpty() ? List.of() : List.of(names.split(" ", -1)));
  }

  private Optional<String> find(String key) {
    return bundle.containsKey(key) ? Optional.of(bundle.getString(key)) : Optional.empty();
  }

  private String describe(Visit visit) {
    return fill(
        "visit." + visit.status(),
        List.of(visit.receipt(), visit.store().value(), visit.total().toString(), items(visit)));
  }

  private static String items(Visit visit) {
    StringBuilder items = new StringBuilder();
    visit
        .lines()
        .forEach(
            line ->
                items
                    .append(items.isEmpty() ? "" : ", ")
                    .append(line.quantity())
                    .append(" x ")
                    .append(line.item()));
    return items.toString();
  }

  private String describe(LedgerEntry entry) {
    return fill(
        entry.hold().map(held -> "entry." + held).orElse("entry"),
        List.of(
            (entry.amount() > 0 ? "+" : "") + entry.amount(),
            account(entry.account()),
            Long.toString(entry.balance()),
            explain(entry.explanation())));
  }

  /** Replaces {@code {0}}, {@code {1}}, ... of the pattern under {@code key} by the figures. */
  private String fill(String key, List<String> figures) {
    String pattern;
    try {
      pattern = bundle.getString(key);
    } catch (MissingResourceException e) {
      return key + figures;
    }
    StringBuilder text = new StringBuilder(pattern.length() + 64);
    int from = 0;
    for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', open + 1)) {
      int close = pattern.indexOf('}', open);
      if (close == open + 2 && Character.isDigit(pattern.charAt(open + 1))) {
        int index = pattern.charAt(open + 1) - '0';
        text.append(pattern, from, open).append(figure(figures, index));
        from = close + 1;
      }
    }
    return text.append(pattern, from, pattern.length()).toString();
  }

  private String figure(List<String> figures, int index) {
    return index < figures.size() ? shown(figures.get(index)) : "?";
  }

  /**
   * An instant as a figure that is shown in {@code zone} whoever reads it: a shop's appointment.
   */
  public static String figure(Instant instant, ZoneId zone) {
    return LOCAL.format(instant.atZone(zone));
  }

  /** A word of the library, such as a severity, in the language; all else {@link #shown}. */
  String word(String figure) {
    return find("word." + figure).orElseGet(() -> shown(figure));
  }

  /**
   * A figure as people read it: an instant in the zone, one with a zone of its own in that, all
   * else as it is.
   */
  String shown(String figure) {
    if (figure.length() < 20 || figure.charAt(10) != 'T') {
      return figure;
    }
    try {
      return figure.endsWith("Z")
          ? MINUTES.format(Instant.parse(figure).atZone(zone))
          : MINUTES.format(OffsetDateTime.parse(figure));
    } catch (DateTimeParseException e) {
      return figure;
    }
  }
}
