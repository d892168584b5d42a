package io.regulars.spi.storage;

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
import io.regulars.spi.visit.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where files live: reads, two claims, and one atomic write. Implementations are thread-safe.
 *
 * <p>What holds for all of them, and is tested by {@code StorageContract} in crm-testkit:
 *
 * <ul>
 *   <li>Whatever was returned never changes, and shows only what was committed.
 *   <li>Instants have whole microseconds, between the years 1 and 9999, and come back exactly.
 *   <li>Texts come back exactly, whatever characters they hold, short of U+0000 and unpaired
 *       surrogates, which no caller may store; keys compare exactly, case included.
 *   <li>No call sees data of a merchant it does not name.
 *   <li>Failures are {@link StorageException}s of the right kind; after one, nothing was written,
 *       except that for {@code UNKNOWN_OUTCOME} nobody knows.
 * </ul>
 */
public interface Storage {

  /** The file of a customer. */
  Optional<CustomerFile> file(MerchantId merchant, CustomerId customer);

  /** The file found by this phone. */
  Optional<CustomerFile> fileByPhone(MerchantId merchant, PhoneNumber phone);

  /** The file found by this external id. */
  Optional<CustomerFile> fileByExternalId(MerchantId merchant, ExternalId externalId);

  /** The receipt under this key. */
  Optional<CommandReceipt> receipt(MerchantId merchant, String key);

  /** A visit, with its present status. */
  Optional<Visit> visit(MerchantId merchant, VisitId visit);

  /** A customer's visits by line number, with their present status. */
  Page<Visit> visits(MerchantId merchant, CustomerId customer, PageRequest page);

  /** A customer's ledger entries, of all accounts, by line number. */
  Page<LedgerEntry> entries(MerchantId merchant, CustomerId customer, PageRequest page);

  /** A customer's events by line number. */
  Page<FileEvent> events(MerchantId merchant, CustomerId customer, PageRequest page);

  /**
   * A customer's whole timeline by line number: visits, entries and events as one. Four reads
   * unless an adapter knows better; the file is read first and bounds the others, so that a line
   * committed between two of them is left to a later page rather than lost behind its successors.
   */
  default Page<TimelineEntry> timeline(MerchantId merchant, CustomerId customer, PageRequest page) {
    long last = file(merchant, customer).map(CustomerFile::lastSeq).orElse(0L);
    boolean oldestFirst = page.order() == PageRequest.Order.OLDEST_FIRST;
    PageRequest bounded = oldestFirst || page.after() <= last ? page : page.from(last + 1);
    List<TimelineEntry> lines = new ArrayList<>();
    Page<Visit> visits = visits(merchant, customer, bounded);
    Page<LedgerEntry> entries = entries(merchant, customer, bounded);
    Page<FileEvent> events = events(merchant, customer, bounded);
    visits.items().forEach(visit -> lines.add(new TimelineEntry.OfVisit(visit)));
    entries.items().forEach(entry -> lines.add(new TimelineEntry.OfEntry(entry)));
    events.items().forEach(event -> lines.add(new TimelineEntry.OfEvent(event)));
    lines.removeIf(line -> line.seq() > last);
    Comparator<TimelineEntry> bySeq = Comparator.comparingLong(TimelineEntry::seq);
    lines.sort(oldestFirst ? bySeq : bySeq.reversed());
    boolean more =
        lines.size() > page.limit()
            || visits.next().isPresent()
            || entries.next().isPresent()
            || events.next().isPresent();
    List<TimelineEntry> items = lines.subList(0, Math.min(lines.size(), page.limit()));
    return new Page<>(
        items,
        more && !items.isEmpty()
            ? Optional.of(page.from(items.get(items.size() - 1).seq()))
            : Optional.empty());
  }

  /** A complaint's case with its whole log. */
  Optional<CaseFile> complaint(MerchantId merchant, CaseId id);

  /**
   * Cases that match, with their logs, by rising id (as unsigned 128-bit numbers); the rest as for
   * {@link #customers}.
   */
  Stream<CaseFile> complaints(MerchantId merchant, CaseCriteria criteria);

  /** The answer under this key. */
  Optional<FeedbackAnswer> feedback(MerchantId merchant, String key);

  /**
   * Answers that match, by {@link FeedbackAnswer#answeredAt()}, by id (as unsigned 128-bit number)
   * where instants are equal; the rest as for {@link #customers}.
   */
  Stream<FeedbackAnswer> feedback(MerchantId merchant, FeedbackCriteria criteria);

  /** How many open cases each member of staff owns; who owns none is left out. */
  Map<StaffId, Integer> openComplaints(MerchantId merchant);

  /**
   * Customers that match, by rising id (as unsigned 128-bit numbers). Reads as it goes; a customer
   * is returned at most once, and certainly if it matches during the whole time of reading. The
   * caller closes the stream.
   */
  Stream<CustomerFile> customers(MerchantId merchant, CustomerCriteria criteria);

  /**
   * Claims up to {@code limit} files whose alarm is at {@code due} or earlier and which nobody
   * holds a running lease on, earliest alarm first. Of two claimants of one file exactly one gets
   * it until the lease ends or the file is committed. The claim does not change the file's version.
   * The cost depends on the number of files due, not on the number of files.
   */
  List<CustomerFile> claimDue(MerchantId merchant, Instant due, int limit, Lease lease);

  /** Claims up to {@code limit} cases whose alarm is due; the rest as for {@link #claimDue}. */
  List<CaseFile> claimDueComplaints(MerchantId merchant, Instant due, int limit, Lease lease);

  /**
   * Claims up to {@code limit} pending messages whose next attempt is at {@code due} or earlier and
   * which nobody holds a running lease on, by {@link io.regulars.spi.outbox.Priority} and then
   * earliest attempt first; the rest as for {@link #claimDue}.
   */
  List<OutboxMessage> claimMessages(MerchantId merchant, Instant due, int limit, Lease lease);

  /** A message, as it stands. */
  Optional<OutboxMessage> message(MerchantId merchant, MessageId message);

  /**
   * The message that the provider of {@code channel} knows by {@code reference}; of several the one
   * with the highest id.
   */
  Optional<OutboxMessage> messageByReference(
      MerchantId merchant, ChannelKind channel, String reference);

  /**
   * Messages to this customer, and to staff about this customer, whose {@link
   * OutboxMessage#nextAttemptAt()} is at {@code since} or later, by that instant: what was sent or
   * ended since then, and what waits. By id where instants are equal.
   */
  List<OutboxMessage> messagesOf(MerchantId merchant, CustomerId customer, Instant since);

  /**
   * Messages for this purpose that were written at {@code from} or later and before {@code before},
   * by that instant, by id where instants are equal; the rest as for {@link #customers}.
   */
  Stream<OutboxMessage> messagesFor(
      MerchantId merchant, Purpose purpose, Instant from, Instant before);

  /** Up to {@code limit} open tasks that match, those due first before the others. */
  List<OutboxMessage> tasks(MerchantId merchant, TaskCriteria criteria, int limit);

  /**
   * Up to {@code limit} messages of this status, those created first before the others: pending
   * ones, dead letters.
   */
  List<OutboxMessage> messages(MerchantId merchant, DeliveryStatus status, int limit);

  /**
   * Writes all of {@code change} or nothing.
   *
   * @throws StorageException {@code STALE} if a file's or a case's version, a visit's status or a
   *     message's version are no longer what the change was decided upon; {@code DUPLICATE} with
   *     the key if a phone, an external id, a receipt key, the key of an answer (told as a receipt
   *     key) or an id is taken. If both apply, either
   */
  void commit(ChangeSet change);
}
