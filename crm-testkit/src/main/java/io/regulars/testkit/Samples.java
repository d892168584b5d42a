package io.regulars.testkit;

import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.ExternalId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.MessageId;
import io.regulars.spi.PhoneNumber;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.ImmutableCaseFile;
import io.regulars.spi.complaint.Severity;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.ImmutableCustomerProfile;
import io.regulars.spi.feedback.FeedbackAnswer;
import io.regulars.spi.feedback.FeedbackChannel;
import io.regulars.spi.feedback.FeedbackId;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.file.ImmutableCustomerFile;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.lifecycle.StageStanding;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.ImmutableOutboxMessage;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.CommandReceipt;
import io.regulars.spi.storage.FileChange;
import io.regulars.spi.storage.ImmutableChangeSet;
import io.regulars.spi.storage.VisitTakenBack;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.tier.TierStanding;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitLine;
import io.regulars.spi.visit.VisitReturn;
import io.regulars.spi.visit.VisitReturn.ReturnedLine;
import io.regulars.spi.visit.VisitStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Small well-formed values for tests of storage. Equal numbers give equal values, different numbers
 * different ones; whatever a test does not care about is the same for all.
 */
public final class Samples {

  /** The instant of everything that has no other; has microseconds. */
  public static final Instant T0 = Instant.parse("2026-03-01T09:30:00.123456Z");

  /** A tenant. */
  public static final MerchantId SHOP = MerchantId.of("shop");

  /** Another tenant. */
  public static final MerchantId OTHER_SHOP = MerchantId.of("other shop");

  private static final ProgramVersion PROGRAM = ProgramVersion.of("2026-1");

  private Samples() {}

  /** The customer number {@code n}; ids rise with {@code n}. */
  public static CustomerId customer(long n) {
    return CustomerId.of(uuid(1, n));
  }

  /** The visit number {@code n}; ids rise with {@code n}. */
  public static VisitId visitId(long n) {
    return VisitId.of(uuid(2, n));
  }

  /** The message number {@code n}; ids rise with {@code n}. */
  public static MessageId messageId(long n) {
    return MessageId.of(uuid(3, n));
  }

  private static UUID uuid(long sort, long n) {
    return new UUID(0x0199_0000_0000_7000L + sort, 0x8000_0000_0000_0000L + n);
  }

  /** The phone number {@code n}, up to eight digits. */
  public static PhoneNumber phone(long n) {
    return PhoneNumber.of(String.format(Locale.ROOT, "+86138%08d", n));
  }

  /** The membership card number {@code n}. */
  public static ExternalId card(long n) {
    return ExternalId.of("card", "K-" + n);
  }

  /** The instant {@code seconds} after {@link #T0}. */
  public static Instant t(long seconds) {
    return T0.plusSeconds(seconds);
  }

  /** A new file of {@link #SHOP}, see {@link #file(MerchantId, CustomerId)}. */
  public static CustomerFile file(long customer) {
    return file(SHOP, customer(customer));
  }

  /** A new file: version 1, no phone, no external id, no alarm, no account, no line. */
  public static CustomerFile file(MerchantId merchant, CustomerId customer) {
    return CustomerFile.builder()
        .merchant(merchant)
        .id(customer)
        .version(1)
        .profile(CustomerProfile.builder().name("Customer").build())
        .joinedAt(T0)
        .asOf(T0)
        .tier(TierStanding.of(TierCode.of("none"), T0))
        .stage(StageStanding.prospect(T0))
        .lastSeq(0)
        .program(PROGRAM)
        .build();
  }

  /** {@code file} one version later, nothing else changed. */
  public static CustomerFile next(CustomerFile file) {
    return ImmutableCustomerFile.copyOf(file).withVersion(file.version() + 1);
  }

  /** {@code file} under another name. */
  public static CustomerFile named(CustomerFile file, String name) {
    return ImmutableCustomerFile.copyOf(file).withProfile(profile(file).withName(name));
  }

  /** {@code file} found by exactly these phones. */
  public static CustomerFile withPhones(CustomerFile file, PhoneNumber... phones) {
    return ImmutableCustomerFile.copyOf(file).withProfile(profile(file).withPhones(phones));
  }

  /** {@code file} found by exactly these external ids. */
  public static CustomerFile withExternalIds(CustomerFile file, ExternalId... externalIds) {
    return ImmutableCustomerFile.copyOf(file)
        .withProfile(profile(file).withExternalIds(externalIds));
  }

  /** {@code file} with its alarm at {@code instant}. */
  public static CustomerFile wakingAt(CustomerFile file, Instant instant) {
    return ImmutableCustomerFile.copyOf(file).withWakeAt(instant);
  }

  /** {@code file} without an alarm. */
  public static CustomerFile neverWaking(CustomerFile file) {
    return ImmutableCustomerFile.copyOf(file).withWakeAt(Optional.empty());
  }

  private static ImmutableCustomerProfile profile(CustomerFile file) {
    return ImmutableCustomerProfile.copyOf(file.profile());
  }

  /** A visit of the file's customer as its line {@code seq}: one service paid in cash. */
  public static Visit visit(CustomerFile file, VisitId id, long seq) {
    Money price = Money.ofMinor(CurrencyUnit.of("CNY"), 8_800);
    return Visit.builder()
        .merchant(file.merchant())
        .id(id)
        .customer(file.id())
        .seq(seq)
        .store(StoreId.of("S1"))
        .receipt("R-" + seq)
        .occurredAt(t(seq))
        .recordedAt(t(seq))
        .actor(Actor.system(file.merchant()))
        .addLines(VisitLine.of("wash", price))
        .addPayments(Payment.of(PaymentKind.CASH, price))
        .status(VisitStatus.RECORDED)
        .build();
  }

  /**
   * The first return of the visit {@code id}, see {@link #takenBack(VisitId, VisitStatus, int)}.
   */
  public static VisitTakenBack takenBack(VisitId id, VisitStatus status) {
    return takenBack(id, status, 1);
  }

  /** The return number {@code number} of a visit made by {@link #visit}: eight yuan of its line. */
  public static VisitTakenBack takenBack(VisitId id, VisitStatus status, int number) {
    Money back = Money.ofMinor(CurrencyUnit.of("CNY"), 800);
    return new VisitTakenBack(
        id,
        status,
        VisitReturn.builder()
            .number(number)
            .receipt("B-" + number)
            .recordedAt(t(number))
            .reason("not as wished")
            .addLines(new ReturnedLine(1, number == 1 ? 1 : 0, back))
            .addPayments(Payment.of(PaymentKind.CASH, back).with("drawer " + number))
            .build());
  }

  /** A ledger entry of the file's customer as its line {@code seq}: ten points. */
  public static LedgerEntry entry(CustomerFile file, long seq) {
    return LedgerEntry.builder()
        .customer(file.id())
        .seq(seq)
        .account(AccountKind.POINTS)
        .kind(EntryKind.EARNED)
        .amount(10)
        .balance(10)
        .lot(seq)
        .occurredAt(t(seq))
        .recordedAt(t(seq))
        .source(Source.command("k-" + seq))
        .explanation(Explanation.of("points.earned", "10"))
        .actor(Actor.system(file.merchant()))
        .program(PROGRAM)
        .build();
  }

  /** An event of the file's customer as its line {@code seq}. */
  public static FileEvent event(CustomerFile file, long seq) {
    return FileEvent.builder()
        .customer(file.id())
        .seq(seq)
        .kind(EventKind.PROFILE_CHANGED)
        .occurredAt(t(seq))
        .recordedAt(t(seq))
        .explanation(Explanation.of("profile.changed", "name"))
        .actor(Actor.system(file.merchant()))
        .program(PROGRAM)
        .build();
  }

  /** A pending message to the file's customer, to be tried at {@link #T0}. */
  public static OutboxMessage message(CustomerFile file, MessageId id) {
    return OutboxMessage.builder()
        .merchant(file.merchant())
        .id(id)
        .customer(file.id())
        .channel(ChannelKind.SMS)
        .purpose(Purpose.CARE)
        .content(Explanation.of("care.thanks", "8"))
        .occurredAt(T0)
        .createdAt(T0)
        .nextAttemptAt(T0)
        .build();
  }

  /** {@code message} after one more attempt. */
  public static OutboxMessage tried(
      OutboxMessage message, DeliveryStatus status, Instant nextAttemptAt) {
    return ImmutableOutboxMessage.copyOf(message)
        .withVersion(message.version() + 1)
        .withStatus(status)
        .withAttempts(message.attempts() + 1)
        .withNextAttemptAt(nextAttemptAt)
        .withLastReason("tried");
  }

  /** A case of {@link #SHOP}, just opened and due at no time, numbered {@code number}. */
  public static CaseFile complaint(long number) {
    return CaseFile.builder()
        .merchant(SHOP)
        .id(CaseId.of(new UUID(7, number)))
        .version(1)
        .customer(customer(number))
        .store(StoreId.of("S1"))
        .channel("counter")
        .openedAt(t(number))
        .asOf(t(number))
        .state(CaseState.OPEN)
        .severity(Severity.NORMAL)
        .waiting(false)
        .program(PROGRAM)
        .addEvents(caseEvent(1, CaseEventKind.OPENED))
        .build();
  }

  /** An answer to {@link #SHOP}'s survey, with all there is to an answer, numbered so. */
  public static FeedbackAnswer answer(long number) {
    return FeedbackAnswer.builder()
        .merchant(SHOP)
        .id(FeedbackId.of(new UUID(8, number)))
        .key("visit/" + number)
        .customer(customer(number))
        .visit(visitId(number))
        .survey("visit")
        .store(StoreId.of("S1"))
        .staff(StaffId.of("lin"))
        .item("massage")
        .channel(FeedbackChannel.LINK)
        .putRatings("quality", 2)
        .putRatings("attitude", 5)
        .recommend(3)
        .text("the water was cold " + number)
        .sentiment(-70)
        .complaint(CaseId.of(new UUID(7, number)))
        .answeredAt(t(number))
        .actor(Actor.system(SHOP))
        .program(PROGRAM)
        .build();
  }

  /** Line {@code seq} of a case's log. */
  public static CaseEvent caseEvent(int seq, CaseEventKind kind) {
    return CaseEvent.builder()
        .seq(seq)
        .kind(kind)
        .occurredAt(t(seq))
        .recordedAt(t(seq))
        .explanation(Explanation.of("case.opened", "booking", "NORMAL", "", "", "", ""))
        .words("the water was cold " + seq)
        .actor(Actor.system(SHOP))
        .program(PROGRAM)
        .build();
  }

  /** {@code before} one version and one note later. */
  public static CaseFile noted(CaseFile before) {
    return ImmutableCaseFile.builder()
        .from(before)
        .version(before.version() + 1)
        .addEvents(caseEvent(before.events().size() + 1, CaseEventKind.NOTED))
        .build();
  }

  /** A receipt under {@code key} for a command that changed {@code file} and appended nothing. */
  public static CommandReceipt receipt(CustomerFile file, String key) {
    return CommandReceipt.builder()
        .key(key)
        .fingerprint("f-" + key.hashCode())
        .file(file.id())
        .fromSeq(1)
        .throughSeq(0)
        .committedAt(T0)
        .build();
  }

  /** A change set that creates {@code files}, all of one merchant. */
  public static ChangeSet creating(CustomerFile... files) {
    return ChangeSet.of(files[0].merchant())
        .addAllFiles(Arrays.stream(files).map(Samples::creation).toList())
        .build();
  }

  /** A change set under construction that leads from {@code before} to {@code after}. */
  public static ImmutableChangeSet.Builder changing(CustomerFile before, CustomerFile after) {
    return ChangeSet.of(after.merchant()).addFiles(change(before, after));
  }

  /** The part of a change set that creates {@code file}. */
  public static FileChange creation(CustomerFile file) {
    return new FileChange(Optional.empty(), file);
  }

  /** The part of a change set that leads from {@code before} to {@code after}. */
  public static FileChange change(CustomerFile before, CustomerFile after) {
    return new FileChange(Optional.of(before), after);
  }

  /** The new files of {@link #SHOP} numbered 1 to {@code count}. */
  public static List<CustomerFile> files(int count) {
    return LongStream.rangeClosed(1, count).mapToObj(Samples::file).toList();
  }
}
