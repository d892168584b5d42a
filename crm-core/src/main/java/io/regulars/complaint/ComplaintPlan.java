package io.regulars.complaint;

import io.regulars.engine.Plan;
import io.regulars.engine.Program;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.Merchant;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.calendar.Holidays;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.complaint.Severity;
import io.regulars.worktime.WorkingHours;
import io.regulars.worktime.WorkingTime;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;
import org.joda.money.Money;

/** How complaints are handled: clocks and their escalation, who gets them, who may give what. */
@Value.Immutable
@RegularsStyle
public interface ComplaintPlan extends Plan {

  /**
   * Targets of the clocks. Of those for a case the first of its clock counts; a clock without one
   * does not run.
   */
  List<ClockTarget> clocks();

  /** When shops work on complaints, unless a shop has {@link #hoursOf its own}. */
  WorkingHours hours();

  /** Hours of single shops. */
  Map<StoreId, WorkingHours> hoursOf();

  /** Public holidays, asked anew at every reckoning; none known unless told. */
  @Value.Default
  default Holidays holidays() {
    return Holidays.none();
  }

  /** To whom cases are given; empty: to nobody by rule. */
  List<Handler> handlers();

  /** How grave complaints of a category are unless it is told; the rest is {@code NORMAL}. */
  Map<String, Severity> severities();

  /** From which rank on cases of a severity are given out; {@code CLERK} where not told. */
  Map<Severity, Rank> ranks();

  /** Who may approve compensation, and how much; a role that is not listed may not. */
  List<Authority> authorities();

  /**
   * What compensation is worth at least, so that nobody approves beyond his authority by telling
   * less. What is not listed cannot be given, but for money, which is worth itself, and points that
   * have a price at the till.
   */
  List<Worth> worths();

  /**
   * The file that counts what each person has approved in a month: a house account, registered as a
   * customer for nothing else; it may be the coupons' pool. Required if anybody has authority.
   */
  Optional<CustomerId> house();

  /**
   * Plans that were in force before, by the version of their program: what a case ran under one of
   * them counts as it counted then. A stretch under a plan that is not named here counts by this
   * one.
   */
  Map<ProgramVersion, ComplaintPlan> former();

  /**
   * By which channels customers are told that their complaint came in, was resolved, and how asking
   * afterwards went, the preferred one first; empty: they are not.
   */
  List<ChannelKind> channels();

  /**
   * For how long after its end a case is taken up again, later in a new one; 30 days unless told.
   */
  @Value.Default
  default Duration reopenWithin() {
    return Duration.ofDays(30);
  }

  /** How long a case waits for its customer before it counts as withdrawn; 30 days unless told. */
  @Value.Default
  default Duration patience() {
    return Duration.ofDays(30);
  }

  /** Whether cases told to the public name their shop; false unless told. */
  @Value.Default
  default boolean publishesStore() {
    return false;
  }

  /**
   * Whether this person is somebody of the shop's: a handler of it, or not on the list of handlers,
   * who counts as of every shop.
   */
  default boolean isAt(StaffId staff, StoreId store) {
    return handlers().stream()
        .filter(handler -> handler.staff().equals(staff))
        .allMatch(handler -> handler.isAt(store));
  }

  /** The working time of a shop in {@code zone}. */
  default WorkingTime workingTime(StoreId store, ZoneId zone) {
    return new WorkingTime(hoursOf().getOrDefault(store, hours()), zone, holidays());
  }

  /** The target of {@code clock} for a case of this severity and channel. */
  default Optional<ClockTarget> target(CaseClock clock, Severity severity, String channel) {
    return clocks().stream()
        .filter(target -> target.clock() == clock && target.isFor(severity, channel))
        .findFirst();
  }

  /** What one of this sort is worth, by itself or as all of its kind. */
  default Optional<Worth> worth(CompensationKind kind, String what) {
    return worths().stream()
        .filter(worth -> worth.kind() == kind)
        .filter(worth -> worth.what().equals(what) || worth.what().isEmpty())
        .max(Comparator.comparing(worth -> worth.what().equals(what)));
  }

  /** The authority of a role, if it has any. */
  default Optional<Authority> authority(Role role) {
    return authorities().stream().filter(authority -> authority.role() == role).findFirst();
  }

  @Override
  default void requireFits(Merchant merchant, Program program) {
    hoursOf().keySet().forEach(store -> requireKnown(merchant, store));
    handlers().forEach(handler -> handler.stores().forEach(id -> requireKnown(merchant, id)));
    for (Authority authority : authorities()) {
      requireOurs(merchant, authority.perCase());
      requireOurs(merchant, authority.perMonth());
    }
    worths().forEach(worth -> requireOurs(merchant, worth.money()));
  }

  private static void requireKnown(Merchant merchant, StoreId store) {
    if (merchant.store(store).isEmpty()) {
      throw new InvalidProgramException(
          "complaints name store " + store + ", which merchant " + merchant.id() + " has not");
    }
  }

  private static void requireOurs(Merchant merchant, Money limit) {
    if (!limit.getCurrencyUnit().equals(merchant.currency()) || limit.isNegative()) {
      throw new InvalidProgramException(
          "complaints name "
              + limit
              + ", which does not fit merchant "
              + merchant.id()
              + "; give an amount in "
              + merchant.currency());
    }
  }

  /** Nobody is listed twice, nothing in vain, and there is patience. */
  @Value.Check
  default void check() {
    requireReached();
    requireSenior();
    if (handlers().stream().map(Handler::staff).distinct().count() != handlers().size()) {
      throw new InvalidProgramException("complaints list a handler twice; list each once");
    }
    if (authorities().stream().map(Authority::role).distinct().count() != authorities().size()) {
      throw new InvalidProgramException("complaints list a role's authority twice; list each once");
    }
    if (worths().stream().map(each -> List.of(each.kind(), each.what())).distinct().count()
        != worths().size()) {
      throw new InvalidProgramException("complaints list a worth twice; list each once");
    }
    if (!authorities().isEmpty() && house().isEmpty()) {
      throw new InvalidProgramException(
          "compensation is approved up to a limit per month, but nothing counts it; register a"
              + " customer file as house account and name it as house");
    }
    boolean tooLong = reopenWithin().compareTo(LONGEST) > 0 || patience().compareTo(LONGEST) > 0;
    if (reopenWithin().isNegative() || patience().isNegative() || patience().isZero() || tooLong) {
      throw new InvalidProgramException(
          "complaints are reopened within "
              + reopenWithin()
              + " and wait for "
              + patience()
              + "; give times of zero or more, and above zero, and at most "
              + LONGEST);
    }
  }

  /** The longest time that is waited for anything. */
  Duration LONGEST = Duration.ofDays(36_500);

  /** No target stands behind others that take all its cases. */
  private void requireReached() {
    for (int i = 1; i < clocks().size(); i++) {
      ClockTarget target = clocks().get(i);
      if (!target.isReached(clocks().subList(0, i))) {
        throw new InvalidProgramException(
            "target "
                + (i + 1)
                + " of complaints ("
                + target.clock()
                + ") is never used, for those before it are for all its cases; list the special"
                + " one first");
      }
    }
  }

  /** Where there are handlers, one of them is senior enough for each severity. */
  private void requireSenior() {
    ranks()
        .forEach(
            (severity, rank) -> {
              if (!handlers().isEmpty()
                  && handlers().stream().allMatch(each -> each.rank().compareTo(rank) < 0)) {
                throw new InvalidProgramException(
                    "complaints of severity "
                        + severity
                        + " go to "
                        + rank
                        + " or above, and no handler is; list one");
              }
            });
  }

  /** A builder with nothing set; hours are required. */
  static ImmutableComplaintPlan.Builder builder() {
    return ImmutableComplaintPlan.builder();
  }
}
