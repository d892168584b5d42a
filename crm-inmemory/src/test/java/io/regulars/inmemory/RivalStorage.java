package io.regulars.inmemory;

import io.regulars.spi.CustomerId;
import io.regulars.spi.ExternalId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.MessageId;
import io.regulars.spi.Page;
import io.regulars.spi.PageRequest;
import io.regulars.spi.PhoneNumber;
import io.regulars.spi.StaffId;
import io.regulars.spi.VisitId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.feedback.FeedbackAnswer;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.FileEvent;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** A real storage on which a rival acts at the worst moment: between the receipt and the file. */
final class RivalStorage implements Storage {

  private final Storage storage;
  private final AtomicReference<Runnable> rival = new AtomicReference<>(() -> {});

  RivalStorage(Storage storage) {
    this.storage = storage;
  }

  /** Lets the rival act once, when a file is read next. */
  void beforeNextRead(Runnable action) {
    rival.set(action);
  }

  @Override
  public Optional<CustomerFile> file(MerchantId merchant, CustomerId customer) {
    rival.getAndSet(() -> {}).run();
    return storage.file(merchant, customer);
  }

  @Override
  public Optional<CustomerFile> fileByPhone(MerchantId merchant, PhoneNumber phone) {
    return storage.fileByPhone(merchant, phone);
  }

  @Override
  public Optional<CustomerFile> fileByExternalId(MerchantId merchant, ExternalId externalId) {
    return storage.fileByExternalId(merchant, externalId);
  }

  @Override
  public Optional<CommandReceipt> receipt(MerchantId merchant, String key) {
    return storage.receipt(merchant, key);
  }

  @Override
  public Optional<Visit> visit(MerchantId merchant, VisitId visit) {
    return storage.visit(merchant, visit);
  }

  @Override
  public Page<Visit> visits(MerchantId merchant, CustomerId customer, PageRequest page) {
    return storage.visits(merchant, customer, page);
  }

  @Override
  public Page<LedgerEntry> entries(MerchantId merchant, CustomerId customer, PageRequest page) {
    return storage.entries(merchant, customer, page);
  }

  @Override
  public Page<FileEvent> events(MerchantId merchant, CustomerId customer, PageRequest page) {
    return storage.events(merchant, customer, page);
  }

  @Override
  public Stream<CustomerFile> customers(MerchantId merchant, CustomerCriteria criteria) {
    return storage.customers(merchant, criteria);
  }

  @Override
  public List<CustomerFile> claimDue(MerchantId merchant, Instant due, int limit, Lease lease) {
    return storage.claimDue(merchant, due, limit, lease);
  }

  @Override
  public Optional<CaseFile> complaint(MerchantId merchant, CaseId id) {
    return storage.complaint(merchant, id);
  }

  @Override
  public Stream<CaseFile> complaints(MerchantId merchant, CaseCriteria criteria) {
    return storage.complaints(merchant, criteria);
  }

  @Override
  public Optional<FeedbackAnswer> feedback(MerchantId merchant, String key) {
    return storage.feedback(merchant, key);
  }

  @Override
  public Stream<FeedbackAnswer> feedback(MerchantId merchant, FeedbackCriteria criteria) {
    return storage.feedback(merchant, criteria);
  }

  @Override
  public Stream<OutboxMessage> messagesFor(
      MerchantId merchant, Purpose purpose, Instant from, Instant before) {
    return storage.messagesFor(merchant, purpose, from, before);
  }

  @Override
  public Map<StaffId, Integer> openComplaints(MerchantId merchant) {
    return storage.openComplaints(merchant);
  }

  @Override
  public List<CaseFile> claimDueComplaints(
      MerchantId merchant, Instant due, int limit, Lease lease) {
    return storage.claimDueComplaints(merchant, due, limit, lease);
  }

  @Override
  public List<OutboxMessage> claimMessages(
      MerchantId merchant, Instant due, int limit, Lease lease) {
    return storage.claimMessages(merchant, due, limit, lease);
  }

  @Override
  public Optional<OutboxMessage> message(MerchantId merchant, MessageId message) {
    return storage.message(merchant, message);
  }

  @Override
  public Optional<OutboxMessage> messageByReference(
      MerchantId merchant, ChannelKind channel, String reference) {
    return storage.messageByReference(merchant, channel, reference);
  }

  @Override
  public List<OutboxMessage> messagesOf(MerchantId merchant, CustomerId customer, Instant since) {
    return storage.messagesOf(merchant, customer, since);
  }

  @Override
  public List<OutboxMessage> tasks(MerchantId merchant, TaskCriteria criteria, int limit) {
    return storage.tasks(merchant, criteria, limit);
  }

  @Override
  public List<OutboxMessage> messages(MerchantId merchant, DeliveryStatus status, int limit) {
    return storage.messages(merchant, status, limit);
  }

  @Override
  public void commit(ChangeSet change) {
    storage.commit(change);
  }
}
