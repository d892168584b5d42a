package io.regulars.spi;

import java.util.Optional;

/**
 * Who does it: a member of staff with a role, or the system. Every line appended to a customer file
 * names its actor.
 *
 * @param merchant the merchant the actor acts for
 * @param staff the person; empty exactly when {@code role} is {@link Role#SYSTEM}
 * @param role what he may do
 */
public record Actor(MerchantId merchant, Optional<StaffId> staff, Role role) {

  /** Refuses a person without a role of his own, and a system with a person's name. */
  public Actor {
    Shapes.require(
        staff.isPresent() == (role != Role.SYSTEM),
        "an actor is a member of staff with a role other than SYSTEM, or the system");
  }

  /** A member of staff of {@code merchant}. */
  public static Actor staff(MerchantId merchant, StaffId staff, Role role) {
    return new Actor(merchant, Optional.of(staff), role);
  }

  /** The library itself, or a job of the host's. */
  public static Actor system(MerchantId merchant) {
    return new Actor(merchant, Optional.empty(), Role.SYSTEM);
  }

  /** The staff id, or {@code system}: how statements and timelines name the actor. */
  public String name() {
    return staff.map(StaffId::value).orElse("system");
  }
}
