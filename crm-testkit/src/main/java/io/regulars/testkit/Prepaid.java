package io.regulars.testkit;

import io.regulars.Desk;
import io.regulars.benefit.BenefitPlan;
import io.regulars.benefit.UseBenefit;
import io.regulars.coupon.Coupon;
import io.regulars.coupon.CouponPlan;
import io.regulars.coupon.CouponQuote;
import io.regulars.coupon.IssueCoupon;
import io.regulars.coupon.QuoteCoupons;
import io.regulars.course.CancelBooking;
import io.regulars.course.CoursePlan;
import io.regulars.course.EndBooking;
import io.regulars.course.ExtendCard;
import io.regulars.course.FreezeCard;
import io.regulars.course.RefundCard;
import io.regulars.course.ReserveSession;
import io.regulars.course.SellCard;
import io.regulars.course.ThawCard;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.engine.Program;
import io.regulars.ledger.ReserveValue;
import io.regulars.points.CancelRedemption;
import io.regulars.spi.CustomerId;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.visit.VisitLine;
import io.regulars.storedvalue.FreezeStoredValue;
import io.regulars.storedvalue.RefundStoredValue;
import io.regulars.storedvalue.StoredValuePlan;
import io.regulars.storedvalue.TopUp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What one customer of a {@link Playback} is sold in advance or given: stored value, course cards,
 * coupons, benefits. Not thread-safe.
 */
final class Prepaid {

  private final Playback playback;
  private final Program program;
  private final CurrencyUnit currency;
  private final StoreId store;
  private final int who;
  private final List<Paid> topUps = new ArrayList<>();
  private final List<Card> cards = new ArrayList<>();
  private final List<String> bookings = new ArrayList<>();
  private final List<String> uses = new ArrayList<>();
  private final List<String> setAside = new ArrayList<>();
  private final List<String> spentAside = new ArrayList<>();
  private Optional<FreezeStoredValue> freeze = Optional.empty();
  private long paidOut;

  Prepaid(Playback playback, Program program, CurrencyUnit currency, StoreId store, int who) {
    this.playback = playback;
    this.program = program;
    this.currency = currency;
    this.store = store;
    this.who = who;
  }

  /**
   * A top-up.
   *
   * @param number its number
   * @param paid minor units
   */
  record Paid(String number, long paid) {}

  /** A card, and what became of it by commands. */
  static final class Card {

    final String number;
    final String item;
    final long sessions;
    final long price;
    private boolean frozen;
    private long refunded;
    private long money;

    Card(String number, String item, long sessions, long price) {
      this.number = number;
      this.item = item;
      this.sessions = sessions;
      this.price = price;
    }

    /** Sessions that were paid back. */
    long refunded() {
      return refunded;
    }

    /** The money for them, in minor units. */
    long money() {
      return money;
    }
  }

  /** The top-ups. */
  List<Paid> topUps() {
    return topUps;
  }

  /** The cards. */
  List<Card> cards() {
    return cards;
  }

  /** What was paid back of stored value, in minor units. */
  long paidOut() {
    return paidOut;
  }

  /** Plays a step, unless the program does not know such things or there is nothing it is about. */
  void play(Step.Ahead step) {
    if (step instanceof Step.TopUp topUp) {
      topUp(topUp.paid());
    } else if (step instanceof Step.PayOut payOut && !topUps.isEmpty()) {
      Paid paid = topUps.get(payOut.which() % topUps.size());
      long part = paid.paid() * payOut.percent() / 100;
      boolean all = payOut.percent() == 0;
      if (all || part > 0) {
        payOut(
            all ? Optional.empty() : Optional.of(paid.number()),
            all ? Optional.empty() : Optional.of(money(part)));
      }
    } else if (step instanceof Step.SellCard sale) {
      sell(sale);
    } else if (step instanceof Step.RefundCard refund && !cards.isEmpty()) {
      refund(
          cards.get(refund.which() % cards.size()),
          Optional.of(refund.sessions()).filter(sessions -> sessions > 0));
    } else if (step instanceof Step.Book book && program.plan(CoursePlan.class).isPresent()) {
      book(book);
    } else if (step instanceof Step.EndBooking end && !bookings.isEmpty()) {
      end(bookings.get(end.which() % bookings.size()), end.fate());
    } else if (step instanceof Step.Suspend && program.plan(StoredValuePlan.class).isPresent()) {
      suspend();
    } else if (step instanceof Step.SuspendCard suspend && !cards.isEmpty()) {
      suspend(cards.get(suspend.which() % cards.size()));
    } else if (step instanceof Step.ExtendCard extend && !cards.isEmpty()) {
      extend(cards.get(extend.which() % cards.size()), extend.longer());
    } else if (step instanceof Step.SetAside aside) {
      setAside(aside);
    } else if (step instanceof Step.EndSetAside end && !setAside.isEmpty()) {
      end(setAside.get(end.which() % setAside.size()), end.spent());
    } else if (step instanceof Step.Issue issue) {
      issue(issue.which());
    } else if (step instanceof Step.UseBenefit use) {
      use(use);
    } else if (step instanceof Step.GiveBack back && !uses.isEmpty()) {
      giveBack(uses.get(back.which() % uses.size()));
    }
  }

  private CustomerId customer() {
    return playback.customer(who);
  }

  private boolean give(Function<Desk, Outcome<Answer>> command) {
    return playback.give(who, command).refusal().isEmpty();
  }

  private Money money(long minor) {
    return Money.ofMinor(currency, minor);
  }

  private static String item(long pieces) {
    return "item " + pieces;
  }

  private void topUp(long paid) {
    TopUp command =
        TopUp.builder()
            .customer(customer())
            .store(store)
            .number(playback.key(who))
            .amount(money(paid))
            .build();
    if (program.plan(StoredValuePlan.class).isPresent()
        && give(desk -> desk.storedValue().topUp(command))) {
      topUps.add(new Paid(command.number(), paid));
    }
  }

  private void payOut(Optional<String> topUp, Optional<Money> amount) {
    RefundStoredValue command =
        RefundStoredValue.builder()
            .customer(customer())
            .topUp(topUp)
            .amount(amount)
            .reason("moves away")
            .key(playback.key(who))
            .build();
    Outcome<Answer> outcome = playback.give(who, desk -> desk.storedValue().refund(command));
    if (outcome instanceof Outcome.Done<Answer> done) {
      paidOut += playback.desk().storedValue().paidBack(done.value()).getAmountMinorLong();
    }
  }

  private void sell(Step.SellCard sale) {
    String number = playback.key(who);
    SellCard command =
        SellCard.builder()
            .customer(customer())
            .item(item(sale.pieces()))
            .card(number)
            .sessions(sale.sessions())
            .price(money(sale.price()))
            .key(number)
            .build();
    if (program.plan(CoursePlan.class).isPresent() && give(desk -> desk.courses().sell(command))) {
      cards.add(new Card(number, command.item(), sale.sessions(), sale.price()));
    }
  }

  private void refund(Card card, Optional<Long> sessions) {
    RefundCard command =
        RefundCard.builder()
            .customer(customer())
            .item(card.item)
            .card(card.number)
            .sessions(sessions)
            .reason("moves away")
            .key(playback.key(who))
            .build();
    Outcome<Answer> outcome = playback.give(who, desk -> desk.courses().refund(command));
    if (outcome instanceof Outcome.Done<Answer> done) {
      for (LedgerEntry entry : done.value().entries()) {
        if (entry.kind() == EntryKind.REVERSED) {
          card.refunded -= entry.amount();
          card.money += entry.grant().orElseThrow().worth();
        }
      }
    }
  }

  private void book(Step.Book book) {
    String number = playback.key(who);
    Optional<Instant> until =
        book.until().isZero() ? Optional.empty() : Optional.of(playback.now().plus(book.until()));
    ReserveSession command =
        ReserveSession.builder()
            .customer(customer())
            .item(item(book.pieces()))
            .booking(number)
            .sessions(book.sessions())
            .until(until)
            .key(number)
            .build();
    if (give(desk -> desk.courses().reserve(command))) {
      bookings.add(number);
    }
  }

  private void end(String booking, Step.Fate fate) {
    String key = playback.key(who);
    EndBooking over = EndBooking.builder().customer(customer()).booking(booking).key(key).build();
    CancelBooking cancel =
        CancelBooking.builder()
            .customer(customer())
            .booking(booking)
            .appointment(playback.now())
            .key(key)
            .build();
    playback.give(
        who,
        desk ->
            switch (fate) {
              case MISSED -> desk.courses().noShow(over);
              case CANCELLED -> desk.courses().cancel(cancel);
              case RELEASED -> desk.courses().release(over);
            });
  }

  private void suspend() {
    FreezeStoredValue frozen =
        freeze.orElseGet(() -> FreezeStoredValue.of(customer(), playback.key(who)));
    boolean thaws = freeze.isPresent();
    boolean done =
        give(desk -> thaws ? desk.storedValue().thaw(frozen) : desk.storedValue().freeze(frozen));
    freeze = done && !thaws ? Optional.of(frozen) : Optional.empty();
  }

  private void suspend(Card card) {
    String key = playback.key(who);
    ThawCard thaw =
        ThawCard.builder().customer(customer()).item(card.item).card(card.number).key(key).build();
    FreezeCard freezing =
        FreezeCard.builder()
            .customer(customer())
            .item(card.item)
            .card(card.number)
            .reason("travels")
            .key(key)
            .build();
    boolean thaws = card.frozen;
    boolean done =
        give(desk -> thaws ? desk.courses().thaw(thaw) : desk.courses().freeze(freezing));
    card.frozen = done && !thaws;
  }

  private void extend(Card card, Duration longer) {
    ExtendCard command =
        ExtendCard.builder()
            .customer(customer())
            .item(card.item)
            .card(card.number)
            .until(playback.now().plus(longer).plusSeconds(1))
            .reason("was ill")
            .key(playback.key(who))
            .build();
    give(desk -> desk.courses().extend(command));
  }

  private void setAside(Step.SetAside aside) {
    ReserveValue command =
        ReserveValue.builder()
            .customer(customer())
            .account(AccountKind.POINTS)
            .amount(aside.points())
            .until(playback.now().plus(aside.until()).plusSeconds(1))
            .reservation(playback.key(who))
            .build();
    if (give(desk -> desk.ledger().reserve(command))) {
      setAside.add(command.reservation());
    }
  }

  private void end(String reservation, long spent) {
    if (spentAside.contains(reservation)) {
      return;
    }
    boolean done =
        give(
            desk ->
                spent > 0
                    ? desk.ledger().spendReserved(reservation, spent)
                    : desk.ledger().release(reservation));
    if (done && spent > 0) {
      spentAside.add(reservation);
    }
  }

  private void issue(int which) {
    List<String> types =
        program.plan(CouponPlan.class).stream()
            .flatMap(plan -> plan.types().stream())
            .map(type -> type.code())
            .toList();
    if (!types.isEmpty()) {
      IssueCoupon command =
          IssueCoupon.builder()
              .customer(customer())
              .type(types.get(which % types.size()))
              .number(playback.key(who))
              .reason("welcome")
              .build();
      playback.give(who, desk -> desk.coupons().issue(command));
    }
  }

  private void use(Step.UseBenefit use) {
    List<String> benefits =
        program.plan(BenefitPlan.class).stream()
            .flatMap(plan -> plan.benefits().stream())
            .map(benefit -> benefit.code())
            .toList();
    List<VisitId> visits = playback.visits(who);
    if (!benefits.isEmpty()) {
      UseBenefit command =
          UseBenefit.builder()
              .customer(customer())
              .benefit(benefits.get(use.which() % benefits.size()))
              .visit(
                  use.visit() < 0 || visits.isEmpty()
                      ? Optional.empty()
                      : Optional.of(visits.get(use.visit() % visits.size())))
              .key(playback.key(who))
              .build();
      if (give(desk -> desk.benefits().use(command))) {
        uses.add(command.key());
      }
    }
  }

  private void giveBack(String use) {
    playback.give(who, desk -> desk.benefits().giveBack(use));
  }

  /** What the customer's coupons would take off; empty if the program has none. */
  Optional<CouponQuote> quote(List<VisitLine> lines, StoreId where) {
    if (program.plan(CouponPlan.class).isEmpty()) {
      return Optional.empty();
    }
    List<String> coupons =
        playback.desk().coupons().list(customer()).stream().map(Coupon::number).limit(50).toList();
    return Optional.of(
        playback
            .desk()
            .coupons()
            .quote(
                QuoteCoupons.builder()
                    .customer(customer())
                    .store(where)
                    .lines(lines)
                    .coupons(coupons)
                    .build()));
  }

  /** What is reserved of a service for the oldest booking. */
  Optional<Hold> booked(String item) {
    CustomerFile file = playback.fileAt(who, playback.now());
    return file.accounts().stream()
        .filter(account -> account.kind().isCourse() && account.kind().name().equals(item))
        .flatMap(account -> account.lots().stream())
        .flatMap(lot -> lot.holds().stream())
        .filter(hold -> hold.kind() == Hold.Kind.RESERVED)
        .findFirst();
  }

  /**
   * Ends all freezes, lets all bookings and reservations go, pays back all that can be paid back,
   * and gives back all uses.
   */
  void undo() {
    if (freeze.isPresent()) {
      suspend();
    }
    cards.stream().filter(card -> card.frozen).forEach(this::suspend);
    releasePoints();
    spentAside.forEach(
        reservation -> {
          CancelRedemption command = CancelRedemption.ofReserved(reservation, "undone");
          give(desk -> desk.points().cancel(command));
        });
    bookings.forEach(booking -> end(booking, Step.Fate.RELEASED));
    if (!topUps.isEmpty()) {
      payOut(Optional.empty(), Optional.empty());
    }
    for (Card card : cards) {
      refund(card, Optional.empty());
    }
    uses.forEach(this::giveBack);
  }

  /** Lets all reservations of points go. */
  void releasePoints() {
    setAside.forEach(reservation -> end(reservation, 0));
  }

  /** Whether an account can only hold what a customer was sold in advance or given. */
  static boolean isOn(LedgerAccount account) {
    return switch (account.kind().code()) {
      case "principal", "bonus" -> true;
      default ->
          account.kind().isCourse()
              || account.kind().isCoupon()
              || account.kind().isQuota()
              || account.kind().code().startsWith("issued/");
    };
  }

  /** What is left of a lot, held or not. */
  static long remaining(LedgerAccount account, String number) {
    return account.lots().stream()
        .filter(lot -> lot.ref().filter(number::equals).isPresent())
        .mapToLong(Lot::remaining)
        .sum();
  }
}
