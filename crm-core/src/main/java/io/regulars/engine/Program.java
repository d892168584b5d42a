package io.regulars.engine;

import com.google.common.collect.ImmutableMap;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.Merchant;
import io.regulars.spi.ProgramVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A merchant's configuration: a version and one plan per part of the business. A part without a
 * plan is switched off. Immutable; rules read nothing else.
 */
public final class Program {

  private final ProgramVersion version;
  private final ImmutableMap<Class<?>, Plan> plans;

  private Program(ProgramVersion version, ImmutableMap<Class<?>, Plan> plans) {
    this.version = version;
    this.plans = plans;
  }

  /**
   * A program of these plans. A file's alarm is kept while its version stands: give changed plans a
   * new version.
   *
   * @throws InvalidProgramException if two plans are of the same part
   */
  public static Program of(String version, Plan... plans) {
    ImmutableMap.Builder<Class<?>, Plan> byPart = ImmutableMap.builder();
    for (Plan plan : plans) {
      byPart.put(partOf(plan), plan);
    }
    try {
      return new Program(ProgramVersion.of(version), byPart.buildOrThrow());
    } catch (IllegalArgumentException e) {
      throw new InvalidProgramException(
          "program " + version + ": two plans of one part; keep one of them");
    }
  }

  /**
   * This program under another version, with these plans in the place of those of the same part;
   * plans of other parts are added.
   */
  public Program with(String version, Plan... changed) {
    Map<Class<?>, Plan> byPart = new LinkedHashMap<>(plans);
    for (Plan plan : changed) {
      byPart.put(partOf(plan), plan);
    }
    return of(version, byPart.values().toArray(Plan[]::new));
  }

  private static Class<?> partOf(Plan plan) {
    for (Class<?> type = plan.getClass(); type != null; type = type.getSuperclass()) {
      for (Class<?> part : type.getInterfaces()) {
        if (part != Plan.class && Plan.class.isAssignableFrom(part)) {
          return part;
        }
      }
    }
    return plan.getClass();
  }

  /** The name every line made under this program carries. */
  public ProgramVersion version() {
    return version;
  }

  /** Refuses a merchant that a plan cannot serve, see {@link Plan#requireFits}. */
  void requireFits(Merchant merchant) {
    plans.values().forEach(plan -> plan.requireFits(merchant, this));
  }

  /** The plan of this type, if the part is switched on. */
  public <P extends Plan> Optional<P> plan(Class<P> type) {
    return Optional.ofNullable(type.cast(plans.get(type)));
  }

  /** Version and plans, for the reports of tests and logs. */
  @Override
  public String toString() {
    return version + " " + plans.values();
  }
}
