package io.regulars.engine;

import java.time.Instant;

/**
 * What time alone does to a file in one respect. Pure: reads nothing but the draft. Stateless and
 * thread-safe.
 */
public interface TimeRule {

  /** The answer of {@link #next} when time alone will change nothing. */
  Instant NEVER = Instant.MAX;

  /** The earliest instant at which this rule has something to do on the draft as it stands. */
  Instant next(FileDraft draft);

  /** Does all this rule has to do at {@code at} or before; afterwards {@link #next} is later. */
  void strike(FileDraft draft, Instant at);
}
