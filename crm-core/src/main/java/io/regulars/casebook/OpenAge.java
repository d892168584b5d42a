package io.regulars.casebook;

import java.time.Duration;
import java.util.Optional;

/**
 * Open cases of an age.
 *
 * @param from this old or older, by the clock on the wall
 * @param under and younger than this; empty: of whatever age
 * @param cases how many
 */
public record OpenAge(Duration from, Optional<Duration> under, long cases) {}
