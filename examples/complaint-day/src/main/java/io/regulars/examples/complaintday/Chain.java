package io.regulars.examples.complaintday;

import io.regulars.complaint.Authority;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.ClockTarget;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.Handler;
import io.regulars.complaint.ImmutableClockTarget;
import io.regulars.complaint.ImmutableComplaintPlan;
import io.regulars.complaint.Rank;
import io.regulars.complaint.Rung;
import io.regulars.engine.Program;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Merchant;
import io.regulars.spi.MerchantId;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.complaint.Severity;
import io.regulars.worktime.DayHours;
import io.regulars.worktime.HolidayPolicy;
import io.regulars.worktime.ImmutableWorkingHours;
import io.regulars.worktime.Target;
import io.regulars.worktime.WorkingHours;
import io.regulars.worktime.WorkingTime;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Three spas in Shanghai, open from ten to ten; on this Saturday the one in Pudong opens at noon.
 * Each has two clerks, a senior and a manager; head office has a desk, and a senior on duty at
 * night. A customer is answered within a quarter of an hour of open time, five minutes if it is
 * urgent.
 */
final class Chain {

  /** What the merchant is called. */
  static final String NAME = "Lotus Spas";

  /** The tenant. */
  static final MerchantId ID = MerchantId.of("lotus-spas");

  /** The Saturday. */
  static final LocalDate DAY = LocalDate.of(2026, 6, 6);

  /** Where the clocks hang. */
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** The shop whose boiler breaks. */
  static final StoreId BUND = StoreId.of("bund");

  /** The shop whose manager is complained of. */
  static final StoreId XUHUI = StoreId.of("xuhui");

  /** The shop that opens late. */
  static final StoreId PUDONG = StoreId.of("pudong");

  /** All of them. */
  static final List<StoreId> STORES = List.of(BUND, XUHUI, PUDONG);

  /** How long an ordinary customer waits for an answer at most, in open time. */
  static final Duration ANSWER = Duration.ofMinutes(15);

  /** The same of one who stands at the counter. */
  static final Duration URGENT_ANSWER = Duration.ofMinutes(5);

  /** How long a case waits for its customer: a night and a little more. */
  static final Duration PATIENCE = Duration.ofHours(13);

  /** Money back that a store manager may approve. */
  static final Money MODEST = Money.of(CurrencyUnit.of("CNY"), 50);

  /** Money back that only head office may approve. */
  static final Money GENEROUS = Money.of(CurrencyUnit.of("CNY"), 150);

  private Chain() {}

  /** The business. */
  static Merchant merchant() {
    return Merchant.builder()
        .id(ID)
        .name(NAME)
        .currency(CurrencyUnit.of("CNY"))
        .zone(ZONE)
        .addStores(
            Store.of(BUND, "Bund", ZONE),
            Store.of(XUHUI, "Xuhui", ZONE),
            Store.of(PUDONG, "Pudong", ZONE))
        .build();
  }

  /** What it promises. */
  static Program program() {
    return Program.of("2026-06", plan());
  }

  /**
   * The same with authority: managers approve up to 100 yuan a case, head office up to 1,000.
   *
   * @param house the account that counts who has approved how much
   */
  static Program program(CustomerId house) {
    Money month = MODEST.multipliedBy(100_000);
    return Program.of(
        "2026-06",
        ImmutableComplaintPlan.copyOf(plan())
            .withHouse(house)
            .withAuthorities(
                new Authority(Role.STORE_MANAGER, MODEST.multipliedBy(2), month),
                new Authority(Role.HEAD_OFFICE, MODEST.multipliedBy(20), month)));
  }

  /** How it handles complaints. */
  static ComplaintPlan plan() {
    return ComplaintPlan.builder()
        .hours(hours().build())
        .putHoursOf(PUDONG, hours().putDates(DAY, DayHours.of("12:00", "22:00")).build())
        .addClocks(
            answer(URGENT_ANSWER, Duration.ofMinutes(5), Duration.ofMinutes(15))
                .addSeverities(Severity.URGENT)
                .build(),
            answer(ANSWER, Duration.ofMinutes(15), Duration.ofMinutes(45)).build(),
            ClockTarget.of(CaseClock.FIRST_SOLUTION, Target.working(Duration.ofHours(4)))
                .addRungs(Rung.at(Rank.STORE_MANAGER))
                .build(),
            ClockTarget.of(CaseClock.FOLLOW_UP, Target.wall(Duration.ofDays(1)))
                .addRungs(Rung.at(Rank.STORE_MANAGER))
                .build())
        .handlers(handlers())
        .putSeverities("equipment", Severity.URGENT)
        .putSeverities("skin", Severity.HIGH)
        .putRanks(Severity.HIGH, Rank.SENIOR)
        .patience(PATIENCE)
        .publishesStore(true)
        .build();
  }

  private static ImmutableClockTarget.Builder answer(
      Duration within, Duration second, Duration third) {
    return ClockTarget.of(CaseClock.FIRST_RESPONSE, Target.working(within))
        .addRungs(
            Rung.at(Rank.SENIOR),
            Rung.after(second, Rank.STORE_MANAGER),
            Rung.after(third, Rank.HEAD_OFFICE));
  }

  private static ImmutableWorkingHours.Builder hours() {
    return WorkingHours.builder()
        .every(DayOfWeek.MONDAY, DayOfWeek.SUNDAY, DayHours.of("10:00", "22:00"))
        .holidays(HolidayPolicy.IGNORE);
  }

  private static List<Handler> handlers() {
    List<Handler> handlers = new ArrayList<>();
    for (StoreId store : STORES) {
      handlers.add(handler(store, "clerk-1", Rank.CLERK));
      handlers.add(handler(store, "clerk-2", Rank.CLERK));
      handlers.add(handler(store, "senior", Rank.SENIOR));
      handlers.add(handler(store, "manager", Rank.STORE_MANAGER));
    }
    handlers.add(Handler.of(StaffId.of("night-senior"), Rank.SENIOR).onDuty(true).build());
    handlers.add(Handler.of(StaffId.of("office"), Rank.HEAD_OFFICE).build());
    return handlers;
  }

  private static Handler handler(StoreId store, String post, Rank rank) {
    return Handler.of(staff(store, post), rank).addStores(store).build();
  }

  /** Who has this post at the shop. */
  static StaffId staff(StoreId store, String post) {
    return StaffId.of(store.value() + "-" + post);
  }

  /** A member of staff at work, by what the post allows. */
  static Actor actor(StaffId staff) {
    String name = staff.value();
    if (name.equals("office")) {
      return Actor.staff(ID, staff, Role.HEAD_OFFICE);
    }
    if (name.endsWith("-manager")) {
      return Actor.staff(ID, staff, Role.STORE_MANAGER);
    }
    return Actor.staff(ID, staff, name.endsWith("senior") ? Role.CONSULTANT : Role.RECEPTIONIST);
  }

  /** Head office. */
  static Actor office() {
    return actor(StaffId.of("office"));
  }

  /** When a shop works. */
  static WorkingTime working(StoreId store) {
    return plan().workingTime(store, ZONE);
  }

  /** The instant at {@code time} of the Saturday. */
  static Instant at(String time) {
    return DAY.atTime(LocalTime.parse(time)).atZone(ZONE).toInstant();
  }

  /** When head office looks back: on Monday before the shops open. */
  static Instant end() {
    return DAY.plusDays(2).atTime(9, 0).atZone(ZONE).toInstant();
  }
}
