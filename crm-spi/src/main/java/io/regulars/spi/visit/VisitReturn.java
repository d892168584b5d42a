package io.regulars.spi.visit;

import io.regulars.spi.RegularsStyle;
import io.regulars.spi.Shapes;
import java.time.Instant;
import java.util.List;
import org.immutables.value.Value;
import org.joda.money.Money;

/** One taking back of a visit, or of a part of it. Appended, never altered. */
@Value.Immutable
@RegularsStyle
public interface VisitReturn {

  /** 1 for the first return of the visit, then 2, ... */
  int number();

  /** The till's number of the return, unique within the visit; 1 to 64 characters. */
  String receipt();

  /** When the library was told. */
  Instant recordedAt();

  /** Why, as the timeline says it; 1 to 200 characters. */
  String reason();

  /** What came back; not empty unless everything had come back before. */
  List<ReturnedLine> lines();

  /** What the customer got back for it, per means the receipt was paid by. */
  List<Payment> payments();

  /**
   * A part of a line that came back.
   *
   * @param line the line of the visit, counted from 1
   * @param quantity how many pieces; 0 if only money came back
   * @param amount what of its price came back, not negative
   */
  record ReturnedLine(int line, long quantity, Money amount) {

    /** Refuses lines before the first, and negative quantities and amounts. */
    public ReturnedLine {
      Shapes.require(line > 0, "lines are counted from 1");
      Shapes.require(quantity >= 0, "a returned quantity is not negative");
      Amounts.requireInRange("returned amount", amount);
    }
  }

  /** Returns are numbered, and every line is named once. */
  @Value.Check
  default void check() {
    Shapes.require(number() > 0, "returns are numbered from 1");
    Shapes.code("VisitReturn.receipt", receipt(), 64);
    Shapes.require(
        lines().stream().map(ReturnedLine::line).distinct().count() == lines().size(),
        "a line comes back twice in one return");
    Shapes.require(!lines().isEmpty() || payments().isEmpty(), "nothing is paid back for no line");
  }

  /** A builder with nothing set. */
  static ImmutableVisitReturn.Builder builder() {
    return ImmutableVisitReturn.builder();
  }
}
