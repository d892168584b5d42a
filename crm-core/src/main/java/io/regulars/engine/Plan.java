package io.regulars.engine;

import io.regulars.spi.Merchant;

/**
 * One part's slice of a {@link Program}: validated, immutable configuration. A plan refuses to be
 * built when it contradicts itself, with {@link io.regulars.spi.InvalidProgramException}.
 */
public interface Plan {

  /**
   * Refuses a merchant this plan cannot serve, such as one with another currency, and a program it
   * contradicts.
   *
   * @throws io.regulars.spi.InvalidProgramException naming what does not fit
   */
  default void requireFits(Merchant merchant, Program program) {}
}
