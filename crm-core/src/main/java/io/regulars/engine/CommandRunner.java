package io.regulars.engine;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.common.collect.ImmutableList;
import io.regulars.spi.Actor;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.InvalidCommandException.Violation;
import io.regulars.spi.MerchantId;
import io.regulars.spi.MessageId;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Rejection;
import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Key;
import io.regulars.spi.StorageException.Kind;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Recipient;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.CommandReceipt;
import io.regulars.spi.storage.FileChange;
import io.regulars.spi.storage.ImmutableChangeSet;
import io.regulars.spi.storage.Storage;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of every command: authorise, look for its receipt, open the file, advance it to the
 * command's instant, decide, commit; and from the receipt on again if storage says the reading went
 * stale. Thread-safe; holds no lock while it works.
 */
public final class CommandRunner {

  private static final Logger LOG = LoggerFactory.getLogger(CommandRunner.class);

  private final Storage storage;
  private final Tenants tenants;
  private final Clock clock;
  private final Advance advance;
  private final ImmutableList<MessageRule> messageRules;
  private final SendingRule sendingRule;
  private final RetryPolicy retry;
  private final Texts texts;

  /** With everything it works with. */
  public CommandRunner(
      Storage storage,
      Tenants tenants,
      Clock clock,
      Advance advance,
      List<MessageRule> messageRules,
      SendingRule sendingRule,
      RetryPolicy retry,
      Texts texts) {
    this.storage = storage;
    this.tenants = tenants;
    this.clock = clock;
    this.advance = advance;
    this.messageRules = ImmutableList.copyOf(messageRules);
    this.sendingRule = sendingRule;
    this.retry = retry;
    this.texts = texts;
  }

  /** The storage everything is read from. */
  public Storage storage() {
    return storage;
  }

  /** The rules of time. */
  public Advance advance() {
    return advance;
  }

  /** The clock's instant in whole microseconds, as storage keeps them. */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** The tenant, or {@link NotFoundException}. */
  public Tenant tenant(MerchantId merchant) {
    return tenants
        .find(merchant)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "merchant " + merchant + " is unknown; add it when building the Crm"));
  }

  /** Throws {@link NotAllowedException} unless the actor's role permits the action. */
  public void authorise(Actor actor, Action action) {
    if (!action.permits(actor.role())) {
      throw new NotAllowedException(
          actor.role() + " may not " + action + "; these roles may: " + action.roles());
    }
  }

  /** Carries out {@code work} on one customer's file, see {@link #run(Actor, Job)}. */
  public Outcome<Answer> run(Actor actor, Work work) {
    return run(actor, new FileJob(this, work));
  }

  /** What {@link #run(Actor, Work)} would do now, see {@link #preview(Actor, Job)}. */
  public Outcome<Answer> preview(Actor actor, Work work) {
    return preview(actor, new FileJob(this, work));
  }

  /**
   * Carries out {@code job} in the actor's name, or tells what it did when it was carried out
   * before.
   *
   * @throws NotAllowedException if the actor may not
   * @throws ConflictException if the key was used for another payload
   * @throws StorageException if storage fails, or what is changed stayed contended for all attempts
   */
  public <A> Outcome<A> run(Actor actor, Job<A> job) {
    authorise(actor, job.action());
    Tenant tenant = tenant(actor.merchant());
    Optional<IdempotencyKey> key = job.key();
    Instant now = now();
    for (int attempt = 1; ; attempt++) {
      Optional<A> earlier = earlier(tenant, job, key);
      if (earlier.isPresent()) {
        return new Outcome.Done<>(earlier.get());
      }
      Decision<A> decision = job.decide(tenant, now);
      if (!(decision instanceof Decision.Write<A> write)) {
        return unwritten(tenant, job, key, decision);
      }
      try {
        storage.commit(write.change());
        return new Outcome.Done<>(write.answer());
      } catch (StorageException e) {
        if (attempt == retry.maxAttempts() || !worthAnotherAttempt(e)) {
          throw e;
        }
        LOG.debug("attempt {} of {} failed: {}", attempt, job.action(), e.kind());
        retry.pause(attempt);
      }
    }
  }

  /**
   * What {@link #run} would do now, decided by the same code; nothing is written, and no receipt is
   * looked for.
   *
   * @throws NotAllowedException if the actor may not
   */
  public <A> Outcome<A> preview(Actor actor, Job<A> job) {
    authorise(actor, job.action());
    Tenant tenant = tenant(actor.merchant());
    Decision<A> decision = job.decide(tenant, now());
    if (decision instanceof Decision.Refuse<A> refuse) {
      return new Outcome.Refused<>(inWords(tenant, refuse.refusal()));
    }
    return new Outcome.Done<>(
        decision instanceof Decision.Write<A> write
            ? write.answer()
            : ((Decision.Keep<A>) decision).answer());
  }

  /** Commits a draft that time alone has changed. */
  void commitAdvanced(FileDraft draft) {
    ImmutableChangeSet.Builder change = ChangeSet.of(draft.merchant().id());
    add(draft, change);
    storage.commit(change.build());
  }

  private static boolean worthAnotherAttempt(StorageException e) {
    return e.kind() == Kind.STALE
        || e.kind() == Kind.TRANSIENT
        || (e.kind() == Kind.DUPLICATE && e.duplicate().filter(key -> key != Key.ID).isPresent());
  }

  /**
   * A violation found beyond the constraints, in the engine's language.
   *
   * @param code which text, see {@link Texts#violation}
   */
  InvalidCommandException invalid(String field, String code, List<String> figures) {
    return new InvalidCommandException(
        List.of(new Violation(field, texts.violation(code, figures))));
  }

  /** A refusal, unless it is the same command's own success, committed since we looked for it. */
  private <A> Outcome<A> unwritten(
      Tenant tenant, Job<A> job, Optional<IdempotencyKey> key, Decision<A> decision) {
    if (decision instanceof Decision.Keep<A> keep) {
      return new Outcome.Done<>(keep.answer());
    }
    Optional<A> earlier = earlier(tenant, job, key);
    return earlier.isPresent()
        ? new Outcome.Done<>(earlier.get())
        : new Outcome.Refused<>(inWords(tenant, ((Decision.Refuse<A>) decision).refusal()));
  }

  Rejection inWords(Tenant tenant, Refusal refusal) {
    String words = texts.inZone(tenant.merchant().zone()).refusal(refusal);
    return new Rejection(refusal.reason(), refusal.figures(), words);
  }

  /**
   * Adds what a draft has become, alongside and all, to a change set, with the messages that
   * follow.
   *
   * @return the new state of the draft's file
   */
  public CustomerFile add(FileDraft draft, ImmutableChangeSet.Builder change) {
    CustomerFile after = advance.finish(draft);
    add(draft, after, change);
    for (FileDraft other : draft.alongside()) {
      add(other, advance.finish(other), change);
    }
    draft.parts().forEach(part -> part.addTo(change));
    return after;
  }

  private void add(FileDraft draft, CustomerFile after, ImmutableChangeSet.Builder change) {
    change
        .addFiles(new FileChange(draft.before(), after))
        .addAllVisits(draft.visits())
        .addAllTakenBack(draft.takenBack())
        .addAllEntries(draft.entries())
        .addAllEvents(draft.events());
    for (MessageRule rule : messageRules) {
      rule.plan(draft)
          .forEach(
              planned ->
                  message(
                          draft.program(),
                          after.merchant(),
                          Optional.of(draft.customer()),
                          Optional.of(draft.profile()),
                          draft.now(),
                          planned)
                      .ifPresent(change::addMessages));
    }
  }

  /**
   * The message to write in the same commit, to a customer or about one or about nobody on file;
   * none if the customer may not be written to, or it would be too late.
   *
   * @param customer whom it is to, unless the plan says otherwise
   * @param profile the customer's, if there is one
   */
  public Optional<OutboxMessage> message(
      Program program,
      MerchantId merchant,
      Optional<CustomerId> customer,
      Optional<CustomerProfile> profile,
      Instant now,
      PlannedMessage planned) {
    Recipient to = planned.to().or(() -> customer.map(Recipient::customer)).orElseThrow();
    boolean toCustomer = to instanceof Recipient.OfCustomer;
    List<ChannelKind> route =
        toCustomer
            ? profile.map(of -> sendingRule.route(program, of, planned)).orElse(List.of())
            : sendingRule.staffRoute(program, planned);
    Instant start = planned.notBefore().filter(now::isBefore).orElse(now);
    Optional<Instant> expiresAt =
        planned.expiresAt().or(() -> sendingRule.expiry(program, planned.purpose(), start));
    if (route.isEmpty() || expiresAt.filter(end -> !start.isBefore(end)).isPresent()) {
      return Optional.empty();
    }
    boolean listed = route.get(0).equals(ChannelKind.TASK) && start.equals(now);
    return Optional.of(
        OutboxMessage.builder()
            .merchant(merchant)
            .id(MessageId.of(UuidCreator.getTimeOrderedEpochPlus1()))
            .customer(customer)
            .to(to)
            .channel(route.get(0))
            .fallbacks(route.subList(1, route.size()))
            .purpose(planned.purpose())
            .priority(planned.priority())
            .content(planned.content())
            .about(planned.about())
            .occurredAt(planned.occurredAt())
            .createdAt(now)
            .expiresAt(expiresAt)
            .dueAt(toCustomer ? planned.dueAt() : Optional.of(planned.dueAt().orElse(start)))
            .status(listed ? DeliveryStatus.OPEN : DeliveryStatus.PENDING)
            .nextAttemptAt(start)
            .build());
  }

  private <A> Optional<A> earlier(Tenant tenant, Job<A> job, Optional<IdempotencyKey> key) {
    if (key.isEmpty()) {
      return Optional.empty();
    }
    Optional<CommandReceipt> found = storage.receipt(tenant.merchant().id(), key.get().key());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    CommandReceipt receipt = found.get();
    if (!receipt.fingerprint().equals(key.get().fingerprint())) {
      throw new ConflictException(
          "key "
              + receipt.key()
              + " was used for another payload at "
              + receipt.committedAt()
              + subject(receipt)
              + "; use a new key for a new command, or send the first payload again");
    }
    return Optional.of(job.again(tenant, receipt));
  }

  private static String subject(CommandReceipt receipt) {
    return receipt
        .file()
        .map(customer -> " on customer " + customer)
        .orElseGet(() -> " on case " + receipt.complaint().orElseThrow());
  }
}
