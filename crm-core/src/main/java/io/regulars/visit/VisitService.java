package io.regulars.visit;

import com.github.f4b6a3.uuid.UuidCreator;
import io.regulars.course.CoursePlan;
import io.regulars.course.CourseTender;
import io.regulars.engine.Action;
import io.regulars.engine.Answer;
import io.regulars.engine.Booking;
import io.regulars.engine.DeskContext;
import io.regulars.engine.FileDraft;
import io.regulars.engine.Fingerprint;
import io.regulars.engine.IdempotencyKey;
import io.regulars.engine.Outcome;
import io.regulars.engine.Refusal;
import io.regulars.engine.Tenant;
import io.regulars.engine.Work;
import io.regulars.feedback.SurveyRules;
import io.regulars.ledger.Histories;
import io.regulars.lifecycle.LifecycleRules;
import io.regulars.referral.ReferralRules;
import io.regulars.spi.CrmException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Page;
import io.regulars.spi.PageRequest;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.lifecycle.StageStanding;
import io.regulars.spi.storage.CommandReceipt;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitLine;
import io.regulars.spi.visit.VisitReturn;
import io.regulars.spi.visit.VisitStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Records visits and takes them back. Thread-safe. */
public final class VisitService {

  private static final int PAGE = 20;

  private final DeskContext desk;

  /** For one desk. */
  public VisitService(DeskContext desk) {
    this.desk = desk;
  }

  /**
   * Records a visit and books what it earns, at the instant it occurred. A late one is booked at
   * the instant the file has reached, with its terms counted from when it occurred. The same
   * receipt with the same content gets the first answer again.
   *
   * @return the visit with all lines that followed; refused if it is in the future, before the
   *     customer joined, or beyond what an account can hold
   * @throws InvalidCommandException if the shape is wrong: currency, payments that do not add up
   * @throws NotFoundException if the merchant has no such store or customer
   * @throws io.regulars.spi.ConflictException if the receipt was used for another sale
   */
  public Outcome<Answer> record(RecordVisit command) {
    return desk.run(recording(command));
  }

  /**
   * Records what an offline till has kept, each visit with an outcome of its own: the oldest first,
   * whatever their order in the list. What a visit took in kind and is not there may overdraw an
   * account as {@link io.regulars.ledger.OfflinePlan} allows.
   *
   * @return one outcome per visit, in the order of the list
   */
  public List<BatchOutcome> recordAll(List<RecordVisit> visits) {
    List<RecordVisit> told = List.copyOf(visits);
    Instant now = desk.now();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < told.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparing(i -> told.get(i).occurredAt().orElse(now)));
    BatchOutcome[] outcomes = new BatchOutcome[told.size()];
    for (int i : order) {
      outcomes[i] = recordOne(told.get(i));
    }
    return List.of(outcomes);
  }

  private BatchOutcome recordOne(RecordVisit visit) {
    try {
      return BatchOutcome.of(visit, record(visit));
    } catch (CrmException e) {
      return new BatchOutcome.Failed(visit, e);
    }
  }

  /**
   * What {@link #record} would do now, decided by the same code: what it would earn, whether its
   * coupons and cards would be taken, and why not. Nothing is written, and whether the receipt was
   * recorded before is not looked at.
   */
  public Outcome<Answer> preview(RecordVisit command) {
    return desk.preview(recording(command));
  }

  private Work recording(RecordVisit command) {
    desk.validation().check(command);
    Tenant tenant = desk.tenant();
    Store store = desk.store(command.store());
    requireMoneyAddsUp(command, tenant.merchant().currency());
    requireCardsFit(command, tenant);
    return new Recording(command, store);
  }

  /**
   * Lets what a visit earned be used, and count towards the tier, where the program keeps it
   * pending until a person says so. Sent twice, it counts once.
   *
   * @return the entries; refused if nothing of the visit is pending
   * @throws NotFoundException if there is no such visit
   */
  public Outcome<Answer> confirm(VisitId visit) {
    Source source = Source.command("confirm/" + visit);
    return desk.run(
        new Booking(
            desk,
            Action.CONFIRM_POINTS,
            visit(visit).customer(),
            new IdempotencyKey(source.id(), new Fingerprint().put(visit.toString()).digest()),
            draft -> VisitRules.confirm(draft, visit, source)));
  }

  /**
   * Refunds or voids a whole visit. Sent again, it gets the first answer again.
   *
   * @return the lines that followed; refused if the visit has been taken back in another way before
   * @throws NotFoundException if there is no such visit
   */
  public Outcome<Answer> takeBack(TakeBackVisit command) {
    return desk.run(takingBack(command));
  }

  /** What {@link #takeBack} would do now, decided by the same code; nothing is written. */
  public Outcome<Answer> preview(TakeBackVisit command) {
    return desk.preview(takingBack(command));
  }

  private Work takingBack(TakeBackVisit command) {
    desk.validation().check(command);
    String how = command.how().name();
    IdempotencyKey key =
        new IdempotencyKey(
            "take-back/" + how + "/" + command.visit(),
            new Fingerprint().put(how).put(command.visit().toString()).digest());
    return new TakingBack(
        command.visit(),
        visit(command.visit()).customer(),
        key,
        command.how() == TakeBackVisit.How.VOID,
        (draft, visit, history, cards) ->
            ReturnRules.all(
                draft,
                visit,
                command,
                history,
                cards,
                command.how() == TakeBackVisit.How.VOID && hasAsked(draft, visit)));
  }

  /**
   * Takes a part of a visit back: gives back what it was paid with, and takes back what it earned,
   * in the proportion of what has come back in all; see docs/ledger.md. The same number of the
   * till's return with the same content gets the first answer again; at a till that numbers none,
   * so does the same instant.
   *
   * @return what the customer gets back per means of payment, and the lines that followed; refused
   *     if more comes back of a line than is left of it
   * @throws NotFoundException if there is no such visit
   * @throws io.regulars.spi.ConflictException if the return's number was used for other items
   */
  public Outcome<Answer> returnItems(ReturnItems command) {
    return desk.run(returning(command));
  }

  /**
   * What {@link #returnItems} would do now, decided by the same code; nothing is written, and
   * whether the return was taken before is not looked at.
   */
  public Outcome<Answer> preview(ReturnItems command) {
    return desk.preview(returning(command));
  }

  private Work returning(ReturnItems command) {
    desk.validation().check(command);
    CurrencyUnit currency = desk.tenant().merchant().currency();
    Fingerprint fingerprint = new Fingerprint().put(command.lines().size());
    for (int i = 0; i < command.lines().size(); i++) {
      ReturnItems.Item item = command.lines().get(i);
      String field = "lines[" + i + "]";
      item.amount().ifPresent(amount -> requireCurrency(field + ".amount", amount, currency));
      if (item.amount().filter(Money::isNegative).isPresent()) {
        throw desk.invalid(field + ".amount", "negative", item.amount().orElseThrow());
      }
      if (command.lines().stream().filter(other -> other.line() == item.line()).count() > 1) {
        throw desk.invalid(field + ".line", "line-twice", item.line());
      }
      fingerprint.put(item.line()).put(item.quantity()).put(item.amount());
    }
    return new TakingBack(
        command.visit(),
        visit(command.visit()).customer(),
        new IdempotencyKey(returnKey(command), fingerprint.digest()),
        false,
        (draft, visit, history, cards) -> ReturnRules.some(draft, visit, command, history, cards));
  }

  /** Whether the customer was asked how the visit was: a voided one counts only then. */
  private boolean hasAsked(FileDraft draft, Visit visit) {
    return SurveyRules.hasAsked(
        desk.storage().messagesOf(desk.merchant(), draft.customer(), visit.recordedAt()),
        visit.id());
  }

  /** Which return it is: by the till's number of it, or by when it was. */
  private String returnKey(ReturnItems command) {
    if (command.receipt().isPresent() == command.returnedAt().isPresent()) {
      throw desk.invalid("receipt", "receipt-or-returned-at");
    }
    return command
        .receipt()
        .map(receipt -> "return/" + command.visit() + "/" + receipt)
        .orElseGet(() -> "return-at/" + command.visit() + "/" + command.number());
  }

  /** Decides what coming back does to the file. */
  @FunctionalInterface
  private interface ReturnRule {
    Optional<Refusal> apply(
        FileDraft draft, Visit visit, List<LedgerEntry> history, CardFile cards);
  }

  /** The visit with its present status, if there is one. */
  public Optional<Visit> find(VisitId visit) {
    return desk.reading().visit(desk.merchant(), visit);
  }

  /** The visit recorded under this receipt, if one was. */
  public Optional<Visit> findByReceipt(StoreId store, String receipt) {
    Optional<CommandReceipt> found =
        desk.reading().receipt(desk.merchant(), receiptKey(store, receipt));
    return found.flatMap(
        proof ->
            visits(proof.customer(), PageRequest.oldest(1).from(proof.fromSeq() - 1))
                .items()
                .stream()
                .findFirst());
  }

  /** A customer's visits, paged by line number. */
  public Page<Visit> visits(CustomerId customer, PageRequest page) {
    return desk.pageOf(customer, desk.reading().visits(desk.merchant(), customer, page));
  }

  private static String receiptKey(StoreId store, String receipt) {
    return "visit/" + store.value() + "/" + receipt;
  }

  private Visit visit(VisitId id) {
    return desk.storage()
        .visit(desk.merchant(), id)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "visit "
                        + id
                        + " is unknown to merchant "
                        + desk.merchant()
                        + "; findByReceipt finds it by store and receipt"));
  }

  private void requireMoneyAddsUp(RecordVisit command, CurrencyUnit currency) {
    for (int i = 0; i < command.lines().size(); i++) {
      requireCurrency("lines[" + i + "].paid", command.lines().get(i).paid(), currency);
    }
    for (int i = 0; i < command.payments().size(); i++) {
      String field = "payments[" + i + "]";
      Payment payment = command.payments().get(i);
      requireCurrency(field + ".amount", payment.amount(), currency);
      if (payment.line() > command.lines().size()) {
        throw desk.invalid(field + ".line", "no-line", payment.line(), command.lines().size());
      }
    }
    requireLinesNotOverpaid(command, currency);
    Money total = VisitLine.total(command.lines());
    Money paid = Payment.total(command.payments()).orElse(total);
    Money most = Money.ofMinor(currency, VisitLine.MAX);
    if (command.payments().isEmpty() && total.isGreaterThan(most)) {
      throw desk.invalid("lines", "total", total, most);
    }
    if (!paid.equals(total)) {
      throw desk.invalid("payments", "payments", paid, total);
    }
  }

  private void requireLinesNotOverpaid(RecordVisit command, CurrencyUnit currency) {
    long[] paid = new long[command.lines().size()];
    for (Payment payment : command.payments()) {
      if (payment.line() > 0) {
        int place = payment.line() - 1;
        paid[place] += payment.amount().getAmountMinorLong();
        Money cost = command.lines().get(place).paid();
        if (paid[place] > cost.getAmountMinorLong()) {
          Money all = Money.ofMinor(currency, paid[place]);
          throw desk.invalid("payments", "line-overpaid", all, payment.line(), cost);
        }
      }
    }
  }

  /** A session is for a line, and an owner of cards is named for cards that pay. */
  private void requireCardsFit(RecordVisit command, Tenant tenant) {
    boolean kept = tenant.program().plan(CoursePlan.class).isPresent();
    boolean paid = false;
    for (int i = 0; i < command.payments().size(); i++) {
      Payment payment = command.payments().get(i);
      if (payment.kind() == PaymentKind.COURSE) {
        paid = true;
        if (kept && payment.line() == 0) {
          throw desk.invalid("payments[" + i + "].line", "course-line", command.lines().size());
        }
      }
    }
    if (command.cardOwner().isPresent()) {
      if (command.cardOwner().filter(command.customer()::equals).isPresent()) {
        throw desk.invalid("cardOwner", "same-customer", command.customer());
      }
      if (!kept || !paid) {
        throw desk.invalid("cardOwner", "no-card-pays");
      }
    }
  }

  private void requireCurrency(String field, Money amount, CurrencyUnit currency) {
    if (!amount.getCurrencyUnit().equals(currency)) {
      throw desk.invalid(field, "currency", amount, currency);
    }
  }

  /** A referral that is waiting for a paid visit counts by this one; no history is read. */
  private void qualifyReferral(FileDraft draft, Visit visit) {
    ReferralRules.waiting(draft)
        .filter(referrer -> new Returned(visit, visit.returns()).isPaid())
        .map(referrer -> desk.openAlongside(draft, referrer))
        .ifPresent(referrer -> ReferralRules.qualify(draft, referrer, visit.id()));
  }

  /** A visit on its way into the file. */
  private final class Recording implements Work {

    private final RecordVisit command;
    private final Store store;

    Recording(RecordVisit command, Store store) {
      this.command = command;
      this.store = store;
    }

    @Override
    public Action action() {
      return Action.RECORD_VISIT;
    }

    @Override
    public Optional<IdempotencyKey> key() {
      Fingerprint fingerprint =
          new Fingerprint().put(command.customer().toString()).put(command.occurredAt());
      fingerprint.put(command.lines().size());
      for (VisitLine line : command.lines()) {
        fingerprint
            .put(line.item())
            .put(line.kind().name())
            .put(line.quantity())
            .put(line.listPrice().getAmountMinorLong())
            .put(line.paid().getAmountMinorLong())
            .put(line.staff())
            .put(line.category());
      }
      fingerprint.put(command.payments().size());
      for (Payment payment : command.payments()) {
        fingerprint.put(payment.kind().name()).put(payment.amount().getAmountMinorLong());
        if (payment.line() != 0 || payment.units() != 0 || payment.ref().isPresent()) {
          fingerprint.put(payment.line()).put(payment.units()).put(payment.ref());
        }
      }
      command.cardOwner().ifPresent(owner -> fingerprint.put(owner.toString()));
      return Optional.of(
          new IdempotencyKey(receiptKey(command.store(), command.receipt()), fingerprint.digest()));
    }

    @Override
    public FileDraft open(Tenant tenant, Instant now) {
      return desk.open(tenant, now, command.customer());
    }

    @Override
    public Instant at(Instant now) {
      Instant occurredAt = occurredAt(now);
      return occurredAt.isAfter(now) ? now : occurredAt;
    }

    @Override
    public Optional<Refusal> decide(FileDraft draft) {
      Instant occurredAt = occurredAt(draft.now());
      Optional<Refusal> refusal = VisitRules.admissible(draft, occurredAt);
      if (refusal.isPresent()) {
        return refusal;
      }
      FileDraft cards =
          command.cardOwner().map(owner -> desk.openAlongside(draft, owner)).orElse(draft);
      Visit visit = visit(draft, occurredAt);
      Optional<Refusal> unpaid = VisitRules.record(draft, cards, visit, store.zone());
      if (unpaid.isEmpty()) {
        qualifyReferral(draft, visit);
      }
      return unpaid;
    }

    private Instant occurredAt(Instant now) {
      return command.occurredAt().map(at -> at.truncatedTo(ChronoUnit.MICROS)).orElse(now);
    }

    private Visit visit(FileDraft draft, Instant occurredAt) {
      List<Payment> payments =
          command.payments().isEmpty()
              ? List.of(Payment.of(PaymentKind.MONEY, VisitLine.total(command.lines())))
              : command.payments();
      return Visit.builder()
          .merchant(desk.merchant())
          .id(VisitId.of(UuidCreator.getTimeOrderedEpochPlus1()))
          .customer(command.customer())
          .seq(draft.nextSeq())
          .store(command.store())
          .receipt(command.receipt())
          .occurredAt(occurredAt)
          .recordedAt(draft.now())
          .actor(draft.actor())
          .lines(command.lines())
          .payments(Tenders.settled(draft, command.lines(), payments, store, occurredAt))
          .status(VisitStatus.RECORDED)
          .build();
    }
  }

  /** A visit on its way out of the file, or a part of it. */
  private final class TakingBack implements Work {

    private final VisitId id;
    private final CustomerId customer;
    private final IdempotencyKey key;
    private final boolean voiding;
    private final ReturnRule rule;

    TakingBack(
        VisitId id, CustomerId customer, IdempotencyKey key, boolean voiding, ReturnRule rule) {
      this.id = id;
      this.customer = customer;
      this.key = key;
      this.voiding = voiding;
      this.rule = rule;
    }

    @Override
    public Action action() {
      return Action.TAKE_BACK_VISIT;
    }

    @Override
    public Optional<IdempotencyKey> key() {
      return Optional.of(key);
    }

    @Override
    public FileDraft open(Tenant tenant, Instant now) {
      return desk.open(tenant, now, customer);
    }

    @Override
    public Optional<Refusal> decide(FileDraft draft) {
      Visit visit = visit(id);
      Optional<Refusal> refusal =
          rule.apply(draft, visit, Histories.of(desk, visit), cards(draft, visit));
      if (refusal.isEmpty() && voiding) {
        forgetVisit(draft, visit);
      }
      if (refusal.isEmpty()) {
        reconsiderReferral(draft, visit);
      }
      return refusal;
    }

    /** A referral that counts by this visit counts no more if nothing paid is left of it. */
    private void reconsiderReferral(FileDraft draft, Visit visit) {
      List<VisitReturn> returns = new ArrayList<>(visit.returns());
      draft.takenBack().forEach(back -> returns.add(back.what()));
      Optional<CustomerId> referrer = ReferralRules.countingBy(draft, visit.id());
      if (referrer.isPresent() && !new Returned(visit, returns).isPaid()) {
        ReferralRules.takeBack(draft, desk.openAlongside(draft, referrer.get()), visit.id());
        paidAfter(visit).ifPresent(next -> qualifyReferral(draft, next));
      }
    }

    /** Of what was recorded after {@code visit}, the first of which something paid is left. */
    private Optional<Visit> paidAfter(Visit visit) {
      Optional<PageRequest> next = Optional.of(PageRequest.oldest(PAGE).from(visit.seq()));
      while (next.isPresent()) {
        Page<Visit> page = desk.storage().visits(desk.merchant(), customer, next.get());
        for (Visit other : page.items()) {
          if (new Returned(other, other.returns()).isPaid()) {
            return Optional.of(other);
          }
        }
        next = page.next();
      }
      return Optional.empty();
    }

    /** The file whose cards paid: the owner's, opened alongside, if the visit says so. */
    private CardFile cards(FileDraft draft, Visit visit) {
      boolean paid =
          visit.payments().stream()
              .anyMatch(payment -> payment.kind() == PaymentKind.COURSE && payment.units() > 0);
      if (paid && visit.status().stands()) {
        for (FileEvent event : events(visit)) {
          Optional<CourseTender.Shared> shared = CourseTender.shared(event, visit.id());
          if (shared.isPresent()) {
            CustomerId owner = shared.get().owner();
            return new CardFile(
                desk.openAlongside(draft, owner), Histories.from(desk, owner, shared.get().lot()));
          }
        }
      }
      return new CardFile(draft, List.of());
    }

    private List<FileEvent> events(Visit visit) {
      return desk.readAll(
          visit.seq(), page -> desk.storage().events(desk.merchant(), customer, page));
    }

    /**
     * Only a visit that is the first or the last decides anything, and only then is history read.
     */
    private void forgetVisit(FileDraft draft, Visit voided) {
      Optional<Instant> at = Optional.of(voided.occurredAt());
      StageStanding stage = draft.stage();
      LifecycleRules.unvisited(
          draft,
          stage.firstVisitAt().equals(at) ? firstBut(voided) : stage.firstVisitAt(),
          stage.lastVisitAt().equals(at)
              ? desk.latestVisit(customer, other -> stands(other, voided))
              : stage.lastVisitAt());
    }

    private Optional<Instant> firstBut(Visit voided) {
      return desk
          .readAll(0, page -> desk.storage().visits(desk.merchant(), customer, page))
          .stream()
          .filter(other -> stands(other, voided))
          .map(Visit::occurredAt)
          .min(Comparator.naturalOrder());
    }

    private static boolean stands(Visit other, Visit voided) {
      return !other.id().equals(voided.id()) && other.status() != VisitStatus.VOIDED;
    }
  }
}
