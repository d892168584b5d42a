package io.regulars.feedback;

import io.regulars.spi.InvalidProgramException;

/**
 * The numbers a dimension is rated with.
 *
 * @param lowest the worst
 * @param highest the best
 * @param negativeTo a single rating of this or less makes an answer negative
 * @param satisfiedFrom an answer whose ratings are this or more on average is satisfied
 */
public record Scale(int lowest, int highest, int negativeTo, int satisfiedFrom) {

  /** 1 to 5: 2 is negative, an average of 4 is satisfied. */
  public static final Scale FIVE = new Scale(1, 5, 2, 4);

  /** 0 to 10: 4 is negative, an average of 8 is satisfied. */
  public static final Scale TEN = new Scale(0, 10, 4, 8);

  /** Refuses numbers out of order. */
  public Scale {
    boolean ordered =
        0 <= lowest
            && lowest <= negativeTo
            && negativeTo < satisfiedFrom
            && satisfiedFrom <= highest
            && highest <= 100;
    if (!ordered) {
      throw new InvalidProgramException(
          "a scale from "
              + lowest
              + " to "
              + highest
              + ", negative to "
              + negativeTo
              + " and satisfied from "
              + satisfiedFrom
              + " is out of order; give 0 <= lowest <= negative < satisfied <= highest <= 100");
    }
  }
}
