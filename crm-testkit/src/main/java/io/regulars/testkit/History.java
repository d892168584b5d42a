package io.regulars.testkit;

import io.regulars.customer.RegisterCustomer;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Customers, and what happens to them from {@code start} on.
 *
 * @param start when they are registered; each may have joined earlier
 * @param customers those whom {@link Step}s name by index; at least one
 * @param steps what happens, in order
 */
public record History(Instant start, List<RegisterCustomer> customers, List<Step> steps) {

  /** Copies the lists. */
  public History {
    customers = List.copyOf(customers);
    steps = List.copyOf(steps);
  }

  /** The same history with every visit told as it happens. */
  public History onTime() {
    return mapping(step -> step instanceof Step.Come come ? come.onTime() : step);
  }

  /** The same history with no visit paid by what the customer may run out of. */
  History withoutTenders() {
    return mapping(step -> step instanceof Step.Come come ? come.withoutTenders() : step);
  }

  /** The same history without the steps of this type. */
  public History without(Class<? extends Step> type) {
    return new History(
        start, customers, steps.stream().filter(step -> !type.isInstance(step)).toList());
  }

  /** The same history with the due pass run after every step. */
  History withDuePasses() {
    return new History(
        start,
        customers,
        steps.stream().flatMap(step -> Stream.of(step, new Step.RunDue())).toList());
  }

  private History mapping(UnaryOperator<Step> change) {
    return new History(start, customers, steps.stream().map(change).toList());
  }
}
