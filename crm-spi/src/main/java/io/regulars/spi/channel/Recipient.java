package io.regulars.spi.channel;

import io.regulars.spi.CustomerId;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import java.util.Optional;

/** To whom a message goes. */
public sealed interface Recipient {

  /**
   * A customer.
   *
   * @param customer whose profile says where and in which language
   */
  record OfCustomer(CustomerId customer) implements Recipient {}

  /**
   * One person who works for the merchant.
   *
   * @param staff who
   * @param store where, for the list of a shop's tasks
   */
  record OfStaff(StaffId staff, Optional<StoreId> store) implements Recipient {}

  /**
   * Whoever has a role.
   *
   * @param role which
   * @param store at which shop; empty: at head office
   */
  record OfRole(Role role, Optional<StoreId> store) implements Recipient {}

  /** This customer. */
  static Recipient customer(CustomerId customer) {
    return new OfCustomer(customer);
  }

  /** This person. */
  static Recipient staff(StaffId staff) {
    return new OfStaff(staff, Optional.empty());
  }

  /** This person, at this shop. */
  static Recipient staff(StaffId staff, StoreId store) {
    return new OfStaff(staff, Optional.of(store));
  }

  /** Whoever has this role at head office. */
  static Recipient role(Role role) {
    return new OfRole(role, Optional.empty());
  }

  /** Whoever has this role at this shop. */
  static Recipient role(Role role, StoreId store) {
    return new OfRole(role, Optional.of(store));
  }
}
