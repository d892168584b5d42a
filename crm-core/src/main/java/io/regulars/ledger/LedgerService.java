package io.regulars.ledger;

import io.regulars.engine.Action;
import io.regulars.engine.Answer;
import io.regulars.engine.Booking;
import io.regulars.engine.DeskContext;
import io.regulars.engine.FileDraft;
import io.regulars.engine.Fingerprint;
import io.regulars.engine.IdempotencyKey;
import io.regulars.engine.Outcome;
import io.regulars.engine.Refusal;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Page;
import io.regulars.spi.PageRequest;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.storage.CommandReceipt;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All accounts of a customer: statements as of any instant, reservations, and accounts of the
 * host's own kinds. Thread-safe.
 */
public final class LedgerService {

  /** What the key of the receipt for spending a reservation begins with. */
  public static final String SPEND_RESERVED = "spend-reserved/";

  private static final String RESERVE = "reserve/";
  private static final String DEBIT = "debit/";

  /** The longest a reservation may last: ten years. */
  private static final Duration LONGEST = Duration.ofDays(3_660);

  private final DeskContext desk;

  /** For one desk. */
  public LedgerService(DeskContext desk) {
    this.desk = desk;
  }

  /** The accounts as of now, sorted by kind. */
  public List<LedgerAccount> accounts(CustomerId customer) {
    desk.reading();
    return desk.asOfNow(desk.stored(customer)).accounts();
  }

  /** The account as of now: open lots, what is held of them, deficit. */
  public LedgerAccount account(CustomerId customer, AccountKind account) {
    desk.reading();
    return desk.asOfNow(desk.stored(customer)).account(account);
  }

  /** The ledger entries of all accounts of a customer, paged by line number. */
  public Page<LedgerEntry> entries(CustomerId customer, PageRequest page) {
    return desk.pageOf(customer, desk.reading().entries(desk.merchant(), customer, page));
  }

  /**
   * The account as of an instant, told by its entries and by what time alone has changed since the
   * last of them, which is not written; an instant to come is now. Reads all entries of the
   * customer. In words: {@link io.regulars.engine.Texts} of the desk, by {@link StatementText}.
   */
  public Statement statement(CustomerId customer, AccountKind account, Instant asOf) {
    desk.reading();
    FileDraft draft = desk.draftOfNow(customer);
    long lastSeq = draft.before().map(CustomerFile::lastSeq).orElse(0L);
    List<LedgerEntry> entries =
        Stream.concat(
                desk.entriesFrom(customer, 1).stream().filter(entry -> entry.seq() <= lastSeq),
                draft.entries().stream())
            .toList();
    Instant until = asOf.isAfter(draft.now()) ? draft.now() : asOf;
    return Statement.of(customer, account, until, entries);
  }

  /**
   * Gives something of the host's own kind.
   *
   * @return the entries; refused if the reference is in use on the account, or it is beyond what an
   *     account can hold
   */
  public Outcome<Answer> credit(CreditValue command) {
    desk.validation().check(command);
    requireHosts(command.account());
    Fingerprint payload =
        new Fingerprint()
            .put(command.customer().toString())
            .put(command.account().code())
            .put(command.amount())
            .put(command.term().text())
            .put(command.ref())
            .put(command.reason());
    Source source = Source.command("credit/" + command.key());
    return run(
        Action.BOOK_VALUE,
        command.customer(),
        source,
        payload,
        draft -> credit(draft, command, source));
  }

  private static Optional<Refusal> credit(FileDraft draft, CreditValue command, Source source) {
    LedgerAccount account = draft.account(command.account());
    if (command.ref().flatMap(account::lot).isPresent()) {
      return Refusal.of(Reason.REF_TAKEN, command.account(), command.ref().orElseThrow());
    }
    Optional<Refusal> full = LedgerRules.room(draft, command.account(), command.amount());
    if (full.isEmpty()) {
      LedgerRules.credit(
          draft,
          Credit.builder()
              .account(command.account())
              .kind(EntryKind.GRANTED)
              .amount(command.amount())
              .earnedAt(draft.asOf())
              .endsAt(command.term().endsAt(draft.asOf(), draft.merchant().zone(), draft))
              .term(command.term().text())
              .ref(command.ref())
              .source(source)
              .explanation(Explanation.of("value.given", command.reason()))
              .build());
    }
    return full;
  }

  /**
   * Uses something of the host's own kind.
   *
   * @return the entries; refused with asked and available if there is too little
   */
  public Outcome<Answer> debit(DebitValue command) {
    desk.validation().check(command);
    requireHosts(command.account());
    Fingerprint payload =
        new Fingerprint()
            .put(command.customer().toString())
            .put(command.account().code())
            .put(command.amount())
            .put(command.ref())
            .put(command.reason());
    Source source = Source.command(DEBIT + command.key());
    Explanation why = Explanation.of("value.used", command.reason());
    return run(
        Action.BOOK_VALUE,
        command.customer(),
        source,
        payload,
        draft ->
            LedgerRules.debit(
                draft,
                command.account(),
                EntryKind.SPENT,
                command.amount(),
                Take.ANY.only(command.ref()),
                source,
                why));
  }

  /**
   * Sets something aside until it is spent, released, or lapses. It may be taken meanwhile, when
   * the sale that gave it comes back: then the reservation stands {@link
   * io.regulars.spi.ledger.LedgerAccount#unbacked unbacked}.
   *
   * @return the entries; refused with asked and available if there is too little
   * @throws io.regulars.spi.ConflictException if the reservation's name was used for another one
   */
  public Outcome<Answer> reserve(ReserveValue command) {
    desk.validation().check(command);
    if (!command.account().equals(AccountKind.POINTS)) {
      requireHosts(command.account());
    }
    Instant latest = desk.now().plus(LONGEST);
    if (command.until().isAfter(latest)) {
      throw desk.invalid("until", "at-most", command.until(), latest);
    }
    Instant until = command.until().truncatedTo(ChronoUnit.MICROS);
    Fingerprint payload =
        new Fingerprint()
            .put(command.customer().toString())
            .put(command.account().code())
            .put(command.amount())
            .put(until);
    Source source = Source.command(RESERVE + command.reservation());
    return run(
        Action.BOOK_VALUE,
        command.customer(),
        source,
        payload,
        draft -> {
          if (!until.isAfter(draft.now())) {
            throw desk.invalid("until", "until-past", until, draft.now());
          }
          return Holds.hold(
              draft,
              command.account(),
              new Hold(
                  Hold.Kind.RESERVED,
                  command.reservation(),
                  command.amount(),
                  draft.asOf(),
                  Optional.of(until)),
              Take.ANY,
              source,
              Explanation.of("value.reserved", command.reservation()));
        });
  }

  /**
   * Spends what a reservation holds, all of it or a part; the rest comes back. What was taken of it
   * meanwhile becomes a deficit, told by a {@link io.regulars.spi.file.EventKind#SHORTFALL}. Sent
   * twice, it counts once.
   *
   * @param amount how much, above zero
   * @return the entries; refused if nothing is held any longer, or not so much
   * @throws NotFoundException if there never was such a reservation
   */
  public Outcome<Answer> spendReserved(String reservation, long amount) {
    Reservation found = find(reservation);
    if (amount <= 0) {
      throw desk.invalid("amount", "not-positive", amount);
    }
    Source source = Source.command(SPEND_RESERVED + reservation);
    Explanation why = Explanation.of("value.used", reservation);
    return run(
        Action.BOOK_VALUE,
        found.customer(),
        source,
        new Fingerprint().put(amount),
        draft ->
            nothingHeld(draft, found, reservation)
                .or(
                    () ->
                        Holds.spendReserved(
                            draft, found.account(), reservation, amount, source, why)));
  }

  /**
   * Lets go of what a reservation holds. Sent twice, it counts once.
   *
   * @return the entries; refused if nothing is held any longer
   * @throws NotFoundException if there never was such a reservation
   */
  public Outcome<Answer> release(String reservation) {
    Reservation found = find(reservation);
    Source source = Source.command("release/" + reservation);
    Explanation why = Explanation.of("value.released", reservation);
    return run(
        Action.BOOK_VALUE,
        found.customer(),
        source,
        new Fingerprint().put(reservation),
        draft -> {
          Optional<Refusal> refusal = nothingHeld(draft, found, reservation);
          if (refusal.isEmpty()) {
            Holds.release(draft, found.account(), Hold.Kind.RESERVED, reservation, source, why);
          }
          return refusal;
        });
  }

  /**
   * Undoes the use of something of the host's own kind, by a debit or by spending a reservation: it
   * goes back to the lots it came from, with their own ends; to a lot that has ended meanwhile it
   * comes back and ends. Sent twice, it counts once. Points go back by {@code
   * desk.points().cancel}.
   *
   * @return the entries
   * @throws NotFoundException if nothing of the host's own kinds was used under this key
   */
  public Outcome<Answer> cancel(CancelUse command) {
    desk.validation().check(command);
    String use = (command.reserved() ? SPEND_RESERVED : DEBIT) + command.use();
    CommandReceipt receipt =
        desk.storage().receipt(desk.merchant(), use).orElseThrow(() -> notUsed(command));
    List<LedgerEntry> used = Histories.written(desk, receipt, Source.command(use));
    if (!used.get(0).account().isHosts()) {
      throw notUsed(command);
    }
    Source source = Source.command("cancel/" + use);
    Explanation why = Explanation.of("value.use-cancelled", command.reason());
    return run(
        Action.BOOK_VALUE,
        receipt.customer(),
        source,
        new Fingerprint().put(use),
        draft -> {
          List<LedgerEntry> history = Histories.of(desk, receipt.customer(), used);
          Restorations.restoreAll(draft, used, history, Optional.empty(), source, why);
          return Optional.empty();
        });
  }

  private static NotFoundException notUsed(CancelUse command) {
    return new NotFoundException(
        command.reserved()
            ? "nothing of a kind of yours reserved under " + command.use() + " was spent"
            : "nothing of a kind of yours was used under the key " + command.use());
  }

  private static Optional<Refusal> nothingHeld(
      FileDraft draft, Reservation found, String reservation) {
    long held = draft.account(found.account()).held(Hold.Kind.RESERVED, reservation);
    return held == 0
        ? Refusal.of(Reason.NOTHING_HELD, found.account(), reservation)
        : Optional.empty();
  }

  /** Whose account a reservation was made on. */
  private record Reservation(CustomerId customer, AccountKind account) {}

  private Reservation find(String reservation) {
    CommandReceipt receipt =
        desk.storage()
            .receipt(desk.merchant(), RESERVE + reservation)
            .orElseThrow(
                () -> new NotFoundException("nothing was ever reserved under " + reservation));
    AccountKind account =
        desk.entriesFrom(receipt.customer(), receipt.fromSeq()).stream()
            .filter(entry -> entry.kind() == EntryKind.HELD)
            .filter(entry -> entry.source().equals(Source.command(RESERVE + reservation)))
            .findFirst()
            .orElseThrow()
            .account();
    return new Reservation(receipt.customer(), account);
  }

  private Outcome<Answer> run(
      Action action,
      CustomerId customer,
      Source source,
      Fingerprint payload,
      Function<FileDraft, Optional<Refusal>> rule) {
    IdempotencyKey key = new IdempotencyKey(source.id(), payload.digest());
    return desk.run(new Booking(desk, action, customer, key, rule));
  }

  private void requireHosts(AccountKind account) {
    if (!account.isHosts()) {
      throw desk.invalid("account", "not-hosts", account);
    }
  }
}
