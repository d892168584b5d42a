package io.regulars.spi.customer;

import io.regulars.spi.CustomerId;
import io.regulars.spi.Shapes;

/**
 * A relative who is a customer of the same merchant.
 *
 * @param relation what the relative is to this customer, such as {@code daughter}; 1 to 32
 *     characters
 * @param customer the relative's file
 */
public record FamilyLink(String relation, CustomerId customer) {

  /** Refuses a blank or over-long relation. */
  public FamilyLink {
    Shapes.code("FamilyLink.relation", relation, 32);
  }
}
