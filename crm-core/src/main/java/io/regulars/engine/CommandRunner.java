package io.regulars.engine;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.common.collect.ImmutableList;
import io.regulars.spi.Actor;
import io.regulars.spi.ConflictException;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.InvalidCommandException.Violation;
import io.regulars.spi.MerchantId;
import io.regulars.spi.MessageId;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Page;
import io.regulars.spi.PageRequest;
import io.regulars.spi.Rejection;
import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Key;
import io.regulars.spi.StorageException.Kind;
import io.regulars.spi.VisitId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Recipient;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.file.TimelineEntry;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.CommandReceipt;
import io.regulars.spi.storage.FileChange;
import io.regulars.spi.storage.ImmutableChangeSet;
import io.regulars.spi.storage.Storage;
import io.regulars.spi.storage.VisitTakenBack;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitReturn;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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

  /**
   * Carries out {@code work} in the actor's name, or tells what it did when it was carried out
   * before.
   *
   * @throws NotAllowedException if the actor may not
   * @throws ConflictException if the key was used for another payload
   * @throws StorageException if storage fails, or the file stayed contended for all attempts
   */
  public Outcome<Answer> run(Actor actor, Work work) {
    authorise(actor, work.action());
    Tenant tenant = tenant(actor.merchant());
    Optional<IdempotencyKey> key = work.key();
    Instant now = now();
    for (int attempt = 1; ; attempt++) {
      Optional<Answer> earlier = key.flatMap(used -> earlier(tenant, used));
      if (earlier.isPresent()) {
        return new Outcome.Done<>(earlier.get());
      }
      FileDraft draft = work.open(tenant, now);
      advance.to(draft, work.at(now));
      Optional<Refusal> refusal = work.decide(draft);
      if (refusal.isPresent()) {
        return refused(tenant, key, refusal.get());
      }
      if (key.isEmpty() && draft.untouched()) {
        return new Outcome.Done<>(unchanged(draft));
      }
      try {
        return new Outcome.Done<>(commit(draft, key));
      } catch (StorageException e) {
        if (attempt == retry.maxAttempts() || !worthAnotherAttempt(e)) {
          throw e;
        }
        LOG.debug("attempt {} of {} failed: {}", attempt, work.action(), e.kind());
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
  public Outcome<Answer> preview(Actor actor, Work work) {
    authorise(actor, work.action());
    Tenant tenant = tenant(actor.merchant());
    Instant now = now();
    FileDraft draft = work.open(tenant, now);
    advance.to(draft, work.at(now));
    Optional<Refusal> refusal = work.decide(draft);
    return refusal.isPresent()
        ? new Outcome.Refused<>(inWords(tenant, refusal.get()))
        : new Outcome.Done<>(answer(draft, advance.finish(draft)));
  }

  /** Commits a draft that time alone has changed; returns the file it has become. */
  CustomerFile commitAdvanced(FileDraft draft) {
    return commit(draft, Optional.empty()).file();
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
  private Outcome<Answer> refused(Tenant tenant, Optional<IdempotencyKey> key, Refusal refusal) {
    Optional<Answer> earlier = key.flatMap(used -> earlier(tenant, used));
    if (earlier.isPresent()) {
      return new Outcome.Done<>(earlier.get());
    }
    return new Outcome.Refused<>(inWords(tenant, refusal));
  }

  Rejection inWords(Tenant tenant, Refusal refusal) {
    String words = texts.inZone(tenant.merchant().zone()).refusal(refusal);
    return new Rejection(refusal.reason(), refusal.figures(), words);
  }

  private static Answer unchanged(FileDraft draft) {
    return new Answer(
        draft.before().orElseThrow(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        false);
  }

  private Answer commit(FileDraft draft, Optional<IdempotencyKey> key) {
    CustomerFile after = advance.finish(draft);
    ImmutableChangeSet.Builder change = ChangeSet.of(after.merchant());
    add(draft, after, change);
    for (FileDraft other : draft.alongside()) {
      add(other, advance.finish(other), change);
    }
    key.ifPresent(used -> change.receipt(receipt(draft, used)));
    storage.commit(change.build());
    return answer(draft, after);
  }

  private void add(FileDraft draft, CustomerFile after, ImmutableChangeSet.Builder change) {
    change
        .addFiles(new FileChange(draft.before(), after))
        .addAllVisits(draft.visits())
        .addAllTakenBack(draft.takenBack())
        .addAllEntries(draft.entries())
        .addAllEvents(draft.events());
    for (MessageRule rule : messageRules) {
      rule.plan(draft).forEach(planned -> message(draft, planned).ifPresent(change::addMessages));
    }
  }

  private static Answer answer(FileDraft draft, CustomerFile after) {
    return new Answer(
        after,
        draft.visits().stream().findFirst(),
        draft.takenBack().stream().findFirst().map(VisitTakenBack::what),
        draft.entries(),
        draft.events(),
        false);
  }

  /** The message to write; none if the customer may not be written to, or it would be too late. */
  private Optional<OutboxMessage> message(FileDraft draft, PlannedMessage planned) {
    Recipient to = planned.to().orElseGet(() -> Recipient.customer(draft.customer()));
    boolean toCustomer = to instanceof Recipient.OfCustomer;
    List<ChannelKind> route =
        toCustomer
            ? sendingRule.route(draft.program(), draft.profile(), planned)
            : sendingRule.staffRoute(draft.program(), planned);
    Instant start = planned.notBefore().filter(draft.now()::isBefore).orElse(draft.now());
    Optional<Instant> expiresAt =
        planned.expiresAt().or(() -> sendingRule.expiry(draft.program(), planned.purpose(), start));
    if (route.isEmpty() || expiresAt.filter(end -> !start.isBefore(end)).isPresent()) {
      return Optional.empty();
    }
    boolean listed = route.get(0).equals(ChannelKind.TASK) && start.equals(draft.now());
    return Optional.of(
        OutboxMessage.builder()
            .merchant(draft.merchant().id())
            .id(MessageId.of(UuidCreator.getTimeOrderedEpochPlus1()))
            .customer(draft.customer())
            .to(to)
            .channel(route.get(0))
            .fallbacks(route.subList(1, route.size()))
            .purpose(planned.purpose())
            .priority(planned.priority())
            .content(planned.content())
            .about(planned.about())
            .occurredAt(planned.occurredAt())
            .createdAt(draft.now())
            .expiresAt(expiresAt)
            .dueAt(toCustomer ? planned.dueAt() : Optional.of(planned.dueAt().orElse(start)))
            .status(listed ? DeliveryStatus.OPEN : DeliveryStatus.PENDING)
            .nextAttemptAt(start)
            .build());
  }

  private static CommandReceipt receipt(FileDraft draft, IdempotencyKey key) {
    return CommandReceipt.builder()
        .key(key.key())
        .fingerprint(key.fingerprint())
        .customer(draft.customer())
        .fromSeq(draft.before().map(CustomerFile::lastSeq).orElse(0L) + 1)
        .throughSeq(draft.lastSeq())
        .committedAt(draft.now())
        .build();
  }

  private Optional<Answer> earlier(Tenant tenant, IdempotencyKey key) {
    MerchantId merchant = tenant.merchant().id();
    Optional<CommandReceipt> found = storage.receipt(merchant, key.key());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    CommandReceipt receipt = found.get();
    if (!receipt.fingerprint().equals(key.fingerprint())) {
      throw new ConflictException(
          "key "
              + key.key()
              + " was used for another payload at "
              + receipt.committedAt()
              + " on customer "
              + receipt.customer()
              + "; use a new key for a new command, or send the first payload again");
    }
    return Optional.of(answer(merchant, receipt));
  }

  /** What the command with this receipt did, read from the lines it appended. */
  private Answer answer(MerchantId merchant, CommandReceipt receipt) {
    List<TimelineEntry> lines = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.oldest(100).from(receipt.fromSeq() - 1));
    while (next.isPresent()) {
      Page<TimelineEntry> page = storage.timeline(merchant, receipt.customer(), next.get());
      page.items().stream().filter(line -> line.seq() <= receipt.throughSeq()).forEach(lines::add);
      boolean more = page.next().filter(at -> at.after() < receipt.throughSeq()).isPresent();
      next = more ? page.next() : Optional.empty();
    }
    List<Visit> visits = new ArrayList<>();
    List<LedgerEntry> entries = new ArrayList<>();
    List<FileEvent> events = new ArrayList<>();
    for (TimelineEntry line : lines) {
      if (line instanceof TimelineEntry.OfVisit of) {
        visits.add(of.visit());
      } else if (line instanceof TimelineEntry.OfEntry of) {
        entries.add(of.entry());
      } else if (line instanceof TimelineEntry.OfEvent of) {
        events.add(of.event());
      }
    }
    CustomerFile file =
        storage
            .file(merchant, receipt.customer())
            .orElseThrow(
                () -> new NotFoundException("customer " + receipt.customer() + " is gone"));
    return new Answer(
        file, visits.stream().findFirst(), returned(merchant, events), entries, events, true);
  }

  /** The return that one of the events tells of, by visit and number. */
  private Optional<VisitReturn> returned(MerchantId merchant, List<FileEvent> events) {
    for (FileEvent event : events) {
      if (event.kind() == EventKind.VISIT_REFUNDED || event.kind() == EventKind.VISIT_VOIDED) {
        List<String> figures = event.explanation().figures();
        int number = Integer.parseInt(figures.get(figures.size() - 1));
        return storage
            .visit(merchant, VisitId.parse(figures.get(0)))
            .map(visit -> visit.returns().get(number - 1));
      }
    }
    return Optional.empty();
  }
}
