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
import io.regulars.spi.storage.CaseCriteria;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.CommandReceipt;
import io.regulars.spi.storage.CustomerCriteria;
import io.regulars.spi.storage.FeedbackCriteria;
import io.regulars.spi.storage.Lease;
import io.regulars.spi.storage.Storage;
import io.regulars.spi.storage.TaskCriteria;
import io.regulars.spi.visit.Visit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A storage on the way to which commits go wrong as they do in production: refused, lost, or done
 * without the answer arriving. Everything else is the real storage's. Thread-safe if {@link Line}
 * is.
 */
final class FaultyStorage implements Storage {

  private final Storage real;
  private final Line line;
  private final AtomicInteger commits = new AtomicInteger();

  /** What happens to a commit on the line. */
  @FunctionalInterface
  interface Line {

    /** Does with the change whatever happens to it; {@code attempt} counts from 1. */
    void commit(ChangeSet change, Storage real, int attempt);
  }

  FaultyStorage(Storage real, Line line) {
    this.real = real;
    this.line = line;
  }

  /** Refuses the first {@code times} commits as failures of {@code kind}. */
  static FaultyStorage refusing(Storage real, StorageException.Kind kind, int times) {
    return new FaultyStorage(
        real,
        (change, storage, attempt) -> {
          if (attempt <= times) {
            throw new StorageException(kind, "injected");
          }
          storage.commit(change);
        });
  }

  /** Refuses commits that {@code unlucky} picks as failures of {@code kind}. */
  static FaultyStorage refusing(
      Storage real, StorageException.Kind kind, Predicate<ChangeSet> unlucky) {
    return new FaultyStorage(
        real,
        (change, storage, attempt) -> {
          if (unlucky.test(change)) {
            throw new StorageException(kind, "injected");
          }
          storage.commit(change);
        });
  }

  /** How many commits were tried. */
  int commits() {
    return commits.get();
  }

  @Override
  public void commit(ChangeSet change) {
    line.commit(change, real, commits.incrementAndGet());
  }

  @Override
  public Optional<CustomerFile> file(MerchantId merchant, CustomerId customer) {
    return real.file(merchant, customer);
  }

  @Override
  public Optional<CustomerFile> fileByPhone(MerchantId merchant, PhoneNumber phone) {
    return real.fileByPhone(merchant, phone);
  }

  @Override
  public Optional<CustomerFile> fileByExternalId(MerchantId merchant, ExternalId externalId) {
    return real.fileByExternalId(merchant, externalId);
  }

  @Override
  public Optional<CommandReceipt> receipt(MerchantId merchant, String key) {
    return real.receipt(merchant, key);
  }

  @Override
  public Optional<Visit> visit(MerchantId merchant, VisitId visit) {
    return real.visit(merchant, visit);
  }

  @Override
  public Page<Visit> visits(MerchantId merchant, CustomerId customer, PageRequest page) {
    return real.visits(merchant, customer, page);
  }

  @Override
  public Page<LedgerEntry> entries(MerchantId merchant, CustomerId customer, PageRequest page) {
    return real.entries(merchant, customer, page);
  }

  @Override
  public Page<FileEvent> events(MerchantId merchant, CustomerId customer, PageRequest page) {
    return real.events(merchant, customer, page);
  }

  @Override
  public Page<TimelineEntry> timeline(MerchantId merchant, CustomerId customer, PageRequest page) {
    return real.timeline(merchant, customer, page);
  }

  @Override
  public Stream<CustomerFile> customers(MerchantId merchant, CustomerCriteria criteria) {
    return real.customers(merchant, criteria);
  }

  @Override
  public List<CustomerFile> claimDue(MerchantId merchant, Instant due, int limit, Lease lease) {
    return real.claimDue(merchant, due, limit, lease);
  }

  @Override
  public Optional<CaseFile> complaint(MerchantId merchant, CaseId id) {
    return real.complaint(merchant, id);
  }

  @Override
  public Stream<CaseFile> complaints(MerchantId merchant, CaseCriteria criteria) {
    return real.complaints(merchant, criteria);
  }

  @Override
  public Optional<FeedbackAnswer> feedback(MerchantId merchant, String key) {
    return real.feedback(merchant, key);
  }

  @Override
  public Stream<FeedbackAnswer> feedback(MerchantId merchant, FeedbackCriteria criteria) {
    return real.feedback(merchant, criteria);
  }

  @Override
  public Stream<OutboxMessage> messagesFor(
      MerchantId merchant, Purpose purpose, Instant from, Instant before) {
    return real.messagesFor(merchant, purpose, from, before);
  }

  @Override
  public Map<StaffId, Integer> openComplaints(MerchantId merchant) {
    return real.openComplaints(merchant);
  }

  @Override
  public List<CaseFile> claimDueComplaints(
      MerchantId merchant, Instant due, int limit, Lease lease) {
    return real.claimDueComplaints(merchant, due, limit, lease);
  }

  @Override
  public List<OutboxMessage> claimMessages(
      MerchantId merchant, Instant due, int limit, Lease lease) {
    return real.claimMessages(merchant, due, limit, lease);
  }

  @Override
  public Optional<OutboxMessage> message(MerchantId merchant, MessageId message) {
    return real.message(merchant, message);
  }

  @Override
  public Optional<OutboxMessage> messageByReference(
      MerchantId merchant, ChannelKind channel, String reference) {
    return real.messageByReference(merchant, channel, reference);
  }

  @Override
  public List<OutboxMessage> messagesOf(MerchantId merchant, CustomerId customer, Instant since) {
    return real.messagesOf(merchant, customer, since);
  }

  @Override
  public List<OutboxMessage> tasks(MerchantId merchant, TaskCriteria criteria, int limit) {
    return real.tasks(merchant, criteria, limit);
  }

  @Override
  public List<OutboxMessage> messages(MerchantId merchant, DeliveryStatus status, int limit) {
    return real.messages(merchant, status, limit);
  }
}
