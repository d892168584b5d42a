package io.regulars.engine;

import io.regulars.spi.Role;
import java.util.EnumSet;
import java.util.Set;

/** What an actor may do, and the roles that may. */
public enum Action {
  /** Look at a customer's file, contact data included. */
  READ_CUSTOMER(EnumSet.allOf(Role.class)),
  /** Register a customer. */
  REGISTER_CUSTOMER(EnumSet.allOf(Role.class)),
  /** Change a customer's profile. */
  UPDATE_CUSTOMER(EnumSet.allOf(Role.class)),
  /** Record a visit. */
  RECORD_VISIT(EnumSet.allOf(Role.class)),
  /** Refund or void a visit. */
  TAKE_BACK_VISIT(EnumSet.of(Role.RECEPTIONIST, Role.STORE_MANAGER, Role.HEAD_OFFICE, Role.SYSTEM)),
  /** Take money for stored value. */
  TOP_UP(EnumSet.complementOf(EnumSet.of(Role.THERAPIST))),
  /** Pay unused stored value back. */
  REFUND_STORED_VALUE(EnumSet.of(Role.STORE_MANAGER, Role.HEAD_OFFICE, Role.SYSTEM)),
  /** Freeze stored value, and let it go again. */
  FREEZE_STORED_VALUE(
      EnumSet.of(Role.RECEPTIONIST, Role.STORE_MANAGER, Role.HEAD_OFFICE, Role.SYSTEM)),
  /** Look at what the merchant owes all its customers. */
  READ_LIABILITY(EnumSet.of(Role.HEAD_OFFICE, Role.SYSTEM)),
  /** Let a customer have a benefit. */
  USE_BENEFIT(EnumSet.allOf(Role.class)),
  /** Give the use of a benefit back. */
  GIVE_BACK_BENEFIT(
      EnumSet.of(Role.RECEPTIONIST, Role.STORE_MANAGER, Role.HEAD_OFFICE, Role.SYSTEM)),
  /** Redeem points at the till. */
  REDEEM_POINTS(EnumSet.complementOf(EnumSet.of(Role.THERAPIST))),
  /** Undo a redemption. */
  CANCEL_REDEMPTION(
      EnumSet.of(Role.RECEPTIONIST, Role.STORE_MANAGER, Role.HEAD_OFFICE, Role.SYSTEM)),
  /** Let pending points be used. */
  CONFIRM_POINTS(EnumSet.of(Role.RECEPTIONIST, Role.STORE_MANAGER, Role.HEAD_OFFICE, Role.SYSTEM)),
  /** Give, use and reserve value of the host's own kinds, and reserve points. */
  BOOK_VALUE(EnumSet.complementOf(EnumSet.of(Role.THERAPIST))),
  /** Grant or withdraw points by hand. */
  ADJUST_POINTS(EnumSet.of(Role.STORE_MANAGER, Role.HEAD_OFFICE, Role.SYSTEM)),
  /** Sell a course card. */
  SELL_CARD(EnumSet.complementOf(EnumSet.of(Role.THERAPIST))),
  /** Reserve sessions for a booking, and say what became of it. */
  BOOK_SESSION(EnumSet.allOf(Role.class)),
  /** Freeze, thaw, extend, transfer or refund a course card. */
  CHANGE_CARD(EnumSet.of(Role.STORE_MANAGER, Role.HEAD_OFFICE, Role.SYSTEM)),
  /** Do, put off or hand over a task; one that is somebody else's takes a manager. */
  HANDLE_TASK(EnumSet.allOf(Role.class)),
  /** Send a dead letter again, or give a message up. */
  HANDLE_MESSAGE(EnumSet.of(Role.STORE_MANAGER, Role.HEAD_OFFICE, Role.SYSTEM)),
  /** Issue a coupon. */
  ISSUE_COUPON(EnumSet.of(Role.CONSULTANT, Role.STORE_MANAGER, Role.HEAD_OFFICE, Role.SYSTEM)),
  /** Take a complaint. */
  OPEN_COMPLAINT(EnumSet.allOf(Role.class)),
  /** Work on a complaint; which ones is the complaint plan's. */
  HANDLE_COMPLAINT(EnumSet.allOf(Role.class)),
  /** Look at the numbers of complaints; a store manager at those of his shops. */
  READ_CASEBOOK(EnumSet.of(Role.STORE_MANAGER, Role.HEAD_OFFICE, Role.SYSTEM)),
  /** Tell the public how a complaint was handled. */
  PUBLISH_COMPLAINT(EnumSet.of(Role.STORE_MANAGER, Role.HEAD_OFFICE, Role.SYSTEM)),
  /** Take an unused coupon away. */
  WITHDRAW_COUPON(EnumSet.of(Role.STORE_MANAGER, Role.HEAD_OFFICE, Role.SYSTEM));

  private final Set<Role> roles;

  Action(Set<Role> roles) {
    this.roles = roles;
  }

  /** Whether {@code role} may do this. */
  public boolean permits(Role role) {
    return roles.contains(role);
  }

  /** The roles that may, for the message that says so. */
  String roles() {
    return roles.toString();
  }
}
