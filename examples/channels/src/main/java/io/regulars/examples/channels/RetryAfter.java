package io.regulars.examples.channels;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the header {@code Retry-After} of an answer. */
final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  private RetryAfter() {}

  /**
   * When to come back: {@code value} is a number of seconds or a date such as {@code Sun, 06 Nov
   * 1994 08:49:37 GMT}; anything else says nothing.
   */
  static Optional<Instant> read(String value, Instant now) {
    String text = value.strip();
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(now.plusSeconds(Long.parseLong(text)));
    }
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
