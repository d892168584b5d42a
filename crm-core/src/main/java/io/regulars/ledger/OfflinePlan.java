package io.regulars.ledger;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Plan;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.visit.Visit;
import java.time.Duration;
import java.util.Map;
import org.immutables.value.Value;

/**
 * What is allowed to a till that could not ask (domain id V4): it has handed out goods for points
 * or stored value, and tells so later. Without this plan such a payment is refused like any other
 * that exceeds what is there.
 */
@Value.Immutable
@RegularsStyle
public interface OfflinePlan extends Plan {

  /** The longest {@link #lateAfter()}: a year. */
  Duration LONGEST = Duration.ofDays(366);

  /** How long after it occurred a visit is told late; five minutes unless told. */
  @Value.Default
  default Duration lateAfter() {
    return Duration.ofMinutes(5);
  }

  /**
   * How far late payments may overdraw an account, deficit included: points, or minor units of
   * stored value. Only {@link AccountKind#POINTS} and {@link AccountKind#PRINCIPAL}.
   */
  Map<AccountKind, Long> overdraft();

  /** Durations are not negative and at most a year, overdrafts above zero and of these kinds. */
  @Value.Check
  default void check() {
    if (lateAfter().isNegative() || lateAfter().compareTo(LONGEST) > 0) {
      throw new InvalidProgramException(
          "a visit is late after "
              + lateAfter()
              + "; not negative, at most "
              + LONGEST.toDays()
              + " days");
    }
    overdraft()
        .forEach(
            (account, most) -> {
              boolean known =
                  account.equals(AccountKind.POINTS) || account.equals(AccountKind.PRINCIPAL);
              if (!known || most <= 0) {
                throw new InvalidProgramException(
                    "an overdraft of "
                        + most
                        + " on "
                        + account
                        + "; give points or principal one above zero");
              }
            });
  }

  /**
   * How far a payment of {@code visit} may overdraw {@code account} by the program of {@code
   * draft}; 0 unless the visit was told late.
   */
  static long overdraft(FileDraft draft, Visit visit, AccountKind account) {
    return draft
        .program()
        .plan(OfflinePlan.class)
        .filter(plan -> visit.occurredAt().plus(plan.lateAfter()).isBefore(visit.recordedAt()))
        .map(plan -> plan.overdraft().getOrDefault(account, 0L))
        .orElse(0L);
  }

  /** A builder with nothing set. */
  static ImmutableOfflinePlan.Builder builder() {
    return ImmutableOfflinePlan.builder();
  }
}
