package io.regulars.jdbc;

import static io.regulars.testkit.Samples.SHOP;
import static io.regulars.testkit.Samples.card;
import static io.regulars.testkit.Samples.customer;
import static io.regulars.testkit.Samples.phone;
import static io.regulars.testkit.Samples.t;
import static io.regulars.testkit.Samples.visitId;

import io.regulars.spi.Actor;
import io.regulars.spi.Explanation;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.customer.Birthday;
import io.regulars.spi.customer.Consent;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.FamilyLink;
import io.regulars.spi.customer.Gender;
import io.regulars.spi.customer.Referral;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.file.ImmutableCustomerFile;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.lifecycle.Stage;
import io.regulars.spi.lifecycle.StageStanding;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.CommandReceipt;
import io.regulars.spi.storage.FileChange;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.tier.TierStanding;
import io.regulars.spi.visit.ItemKind;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitLine;
import io.regulars.spi.visit.VisitStatus;
import io.regulars.testkit.Samples;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** A customer with nothing left out, and the commit of a typical visit. */
final class Rich {

  private static final ProgramVersion PROGRAM = ProgramVersion.of("2026-1");
  private static final CurrencyUnit CNY = CurrencyUnit.of("CNY");

  private Rich() {}

  /** The customer number {@code n}, every attribute given, due at {@code t(n)}. */
  static CustomerFile file(long n) {
    return ImmutableCustomerFile.copyOf(Samples.file(SHOP, customer(n)))
        .withProfile(profile(n))
        .withReferral(new Referral(customer(n + 1), Optional.of(visitId(n))))
        .withWakeAt(t(n))
        .withAccounts(
            LedgerAccount.of(AccountKind.POINTS, List.of(lot(1, 50, 20)), 0),
            LedgerAccount.of(AccountKind.SPEND, List.of(lot(2, 9, 9)), 0))
        .withLastSeq(2)
        .withTier(new TierStanding(TierCode.of("gold"), t(1), Optional.of(t(99))))
        .withStage(new StageStanding(Stage.ACTIVE, t(3), Optional.of(t(1)), Optional.of(t(2))));
  }

  private static Lot lot(long number, long amount, long left) {
    return Lot.builder()
        .number(number)
        .amount(amount)
        .left(left)
        .earnedAt(t(number))
        .endsAt(t(1_000_000))
        .build();
  }

  private static CustomerProfile profile(long n) {
    return CustomerProfile.builder()
        .name("王小明 O'Neill")
        .addPhones(phone(n), phone(n + 1_000_000))
        .addExternalIds(card(n))
        .gender(Gender.FEMALE)
        .birthday(Birthday.lunar(4, 30))
        .ageBand("30-40")
        .occupation("painter")
        .region("Pudong")
        .address("1 Long Street")
        .source("referral")
        .homeStore(StoreId.of("S1"))
        .assignedStaff(StaffId.of("joe"))
        .addFamily(new FamilyLink("daughter", customer(n + 1)))
        .creditNote("up to 500")
        .addConsents(Consent.to(ChannelKind.WECHAT), Consent.to(ChannelKind.SMS))
        .language(Locale.SIMPLIFIED_CHINESE)
        .zone(ZoneId.of("Asia/Shanghai"))
        .build();
  }

  /** {@code before} after a visit that wrote three lines. */
  static CustomerFile visited(CustomerFile before) {
    Instant at = t(before.version());
    return ImmutableCustomerFile.copyOf(before)
        .withVersion(before.version() + 1)
        .withLastSeq(before.lastSeq() + 3)
        .withAsOf(at)
        .withStage(new StageStanding(Stage.ACTIVE, t(3), Optional.of(t(1)), Optional.of(t(9))));
  }

  /** A visit with its two entries and its receipt. */
  static ChangeSet visit(CustomerFile before, long number) {
    long seq = before.lastSeq() + 1;
    Visit visit = sale(before, number, seq);
    return ChangeSet.of(SHOP)
        .addFiles(new FileChange(Optional.of(before), visited(before)))
        .addVisits(visit)
        .addEntries(
            entry(visit, AccountKind.POINTS, seq + 1), entry(visit, AccountKind.SPEND, seq + 2))
        .receipt(
            CommandReceipt.builder()
                .key("visit/S1/R-" + number)
                .fingerprint("f")
                .file(before.id())
                .fromSeq(seq)
                .throughSeq(seq + 2)
                .committedAt(visit.recordedAt())
                .build())
        .build();
  }

  /** A visit with two lines and two payments. */
  static Visit sale(CustomerFile file, long number, long seq) {
    return Visit.builder()
        .merchant(SHOP)
        .id(Samples.visitId(number))
        .customer(file.id())
        .seq(seq)
        .store(StoreId.of("S1"))
        .receipt("R-" + number)
        .occurredAt(t(seq))
        .recordedAt(t(seq + 1))
        .actor(Actor.staff(SHOP, StaffId.of("joe"), Role.RECEPTIONIST))
        .addLines(
            VisitLine.builder()
                .item("wash")
                .quantity(2)
                .listPrice(Money.ofMinor(CNY, 9_000))
                .paid(Money.ofMinor(CNY, 8_800))
                .staff(StaffId.of("a"))
                .build(),
            VisitLine.builder()
                .item("oil")
                .kind(ItemKind.PRODUCT)
                .paid(Money.ofMinor(CNY, 1_200))
                .build())
        .addPayments(
            Payment.of(PaymentKind.CASH, Money.ofMinor(CNY, 4_000)),
            Payment.of(PaymentKind.CASH, Money.ofMinor(CNY, 6_000)))
        .status(VisitStatus.RECORDED)
        .build();
  }

  private static LedgerEntry entry(Visit visit, AccountKind account, long seq) {
    return LedgerEntry.builder()
        .customer(visit.customer())
        .seq(seq)
        .account(account)
        .kind(EntryKind.EARNED)
        .amount(100)
        .balance(120)
        .lot(seq)
        .lotEndsAt(t(1_000_000))
        .occurredAt(visit.occurredAt())
        .recordedAt(visit.recordedAt())
        .source(Source.visit(visit.id()))
        .explanation(Explanation.of("points.earned", "10000", "a|b\\c", ""))
        .actor(visit.actor())
        .program(PROGRAM)
        .build();
  }

  /** An event of {@code file} with one figure. */
  static FileEvent event(CustomerFile file, long seq, String figure) {
    return FileEvent.builder()
        .customer(file.id())
        .seq(seq)
        .kind(EventKind.TIER_RAISED)
        .occurredAt(t(seq))
        .recordedAt(t(seq))
        .explanation(Explanation.of("tier.raised", figure))
        .actor(Actor.system(SHOP))
        .program(PROGRAM)
        .build();
  }
}
