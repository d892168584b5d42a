package io.regulars.testkit;

import io.regulars.spi.CustomerId;
import io.regulars.spi.ExternalId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.MessageId;
import io.regulars.spi.Page;
import io.regulars.spi.PageRequest;
import io.regulars.spi.PhoneNumber;
import io.regulars.spi.StaffId;
import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Key;
import io.regulars.spi.VisitId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.feedback.FeedbackAnswer;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.file.TimelineEntry;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.CaseChange;
import io.regulars.spi.storage.CaseCriteria;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.CommandReceipt;
import io.regulars.spi.storage.CustomerCriteria;
import io.regulars.spi.storage.FeedbackCriteria;
import io.regulars.spi.storage.FileChange;
import io.regulars.spi.storage.Lease;
import io.regulars.spi.storage.Storage;
import io.regulars.spi.storage.TaskCriteria;
import io.regulars.spi.storage.VisitTakenBack;
import io.regulars.spi.visit.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The model real storage is compared with: the words of the contract, one after the other, over
 * plain lists that are searched from end to end. Slow, not thread-safe, and so simple that it is
 * believed.
 */
final class NaiveStorage implements Storage {

  private final List<CustomerFile> files = new ArrayList<>();
  private final List<Visit> visits = new ArrayList<>();
  private final List<LedgerEntry> entries = new ArrayList<>();
  private final List<FileEvent> events = new ArrayList<>();
  private final List<CaseFile> cases = new ArrayList<>();
  private final List<FeedbackAnswer> answers = new ArrayList<>();
  private final List<OutboxMessage> messages = new ArrayList<>();
  private final List<CommandReceipt> receipts = new ArrayList<>();
  private final Map<CustomerId, Instant> leases = new HashMap<>();
  private final Map<MessageId, Instant> messageLeases = new HashMap<>();
  private final MerchantId merchant;

  /** Storage of one merchant. */
  NaiveStorage(MerchantId merchant) {
    this.merchant = merchant;
  }

  @Override
  public Optional<CustomerFile> file(MerchantId of, CustomerId customer) {
    return files.stream().filter(file -> file.id().equals(customer)).findFirst();
  }

  @Override
  public Optional<CustomerFile> fileByPhone(MerchantId of, PhoneNumber phone) {
    return files.stream().filter(file -> file.profile().phones().contains(phone)).findFirst();
  }

  @Override
  public Optional<CustomerFile> fileByExternalId(MerchantId of, ExternalId externalId) {
    return files.stream()
        .filter(file -> file.profile().externalIds().contains(externalId))
        .findFirst();
  }

  @Override
  public Optional<CommandReceipt> receipt(MerchantId of, String key) {
    return receipts.stream().filter(receipt -> receipt.key().equals(key)).findFirst();
  }

  @Override
  public Optional<Visit> visit(MerchantId of, VisitId id) {
    return visits.stream().filter(visit -> visit.id().equals(id)).findFirst();
  }

  @Override
  public Page<Visit> visits(MerchantId of, CustomerId customer, PageRequest page) {
    return page(
        visits.stream().filter(visit -> visit.customer().equals(customer)), Visit::seq, page);
  }

  @Override
  public Page<LedgerEntry> entries(MerchantId of, CustomerId customer, PageRequest page) {
    return page(
        entries.stream().filter(entry -> entry.customer().equals(customer)),
        LedgerEntry::seq,
        page);
  }

  @Override
  public Page<FileEvent> events(MerchantId of, CustomerId customer, PageRequest page) {
    return page(
        events.stream().filter(event -> event.customer().equals(customer)), FileEvent::seq, page);
  }

  @Override
  public Page<TimelineEntry> timeline(MerchantId of, CustomerId customer, PageRequest page) {
    List<TimelineEntry> lines = new ArrayList<>();
    visits.stream()
        .filter(visit -> visit.customer().equals(customer))
        .forEach(visit -> lines.add(new TimelineEntry.OfVisit(visit)));
    entries.stream()
        .filter(entry -> entry.customer().equals(customer))
        .forEach(entry -> lines.add(new TimelineEntry.OfEntry(entry)));
    events.stream()
        .filter(event -> event.customer().equals(customer))
        .forEach(event -> lines.add(new TimelineEntry.OfEvent(event)));
    return page(lines.stream(), TimelineEntry::seq, page);
  }

  private static <T> Page<T> page(Stream<T> lines, ToLongFunction<T> seq, PageRequest page) {
    List<T> wanted =
        switch (page.order()) {
          case OLDEST_FIRST ->
              lines
                  .filter(line -> seq.applyAsLong(line) > page.after())
                  .sorted(Comparator.comparingLong(seq))
                  .toList();
          case NEWEST_FIRST ->
              lines
                  .filter(line -> seq.applyAsLong(line) < page.after())
                  .sorted(Comparator.comparingLong(seq).reversed())
                  .toList();
        };
    if (wanted.size() <= page.limit()) {
      return new Page<>(wanted, Optional.empty());
    }
    List<T> items = wanted.subList(0, page.limit());
    return new Page<>(items, Optional.of(page.from(seq.applyAsLong(items.get(items.size() - 1)))));
  }

  @Override
  public Stream<CustomerFile> customers(MerchantId of, CustomerCriteria criteria) {
    return files.stream()
        .filter(criteria::matches)
        .sorted(Comparator.comparing(file -> file.id().toString()));
  }

  @Override
  public List<OutboxMessage> messages(MerchantId of, DeliveryStatus status, int limit) {
    return messages.stream()
        .filter(message -> message.status() == status)
        .sorted(Comparator.comparing(OutboxMessage::createdAt))
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<CaseFile> complaint(MerchantId of, CaseId id) {
    return cases.stream().filter(file -> file.id().equals(id)).findFirst();
  }

  @Override
  public Stream<CaseFile> complaints(MerchantId of, CaseCriteria criteria) {
    return cases.stream()
        .filter(criteria::matches)
        .sorted(Comparator.comparing(file -> file.id().toString()));
  }

  @Override
  public Optional<FeedbackAnswer> feedback(MerchantId of, String key) {
    return answers.stream().filter(answer -> answer.key().equals(key)).findFirst();
  }

  @Override
  public Stream<FeedbackAnswer> feedback(MerchantId of, FeedbackCriteria criteria) {
    return answers.stream()
        .filter(criteria::matches)
        .sorted(
            Comparator.comparing(FeedbackAnswer::answeredAt)
                .thenComparing(answer -> answer.id().toString()));
  }

  @Override
  public Stream<OutboxMessage> messagesFor(
      MerchantId of, Purpose purpose, Instant from, Instant before) {
    return messages.stream()
        .filter(message -> message.purpose() == purpose)
        .filter(m -> !m.createdAt().isBefore(from) && m.createdAt().isBefore(before))
        .sorted(
            Comparator.comparing(OutboxMessage::createdAt)
                .thenComparing(message -> message.id().toString()));
  }

  @Override
  public Map<StaffId, Integer> openComplaints(MerchantId of) {
    Map<StaffId, Integer> open = new HashMap<>();
    cases.stream()
        .filter(file -> file.state().isOpen() && file.owner().isPresent())
        .forEach(file -> open.merge(file.owner().get(), 1, Integer::sum));
    return open;
  }

  /** Not asked, see {@link #claimDue}. */
  @Override
  public List<CaseFile> claimDueComplaints(MerchantId of, Instant due, int limit, Lease lease) {
    throw new UnsupportedOperationException("the claims of cases have rules of their own");
  }

  @Override
  public Optional<OutboxMessage> message(MerchantId of, MessageId id) {
    return messages.stream().filter(message -> message.id().equals(id)).findFirst();
  }

  @Override
  public Optional<OutboxMessage> messageByReference(
      MerchantId of, ChannelKind channel, String reference) {
    return messages.stream()
        .filter(message -> message.channel().equals(channel))
        .filter(message -> message.reference().equals(Optional.of(reference)))
        .max(Comparator.comparing(message -> message.id().toString()));
  }

  @Override
  public List<OutboxMessage> messagesOf(MerchantId of, CustomerId customer, Instant since) {
    return messages.stream()
        .filter(message -> message.customer().equals(Optional.of(customer)))
        .filter(message -> !message.nextAttemptAt().isBefore(since))
        .sorted(
            Comparator.comparing(OutboxMessage::nextAttemptAt)
                .thenComparing(message -> message.id().toString()))
        .toList();
  }

  @Override
  public List<OutboxMessage> tasks(MerchantId of, TaskCriteria criteria, int limit) {
    return messages.stream()
        .filter(message -> message.status() == DeliveryStatus.OPEN)
        .filter(criteria::matches)
        .sorted(Comparator.comparing(task -> task.dueAt().orElseThrow()))
        .limit(limit)
        .toList();
  }

  /**
   * Not asked: which of several files of one instant are claimed is free, see {@link #claimable}.
   */
  @Override
  public List<CustomerFile> claimDue(MerchantId of, Instant due, int limit, Lease lease) {
    throw new UnsupportedOperationException("ask claimable and tell claimed");
  }

  /** Not asked, see {@link #claimDue}. */
  @Override
  public List<OutboxMessage> claimMessages(MerchantId of, Instant due, int limit, Lease lease) {
    throw new UnsupportedOperationException("ask claimableMessages and tell claimedMessages");
  }

  /** Everything that is due and free, earliest first. */
  List<CustomerFile> claimable(Instant due, Lease lease) {
    return files.stream()
        .filter(file -> file.wakeAt().isPresent() && !file.wakeAt().get().isAfter(due))
        .filter(file -> free(leases, file.id(), lease))
        .sorted(Comparator.comparing(file -> file.wakeAt().orElseThrow()))
        .toList();
  }

  /** Storage chose these. */
  void claimed(List<CustomerFile> chosen, Lease lease) {
    chosen.forEach(file -> leases.put(file.id(), lease.until()));
  }

  /** Everything pending that is due and free, by priority and then earliest first. */
  List<OutboxMessage> claimableMessages(Instant due, Lease lease) {
    return messages.stream()
        .filter(message -> message.status() == DeliveryStatus.PENDING)
        .filter(message -> !message.nextAttemptAt().isAfter(due))
        .filter(message -> free(messageLeases, message.id(), lease))
        .sorted(
            Comparator.comparing(OutboxMessage::priority)
                .thenComparing(OutboxMessage::nextAttemptAt))
        .toList();
  }

  /** Storage chose these. */
  void claimedMessages(List<OutboxMessage> chosen, Lease lease) {
    chosen.forEach(message -> messageLeases.put(message.id(), lease.until()));
  }

  private static <K> boolean free(Map<K, Instant> leases, K id, Lease lease) {
    Instant until = leases.get(id);
    return until == null || !until.isAfter(lease.from());
  }

  /** How a change set may be refused: one of these if there are any, each as {@link #name} says. */
  Set<String> refusals(ChangeSet change) {
    Set<String> refusals = new HashSet<>();
    Set<CustomerId> changed = new HashSet<>();
    change.files().forEach(file -> changed.add(file.after().id()));
    for (FileChange file : change.files()) {
      long stored = file(merchant, file.after().id()).map(CustomerFile::version).orElse(0L);
      if (stored != file.expectedVersion()) {
        refusals.add(file.expectedVersion() == 0 ? name(Key.ID) : STALE);
      }
    }
    for (CaseChange complaint : change.cases()) {
      long stored = complaint(merchant, complaint.after().id()).map(CaseFile::version).orElse(0L);
      if (stored != complaint.expectedVersion()) {
        refusals.add(complaint.expectedVersion() == 0 ? name(Key.ID) : STALE);
      }
    }
    List<CustomerFile> afterwards =
        new ArrayList<>(files.stream().filter(file -> !changed.contains(file.id())).toList());
    change.files().forEach(file -> afterwards.add(file.after()));
    if (repeats(afterwards, file -> file.profile().phones())) {
      refusals.add(name(Key.PHONE));
    }
    if (repeats(afterwards, file -> file.profile().externalIds())) {
      refusals.add(name(Key.EXTERNAL_ID));
    }
    for (VisitTakenBack taken : change.takenBack()) {
      if (visit(merchant, taken.visit())
          .filter(v -> v.status().stands() && v.returns().size() == taken.what().number() - 1)
          .isEmpty()) {
        refusals.add(STALE);
      }
    }
    for (OutboxMessage settled : change.settled()) {
      if (messages.stream()
          .noneMatch(
              message ->
                  message.id().equals(settled.id())
                      && message.version() == settled.version() - 1)) {
        refusals.add(STALE);
      }
    }
    if (repeats(joined(visits, change.visits()), visit -> List.of(visit.id()))
        || repeats(joined(visits, change.visits()), v -> List.of(List.of(v.customer(), v.seq())))
        || repeats(joined(entries, change.entries()), e -> List.of(List.of(e.customer(), e.seq())))
        || repeats(joined(events, change.events()), e -> List.of(List.of(e.customer(), e.seq())))
        || repeats(joined(messages, change.messages()), message -> List.of(message.id()))) {
      refusals.add(name(Key.ID));
    }
    if (repeats(joined(answers, change.feedback()), answer -> List.of(answer.key()))) {
      refusals.add(name(Key.RECEIPT));
    }
    if (change.receipt().filter(r -> receipt(merchant, r.key()).isPresent()).isPresent()) {
      refusals.add(name(Key.RECEIPT));
    }
    return refusals;
  }

  private static final String STALE = StorageException.Kind.STALE.name();

  private static String name(Key key) {
    return StorageException.Kind.DUPLICATE + " " + key;
  }

  /** What {@link #refusals} calls {@code e}. */
  static String name(StorageException e) {
    return e.duplicate().map(NaiveStorage::name).orElse(e.kind().name());
  }

  private static <T> List<T> joined(List<T> one, List<T> other) {
    List<T> both = new ArrayList<>(one);
    both.addAll(other);
    return both;
  }

  private static <T> boolean repeats(List<T> items, Function<T, List<?>> keys) {
    Set<Object> seen = new HashSet<>();
    return items.stream()
        .flatMap(item -> keys.apply(item).stream())
        .anyMatch(key -> !seen.add(key));
  }

  /** Does what a change set says that has no {@link #refusals}. */
  @Override
  public void commit(ChangeSet change) {
    for (FileChange file : change.files()) {
      files.removeIf(stored -> stored.id().equals(file.after().id()));
      files.add(file.after());
      leases.remove(file.after().id());
    }
    for (CaseChange complaint : change.cases()) {
      cases.removeIf(stored -> stored.id().equals(complaint.after().id()));
      cases.add(complaint.after());
    }
    answers.addAll(change.feedback());
    visits.addAll(change.visits());
    for (VisitTakenBack taken : change.takenBack()) {
      visits.replaceAll(
          visit ->
              visit.id().equals(taken.visit())
                  ? Visit.builder()
                      .from(visit)
                      .status(taken.status())
                      .addReturns(taken.what())
                      .build()
                  : visit);
    }
    entries.addAll(change.entries());
    events.addAll(change.events());
    messages.addAll(change.messages());
    for (OutboxMessage settled : change.settled()) {
      messages.replaceAll(message -> message.id().equals(settled.id()) ? settled : message);
      messageLeases.remove(settled.id());
    }
    change.receipt().ifPresent(receipts::add);
  }
}
