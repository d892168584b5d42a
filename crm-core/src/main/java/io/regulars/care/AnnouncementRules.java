package io.regulars.care;

import io.regulars.engine.FileDraft;
import io.regulars.engine.MessageRule;
import io.regulars.engine.PlannedMessage;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.file.FileEvent;
import java.util.List;
import java.util.Optional;

/** Announces tier changes and dormancy, fresh ones only. */
public final class AnnouncementRules implements MessageRule {

  /** Stateless. */
  public AnnouncementRules() {}

  @Override
  public List<PlannedMessage> plan(FileDraft draft) {
    Optional<AnnouncementPlan> plan = draft.program().plan(AnnouncementPlan.class);
    if (plan.isEmpty() || draft.events().isEmpty()) {
      return List.of();
    }
    return draft.events().stream()
        .filter(event -> isNews(draft, event, plan.get()))
        .<PlannedMessage>map(
            event ->
                PlannedMessage.builder()
                    .channels(plan.get().channels())
                    .purpose(Purpose.CARE)
                    .content(event.explanation())
                    .occurredAt(event.occurredAt())
                    .build())
        .toList();
  }

  private static boolean isNews(FileDraft draft, FileEvent event, AnnouncementPlan plan) {
    boolean fresh = event.occurredAt().plus(plan.freshFor()).isAfter(draft.now());
    return fresh
        && switch (event.kind()) {
          case TIER_RAISED, TIER_LOWERED -> plan.tierChanges();
          case STAGE_CHANGED ->
              plan.dormancy() && event.explanation().rule().equals("stage.dormant");
          case REGISTERED,
              PROFILE_CHANGED,
              GRACE_BEGUN,
              GRACE_ENDED,
              VISIT_REFUNDED,
              VISIT_VOIDED,
              SHORTFALL,
              CARD_LENT,
              COMPLAINT,
              REFERRAL_QUALIFIED,
              REFERRAL_TAKEN_BACK ->
              false;
        };
  }
}
