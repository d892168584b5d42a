package io.regulars.feedback;

import io.regulars.spi.feedback.FeedbackAnswer;

/**
 * What became of an answer.
 *
 * @param answer as it is on record, with the case it opened if it did
 * @param repeated whether it was on record before and nothing was done now
 */
public record FeedbackGiven(FeedbackAnswer answer, boolean repeated) {}
