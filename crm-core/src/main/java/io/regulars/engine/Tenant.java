package io.regulars.engine;

import io.regulars.spi.Merchant;

/**
 * A merchant and the program in force.
 *
 * @param merchant the business
 * @param program its configuration
 */
public record Tenant(Merchant merchant, Program program) {

  /** Refuses a program that does not fit the merchant. */
  public Tenant {
    program.requireFits(merchant);
  }
}
