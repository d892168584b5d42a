package io.regulars.visit;

import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.spi.CrmException;
import io.regulars.spi.Rejection;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.file.FileEvent;
import java.util.List;

/**
 * What became of one visit of a batch. The conflict report of a batch is those that {@link
 * #needsAttention() need a person}: not recorded, or recorded with an account overdrawn.
 */
public sealed interface BatchOutcome {

  /** The visit as it was told. */
  RecordVisit visit();

  /** Whether a person should look at it. */
  boolean needsAttention();

  /** It is recorded, now or by an earlier telling; {@code answer} says what followed. */
  record Recorded(RecordVisit visit, Answer answer) implements BatchOutcome {

    @Override
    public boolean needsAttention() {
      return !overdrawn().isEmpty();
    }

    /** The accounts it overdrew, with how much was missing. */
    public List<FileEvent> overdrawn() {
      return answer.events().stream()
          .filter(event -> event.kind() == EventKind.SHORTFALL)
          .filter(event -> event.explanation().rule().equals("shortfall.overdrawn"))
          .toList();
    }
  }

  /** The rules said no; nothing was written. */
  record Refused(RecordVisit visit, Rejection rejection) implements BatchOutcome {

    @Override
    public boolean needsAttention() {
      return true;
    }
  }

  /**
   * It could not be decided: malformed, unknown ids, another sale under its receipt, or storage
   * failing. Of the last kind it may be told again.
   */
  record Failed(RecordVisit visit, CrmException failure) implements BatchOutcome {

    @Override
    public boolean needsAttention() {
      return true;
    }
  }

  /** What an outcome means for the visit. */
  static BatchOutcome of(RecordVisit visit, Outcome<Answer> outcome) {
    if (outcome instanceof Outcome.Refused<Answer> refused) {
      return new Refused(visit, refused.rejection());
    }
    return new Recorded(visit, outcome.orThrow());
  }
}
