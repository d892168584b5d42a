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
import static io.regulars.testkit.Samples.tried;
import static io.regulars.testkit.Samples.visit;
import static io.regulars.testkit.Samples.visitId;
import static io.regulars.testkit.Samples.wakingAt;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.spi.Actor;
import io.regulars.spi.Explanation;
import io.regulars.spi.ExternalId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.PageRequest;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.customer.Consent;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.FamilyLink;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.file.ImmutableCustomerFile;
import io.regulars.spi.file.ImmutableFileEvent;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.ImmutableLedgerEntry;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.ImmutableOutboxMessage;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.CommandReceipt;
import io.regulars.spi.storage.CustomerCriteria;
import io.regulars.spi.storage.ImmutableCommandReceipt;
import io.regulars.spi.storage.Lease;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.tier.TierStanding;
import io.regulars.spi.visit.ImmutableVisit;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * S95x: texts come back exactly, whatever characters they hold, and keys compare exactly: no case
 * folding, no collation, no padding, no normalisation, no wildcard, no quoting.
 */
interface StorageTextRules extends StorageRules {

  /** Codes of at most 32 characters that some database, format or script mistakes for another. */
  List<String> CODES =
      List.of(
          "Key",
          "key",
          "KEY",
          "kEY",
          "\u212Aey",
          "\u1E31ey",
          "k\u0301ey",
          "caf\u00E9",
          "cafe\u0301",
          "cafe",
          "cafe-",
          "CAF\u00C9",
          "\u0131",
          "i",
          "I",
          "\u0130",
          "i\u0307",
          "stra\u00DFe",
          "strasse",
          "STRASSE",
          "stra\u1E9Ee",
          "\uFF21",
          "A",
          "a",
          "\u00C5",
          "\u212B",
          "A\u030A",
          "\u0410",
          "\u3042",
          "\u30A2",
          "\uFF71",
          "\u3041",
          "\uD83D\uDE00",
          "\uD83D\uDE01",
          "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
          "\uD83D\uDC68",
          "\u56DE\u5934\u5BA2",
          "\u56DE\u982D\u5BA2",
          "\u05D0\u05D1\u05D2",
          "\u0645\u0631\u062D\u0628\u0627",
          "x\u202Ey",
          "x",
          "x\u00A0",
          "\u00A0x",
          "x\u200B",
          "x\uFEFF",
          "\u200Bx",
          "x x",
          "x  x",
          "%",
          "%%",
          "_",
          "__",
          "x%",
          "x_",
          "\\",
          "\\\\",
          "\\%",
          "\\_",
          "*",
          "?",
          "[x]",
          "'",
          "''",
          "\"",
          "`",
          "'; drop table x; --",
          "\" or \"\"=\"",
          "$1",
          ":x",
          "${x}",
          "{x}",
          "|",
          ";",
          ",",
          "=",
          "a|b",
          "a;b=c,d",
          "a/b",
          "a\\b",
          "<x>&amp;",
          "x&",
          "#x",
          "--",
          "/**/",
          "0",
          "00",
          "-0",
          "0.0",
          "1e3",
          "1000",
          "null",
          "NULL",
          "true",
          "NaN",
          "12345678901234567890123456789012");

  /** Free texts: the codes, and what a code must not hold; any length. */
  List<String> TEXTS = texts();

  @Test
  default void required_S951_figures_of_explanations_come_back() {
    List<Explanation> explanations = new ArrayList<>();
    explanations.add(Explanation.of("r"));
    explanations.add(Explanation.of("r", ""));
    explanations.add(Explanation.of("r", "", ""));
    explanations.add(Explanation.of("r", "", "x", ""));
    explanations.add(new Explanation("r", TEXTS));
    explanations.add(new Explanation("r", Collections.nCopies(500, "figure")));
    TEXTS.forEach(text -> explanations.add(Explanation.of("r", text)));
    CODES.forEach(code -> explanations.add(Explanation.of(code, code, code)));
    List<LedgerEntry> entries = new ArrayList<>();
    List<FileEvent> events = new ArrayList<>();
    List<OutboxMessage> messages = new ArrayList<>();
    for (int i = 0; i < explanations.size(); i++) {
      Explanation explanation = explanations.get(i);
      entries.add(
          ImmutableLedgerEntry.copyOf(entry(file(1), 2L * i + 1)).withExplanation(explanation));
      events.add(
          ImmutableFileEvent.copyOf(event(file(1), 2L * i + 2)).withExplanation(explanation));
      messages.add(
          ImmutableOutboxMessage.copyOf(message(file(1), messageId(i))).withContent(explanation));
    }
    storage()
        .commit(
            ChangeSet.of(SHOP)
                .addFiles(creation(file(1)))
                .addAllEntries(entries)
                .addAllEvents(events)
                .addAllMessages(messages)
                .build());
    PageRequest all = PageRequest.oldest(1_000);
    assertEquals(entries, storage().entries(SHOP, customer(1), all).items());
    assertEquals(events, storage().events(SHOP, customer(1), all).items());
    assertEquals(messages, Snapshot.messages(storage(), SHOP, DeliveryStatus.PENDING));
  }

  @Test
  default void required_S952_texts_of_a_profile_come_back() {
    List<CustomerFile> files = new ArrayList<>();
    for (String text : TEXTS) {
      String short32 = text.length() <= 32 ? text : "-";
      String short100 = text.length() <= 100 ? text : "-";
      CustomerFile file = file(files.size() + 1L);
      files.add(
          ImmutableCustomerFile.copyOf(file)
              .withProfile(
                  CustomerProfile.builder()
                      .name(text.length() <= 200 ? text : "-")
                      .ageBand(short32)
                      .occupation(short100)
                      .region(short100)
                      .address(text.length() <= 500 ? text : "-")
                      .source(short32)
                      .creditNote(text.length() <= 500 ? text : "-")
                      .build()));
    }
    storage().commit(creating(files.toArray(CustomerFile[]::new)));
    assertEquals(files, Snapshot.customers(storage(), SHOP, CustomerCriteria.ALL));
  }

  @Test
  default void required_S953_codes_come_back_wherever_they_stand() {
    long n = 0;
    for (String code : CODES) {
      n++;
      CustomerFile file = file(n);
      CustomerFile coded =
          ImmutableCustomerFile.copyOf(file)
              .withProfile(
                  CustomerProfile.builder()
                      .from(file.profile())
                      .addExternalIds(ExternalId.of(code, code))
                      .homeStore(store(code))
                      .assignedStaff(StaffId.of(code))
                      .addFamily(new FamilyLink(code, customer(1)))
                      .addConsents(Consent.to(ChannelKind.of(code)))
                      .build())
              .withTier(TierStanding.of(TierCode.of(code), T0))
              .withAccounts(LedgerAccount.of(AccountKind.of(code), List.of(), 7))
              .withProgram(ProgramVersion.of(code));
      Actor actor = Actor.staff(SHOP, StaffId.of(code), Role.RECEPTIONIST);
      Visit visit =
          ImmutableVisit.copyOf(visit(file, visitId(n), 1))
              .withStore(store(code))
              .withReceipt(code)
              .withActor(actor)
              .withLines(VisitLine.of(code, visit(file, visitId(n), 1).total()));
      LedgerEntry entry =
          ImmutableLedgerEntry.copyOf(entry(file, 2))
              .withAccount(AccountKind.of(code))
              .withSource(Source.command(code))
              .withActor(actor)
              .withProgram(ProgramVersion.of(code));
      OutboxMessage message =
          ImmutableOutboxMessage.copyOf(message(file, messageId(n)))
              .withChannel(ChannelKind.of(code));
      CommandReceipt receipt =
          ImmutableCommandReceipt.copyOf(receipt(file, code)).withFingerprint(code);
      storage()
          .commit(
              ChangeSet.of(SHOP)
                  .addFiles(creation(coded))
                  .addVisits(visit)
                  .addEntries(entry)
                  .addMessages(message)
                  .receipt(receipt)
                  .build());
      OutboxMessage dead =
          ImmutableOutboxMessage.copyOf(tried(message, DeliveryStatus.DEAD, T0))
              .withLastReason(code);
      storage().commit(ChangeSet.of(SHOP).addSettled(dead).build());

      assertEquals(Optional.of(coded), storage().file(SHOP, coded.id()), code);
      assertEquals(Optional.of(visit), storage().visit(SHOP, visit.id()), code);
      assertEquals(
          List.of(entry), storage().entries(SHOP, coded.id(), PageRequest.oldest(1)).items(), code);
      assertEquals(
          Optional.of(dead),
          storage().messages(SHOP, DeliveryStatus.DEAD, 1_000).stream()
              .filter(stored -> stored.id().equals(dead.id()))
              .findFirst(),
          code);
      assertEquals(Optional.of(receipt), storage().receipt(SHOP, code), code);
    }
  }

  @Test
  default void required_S954_receipt_keys_are_compared_exactly() {
    storage().commit(creating(file(1)));
    for (int i = 0; i < CODES.size(); i++) {
      assertEquals(Optional.empty(), storage().receipt(SHOP, CODES.get(i)), CODES.get(i));
      storage().commit(ChangeSet.of(SHOP).receipt(receipt(file(1), CODES.get(i))).build());
    }
    for (String code : CODES) {
      assertEquals(Optional.of(code), storage().receipt(SHOP, code).map(CommandReceipt::key), code);
    }
  }

  @Test
  default void required_S955_external_ids_are_compared_exactly() {
    List<ExternalId> ids = new ArrayList<>();
    CODES.forEach(code -> ids.add(ExternalId.of("card", code)));
    CODES.forEach(code -> ids.add(ExternalId.of(code, "1")));
    ids.add(ExternalId.of("a", "b c"));
    ids.add(ExternalId.of("a b", "c"));
    for (int i = 0; i < ids.size(); i++) {
      assertEquals(
          Optional.empty(), storage().fileByExternalId(SHOP, ids.get(i)), ids.get(i).toString());
      storage().commit(creating(Samples.withExternalIds(file(i), ids.get(i))));
    }
    for (int i = 0; i < ids.size(); i++) {
      assertEquals(
          Optional.of(customer(i)),
          storage().fileByExternalId(SHOP, ids.get(i)).map(CustomerFile::id),
          ids.get(i).toString());
    }
  }

  @Test
  default void required_S956_merchants_are_told_apart_exactly() {
    for (String code : CODES) {
      MerchantId merchant = MerchantId.of(code);
      assertEquals(List.of(), Snapshot.customers(storage(), merchant, CustomerCriteria.ALL), code);
      storage().commit(creating(wakingAt(file(merchant, customer(1)), T0)));
    }
    for (String code : CODES) {
      MerchantId merchant = MerchantId.of(code);
      List<CustomerFile> own = List.of(wakingAt(file(merchant, customer(1)), T0));
      assertEquals(own, Snapshot.customers(storage(), merchant, CustomerCriteria.ALL), code);
      assertEquals(
          own, storage().claimDue(merchant, T0, 10, new Lease(code, T0, Samples.t(60))), code);
    }
  }

  @Test
  default void required_S957_criteria_compare_codes_exactly() {
    List<CustomerFile> files = new ArrayList<>();
    for (String code : CODES) {
      CustomerFile file = file(files.size() + 1L);
      files.add(
          ImmutableCustomerFile.copyOf(file)
              .withTier(TierStanding.of(TierCode.of(code), T0))
              .withProfile(
                  CustomerProfile.builder().from(file.profile()).homeStore(store(code)).build()));
    }
    storage().commit(creating(files.toArray(CustomerFile[]::new)));
    for (int i = 0; i < CODES.size(); i++) {
      String code = CODES.get(i);
      assertEquals(
          List.of(files.get(i)),
          Snapshot.customers(
              storage(), SHOP, CustomerCriteria.builder().addTiers(TierCode.of(code)).build()),
          code);
      assertEquals(
          List.of(files.get(i)),
          Snapshot.customers(
              storage(), SHOP, CustomerCriteria.builder().homeStore(store(code)).build()),
          code);
    }
  }

  @Test
  default void required_S958_the_longest_keys_are_told_apart_by_their_last_character() {
    String wide = "\uD83D\uDE00".repeat(31) + "x";
    for (String last : List.of("a", "b")) {
      MerchantId merchant = MerchantId.of(wide + last);
      CustomerFile file =
          Samples.withExternalIds(
              file(merchant, customer(1)),
              ExternalId.of("\u56DE".repeat(31) + last, "\u56DE".repeat(128)),
              ExternalId.of("\u56DE".repeat(31) + last, "\u56DE".repeat(127) + last),
              ExternalId.of("\u56DE".repeat(32), "\u56DE".repeat(127) + last));
      String key = "\u56DE".repeat(199) + last;
      storage()
          .commit(
              ChangeSet.of(merchant).addFiles(creation(file)).receipt(receipt(file, key)).build());
      assertEquals(Optional.of(file), storage().file(merchant, file.id()));
      assertEquals(Optional.of(receipt(file, key)), storage().receipt(merchant, key));
      for (ExternalId id : file.profile().externalIds()) {
        assertEquals(Optional.of(file), storage().fileByExternalId(merchant, id));
      }
    }
  }

  /** A store's code holds no slash. */
  private static StoreId store(String code) {
    return StoreId.of(code.replace('/', '\u2215'));
  }

  private static List<String> texts() {
    List<String> texts = new ArrayList<>(CODES);
    texts.addAll(
        List.of(
            " ",
            "  ",
            " x ",
            "\t",
            "\n",
            "\r\n",
            "a\nb\r\nc\rd\te",
            "\u0001\u001F\u007F\u0085",
            "\u2028\u2029",
            "\uFEFFx",
            "\uFFFD\uFFFE\uFFFF",
            "\uDBFF\uDFFF",
            "\b\f\u000B\u001A",
            "{\"a\": [1, \"x\"]}",
            "[\"\", null]",
            "\\u0041\\n",
            "%s %d",
            "x\\",
            "Z\u0351\u036B\u0343\u036A\u0302\u036B\u033D\u034F\u0334\u0319\u0324\u031E",
            "\u202B\u05E9\u05DC\u05D5\u05DD\u202C abc \u0627\u0644\u0639",
            "\uD83D\uDE00".repeat(100),
            "\u56DE\u5934\u5BA2".repeat(60),
            "x".repeat(10_000),
            "\uD83D\uDE00\u00E9'\\\n".repeat(1_666) + "last"));
    return List.copyOf(texts);
  }
}
