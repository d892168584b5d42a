package io.regulars.engine;

import io.regulars.spi.CustomerId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** A command on one customer's file that one rule decides. */
public final class Booking implements Work {

  private final DeskContext desk;
  private final Action action;
  private final CustomerId customer;
  private final IdempotencyKey key;
  private final Function<FileDraft, Optional<Refusal>> rule;

  /**
   * A booking on {@code customer}'s file under {@code key}.
   *
   * @param rule applies itself to the draft, or says why not; may read storage, must not write
   */
  public Booking(
      DeskContext desk,
      Action action,
      CustomerId customer,
      IdempotencyKey key,
      Function<FileDraft, Optional<Refusal>> rule) {
    this.desk = desk;
    this.action = action;
    this.customer = customer;
    this.key = key;
    this.rule = rule;
  }

  @Override
  public Action action() {
    return action;
  }

  @Override
  public Optional<IdempotencyKey> key() {
    return Optional.of(key);
  }

  @Override
  public FileDraft open(Tenant tenant, Instant now) {
    return desk.open(tenant, now, customer);
  }

  @Override
  public Optional<Refusal> decide(FileDraft draft) {
    return rule.apply(draft);
  }
}
