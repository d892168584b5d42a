package io.regulars.testkit;

import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.complaint.ActOnCase;
import io.regulars.complaint.Authority;
import io.regulars.complaint.CaseStanding;
import io.regulars.complaint.ChangeSeverity;
import io.regulars.complaint.Compensation;
import io.regulars.complaint.Compensation.Status;
import io.regulars.complaint.CompensationKind;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.DecideCompensation;
import io.regulars.complaint.ImmutableComplaintPlan;
import io.regulars.complaint.MergeCases;
import io.regulars.complaint.ProposeCompensation;
import io.regulars.complaint.Worth;
import io.regulars.engine.Program;
import io.regulars.engine.Tenant;
import io.regulars.notify.HandleMessage;
import io.regulars.points.RedeemPoints;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.Severity;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** L76x: random compensations over random cases. */
interface CompensationLaws extends Laws {

  /** What may be done. */
  enum Deed {
    POINTS,
    COUPON,
    SESSIONS,
    TIER,
    MONEY,
    APPROVE,
    REFUSE,
    AGREE,
    RESOLVE,
    REOPEN,
    WITHDRAW,
    MERGE,
    SEVERITY,
    PAY,
    DECLINE,
    PAUSE,
    SPEND,
    PASS
  }

  /**
   * Something that somebody tries; what is refused changes nothing.
   *
   * @param deed what
   * @param role by whom
   * @param which of three cases
   * @param number of the compensation decided upon
   * @param size how much: tens of points, days, yuan
   */
  record Move(Deed deed, Role role, int which, int number, int size) {

    /** Histories of up to forty moves. */
    static Arbitrary<List<Move>> some() {
      return Combinators.combine(
              Arbitraries.of(Deed.values()),
              Arbitraries.of(Role.RECEPTIONIST, Role.STORE_MANAGER, Role.HEAD_OFFICE),
              Arbitraries.integers().between(0, 2),
              Arbitraries.integers().between(1, 4),
              Arbitraries.integers().between(1, 60))
          .as(Move::new)
          .list()
          .ofMinSize(5)
          .ofMaxSize(40);
    }
  }

  /** Three cases of Ann's with a new merchant. */
  final class Amends {

    final Bench bench;
    final MerchantId merchant;
    final CustomerId ann;
    final CustomerId house;
    final List<CaseId> cases = new ArrayList<>();
    private Instant now = Salon.OPENING;
    private int keys;

    Amends(Bench bench) {
      this.bench = bench;
      Tenant tenant = bench.newTenant(new Tenant(Salon.merchant(), Salon.program()));
      this.merchant = tenant.merchant().id();
      this.house = member("House", "13800138099");
      this.ann = member("Ann", "13800138001");
      Program program =
          Salon.program().with("2026-c", Coupons.plan(Coupons.off("fifty", "50.00")), plan());
      bench.give(tenant, program);
      for (int i = 0; i < 3; i++) {
        CaseId id =
            desk(Role.HEAD_OFFICE)
                .complaints()
                .open(Compensations.complaint(Optional.of(ann), key()))
                .orThrow()
                .file()
                .id();
        cases.add(id);
        lookInto(id);
      }
    }

    /** Limits that random moves come up to. */
    ComplaintPlan plan() {
      return ImmutableComplaintPlan.copyOf(Compensations.plan(house).build())
          .withAuthorities(
              new Authority(Role.RECEPTIONIST, yuan("50.00"), yuan("55.00")),
              new Authority(Role.STORE_MANAGER, yuan("80.00"), yuan("85.00")),
              new Authority(Role.HEAD_OFFICE, yuan("120.00"), yuan("125.00")))
          .withWorths(
              new Worth(CompensationKind.POINTS, "", 100, yuan("1.00")),
              Worth.of(CompensationKind.COUPON, yuan("1.00")),
              Worth.of(CompensationKind.SESSIONS, yuan("0.50")),
              Worth.of(CompensationKind.TIER, yuan("0.00")));
    }

    private CustomerId member(String name, String phone) {
      return desk(Role.HEAD_OFFICE)
          .customers()
          .register(Salon.newcomer(name, phone))
          .orThrow()
          .file()
          .id();
    }

    Crm crm() {
      return bench.at(now, merchant);
    }

    Desk desk(Role role) {
      return crm()
          .desk(Actor.staff(merchant, StaffId.of(role.name().toLowerCase(Locale.ROOT)), role));
    }

    String key() {
      return "key-" + ++keys;
    }

    ActOnCase step(CaseId id) {
      return ActOnCase.builder().complaint(id).key(key()).build();
    }

    private void lookInto(CaseId id) {
      Desk desk = desk(Role.HEAD_OFFICE);
      desk.complaints().acknowledge(step(id));
      desk.complaints().investigate(step(id));
      desk.complaints().conclude(step(id));
    }

    void play(Move move) {
      CaseId id = cases.get(move.which());
      Desk desk = desk(move.role());
      try {
        switch (move.deed()) {
          case POINTS -> propose(desk, id, CompensationKind.POINTS, "", move.size() * 10L, move);
          case COUPON -> propose(desk, id, CompensationKind.COUPON, "fifty", 1, move);
          case SESSIONS -> propose(desk, id, CompensationKind.SESSIONS, "massage", 2, move);
          case TIER -> propose(desk, id, CompensationKind.TIER, "gold", move.size(), move);
          case MONEY -> propose(desk, id, CompensationKind.MONEY, "", move.size() * 100L, move);
          case APPROVE -> desk.complaints().approve(decision(id, move.number()));
          case REFUSE -> desk.complaints().refuse(decision(id, move.number()));
          case AGREE -> {
            desk.complaints().propose(step(id));
            desk.complaints().agree(step(id));
          }
          case RESOLVE -> desk.complaints().resolve(step(id));
          case REOPEN -> {
            desk.complaints().reopen(step(id));
            lookInto(id);
          }
          case WITHDRAW -> desk.complaints().withdraw(step(id));
          case MERGE -> {
            CaseId into = cases.get((move.which() + 1 + move.number() % 2) % cases.size());
            desk.complaints()
                .merge(MergeCases.builder().complaint(id).into(into).key(key()).build());
          }
          case SEVERITY ->
              desk.complaints()
                  .severity(
                      ChangeSeverity.builder()
                          .complaint(id)
                          .key(key())
                          .severity(Severity.values()[move.number() - 1])
                          .build());
          case PAY -> topay(id).ifPresent(pay -> office().tasks().done(handling(pay)).orThrow());
          case DECLINE ->
              topay(id).ifPresent(pay -> office().messages().drop(handling(pay)).orThrow());
          case PAUSE -> desk.complaints().pause(step(id));
          case SPEND -> desk.points().redeem(spending(move.size()));
          case PASS -> {
            now = now.plus(Duration.ofDays(move.size() / 12));
            if (move.number() > 2) {
              crm().runDue();
            }
          }
        }
      } catch (NotFoundException e) {
        assertTrue(e.getMessage().contains("has no compensation"), e.getMessage());
      }
    }

    private Desk office() {
      return desk(Role.HEAD_OFFICE);
    }

    private HandleMessage handling(OutboxMessage task) {
      return HandleMessage.builder().message(task.id()).key(key()).code("till").build();
    }

    private Optional<OutboxMessage> topay(CaseId id) {
      return till(id, "case.task.pay").stream()
          .filter(task -> task.status() == DeliveryStatus.OPEN)
          .findFirst();
    }

    /** The till's tasks of a case, done or not. */
    List<OutboxMessage> till(CaseId id, String rule) {
      About about = new About(About.CASE, id.toString());
      return bench.storage().messagesOf(merchant, ann, Instant.EPOCH).stream()
          .filter(task -> task.about().equals(Optional.of(about)))
          .filter(task -> task.content().rule().equals(rule))
          .toList();
    }

    /** Money that is booked is to be paid, once; what is taken back and was paid is asked for. */
    void requireTillTold() {
      for (CaseId id : cases) {
        List<OutboxMessage> pays = till(id, "case.task.pay");
        List<OutboxMessage> claims = till(id, "case.task.claim");
        for (Compensation each : standing(id).compensations()) {
          List<DeliveryStatus> paid = statuses(pays, each);
          List<DeliveryStatus> asked = statuses(claims, each);
          boolean money = each.kind() == CompensationKind.MONEY;
          boolean back = each.status() == Status.TAKEN_BACK;
          assertEquals(
              money && (back || each.status() == Status.BOOKED) ? 1 : 0,
              paid.size(),
              each::toString);
          assertEquals(
              money && back && paid.contains(DeliveryStatus.DONE) ? 1 : 0,
              asked.size(),
              each::toString);
          assertTrue(!back || !paid.contains(DeliveryStatus.OPEN), each::toString);
        }
      }
    }

    private static List<DeliveryStatus> statuses(List<OutboxMessage> tasks, Compensation of) {
      return tasks.stream()
          .filter(task -> task.content().figures().get(4).equals(Integer.toString(of.number())))
          .map(OutboxMessage::status)
          .toList();
    }

    private CaseStanding standing(CaseId id) {
      return CaseStanding.of(
          bench.storage().complaint(merchant, id).orElseThrow().events(),
          Salon.merchant().currency());
    }

    /** What is booked stays with a case that can still take it back. */
    void requireNothingLost() {
      for (CaseId id : cases) {
        CaseStanding standing = standing(id);
        assertTrue(
            standing.state() != CaseState.MERGED
                || standing.compensations().stream()
                    .noneMatch(each -> each.status() == Status.BOOKED),
            () -> "merged: " + standing);
      }
    }

    private void propose(
        Desk desk, CaseId id, CompensationKind kind, String what, long amount, Move move) {
      desk.complaints()
          .compensate(
              ProposeCompensation.builder()
                  .complaint(id)
                  .key(key())
                  .kind(kind)
                  .what(what.isEmpty() ? Optional.empty() : Optional.of(what))
                  .amount(amount)
                  .worth(yuan(move.size() + ".00"))
                  .build());
    }

    private DecideCompensation decision(CaseId id, int number) {
      return DecideCompensation.builder().complaint(id).key(key()).number(number).build();
    }

    private RedeemPoints spending(long points) {
      return RedeemPoints.builder().customer(ann).points(points).item("comb").key(key()).build();
    }

    /** The compensations of all cases as stored. */
    List<Compensation> compensations() {
      return cases.stream()
          .map(id -> bench.storage().complaint(merchant, id).orElseThrow())
          .map(file -> CaseStanding.of(file.events(), Salon.merchant().currency()))
          .flatMap(standing -> standing.compensations().stream())
          .toList();
    }

    String month(Instant at) {
      return YearMonth.from(at.atZone(Salon.merchant().zone())).toString();
    }

    long approvedThisMonth(String person) {
      long approved = 0;
      for (CaseId id : cases) {
        List<CaseEvent> log = bench.storage().complaint(merchant, id).orElseThrow().events();
        CaseStanding standing = CaseStanding.of(log, Salon.merchant().currency());
        for (CaseEvent event : log) {
          if (event.kind() == CaseEventKind.COMPENSATION_APPROVED
              && event.actor().name().equals(person)
              && month(event.occurredAt()).equals(month(now))) {
            int number = Integer.parseInt(event.figure(0).orElseThrow());
            Compensation of = standing.compensation(number).orElseThrow();
            approved += of.status() == Status.REFUSED ? 0 : of.worth().getAmountMinorLong();
          }
        }
      }
      return approved;
    }

    /** A case that was withdrawn has given nothing, and is going to give nothing. */
    void requireSettled() {
      for (CaseId id : cases) {
        List<CaseEvent> log = bench.storage().complaint(merchant, id).orElseThrow().events();
        CaseStanding standing = CaseStanding.of(log, Salon.merchant().currency());
        assertTrue(
            standing.state() != CaseState.WITHDRAWN
                || standing.compensations().stream()
                    .allMatch(
                        each ->
                            each.status() == Status.REFUSED || each.status() == Status.TAKEN_BACK),
            () -> "withdrawn: " + standing);
      }
    }

    Books books(CustomerId customer) {
      return Books.read(bench.storage(), merchant, customer);
    }

    long booked(CompensationKind kind) {
      return compensations().stream()
          .filter(each -> each.kind() == kind && each.status() == Status.BOOKED)
          .mapToLong(Compensation::amount)
          .sum();
    }
  }

  /** Without what was forgiven or ended by itself, which nobody can take back. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  default void law_L761_what_is_booked_and_not_taken_back_is_what_the_standings_say(
      @ForAll("moves") List<Move> moves) {
    Amends amends = new Amends(bench());
    for (Move move : moves) {
      amends.play(move);
      Books books = amends.books(amends.ann);
      books.requireConserved();
      books.requireRunningBalances();
      books.requireLotsExplained();
      books.requireLinesNumbered();
      amends.requireSettled();
      assertEquals(
          amends.booked(CompensationKind.POINTS), given(books, AccountKind.POINTS), "points");
      assertEquals(
          amends.booked(CompensationKind.COUPON),
          given(books, AccountKind.coupon("fifty")),
          "coupons");
      assertEquals(
          amends.booked(CompensationKind.SESSIONS),
          given(books, AccountKind.course("massage")),
          "sessions");
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  default void law_L750_the_till_pays_what_is_booked_and_asks_back_what_it_has_paid(
      @ForAll("moves") List<Move> moves) {
    Amends amends = new Amends(bench());
    for (Move move : moves) {
      amends.play(move);
      amends.requireTillTold();
      amends.requireNothingLost();
    }
  }

  private static long given(Books books, AccountKind account) {
    return books.sum(account, EntryKind.GRANTED, EntryKind.REVERSED);
  }

  /** Told by the logs of the cases: what was approved, and not turned down before it was booked. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  default void law_L762_what_a_person_approved_in_a_month_is_counted_and_within_his_authority(
      @ForAll("moves") List<Move> moves) {
    Amends amends = new Amends(bench());
    for (Move move : moves) {
      amends.play(move);
      Books house = amends.books(amends.house);
      house.requireConserved();
      house.requireLotsExplained();
      amends
          .plan()
          .authorities()
          .forEach(
              authority -> {
                String person = authority.role().name().toLowerCase(Locale.ROOT);
                long counted =
                    house
                        .file()
                        .account(AccountKind.approved(person))
                        .lot(amends.month(amends.now))
                        .map(Lot::left)
                        .orElse(0L);
                assertEquals(amends.approvedThisMonth(person), counted, person);
                assertTrue(counted <= authority.perMonth().getAmountMinorLong(), person);
              });
    }
  }
}
