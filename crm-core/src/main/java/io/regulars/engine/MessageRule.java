package io.regulars.engine;

import java.util.List;

/** Which messages follow from what a decision did. Pure, stateless, thread-safe. */
public interface MessageRule {

  /** The messages that follow from the events of this draft; asked once, after the decision. */
  List<PlannedMessage> plan(FileDraft draft);
}
