package io.regulars.testkit;

import static io.regulars.testkit.Salon.SHOP;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Desk;
import io.regulars.casebook.CaseReport;
import io.regulars.casebook.ClockFigures;
import io.regulars.casebook.OpenAge;
import io.regulars.casebook.Rate;
import io.regulars.casebook.RootCause;
import io.regulars.casebook.Satisfaction;
import io.regulars.complaint.ActOnCase;
import io.regulars.complaint.AssignCase;
import io.regulars.complaint.Authority;
import io.regulars.complaint.CaseAnswer;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.ChangeSeverity;
import io.regulars.complaint.CloseCase;
import io.regulars.complaint.CompensationKind;
import io.regulars.complaint.ComplaintService;
import io.regulars.complaint.FollowUpCase;
import io.regulars.complaint.MergeCases;
import io.regulars.complaint.OpenComplaint;
import io.regulars.complaint.ProposeCompensation;
import io.regulars.customer.RegisterCustomer;
import io.regulars.engine.Outcome;
import io.regulars.engine.Program;
import io.regulars.engine.Tenant;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.Severity;
import io.regulars.spi.storage.CaseCriteria;
import io.regulars.worktime.WorkingHours;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.joda.money.Money;

/** L78x: the numbers of complaints, whatever has happened. */
interface CasebookLaws extends Laws {

  /** What may happen to a case; what is not possible there is refused and does not happen. */
  enum Deed {
    /** A case is opened. */
    OPEN,
    /** The customer is answered. */
    ACKNOWLEDGE,
    /** A solution is proposed. */
    PROPOSE,
    /** The customer takes it. */
    AGREE,
    /** It is carried out. */
    RESOLVE,
    /** The customer is asked. */
    FOLLOW_UP,
    /** It is over. */
    CLOSE,
    /** It is not. */
    REOPEN,
    /** The customer does not mean it. */
    WITHDRAW,
    /** It is a duplicate. */
    MERGE,
    /** The customer is to answer. */
    PAUSE,
    /** The customer has. */
    RESUME,
    /** It is taken graver, or less so. */
    SEVERITY,
    /** It is given to somebody. */
    ASSIGN,
    /** It is passed up by hand. */
    ESCALATE,
    /** Money is promised by head office. */
    COMPENSATE
  }

  /**
   * One step.
   *
   * @param minutes how long after the one before
   * @param deed what
   * @param which the case, counted round; of an opening its customer, shop and item
   */
  record Turn(int minutes, Deed deed, int which) {

    /** Most often a case is opened or goes on. */
    static Arbitrary<List<Turn>> any() {
      return Combinators.combine(
              Arbitraries.oneOf(
                  Arbitraries.integers().between(0, 20), Arbitraries.integers().between(0, 400)),
              Arbitraries.oneOf(
                  Arbitraries.of(Deed.values()),
                  Arbitraries.of(
                      Deed.PROPOSE, Deed.COMPENSATE, Deed.AGREE, Deed.RESOLVE, Deed.REOPEN)),
              Arbitraries.integers().between(0, 11))
          .as(Turn::new)
          .list()
          .ofMinSize(5)
          .ofMaxSize(60);
    }
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  default void law_L781_counts_add_up_over_shops_and_periods(
      @ForAll("complaints") List<Turn> turns) {
    CasebookUnderTest real = new CasebookUnderTest(bench(), turns);
    Instant from = Salon.OPENING;
    Instant to = real.now.plusSeconds(1);
    Instant middle = from.plus(Duration.between(from, to).dividedBy(3));
    Set<StoreId> first = Set.of(SHOP);
    Set<StoreId> second = Set.of(Casebook.OTHER);
    CaseReport whole = real.desk().casebook().report(from, to);
    List<CaseReport> parts =
        List.of(
            real.desk().casebook().report(from, middle, first),
            real.desk().casebook().report(middle, to, first),
            real.desk().casebook().report(from, middle, second),
            real.desk().casebook().report(middle, to, second));
    for (ToLongFunction<CaseReport> figure : figures()) {
      assertEquals(figure.applyAsLong(whole), parts.stream().mapToLong(figure).sum());
    }
    for (Function<CaseReport, Map<?, Long>> figure : counts()) {
      Map<Object, Long> sums = new HashMap<>();
      for (CaseReport part : parts) {
        figure.apply(part).forEach((key, count) -> sums.merge(key, count, Long::sum));
      }
      assertEquals(figure.apply(whole), sums);
    }
  }

  private static List<ToLongFunction<CaseReport>> figures() {
    List<ToLongFunction<CaseReport>> figures =
        new ArrayList<>(
            List.of(
                CaseReport::opened,
                CaseReport::escalatedByHand,
                CaseReport::continued,
                report -> report.reopened().part(),
                report -> report.reopened().whole(),
                report -> report.firstResponse().wall().count(),
                report -> report.firstResponse().counted().count(),
                report -> report.resolution().wall().count(),
                report -> report.resolution().counted().count(),
                report -> report.satisfaction().content(),
                report -> report.satisfaction().notContent(),
                report -> report.satisfaction().notReached(),
                report -> report.satisfaction().ratings(),
                report -> report.satisfaction().stars(),
                report -> report.cost().booked(),
                report -> report.cost().worth().getAmountMinorLong(),
                report -> report.cost().takenBack(),
                report -> report.cost().worthTakenBack().getAmountMinorLong()));
    for (CaseClock clock : CaseClock.values()) {
      figures.add(report -> report.clock(clock).inTime());
      figures.add(report -> report.clock(clock).late());
      figures.add(report -> report.clock(clock).missed());
      figures.add(report -> report.clock(clock).running());
      figures.add(report -> report.clock(clock).dropped());
      figures.add(report -> report.clock(clock).warned());
      figures.add(report -> report.clock(clock).rungs().get(0));
      figures.add(report -> report.clock(clock).rungs().get(1));
    }
    for (int i = 0; i < 6; i++) {
      int bucket = i;
      figures.add(report -> report.openByAge().get(bucket).cases());
    }
    return figures;
  }

  private static List<Function<CaseReport, Map<?, Long>>> counts() {
    return List.of(
        CaseReport::states,
        CaseReport::severities,
        CaseReport::categories,
        CaseReport::channels,
        report -> {
          Map<Object, Long> causes = new HashMap<>();
          for (RootCause cause : report.rootCauses()) {
            causes.merge(
                List.of(cause.cause(), cause.store(), cause.accused(), cause.item()),
                cause.cases(),
                Long::sum);
          }
          return causes;
        });
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  default void law_L782_every_case_is_in_one_count_and_rates_are_between_none_and_all(
      @ForAll("complaints") List<Turn> turns) {
    CaseReport report = new CasebookUnderTest(bench(), turns).report();
    Stream.concat(
            Stream.of(
                report.reopened(), report.repeatComplainers(), report.satisfaction().contentRate()),
            report.clocks().values().stream().map(ClockFigures::onTime))
        .map(Rate::value)
        .flatMap(Optional::stream)
        .forEach(rate -> assertTrue(rate.signum() >= 0 && rate.compareTo(BigDecimal.ONE) <= 0));
    assertEquals(report.opened(), report.clock(CaseClock.FIRST_RESPONSE).begun());
    assertEquals(report.opened(), sum(report.states().values().stream()));
    assertEquals(report.opened(), sum(report.severities().values().stream()));
    assertEquals(
        sum(
            report.states().entrySet().stream()
                .filter(state -> state.getKey().isOpen())
                .map(Map.Entry::getValue)),
        sum(report.openByAge().stream().map(OpenAge::cases)));
    assertEquals(
        report.states().getOrDefault(CaseState.CLOSED, 0L),
        sum(report.rootCauses().stream().map(RootCause::cases)));
    for (ClockFigures clock : report.clocks().values()) {
      assertEquals(clock.inTime() + clock.late(), clock.used().count(), "met");
      assertTrue(clock.late() + clock.missed() <= clock.begun());
    }
  }

  private static long sum(Stream<Long> counts) {
    return counts.mapToLong(Long::longValue).sum();
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  default void law_L783_the_report_is_what_a_recount_of_the_logs_finds(
      @ForAll("complaints") List<Turn> turns) {
    CasebookUnderTest real = new CasebookUnderTest(bench(), turns);
    CaseReport report = real.report();
    Recount recount = new Recount(real);
    assertEquals(recount.files.size(), report.opened());
    assertEquals(
        recount.response,
        List.of(
            report.clock(CaseClock.FIRST_RESPONSE).inTime(),
            report.clock(CaseClock.FIRST_RESPONSE).late(),
            report.clock(CaseClock.FIRST_RESPONSE).missed(),
            report.clock(CaseClock.FIRST_RESPONSE).running(),
            report.clock(CaseClock.FIRST_RESPONSE).dropped()));
    assertEquals(recount.repeat(), report.repeatComplainers());
    assertEquals(recount.satisfaction(), report.satisfaction());
    assertEquals(recount.count(CaseEventKind.REOPENED), report.reopened().part(), "taken up again");
    assertEquals(
        recount.files.stream()
            .filter(
                file ->
                    recount.has(file, CaseEventKind.RESOLVED)
                        || recount.has(file, CaseEventKind.WITHDRAWN))
            .count(),
        report.reopened().whole());
    assertEquals(recount.byHand(), report.escalatedByHand());
    assertEquals(recount.severities(), report.severities());
    assertEquals(recount.money(CaseEventKind.COMPENSATION_BOOKED), report.cost().worth());
    assertEquals(
        recount.money(CaseEventKind.COMPENSATION_TAKEN_BACK), report.cost().worthTakenBack());
    for (int rung = 1; rung <= 2; rung++) {
      String climbed = Integer.toString(rung);
      assertEquals(
          recount.files.stream()
              .flatMap(file -> file.events().stream())
              .filter(event -> event.kind() == CaseEventKind.ESCALATED)
              .filter(event -> event.figure(1).equals(Optional.of(climbed)))
              .count(),
          report.clock(CaseClock.FIRST_RESPONSE).rungs().get(rung - 1),
          "each rung once");
    }
  }

  /** The real thing: a merchant of its own, its shops always open, with three customers. */
  final class CasebookUnderTest {

    private final Bench bench;
    private final MerchantId merchant;
    private final List<CustomerId> customers = new ArrayList<>();
    private final List<CaseId> cases = new ArrayList<>();
    private Instant now = Salon.OPENING;
    private int keys;

    CasebookUnderTest(Bench bench, List<Turn> turns) {
      this.bench = bench;
      Tenant tenant = bench.newTenant(new Tenant(Salon.merchant(), Program.of("before")));
      this.merchant = tenant.merchant().id();
      CustomerId house =
          desk()
              .customers()
              .register(RegisterCustomer.of("House", "13800138099"))
              .orThrow()
              .file()
              .id();
      bench.give(
          tenant,
          Program.of(
              "casebook",
              Casebook.plan()
                  .hours(WorkingHours.roundTheClock())
                  .patience(Duration.ofDays(2))
                  .addAuthorities(new Authority(Role.HEAD_OFFICE, yuan("500.00"), yuan("5000.00")))
                  .house(house)
                  .build()));
      for (int i = 0; i < 3; i++) {
        customers.add(
            desk()
                .customers()
                .register(RegisterCustomer.of("Ann", "1380013800" + i))
                .orThrow()
                .file()
                .id());
      }
      turns.forEach(this::play);
      while (bench.at(now, merchant).runDue().advanced() > 0) {
        continue;
      }
    }

    Desk desk() {
      return bench.at(now, merchant).desk(Actor.system(merchant));
    }

    CaseReport report() {
      return desk().casebook().report(Salon.OPENING, now.plusSeconds(1));
    }

    List<CaseFile> files() {
      try (Stream<CaseFile> files = bench.storage().complaints(merchant, CaseCriteria.ALL)) {
        return files.toList();
      }
    }

    private void play(Turn turn) {
      now = now.plus(Duration.ofMinutes(turn.minutes()));
      if (turn.deed() == Deed.OPEN || cases.isEmpty()) {
        cases.add(desk().complaints().open(complaint(turn.which())).orThrow().file().id());
        return;
      }
      ComplaintService desk = desk().complaints();
      CaseId id = cases.get(turn.which() % cases.size());
      Outcome<CaseAnswer> outcome =
          switch (turn.deed()) {
            case OPEN -> throw new AssertionError("opened above");
            case ACKNOWLEDGE -> desk.acknowledge(act(id));
            case PROPOSE -> desk.propose(act(id));
            case AGREE -> desk.agree(act(id));
            case RESOLVE -> desk.resolve(act(id));
            case FOLLOW_UP -> desk.followUp(followUp(id, turn.which()));
            case CLOSE -> desk.close(close(id, turn.which()));
            case REOPEN -> desk.reopen(act(id));
            case WITHDRAW -> desk.withdraw(act(id));
            case MERGE -> merge(desk, id);
            case PAUSE -> desk.pause(act(id));
            case RESUME -> desk.resume(act(id));
            case SEVERITY ->
                desk.severity(
                    ChangeSeverity.builder()
                        .complaint(id)
                        .key(key())
                        .severity(Severity.values()[turn.which() % 4])
                        .build());
            case ASSIGN ->
                desk.assign(
                    AssignCase.builder()
                        .complaint(id)
                        .key(key())
                        .to(StaffId.of("s-" + turn.which() % 3))
                        .build());
            case ESCALATE -> desk.escalate(act(id));
            case COMPENSATE -> office().compensate(money(id, turn.which() + 1));
          };
      assertTrue(outcome.refusal().isEmpty() || !outcome.refusal().get().figures().isEmpty());
    }

    private ComplaintService office() {
      return bench
          .at(now, merchant)
          .desk(Actor.staff(merchant, StaffId.of("fay"), Role.HEAD_OFFICE))
          .complaints();
    }

    private ProposeCompensation money(CaseId id, int yuan) {
      return ProposeCompensation.builder()
          .complaint(id)
          .key(key())
          .kind(CompensationKind.MONEY)
          .amount(yuan * 100L)
          .worth(yuan(yuan + ".00"))
          .build();
    }

    private Outcome<CaseAnswer> merge(ComplaintService desk, CaseId id) {
      CaseId into = cases.get(0);
      return into.equals(id)
          ? desk.note(act(id))
          : desk.merge(MergeCases.builder().complaint(id).key(key()).into(into).build());
    }

    private OpenComplaint complaint(int which) {
      return OpenComplaint.builder()
          .customer(which % 4 == 3 ? Optional.empty() : Optional.of(customers.get(which % 4)))
          .store(which % 2 == 0 ? SHOP : Casebook.OTHER)
          .channel(which % 3 == 0 ? "phone" : "counter")
          .category(which % 5 == 0 ? "skin" : "booking")
          .item(which % 3 == 1 ? Optional.of("peeling") : Optional.empty())
          .key(key())
          .build();
    }

    private ActOnCase act(CaseId id) {
      return ActOnCase.builder().complaint(id).key(key()).build();
    }

    private FollowUpCase followUp(CaseId id, int which) {
      return FollowUpCase.builder()
          .complaint(id)
          .key(key())
          .outcome(FollowUpCase.Outcome.values()[which % 3])
          .rating(which % 4 == 0 ? Optional.empty() : Optional.of(1 + which % 5))
          .build();
    }

    private CloseCase close(CaseId id, int which) {
      return CloseCase.builder().complaint(id).key(key()).rootCause("cause-" + which % 2).build();
    }

    private String key() {
      return "k-" + keys++;
    }
  }

  /** The same numbers, read off the logs with no clock but subtraction. */
  final class Recount {

    private static final Duration BUDGET = Duration.ofMinutes(15);

    private final List<CaseFile> files;
    private final Instant now;
    private final List<Long> response = new ArrayList<>(List.of(0L, 0L, 0L, 0L, 0L));

    Recount(CasebookUnderTest real) {
      this.files = real.files();
      this.now = real.now;
      files.forEach(file -> response.set(response(file), response.get(response(file)) + 1));
    }

    private int response(CaseFile file) {
      Duration ran = Duration.ZERO;
      Instant since = file.openedAt();
      boolean runs = true;
      for (CaseEvent event : file.events()) {
        Duration then = runs ? ran.plus(Duration.between(since, event.occurredAt())) : ran;
        if (event.kind() == CaseEventKind.ACKNOWLEDGED || event.kind() == CaseEventKind.PROPOSED) {
          return then.compareTo(BUDGET) <= 0 ? 0 : 1;
        }
        if (event.kind() == CaseEventKind.WITHDRAWN || event.kind() == CaseEventKind.MERGED) {
          ran = then;
          runs = false;
        } else if (event.kind() == CaseEventKind.REOPENED) {
          since = event.occurredAt();
          runs = true;
        }
      }
      Duration whole = runs ? ran.plus(Duration.between(since, now)) : ran;
      return whole.compareTo(BUDGET) > 0 ? 2 : file.state().isOpen() ? 3 : 4;
    }

    long byHand() {
      return files.stream()
          .flatMap(file -> file.events().stream())
          .filter(event -> event.kind() == CaseEventKind.ESCALATED)
          .filter(event -> event.figure(0).equals(Optional.of("HAND")))
          .count();
    }

    Map<Severity, Long> severities() {
      Map<Severity, Long> severities = new HashMap<>();
      for (CaseFile file : files) {
        String last =
            file.events().stream()
                .filter(
                    event ->
                        event.kind() == CaseEventKind.OPENED
                            || event.kind() == CaseEventKind.SEVERITY_CHANGED)
                .reduce((earlier, later) -> later)
                .flatMap(event -> event.figure(1))
                .orElseThrow();
        severities.merge(Severity.valueOf(last), 1L, Long::sum);
      }
      return severities;
    }

    /** What the compensations are worth that have a line of this kind. */
    Money money(CaseEventKind kind) {
      long minor = 0;
      for (CaseFile file : files) {
        for (CaseEvent event : file.events()) {
          if (event.kind() == kind) {
            minor +=
                file.events().stream()
                    .filter(each -> each.kind() == CaseEventKind.COMPENSATION_PROPOSED)
                    .filter(each -> each.figure(0).equals(event.figure(0)))
                    .mapToLong(each -> Long.parseLong(each.figure(4).orElseThrow()))
                    .sum();
          }
        }
      }
      return Money.ofMinor(Salon.merchant().currency(), minor);
    }

    boolean has(CaseFile file, CaseEventKind kind) {
      return file.events().stream().anyMatch(event -> event.kind() == kind);
    }

    long count(CaseEventKind kind) {
      return files.stream().filter(file -> has(file, kind)).count();
    }

    Rate repeat() {
      Map<CustomerId, Long> cases = new HashMap<>();
      files.stream()
          .filter(file -> file.state() != CaseState.MERGED)
          .map(CaseFile::customer)
          .flatMap(Optional::stream)
          .forEach(customer -> cases.merge(customer, 1L, Long::sum));
      return new Rate(cases.values().stream().filter(of -> of >= 2).count(), cases.size());
    }

    Satisfaction satisfaction() {
      long[] outcomes = new long[3];
      long ratings = 0;
      long stars = 0;
      for (CaseFile file : files) {
        Optional<CaseEvent> last =
            file.events().stream()
                .filter(event -> event.kind() == CaseEventKind.FOLLOWED_UP)
                .reduce((earlier, later) -> later);
        if (last.isPresent()) {
          outcomes[FollowUpCase.Outcome.valueOf(last.get().figure(0).orElseThrow()).ordinal()]++;
          ratings += last.get().figure(1).isPresent() ? 1 : 0;
          stars += last.get().figure(1).map(Long::parseLong).orElse(0L);
        }
      }
      return new Satisfaction(outcomes[0], outcomes[1], outcomes[2], ratings, stars);
    }
  }
}
