package io.regulars;

import com.google.common.collect.ImmutableList;
import io.regulars.care.AnnouncementRules;
import io.regulars.complaint.CaseTaskRule;
import io.regulars.engine.Advance;
import io.regulars.engine.MessageRule;
import io.regulars.engine.SendingRule;
import io.regulars.engine.TaskRule;
import io.regulars.feedback.SurveyRules;
import io.regulars.ledger.LedgerRules;
import io.regulars.lifecycle.LifecycleRules;
import io.regulars.notify.NotificationRules;
import io.regulars.tier.TierRules;

/**
 * Which rules there are, and the order in which they act at one instant: lots end, then tiers are
 * looked at, then the stage of life; messages follow from what came of it.
 */
public final class Rulebook {

  private Rulebook() {}

  /** Time, applied by all rules in their order. */
  public static Advance advance() {
    return new Advance(ImmutableList.of(new LedgerRules(), new TierRules(), new LifecycleRules()));
  }

  /** Whether, when and by which channel they are told. */
  static SendingRule sending() {
    return new NotificationRules();
  }

  /** Whose business a message to staff is. */
  static TaskRule tasks() {
    return new CaseTaskRule();
  }

  /** What is told to customers. */
  static ImmutableList<MessageRule> messages() {
    return ImmutableList.of(new AnnouncementRules(), new SurveyRules());
  }
}
