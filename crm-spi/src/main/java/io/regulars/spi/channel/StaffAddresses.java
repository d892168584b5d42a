package io.regulars.spi.channel;

import io.regulars.spi.MerchantId;
import java.util.Optional;

/** Where the host's own people are reached. Implementations are thread-safe. */
public interface StaffAddresses {

  /** Nobody is reached anywhere: every message to staff is a task on a list. */
  StaffAddresses NONE = (merchant, to, channel) -> Optional.empty();

  /**
   * Where {@code channel} reaches a member of staff, or whoever has a role, such as the group of a
   * shop; empty: nowhere, and the message becomes a task on a list.
   */
  Optional<String> addressOf(MerchantId merchant, Recipient to, ChannelKind channel);
}
