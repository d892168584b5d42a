package io.regulars.examples.complaintday;

import java.util.List;

/** What happens to a case next. */
enum Step {
  /** The customer is answered. */
  ACKNOWLEDGE,
  /** Somebody looks into it. */
  INVESTIGATE,
  /** It is known what happened. */
  CONCLUDE,
  /** A solution is proposed. */
  PROPOSE,
  /** The customer wants another one. */
  NEGOTIATE,
  /** Money back is proposed, and approved by whoever may. */
  COMPENSATE,
  /** The customer takes it. */
  AGREE,
  /** It is carried out. */
  RESOLVE,
  /** The customer is asked, and content. */
  ASK_CONTENT,
  /** The customer is asked, and not content. */
  ASK_NOT_CONTENT,
  /** The case is taken up again. */
  REOPEN,
  /** The case is over. */
  CLOSE,
  /** The customer is to say when it happened. */
  PAUSE,
  /** The customer says so. */
  RESUME,
  /** It is what somebody has complained of before. */
  MERGE;

  /** The ways a case may go once somebody has answered. */
  static final List<List<Step>> WAYS =
      List.of(
          List.of(INVESTIGATE, CONCLUDE, PROPOSE, AGREE, RESOLVE, ASK_CONTENT, CLOSE),
          List.of(
              INVESTIGATE,
              CONCLUDE,
              PROPOSE,
              NEGOTIATE,
              PROPOSE,
              COMPENSATE,
              AGREE,
              RESOLVE,
              ASK_CONTENT,
              CLOSE),
          List.of(
              INVESTIGATE, PAUSE, RESUME, CONCLUDE, PROPOSE, AGREE, RESOLVE, ASK_CONTENT, CLOSE),
          List.of(
              INVESTIGATE,
              CONCLUDE,
              PROPOSE,
              AGREE,
              RESOLVE,
              ASK_NOT_CONTENT,
              REOPEN,
              PROPOSE,
              AGREE,
              RESOLVE,
              ASK_CONTENT,
              CLOSE),
          List.of(INVESTIGATE, PAUSE));
}
