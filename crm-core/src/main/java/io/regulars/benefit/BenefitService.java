package io.regulars.benefit;

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
import io.regulars.ledger.Histories;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.VisitId;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.storage.CommandReceipt;
import io.regulars.spi.visit.Visit;
import java.util.List;
import java.util.Optional;

/** Benefits of tiers: shown, used, given back. Thread-safe. */
public final class BenefitService {

  private final DeskContext desk;

  /** For one desk. */
  public BenefitService(DeskContext desk) {
    this.desk = desk;
  }

  /** How the customer stands now with every benefit of the program, in its order. */
  public List<BenefitStanding> of(CustomerId customer) {
    desk.reading();
    FileDraft draft = desk.draftOfNow(customer);
    return plan().stream()
        .flatMap(plan -> plan.benefits().stream())
        .map(benefit -> BenefitRules.standing(draft, benefit))
        .toList();
  }

  /**
   * Takes one use from the quota of the present period, in the merchant's zone.
   *
   * @return the entries; refused with the tiers that hold the benefit, or with the day from which
   *     it can be used again
   * @throws NotFoundException if there is no such customer, benefit, or visit of the customer
   * @throws io.regulars.spi.ConflictException if the key was used for another use
   */
  public Outcome<Answer> use(UseBenefit command) {
    desk.validation().check(command);
    Benefit benefit = benefit(command.benefit());
    Source byCommand = Source.command(key(command.key()));
    Source use = command.visit().map(Source::visit).orElse(byCommand);
    return desk.run(
        new Booking(
            desk,
            Action.USE_BENEFIT,
            command.customer(),
            new IdempotencyKey(
                byCommand.id(),
                new Fingerprint()
                    .put(command.customer().toString())
                    .put(command.benefit())
                    .put(command.visit())
                    .digest()),
            draft ->
                command
                    .visit()
                    .flatMap(visit -> takenBack(command.customer(), visit))
                    .or(() -> BenefitRules.use(draft, benefit, byCommand, use))));
  }

  /**
   * Gives a use back to the quota it was taken from; if its period is over, that has ended. Sent
   * again, it gets the first answer again.
   *
   * @param key the host's key of the use
   * @return the entries; refused if the visit of the use was taken back, and the use with it
   * @throws NotFoundException if nothing was used under this key
   */
  public Outcome<Answer> giveBack(String key) {
    CommandReceipt receipt =
        desk.storage()
            .receipt(desk.merchant(), key(key))
            .orElseThrow(
                () ->
                    new NotFoundException(
                        "no benefit was used under the key " + key + "; check the key"));
    CustomerId customer = receipt.customer();
    return desk.run(
        new Booking(
            desk,
            Action.GIVE_BACK_BENEFIT,
            customer,
            new IdempotencyKey("give-back-" + key(key), new Fingerprint().put(key).digest()),
            draft -> {
              LedgerEntry use = use(receipt);
              return BenefitRules.giveBack(
                  draft,
                  use,
                  Histories.from(desk, customer, use.lot()),
                  key,
                  Explanation.of("benefit.given-back", use.account().name()));
            }));
  }

  private LedgerEntry use(CommandReceipt receipt) {
    return desk.entriesFrom(receipt.customer(), receipt.fromSeq()).stream()
        .filter(entry -> entry.seq() <= receipt.throughSeq())
        .filter(entry -> entry.kind() == EntryKind.SPENT && entry.account().isQuota())
        .findFirst()
        .orElseThrow();
  }

  private static String key(String key) {
    return "benefit/" + key;
  }

  private Optional<Refusal> takenBack(CustomerId customer, VisitId id) {
    Visit visit =
        desk.storage()
            .visit(desk.merchant(), id)
            .filter(found -> found.customer().equals(customer))
            .orElseThrow(
                () -> new NotFoundException("customer " + customer + " has no visit " + id));
    return visit.status().stands()
        ? Optional.empty()
        : Refusal.of(Reason.VISIT_ALREADY_TAKEN_BACK, id, visit.status());
  }

  private Benefit benefit(String code) {
    Program program = desk.tenant().program();
    List<String> codes =
        plan().stream().flatMap(plan -> plan.benefits().stream()).map(Benefit::code).toList();
    return plan()
        .flatMap(plan -> plan.benefit(code))
        .orElseThrow(
            () ->
                new NotFoundException(
                    "program "
                        + program.version()
                        + " has no benefit "
                        + code
                        + "; there are "
                        + codes));
  }

  private Optional<BenefitPlan> plan() {
    return desk.tenant().program().plan(BenefitPlan.class);
  }
}
