package io.regulars.jdbc.internal;

import java.time.Instant;
import java.util.Optional;

/**
 * Reads what {@link ItemWriter} wrote, item by item, and refuses everything else with an {@link
 * IllegalArgumentException} that names the position, never the content: a text it accepts is the
 * one the writer makes of the items read. Not thread-safe.
 */
public final class ItemReader {

  private final String text;
  private int position;

  /** Begins before the first item of {@code text}. */
  public ItemReader(String text) {
    this.text = text;
  }

  /** Whether there is another item. */
  public boolean hasNext() {
    return position < text.length();
  }

  /** The next item as a text. */
  public String next() {
    int begin = position;
    int end = takeItem();
    int escape = text.indexOf(ItemWriter.ESCAPE, begin);
    boolean plain = escape < 0 || escape >= end;
    return plain ? text.substring(begin, end) : unescaped(begin, end);
  }

  /** The next item as a number. */
  public long nextLong() {
    int begin = position;
    int end = takeItem();
    boolean negative = begin < end && text.charAt(begin) == '-';
    int digits = negative ? begin + 1 : begin;
    boolean leadingZero =
        digits < end && text.charAt(digits) == '0' && (end - digits > 1 || negative);
    if (digits == end || leadingZero) {
      throw damaged(begin);
    }
    long value = 0;
    for (int i = digits; i < end; i++) {
      value = appendDigit(begin, value, text.charAt(i) - '0');
    }
    if (value == Long.MIN_VALUE && !negative) {
      throw damaged(begin);
    }
    return negative ? value : -value;
  }

  /** The next item as an instant. */
  public Instant nextInstant() {
    long micros = nextLong();
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, ItemWriter.MICROS), Math.floorMod(micros, ItemWriter.MICROS) * 1_000);
  }

  /** The next item as an instant; empty if the item is. */
  public Optional<Instant> nextOptionalInstant() {
    return skipEmpty() ? Optional.empty() : Optional.of(nextInstant());
  }

  /** The next item as a text; empty if the item is. */
  public Optional<String> nextOptional() {
    return skipEmpty() ? Optional.empty() : Optional.of(next());
  }

  /** Steps over the next item if it is empty, and says whether it was. */
  public boolean skipEmpty() {
    if (hasNext() && text.charAt(position) == ItemWriter.END) {
      position++;
      return true;
    }
    return false;
  }

  private int takeItem() {
    int end = text.indexOf(ItemWriter.END, position);
    if (end < 0) {
      throw damaged(position);
    }
    position = end + 1;
    return end;
  }

  /** Counts below zero, where there is room for the smallest number as well. */
  private long appendDigit(int begin, long value, int digit) {
    if (digit < 0 || digit > 9 || value < Long.MIN_VALUE / 10) {
      throw damaged(begin);
    }
    long next = value * 10 - digit;
    if (next > value) {
      throw damaged(begin);
    }
    return next;
  }

  private String unescaped(int begin, int end) {
    StringBuilder out = new StringBuilder(end - begin);
    for (int i = begin; i < end; i++) {
      char c = text.charAt(i);
      if (c == ItemWriter.ESCAPE) {
        i++;
        out.append(escaped(begin, i < end ? text.charAt(i) : ItemWriter.END));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private char escaped(int begin, char c) {
    return switch (c) {
      case ItemWriter.ESCAPE -> ItemWriter.ESCAPE;
      case ItemWriter.ESCAPED_END -> ItemWriter.END;
      default -> throw damaged(begin);
    };
  }

  private IllegalArgumentException damaged(int at) {
    return new IllegalArgumentException(
        "not an item as this library writes them, at character " + at);
  }
}
