package io.regulars.notify;

import io.regulars.engine.PlannedMessage;
import io.regulars.engine.Program;
import io.regulars.engine.SendingRule;
import io.regulars.engine.Tenant;
import io.regulars.spi.Merchant;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.outbox.Priority;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The one judge of messages to customers: consent, then quiet hours, then caps. */
public final class NotificationRules implements SendingRule {

  /** How soon a message is looked at again that another one of the same cap goes before. */
  private static final Duration SOON = Duration.ofMinutes(1);

  /** How much earlier than a message another one may have been due and still go before it. */
  private static final Duration OVERDUE = Duration.ofDays(30);

  /** Earlier attempts go first, then lower ids: the same order for every node. */
  private static final Comparator<OutboxMessage> TURN =
      Comparator.comparing(OutboxMessage::nextAttemptAt)
          .thenComparing(message -> message.id().toString());

  /** Stateless. */
  public NotificationRules() {}

  @Override
  public List<ChannelKind> route(Program program, CustomerProfile profile, PlannedMessage planned) {
    return reachable(program, profile, planned.purpose(), preferred(plan(program), planned));
  }

  /**
   * Those of {@code channels}, in order, on which a customer may be written to for this purpose:
   * the program has no cap of 0 there, the customer allows it, and is reached.
   */
  public static List<ChannelKind> reachable(
      Program program, CustomerProfile profile, Purpose purpose, List<ChannelKind> channels) {
    NotificationPlan plan = plan(program);
    return channels.stream()
        .filter(channel -> !forbidden(plan, purpose, channel))
        .filter(channel -> profile.allows(channel, purpose))
        .filter(channel -> profile.addressOn(channel).isPresent())
        .toList();
  }

  @Override
  public List<ChannelKind> staffRoute(Program program, PlannedMessage planned) {
    List<ChannelKind> channels = preferred(plan(program), planned);
    return channels.isEmpty() ? List.of(ChannelKind.TASK) : channels;
  }

  private static List<ChannelKind> preferred(NotificationPlan plan, PlannedMessage planned) {
    List<ChannelKind> own = planned.channels();
    return own.isEmpty() ? plan.channels().getOrDefault(planned.purpose(), List.of()) : own;
  }

  @Override
  public Optional<Instant> expiry(Program program, Purpose purpose, Instant start) {
    return Optional.ofNullable(plan(program).expiries().get(purpose)).map(start::plus);
  }

  @Override
  public Verdict judge(
      Tenant tenant,
      OutboxMessage message,
      Optional<StoreId> store,
      CustomerProfile profile,
      Instant now,
      Function<Instant, List<OutboxMessage>> since) {
    NotificationPlan plan = plan(tenant.program());
    List<ChannelKind> agreed = agreed(message, profile);
    if (agreed.isEmpty()) {
      return new Verdict.Withhold("no consent");
    }
    List<ChannelKind> reached =
        agreed.stream().filter(channel -> profile.addressOn(channel).isPresent()).toList();
    if (reached.isEmpty()) {
      return new Verdict.Withhold("no address");
    }
    List<ChannelKind> open =
        reached.stream().filter(at -> !forbidden(plan, message.purpose(), at)).toList();
    if (open.isEmpty()) {
      return new Verdict.Withhold("cap of 0");
    }
    return quiet(plan, message, now, zone(tenant.merchant(), profile, store))
        .or(() -> capped(plan, message, open.get(0), now, since))
        .orElseGet(() -> new Verdict.Send(open, profile.addressOn(open.get(0)).orElseThrow()));
  }

  private static List<ChannelKind> agreed(OutboxMessage message, CustomerProfile profile) {
    List<ChannelKind> channels = new ArrayList<>(List.of(message.channel()));
    channels.addAll(message.fallbacks());
    channels.removeIf(channel -> !profile.allows(channel, message.purpose()));
    return channels;
  }

  private static boolean forbidden(NotificationPlan plan, Purpose purpose, ChannelKind channel) {
    return plan.caps().stream().anyMatch(cap -> cap.most() == 0 && cap.covers(purpose, channel));
  }

  private static Optional<Verdict> quiet(
      NotificationPlan plan, OutboxMessage message, Instant now, ZoneId zone) {
    if (message.priority() == Priority.URGENT) {
      return Optional.empty();
    }
    Instant free = QuietHours.freeFrom(plan.quietHours(), now, zone);
    return free.equals(now) ? Optional.empty() : Optional.of(new Verdict.Hold(free, "quiet hours"));
  }

  /** The customer's, else the home shop's, else that of where it was, else the merchant's. */
  private static ZoneId zone(Merchant merchant, CustomerProfile profile, Optional<StoreId> where) {
    return profile
        .zone()
        .or(() -> profile.homeStore().flatMap(merchant::store).map(Store::zone))
        .or(() -> where.flatMap(merchant::store).map(Store::zone))
        .orElse(merchant.zone());
  }

  private static Optional<Verdict> capped(
      NotificationPlan plan,
      OutboxMessage message,
      ChannelKind channel,
      Instant now,
      Function<Instant, List<OutboxMessage>> since) {
    List<FrequencyCap> caps =
        plan.caps().stream().filter(cap -> cap.covers(message.purpose(), channel)).toList();
    Optional<Duration> longest =
        caps.stream().map(FrequencyCap::per).max(Comparator.naturalOrder());
    if (longest.isEmpty()) {
      return Optional.empty();
    }
    Instant begin = now.minus(longest.get());
    Instant due = message.nextAttemptAt().isBefore(begin) ? message.nextAttemptAt() : begin;
    List<OutboxMessage> others =
        since.apply(due.minus(OVERDUE)).stream()
            .filter(other -> !other.id().equals(message.id()))
            .toList();
    return caps.stream()
        .flatMap(cap -> judge(cap, message, others, now).stream())
        .max(
            Comparator.comparing(
                verdict -> verdict instanceof Verdict.Hold hold ? hold.until() : Instant.MAX));
  }

  /**
   * What one cap says. Besides what was sent, what is due and has its turn before this message
   * counts, so that two nodes never send the last one twice.
   */
  private static Optional<Verdict> judge(
      FrequencyCap cap, OutboxMessage message, List<OutboxMessage> others, Instant now) {
    Instant begin = now.minus(cap.per());
    List<Instant> sent =
        others.stream()
            .filter(other -> other.status().isSent() && cap.covers(other))
            .map(OutboxMessage::nextAttemptAt)
            .filter(begin::isBefore)
            .sorted(Comparator.reverseOrder())
            .toList();
    if (sent.size() >= cap.most()) {
      return Optional.of(
          cap.then() == FrequencyCap.Then.WITHHOLD
              ? new Verdict.Withhold("frequency cap")
              : new Verdict.Hold(sent.get(cap.most() - 1).plus(cap.per()), "frequency cap"));
    }
    long before =
        others.stream()
            .filter(other -> other.status() == DeliveryStatus.PENDING && cap.covers(other))
            .filter(other -> !other.nextAttemptAt().isAfter(now))
            .filter(other -> TURN.compare(other, message) < 0)
            .count();
    return sent.size() + before < cap.most()
        ? Optional.empty()
        : Optional.of(new Verdict.Hold(now.plus(SOON), "others first"));
  }

  private static NotificationPlan plan(Program program) {
    return program.plan(NotificationPlan.class).orElse(NotificationPlan.NONE);
  }
}
