package io.regulars.notify;

import io.regulars.engine.HostKey;
import io.regulars.spi.MessageId;
import io.regulars.spi.PlainText;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.immutables.value.Value;

/** What every command of a person on a message or task says. */
public interface MessageCommand {

  /** Which message. */
  MessageId message();

  /** The outcome, or why: a code of the host's, 1 to 64 characters. */
  @HostKey
  @Size(max = 64)
  String code();

  /** More of it in words, at most 1,000 characters. */
  @Value.Redacted
  Optional<@PlainText @Size(max = 1_000) String> text();

  /** The host's key; sent again for the same message, it counts once. 1 to 120 characters. */
  @HostKey
  @Size(max = 120)
  String key();
}
