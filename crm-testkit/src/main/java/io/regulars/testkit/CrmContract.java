package io.regulars.testkit;

import io.regulars.spi.storage.Storage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the whole library does on a storage, as tests. The author of an adapter extends this class
 * beside {@link StorageContract}, implements {@link #newStorage()} and is done:
 *
 * <pre>{@code
 * class MyCrmContractTest extends CrmContract {
 *   @Override
 *   protected Storage newStorage() {
 *     return new MyStorage(...);
 *   }
 * }
 * }</pre>
 *
 * <p>The rules are in the interfaces this class implements. A rule's method is named by its
 * strength, its number, which is never used again, and what it says; those named {@code bug_} are
 * mistakes that other systems shipped, each with the system and the number of its report. No test
 * sleeps or asks the system's clock for what day it is.
 */
public abstract class CrmContract
    implements BadInputRules,
        BadProgramRules,
        IdempotencyRules,
        ContentionRules,
        DeliveryRules,
        NotificationDeskRules,
        NotificationTimingRules,
        NotificationStaffRules,
        NotificationRouteRules,
        NotificationPlaceRules,
        DueRules,
        DeskRules,
        PrivacyRules,
        TimelineRules,
        EarningRules,
        RewardRules,
        ReservationRules,
        ReservedReturnRules,
        UnbackedRules,
        OfflineRules,
        ReturnDeskRules,
        ShortfallRules,
        CardRules,
        CardBookingRules,
        CardChangeRules,
        CardReturnRules,
        CardCommandRules,
        CouponIssueRules,
        CouponQuoteRules,
        CouponScopeRules,
        CouponDeskRules,
        CouponEndRules,
        StoredValueDeskRules,
        StoredValueReturnRules,
        LiabilityDeskRules,
        LineShareRules,
        CasebookRules,
        BenefitDeskRules,
        ReferralDeskRules,
        CaseLifeRules,
        CaseOnceRules,
        CaseHandRules,
        CaseClockRules,
        EscalationRules,
        CaseAccessRules,
        CaseTaskRules,
        CaseEndRules,
        CasePlanRules,
        CompensationRules,
        CompensationBookRules,
        CompensationWorthRules,
        FeedbackDeskRules,
        FeedbackFigureRules,
        SurveyInvitationRules,
        FeedbackAccessRules,
        SurveyMendedRules,
        MessageMendedRules,
        FeedbackMendedRules,
        CasePresetRules,
        PresetRules,
        UndoRules,
        BoundRules,
        OwedRules,
        PeerBugRules,
        CasePeerBugRules,
        MendedRules,
        CaseMendedRules,
        CaseChangeRules,
        CaseKeptRules,
        CaseCareRules,
        CaseStopRules,
        CaseMergeRules,
        MendedLedgerRules,
        RushRules {

  private @Nullable Storage storage;

  /** For subclasses. */
  protected CrmContract() {}

  /** Returns an empty storage; asked once before each test. */
  protected abstract Storage newStorage();

  /** Gives up a storage after a test; closes it if it can be closed. */
  protected void discard(Storage used) throws Exception {
    if (used instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }

  /** The storage of the running test. */
  @Override
  public final Storage storage() {
    if (storage == null) {
      throw new IllegalStateException("there is a storage only while a test runs");
    }
    return storage;
  }

  /**
   * Capability: whether several threads may use the storage at once; true unless overridden. If
   * not, the rules about threads are skipped.
   */
  @Override
  public boolean servesThreads() {
    return true;
  }

  /**
   * Capability: how often 16 threads together go for the same, for every kind of value, rounded up
   * to rounds of 160; what the system property {@code regulars.attempts} says, else 10,000. A
   * storage that commits to a disk may want fewer, see {@link #attemptsOr}.
   */
  @Override
  public int attempts() {
    return attemptsOr(10_000);
  }

  /** What the system property {@code regulars.attempts} says, else {@code untold}. */
  protected static int attemptsOr(int untold) {
    return Integer.getInteger("regulars.attempts", untold);
  }

  @BeforeEach
  final void openStorage() {
    storage = newStorage();
  }

  @AfterEach
  final void discardStorage() throws Exception {
    Storage used = storage;
    storage = null;
    if (used != null) {
      discard(used);
    }
  }
}
