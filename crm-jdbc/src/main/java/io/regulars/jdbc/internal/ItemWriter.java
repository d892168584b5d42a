package io.regulars.jdbc.internal;

import java.time.Instant;
import java.util.Optional;

/**
 * Writes a sequence of items, each followed by {@code |}: {@code 10|gold|} holds two, the empty
 * text none, {@code |} one that is empty. Inside an item {@code \p} stands for a bar and {@code \\}
 * for a backslash; everything else stands for itself. Not thread-safe.
 */
public final class ItemWriter {

  static final char END = '|';
  static final char ESCAPE = '\\';
  static final char ESCAPED_END = 'p';
  static final long MICROS = 1_000_000;

  private final StringBuilder out = new StringBuilder(64);

  /** Begins with no item. */
  public ItemWriter() {}

  /** Adds a text, whatever characters it holds. */
  public ItemWriter add(String item) {
    int plain = 0;
    for (int i = 0; i < item.length(); i++) {
      char c = item.charAt(i);
      if (c == END || c == ESCAPE) {
        out.append(item, plain, i).append(ESCAPE).append(c == END ? ESCAPED_END : ESCAPE);
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
    long seconds = Math.multiplyExact(item.getEpochSecond(), MICROS);
    return add(Math.addExact(seconds, item.getNano() / 1_000));
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
}
