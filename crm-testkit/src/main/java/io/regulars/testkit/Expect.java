package io.regulars.testkit;

import static io.regulars.testkit.Salon.LOTUS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Desk;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.spi.CrmException;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Rejection;
import io.regulars.spi.Role;
import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a command that must not be carried out is answered, with nothing written. */
final class Expect {

  private Expect() {}

  /** Fails unless the command is invalid at {@code field} in both languages; the English words. */
  static String assertInvalid(
      Salon salon, String field, Consumer<Desk> command, String... figures) {
    String english = "";
    for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      Dump before = salon.dump();
      InvalidCommandException e =
          assertThrows(
              InvalidCommandException.class, () -> command.accept(speaking(salon, language)));
      before.assertUnchanged(salon.storage(), LOTUS);
      english =
          e.violations().stream()
              .filter(violation -> violation.field().equals(field))
              .map(InvalidCommandException.Violation::message)
              .findFirst()
              .orElseThrow(() -> new AssertionError("no violation of " + field + ": " + e));
      assertSaid(english, language, figures);
      assertTrue(String.valueOf(e.getMessage()).contains(field + ": " + english), e.getMessage());
    }
    return english;
  }

  /** Fails unless the rules refuse the command with these figures in both languages. */
  static void assertRefused(
      Salon salon,
      Rejection.Reason reason,
      Function<Desk, Outcome<Answer>> command,
      String... figures) {
    for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      Dump before = salon.dump();
      Rejection rejection =
          command
              .apply(speaking(salon, language))
              .refusal()
              .orElseThrow(() -> new AssertionError("not refused for " + reason));
      before.assertUnchanged(salon.storage(), LOTUS);
      assertEquals(reason, rejection.reason());
      assertEquals(List.of(figures), rejection.figures());
      String[] plain =
          List.of(figures).stream().filter(figure -> !figure.endsWith("Z")).toArray(String[]::new);
      assertSaid(rejection.message(), language, plain);
      CrmException thrown =
          assertThrows(
              CrmException.class, () -> command.apply(speaking(salon, language)).orThrow());
      assertEquals(reason + ": " + rejection.message(), thrown.getMessage());
    }
  }

  /** Fails unless the outcome is a refusal with these figures. */
  static void refused(Outcome<Answer> outcome, Rejection.Reason reason, String... figures) {
    Rejection rejection =
        outcome.refusal().orElseThrow(() -> new AssertionError("not refused for " + reason));
    assertEquals(reason, rejection.reason());
    assertEquals(List.of(figures), rejection.figures());
    assertContains(rejection.message(), figures);
  }

  static void assertNotFound(Salon salon, Consumer<Desk> command, String... said) {
    String message =
        assertThrowsAndWritesNothing(salon, NotFoundException.class, command).getMessage();
    for (String part : said) {
      assertTrue(String.valueOf(message).contains(part), message);
    }
  }

  static <E extends CrmException> E assertThrowsAndWritesNothing(
      Salon salon, Class<E> type, Consumer<Desk> command) {
    Dump before = salon.dump();
    E e = assertThrows(type, () -> command.accept(salon.desk()));
    before.assertUnchanged(salon.storage(), LOTUS);
    return e;
  }

  static void assertSaid(String message, Locale language, String... figures) {
    boolean chinese = message.codePoints().anyMatch(c -> UnicodeScript.of(c) == UnicodeScript.HAN);
    assertEquals(language.equals(Locale.CHINESE), chinese, "language of: " + message);
    for (String figure : figures) {
      assertTrue(message.contains(figure), () -> figure + " is not in: " + message);
    }
  }

  static Desk speaking(Salon salon, Locale language) {
    return Salon.desk(salon.builder().language(language).build(), Role.HEAD_OFFICE);
  }

  /** Fails unless {@code message} contains every one of {@code parts}. */
  static void assertContains(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), () -> part + " is not in: " + message);
    }
  }
}
