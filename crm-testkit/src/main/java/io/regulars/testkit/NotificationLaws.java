package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.customer.UpdateCustomer;
import io.regulars.engine.CircuitPolicy;
import io.regulars.engine.Program;
import io.regulars.engine.SendingRule.Verdict;
import io.regulars.engine.Tenant;
import io.regulars.notify.FrequencyCap;
import io.regulars.notify.NotificationPlan;
import io.regulars.notify.NotificationRules;
import io.regulars.notify.QuietHours;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.MerchantId;
import io.regulars.spi.MessageId;
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
import io.regulars.spi.outbox.Priority;
import io.regulars.spi.storage.ChangeSet;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** L72x, L784 and L785: who is written to, when, how often, and by which channel in the end. */
interface NotificationLaws {

  /** Where histories are played. */
  Bench bench();

  /** Zones with changes of the clock by an hour, by half an hour, and without. */
  List<ZoneId> ZONES =
      List.of(
          ZoneId.of("Asia/Shanghai"),
          ZoneId.of("Europe/Berlin"),
          ZoneId.of("America/New_York"),
          ZoneId.of("Australia/Lord_Howe"));

  @Property(edgeCases = EdgeCasesMode.NONE)
  default void law_L721_a_message_is_held_to_the_first_minute_outside_the_quiet_hours(
      @ForAll @Size(min = 1, max = 2) List<@IntRange(max = 1_439) Integer> begins,
      @ForAll @IntRange(min = 1, max = 700) int length,
      @ForAll @IntRange(max = 3) int zone,
      @ForAll @IntRange(max = 525_599) int minute) {
    List<QuietHours> windows =
        begins.stream()
            .map(begin -> LocalTime.MIN.plusMinutes(begin))
            .map(begin -> new QuietHours(begin, begin.plusMinutes(length)))
            .toList();
    Instant at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * minute);
    Instant free = at;
    while (quiet(windows, free, ZONES.get(zone))) {
      free = free.plusSeconds(60);
    }
    Tenant tenant =
        new Tenant(
            Salon.merchant(),
            Program.of("q", NotificationPlan.builder().addAllQuietHours(windows).build()));
    CustomerProfile profile =
        CustomerProfile.builder()
            .name("Ann")
            .addPhones(Samples.phone(1))
            .addConsents(Consent.to(ChannelKind.SMS))
            .zone(ZONES.get(zone))
            .build();
    Verdict verdict =
        new NotificationRules()
            .judge(
                tenant,
                Samples.message(Samples.file(1), Samples.messageId(1)),
                Optional.empty(),
                profile,
                at,
                since -> List.of());
    assertEquals(free, verdict instanceof Verdict.Hold hold ? hold.until() : at);
  }

  private static boolean quiet(List<QuietHours> windows, Instant at, ZoneId zone) {
    LocalTime time = at.atZone(zone).toLocalTime();
    return windows.stream()
        .anyMatch(
            window ->
                window.from().isBefore(window.until())
                    ? !time.isBefore(window.from()) && time.isBefore(window.until())
                    : !time.isBefore(window.from()) || time.isBefore(window.until()));
  }

  @Property(edgeCases = EdgeCasesMode.NONE, tries = 300)
  default void law_L722_nothing_goes_without_consent_at_night_or_above_the_cap(
      @ForAll long seed, @ForAll @IntRange(max = 3) int most) {
    Play play = new Play(bench(), new Random(seed), most, true);
    play.run(Duration.ofHours(7));
    play.requireEnds();
  }

  @Property(edgeCases = EdgeCasesMode.NONE, tries = 200)
  default void law_L723_a_message_goes_at_the_first_look_at_which_it_may_however_often_one_looks(
      @ForAll long seed,
      @ForAll @IntRange(max = 9) int most,
      @ForAll @IntRange(min = 20, max = 5_000) int minutes) {
    Play often = new Play(bench(), new Random(seed), most, false);
    often.run(Duration.ofMinutes(20));
    Play seldom = new Play(bench(), new Random(seed), most, false);
    seldom.run(Duration.ofMinutes(minutes));
    often.requireFirstLook();
    seldom.requireFirstLook();
    assertEquals(often.standing(), seldom.standing());
  }

  @Property(edgeCases = EdgeCasesMode.NONE, tries = 300)
  default void law_L784_by_whatever_route_nothing_goes_unasked_too_late_or_twice(
      @ForAll long seed) {
    new RouteWalk(bench(), new Random(seed)).run();
  }

  @Property(edgeCases = EdgeCasesMode.NONE, tries = 300)
  default void law_L785_by_whatever_route_every_message_ends(@ForAll long seed) {
    RouteWalk walk = new RouteWalk(bench(), new Random(seed));
    walk.run();
    walk.requireEnds();
  }

  /** One customer, a dozen messages, two nodes, and a channel that looks at what it is given. */
  final class Play implements Channel {

    private static final Instant BEGIN = Salon.OPENING;
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Set<DeliveryStatus> ENDS =
        EnumSet.of(
            DeliveryStatus.SENT,
            DeliveryStatus.WITHHELD,
            DeliveryStatus.EXPIRED,
            DeliveryStatus.DEAD);

    private final SettableClock clock = SettableClock.at(BEGIN);
    private final Bench bench;
    private final Random random;
    private final boolean wild;
    private final int most;
    private final ZoneId zone;
    private final Tenant tenant;
    private final MerchantId merchant;
    private final List<Crm> nodes = new ArrayList<>();
    private final CustomerId customer;
    private final List<OutboxMessage> messages = new ArrayList<>();
    private final List<Instant> capped = new ArrayList<>();
    private final List<Instant> looks = new ArrayList<>();
    private final Map<MessageId, Integer> shown = new HashMap<>();

    Play(Bench bench, Random random, int most, boolean wild) {
      this.bench = bench;
      this.random = random;
      this.most = most;
      this.wild = wild;
      this.zone = ZONES.get(random.nextInt(ZONES.size()));
      NotificationPlan plan =
          NotificationPlan.builder()
              .addQuietHours(QuietHours.of("21:00", "08:30"))
              .addCaps(FrequencyCap.builder().most(most).per(WEEK).build())
              .build();
      this.tenant = bench.newTenant(new Tenant(Salon.merchant(), Program.of("n", plan)));
      this.merchant = tenant.merchant().id();
      nodes.add(node());
      nodes.add(node());
      this.customer = register();
      for (int n = 0; n < 12; n++) {
        messages.add(message(n));
      }
      bench.storage().commit(ChangeSet.of(merchant).addAllMessages(messages).build());
    }

    private Crm node() {
      return Crm.builder()
          .storage(bench.storage())
          .merchant(tenant.merchant(), tenant.program())
          .clock(clock)
          .circuitPolicy(new CircuitPolicy(2, Duration.ofMinutes(30)))
          .channel(this)
          .build();
    }

    private CustomerId register() {
      return nodes
          .get(0)
          .desk(Actor.system(merchant))
          .customers()
          .register(Salon.newcomer("Ann", "13800138001"))
          .orThrow()
          .file()
          .id();
    }

    private OutboxMessage message(int n) {
      Instant due = BEGIN.plus(Duration.ofMinutes(random.nextInt(10 * 24 * 60)));
      Purpose purpose =
          List.of(Purpose.CARE, Purpose.MARKETING, Purpose.TRANSACTIONAL).get(random.nextInt(3));
      boolean ends = random.nextInt(4) == 0;
      return OutboxMessage.builder()
          .merchant(merchant)
          .id(Samples.messageId(n))
          .customer(customer)
          .channel(ChannelKind.SMS)
          .purpose(purpose)
          .priority(Priority.values()[random.nextInt(3)])
          .content(Explanation.of("tier.raised", "none", "silver"))
          .occurredAt(BEGIN)
          .createdAt(BEGIN)
          .nextAttemptAt(due)
          .expiresAt(
              ends && (wild || purpose == Purpose.TRANSACTIONAL)
                  ? Optional.of(due.plus(Duration.ofHours(20)))
                  : Optional.empty())
          .build();
    }

    /** Four months of looks now and then, by either node, and as many of one every hour. */
    void run(Duration step) {
      look(step, BEGIN.plus(Duration.ofDays(120)));
      look(Duration.ofHours(1), BEGIN.plus(Duration.ofDays(240)));
    }

    private void look(Duration step, Instant end) {
      while (clock.instant().isBefore(end) && waits()) {
        looks.add(clock.instant());
        nodes.get(wild ? random.nextInt(2) : 0).deliver(wild ? 1 + random.nextInt(4) : 100);
        if (wild && random.nextInt(20) == 0) {
          changeMind();
        }
        clock.advance(step);
      }
    }

    private boolean waits() {
      return !bench.storage().messages(merchant, DeliveryStatus.PENDING, 1).isEmpty();
    }

    private void changeMind() {
      CustomerProfile profile = profile();
      Consent said =
          random.nextBoolean() ? Consent.to(ChannelKind.SMS) : Consent.never(ChannelKind.SMS);
      nodes
          .get(0)
          .desk(Actor.system(merchant))
          .customers()
          .update(
              UpdateCustomer.builder()
                  .customer(customer)
                  .profile(
                      ImmutableCustomerProfile.copyOf(profile)
                          .withZone(zone)
                          .withConsents(said, Consent.to(ChannelKind.SMS, Purpose.MARKETING)))
                  .build())
          .orThrow();
    }

    private CustomerProfile profile() {
      return bench.storage().file(merchant, customer).orElseThrow().profile();
    }

    @Override
    public ChannelKind kind() {
      return ChannelKind.SMS;
    }

    @Override
    public SendOutcome send(OutboundMessage outbound) {
      OutboxMessage message = bench.storage().message(merchant, outbound.id()).orElseThrow();
      Instant now = clock.instant();
      CustomerProfile profile = profile();
      assertTrue(profile.allows(ChannelKind.SMS, message.purpose()), "consent at this moment");
      ZoneId where = profile.zone().orElse(tenant.merchant().zone());
      assertTrue(
          message.priority() == Priority.URGENT || !isNight(now, where), () -> "quiet at " + now);
      assertTrue(message.expiresAt().filter(end -> !now.isBefore(end)).isEmpty(), "of use");
      if (wild && random.nextInt(4) == 0) {
        return random.nextInt(5) == 0
            ? SendOutcome.refusedForGood("no")
            : SendOutcome.retryLater("busy");
      }
      assertEquals(1, shown.merge(message.id(), 1, Integer::sum), "shown once");
      if (message.purpose() != Purpose.TRANSACTIONAL) {
        capped.add(now);
        long inWeek = capped.stream().filter(now.minus(WEEK)::isBefore).count();
        assertTrue(inWeek <= most, () -> inWeek + " a week, at most " + most);
      }
      return SendOutcome.delivered();
    }

    /** Every message has ended in one way; all is told by storage. */
    void requireEnds() {
      for (OutboxMessage message : messages) {
        OutboxMessage end = bench.storage().message(merchant, message.id()).orElseThrow();
        assertTrue(
            ENDS.contains(end.status())
                || (end.status() == DeliveryStatus.PENDING && end.lastReason().isPresent()),
            () -> "" + end);
        assertEquals(end.status() == DeliveryStatus.SENT, shown.containsKey(end.id()), "" + end);
      }
    }

    private static boolean isNight(Instant at, ZoneId zone) {
      LocalTime time = at.atZone(zone).toLocalTime();
      return !time.isBefore(LocalTime.of(21, 0)) || time.isBefore(LocalTime.of(8, 30));
    }

    /** What no cap holds went at the first look at which it was due, by day and of use still. */
    void requireFirstLook() {
      boolean free = messages.stream().filter(Play::isCapped).count() <= most;
      for (OutboxMessage message : messages) {
        if (free || !isCapped(message)) {
          OutboxMessage end = bench.storage().message(merchant, message.id()).orElseThrow();
          Optional<Instant> went =
              end.status() == DeliveryStatus.SENT
                  ? Optional.of(end.nextAttemptAt())
                  : Optional.empty();
          assertEquals(firstLook(message), went, () -> "" + end);
          assertTrue(went.isPresent() || end.status() == DeliveryStatus.EXPIRED, () -> "" + end);
        }
      }
    }

    private Optional<Instant> firstLook(OutboxMessage message) {
      return looks.stream()
          .filter(look -> !look.isBefore(message.nextAttemptAt()))
          .filter(
              look ->
                  message.priority() == Priority.URGENT || !isNight(look, tenant.merchant().zone()))
          .findFirst()
          .filter(look -> message.expiresAt().filter(end -> !look.isBefore(end)).isEmpty());
    }

    private static boolean isCapped(OutboxMessage message) {
      return message.purpose() != Purpose.TRANSACTIONAL;
    }

    /** What became of those that never expire. */
    Set<String> standing() {
      Set<String> standing = new TreeSet<>();
      for (OutboxMessage message : messages.stream().filter(Play::isCapped).toList()) {
        OutboxMessage end = bench.storage().message(merchant, message.id()).orElseThrow();
        standing.add(message.id() + " " + end.status());
      }
      return standing;
    }
  }
}
