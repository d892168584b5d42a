package io.regulars.storedvalue;

import io.regulars.engine.Action;
import io.regulars.engine.Answer;
import io.regulars.engine.Booking;
import io.regulars.engine.DeskContext;
import io.regulars.engine.FileDraft;
import io.regulars.engine.Fingerprint;
import io.regulars.engine.IdempotencyKey;
import io.regulars.engine.Outcome;
import io.regulars.engine.Program;
import io.regulars.engine.Refusal;
import io.regulars.engine.Work;
import io.regulars.spi.CustomerId;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.VisitLine;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Stored value: topped up, paid back, frozen, and shown. It is spent by a payment {@link
 * PaymentKind#STORED_VALUE} of a visit. Thread-safe.
 */
public final class StoredValueService {

  private static final Set<PaymentKind> MEANS =
      EnumSet.of(PaymentKind.CASH, PaymentKind.CARD, PaymentKind.WALLET, PaymentKind.MONEY);

  private final DeskContext desk;

  /** For one desk. */
  public StoredValueService(DeskContext desk) {
    this.desk = desk;
  }

  /**
   * Credits what was paid in advance, and the bonus the ladder gives for it. Nothing is earned on
   * it until it is spent.
   *
   * @return the entries; refused if it is beyond what an account can hold
   * @throws io.regulars.spi.InvalidCommandException if the amount is not above zero, in another
   *     currency, or not paid in money
   * @throws NotFoundException if there is no such customer or store, or the program has no stored
   *     value
   * @throws io.regulars.spi.ConflictException if the number was used for another top-up
   */
  public Outcome<Answer> topUp(TopUp command) {
    desk.validation().check(command);
    requireAmount("amount", command.amount());
    desk.store(command.store());
    if (!MEANS.contains(command.means())) {
      throw desk.invalid("means", "means", command.means(), MEANS);
    }
    Program program = desk.tenant().program();
    StoredValuePlan plan =
        program
            .plan(StoredValuePlan.class)
            .orElseThrow(
                () ->
                    new NotFoundException(
                        "program " + program.version() + " has no StoredValuePlan; add one"));
    String key = "top-up/" + command.number();
    Fingerprint payload =
        new Fingerprint()
            .put(command.customer().toString())
            .put(command.store().value())
            .put(command.amount().getAmountMinorLong())
            .put(command.means().name());
    return desk.run(
        booking(
            Action.TOP_UP,
            command.customer(),
            key,
            payload,
            draft -> StoredValueRules.topUp(draft, plan, command, Source.command(key))));
  }

  /**
   * Pays unused principal back, and lets the bonus go as the program says. The same key with the
   * same content gets the first answer again; {@link #paidBack} tells the money.
   *
   * @return the entries; refused with what is unused if that is nothing, or less than is asked
   * @throws io.regulars.spi.InvalidCommandException if the amount is not above zero or in another
   *     currency
   * @throws io.regulars.spi.ConflictException if the key was used for another refund
   */
  public Outcome<Answer> refund(RefundStoredValue command) {
    return desk.run(refunding(command));
  }

  /** What {@link #refund} would do now, decided by the same code; nothing is written. */
  public Outcome<Answer> preview(RefundStoredValue command) {
    return desk.preview(refunding(command));
  }

  private Work refunding(RefundStoredValue command) {
    desk.validation().check(command);
    command.amount().ifPresent(amount -> requireAmount("amount", amount));
    String key = "refund-stored-value/" + command.key();
    Fingerprint payload =
        new Fingerprint()
            .put(command.customer().toString())
            .put(command.topUp())
            .put(command.amount())
            .put(command.reason());
    return booking(
        Action.REFUND_STORED_VALUE,
        command.customer(),
        key,
        payload,
        draft ->
            StoredValueRules.refund(
                draft, command, history(draft, command.topUp()), Source.command(key)));
  }

  /** The entries from the opening of the oldest lot that is refundable on. */
  private List<LedgerEntry> history(FileDraft draft, Optional<String> topUp) {
    return StoredValueRules.refundable(draft, topUp).stream()
        .map(Lot::number)
        .min(Long::compare)
        .map(oldest -> desk.entriesFrom(draft.customer(), oldest))
        .orElse(List.of());
  }

  /** The money a {@link #refund}, or its preview, pays back. */
  public Money paidBack(Answer refund) {
    return money(-refund.sum(AccountKind.PRINCIPAL, EntryKind.REVERSED));
  }

  /**
   * Suspends all stored value there is now: it is neither spent nor paid back, and does not end.
   * What was spent before and comes back is suspended with it; what is topped up later is not. The
   * reference serves one freeze; with the same one again, it is the first answer again.
   *
   * @return the entries; refused if there is nothing
   */
  public Outcome<Answer> freeze(FreezeStoredValue command) {
    return desk.run(
        freezing(
            "freeze-stored-value",
            command,
            (draft, source) -> StoredValueRules.freeze(draft, command.ref(), source)));
  }

  /**
   * Lets go what a freeze suspended, with ends moved by the time it was.
   *
   * @return the entries; refused if nothing is frozen under the reference
   */
  public Outcome<Answer> thaw(FreezeStoredValue command) {
    return desk.run(
        freezing(
            "thaw-stored-value",
            command,
            (draft, source) -> StoredValueRules.thaw(draft, command.ref(), source)));
  }

  /** Decides what a freeze, or the end of one, does. */
  @FunctionalInterface
  private interface FreezeRule {
    Optional<Refusal> apply(FileDraft draft, Source source);
  }

  private Work freezing(String what, FreezeStoredValue command, FreezeRule rule) {
    desk.validation().check(command);
    String key = what + "/" + command.customer() + "/" + command.ref();
    return booking(
        Action.FREEZE_STORED_VALUE,
        command.customer(),
        key,
        new Fingerprint(),
        draft -> rule.apply(draft, Source.command(key)));
  }

  /** What there is now, principal and bonus apart. */
  public StoredValue balance(CustomerId customer) {
    desk.reading();
    CustomerFile file = desk.asOfNow(desk.stored(customer));
    LedgerAccount principal = file.account(AccountKind.PRINCIPAL);
    LedgerAccount bonus = file.account(AccountKind.BONUS);
    return new StoredValue(
        money(principal.available()),
        money(bonus.available()),
        money(principal.outstanding() - principal.available()),
        money(bonus.outstanding() - bonus.available()));
  }

  private Booking booking(
      Action action,
      CustomerId customer,
      String key,
      Fingerprint payload,
      Function<FileDraft, Optional<Refusal>> rule) {
    return new Booking(desk, action, customer, new IdempotencyKey(key, payload.digest()), rule);
  }

  private Money money(long minor) {
    return Money.ofMinor(currency(), minor);
  }

  private CurrencyUnit currency() {
    return desk.tenant().merchant().currency();
  }

  private void requireAmount(String field, Money amount) {
    if (!amount.getCurrencyUnit().equals(currency())) {
      throw desk.invalid(field, "currency", amount, currency());
    }
    Money most = money(VisitLine.MAX);
    if (!amount.isPositive() || amount.isGreaterThan(most)) {
      throw desk.invalid(field, "amount", amount, most);
    }
  }
}
