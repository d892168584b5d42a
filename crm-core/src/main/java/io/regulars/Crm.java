package io.regulars;

import io.regulars.complaint.DueComplaints;
import io.regulars.engine.CircuitPolicy;
import io.regulars.engine.CommandRunner;
import io.regulars.engine.DeliveryPass;
import io.regulars.engine.DeliveryPolicy;
import io.regulars.engine.DeliveryReceipt;
import io.regulars.engine.DeskContext;
import io.regulars.engine.Dispatcher;
import io.regulars.engine.DueFiles;
import io.regulars.engine.DuePass;
import io.regulars.engine.DueRunner;
import io.regulars.engine.Program;
import io.regulars.engine.RetryPolicy;
import io.regulars.engine.Tenant;
import io.regulars.engine.Tenants;
import io.regulars.engine.Texts;
import io.regulars.engine.Validation;
import io.regulars.spi.Actor;
import io.regulars.spi.Merchant;
import io.regulars.spi.MerchantId;
import io.regulars.spi.Shapes;
import io.regulars.spi.channel.Channel;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.StaffAddresses;
import io.regulars.spi.feedback.SentimentReader;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.Storage;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The library, one per process: hands out desks, and does on request what time and the outbox
 * demand. Thread-safe. Starts no thread unless {@link #start} is called.
 */
public final class Crm implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Crm.class);
  private static final int PASS = 1_000;
  private static final Duration LONGEST_INTERVAL = Duration.ofDays(365);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(30);

  private final CommandRunner runner;
  private final Validation validation;
  private final SentimentReader sentiment;
  private final DueRunner dueRunner;
  private final Dispatcher dispatcher;
  private @Nullable ScheduledExecutorService scheduler;

  private Crm(Builder builder, Storage storage) {
    Tenants tenants = builder.tenants();
    this.sentiment = builder.sentiment;
    this.validation = new Validation(builder.language, builder.clock);
    this.runner =
        new CommandRunner(
            storage,
            tenants,
            builder.clock,
            Rulebook.advance(),
            Rulebook.messages(),
            Rulebook.sending(),
            builder.retryPolicy,
            Texts.in(builder.language, ZoneOffset.UTC));
    this.dueRunner =
        new DueRunner(
            runner,
            tenants,
            List.of(new DueComplaints(runner, validation), new DueFiles(runner)),
            builder.node);
    this.dispatcher = new Dispatcher(runner, tenants, Rulebook.sending(), builder.dispatch());
  }

  /** A builder; storage and at least one merchant are required. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The desk of an actor, at which everything is done in the actor's name.
   *
   * @throws io.regulars.spi.NotFoundException if the actor's merchant is unknown
   */
  public Desk desk(Actor actor) {
    runner.tenant(actor.merchant());
    return new Desk(new DeskContext(runner, validation, actor), sentiment);
  }

  /** {@link #runDue(int)} with a bound of 1,000 files. */
  public DuePass runDue() {
    return runDue(PASS);
  }

  /**
   * Applies time to at most {@code limit} files whose alarm has gone off; run it until none is
   * left.
   */
  public DuePass runDue(int limit) {
    Shapes.require(limit > 0, "a pass of " + limit + " files does nothing; give at least 1");
    return dueRunner.run(limit);
  }

  /**
   * Notes what a provider tells of a message it took: that it arrived, was read, or failed, which
   * sends it to the next channel there is. Repeated and late receipts change nothing.
   *
   * @return the message as it stands now; empty if there is none
   */
  public Optional<OutboxMessage> deliveryReceipt(MerchantId merchant, DeliveryReceipt receipt) {
    runner.tenant(merchant);
    return dispatcher.receive(merchant, receipt);
  }

  /** {@link #deliver(int)} with a bound of 1,000 messages. */
  public DeliveryPass deliver() {
    return deliver(PASS);
  }

  /** Tries to send at most {@code limit} waiting messages. */
  public DeliveryPass deliver(int limit) {
    Shapes.require(limit > 0, "a pass of " + limit + " messages does nothing; give at least 1");
    return dispatcher.run(limit);
  }

  /** Up to {@code limit} dead letters of a merchant, oldest first: what a person has to look at. */
  public List<OutboxMessage> deadLetters(MerchantId merchant, int limit) {
    return runner.storage().messages(merchant, DeliveryStatus.DEAD, limit);
  }

  /**
   * Starts one daemon thread that runs both passes every {@code interval}; a pass that fails is
   * logged and does not stop the next.
   *
   * @throws io.regulars.spi.InvalidValueException if the interval is not above zero, or longer than
   *     365 days
   * @throws IllegalStateException if it is running already
   */
  public synchronized void start(Duration interval) {
    Shapes.require(
        interval.compareTo(Duration.ZERO) > 0 && interval.compareTo(LONGEST_INTERVAL) <= 0,
        "an interval of " + interval + " is not above zero and at most 365 days; give a minute");
    if (scheduler != null) {
      throw new IllegalStateException("already started; close() stops it");
    }
    scheduler =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "regulars");
              thread.setDaemon(true);
              return thread;
            });
    scheduler.scheduleWithFixedDelay(
        this::tick, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Stops the thread of {@link #start}, if it runs, and waits up to half a minute for its present
   * pass, so that the host may close its pool next. Storage is not closed.
   */
  @Override
  public synchronized void close() {
    if (scheduler == null) {
      return;
    }
    scheduler.shutdown();
    try {
      if (!scheduler.awaitTermination(CLOSE_WAIT.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("the present pass did not end within {}", CLOSE_WAIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    scheduler = null;
  }

  private void tick() {
    attempt("due pass", this::runDue);
    attempt("delivery pass", this::deliver);
  }

  private static void attempt(String pass, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("a scheduled {} failed; the next one is not affected", pass, e);
    }
  }

  /** Collects what a {@link Crm} works with. Not thread-safe. */
  public static final class Builder {

    private final List<Tenant> tenantList = new ArrayList<>();
    private final List<Channel> channels = new ArrayList<>();
    private @Nullable Tenants tenants;
    private @Nullable Storage storage;
    private Clock clock = Clock.systemUTC();
    private Locale language = Locale.ENGLISH;
    private SentimentReader sentiment = SentimentReader.NONE;
    private RetryPolicy retryPolicy = RetryPolicy.DEFAULT;
    private DeliveryPolicy deliveryPolicy = DeliveryPolicy.DEFAULT;
    private final Map<ChannelKind, DeliveryPolicy> deliveryPolicies = new HashMap<>();
    private CircuitPolicy circuitPolicy = CircuitPolicy.DEFAULT;
    private StaffAddresses staffAddresses = StaffAddresses.NONE;
    private String node = UUID.randomUUID().toString();

    private Builder() {}

    /** Where files live. Required. */
    public Builder storage(Storage storage) {
      this.storage = storage;
      return this;
    }

    /**
     * Adds a merchant and its program.
     *
     * @throws io.regulars.spi.InvalidProgramException if the program does not fit the merchant
     */
    public Builder merchant(Merchant merchant, Program program) {
      tenantList.add(new Tenant(merchant, program));
      return this;
    }

    /**
     * Where merchants and programs come from, instead of {@link #merchant}: for hosts with many.
     */
    public Builder tenants(Tenants tenants) {
      this.tenants = tenants;
      return this;
    }

    /**
     * Adds a channel. Messages of a kind without one go by the next of their route, or wait for 30
     * days if none of it is there.
     */
    public Builder channel(Channel channel) {
      channels.add(channel);
      return this;
    }

    /** What tells the time; the system's clock unless told. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /**
     * The language of violations and rejections: Chinese for {@code zh} of any country, English for
     * all else and unless told.
     */
    public Builder language(Locale language) {
      this.language = language;
      return this;
    }

    /** The host's model of what customers feel when they write; none unless told. */
    public Builder sentiment(SentimentReader sentiment) {
      this.sentiment = sentiment;
      return this;
    }

    /** How often a contended command is decided again. */
    public Builder retryPolicy(RetryPolicy retryPolicy) {
      this.retryPolicy = retryPolicy;
      return this;
    }

    /** How often and when a message is tried again. */
    public Builder deliveryPolicy(DeliveryPolicy deliveryPolicy) {
      this.deliveryPolicy = deliveryPolicy;
      return this;
    }

    /** How often and when a message on this channel is tried again. */
    public Builder deliveryPolicy(ChannelKind channel, DeliveryPolicy deliveryPolicy) {
      deliveryPolicies.put(channel, deliveryPolicy);
      return this;
    }

    /** When a channel counts as down. */
    public Builder circuitPolicy(CircuitPolicy circuitPolicy) {
      this.circuitPolicy = circuitPolicy;
      return this;
    }

    /** Where staff is reached; nowhere unless told, so that messages to staff become tasks. */
    public Builder staffAddresses(StaffAddresses staffAddresses) {
      this.staffAddresses = staffAddresses;
      return this;
    }

    private Dispatcher.Settings dispatch() {
      return new Dispatcher.Settings(
          channels, staffAddresses, deliveryPolicy, deliveryPolicies, circuitPolicy, node);
    }

    /**
     * The name of this process in claims, unique among those on one storage; random unless told.
     */
    public Builder node(String node) {
      this.node = node;
      return this;
    }

    /**
     * The library, ready.
     *
     * @throws IllegalStateException if storage or merchants are missing
     * @throws io.regulars.spi.InvalidValueException if a merchant or a kind of channel is there
     *     twice
     */
    public Crm build() {
      if (storage == null) {
        throw new IllegalStateException(
            "no storage; call storage(...), such as new InMemoryStorage()");
      }
      return new Crm(this, storage);
    }

    private Tenants tenants() {
      if ((tenants == null) == tenantList.isEmpty()) {
        throw new IllegalStateException(
            "give merchants either one by one with merchant(...), or all by tenants(...)");
      }
      return tenants == null ? Tenants.of(tenantList) : tenants;
    }
  }
}
