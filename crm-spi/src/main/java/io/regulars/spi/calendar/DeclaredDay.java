package io.regulars.spi.calendar;

/**
 * A day that is not what its place in the week says.
 *
 * @param kind off, or a workday
 * @param name the holiday it is, or makes up for, as people call it: {@code 春节}
 */
public record DeclaredDay(DayKind kind, String name) {}
