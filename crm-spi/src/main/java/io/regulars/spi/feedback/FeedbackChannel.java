package io.regulars.spi.feedback;

/** How an answer came in. */
public enum FeedbackChannel {
  /** By the link of an invitation. */
  LINK,
  /** Told on the telephone and written down by staff. */
  PHONE,
  /** A note in the suggestion box. */
  BOX,
  /** Spoken; the text is what was understood. */
  VOICE
}
