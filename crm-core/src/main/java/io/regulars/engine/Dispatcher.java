package io.regulars.engine;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.samskivert.mustache.MustacheException;
import io.regulars.engine.SendingRule.Verdict;
import io.regulars.spi.Explanation;
import io.regulars.spi.MerchantId;
import io.regulars.spi.Shapes;
import io.regulars.spi.StorageException;
import io.regulars.spi.StoreId;
import io.regulars.spi.channel.Channel;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.OutboundMessage;
import io.regulars.spi.channel.Recipient;
import io.regulars.spi.channel.SendOutcome;
import io.regulars.spi.channel.StaffAddresses;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.Handling;
import io.regulars.spi.outbox.ImmutableOutboxMessage;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.Lease;
import io.regulars.spi.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits in the outbox, at least once, with everything judged again at the moment of
 * sending. A channel that fails costs its messages a back-off, never another channel's; one that is
 * down costs them nothing but time. What lies behind a slow one waits until that has answered, or
 * for another thread or node: nothing is kept from these for longer than it takes. Thread-safe.
 */
public final class Dispatcher {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int BATCH = 25;
  private static final int REASON_LENGTH = 500;
  private static final int REFERENCE_LENGTH = 200;
  private static final Duration LEASE = Duration.ofMinutes(5);

  /** No channel takes longer for one attempt: what begins in time ends within the claim. */
  private static final Duration ATTEMPT = Duration.ofMinutes(2);

  /** What is not begun is given back as long as that much is left of the claim: then it is ours. */
  private static final Duration GIVE_BACK = Duration.ofMinutes(1);

  /** Why a message was sent without what it promised. */
  private static final String UNPROMISED = "sent when what it promises was past, without that";

  /** Why a message that a person gave up was shown: the channel had it already. */
  private static final String SENT_ALL_THE_SAME = "given up while the channel took it";

  /**
   * However late a provider asks to come back: a wrong clock there loses no message here; and for a
   * channel to be configured.
   */
  private static final Duration LONGEST_WAIT = Duration.ofDays(30);

  /** How often a receipt is judged again when the message changed meanwhile. */
  private static final int RECEIPT_ATTEMPTS = 5;

  private final CommandRunner runner;
  private final Storage storage;
  private final Tenants tenants;
  private final SendingRule rule;
  private final Settings settings;
  private final ImmutableMap<ChannelKind, Channel> channels;
  private final Circuits circuits;

  /**
   * What a host may set.
   *
   * @param channels one of each kind
   * @param staff where staff is reached
   * @param policy how often and when a message is tried again, unless its channel has its own
   * @param policies the channels' own
   * @param circuit when a channel counts as down
   * @param node in whose name messages are claimed
   */
  public record Settings(
      List<Channel> channels,
      StaffAddresses staff,
      DeliveryPolicy policy,
      Map<ChannelKind, DeliveryPolicy> policies,
      CircuitPolicy circuit,
      String node) {

    /** Copies the collections. */
    public Settings {
      channels = List.copyOf(channels);
      policies = Map.copyOf(policies);
    }
  }

  /**
   * Sends what {@code rule} lets go.
   *
   * @throws io.regulars.spi.InvalidValueException if two channels are of one kind
   */
  public Dispatcher(CommandRunner runner, Tenants tenants, SendingRule rule, Settings settings) {
    this.runner = runner;
    this.storage = runner.storage();
    this.tenants = tenants;
    this.rule = rule;
    this.settings = settings;
    this.channels = byKind(settings.channels());
    this.circuits = new Circuits(settings.circuit());
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
        sum(counts, DeliveryStatus.SENT, DeliveryStatus.OPEN),
        sum(counts, DeliveryStatus.PENDING),
        sum(counts, DeliveryStatus.WITHHELD, DeliveryStatus.EXPIRED),
        sum(counts, DeliveryStatus.DEAD),
        more);
  }

  private static int sum(Map<DeliveryStatus, Integer> counts, DeliveryStatus... of) {
    return Stream.of(of).mapToInt(status -> counts.getOrDefault(status, 0)).sum();
  }

  /**
   * One claim's worth; what a slow channel leaves when the lease ends is given back to whoever
   * claims next.
   *
   * @return {@code room} if something was left, so that it is claimed again
   */
  private int deliver(MerchantId merchant, int room, Map<DeliveryStatus, Integer> counts) {
    Instant from = runner.now();
    Lease lease = new Lease(settings.node(), from, from.plus(LEASE));
    List<OutboxMessage> batch = storage.claimMessages(merchant, from, room, lease);
    for (int place = 0; place < batch.size(); place++) {
      Instant now = runner.now();
      if (now.isAfter(lease.until().minus(ATTEMPT))) {
        giveBack(batch.subList(place, batch.size()), lease);
        return room;
      }
      counts.merge(settle(judged(batch.get(place), now)), 1, Integer::sum);
    }
    return batch.size();
  }

  /** Ends the claim on what was not begun, while it is sure to be ours. */
  private void giveBack(List<OutboxMessage> unbegun, Lease lease) {
    for (OutboxMessage message : unbegun) {
      if (runner.now().isAfter(lease.until().minus(GIVE_BACK))) {
        return;
      }
      isCommitted(ImmutableOutboxMessage.copyOf(message).withVersion(message.version() + 1));
    }
  }

  /**
   * Where the message stands then: what came first in storage holds, except that what was sent was
   * not withheld.
   */
  private DeliveryStatus settle(OutboxMessage after) {
    if (isCommitted(after)) {
      return after.status();
    }
    LOG.debug("message {} was settled by another node, a receipt or a person", after.id());
    Optional<OutboxMessage> first = storage.message(after.merchant(), after.id());
    Optional<OutboxMessage> shown =
        after.status() == DeliveryStatus.SENT
            ? first.flatMap(found -> shown(found, after))
            : Optional.empty();
    return shown
        .filter(this::isCommitted)
        .or(() -> first)
        .map(OutboxMessage::status)
        .orElse(after.status());
  }

  /** What was given up or withheld while the channel took it; empty if neither. */
  private static Optional<OutboxMessage> shown(OutboxMessage found, OutboxMessage after) {
    int version = found.version() + 1;
    if (found.status() == DeliveryStatus.DROPPED) {
      return Optional.of(
          ImmutableOutboxMessage.copyOf(found)
              .withVersion(version)
              .withLastReason(SENT_ALL_THE_SAME));
    }
    return found.status() == DeliveryStatus.WITHHELD
        ? Optional.of(ImmutableOutboxMessage.copyOf(after).withVersion(version))
        : Optional.empty();
  }

  /** Writes a message; false if it changed meanwhile. */
  private boolean isCommitted(OutboxMessage after) {
    try {
      storage.commit(ChangeSet.of(after.merchant()).addSettled(after).build());
      return true;
    } catch (StorageException e) {
      if (e.kind() != StorageException.Kind.STALE) {
        throw e;
      }
      return false;
    }
  }

  /** The message after it was judged, and tried if it may go. */
  private OutboxMessage judged(OutboxMessage message, Instant now) {
    ImmutableOutboxMessage next =
        ImmutableOutboxMessage.copyOf(message).withVersion(message.version() + 1);
    if (Promise.isReached(end(message), now)) {
      return ended(next, DeliveryStatus.EXPIRED, "too late", now);
    }
    Subject subject = Subject.of(storage, message, now);
    if (subject.needless().isPresent()) {
      return ended(next, DeliveryStatus.WITHHELD, subject.needless().get(), now);
    }
    Optional<CustomerFile> file =
        message.customer().flatMap(customer -> storage.file(message.merchant(), customer));
    if (!(message.to() instanceof Recipient.OfCustomer)) {
      return toStaff(next, file, now);
    }
    return file.isEmpty()
        ? ended(next, DeliveryStatus.WITHHELD, "no customer", now)
        : toCustomer(next, subject.store(), file.get(), now);
  }

  /** From when on it is of no use; a promise is of use after its instant, as the program says. */
  private Optional<Instant> end(OutboxMessage message) {
    return Promise.isOne(message)
        ? rule.expiry(
            runner.tenant(message.merchant()).program(), message.purpose(), message.createdAt())
        : message.expiresAt();
  }

  /** Where the host's people are reached; a directory that throws knows nobody for now. */
  private Optional<String> staffAddress(OutboxMessage message) {
    try {
      return settings.staff().addressOf(message.merchant(), message.to(), message.channel());
    } catch (RuntimeException e) {
      LOG.warn("the addresses of staff threw {} on message {}", e.getClass(), message.id());
      return Optional.empty();
    }
  }

  private OutboxMessage toStaff(
      ImmutableOutboxMessage message, Optional<CustomerFile> file, Instant now) {
    List<ChannelKind> route = new ArrayList<>(List.of(message.channel()));
    route.addAll(message.fallbacks());
    ImmutableOutboxMessage next = by(servedOr(route), message);
    Optional<String> address =
        next.channel().equals(ChannelKind.TASK) ? Optional.empty() : staffAddress(next);
    return address.isPresent()
        ? tried(next, file, address.get(), now)
        : next.withStatus(DeliveryStatus.OPEN)
            .withChannel(ChannelKind.TASK)
            .withLastReason(Optional.empty())
            .withNextAttemptAt(now);
  }

  private OutboxMessage toCustomer(
      ImmutableOutboxMessage next, Optional<StoreId> store, CustomerFile file, Instant now) {
    Verdict verdict =
        rule.judge(
            runner.tenant(next.merchant()),
            next,
            store,
            file.profile(),
            now,
            since -> storage.messagesOf(next.merchant(), file.id(), since));
    if (verdict instanceof Verdict.Withhold withhold) {
      return ended(next, DeliveryStatus.WITHHELD, withhold.reason(), now);
    }
    if (verdict instanceof Verdict.Hold hold) {
      return held(next, hold.until(), hold.reason());
    }
    Verdict.Send send = (Verdict.Send) verdict;
    ImmutableOutboxMessage routed = by(servedOr(send.channels()), next);
    return routed.channel().equals(send.channels().get(0))
        ? tried(routed, Optional.of(file), send.address(), now)
        : toCustomer(routed, store, file, now);
  }

  /** Those of the route that there are, in order. */
  private List<ChannelKind> served(List<ChannelKind> route) {
    return route.stream()
        .filter(kind -> channels.containsKey(kind) || kind.equals(ChannelKind.TASK))
        .toList();
  }

  /** The route from the first channel on that there is; all of it if there is none. */
  private List<ChannelKind> servedOr(List<ChannelKind> route) {
    List<ChannelKind> served = served(route);
    return served.isEmpty() ? route : route.subList(route.indexOf(served.get(0)), route.size());
  }

  /** The message by this route; another channel has all its attempts before it. */
  private static ImmutableOutboxMessage by(
      List<ChannelKind> route, ImmutableOutboxMessage message) {
    boolean same = route.get(0).equals(message.channel());
    return message
        .withChannel(route.get(0))
        .withFallbacks(route.subList(1, route.size()))
        .withAttempts(same ? message.attempts() : 0);
  }

  /** The message after one attempt, unless its channel is down or there are no words for it. */
  private OutboxMessage tried(
      ImmutableOutboxMessage next, Optional<CustomerFile> file, String address, Instant now) {
    Channel channel = channels.get(next.channel());
    if (channel == null) {
      String reason = "no channel of kind " + next.channel() + " is configured";
      return now.isBefore(begun(next).plus(LONGEST_WAIT))
          ? held(next, now.plus(policy(next).maxDelay()), reason)
          : ended(next, DeliveryStatus.DEAD, reason, now);
    }
    OutboundMessage outbound;
    try {
      outbound = outbound(next, file, address, now);
    } catch (MustacheException e) {
      return ended(next, DeliveryStatus.DEAD, "no text: " + e.getMessage(), now);
    }
    Optional<Instant> down = circuits.waits(next.channel(), now);
    return down.isPresent()
        ? waits(next, down.get(), "channel " + next.channel() + " is down", now)
        : after(next.withAttempts(next.attempts() + 1), send(channel, outbound), now);
  }

  private OutboxMessage after(ImmutableOutboxMessage tried, SendOutcome outcome, Instant now) {
    if (outcome instanceof SendOutcome.RetryLater later) {
      circuits.failed(tried.channel(), now);
      return later(tried, later, now);
    }
    circuits.answered(tried.channel());
    return outcome instanceof SendOutcome.Delivered delivered
        ? tried
            .withStatus(DeliveryStatus.SENT)
            .withNextAttemptAt(now)
            .withReference(delivered.reference().map(given -> shortened(given, REFERENCE_LENGTH)))
            .withLastReason(Promise.isPast(tried, now) ? Optional.of(UNPROMISED) : Optional.empty())
        : refused(tried, ((SendOutcome.RefusedForGood) outcome).reason(), now);
  }

  /**
   * On to the next channel there is, with the same id, or the dead letter; that keeps the channels
   * of its route that there are not. A node without any, which takes receipts, knows of none.
   */
  private OutboxMessage refused(ImmutableOutboxMessage tried, String reason, Instant now) {
    List<ChannelKind> left = channels.isEmpty() ? tried.fallbacks() : served(tried.fallbacks());
    if (left.isEmpty()) {
      return ended(tried, DeliveryStatus.DEAD, reason, now);
    }
    return by(left, held(tried, now, tried.channel() + ": " + reason))
        .withStatus(DeliveryStatus.PENDING)
        .withReference(Optional.empty());
  }

  private OutboxMessage later(
      ImmutableOutboxMessage tried, SendOutcome.RetryLater outcome, Instant now) {
    DeliveryPolicy policy = policy(tried);
    if (tried.attempts() >= policy.maxAttempts()) {
      return refused(tried, outcome.reason(), now);
    }
    Instant backedOff = now.plus(policy.delayAfter(tried.attempts()));
    Instant latest = now.plus(LONGEST_WAIT);
    Instant asked = outcome.notBefore().orElse(backedOff);
    Instant next = asked.isAfter(latest) ? latest : asked;
    return waits(tried, next.isAfter(backedOff) ? next : backedOff, outcome.reason(), now);
  }

  /** Waits for its channel until then, unless that is too late and another channel is left. */
  private OutboxMessage waits(
      ImmutableOutboxMessage message, Instant until, String reason, Instant now) {
    Optional<Instant> wanted = Promise.isPast(message, now) ? end(message) : message.expiresAt();
    return Promise.isReached(wanted, until) && !served(message.fallbacks()).isEmpty()
        ? refused(message, reason, now)
        : held(message, until, reason);
  }

  private static ImmutableOutboxMessage held(
      ImmutableOutboxMessage message, Instant until, String reason) {
    return message
        .withNextAttemptAt(until.truncatedTo(ChronoUnit.MICROS))
        .withLastReason(shortened(reason, REASON_LENGTH));
  }

  private static OutboxMessage ended(
      ImmutableOutboxMessage message, DeliveryStatus end, String reason, Instant now) {
    return held(message, now, reason).withStatus(end);
  }

  private DeliveryPolicy policy(OutboxMessage message) {
    return settings.policies().getOrDefault(message.channel(), settings.policy());
  }

  /**
   * Notes what a provider tells of a message. What it tells again, or late, changes nothing: a
   * message that arrived has not failed, and one that was read has arrived.
   *
   * @return the message as it stands now; empty if there is none
   */
  public Optional<OutboxMessage> receive(MerchantId merchant, DeliveryReceipt receipt) {
    for (int attempt = 1; ; attempt++) {
      Optional<OutboxMessage> found = find(merchant, receipt);
      Optional<OutboxMessage> changed = found.flatMap(message -> received(message, receipt));
      if (changed.isEmpty()) {
        return found;
      }
      try {
        storage.commit(ChangeSet.of(merchant).addSettled(changed.get()).build());
        return changed;
      } catch (StorageException e) {
        if (e.kind() != StorageException.Kind.STALE || attempt == RECEIPT_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private Optional<OutboxMessage> find(MerchantId merchant, DeliveryReceipt receipt) {
    return receipt.message().isPresent()
        ? storage.message(merchant, receipt.message().get())
        : storage.messageByReference(
            merchant, receipt.channel(), receipt.reference().orElseThrow());
  }

  private Optional<OutboxMessage> received(OutboxMessage message, DeliveryReceipt receipt) {
    ImmutableOutboxMessage next =
        ImmutableOutboxMessage.copyOf(message).withVersion(message.version() + 1);
    DeliveryStatus was = message.status();
    boolean open =
        was == DeliveryStatus.PENDING || was == DeliveryStatus.SENT || was == DeliveryStatus.DEAD;
    return switch (receipt.kind()) {
      case DELIVERED ->
          open ? Optional.of(arrived(next, DeliveryStatus.DELIVERED)) : Optional.empty();
      case READ ->
          open || was == DeliveryStatus.DELIVERED
              ? Optional.of(arrived(next, DeliveryStatus.READ))
              : Optional.empty();
      case FAILED ->
          hasFailed(message, receipt)
              ? Optional.of(refused(next, receipt.reason().orElse("not delivered"), runner.now()))
              : Optional.empty();
    };
  }

  /**
   * Whether a failure is news: of a message that was sent, or that may have been and is not noted
   * yet, on its channel. Once a person has sent it again, our id does not tell which of the
   * sendings failed; the reference of the last one does.
   */
  private boolean hasFailed(OutboxMessage message, DeliveryReceipt receipt) {
    if (!message.channel().equals(receipt.channel())) {
      return false;
    }
    boolean again = resent(message) > 0;
    boolean begun = message.attempts() > 0 || !message.nextAttemptAt().isAfter(runner.now());
    return message.status() == DeliveryStatus.PENDING
        ? begun && !again
        : message.status() == DeliveryStatus.SENT && (!again || receipt.reference().isPresent());
  }

  /** When it was written, or last sent again by a person. */
  private static Instant begun(OutboxMessage message) {
    return message.handled().stream()
        .filter(one -> one.kind() == Handling.Kind.RESENT)
        .map(Handling::at)
        .max(Comparator.naturalOrder())
        .orElse(message.createdAt());
  }

  /** How often a person sent it again. */
  private static int resent(OutboxMessage message) {
    return (int)
        message.handled().stream().filter(one -> one.kind() == Handling.Kind.RESENT).count();
  }

  /** Keeps when it was sent, if that is known. */
  private OutboxMessage arrived(ImmutableOutboxMessage next, DeliveryStatus status) {
    Instant sent = next.status().isSent() ? next.nextAttemptAt() : runner.now();
    return next.withStatus(status).withNextAttemptAt(sent).withLastReason(Optional.empty());
  }

  private static SendOutcome send(Channel channel, OutboundMessage message) {
    try {
      return Objects.requireNonNull(channel.send(message), "a channel answers");
    } catch (RuntimeException e) {
      // Not the exception itself: its message may hold the address.
      LOG.warn("channel {} threw {} on message {}", channel.kind(), e.getClass(), message.id());
      return SendOutcome.retryLater(e.getClass().getName());
    }
  }

  private OutboundMessage outbound(
      OutboxMessage message, Optional<CustomerFile> file, String address, Instant now) {
    Explanation content = Promise.words(message, now);
    boolean toCustomer = message.to() instanceof Recipient.OfCustomer;
    Wording words =
        Wording.of(
            runner.tenant(message.merchant()),
            content,
            file.map(found -> found.profile().name()),
            file.filter(found -> toCustomer).flatMap(found -> found.profile().language()));
    return OutboundMessage.builder()
        .id(message.id())
        .sending(1 + resent(message))
        .merchant(message.merchant())
        .customer(message.customer())
        .purpose(message.purpose())
        .channel(message.channel())
        .address(address)
        .language(words.language())
        .text(words.text())
        .template(content.rule())
        .figures(words.variables().values())
        .variables(words.variables())
        .build();
  }

  private static String shortened(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}
