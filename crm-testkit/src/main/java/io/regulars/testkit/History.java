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

  /** The same history with every visit told as it happens, and by itself. */
  public History onTime() {
    return mapping(Step.Come::onTime);
  }

  /** The same history, told by itself each, with no visit paid by what may run out. */
  History withoutTenders() {
    return mapping(Step.Come::withoutTenders);
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

  private History mapping(UnaryOperator<Step.Come> change) {
    return new History(
        start, customers, steps.stream().flatMap(step -> changed(step, change)).toList());
  }

  private static Stream<Step> changed(Step step, UnaryOperator<Step.Come> change) {
    if (step instanceof Step.Come come) {
      return Stream.of(change.apply(come));
    }
    return step instanceof Step.Batch batch ? batch.comes().stream().map(change) : Stream.of(step);
  }
}
