package io.regulars.engine;

import io.regulars.spi.StoreId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.outbox.OutboxMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether, when and by which channel a customer is written to: asked when a message is planned, and
 * again before every attempt to send it. Pure, stateless, thread-safe.
 */
public interface SendingRule {

  /**
   * The channels a message may take, the preferred first: those the planned one names, or else the
   * program's, as far as the customer allows them and is reached there. Empty: it is not written.
   */
  List<ChannelKind> route(Program program, CustomerProfile profile, PlannedMessage planned);

  /** The channels by which staff is told, the preferred first; never empty. */
  List<ChannelKind> staffRoute(Program program, PlannedMessage planned);

  /** When a message for this purpose is of no use any more if it may first go at {@code start}. */
  Optional<Instant> expiry(Program program, Purpose purpose, Instant start);

  /**
   * What is to be done with a message to a customer that is due.
   *
   * @param store where what it is about was, if it is about something at a shop
   * @param profile as it is now
   * @param since the customer's messages since an instant, as storage has them
   */
  Verdict judge(
      Tenant tenant,
      OutboxMessage message,
      Optional<StoreId> store,
      CustomerProfile profile,
      Instant now,
      Function<Instant, List<OutboxMessage>> since);

  /** What is to be done with a message. */
  sealed interface Verdict {

    /**
     * Send it.
     *
     * @param channels by the first of these; the others if that refuses it
     * @param address where the first one reaches the customer
     */
    record Send(List<ChannelKind> channels, String address) implements Verdict {}

    /**
     * Not before.
     *
     * @param until judge it again then
     * @param reason a code
     */
    record Hold(Instant until, String reason) implements Verdict {}

    /**
     * Never.
     *
     * @param reason a code
     */
    record Withhold(String reason) implements Verdict {}
  }
}
