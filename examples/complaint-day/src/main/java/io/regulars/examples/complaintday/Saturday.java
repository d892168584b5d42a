package io.regulars.examples.complaintday;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.casebook.CaseReport;
import io.regulars.complaint.ActOnCase;
import io.regulars.complaint.AssignCase;
import io.regulars.complaint.CaseAnswer;
import io.regulars.complaint.CloseCase;
import io.regulars.complaint.CompensationKind;
import io.regulars.complaint.ComplaintService;
import io.regulars.complaint.DecideCompensation;
import io.regulars.complaint.FollowUpCase;
import io.regulars.complaint.MergeCases;
import io.regulars.complaint.OpenComplaint;
import io.regulars.complaint.ProposeCompensation;
import io.regulars.customer.RegisterCustomer;
import io.regulars.engine.Outcome;
import io.regulars.engine.Program;
import io.regulars.inmemory.InMemoryStorage;
import io.regulars.spi.CustomerId;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.StaffId;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.storage.CaseCriteria;
import io.regulars.spi.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * Plays a script, minute by minute, through the public API: what comes in is opened at the desk of
 * a clerk, what is done about it at that of whoever the case was given to, and once a minute time
 * takes its course. A host does the same with {@code crm.start(...)} and no clock of its own.
 */
final class Saturday {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Plot plot;
  private final DayClock clock = new DayClock(Chain.at("00:00"));
  private final Crm crm;
  private final List<CustomerId> customers = new ArrayList<>();
  private final Map<Integer, CaseId> cases = new HashMap<>();
  private final Map<CaseId, Integer> numbers = new HashMap<>();
  private final PriorityQueue<Deed> deeds =
      new PriorityQueue<>(Comparator.comparing(Deed::at).thenComparing(Deed::order));
  private int orders;
  private int keys;
  private int turnedAway;
  private int refused;

  /** Something that is going to be done. */
  private record Deed(Instant at, int order, Runnable what) {}

  /**
   * What people tried in vain.
   *
   * @param turnedAway tried what is none of their business
   * @param refused tried what the rules say no to
   */
  record Attempts(int turnedAway, int refused) {}

  private Saturday(Plot plot) {
    this.plot = plot;
    Storage storage = new InMemoryStorage();
    CustomerId house =
        crm(storage, Chain.program())
            .desk(Chain.office())
            .customers()
            .register(RegisterCustomer.of("House", "13900000000"))
            .orThrow()
            .file()
            .id();
    this.crm = crm(storage, Chain.program(house));
  }

  private Crm crm(Storage storage, Program program) {
    return Crm.builder().storage(storage).clock(clock).merchant(Chain.merchant(), program).build();
  }

  /** A day, played to its end. */
  static Saturday play(Plot plot) {
    Saturday day = new Saturday(plot);
    day.prepare();
    day.play();
    return day;
  }

  private void prepare() {
    for (int i = 0; i < plot.customers(); i++) {
      RegisterCustomer guest =
          RegisterCustomer.of("Guest " + i, String.format(Locale.ROOT, "138%08d", i));
      customers.add(office().customers().register(guest).orThrow().file().id());
    }
    plot.parts().forEach(part -> plan(part.opens(), () -> open(part)));
    plan(Chain.at("13:23"), this::managerSeesToItHimself);
    plan(Chain.at("18:00"), this::clerkLooksAtTheNumbers);
  }

  private void plan(Instant at, Runnable what) {
    deeds.add(new Deed(at, orders++, what));
  }

  private void play() {
    for (Instant minute = Chain.at("00:00");
        !minute.isAfter(Chain.end());
        minute = minute.plus(MINUTE)) {
      for (Deed next = deeds.peek();
          next != null && !next.at().isAfter(minute);
          next = deeds.peek()) {
        deeds.remove();
        clock.set(next.at());
        next.what().run();
      }
      clock.set(minute);
      while (crm.runDue().more()) {
        continue;
      }
    }
  }

  private void open(Part part) {
    OpenComplaint complaint =
        OpenComplaint.builder()
            .customer(part.customer().map(customers::get))
            .store(part.store())
            .channel(part.channel())
            .category(part.category())
            .accused(part.accused())
            .item(part.item())
            .key("case-" + part.number())
            .build();
    StaffId clerk = Chain.staff(part.store(), "clerk-1");
    CaseId id = desk(clerk).open(complaint).orThrow().file().id();
    cases.put(part.number(), id);
    numbers.put(id, part.number());
    next(part, 0);
  }

  /** Plans a move of a case; its staff move while the shop is open. */
  private void next(Part part, int move) {
    if (move < part.moves().size()) {
      Instant at = Chain.working(part.store()).add(clock.instant(), part.moves().get(move).after());
      plan(
          at,
          () -> {
            take(part, part.moves().get(move).step()).orThrow();
            next(part, move + 1);
          });
    }
  }

  private Outcome<CaseAnswer> take(Part part, Step step) {
    ComplaintService desk = desk(owner(part));
    return switch (step) {
      case ACKNOWLEDGE -> desk.acknowledge(act(part));
      case INVESTIGATE -> desk.investigate(act(part));
      case CONCLUDE -> desk.conclude(act(part));
      case PROPOSE -> desk.propose(act(part));
      case NEGOTIATE -> desk.negotiate(act(part));
      case COMPENSATE -> compensate(part, desk);
      case AGREE -> desk.agree(act(part));
      case RESOLVE -> desk.resolve(act(part));
      case ASK_CONTENT -> desk.followUp(ask(part, FollowUpCase.Outcome.CONTENT, part.stars()));
      case ASK_NOT_CONTENT -> desk.followUp(ask(part, FollowUpCase.Outcome.NOT_CONTENT, 1));
      case REOPEN -> desk.reopen(act(part));
      case CLOSE -> desk.close(close(part));
      case PAUSE -> desk.pause(act(part));
      case RESUME -> desk.resume(act(part));
      case MERGE -> office().complaints().merge(merge(part));
    };
  }

  private ActOnCase act(Part part) {
    return ActOnCase.builder().complaint(id(part)).key(key()).build();
  }

  /** Who has the case proposes money back; if that is beyond the manager, head office approves. */
  private Outcome<CaseAnswer> compensate(Part part, ComplaintService desk) {
    ProposeCompensation proposal =
        ProposeCompensation.builder()
            .complaint(id(part))
            .key(key())
            .kind(CompensationKind.MONEY)
            .amount(part.goodwill().getAmountMinorLong())
            .worth(part.goodwill())
            .build();
    desk.compensate(proposal).orThrow();
    StaffId manager = Chain.staff(part.store(), "manager");
    if (part.accused().filter(manager::equals).isEmpty()) {
      Outcome<CaseAnswer> outcome = desk(manager).approve(decision(part));
      if (outcome.refusal().isEmpty()) {
        return outcome;
      }
      refused++;
    }
    return office().complaints().approve(decision(part));
  }

  private DecideCompensation decision(Part part) {
    return DecideCompensation.builder().complaint(id(part)).key(key()).number(1).build();
  }

  private FollowUpCase ask(Part part, FollowUpCase.Outcome outcome, int stars) {
    return FollowUpCase.builder()
        .complaint(id(part))
        .key(key())
        .outcome(outcome)
        .rating(stars)
        .build();
  }

  private CloseCase close(Part part) {
    return CloseCase.builder().complaint(id(part)).key(key()).rootCause(part.rootCause()).build();
  }

  private MergeCases merge(Part part) {
    Part first =
        plot.parts().stream()
            .filter(other -> other.customer().equals(part.customer()))
            .findFirst()
            .orElseThrow();
    return MergeCases.builder().complaint(id(part)).key(key()).into(id(first)).build();
  }

  /** The manager of Xuhui tries to answer the complaint about himself, then to be given it. */
  private void managerSeesToItHimself() {
    StaffId manager = Chain.staff(Chain.XUHUI, "manager");
    Part part =
        plot.parts().stream()
            .filter(about -> about.accused().filter(manager::equals).isPresent())
            .findFirst()
            .orElseThrow();
    attempt(() -> desk(manager).acknowledge(act(part)).refusal().isPresent());
    attempt(
        () ->
            office()
                .complaints()
                .assign(AssignCase.builder().complaint(id(part)).key(key()).to(manager).build())
                .refusal()
                .isPresent());
  }

  /** A clerk is curious. */
  private void clerkLooksAtTheNumbers() {
    Desk curious = crm.desk(Chain.actor(Chain.staff(Chain.BUND, "clerk-2")));
    attempt(() -> curious.casebook().report(Chain.at("00:00"), Chain.end()).opened() < 0);
  }

  private void attempt(BooleanSupplier what) {
    try {
      refused += what.getAsBoolean() ? 1 : 0;
    } catch (NotAllowedException e) {
      turnedAway++;
    }
  }

  private ComplaintService desk(StaffId staff) {
    return crm.desk(Chain.actor(staff)).complaints();
  }

  private StaffId owner(Part part) {
    return office().complaints().find(id(part)).file().owner().orElseThrow();
  }

  private CaseId id(Part part) {
    CaseId id = cases.get(part.number());
    if (id == null) {
      throw new IllegalStateException("case " + part.number() + " has not come in yet");
    }
    return id;
  }

  private String key() {
    return "step-" + keys++;
  }

  /** The desk of head office. */
  Desk office() {
    return crm.desk(Chain.office());
  }

  /** What people tried in vain. */
  Attempts attempts() {
    return new Attempts(turnedAway, refused);
  }

  /** The numbers of the Saturday. */
  CaseReport report() {
    return office()
        .casebook()
        .report(Chain.at("00:00"), Chain.at("00:00").plus(Duration.ofDays(1)));
  }

  /** All cases, in the order in which they came in. */
  List<CaseFile> files() {
    return office().complaints().list(CaseCriteria.ALL).stream()
        .sorted(Comparator.comparing(this::number))
        .toList();
  }

  /** The number of a case in the script. */
  int number(CaseFile file) {
    return numbers.getOrDefault(file.id(), 0);
  }

  /** The text with every id of a case replaced by its number. */
  String numbered(String text) {
    String said = text;
    for (Map.Entry<CaseId, Integer> each : numbers.entrySet()) {
      said = said.replace(each.getKey().toString(), "#" + each.getValue());
    }
    return said;
  }
}
