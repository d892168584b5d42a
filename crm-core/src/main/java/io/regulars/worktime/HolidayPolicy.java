package io.regulars.worktime;

/** What public holidays are to a store. */
public enum HolidayPolicy {

  /**
   * Closed on days off; on declared workdays open as on the {@link WorkingHours#makeUpDay() make-up
   * day}, on whatever day of the week they fall.
   */
  FOLLOW,

  /** Open as on any day of the week, as most salons are: a holiday is when customers have time. */
  IGNORE
}
