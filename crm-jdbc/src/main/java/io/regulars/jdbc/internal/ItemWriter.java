package io.regulars.jdbc.internal;

import java.time.Instant;
import java.util.Optional;

/**
 * Writes a sequence of items, each followed by {@code |}: {@code 10|gold|} holds two, the empty
 * text none, {@code |} one that is empty.
 *
 * <p>Inside an item {@code \p} stands for a bar, {@code \\} for a backslash, and {@code \}{@code u}
 * with four lower-case hexadecimal digits for what some databases cannot keep: NUL and halves of
 * surrogate pairs that stand alone. Everything else stands for itself. Not thread-safe.
 */
public final class ItemWriter {

  static final char END = '|';
  static final char ESCAPE = '\\';
  static final char ESCAPED_END = 'p';
  static final char ESCAPED_UNIT = 'u';
  static final long MICROS = 1_000_000;

  private final StringBuilder out;

  /** Begins with no item. */
  public ItemWriter() {
    this.out = new StringBuilder(64);
  }

  /** Adds a text, whatever characters it holds. */
  public ItemWriter add(String item) {
    int plain = 0;
    for (int i = 0; i < item.length(); i++) {
      char c = item.charAt(i);
      if (isSpecial(item, i, c)) {
        out.append(item, plain, i);
        appendEscaped(c);
        plain = i + 1;
      }
    }
    out.append(item, plain, item.length()).append(END);
    return this;
  }

  /** Adds a number in decimal. */
  public ItemWriter add(long item) {
    out.append(item).append(END);
    return this;
  }

  /** Adds an empty item. */
  public ItemWriter addEmpty() {
    out.append(END);
    return this;
  }

  /** Adds an instant of whole microseconds as their number since 1970, in decimal. */
  public ItemWriter add(Instant item) {
    return add(
        Math.addExact(Math.multiplyExact(item.getEpochSecond(), MICROS), item.getNano() / 1_000));
  }

  /** Adds an instant, or an empty item. */
  public ItemWriter add(Optional<Instant> item) {
    return item.isPresent() ? add(item.get()) : addEmpty();
  }

  /** All items so far. */
  @Override
  public String toString() {
    return out.toString();
  }

  static boolean isSpecial(String text, int index, char c) {
    return c == END || c == ESCAPE || isUnstorable(text, index, c);
  }

  static boolean isUnstorable(String text, int index, char c) {
    if (c == 0) {
      return true;
    }
    if (!Character.isSurrogate(c)) {
      return false;
    }
    return Character.isHighSurrogate(c)
        ? index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1))
        : index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
  }

  private void appendEscaped(char c) {
    out.append(ESCAPE);
    switch (c) {
      case END -> out.append(ESCAPED_END);
      case ESCAPE -> out.append(ESCAPE);
      default -> {
        out.append(ESCAPED_UNIT);
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(Character.forDigit((c >> shift) & 0xf, 16));
        }
      }
    }
  }
}
