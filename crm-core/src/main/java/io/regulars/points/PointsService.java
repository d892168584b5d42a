package io.regulars.points;

import io.regulars.engine.Action;
import io.regulars.engine.Answer;
import io.regulars.engine.Booking;
import io.regulars.engine.DeskContext;
import io.regulars.engine.FileDraft;
import io.regulars.engine.Fingerprint;
import io.regulars.engine.IdempotencyKey;
import io.regulars.engine.Outcome;
import io.regulars.engine.Refusal;
import io.regulars.ledger.Credit;
import io.regulars.ledger.Histories;
import io.regulars.ledger.LedgerRules;
import io.regulars.ledger.LedgerService;
import io.regulars.ledger.LotTerm;
import io.regulars.ledger.Take;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Page;
import io.regulars.spi.PageRequest;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.VisitId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.storage.CommandReceipt;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitStatus;
import java.util.List;
import java.util.Optional;

/** Redeems points, undoes that, adjusts them, and shows where they are. Thread-safe. */
public final class PointsService {

  private static final String REDEEM = "redeem/";

  private final DeskContext desk;

  /** For one desk. */
  public PointsService(DeskContext desk) {
    this.desk = desk;
  }

  /**
   * Spends points now, those ending first before all others.
   *
   * @return the entries, one per lot taken; refused with asked and available if there are too few
   * @throws io.regulars.spi.ConflictException if the key was used for another redemption
   */
  public Outcome<Answer> redeem(RedeemPoints command) {
    desk.validation().check(command);
    Source source = Source.command(REDEEM + command.key());
    Explanation why =
        Explanation.of("points.redeemed", Long.toString(command.points()), command.item());
    Fingerprint payload =
        new Fingerprint()
            .put(command.customer().toString())
            .put(command.points())
            .put(command.item());
    return desk.run(
        new Booking(
            desk,
            Action.REDEEM_POINTS,
            command.customer(),
            new IdempotencyKey(source.id(), payload.digest()),
            draft -> RedemptionRules.spend(draft, command.points(), source, why)));
  }

  /**
   * Gives a reward of the program for points; one that is a course card is on its account at once.
   *
   * @return the entries; refused if the program has no such reward, if there are too few points, or
   *     if the card's number is in use
   * @throws io.regulars.spi.ConflictException if the key was used for another redemption
   */
  public Outcome<Answer> redeem(RedeemReward command) {
    desk.validation().check(command);
    boolean isCard =
        desk.tenant()
            .program()
            .plan(PointsPlan.class)
            .flatMap(plan -> plan.reward(command.reward()))
            .flatMap(Reward::card)
            .isPresent();
    if (isCard && command.card().isEmpty()) {
      throw desk.invalid("card", "card-missing", command.reward());
    }
    Source source = Source.command(REDEEM + command.key());
    Fingerprint payload =
        new Fingerprint()
            .put(command.customer().toString())
            .put(command.reward())
            .put(command.card());
    return desk.run(
        new Booking(
            desk,
            Action.REDEEM_POINTS,
            command.customer(),
            new IdempotencyKey(source.id(), payload.digest()),
            draft -> RedemptionRules.redeem(draft, command, source)));
  }

  /**
   * Undoes a redemption, or the spending of reserved points: the points go back to the lots they
   * came from, with their own ends; to what ended meanwhile, as {@link PointsPlan#restoredFor}
   * says.
   *
   * @return the entries; refused if a course card given for the points has been used
   * @throws NotFoundException if no redemption was carried out under this key, or no points
   *     reserved under this name were spent
   */
  public Outcome<Answer> cancel(CancelRedemption command) {
    desk.validation().check(command);
    String redemption =
        (command.reserved() ? LedgerService.SPEND_RESERVED : REDEEM) + command.redemption();
    Source redeemedBy = Source.command(redemption);
    CommandReceipt receipt =
        desk.storage()
            .receipt(desk.merchant(), redemption)
            .orElseThrow(() -> noRedemption(command));
    List<LedgerEntry> redeemed = Histories.written(desk, receipt, redeemedBy);
    if (redeemed.stream().noneMatch(entry -> entry.account().equals(AccountKind.POINTS))) {
      throw noRedemption(command);
    }
    Source source = Source.command("cancel/" + redemption);
    Explanation why = Explanation.of("redemption.cancelled", command.reason());
    return desk.run(
        new Booking(
            desk,
            Action.CANCEL_REDEMPTION,
            receipt.customer(),
            new IdempotencyKey(source.id(), new Fingerprint().put(redemption).digest()),
            draft ->
                RedemptionRules.cancel(
                    draft,
                    redeemed,
                    Histories.of(desk, receipt.customer(), redeemed),
                    source,
                    why)));
  }

  private static NotFoundException noRedemption(CancelRedemption command) {
    return new NotFoundException(
        command.reserved()
            ? "no points reserved under " + command.redemption() + " were spent"
            : "no redemption was carried out under the key " + command.redemption());
  }

  /**
   * Grants or withdraws points by hand. Granted ones last as the program's points do, from now.
   *
   * @return the entries; refused if more is withdrawn than there is, or than the visit it names has
   *     earned, or if anything of that visit has come back
   * @throws NotFoundException if the customer has no such visit
   * @throws io.regulars.spi.NotAllowedException unless by a store manager, head office or the
   *     system
   * @throws io.regulars.spi.ConflictException if the key was used for another adjustment
   */
  public Outcome<Answer> adjust(AdjustPoints command) {
    desk.validation().check(command);
    if (command.points() == 0) {
      throw desk.invalid("points", "adjustment");
    }
    if (command.visit().isPresent() && command.points() > 0) {
      throw desk.invalid("visit", "withdrawal-visit", command.points());
    }
    Optional<Visit> visit = command.visit().map(id -> visit(command.customer(), id));
    Source source = Source.command("adjust/" + command.key());
    Fingerprint payload =
        new Fingerprint()
            .put(command.customer().toString())
            .put(command.points())
            .put(command.reason());
    command.visit().ifPresent(id -> payload.put(id.toString()));
    return desk.run(
        new Booking(
            desk,
            Action.ADJUST_POINTS,
            command.customer(),
            new IdempotencyKey(source.id(), payload.digest()),
            draft ->
                command.points() > 0
                    ? grant(draft, command, source)
                    : visit.isPresent()
                        ? withdraw(draft, command, visit.get().id())
                        : LedgerRules.debit(
                            draft,
                            AccountKind.POINTS,
                            EntryKind.WITHDRAWN,
                            -command.points(),
                            Take.ANY,
                            source,
                            Explanation.of("points.withdrawn", command.reason()))));
  }

  /** The visit as stored, if it is this customer's. */
  private Visit visit(CustomerId customer, VisitId id) {
    return desk.storage()
        .visit(desk.merchant(), id)
        .filter(visit -> visit.customer().equals(customer))
        .orElseThrow(() -> new NotFoundException("customer " + customer + " has no visit " + id));
  }

  private Optional<Refusal> withdraw(FileDraft draft, AdjustPoints command, VisitId id) {
    Visit visit = visit(command.customer(), id);
    if (visit.status() != VisitStatus.RECORDED) {
      return Refusal.of(Reason.VISIT_ALREADY_TAKEN_BACK, id, visit.status());
    }
    return WithdrawalRules.withdraw(
        draft,
        visit,
        -command.points(),
        Histories.of(desk, visit),
        Explanation.of("points.withdrawn.visit", command.reason(), visit.receipt()));
  }

  /** The points account as of now: open lots, outstanding, deficit. */
  public LedgerAccount account(CustomerId customer) {
    desk.reading();
    return desk.asOfNow(desk.stored(customer)).account(AccountKind.POINTS);
  }

  /** The ledger entries of all accounts of a customer, paged by line number. */
  public Page<LedgerEntry> statement(CustomerId customer, PageRequest page) {
    return desk.pageOf(customer, desk.reading().entries(desk.merchant(), customer, page));
  }

  private static Optional<Refusal> grant(FileDraft draft, AdjustPoints command, Source source) {
    Optional<Refusal> full = LedgerRules.room(draft, AccountKind.POINTS, command.points());
    if (full.isEmpty()) {
      LotTerm term =
          draft.program().plan(PointsPlan.class).map(PointsPlan::term).orElse(LotTerm.UNLIMITED);
      LedgerRules.credit(
          draft,
          Credit.builder()
              .account(AccountKind.POINTS)
              .kind(EntryKind.GRANTED)
              .amount(command.points())
              .earnedAt(draft.asOf())
              .endsAt(term.endsAt(draft.asOf(), draft.merchant().zone(), draft))
              .term(term.text())
              .source(source)
              .explanation(Explanation.of("points.granted", command.reason()))
              .build());
    }
    return full;
  }
}
