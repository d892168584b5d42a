package io.regulars.testkit;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.Rulebook;
import io.regulars.coupon.CouponQuote;
import io.regulars.course.CoursePlan;
import io.regulars.customer.RegisterCustomer;
import io.regulars.customer.UpdateCustomer;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.engine.Plan;
import io.regulars.engine.Tenant;
import io.regulars.points.AdjustPoints;
import io.regulars.points.CancelRedemption;
import io.regulars.points.PointsPlan;
import io.regulars.points.RedeemPoints;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.ImmutableCustomerProfile;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.file.ImmutableFileEvent;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.ImmutableLedgerEntry;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.visit.ImmutableVisit;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitLine;
import io.regulars.storedvalue.StoredValuePlan;
import io.regulars.visit.BatchOutcome;
import io.regulars.visit.RecordVisit;
import io.regulars.visit.ReturnItems;
import io.regulars.visit.TakeBackVisit;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.joda.money.Money;

/** A history on its way through a {@link Crm}, step by step. Not thread-safe. */
final class Playback {

  private final Bench bench;
  private final Tenant tenant;
  private final MerchantId merchant;
  private final CustomerId referrer;
  private final List<CustomerId> customers = new ArrayList<>();
  private final List<List<VisitId>> visits = new ArrayList<>();
  private final List<Given> given = new ArrayList<>();
  private final List<String> redemptions = new ArrayList<>();
  private final List<Prepaid> prepaid = new ArrayList<>();
  private Instant now;

  /**
   * Registers the customers of {@code history} with a new merchant, all brought by one more who is
   * not counted; plays no step.
   */
  Playback(Bench bench, Tenant like, History history) {
    this.bench = bench;
    this.tenant = bench.newTenant(like);
    this.merchant = tenant.merchant().id();
    this.now = history.start();
    this.referrer =
        desk()
            .customers()
            .register(RegisterCustomer.of("Referrer", "+8613900139000"))
            .orThrow()
            .file()
            .id();
    history
        .customers()
        .forEach(
            command -> {
              RegisterCustomer brought =
                  RegisterCustomer.builder().from(command).referredBy(referrer).build();
              customers.add(desk().customers().register(brought).orThrow().file().id());
              prepaid.add(
                  new Prepaid(
                      this,
                      tenant.program(),
                      tenant.merchant().currency(),
                      store(1),
                      visits.size()));
              visits.add(new ArrayList<>());
            });
  }

  /** The desk of head office, now. */
  Desk desk() {
    return crm().desk(Actor.staff(merchant, StaffId.of("boss"), Role.HEAD_OFFICE));
  }

  private Crm crm() {
    return bench.at(now, merchant);
  }

  /** Plays all of a history. */
  static Playback of(Bench bench, Tenant tenant, History history) {
    Playback playback = new Playback(bench, tenant, history);
    history.steps().forEach(playback::play);
    return playback;
  }

  /**
   * A command that was given.
   *
   * @param who index of the customer
   * @param command gives it again
   * @param first what became of it
   */
  record Given(int who, Supplier<Outcome<Answer>> command, Outcome<Answer> first) {}

  /** The commands given so far. */
  List<Given> given() {
    return given;
  }

  /** The present instant of the history. */
  Instant now() {
    return now;
  }

  /** How many customers there are. */
  int crowd() {
    return customers.size();
  }

  /** The customer of this index. */
  CustomerId customer(int who) {
    return customers.get(who);
  }

  /** The visits recorded for the customer of this index. */
  List<VisitId> visits(int who) {
    return visits.get(who);
  }

  /** What the customer of this index was sold in advance. */
  Prepaid prepaid(int who) {
    return prepaid.get(who);
  }

  /** All there is of the customer of this index. */
  Books books(int who) {
    return Books.read(bench.storage(), merchant, customers.get(who));
  }

  /** The stored file of the customer of this index. */
  CustomerFile file(int who) {
    return bench.storage().file(merchant, customers.get(who)).orElseThrow();
  }

  /** The file of the customer of this index as it will be at {@code instant}, by time alone. */
  CustomerFile fileAt(int who, Instant instant) {
    return Rulebook.advance().preview(tenant, file(who), instant);
  }

  /** Plays one step. */
  void play(Step step) {
    if (step instanceof Step.Come come) {
      record(come);
    } else if (step instanceof Step.Batch batch) {
      recordAll(batch);
    } else if (step instanceof Step.Redeem redeem) {
      RedeemPoints command =
          RedeemPoints.builder()
              .customer(customers.get(redeem.who()))
              .points(redeem.points())
              .item("comb")
              .key(key(redeem.who()))
              .build();
      if (give(redeem.who(), desk -> desk.points().redeem(command)).refusal().isEmpty()) {
        redemptions.add(command.key());
      }
    } else if (step instanceof Step.Adjust adjust) {
      AdjustPoints command =
          AdjustPoints.builder()
              .customer(customers.get(adjust.who()))
              .points(adjust.points())
              .reason("correction")
              .key(key(adjust.who()))
              .build();
      give(adjust.who(), desk -> desk.points().adjust(command));
    } else if (step instanceof Step.Withdraw withdrawal) {
      withdraw(withdrawal);
    } else if (step instanceof Step.TakeBack back) {
      List<VisitId> known = visits.get(back.who());
      if (!known.isEmpty()) {
        takeBack(back.who(), known.get(back.which() % known.size()), back.how());
      }
    } else if (step instanceof Step.Return back) {
      List<VisitId> known = visits.get(back.who());
      if (!known.isEmpty()) {
        giveBack(known.get(back.which() % known.size()), back);
      }
    } else if (step instanceof Step.Ahead ahead) {
      prepaid.get(ahead.who()).play(ahead);
    } else if (step instanceof Step.Rename rename) {
      rename(rename.who());
    } else if (step instanceof Step.RunDue) {
      crm().runDue();
    } else {
      pass(step);
    }
  }

  private void withdraw(Step.Withdraw withdrawal) {
    List<VisitId> known = visits.get(withdrawal.who());
    if (!known.isEmpty()) {
      AdjustPoints command =
          AdjustPoints.builder()
              .customer(customers.get(withdrawal.who()))
              .points(-withdrawal.points())
              .visit(known.get(withdrawal.which() % known.size()))
              .reason("keyed in error")
              .key(key(withdrawal.who()))
              .build();
      give(withdrawal.who(), desk -> desk.points().adjust(command));
    }
  }

  /**
   * Plays a step at the instant {@code other} has reached, instead of letting time pass by itself.
   */
  void playBeside(Playback other, Step step) {
    now = other.now();
    if (!(step instanceof Step.Wait) && !(step instanceof Step.WaitForAlarm)) {
      play(step);
    }
  }

  private void pass(Step step) {
    if (step instanceof Step.Wait wait) {
      now = now.plus(wait.time());
    } else if (step instanceof Step.WaitForAlarm alarm) {
      fileAt(alarm.who(), now)
          .wakeAt()
          .map(at -> at.plus(alarm.micros(), ChronoUnit.MICROS))
          .filter(now::isBefore)
          .ifPresent(alarmed -> now = alarmed);
    }
  }

  /** The keys of all redemptions. */
  List<String> redemptions() {
    return redemptions;
  }

  /** Cancels a redemption. */
  Outcome<Answer> cancel(String redemption) {
    return desk().points().cancel(CancelRedemption.of(redemption, "undone"));
  }

  /** Takes back a visit of the customer of this index. */
  Outcome<Answer> takeBack(int who, VisitId visit, TakeBackVisit.How how) {
    TakeBackVisit command = takingBack(visit, how);
    return give(who, desk -> desk.visits().takeBack(command));
  }

  private static TakeBackVisit takingBack(VisitId visit, TakeBackVisit.How how) {
    return how == TakeBackVisit.How.REFUND
        ? TakeBackVisit.refund(visit, "came back")
        : TakeBackVisit.voiding(visit, "keyed in error");
  }

  /** Gives a part of a visit back; the visit need not be the one the step means. */
  Outcome<Answer> giveBack(VisitId visit, Step.Return back) {
    ReturnItems command = returning(visit, back);
    return give(back.who(), desk -> desk.visits().returnItems(command));
  }

  private ReturnItems returning(VisitId id, Step.Return back) {
    Visit visit = bench.storage().visit(merchant, id).orElseThrow();
    int line = 1 + back.line() % visit.lines().size();
    long paid = visit.lines().get(line - 1).paid().getAmountMinorLong();
    ReturnItems.Item item =
        back.quantity() > 0
            ? ReturnItems.Item.of(line, back.quantity())
            : ReturnItems.Item.money(line, money(paid * back.percent() / 100));
    return ReturnItems.builder()
        .visit(id)
        .receipt(key(back.who()))
        .reason("a part came back")
        .addLines(item)
        .build();
  }

  /** What would come of a step that gives back, of taking a visit back, and of a visit. */
  Outcome<Answer> preview(VisitId visit, Step.Return back) {
    return desk().visits().preview(returning(visit, back));
  }

  /** What would come of taking a visit back. */
  Outcome<Answer> preview(VisitId visit, TakeBackVisit.How how) {
    return desk().visits().preview(takingBack(visit, how));
  }

  /** What would come of a visit. */
  Outcome<Answer> preview(Step.Come come) {
    return desk().visits().preview(recording(come));
  }

  private void rename(int who) {
    CustomerProfile profile = file(who).profile();
    CustomerProfile renamed =
        ImmutableCustomerProfile.copyOf(profile).withName(profile.name() + "!");
    desk()
        .customers()
        .update(UpdateCustomer.builder().customer(customers.get(who)).profile(renamed).build())
        .orThrow();
  }

  /** Records a visit. */
  Outcome<Answer> record(Step.Come come) {
    RecordVisit visit = recording(come);
    Outcome<Answer> outcome = give(come.who(), desk -> desk.visits().record(visit));
    if (outcome instanceof Outcome.Done<Answer> done) {
      visits.get(come.who()).add(done.value().visit().orElseThrow().id());
    }
    return outcome;
  }

  private void recordAll(Step.Batch batch) {
    List<RecordVisit> told = new ArrayList<>();
    for (int i = 0; i < batch.comes().size(); i++) {
      RecordVisit visit = recording(batch.comes().get(i));
      told.add(RecordVisit.builder().from(visit).receipt(visit.receipt() + "-" + i).build());
    }
    List<BatchOutcome> outcomes = desk().visits().recordAll(told);
    for (int i = 0; i < told.size(); i++) {
      int who = batch.comes().get(i).who();
      RecordVisit visit = told.get(i);
      Outcome<Answer> outcome = outcome(outcomes.get(i));
      given.add(new Given(who, () -> desk().visits().record(visit), outcome));
      if (outcome instanceof Outcome.Done<Answer> done) {
        visits.get(who).add(done.value().visit().orElseThrow().id());
      }
    }
  }

  private static Outcome<Answer> outcome(BatchOutcome outcome) {
    if (outcome instanceof BatchOutcome.Recorded recorded) {
      return new Outcome.Done<>(recorded.answer());
    }
    if (outcome instanceof BatchOutcome.Refused refused) {
      return new Outcome.Refused<>(refused.rejection());
    }
    throw ((BatchOutcome.Failed) outcome).failure();
  }

  private RecordVisit recording(Step.Come come) {
    Instant joined = file(come.who()).joinedAt();
    Instant at = now().minus(come.late());
    StoreId store = store(come.sales().get(0).quantity());
    List<VisitLine> lines = come.sales().stream().map(this::line).toList();
    return RecordVisit.builder()
        .customer(customers.get(come.who()))
        .store(store)
        .receipt(key(come.who()))
        .occurredAt(at.isBefore(joined) ? joined : at)
        .lines(lines)
        .payments(come.other().isPresent() ? payments(come, lines, store) : List.of())
        .build();
  }

  private VisitLine line(Step.Sale sale) {
    return VisitLine.builder()
        .item("item " + sale.quantity())
        .category("sort " + sale.quantity() % 2)
        .quantity(sale.quantity())
        .paid(money(sale.paid()))
        .build();
  }

  private List<Payment> payments(Step.Come come, List<VisitLine> lines, StoreId store) {
    PaymentKind kind = come.other().orElseThrow();
    if (kind == PaymentKind.COUPON) {
      Optional<CouponQuote> quote = prepaid.get(come.who()).quote(lines, store);
      if (quote.filter(of -> !of.applied().isEmpty()).isPresent()) {
        return byCoupons(come, quote.orElseThrow());
      }
    }
    boolean byCard = kind == PaymentKind.COURSE && has(CoursePlan.class);
    boolean byLine = come.byLine() || byCard;
    long total = VisitLine.total(lines).getAmountMinorLong();
    long part = (byLine ? come.sales().get(0).paid() : total) * come.percent() / 100;
    List<Payment> payments = new ArrayList<>();
    if (byCard) {
      payments.addAll(byCard(come, part));
    } else {
      long first = come.percent() == 50 ? part / 3 : part;
      payments.add(payment(come, first));
      if (first != part) {
        payments.add(payment(come, part - first));
      }
    }
    payments.add(Payment.of(PaymentKind.MONEY, money(total - part)));
    return payments;
  }

  /** What the quote says, the rest by stored value if there is enough. */
  private List<Payment> byCoupons(Step.Come come, CouponQuote quote) {
    List<Payment> payments = new ArrayList<>();
    for (CouponQuote.Applied coupon : quote.applied()) {
      Payment payment = Payment.coupon(coupon.ref(), coupon.off());
      int line = 1 + coupon.byLine().indexOf(coupon.off());
      payments.add(come.byLine() && line > 0 ? payment.forLine(line) : payment);
    }
    CustomerFile file = fileAt(come.who(), now);
    long stored =
        file.account(AccountKind.PRINCIPAL).available()
            + file.account(AccountKind.BONUS).available();
    boolean enough = has(StoredValuePlan.class) && stored >= quote.left().getAmountMinorLong();
    payments.add(Payment.of(enough ? PaymentKind.STORED_VALUE : PaymentKind.MONEY, quote.left()));
    return payments;
  }

  /** What is booked, else a session a piece; if two payments pay, the other one more session. */
  private List<Payment> byCard(Step.Come come, long part) {
    Step.Sale sale = come.sales().get(0);
    Optional<Hold> booked = prepaid.get(come.who()).booked("item " + sale.quantity());
    boolean two = come.percent() == 50;
    long first = two ? part / 3 : part;
    long sessions = booked.map(Hold::amount).orElse(two ? 1 : sale.quantity());
    Payment payment = Payment.course(1, sessions, money(first));
    Payment other = Payment.course(1, 1, money(part - first));
    List<Payment> payments = new ArrayList<>();
    payments.add(booked.map(hold -> payment.with(hold.ref())).orElse(payment));
    if (two) {
      payments.add(other);
    }
    return payments;
  }

  private boolean has(Class<? extends Plan> part) {
    return tenant.program().plan(part).isPresent();
  }

  /** By points at the program's price, or, without one, by so many percent of those there are. */
  private Payment payment(Step.Come come, long part) {
    PaymentKind kind = come.other().orElseThrow();
    boolean priced = tenant.program().plan(PointsPlan.class).flatMap(PointsPlan::price).isPresent();
    Payment payment =
        kind == PaymentKind.POINTS && !priced
            ? Payment.points(pointsOf(come) * come.percent() / 200, money(part))
            : Payment.of(kind, money(part));
    return come.byLine() ? payment.forLine(1) : payment;
  }

  private long pointsOf(Step.Come come) {
    long points = fileAt(come.who(), now).account(AccountKind.POINTS).available();
    return Math.min(points, 1_000_000);
  }

  private StoreId store(long quantity) {
    List<Store> stores = tenant.merchant().stores();
    return stores.get((int) ((quantity - 1) % stores.size())).id();
  }

  private Money money(long minor) {
    return Money.ofMinor(tenant.merchant().currency(), minor);
  }

  /** A key for the next command about this customer, whatever other customers do. */
  String key(int who) {
    return "K-" + who + "-" + given.stream().filter(command -> command.who() == who).count();
  }

  /** Gives a command about the customer of this index, and remembers it. */
  Outcome<Answer> give(int who, Function<Desk, Outcome<Answer>> command) {
    Supplier<Outcome<Answer>> again = () -> command.apply(desk());
    Outcome<Answer> outcome = again.get();
    given.add(new Given(who, again, outcome));
    return outcome;
  }

  /**
   * A customer's lines and file in words, without what differs from one play to another: ids the
   * library makes, when lines were written, and how often the file was.
   */
  List<String> story(int who, Instant through) {
    Books books = books(who);
    TreeMap<Long, String> lines = new TreeMap<>();
    books.visits().forEach(line -> lines.put(line.seq(), told(line)));
    books.entries().forEach(line -> lines.put(line.seq(), told(line)));
    books.events().forEach(line -> lines.put(line.seq(), told(line)));
    List<String> story = new ArrayList<>(lines.values());
    CustomerFile file = fileAt(who, through);
    story.add(
        "%s %s %s %s %s %s"
            .formatted(
                file.profile().name(),
                file.joinedAt(),
                file.wakeAt(),
                file.accounts(),
                file.tier(),
                file.stage()));
    return story.stream().map(this::withoutIds).toList();
  }

  static String told(Visit visit) {
    return ImmutableVisit.copyOf(visit).withRecordedAt(Instant.EPOCH).toString();
  }

  static String told(LedgerEntry entry) {
    return ImmutableLedgerEntry.copyOf(entry).withRecordedAt(Instant.EPOCH).toString();
  }

  static String told(FileEvent event) {
    return ImmutableFileEvent.copyOf(event).withRecordedAt(Instant.EPOCH).toString();
  }

  /** The accounts of the customer of this index in words, without ids the library makes. */
  String accounts(int who) {
    return withoutIds(file(who).accounts().toString());
  }

  /** Words without the ids the library makes. */
  String withoutIds(String line) {
    String told =
        line.replace("merchant=" + merchant, "merchant")
            .replace(referrer.toString(), "the referrer");
    for (int who = 0; who < customers.size(); who++) {
      told = told.replace(customers.get(who).toString(), "customer " + who);
      for (int i = 0; i < visits.get(who).size(); i++) {
        told = told.replace(visits.get(who).get(i).toString(), "visit " + who + "-" + i);
      }
    }
    return told;
  }

  /** Three years after {@code instant}: long enough for most alarms to go off. */
  static Instant longAfter(Instant instant) {
    return instant.plus(Duration.ofDays(3 * 366));
  }
}
