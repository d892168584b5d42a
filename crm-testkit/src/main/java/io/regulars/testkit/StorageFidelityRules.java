package io.regulars.testkit;

import static io.regulars.testkit.Samples.SHOP;
import static io.regulars.testkit.Samples.T0;
import static io.regulars.testkit.Samples.creating;
import static io.regulars.testkit.Samples.creation;
import static io.regulars.testkit.Samples.customer;
import static io.regulars.testkit.Samples.entry;
import static io.regulars.testkit.Samples.event;
import static io.regulars.testkit.Samples.file;
import static io.regulars.testkit.Samples.message;
import static io.regulars.testkit.Samples.messageId;
import static io.regulars.testkit.Samples.receipt;
import static io.regulars.testkit.Samples.visit;
import static io.regulars.testkit.Samples.visitId;
import static io.regulars.testkit.Samples.wakingAt;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.spi.Actor;
import io.regulars.spi.ExternalId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.PageRequest;
import io.regulars.spi.PhoneNumber;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.customer.Birthday;
import io.regulars.spi.customer.Gender;
import io.regulars.spi.customer.ImmutableCustomerProfile;
import io.regulars.spi.customer.Referral;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.file.ImmutableCustomerFile;
import io.regulars.spi.file.ImmutableFileEvent;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.ImmutableLedgerEntry;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.lifecycle.Stage;
import io.regulars.spi.lifecycle.StageStanding;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.ImmutableOutboxMessage;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.CommandReceipt;
import io.regulars.spi.storage.CustomerCriteria;
import io.regulars.spi.storage.ImmutableChangeSet;
import io.regulars.spi.storage.ImmutableCommandReceipt;
import io.regulars.spi.storage.Lease;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.tier.TierStanding;
import io.regulars.spi.visit.ImmutableVisit;
import io.regulars.spi.visit.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

/**
 * S90x to S92x: what is read equals what was committed, for the smallest and the largest value of
 * every type, for every instant of the contract, and in whatever locale and time zone the JVM runs.
 */
interface StorageFidelityRules extends StorageRules {

  @Test
  default void required_S901_a_file_with_nothing_optional_comes_back() {
    assertFileComesBack(file(1));
  }

  @Test
  default void required_S902_a_file_with_everything_comes_back() {
    assertFileComesBack(Extremes.largest());
  }

  @Test
  default void required_S903_every_birthday_gender_stage_and_grace_comes_back() {
    List<Birthday> birthdays =
        List.of(
            Birthday.solar(2, 29),
            Birthday.solar(2000, 2, 29),
            Birthday.solar(1, 12, 31),
            Birthday.lunar(12, 30),
            new Birthday(Birthday.Calendar.LUNAR, OptionalInt.of(1984), 10, 1, true),
            new Birthday(Birthday.Calendar.LUNAR, OptionalInt.of(9999), 6, 30, false),
            new Birthday(Birthday.Calendar.LUNAR, OptionalInt.empty(), 4, 15, true));
    List<CustomerFile> files = new ArrayList<>();
    for (Birthday birthday : birthdays) {
      for (Gender gender : Gender.values()) {
        for (Stage stage : Stage.values()) {
          CustomerFile file = file(files.size() + 1L);
          files.add(
              ImmutableCustomerFile.copyOf(file)
                  .withProfile(
                      ImmutableCustomerProfile.copyOf(file.profile())
                          .withBirthday(birthday)
                          .withGender(gender))
                  .withStage(
                      stage == Stage.PROSPECT
                          ? StageStanding.prospect(T0)
                          : new StageStanding(stage, T0, Optional.of(T0), Optional.of(T0))));
        }
      }
    }
    storage().commit(creating(files.toArray(CustomerFile[]::new)));
    assertEquals(files, Snapshot.customers(storage(), SHOP, CustomerCriteria.ALL));
  }

  @Test
  default void required_S904_accounts_come_back_with_every_lot() {
    for (int n = 0; n <= 400; n += 100) {
      CustomerFile file =
          ImmutableCustomerFile.copyOf(file(n + 1L))
              .withAccounts(
                  LedgerAccount.of(AccountKind.of("a"), Extremes.lots(n, Long.MAX_VALUE), 0),
                  LedgerAccount.of(AccountKind.of("b"), Extremes.lots(n, 1), Long.MAX_VALUE),
                  LedgerAccount.empty(AccountKind.of("c")));
      storage().commit(creating(file));
      assertEquals(Optional.of(file), storage().file(SHOP, file.id()), n + " lots");
    }
  }

  @Test
  default void required_S905_visits_come_back() {
    List<Visit> visits = Extremes.visits();
    ImmutableChangeSet.Builder change = ChangeSet.of(SHOP).addFiles(creation(file(1)));
    storage().commit(change.addAllVisits(visits).build());

    assertEquals(visits, storage().visits(SHOP, customer(1), PageRequest.oldest(1_000)).items());
    for (Visit visit : visits) {
      Visit read = storage().visit(SHOP, visit.id()).orElseThrow();
      assertEquals(visit, read);
      assertEquals(visit.total(), read.total());
      assertEquals(visit.earning(), read.earning());
    }
  }

  @Test
  default void required_S906_ledger_entries_come_back() {
    List<LedgerEntry> entries = new ArrayList<>();
    LedgerEntry entry = entry(file(1), 1);
    for (EntryKind kind : EntryKind.values()) {
      for (Actor actor : Extremes.actors()) {
        for (Source source :
            List.of(Source.TIME, Source.command("redeem/1"), Source.visit(visitId(3)))) {
          entries.add(
              ImmutableLedgerEntry.copyOf(entry)
                  .withSeq(entries.size() + 1L)
                  .withKind(kind)
                  .withActor(actor)
                  .withSource(source)
                  .withLotEndsAt(entries.size() % 2 == 0 ? Optional.empty() : Optional.of(T0))
                  .withLotRef(entries.size() % 3 == 0 ? Optional.empty() : Optional.of("K|7"))
                  .withHold(Extremes.hold(entries.size()))
                  .withGrant(Extremes.grant(entries.size())));
        }
      }
    }
    for (long amount : new long[] {1, -1, Long.MAX_VALUE, -Long.MAX_VALUE}) {
      entries.add(
          ImmutableLedgerEntry.copyOf(entry)
              .withSeq(entries.size() + 1L)
              .withAmount(amount)
              .withBalance(-amount)
              .withLot(amount > 0 ? amount : LedgerEntry.DEFICIT)
              .withAccount(AccountKind.course("foot massage 60")));
    }
    storage().commit(ChangeSet.of(SHOP).addFiles(creation(file(1))).addAllEntries(entries).build());
    assertEquals(entries, storage().entries(SHOP, customer(1), PageRequest.oldest(1_000)).items());
  }

  @Test
  default void required_S907_events_come_back() {
    List<FileEvent> events = new ArrayList<>();
    for (EventKind kind : EventKind.values()) {
      for (Actor actor : Extremes.actors()) {
        events.add(
            ImmutableFileEvent.copyOf(event(file(1), events.size() + 1L))
                .withKind(kind)
                .withActor(actor)
                .withExplanation(Extremes.explanation(events.size())));
      }
    }
    storage().commit(ChangeSet.of(SHOP).addFiles(creation(file(1))).addAllEvents(events).build());
    assertEquals(events, storage().events(SHOP, customer(1), PageRequest.oldest(1_000)).items());
  }

  @Test
  default void required_S908_messages_come_back_before_and_after_an_attempt() {
    OutboxMessage fresh = message(file(1), messageId(1));
    OutboxMessage hosts =
        ImmutableOutboxMessage.copyOf(message(file(1), messageId(2)))
            .withChannel(ChannelKind.of("Line@salon"))
            .withNextAttemptAt(Extremes.INSTANTS.get(Extremes.INSTANTS.size() - 1));
    storage()
        .commit(ChangeSet.of(SHOP).addFiles(creation(file(1))).addMessages(fresh, hosts).build());
    assertEquals(List.of(fresh, hosts), Snapshot.messages(storage(), SHOP, DeliveryStatus.PENDING));

    OutboxMessage refused =
        ImmutableOutboxMessage.copyOf(hosts)
            .withVersion(2)
            .withAttempts(1)
            .withStatus(DeliveryStatus.DEAD)
            .withLastReason("r".repeat(500));
    OutboxMessage silent =
        ImmutableOutboxMessage.copyOf(fresh)
            .withVersion(2)
            .withAttempts(1)
            .withStatus(DeliveryStatus.DELIVERED)
            .withLastReason(Optional.empty());
    storage().commit(ChangeSet.of(SHOP).addSettled(refused, silent).build());
    assertEquals(List.of(refused), storage().messages(SHOP, DeliveryStatus.DEAD, 10));
    assertEquals(List.of(silent), storage().messages(SHOP, DeliveryStatus.DELIVERED, 10));
  }

  @Test
  default void required_S909_receipts_come_back() {
    CustomerFile file = file(1);
    storage().commit(creating(file));
    List<CommandReceipt> receipts =
        List.of(
            receipt(file, "k"),
            ImmutableCommandReceipt.copyOf(receipt(file, "k".repeat(200)))
                .withFingerprint("f".repeat(64))
                .withThroughSeq(Long.MAX_VALUE)
                .withFromSeq(5_000_000_000L));
    for (CommandReceipt receipt : receipts) {
      storage().commit(ChangeSet.of(SHOP).receipt(receipt).build());
      assertEquals(Optional.of(receipt), storage().receipt(SHOP, receipt.key()));
    }
  }

  @Test
  default void required_S910_a_referral_comes_back_whether_it_counts_or_not() {
    CustomerFile friend =
        ImmutableCustomerFile.copyOf(file(2)).withReferral(Referral.by(customer(1)));
    storage().commit(creating(file(1), friend));
    assertEquals(Optional.of(friend), storage().file(SHOP, friend.id()));
    for (Referral changed :
        List.of(
            new Referral(customer(1), Optional.of(visitId(1))),
            Referral.by(customer(1)),
            new Referral(customer(1), Optional.of(visitId(2))))) {
      CustomerFile after = ImmutableCustomerFile.copyOf(Samples.next(friend)).withReferral(changed);
      storage().commit(Samples.changing(friend, after).build());
      assertEquals(
          Optional.of(after), storage().file(SHOP, friend.id()), "and nothing else changed");
      friend = Samples.next(after);
      storage().commit(Samples.changing(after, friend).build());
      assertEquals(Optional.of(friend), storage().file(SHOP, friend.id()), "it stays");
    }
  }

  @Test
  default void required_S911_instants_come_back_to_the_microsecond() {
    assertInstantsComeBack(0);
  }

  @Test
  default void required_S912_alarms_are_ordered_from_the_year_1_to_the_year_9999() {
    List<CustomerFile> files = new ArrayList<>();
    for (int i = Extremes.INSTANTS.size() - 1; i >= 0; i--) {
      files.add(wakingAt(file(100L - i), Extremes.INSTANTS.get(i)));
    }
    storage().commit(creating(files.toArray(CustomerFile[]::new)));
    Lease lease =
        new Lease(
            "node", Extremes.INSTANTS.get(0), Extremes.INSTANTS.get(Extremes.INSTANTS.size() - 1));
    for (int i = 0; i < Extremes.INSTANTS.size(); i++) {
      assertEquals(
          List.of(customer(100L - i)),
          storage().claimDue(SHOP, Extremes.INSTANTS.get(i), 100, lease).stream()
              .map(CustomerFile::id)
              .toList(),
          Extremes.INSTANTS.get(i).toString());
    }
  }

  @Test
  default void required_S913_leases_hold_at_any_instant() {
    CustomerFile file = wakingAt(file(1), Extremes.INSTANTS.get(0));
    storage().commit(creating(file));
    for (int i = 1; i < Extremes.INSTANTS.size(); i++) {
      Instant from = Extremes.INSTANTS.get(i - 1);
      Instant until = Extremes.INSTANTS.get(i);
      assertEquals(List.of(file), storage().claimDue(SHOP, from, 1, new Lease("one", from, until)));
      assertEquals(
          List.of(),
          storage().claimDue(SHOP, from, 1, new Lease("two", until.minusNanos(1_000), until)),
          "leased until " + until);
    }
  }

  @Test
  default void required_S921_nothing_depends_on_the_locale_or_zone_of_the_jvm() {
    List<String> zones =
        List.of(
            "Europe/Istanbul", "Europe/Berlin", "America/New_York", "Pacific/Apia", "Asia/Riyadh");
    List<String> locales =
        List.of("tr-TR", "de-DE", "ar-SA-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai", "fa-IR");
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      for (int i = 0; i < zones.size(); i++) {
        MerchantId merchant = MerchantId.of(zones.get(i));
        CustomerFile before =
            ImmutableCustomerFile.copyOf(Extremes.largest()).withMerchant(merchant);
        storage().commit(creating(before));
        Locale.setDefault(Locale.forLanguageTag(locales.get(i)));
        TimeZone.setDefault(TimeZone.getTimeZone(zones.get(i)));
        assertEquals(Optional.of(before), storage().file(merchant, before.id()), locales.get(i));
        int first = 100 * (i + 1);
        assertInstantsComeBack(first);

        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
        assertEquals(
            Extremes.INSTANTS,
            storage().events(SHOP, customer(first), PageRequest.oldest(1_000)).items().stream()
                .map(FileEvent::occurredAt)
                .toList(),
            "written in " + zones.get(i));
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  private void assertFileComesBack(CustomerFile file) {
    storage().commit(creating(file));
    assertEquals(Optional.of(file), storage().file(SHOP, file.id()));
    assertEquals(List.of(file), Snapshot.customers(storage(), SHOP, CustomerCriteria.ALL));
    for (PhoneNumber phone : file.profile().phones()) {
      assertEquals(Optional.of(file), storage().fileByPhone(SHOP, phone));
    }
    for (ExternalId externalId : file.profile().externalIds()) {
      assertEquals(Optional.of(file), storage().fileByExternalId(SHOP, externalId));
    }
    CustomerFile bare =
        ImmutableCustomerFile.copyOf(file(SHOP, file.id())).withVersion(file.version() + 1);
    storage().commit(Samples.changing(file, bare).build());
    assertEquals(Optional.of(bare), storage().file(SHOP, file.id()), "everything unset again");
  }

  /** Every instant in every place there is; customers are numbered from {@code first}. */
  private void assertInstantsComeBack(int first) {
    CustomerFile bearer = file(first);
    ImmutableChangeSet.Builder change = ChangeSet.of(SHOP);
    List<CustomerFile> files = new ArrayList<>();
    List<Visit> visits = new ArrayList<>();
    List<LedgerEntry> entries = new ArrayList<>();
    List<FileEvent> events = new ArrayList<>();
    List<OutboxMessage> messages = new ArrayList<>();
    for (int i = 0; i < Extremes.INSTANTS.size(); i++) {
      Instant at = Extremes.INSTANTS.get(i);
      int n = first + i;
      Lot lot = Lot.builder().number(1).amount(1).left(1).earnedAt(at).endsAt(at).build();
      CustomerFile file =
          ImmutableCustomerFile.copyOf(file(n))
              .withJoinedAt(at)
              .withAsOf(at)
              .withWakeAt(at)
              .withTier(new TierStanding(TierCode.of("gold"), at, Optional.of(at)))
              .withStage(new StageStanding(Stage.NEW, at, Optional.of(at), Optional.of(at)))
              .withAccounts(LedgerAccount.of(AccountKind.POINTS, List.of(lot), 0));
      files.add(file);
      long seq = 3L * i + 1;
      visits.add(
          ImmutableVisit.copyOf(visit(bearer, visitId(n), seq))
              .withOccurredAt(at)
              .withRecordedAt(at));
      entries.add(
          ImmutableLedgerEntry.copyOf(entry(bearer, seq + 1))
              .withOccurredAt(at)
              .withRecordedAt(at)
              .withLotEndsAt(at));
      events.add(
          ImmutableFileEvent.copyOf(event(bearer, seq + 2)).withOccurredAt(at).withRecordedAt(at));
      messages.add(
          ImmutableOutboxMessage.copyOf(message(bearer, messageId(n)))
              .withOccurredAt(at)
              .withCreatedAt(at)
              .withNextAttemptAt(at));
      storage()
          .commit(
              ChangeSet.of(SHOP)
                  .addFiles(creation(file))
                  .receipt(
                      ImmutableCommandReceipt.copyOf(receipt(file, "k" + n)).withCommittedAt(at))
                  .build());
      assertEquals(at, storage().receipt(SHOP, "k" + n).orElseThrow().committedAt());
    }
    storage()
        .commit(
            change
                .addAllVisits(visits)
                .addAllEntries(entries)
                .addAllEvents(events)
                .addAllMessages(messages)
                .build());
    PageRequest all = PageRequest.oldest(1_000);
    for (CustomerFile file : files) {
      assertEquals(Optional.of(file), storage().file(SHOP, file.id()));
    }
    assertEquals(visits, storage().visits(SHOP, bearer.id(), all).items());
    assertEquals(entries, storage().entries(SHOP, bearer.id(), all).items());
    assertEquals(events, storage().events(SHOP, bearer.id(), all).items());
    List<OutboxMessage> pending = storage().messages(SHOP, DeliveryStatus.PENDING, 1_000);
    assertEquals(messages, pending.stream().filter(messages::contains).toList());
  }
}
