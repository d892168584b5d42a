package io.regulars.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.regulars.customer.RegisterCustomer;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.InvalidCommandException.Violation;
import io.regulars.spi.customer.CustomerProfile;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** In which of its two languages the library says what is wrong. */
final class ValidationTest {

  private static final List<Violation> ENGLISH = violations(Locale.ENGLISH);
  private static final List<Violation> CHINESE = violations(Locale.CHINESE);

  @Test
  void whoever_speaks_neither_reads_english_only() {
    assertNotEquals(ENGLISH, CHINESE);
    for (Locale language : List.of(Locale.FRENCH, Locale.JAPAN, Locale.UK, Locale.ROOT)) {
      assertEquals(ENGLISH, violations(language), language.toString());
    }
  }

  @Test
  void wherever_chinese_is_spoken_it_is_ours() {
    for (Locale language :
        List.of(Locale.CHINA, Locale.TAIWAN, Locale.forLanguageTag("zh-Hant-HK"))) {
      assertEquals(CHINESE, violations(language), language.toString());
    }
  }

  /** A name that is blank and too long, and a key with blanks. */
  private static List<Violation> violations(Locale language) {
    Validation validation = new Validation(language, Clock.systemUTC());
    RegisterCustomer command =
        RegisterCustomer.builder()
            .profile(CustomerProfile.builder().name(" ".repeat(201)).build())
            .key(" key ")
            .build();
    return assertThrows(InvalidCommandException.class, () -> validation.check(command))
        .violations();
  }
}
