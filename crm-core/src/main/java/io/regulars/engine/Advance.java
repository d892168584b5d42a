package io.regulars.engine;

import com.google.common.collect.ImmutableList;
import io.regulars.spi.Actor;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.ImmutableCustomerFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Applies time to a file: walks the instants at which a rule has something to do, in order, and at
 * each lets all rules act in their fixed order. Pure, so that {@code advance(advance(f, t1), t2) =
 * advance(f, t2)}: the result does not depend on when, how often or by which node it is run.
 * Thread-safe.
 */
public final class Advance {

  private final ImmutableList<TimeRule> rules;

  /** With the rules in the order in which they act at one instant. */
  public Advance(List<TimeRule> rules) {
    this.rules = ImmutableList.copyOf(rules);
  }

  /**
   * Advances the draft through {@code to}, inclusive; does nothing if it is already there.
   *
   * @return the first instant after that at which time will change something; {@link
   *     TimeRule#NEVER}
   */
  public Instant to(FileDraft draft, Instant to) {
    Instant due = draft.alarm().orElseGet(() -> next(draft));
    if (!due.isAfter(to)) {
      Actor acting = draft.actAs(Actor.system(draft.merchant().id()));
      while (!due.isAfter(to)) {
        due = strike(draft, due);
      }
      draft.actAs(acting);
    }
    draft.moveTo(to);
    return due;
  }

  private Instant strike(FileDraft draft, Instant due) {
    draft.moveTo(due);
    Instant at = draft.asOf();
    for (TimeRule rule : rules) {
      rule.strike(draft, at);
    }
    Instant next = next(draft);
    if (!next.isAfter(at)) {
      throw new IllegalStateException("a time rule asks for the instant it was just given: " + at);
    }
    return next;
  }

  /**
   * The file as it will be at {@code to} if nothing but time happens. Nothing is written, so
   * version and last line stay those of {@code file}.
   */
  public CustomerFile preview(Tenant tenant, CustomerFile file, Instant to) {
    if (!to.isAfter(file.asOf())) {
      return file;
    }
    FileDraft draft = FileDraft.open(tenant, Actor.system(file.merchant()), to, file);
    to(draft, to);
    return ImmutableCustomerFile.copyOf(finish(draft))
        .withVersion(file.version())
        .withLastSeq(file.lastSeq());
  }

  /** The file the draft has become, with its alarm set. */
  public CustomerFile finish(FileDraft draft) {
    Instant next = to(draft, draft.asOf());
    return draft.toFile(next.equals(TimeRule.NEVER) ? Optional.empty() : Optional.of(next));
  }

  private Instant next(FileDraft draft) {
    Instant earliest = TimeRule.NEVER;
    for (int i = 0; i < rules.size(); i++) {
      Instant next = rules.get(i).next(draft);
      if (next.isBefore(earliest)) {
        earliest = next;
      }
    }
    return earliest;
  }
}
