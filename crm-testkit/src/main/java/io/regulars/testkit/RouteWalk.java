package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.customer.RegisterCustomer;
import io.regulars.customer.UpdateCustomer;
import io.regulars.engine.CircuitPolicy;
import io.regulars.engine.DeliveryPolicy;
import io.regulars.engine.DeliveryReceipt;
import io.regulars.engine.Program;
import io.regulars.engine.Tenant;
import io.regulars.notify.HandleMessage;
import io.regulars.notify.NotificationPlan;
import io.regulars.notify.QuietHours;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.ExternalId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.MessageId;
import io.regulars.spi.StorageException;
import io.regulars.spi.channel.Channel;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.OutboundMessage;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.channel.SendOutcome;
import io.regulars.spi.customer.Consent;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.ImmutableCustomerProfile;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One customer, eight messages by routes of up to three channels of which a host of two nodes has
 * some, and all that may happen to them: channels that refuse, fail, are down or slow, commits that
 * are lost, receipts in any order, people who drop and send again, consent that comes and goes. The
 * channels look at what they are given. Not thread-safe.
 */
final class RouteWalk {

  private static final Instant BEGIN = Salon.OPENING;
  private static final List<ChannelKind> KINDS =
      List.of(ChannelKind.WECHAT, ChannelKind.SMS, ChannelKind.EMAIL);
  private static final Set<DeliveryStatus> ENDS =
      EnumSet.of(
          DeliveryStatus.SENT,
          DeliveryStatus.DELIVERED,
          DeliveryStatus.READ,
          DeliveryStatus.WITHHELD,
          DeliveryStatus.EXPIRED,
          DeliveryStatus.DEAD,
          DeliveryStatus.DROPPED);

  private final SettableClock clock = SettableClock.at(BEGIN);
  private final Storage storage;
  private final Random random;
  private final MerchantId merchant;
  private final List<Crm> nodes = new ArrayList<>();
  private final CustomerId customer;
  private final List<OutboxMessage> messages = new ArrayList<>();
  private final Set<ChannelKind> down = new HashSet<>();
  private final Map<MessageId, List<String>> shown = new HashMap<>();

  /** Messages of which a commit was lost since they were last shown. */
  private final Set<MessageId> crashed = new HashSet<>();

  /**
   * Sendings that were shown and of which the commit was lost: a channel may be told them again.
   */
  private final Set<String> unnoted = new HashSet<>();

  /** Messages that a receipt or a person has sent on since they were last shown. */
  private final Set<MessageId> sentOn = new HashSet<>();

  /** Messages that a receipt said to have arrived, true or not. */
  private final Set<MessageId> arrived = new HashSet<>();

  /** Messages that were handed to a channel. */
  private final Set<MessageId> tried = new HashSet<>();

  /** Whether consent stays, so that whoever is written to once is written to by the whole route. */
  private final boolean steady;

  private boolean wild = true;
  private boolean crash;
  private boolean inside;

  /** When the sending that others happen inside of ends. */
  private Instant latest = BEGIN;

  private int keys;

  RouteWalk(Bench bench, Random random) {
    this.storage = bench.storage();
    this.random = random;
    this.steady = random.nextBoolean();
    NotificationPlan plan =
        NotificationPlan.builder().addQuietHours(QuietHours.of("21:00", "08:30")).build();
    Tenant tenant = bench.newTenant(new Tenant(Salon.merchant(), Program.of("r", plan)));
    this.merchant = tenant.merchant().id();
    List<ChannelKind> hosted = some();
    for (int node = 0; node < 2; node++) {
      Crm.Builder builder =
          Crm.builder()
              .storage(new FaultyStorage(storage, this::commit))
              .merchant(tenant.merchant(), tenant.program())
              .clock(clock)
              .deliveryPolicy(new DeliveryPolicy(3, Duration.ofMinutes(5), Duration.ofHours(1)))
              .circuitPolicy(new CircuitPolicy(4, Duration.ofMinutes(30)));
      hosted.forEach(kind -> builder.channel(new Looking(kind)));
      nodes.add(builder.build());
    }
    this.customer = register();
    for (int n = 0; n < 8; n++) {
      messages.add(message(n));
    }
    storage.commit(ChangeSet.of(merchant).addAllMessages(messages).build());
  }

  /** One to three kinds in any order. */
  private List<ChannelKind> some() {
    List<ChannelKind> kinds = new ArrayList<>(KINDS);
    Collections.shuffle(kinds, random);
    return kinds.subList(0, 1 + random.nextInt(3));
  }

  private void commit(ChangeSet change, Storage real, int attempt) {
    if (crash) {
      crash = false;
      if (random.nextBoolean()) {
        real.commit(change);
      }
      throw new StorageException(StorageException.Kind.UNKNOWN_OUTCOME, "lost");
    }
    real.commit(change);
  }

  private Desk desk() {
    return nodes.get(0).desk(Actor.system(merchant));
  }

  private CustomerId register() {
    return desk()
        .customers()
        .register(
            RegisterCustomer.builder()
                .profile(
                    CustomerProfile.builder()
                        .name("Ann")
                        .addExternalIds(
                            ExternalId.of("wechat", "o-ann"), ExternalId.of("email", "a@b.example"))
                        .addConsents(
                            Consent.to(ChannelKind.WECHAT),
                            Consent.to(ChannelKind.SMS),
                            Consent.to(ChannelKind.EMAIL))
                        .build())
                .addPhones("13800138001")
                .build())
        .orThrow()
        .file()
        .id();
  }

  private OutboxMessage message(int n) {
    List<ChannelKind> route = some();
    Instant due = BEGIN.plus(Duration.ofMinutes(random.nextInt(2 * 24 * 60)));
    boolean promises = random.nextInt(4) == 0;
    boolean ends = promises || random.nextInt(3) == 0;
    return OutboxMessage.builder()
        .merchant(merchant)
        .id(Samples.messageId(n))
        .customer(customer)
        .channel(route.get(0))
        .fallbacks(route.subList(1, route.size()))
        .purpose(random.nextBoolean() ? Purpose.TRANSACTIONAL : Purpose.CARE)
        .content(
            promises
                ? Explanation.of("case.received-by", "soon")
                : Explanation.of("tier.raised", "none", "silver", "1", "2"))
        .occurredAt(BEGIN)
        .createdAt(BEGIN)
        .nextAttemptAt(due)
        .expiresAt(ends ? Optional.of(due.plus(Duration.ofHours(6))) : Optional.empty())
        .build();
  }

  /** Three days in which anything may happen. */
  void run() {
    for (int step = 0; step < 120; step++) {
      deliver(nodes.get(random.nextInt(2)), 1 + random.nextInt(9));
      crash = false;
      clock.advance(Duration.ofMinutes(1 + random.nextInt(60)));
      happens();
    }
  }

  private void deliver(Crm node, int limit) {
    try {
      node.deliver(limit);
    } catch (StorageException e) {
      assertEquals(StorageException.Kind.UNKNOWN_OUTCOME, e.kind());
    }
  }

  private void happens() {
    OutboxMessage message = stored(messages.get(random.nextInt(messages.size())).id());
    switch (random.nextInt(10)) {
      case 0 -> receipt(message, KINDS.get(random.nextInt(3)), DeliveryReceipt.Kind.FAILED);
      case 1 ->
          receipt(message, message.channel(), DeliveryReceipt.Kind.values()[random.nextInt(3)]);
      case 2, 3 -> sendAgain(message);
      case 4 -> drop(message);
      case 5 -> changeMind();
      case 6 -> down.add(KINDS.get(random.nextInt(3)));
      case 7, 8 -> down.clear();
      default -> {}
    }
  }

  private void receipt(OutboxMessage message, ChannelKind kind, DeliveryReceipt.Kind what) {
    DeliveryReceipt receipt =
        message.reference().isPresent() && random.nextBoolean()
            ? DeliveryReceipt.of(kind, message.reference().get(), what)
            : DeliveryReceipt.of(kind, message.id(), what);
    nodes.get(random.nextInt(2)).deliveryReceipt(merchant, receipt);
    if (stored(message.id()).version() > message.version()) {
      (what == DeliveryReceipt.Kind.FAILED ? sentOn : arrived).add(message.id());
    }
  }

  private void sendAgain(OutboxMessage message) {
    if (message.status() == DeliveryStatus.DEAD) {
      desk().messages().resend(handling(message)).orThrow();
      sentOn.add(message.id());
    }
  }

  private void drop(OutboxMessage message) {
    if (random.nextInt(4) == 0) {
      desk().messages().drop(handling(message));
    }
  }

  private HandleMessage handling(OutboxMessage message) {
    return HandleMessage.builder().message(message.id()).key("k-" + keys++).code("walk").build();
  }

  private void changeMind() {
    if (steady) {
      return;
    }
    List<Consent> said =
        KINDS.stream()
            .map(kind -> random.nextInt(3) == 0 ? Consent.never(kind) : Consent.to(kind))
            .toList();
    desk()
        .customers()
        .update(
            UpdateCustomer.builder()
                .customer(customer)
                .profile(ImmutableCustomerProfile.copyOf(profile()).withConsents(said))
                .build())
        .orThrow();
  }

  private CustomerProfile profile() {
    return storage.file(merchant, customer).orElseThrow().profile();
  }

  private OutboxMessage stored(MessageId id) {
    return storage.message(merchant, id).orElseThrow();
  }

  /**
   * Quiet days. After four, what a channel was tried for has ended; after forty, what waited for a
   * channel that there is not has as well. What is told of the end is true.
   */
  void requireEnds() {
    wild = false;
    down.clear();
    rest(4);
    requireEnded(message -> steady && tried.contains(message.id()));
    rest(36);
    requireEnded(message -> true);
    for (OutboxMessage message : messages) {
      OutboxMessage end = stored(message.id());
      assertFalse(
          end.status().isSent() && !shown.containsKey(end.id()) && !arrived.contains(end.id()),
          () -> "nobody has seen it: " + end);
    }
  }

  private void rest(int days) {
    for (int look = 0; look < days * 6; look++) {
      deliver(nodes.get(look % 2), 100);
      clock.advance(Duration.ofHours(4));
    }
  }

  private void requireEnded(Predicate<OutboxMessage> which) {
    messages.stream()
        .filter(which)
        .map(message -> stored(message.id()))
        .forEach(end -> assertTrue(ENDS.contains(end.status()), () -> "it lies: " + end));
  }

  /** A channel that looks at what it is given, and does not always take it. */
  private final class Looking implements Channel {

    private final ChannelKind kind;

    Looking(ChannelKind kind) {
      this.kind = kind;
    }

    @Override
    public ChannelKind kind() {
      return kind;
    }

    @Override
    public SendOutcome send(OutboundMessage outbound) {
      OutboxMessage message = stored(outbound.id());
      tried.add(outbound.id());
      Instant now = clock.instant();
      assertEquals(DeliveryStatus.PENDING, message.status(), "of what has ended nothing is sent");
      assertTrue(profile().allows(kind, message.purpose()), "consent at this moment");
      boolean promises = message.content().rule().equals("case.received-by");
      boolean over = message.expiresAt().filter(end -> !now.isBefore(end)).isPresent();
      assertTrue(promises || !over, () -> "of use: " + message);
      assertEquals(
          promises && over ? "case.received" : message.content().rule(), outbound.template());
      if (wild) {
        takeTime();
        another();
      }
      int chance = down.contains(kind) ? 9 : random.nextInt(10);
      if (chance == 0) {
        return SendOutcome.refusedForGood("no");
      }
      if (chance >= 7) {
        return SendOutcome.retryLater("busy");
      }
      show(outbound);
      if (wild) {
        meanwhile(outbound);
      }
      return random.nextBoolean()
          ? SendOutcome.delivered()
          : new SendOutcome.Delivered(Optional.of("ref-" + outbound.sendingKey()));
    }

    /** At most the two minutes that a channel may take, with all that happens meanwhile. */
    private void takeTime() {
      Instant now = clock.instant();
      latest = inside ? latest : now.plusSeconds(119);
      int most = (int) Duration.between(now, latest).toSeconds();
      clock.advance(Duration.ofSeconds(random.nextInt(1 + most)));
    }

    /** The other node works while this one sends. */
    private void another() {
      if (!inside && random.nextInt(4) == 0) {
        inside = true;
        deliver(nodes.get(random.nextInt(2)), 9);
        inside = false;
      }
    }

    private void show(OutboundMessage outbound) {
      MessageId id = outbound.id();
      List<String> before = shown.computeIfAbsent(id, first -> new ArrayList<>());
      assertTrue(
          before.isEmpty() || crashed.contains(id) || sentOn.contains(id),
          () -> "shown twice: " + before + " " + outbound.sendingKey() + " " + stored(id));
      assertTrue(
          !before.contains(outbound.sendingKey()) || unnoted.contains(outbound.sendingKey()),
          () -> "one sending twice: " + before + " " + outbound.sendingKey());
      before.add(outbound.sendingKey());
      crashed.remove(id);
      sentOn.remove(id);
    }

    private void meanwhile(OutboundMessage outbound) {
      MessageId id = outbound.id();
      switch (random.nextInt(12)) {
        case 0 -> {
          crash = true;
          crashed.add(id);
          unnoted.add(outbound.sendingKey());
        }
        case 1 -> receipt(stored(id), kind, DeliveryReceipt.Kind.values()[random.nextInt(3)]);
        case 2 -> drop(stored(id));
        case 3 -> changeMind();
        default -> {}
      }
    }
  }
}
