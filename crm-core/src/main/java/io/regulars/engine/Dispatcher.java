package io.regulars.engine;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.regulars.spi.MerchantId;
import io.regulars.spi.Shapes;
import io.regulars.spi.StorageException;
import io.regulars.spi.channel.Channel;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.OutboundMessage;
import io.regulars.spi.channel.SendOutcome;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.ImmutableOutboxMessage;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.Lease;
import io.regulars.spi.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits in the outbox, at least once, with the consent checked at the moment of sending.
 * A channel that fails costs its messages a back-off, never another channel's. Thread-safe.
 */
public final class Dispatcher {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int BATCH = 25;
  private static final int REASON_LENGTH = 500;
  private static final Duration LEASE = Duration.ofMinutes(5);

  /** However late a provider asks to come back: a wrong clock there loses no message here. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(30);

  private final CommandRunner runner;
  private final Storage storage;
  private final Tenants tenants;
  private final ImmutableMap<ChannelKind, Channel> channels;
  private final DeliveryPolicy policy;
  private final String node;

  /**
   * Claims in the name of {@code node}.
   *
   * @throws io.regulars.spi.InvalidValueException if two channels are of one kind
   */
  public Dispatcher(
      CommandRunner runner,
      Tenants tenants,
      List<Channel> channels,
      DeliveryPolicy policy,
      String node) {
    this.runner = runner;
    this.storage = runner.storage();
    this.tenants = tenants;
    this.channels = byKind(channels);
    this.policy = policy;
    this.node = node;
  }

  private static ImmutableMap<ChannelKind, Channel> byKind(List<Channel> channels) {
    Set<ChannelKind> seen = new HashSet<>();
    for (Channel channel : channels) {
      Shapes.require(
          seen.add(channel.kind()),
          "two channels of kind "
              + channel.kind()
              + " are given; leave one out, or make one channel of both");
    }
    return Maps.uniqueIndex(channels, Channel::kind);
  }

  /** Tries up to {@code limit} messages. */
  public DeliveryPass run(int limit) {
    Map<DeliveryStatus, Integer> counts = new EnumMap<>(DeliveryStatus.class);
    boolean more =
        Turns.run(tenants.all(), limit, BATCH, (merchant, room) -> deliver(merchant, room, counts));
    return new DeliveryPass(
        counts.getOrDefault(DeliveryStatus.SENT, 0),
        counts.getOrDefault(DeliveryStatus.PENDING, 0),
        counts.getOrDefault(DeliveryStatus.WITHHELD, 0),
        counts.getOrDefault(DeliveryStatus.DEAD, 0),
        more);
  }

  /** One claim's worth; what a slow channel leaves when the lease ends is another pass's. */
  private int deliver(MerchantId merchant, int room, Map<DeliveryStatus, Integer> counts) {
    Instant from = runner.now();
    Lease lease = new Lease(node, from, from.plus(LEASE));
    List<OutboxMessage> batch = storage.claimMessages(merchant, from, room, lease);
    for (OutboxMessage message : batch) {
      Instant now = runner.now();
      if (!now.isBefore(lease.until())) {
        break;
      }
      counts.merge(settle(attempt(message, now)), 1, Integer::sum);
    }
    return batch.size();
  }

  private DeliveryStatus settle(OutboxMessage after) {
    try {
      storage.commit(ChangeSet.of(after.merchant()).addSettled(after).build());
    } catch (StorageException e) {
      if (e.kind() != StorageException.Kind.STALE) {
        throw e;
      }
      LOG.debug("message {} was settled by another node", after.id());
    }
    return after.status();
  }

  /** The message after one attempt. */
  private OutboxMessage attempt(OutboxMessage message, Instant now) {
    ImmutableOutboxMessage tried =
        ImmutableOutboxMessage.copyOf(message)
            .withVersion(message.version() + 1)
            .withAttempts(message.attempts() + 1);
    Optional<CustomerFile> file =
        message.customer().flatMap(customer -> storage.file(message.merchant(), customer));
    if (file.isEmpty() || !file.get().profile().allows(message.channel(), message.purpose())) {
      return tried.withStatus(DeliveryStatus.WITHHELD).withLastReason("no consent");
    }
    Optional<String> address = file.get().profile().addressOn(message.channel());
    if (address.isEmpty()) {
      return tried.withStatus(DeliveryStatus.WITHHELD).withLastReason("no address");
    }
    SendOutcome outcome = send(outbound(message, file.get(), address.get()));
    if (outcome instanceof SendOutcome.Delivered delivered) {
      return tried
          .withStatus(DeliveryStatus.SENT)
          .withLastReason(Optional.empty())
          .withReference(delivered.reference());
    }
    if (outcome instanceof SendOutcome.RefusedForGood refused) {
      return tried.withStatus(DeliveryStatus.DEAD).withLastReason(shortened(refused.reason()));
    }
    return later(tried, (SendOutcome.RetryLater) outcome, now);
  }

  private OutboxMessage later(
      ImmutableOutboxMessage tried, SendOutcome.RetryLater outcome, Instant now) {
    ImmutableOutboxMessage noted = tried.withLastReason(shortened(outcome.reason()));
    if (tried.attempts() >= policy.maxAttempts() && channels.containsKey(tried.channel())) {
      return noted.withStatus(DeliveryStatus.DEAD);
    }
    Instant backedOff = now.plus(policy.delayAfter(tried.attempts()));
    Instant latest = now.plus(LONGEST_WAIT);
    Instant asked = outcome.notBefore().orElse(backedOff);
    Instant next = asked.isAfter(latest) ? latest : asked;
    return noted.withNextAttemptAt(
        (next.isAfter(backedOff) ? next : backedOff).truncatedTo(ChronoUnit.MICROS));
  }

  private SendOutcome send(OutboundMessage message) {
    Channel channel = channels.get(message.channel());
    if (channel == null) {
      return SendOutcome.retryLater("no channel of kind " + message.channel() + " is configured");
    }
    try {
      return Objects.requireNonNull(channel.send(message), "a channel answers");
    } catch (RuntimeException e) {
      // Not the exception itself: its message may hold the address.
      LOG.warn("channel {} threw {} on message {}", channel.kind(), e.getClass(), message.id());
      return SendOutcome.retryLater(e.getClass().getName());
    }
  }

  private OutboundMessage outbound(OutboxMessage message, CustomerFile file, String address) {
    Tenant tenant = runner.tenant(message.merchant());
    Locale language = file.profile().language().orElse(tenant.merchant().language());
    Texts texts = Texts.in(language, tenant.merchant().zone());
    List<String> figures =
        texts.messageFigures(message.content(), tenant.merchant().name(), file.profile().name());
    return OutboundMessage.builder()
        .id(message.id())
        .merchant(message.merchant())
        .customer(message.customer())
        .purpose(message.purpose())
        .channel(message.channel())
        .address(address)
        .language(language)
        .text(texts.message(message.content().rule(), figures))
        .template(message.content().rule())
        .figures(figures)
        .build();
  }

  private static String shortened(String reason) {
    return reason.length() <= REASON_LENGTH ? reason : reason.substring(0, REASON_LENGTH);
  }
}
