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
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A {@link Storage} in the memory of one process: gone when the process ends, and never larger than
 * its heap. Thread-safe; merchants do not wait for one another. A commit of one merchant excludes
 * its other calls for the microsecond it takes; {@link #customers} holds no lock while the caller
 * reads.
 */
public final class InMemoryStorage implements Storage {

  private final Map<MerchantId, MerchantData> merchants = new ConcurrentHashMap<>();

  /** What merchants see who never wrote anything; stays empty. */
  private final MerchantData nobody = new MerchantData();

  /** An empty storage. */
  public InMemoryStorage() {}

  @Override
  public Optional<CustomerFile> file(MerchantId merchant, CustomerId customer) {
    return data(merchant).file(customer);
  }

  @Override
  public Optional<CustomerFile> fileByPhone(MerchantId merchant, PhoneNumber phone) {
    return data(merchant).fileByPhone(phone);
  }

  @Override
  public Optional<CustomerFile> fileByExternalId(MerchantId merchant, ExternalId externalId) {
    return data(merchant).fileByExternalId(externalId);
  }

  @Override
  public Optional<CommandReceipt> receipt(MerchantId merchant, String key) {
    return data(merchant).receipt(key);
  }

  @Override
  public Optional<Visit> visit(MerchantId merchant, VisitId visit) {
    return data(merchant).visit(visit);
  }

  @Override
  public Page<Visit> visits(MerchantId merchant, CustomerId customer, PageRequest page) {
    return data(merchant).page(customer, MerchantData.VISITS, page);
  }

  @Override
  public Page<LedgerEntry> entries(MerchantId merchant, CustomerId customer, PageRequest page) {
    return data(merchant).page(customer, MerchantData.ENTRIES, page);
  }

  @Override
  public Page<FileEvent> events(MerchantId merchant, CustomerId customer, PageRequest page) {
    return data(merchant).page(customer, MerchantData.EVENTS, page);
  }

  /** {@inheritDoc} Here the reads are of one moment. */
  @Override
  public Page<TimelineEntry> timeline(MerchantId merchant, CustomerId customer, PageRequest page) {
    return data(merchant).reading(() -> Storage.super.timeline(merchant, customer, page));
  }

  @Override
  public Stream<CustomerFile> customers(MerchantId merchant, CustomerCriteria criteria) {
    return data(merchant).customers().filter(criteria::matches);
  }

  @Override
  public List<CustomerFile> claimDue(MerchantId merchant, Instant due, int limit, Lease lease) {
    return data(merchant).claimDue(due, limit, lease);
  }

  @Override
  public Optional<CaseFile> complaint(MerchantId merchant, CaseId id) {
    return data(merchant).complaint(id);
  }

  @Override
  public Stream<CaseFile> complaints(MerchantId merchant, CaseCriteria criteria) {
    return data(merchant).complaints().filter(criteria::matches);
  }

  @Override
  public Optional<FeedbackAnswer> feedback(MerchantId merchant, String key) {
    return data(merchant).feedback(key);
  }

  @Override
  public Stream<FeedbackAnswer> feedback(MerchantId merchant, FeedbackCriteria criteria) {
    return data(merchant).feedback().filter(criteria::matches);
  }

  @Override
  public Stream<OutboxMessage> messagesFor(
      MerchantId merchant, Purpose purpose, Instant from, Instant before) {
    return data(merchant).messagesFor(purpose, from, before);
  }

  @Override
  public Map<StaffId, Integer> openComplaints(MerchantId merchant) {
    return data(merchant).openComplaints();
  }

  @Override
  public List<CaseFile> claimDueComplaints(
      MerchantId merchant, Instant due, int limit, Lease lease) {
    return data(merchant).claimDueComplaints(due, limit, lease);
  }

  @Override
  public List<OutboxMessage> claimMessages(
      MerchantId merchant, Instant due, int limit, Lease lease) {
    return data(merchant).claimMessages(due, limit, lease);
  }

  @Override
  public List<OutboxMessage> messages(MerchantId merchant, DeliveryStatus status, int limit) {
    return data(merchant).messages(status, limit);
  }

  @Override
  public Optional<OutboxMessage> message(MerchantId merchant, MessageId message) {
    return data(merchant).message(message);
  }

  @Override
  public Optional<OutboxMessage> messageByReference(
      MerchantId merchant, ChannelKind channel, String reference) {
    return data(merchant).messageByReference(channel, reference);
  }

  @Override
  public List<OutboxMessage> messagesOf(MerchantId merchant, CustomerId customer, Instant since) {
    return data(merchant).messagesOf(customer, since);
  }

  @Override
  public List<OutboxMessage> tasks(MerchantId merchant, TaskCriteria criteria, int limit) {
    return data(merchant).tasks(criteria, limit);
  }

  @Override
  public void commit(ChangeSet change) {
    MerchantData known = merchants.get(change.merchant());
    MerchantData tenant =
        known != null
            ? known
            : merchants.computeIfAbsent(change.merchant(), id -> new MerchantData());
    tenant.commit(change);
  }

  private MerchantData data(MerchantId merchant) {
    return merchants.getOrDefault(merchant, nobody);
  }
}
