package io.regulars.testkit;

import static io.regulars.testkit.Samples.SHOP;
import static io.regulars.testkit.Samples.T0;
import static io.regulars.testkit.Samples.customer;
import static io.regulars.testkit.Samples.file;
import static io.regulars.testkit.Samples.visit;
import static io.regulars.testkit.Samples.visitId;

import io.regulars.spi.Actor;
import io.regulars.spi.Explanation;
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
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.Grant;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.lifecycle.Stage;
import io.regulars.spi.lifecycle.StageStanding;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.tier.TierStanding;
import io.regulars.spi.visit.ImmutableVisit;
import io.regulars.spi.visit.ItemKind;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitLine;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * The hardest values of every type that are still well formed, for those who must keep them
 * exactly.
 */
final class Extremes {

  /** Instants that calendars, epochs and changes of the clock make hard; strictly rising. */
  static final List<Instant> INSTANTS =
      Stream.of(
              "0001-01-01T00:00:00Z",
              "0001-01-01T00:00:00.000001Z",
              "1582-10-10T12:00:00Z",
              "1899-12-31T23:59:59.999999Z",
              "1900-12-31T15:54:17Z",
              "1927-12-31T15:54:08Z",
              "1969-12-31T23:59:59.999999Z",
              "1970-01-01T00:00:00Z",
              "1970-01-01T00:00:00.000001Z",
              "2011-12-30T09:59:59Z",
              "2026-03-08T02:30:00Z",
              "2026-03-29T00:59:59.999999Z",
              "2026-03-29T01:30:00.5Z",
              "2026-03-29T02:30:00.123456Z",
              "2026-10-25T00:30:00Z",
              "2026-10-25T01:30:00Z",
              "2026-11-01T01:30:00Z",
              "2026-11-01T05:30:00Z",
              "2038-01-19T03:14:08Z",
              "2106-02-07T06:28:16Z",
              "9999-12-31T23:59:59.999999Z")
          .map(Instant::parse)
          .toList();

  private Extremes() {}

  /** A file in which everything optional is there and every list is long. */
  static CustomerFile largest() {
    return CustomerFile.builder()
        .from(file(1))
        .profile(
            CustomerProfile.builder()
                .name("n".repeat(200))
                .phones(LongStream.rangeClosed(1, 10).mapToObj(Samples::phone).toList())
                .externalIds(LongStream.rangeClosed(1, 20).mapToObj(Samples::card).toList())
                .gender(Gender.OTHER)
                .birthday(new Birthday(Birthday.Calendar.LUNAR, OptionalInt.of(2033), 11, 30, true))
                .ageBand("30-40")
                .occupation("o".repeat(100))
                .region("r".repeat(100))
                .address("a".repeat(500))
                .source("s".repeat(32))
                .homeStore(StoreId.of("h".repeat(64)))
                .assignedStaff(StaffId.of("f".repeat(64)))
                .family(
                    LongStream.rangeClosed(2, 51)
                        .mapToObj(n -> new FamilyLink("daughter " + n, customer(n)))
                        .toList())
                .creditNote("c".repeat(500))
                .addConsents(
                    Consent.to(ChannelKind.SMS),
                    Consent.to(ChannelKind.WECHAT),
                    Consent.to(ChannelKind.of("carrier pigeon")))
                .language(Locale.forLanguageTag("zh-Hant-TW"))
                .zone(ZoneId.of("Asia/Shanghai"))
                .build())
        .referral(new Referral(customer(2), Optional.of(visitId(3))))
        .wakeAt(T0.plusNanos(1_000))
        .accounts(
            List.of(
                LedgerAccount.of(AccountKind.of("Course: 10 × massage"), lots(3, 10), 0),
                LedgerAccount.of(AccountKind.of("c".repeat(96)), List.of(heldLot()), 0, unbacked()),
                LedgerAccount.of(AccountKind.POINTS, lots(400, 1_000_000), 0),
                LedgerAccount.of(AccountKind.SPEND, List.of(), Long.MAX_VALUE)))
        .tier(new TierStanding(TierCode.of("t".repeat(32)), T0, Optional.of(T0)))
        .stage(new StageStanding(Stage.DORMANT, T0, Optional.of(T0), Optional.of(T0)))
        .lastSeq(Long.MAX_VALUE)
        .build();
  }

  /** Lots in debit order, the last of which never ends. */
  static List<Lot> lots(int count, long amount) {
    return LongStream.rangeClosed(1, count)
        .<Lot>mapToObj(
            n ->
                Lot.builder()
                    .number(n == count ? Long.MAX_VALUE : n)
                    .amount(amount)
                    .left(n % 2 == 0 ? 1 : amount)
                    .earnedAt(T0)
                    .endsAt(n == count ? Optional.empty() : Optional.of(Samples.t(n / 2)))
                    .build())
        .toList();
  }

  /** A lot with nothing left to be used, held for every reason, with the longest names. */
  static Lot heldLot() {
    return Lot.builder()
        .number(1)
        .amount(Long.MAX_VALUE)
        .left(0)
        .addHolds(new Hold(Hold.Kind.PENDING, "p".repeat(128), 1, T0, Optional.of(Samples.t(1))))
        .addHolds(new Hold(Hold.Kind.RESERVED, "预约 \\ | 4711", 7, T0, Optional.of(Samples.t(2))))
        .addHolds(new Hold(Hold.Kind.FROZEN, "f", Long.MAX_VALUE - 8, T0, Optional.empty()))
        .earnedAt(T0)
        .ref("r".repeat(64))
        .worth(Long.MAX_VALUE)
        .build();
  }

  /** Reserved without end, and to an instant, with hard names. */
  private static List<Hold> unbacked() {
    return List.of(
        new Hold(Hold.Kind.RESERVED, "预约 \\ | 4712", Long.MAX_VALUE - 1, T0, Optional.empty()),
        new Hold(Hold.Kind.RESERVED, "r".repeat(128), 1, T0, Optional.of(Samples.t(2))));
  }

  /** None, or one of the reasons, in turn. */
  static Optional<Hold.Kind> hold(int n) {
    int count = Hold.Kind.values().length + 1;
    return n % count == 0 ? Optional.empty() : Optional.of(Hold.Kind.values()[n % count - 1]);
  }

  /** None, or something given or paid for, in turn. */
  static Optional<Grant> grant(int n) {
    return switch (n % 3) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(new Grant(INSTANTS.get(n % INSTANTS.size()), "P1Y/MONTH", 0));
      default -> Optional.of(new Grant(T0, "t".repeat(64), Long.MAX_VALUE));
    };
  }

  /** Without steps, with one, with several that hold hard texts, in turn. */
  static Explanation explanation(int n) {
    Explanation why = Explanation.of("points.earned", "8|8", "", "\\");
    return switch (n % 3) {
      case 0 -> why;
      case 1 -> why.because(List.of(Explanation.of("step.none")));
      default ->
          why.because(
              List.of(Explanation.of("step.tier", "金卡", "1|2", ""), Explanation.of("s", "\\p")));
    };
  }

  /** One actor of each role. */
  static List<Actor> actors() {
    List<Actor> actors = new ArrayList<>();
    for (Role role : Role.values()) {
      actors.add(
          role == Role.SYSTEM
              ? Actor.system(SHOP)
              : Actor.staff(SHOP, StaffId.of("E-" + role), role));
    }
    return actors;
  }

  /** One visit of each hard sort: currencies, nothing to pay, all means of payment, many lines. */
  static List<Visit> visits() {
    List<Visit> visits = new ArrayList<>();
    for (String currency : List.of("CNY", "JPY", "BHD", "USD", "KRW", "VND", "CLF")) {
      for (long minor : new long[] {0, 1, 99_999, VisitLine.MAX}) {
        Money paid = Money.ofMinor(CurrencyUnit.of(currency), minor);
        visits.add(
            sale(
                visits.size() + 1,
                List.of(VisitLine.of("item", paid)),
                List.of(Payment.of(PaymentKind.WALLET, paid))));
      }
    }
    Money one = Money.ofMinor(CurrencyUnit.of("BHD"), 1_001);
    List<VisitLine> lines = new ArrayList<>();
    List<Payment> payments = new ArrayList<>();
    for (PaymentKind kind : PaymentKind.values()) {
      for (ItemKind item : ItemKind.values()) {
        lines.add(
            VisitLine.builder()
                .item("item " + lines.size())
                .kind(item)
                .category("c".repeat(64))
                .quantity(item == ItemKind.PRODUCT ? VisitLine.MAX : 2)
                .listPrice(Money.ofMinor(one.getCurrencyUnit(), VisitLine.MAX))
                .paid(one)
                .staff(StaffId.of("E-" + lines.size()))
                .build());
        payments.add(
            new Payment(
                kind,
                one,
                item == ItemKind.PRODUCT ? 0 : lines.size(),
                item == ItemKind.PRODUCT ? VisitLine.MAX : 0,
                item == ItemKind.PRODUCT ? Optional.of("r".repeat(64)) : Optional.empty()));
      }
    }
    visits.add(sale(visits.size() + 1, lines, payments));
    List<VisitLine> many = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      many.add(VisitLine.of("item " + i, one.multipliedBy(i)));
    }
    visits.add(
        sale(
            visits.size() + 1,
            many,
            List.of(Payment.of(PaymentKind.STORED_VALUE, VisitLine.total(many)))));
    for (Actor actor : actors()) {
      int n = visits.size() + 1;
      visits.add(
          ImmutableVisit.copyOf(visit(file(1), visitId(n), n))
              .withActor(actor)
              .withStore(StoreId.of("S-" + actor.name())));
    }
    return visits;
  }

  private static Visit sale(int n, List<VisitLine> lines, List<Payment> payments) {
    return Visit.builder()
        .from(visit(file(1), visitId(n), n))
        .lines(lines)
        .payments(payments)
        .build();
  }
}
