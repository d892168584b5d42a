package io.regulars.course;

import io.regulars.engine.Action;
import io.regulars.engine.Answer;
import io.regulars.engine.Booking;
import io.regulars.engine.DeskContext;
import io.regulars.engine.FileDraft;
import io.regulars.engine.Fingerprint;
import io.regulars.engine.IdempotencyKey;
import io.regulars.engine.Outcome;
import io.regulars.engine.Periods;
import io.regulars.engine.Refusal;
import io.regulars.ledger.LotTerm;
import io.regulars.ledger.Take;
import io.regulars.spi.CustomerId;
import io.regulars.spi.PageRequest;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.Grant;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.visit.VisitLine;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Sells course cards, reserves their sessions for bookings, changes cards and shows them. A visit
 * uses them, see {@link io.regulars.spi.visit.Payment#course}. Thread-safe.
 *
 * <p>Every command throws {@link io.regulars.spi.NotFoundException} if there is no such customer,
 * {@link io.regulars.spi.InvalidCommandException} if its shape is wrong, and {@link
 * io.regulars.spi.ConflictException} if its key was used for another command of its kind.
 */
public final class CourseService {

  private static final Duration FARTHEST = Duration.ofDays(36_525);
  private final DeskContext desk;

  /** For one desk. */
  public CourseService(DeskContext desk) {
    this.desk = desk;
  }

  /**
   * Sells a card; others that are open, ended or used up never stand in its way.
   *
   * @return its entry, whose explanation states the price per session; refused if a card of this
   *     number is open on the customer's account of the service, or sessions of it are reserved for
   *     a booking of that name
   */
  public Outcome<Answer> sell(SellCard command) {
    desk.validation().check(command);
    requirePrice(command.price());
    if (desk.tenant().program().plan(CoursePlan.class).isEmpty()) {
      throw desk.invalid("item", "no-courses", command.item());
    }
    return run(
        Action.SELL_CARD,
        "card-sale/",
        command,
        new Fingerprint()
            .put(command.sessions())
            .put(command.price().toString())
            .put(command.term().map(LotTerm::text)),
        (draft, source) ->
            CourseRules.sell(
                draft,
                command,
                command.term().orElse(CoursePlan.terms(draft.program(), command.item()).term()),
                source));
  }

  private void requirePrice(Money price) {
    CurrencyUnit currency = desk.tenant().merchant().currency();
    if (!price.getCurrencyUnit().equals(currency)) {
      throw desk.invalid("price", "currency", price, currency);
    }
    if (price.isNegative()) {
      throw desk.invalid("price", "negative", price);
    }
    Money most = Money.ofMinor(currency, VisitLine.MAX);
    if (price.isGreaterThan(most)) {
      throw desk.invalid("price", "at-most", price, most);
    }
  }

  /**
   * Reserves sessions for a booking: they stay promised to it, even beyond the end of their card,
   * until a visit comes for the booking, which ends it for every service, or it is released,
   * cancelled, missed or lapses.
   *
   * @return the entries; refused if there are too few sessions, the named card is not open, or the
   *     booking has sessions of the service reserved already
   */
  public Outcome<Answer> reserve(ReserveSession command) {
    desk.validation().check(command);
    requireNear("until", command.until());
    return run(
        Action.BOOK_SESSION,
        "session-reserve/" + command.key(),
        command.customer(),
        new Fingerprint()
            .put(command.item())
            .put(command.booking())
            .put(command.sessions())
            .put(command.card())
            .put(command.until()),
        (draft, source) -> CourseRules.reserve(draft, command, source));
  }

  /**
   * Brings back what a booking has reserved, whatever the program says: the shop cancelled it.
   *
   * @return the entries; refused if nothing is reserved for it any more
   */
  public Outcome<Answer> release(EndBooking command) {
    desk.validation().check(command);
    return run(
        Action.BOOK_SESSION,
        "session-release/" + command.key(),
        command.customer(),
        new Fingerprint().put(command.booking()),
        (draft, source) -> CourseRules.release(draft, command.booking(), source));
  }

  /**
   * The customer cancels: what is reserved comes back, or is spent if that is late by the program.
   *
   * @return the entries; refused if nothing is reserved for the booking any more
   */
  public Outcome<Answer> cancel(CancelBooking command) {
    desk.validation().check(command);
    return run(
        Action.BOOK_SESSION,
        "session-cancel/" + command.key(),
        command.customer(),
        new Fingerprint().put(command.booking()).put(command.appointment()).put(command.at()),
        (draft, source) -> {
          Instant at = command.at().orElse(draft.now());
          if (at.isAfter(draft.now())) {
            throw desk.invalid("at", "in-future", at, draft.now());
          }
          return CourseRules.cancel(draft, command, at, source);
        });
  }

  /**
   * The customer did not come: what is reserved is spent, or comes back if the program says so.
   *
   * @return the entries; refused if nothing is reserved for the booking any more
   */
  public Outcome<Answer> noShow(EndBooking command) {
    desk.validation().check(command);
    return run(
        Action.BOOK_SESSION,
        "session-no-show/" + command.key(),
        command.customer(),
        new Fingerprint().put(command.booking()),
        (draft, source) -> CourseRules.noShow(draft, command.booking(), source));
  }

  /**
   * Suspends all that is left of a card.
   *
   * @return the entries; refused if the card is not open, reserved in part or frozen already, or
   *     more is asked than the program allows
   */
  public Outcome<Answer> freeze(FreezeCard command) {
    desk.validation().check(command);
    requireNear("until", command.until());
    return run(
        Action.CHANGE_CARD,
        "card-freeze/",
        command,
        new Fingerprint().put(command.reason()).put(command.until()),
        (draft, source) -> CourseRules.freeze(draft, command, freezes(draft, command), source));
  }

  /** History is read only if the program counts freezes. */
  private long freezes(FileDraft draft, FreezeCard command) {
    boolean counted = CoursePlan.terms(draft.program(), command.item()).freezes().isPresent();
    return counted
        ? CourseRules.open(draft, command)
            .map(card -> freezes(command.customer(), card.number()))
            .orElse(0L)
        : 0;
  }

  /** With those while it was another customer's, from whom it was taken over. */
  private long freezes(CustomerId customer, long card) {
    List<LedgerEntry> history = desk.entriesFrom(customer, card);
    LedgerEntry opened = history.get(0);
    long before =
        CourseRules.takenOverFrom(opened)
            .map(
                giver ->
                    desk.entriesFrom(giver, 1).stream()
                        .filter(entry -> entry.source().equals(opened.source()))
                        .findFirst()
                        .map(handedOver -> freezes(giver, handedOver.lot()))
                        .orElseThrow())
            .orElse(0L);
    return before + CourseRules.freezes(card, history);
  }

  /**
   * Thaws a frozen card; its end moves by the time it was frozen.
   *
   * @return the entries; refused if the card is not frozen
   */
  public Outcome<Answer> thaw(ThawCard command) {
    desk.validation().check(command);
    return run(
        Action.CHANGE_CARD,
        "card-thaw/",
        command,
        new Fingerprint(),
        (draft, source) -> CourseRules.thaw(draft, command, source));
  }

  /**
   * Gives an open card a later end, within a hundred years from now however often it is extended.
   * The program sets no other bound: it is a person's decision, with a reason, on the statement.
   *
   * @return the entries; refused if the card is not open, never ends, or would not end later
   */
  public Outcome<Answer> extend(ExtendCard command) {
    desk.validation().check(command);
    if (command.until().isPresent() == command.by().isPresent()) {
      throw desk.invalid("until", "until-or-by");
    }
    requireNear("until", command.until());
    if (command.by().filter(by -> !isSome(by)).isPresent()) {
      throw desk.invalid("by", "period", command.by().get());
    }
    return run(
        Action.CHANGE_CARD,
        "card-extend/",
        command,
        new Fingerprint().put(command.reason()).put(command.until()).put(command.by()),
        (draft, source) -> {
          requireNear("by", CourseRules.extended(draft, command));
          return CourseRules.extend(draft, command, source);
        });
  }

  /** Above zero, and at most a hundred years. */
  private static boolean isSome(Period period) {
    return !period.isNegative()
        && !period.isZero()
        && period.getDays() <= FARTHEST.toDays()
        && period.toTotalMonths() <= 1_200;
  }

  /**
   * Makes what is left of a card another customer's, in one commit on both files. The answer has
   * the lines of the customer it was taken from.
   *
   * @return the entry; refused if the card is not open, reserved or frozen in part, or the other
   *     has an open card of this number
   * @throws io.regulars.spi.NotFoundException if either customer does not exist
   */
  public Outcome<Answer> transfer(TransferCard command) {
    desk.validation().check(command);
    if (command.to().equals(command.customer())) {
      throw desk.invalid("to", "same-customer", command.to());
    }
    return run(
        Action.CHANGE_CARD,
        "card-transfer/",
        command,
        new Fingerprint().put(command.to().toString()).put(command.reason()),
        (draft, source) -> transfer(draft, command, source));
  }

  private Optional<Refusal> transfer(FileDraft draft, TransferCard command, Source source) {
    Optional<Refusal> untouchable = CourseRules.untouchable(draft, command);
    if (untouchable.isPresent()) {
      return untouchable;
    }
    FileDraft other = desk.openAlongside(draft, command.to());
    Lot card = CourseRules.open(draft, command).orElseThrow();
    return CourseRules.transfer(draft, other, command, term(command.customer(), card), source);
  }

  /** The policy the card was sold with, which its opening entry keeps. */
  private String term(CustomerId customer, Lot card) {
    PageRequest opening = PageRequest.oldest(1).from(card.number() - 1);
    return desk.storage().entries(desk.merchant(), customer, opening).items().stream()
        .flatMap(entry -> entry.grant().stream())
        .map(Grant::term)
        .findFirst()
        .orElse(LotTerm.UNLIMITED.text());
  }

  /**
   * Pays back unused sessions: what was paid for the card, less the price of those that do not come
   * back. The money is the worth of the entry's {@link LedgerEntry#grant()}.
   *
   * @return the entry; refused if the card is not open, reserved or frozen in part, or has fewer
   *     left
   */
  public Outcome<Answer> refund(RefundCard command) {
    desk.validation().check(command);
    return run(
        Action.CHANGE_CARD,
        "card-refund/",
        command,
        new Fingerprint().put(command.sessions()).put(command.reason()),
        (draft, source) -> CourseRules.refund(draft, command, source));
  }

  /**
   * The customer's open cards as of now, service by service, those to be used first before others.
   */
  public List<CourseCard> cards(CustomerId customer) {
    desk.reading();
    CustomerFile file = desk.asOfNow(desk.stored(customer));
    List<CourseCard> cards = new ArrayList<>();
    for (LedgerAccount account : file.accounts()) {
      if (account.kind().isCourse() && !account.lots().isEmpty()) {
        Optional<Instant> due = nextDue(customer, account.kind().name());
        account.lots().stream()
            .sorted(Take.CARDS.order())
            .map(lot -> card(account.kind(), lot, due))
            .forEach(cards::add);
      }
    }
    return cards;
  }

  private CourseCard card(AccountKind kind, Lot lot, Optional<Instant> due) {
    return new CourseCard(
        kind.name(),
        lot.ref(),
        lot.amount(),
        lot.left(),
        lot.held(Hold.Kind.RESERVED),
        lot.held(Hold.Kind.FROZEN),
        Money.ofMinor(desk.tenant().merchant().currency(), SessionPrice.each(lot)),
        lot.earnedAt(),
        lot.endsAt(),
        due);
  }

  private Optional<Instant> nextDue(CustomerId customer, String item) {
    Optional<Period> cycle = CoursePlan.terms(desk.tenant().program(), item).careCycle();
    return cycle.flatMap(
        period ->
            desk.latestVisit(customer, visit -> CourseRules.hadSession(visit, item))
                .map(last -> Periods.after(last, period, desk.tenant().merchant().zone())));
  }

  private void requireNear(String field, Optional<Instant> instant) {
    Instant farthest = desk.runner().now().plus(FARTHEST);
    if (instant.filter(farthest::isBefore).isPresent()) {
      throw desk.invalid(field, "at-most", instant.get(), farthest);
    }
  }

  private Outcome<Answer> run(
      Action action,
      String name,
      CardCommand command,
      Fingerprint fingerprint,
      BiFunction<FileDraft, Source, Optional<Refusal>> rule) {
    return run(
        action,
        name + command.key(),
        command.customer(),
        fingerprint.put(command.item()).put(command.card()),
        rule);
  }

  private Outcome<Answer> run(
      Action action,
      String key,
      CustomerId customer,
      Fingerprint fingerprint,
      BiFunction<FileDraft, Source, Optional<Refusal>> rule) {
    Source source = Source.command(key);
    return desk.run(
        new Booking(
            desk,
            action,
            customer,
            new IdempotencyKey(key, fingerprint.put(customer.toString()).digest()),
            draft -> rule.apply(draft, source)));
  }
}
