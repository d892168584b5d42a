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
 * @param steps how the rule came to its result, line by line, each without steps of its own
 */
public record Explanation(String rule, List<String> figures, List<Explanation> steps) {

  /** Refuses a blank rule and steps that have steps; copies the lists. */
  public Explanation {
    Shapes.code("Explanation.rule", rule, 64);
    figures = List.copyOf(figures);
    steps = List.copyOf(steps);
    for (Explanation step : steps) {
      Shapes.require(step.steps.isEmpty(), "a step of an explanation has no steps of its own");
    }
  }

  /** An explanation in one step. */
  public Explanation(String rule, List<String> figures) {
    this(rule, figures, List.of());
  }

  /** An explanation by {@code rule} with its figures. */
  public static Explanation of(String rule, String... figures) {
    return new Explanation(rule, List.of(figures));
  }

  /** This explanation, with the steps that led to it. */
  public Explanation because(List<Explanation> how) {
    return new Explanation(rule, figures, how);
  }
}
