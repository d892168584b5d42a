package io.regulars.coupon;

import com.github.f4b6a3.uuid.UuidCreator;
import io.regulars.coupon.CouponRules.Found;
import io.regulars.engine.Action;
import io.regulars.engine.Answer;
import io.regulars.engine.Booking;
import io.regulars.engine.DeskContext;
import io.regulars.engine.FileDraft;
import io.regulars.engine.Fingerprint;
import io.regulars.engine.IdempotencyKey;
import io.regulars.engine.Outcome;
import io.regulars.engine.Refusal;
import io.regulars.ledger.LedgerRules;
import io.regulars.ledger.Take;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.visit.VisitLine;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;

/**
 * Issues coupons and withdraws them, shows a customer's, and says what a basket costs with them.
 * They are used by a payment of a visit, see {@link CouponTender}. Thread-safe.
 */
public final class CouponService {

  private final DeskContext desk;

  /** For one desk. */
  public CouponService(DeskContext desk) {
    this.desk = desk;
  }

  /**
   * Issues a coupon, from now to the end its type's term gives it.
   *
   * @return the entries; the coupon's number is the {@code lotRef} of the one on its account.
   *     Refused beyond a limit
   * @throws io.regulars.spi.InvalidCommandException unless there is either a number or a key, and
   *     the program has the type; or for the pool itself where it counts
   * @throws NotFoundException if the merchant has no such store or customer
   * @throws io.regulars.spi.NotAllowedException unless by a consultant, a store manager, head
   *     office or the system
   * @throws io.regulars.spi.ConflictException if the number or the key was used for another coupon
   */
  public Outcome<Answer> issue(IssueCoupon command) {
    desk.validation().check(command);
    if (command.number().isPresent() == command.key().isPresent()) {
      throw desk.invalid("number", "coupon-number");
    }
    ZoneId zone =
        command
            .store()
            .map(id -> desk.store(id).zone())
            .orElseGet(() -> desk.tenant().merchant().zone());
    Source source =
        Source.command(
            command
                .number()
                .map(number -> "coupon/" + number)
                .orElseGet(() -> "coupon-key/" + command.key().orElseThrow()));
    String number =
        command.number().orElseGet(() -> UuidCreator.getTimeOrderedEpochPlus1().toString());
    return desk.run(
        new Booking(
            desk,
            Action.ISSUE_COUPON,
            command.customer(),
            new IdempotencyKey(
                source.id(),
                new Fingerprint()
                    .put(command.customer().toString())
                    .put(command.type())
                    .put(command.store())
                    .put(command.reason())
                    .digest()),
            draft -> {
              CouponType type = type(draft, command.type());
              return new IssueRules(draft, type, zone, source)
                  .issue(
                      number,
                      Explanation.of("coupon.issued", number, command.reason()),
                      pool(draft, type));
            }));
  }

  private CouponType type(FileDraft draft, String code) {
    List<CouponType> types =
        draft.program().plan(CouponPlan.class).map(CouponPlan::types).orElse(List.of());
    return types.stream()
        .filter(type -> type.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                desk.invalid(
                    "type", "coupon-type", code, types.stream().map(CouponType::code).toList()));
  }

  /** The file that counts coupons of this type in all, to be committed with the draft. */
  private Optional<FileDraft> pool(FileDraft draft, CouponType type) {
    if (type.limitInAll().isEmpty()) {
      return Optional.empty();
    }
    CustomerId pool =
        draft.program().plan(CouponPlan.class).flatMap(CouponPlan::pool).orElseThrow();
    if (pool.equals(draft.customer())) {
      throw desk.invalid("customer", "coupon-pool", pool);
    }
    return Optional.of(desk.openAlongside(draft, pool));
  }

  /**
   * Takes an unused coupon away. It stays counted by the limits of its type.
   *
   * @return the entry; refused if there is no such coupon, or it is set aside
   * @throws NotFoundException if there is no such customer
   * @throws io.regulars.spi.NotAllowedException unless by a store manager, head office or the
   *     system
   * @throws io.regulars.spi.ConflictException if the key was used for another withdrawal
   */
  public Outcome<Answer> withdraw(WithdrawCoupon command) {
    desk.validation().check(command);
    Source source = Source.command("coupon-withdraw/" + command.key());
    return desk.run(
        new Booking(
            desk,
            Action.WITHDRAW_COUPON,
            command.customer(),
            new IdempotencyKey(
                source.id(),
                new Fingerprint()
                    .put(command.customer().toString())
                    .put(command.number())
                    .put(command.reason())
                    .digest()),
            draft -> withdraw(draft, command, source)));
  }

  private static Optional<Refusal> withdraw(
      FileDraft draft, WithdrawCoupon command, Source source) {
    Optional<Found> found = CouponRules.find(draft, command.number());
    Optional<Skipped> missing =
        found.isPresent()
            ? CouponRules.setAside(found.get())
            : Optional.of(CouponRules.skipped(command.number(), Skipped.Why.NOT_THERE));
    return missing.isPresent()
        ? missing.map(Skipped::refusal)
        : LedgerRules.debit(
            draft,
            found.orElseThrow().account(),
            EntryKind.WITHDRAWN,
            1,
            Take.of(command.number()),
            source,
            Explanation.of("coupon.withdrawn", command.number(), command.reason()));
  }

  /**
   * The customer's coupons as of now, the one ending first before all others.
   *
   * @throws NotFoundException if there is no such customer
   */
  public List<Coupon> list(CustomerId customer) {
    desk.reading();
    Optional<CouponPlan> plan = desk.tenant().program().plan(CouponPlan.class);
    return desk.asOfNow(desk.stored(customer)).accounts().stream()
        .filter(account -> account.kind().isCoupon())
        .flatMap(account -> account.lots().stream().map(lot -> coupon(plan, account, lot)))
        .sorted(
            Comparator.comparing((Coupon coupon) -> coupon.endsAt().orElse(Instant.MAX))
                .thenComparing(Coupon::issuedAt)
                .thenComparing(Coupon::number))
        .toList();
  }

  private static Coupon coupon(Optional<CouponPlan> plan, LedgerAccount account, Lot lot) {
    return new Coupon(
        lot.ref().orElse(""),
        account.kind().name(),
        lot.earnedAt(),
        lot.endsAt(),
        lot.left() > 0 ? Optional.empty() : lot.holds().stream().findFirst().map(Hold::kind),
        plan.flatMap(known -> known.type(account.kind().name())));
  }

  /**
   * What the basket would cost with these coupons now, by the code that takes them when the visit
   * is recorded: what each takes off, line by line, and why one is not taken. Nothing is written.
   *
   * @throws io.regulars.spi.InvalidCommandException if a line is in another currency
   * @throws NotFoundException if the merchant has no such store or customer
   */
  public CouponQuote quote(QuoteCoupons command) {
    desk.reading();
    desk.validation().check(command);
    CurrencyUnit currency = desk.tenant().merchant().currency();
    for (int i = 0; i < command.lines().size(); i++) {
      VisitLine line = command.lines().get(i);
      if (!line.paid().getCurrencyUnit().equals(currency)) {
        throw desk.invalid("lines[" + i + "].paid", "currency", line.paid(), currency);
      }
    }
    FileDraft draft = desk.draftOfNow(command.customer());
    return CouponRules.quote(
        draft, command.lines(), command.coupons(), desk.store(command.store()), draft.now());
  }
}
