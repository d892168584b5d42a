package io.regulars.benchmarks;

import com.github.f4b6a3.uuid.UuidCreator;
import io.regulars.Rulebook;
import io.regulars.engine.Advance;
import io.regulars.engine.FileDraft;
import io.regulars.engine.Refusal;
import io.regulars.engine.Tenant;
import io.regulars.engine.Validation;
import io.regulars.examples.quickstart.CdnowShop;
import io.regulars.examples.quickstart.ReplayClock;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.VisitId;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.lifecycle.StageStanding;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitLine;
import io.regulars.spi.visit.VisitStatus;
import io.regulars.tier.TierRules;
import io.regulars.visit.RecordVisit;
import io.regulars.visit.VisitRules;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/**
 * A visit without storage: what it takes to check the command, and to decide upon it. The customer
 * has come once a month for a year, so that both accounts have twelve open lots. Medians of single
 * calls, which a busy machine disturbs less than means.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 6, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DecisionBenchmark {

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final int VISITS = 12;

  private final Tenant tenant = new Tenant(CdnowShop.merchant(), CdnowShop.program());
  private final Actor actor = Actor.system(CdnowShop.merchant().id());
  private final ZoneId zone = ZoneOffset.UTC;
  private final Advance advance = Rulebook.advance();
  private final Instant now = START.plus(Duration.ofDays(30L * VISITS));
  private final Validation validation = new Validation(Locale.ENGLISH, new ReplayClock(now));
  private final CustomerFile file = regular();
  private final RecordVisit command = Regulars.visit(file.id(), 1, VISITS);

  /** For JMH. */
  public DecisionBenchmark() {}

  /** Runs both benchmarks. */
  static Table run() throws Exception {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("\\b" + DecisionBenchmark.class.getSimpleName() + "\\b")
                    .addProfiler(GCProfiler.class)
                    .jvmArgsAppend("-Dorg.jboss.logging.provider=slf4j")
                    .build())
            .run();
    Table table = new Table(List.of("without storage", "median ns", "90 % ns", "bytes"));
    for (RunResult result : results) {
      Statistics times = result.getPrimaryResult().getStatistics();
      table.row(
          result.getPrimaryResult().getLabel(),
          Series.number(times.getPercentile(50), 0),
          Series.number(times.getPercentile(90), 0),
          allocated(result));
    }
    return table;
  }

  private static String allocated(RunResult result) {
    Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
    return allocated == null ? "?" : Series.number(allocated.getScore(), 0);
  }

  /** The constraints of the command. */
  @Benchmark
  public RecordVisit validate() {
    return validation.check(command);
  }

  /** Building the command. */
  @Benchmark
  public RecordVisit command() {
    return Regulars.visit(file.id(), 1, VISITS);
  }

  /** The file's new state and the lines appended, from the file and the command. */
  @Benchmark
  public CustomerFile decide() {
    return visited(file, command, now);
  }

  private CustomerFile regular() {
    CustomerId customer = CustomerId.of(UuidCreator.getTimeOrderedEpochPlus1());
    FileDraft registered =
        FileDraft.create(
            tenant,
            actor,
            START,
            customer,
            CustomerProfile.builder().name("Customer").build(),
            START,
            TierRules.initial(tenant.program(), START),
            StageStanding.prospect(START));
    CustomerFile regular = advance.finish(registered);
    for (int i = 0; i < VISITS; i++) {
      Instant at = START.plus(Duration.ofDays(30L * i));
      regular = visited(regular, Regulars.visit(customer, 1, i), at);
    }
    return regular;
  }

  private CustomerFile visited(CustomerFile before, RecordVisit of, Instant at) {
    FileDraft draft = FileDraft.open(tenant, actor, at, before);
    advance.to(draft, at);
    Visit visit =
        Visit.builder()
            .merchant(tenant.merchant().id())
            .id(VisitId.of(UuidCreator.getTimeOrderedEpochPlus1()))
            .customer(before.id())
            .seq(draft.nextSeq())
            .store(of.store())
            .receipt(of.receipt())
            .occurredAt(at)
            .recordedAt(at)
            .actor(actor)
            .lines(of.lines())
            .addPayments(Payment.of(PaymentKind.MONEY, VisitLine.total(of.lines())))
            .status(VisitStatus.RECORDED)
            .build();
    Optional<Refusal> refusal = VisitRules.record(draft, visit, zone);
    if (refusal.isPresent()) {
      throw new IllegalStateException(refusal.get().toString());
    }
    return advance.finish(draft);
  }
}
