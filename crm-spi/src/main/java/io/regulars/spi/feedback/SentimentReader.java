package io.regulars.spi.feedback;

import io.regulars.spi.MerchantId;
import java.util.OptionalInt;

/**
 * The host's own model of what people feel when they write something. Asked once for a new answer
 * with a text, before anything is decided or written. Implementations are thread-safe, and keep to
 * a time of their own, since a customer waits.
 */
@FunctionalInterface
public interface SentimentReader {

  /** Reads nothing out of anything. */
  SentimentReader NONE = (merchant, text) -> OptionalInt.empty();

  /**
   * How the text reads: from -100, angry, to 100, delighted; what is beyond is taken as that.
   * Empty: cannot tell. An exception counts as empty: no answer is lost for it.
   */
  OptionalInt read(MerchantId merchant, String text);
}
