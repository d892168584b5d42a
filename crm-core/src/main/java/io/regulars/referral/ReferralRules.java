package io.regulars.referral;

import io.regulars.engine.FileDraft;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.VisitId;
import io.regulars.spi.customer.Referral;
import io.regulars.spi.file.EventKind;
import java.util.Optional;

/**
 * When a referral counts: from the first visit on of which something paid in money stands, once;
 * until nothing of that is left, and then from the next such visit on. Each change is told on both
 * files, with the same figures.
 */
public final class ReferralRules {

  private ReferralRules() {}

  /** A new customer was brought by {@code referrer}. */
  public static void brought(FileDraft friend, CustomerId referrer) {
    friend.referral(Referral.by(referrer));
  }

  /** Who is waiting for the friend's first paid visit, if somebody is. */
  public static Optional<CustomerId> waiting(FileDraft friend) {
    return friend
        .referral()
        .filter(referral -> referral.qualifiedBy().isEmpty())
        .map(Referral::referrer);
  }

  /** Whose referral counts by this very visit, if one does. */
  public static Optional<CustomerId> countingBy(FileDraft friend, VisitId visit) {
    return friend
        .referral()
        .filter(referral -> referral.qualifiedBy().filter(visit::equals).isPresent())
        .map(Referral::referrer);
  }

  /** The referral counts by {@code visit}. */
  public static void qualify(FileDraft friend, FileDraft referrer, VisitId visit) {
    friend.referral(new Referral(referrer.customer(), Optional.of(visit)));
    tell(friend, referrer, EventKind.REFERRAL_QUALIFIED, "referral.qualified", visit);
  }

  /** Nothing paid is left of {@code visit}, by which the referral counted. */
  public static void takeBack(FileDraft friend, FileDraft referrer, VisitId visit) {
    friend.referral(Referral.by(referrer.customer()));
    tell(friend, referrer, EventKind.REFERRAL_TAKEN_BACK, "referral.taken-back", visit);
  }

  private static void tell(
      FileDraft friend, FileDraft referrer, EventKind kind, String rule, VisitId visit) {
    Explanation why =
        Explanation.of(
            rule, visit.toString(), referrer.customer().toString(), friend.customer().toString());
    friend.happened(kind, friend.asOf(), why);
    referrer.happened(kind, referrer.asOf(), why);
  }
}
