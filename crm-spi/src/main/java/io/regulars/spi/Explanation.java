package io.regulars.spi;

import java.util.List;

/**
 * Why a line says what it says: the rule that made it and the figures it used, in the order the
 * rule states them. Texts in the reader's language are made from it when it is read, so that old
 * lines stay explainable.
 *
 * @param rule stable code of the rule, such as {@code points.earned}; 1 to 64 characters
 * @param figures amounts as decimal text, codes and instants as written by the rule; no personal
 *     data
 */
public record Explanation(String rule, List<String> figures) {

  /** Refuses a blank rule; copies the figures. */
  public Explanation {
    Shapes.code("Explanation.rule", rule, 64);
    figures = List.copyOf(figures);
  }

  /** An explanation by {@code rule} with its figures. */
  public static Explanation of(String rule, String... figures) {
    return new Explanation(rule, List.of(figures));
  }
}
