package io.regulars.testkit;

import io.regulars.complaint.ComplaintPlan;
import io.regulars.spi.storage.Storage;
import java.time.ZoneId;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;

/**
 * L741 to L748, L751 to L753: what holds of every complaint under every plan, as jqwik properties:
 * random walks through the desk. Whoever wants to know it of his own plan extends this class in his
 * tests, says where cases are kept, and overrides {@link #plans()} and {@link #zones()}.
 */
public abstract class CaseLaws implements CaseLifeLaws, CaseClockLaws, CaseKeptLaws {

  /** For subclasses. */
  protected CaseLaws() {}

  /** Returns an empty storage; asked once or twice for each walk. */
  protected abstract Storage newStorage();

  @Override
  public final Storage freshStorage() {
    return newStorage();
  }

  /** The plans to try; of every kind unless overridden. */
  protected Arbitrary<ComplaintPlan> plans() {
    return CaseWalk.plans();
  }

  /** Where the shop may be; where clocks do strange things unless overridden. */
  protected Arbitrary<ZoneId> zones() {
    return WorkingTimes.zones();
  }

  @Provide("walks")
  final Arbitrary<CaseWalk> provideWalks() {
    return CaseWalk.any(plans(), zones());
  }
}
