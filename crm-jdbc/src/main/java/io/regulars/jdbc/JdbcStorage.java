package io.regulars.jdbc;

import io.regulars.spi.CustomerId;
import io.regulars.spi.ExternalId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.MessageId;
import io.regulars.spi.Page;
import io.regulars.spi.PageRequest;
import io.regulars.spi.PhoneNumber;
import io.regulars.spi.StaffId;
import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Kind;
import io.regulars.spi.VisitId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.feedback.FeedbackAnswer;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.file.TimelineEntry;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.CaseCriteria;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.CommandReceipt;
import io.regulars.spi.storage.CustomerCriteria;
import io.regulars.spi.storage.FeedbackCriteria;
import io.regulars.spi.storage.Lease;
import io.regulars.spi.storage.Storage;
import io.regulars.spi.storage.TaskCriteria;
import io.regulars.spi.visit.Visit;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Customer files in an SQL database. Thread-safe; every call borrows a connection from the data
 * source for its own transaction and gives it back as it came, in auto-commit mode or not.
 *
 * <pre>{@code
 * Storage storage =
 *     JdbcStorage.builder(dataSource).schemaMode(SchemaMode.MIGRATE).build();
 * }</pre>
 *
 * <p>The isolation level is the connection's own; read committed is enough.
 */
public final class JdbcStorage implements Storage {

  private final Connections connections;
  private final FileRows files;
  private final CaseRows cases;
  private final FeedbackRows feedback;
  private final VisitRows visits;
  private final EntryRows entries;
  private final EventRows events;
  private final MessageRows messages;
  private final ReceiptRows receipts;
  private final Timeline timeline;
  private final CustomerPages pages;
  private final Claims claims;
  private final ChangeWriter writer;

  private JdbcStorage(Context context, Connections connections) {
    this.connections = connections;
    this.files = new FileRows(context);
    this.cases = new CaseRows(context);
    this.feedback = new FeedbackRows(context);
    this.visits = new VisitRows(context);
    this.entries = new EntryRows(context);
    this.events = new EventRows(context);
    this.messages = new MessageRows(context);
    this.receipts = new ReceiptRows(context);
    this.timeline = new Timeline(context, visits, entries, events);
    this.pages = new CustomerPages(files);
    this.claims = new Claims(context, files, cases, messages);
    this.writer =
        new ChangeWriter(
            new FileWriter(context), cases, feedback, visits, entries, events, messages, receipts);
  }

  /** A builder for a storage in the database that {@code dataSource} connects to. */
  public static Builder builder(DataSource dataSource) {
    return new Builder(dataSource);
  }

  @Override
  public Optional<CustomerFile> file(MerchantId merchant, CustomerId customer) {
    return connections.read(
        () -> "reading customer " + customer + " of merchant " + merchant,
        connection -> files.byId(connection, merchant, customer));
  }

  @Override
  public Optional<CustomerFile> fileByPhone(MerchantId merchant, PhoneNumber phone) {
    return connections.read(
        () -> "looking up a phone of merchant " + merchant,
        connection -> files.byPhone(connection, merchant, phone));
  }

  @Override
  public Optional<CustomerFile> fileByExternalId(MerchantId merchant, ExternalId externalId) {
    return connections.read(
        () -> "looking up an external id of merchant " + merchant,
        connection -> files.byExternalId(connection, merchant, externalId));
  }

  @Override
  public Optional<CommandReceipt> receipt(MerchantId merchant, String key) {
    return connections.read(
        () -> "reading a receipt of merchant " + merchant,
        connection -> receipts.byKey(connection, merchant, key));
  }

  @Override
  public Optional<Visit> visit(MerchantId merchant, VisitId visit) {
    return connections.read(
        () -> "reading visit " + visit + " of merchant " + merchant,
        connection -> visits.byId(connection, merchant, visit));
  }

  @Override
  public Page<Visit> visits(MerchantId merchant, CustomerId customer, PageRequest page) {
    Range range = Range.of(page);
    return connections.read(
        lines("visits", merchant, customer),
        connection -> range.page(visits.list(connection, merchant, customer, range), Visit::seq));
  }

  @Override
  public Page<LedgerEntry> entries(MerchantId merchant, CustomerId customer, PageRequest page) {
    Range range = Range.of(page);
    return connections.read(
        lines("entries", merchant, customer),
        connection ->
            range.page(entries.list(connection, merchant, customer, range), LedgerEntry::seq));
  }

  @Override
  public Page<FileEvent> events(MerchantId merchant, CustomerId customer, PageRequest page) {
    Range range = Range.of(page);
    return connections.read(
        lines("events", merchant, customer),
        connection ->
            range.page(events.list(connection, merchant, customer, range), FileEvent::seq));
  }

  @Override
  public Page<TimelineEntry> timeline(MerchantId merchant, CustomerId customer, PageRequest page) {
    return connections.read(
        lines("timeline", merchant, customer),
        connection -> timeline.page(connection, merchant, customer, page));
  }

  @Override
  public Stream<CustomerFile> customers(MerchantId merchant, CustomerCriteria criteria) {
    return Paging.stream(
        CustomerPages.PAGE,
        last ->
            connections.read(
                () -> "reading customers of merchant " + merchant,
                connection ->
                    pages.page(connection, merchant, criteria, last.map(CustomerFile::id))));
  }

  @Override
  public List<CustomerFile> claimDue(MerchantId merchant, Instant due, int limit, Lease lease) {
    return claim(
        () -> "claiming due customers of merchant " + merchant,
        limit,
        left -> connection -> claims.files(connection, merchant, due, left, lease));
  }

  @Override
  public Optional<CaseFile> complaint(MerchantId merchant, CaseId id) {
    return connections.read(
        () -> "reading case " + id + " of merchant " + merchant,
        connection -> cases.byId(connection, merchant, id));
  }

  @Override
  public Stream<CaseFile> complaints(MerchantId merchant, CaseCriteria criteria) {
    return Paging.stream(
        CaseRows.PAGE,
        last ->
            connections.read(
                () -> "reading cases of merchant " + merchant,
                connection -> cases.page(connection, merchant, criteria, last.map(CaseFile::id))));
  }

  @Override
  public Optional<FeedbackAnswer> feedback(MerchantId merchant, String key) {
    return connections.read(
        () -> "reading an answer of merchant " + merchant,
        connection -> feedback.byKey(connection, merchant, key));
  }

  @Override
  public Stream<FeedbackAnswer> feedback(MerchantId merchant, FeedbackCriteria criteria) {
    return Paging.stream(
        FeedbackRows.PAGE,
        last ->
            connections.read(
                () -> "reading answers of merchant " + merchant,
                connection -> feedback.page(connection, merchant, criteria, last)));
  }

  @Override
  public Stream<OutboxMessage> messagesFor(
      MerchantId merchant, Purpose purpose, Instant from, Instant before) {
    return Paging.stream(
        MessageRows.PAGE,
        last ->
            connections.read(
                () -> "reading " + purpose + " messages of merchant " + merchant,
                connection -> messages.page(connection, merchant, purpose, from, before, last)));
  }

  @Override
  public Map<StaffId, Integer> openComplaints(MerchantId merchant) {
    return connections.read(
        () -> "counting open cases of merchant " + merchant,
        connection -> cases.open(connection, merchant));
  }

  @Override
  public List<CaseFile> claimDueComplaints(
      MerchantId merchant, Instant due, int limit, Lease lease) {
    return claim(
        () -> "claiming due cases of merchant " + merchant,
        limit,
        left -> connection -> claims.complaints(connection, merchant, due, left, lease));
  }

  @Override
  public List<OutboxMessage> claimMessages(
      MerchantId merchant, Instant due, int limit, Lease lease) {
    return claim(
        () -> "claiming due messages of merchant " + merchant,
        limit,
        left -> connection -> claims.messages(connection, merchant, due, left, lease));
  }

  @Override
  public List<OutboxMessage> messages(MerchantId merchant, DeliveryStatus status, int limit) {
    return connections.read(
        () -> "reading " + status + " messages of merchant " + merchant,
        connection -> messages.byAge(connection, merchant, status, limit));
  }

  @Override
  public Optional<OutboxMessage> message(MerchantId merchant, MessageId message) {
    return connections.read(
        () -> "reading message " + message + " of merchant " + merchant,
        connection -> messages.byId(connection, merchant, message));
  }

  @Override
  public Optional<OutboxMessage> messageByReference(
      MerchantId merchant, ChannelKind channel, String reference) {
    return connections.read(
        () -> "looking up a " + channel + " reference of merchant " + merchant,
        connection -> messages.byReference(connection, merchant, channel, reference));
  }

  @Override
  public List<OutboxMessage> messagesOf(MerchantId merchant, CustomerId customer, Instant since) {
    return connections.read(
        lines("messages", merchant, customer),
        connection -> messages.ofCustomer(connection, merchant, customer, since));
  }

  @Override
  public List<OutboxMessage> tasks(MerchantId merchant, TaskCriteria criteria, int limit) {
    return connections.read(
        () -> "reading tasks of merchant " + merchant,
        connection -> messages.tasks(connection, merchant, criteria, limit));
  }

  @Override
  public void commit(ChangeSet change) {
    connections.write(
        () -> "a commit for merchant " + change.merchant(),
        connection -> {
          writer.write(connection, change);
          return change;
        });
  }

  private static Supplier<String> lines(String what, MerchantId merchant, CustomerId customer) {
    return () -> "reading " + what + " of customer " + customer + " of merchant " + merchant;
  }

  /**
   * Claims in rounds, each a transaction of its own, until the limit is reached or nobody was
   * faster. What an earlier round claimed is worth returning when a later one fails.
   */
  private <T> List<T> claim(
      Supplier<String> doing, int limit, IntFunction<Connections.Work<Claims.Round<T>>> rounds) {
    List<T> claimed = new ArrayList<>();
    boolean again = limit > 0;
    while (again) {
      try {
        Claims.Round<T> round = connections.write(doing, rounds.apply(limit - claimed.size()));
        claimed.addAll(round.claimed());
        again = round.lost() > 0 && claimed.size() < limit;
      } catch (StorageException e) {
        if (claimed.isEmpty()) {
          throw e;
        }
        again = false;
      }
    }
    return List.copyOf(claimed);
  }

  /** Says where the tables are and what to do about them. Not thread-safe. */
  public static final class Builder {

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,31}");

    private final DataSource dataSource;
    private String prefix = "crm_";
    private SchemaMode mode = SchemaMode.VALIDATE;
    private @Nullable Dialect dialect;

    private Builder(DataSource dataSource) {
      this.dataSource = dataSource;
    }

    /**
     * The beginning of the name of every table, index and constraint; {@code crm_} unless told.
     * Letters, digits and underscores, at most 32, the first not a digit; case is what the database
     * makes of it.
     */
    public Builder tablePrefix(String prefix) {
      if (!PREFIX.matcher(prefix).matches()) {
        throw new IllegalArgumentException(
            "table prefix \""
                + prefix
                + "\" is not 1 to 32 letters, digits and underscores, the first not a digit");
      }
      this.prefix = prefix;
      return this;
    }

    /** What to do about the tables; {@link SchemaMode#VALIDATE} unless told. */
    public Builder schemaMode(SchemaMode mode) {
      this.mode = mode;
      return this;
    }

    /** The ways of the database; asked of a connection unless told. */
    public Builder dialect(Dialect dialect) {
      this.dialect = dialect;
      return this;
    }

    /**
     * Writes the DDL with the prefix applied, for a DBA to execute instead of {@link
     * SchemaMode#MIGRATE}. Neither closes nor flushes {@code out}.
     */
    public void writeSchema(Writer out) throws IOException {
      out.write(new Schema(context()).ddl());
    }

    /**
     * The storage.
     *
     * @throws StorageException {@code UNAVAILABLE} if the database cannot be reached, is not known
     *     and no dialect was given, or has tables that do not fit; the message says what to do
     */
    public JdbcStorage build() {
      Context context = context();
      Connections connections = new Connections(dataSource, context.failures());
      if (mode != SchemaMode.NONE) {
        connections.statementByStatement(
            () -> "preparing the tables " + prefix + "*",
            connection -> {
              if (mode == SchemaMode.MIGRATE) {
                new Schema(context).migrate(connection);
              }
              new SchemaCheck(context).validate(connection);
              return context;
            });
      }
      return new JdbcStorage(context, connections);
    }

    private Context context() {
      Dialect chosen = dialect == null ? detected() : dialect;
      return new Context(prefix, chosen, new Failures(chosen));
    }

    private Dialect detected() {
      String product =
          new Connections(dataSource, new Failures(Dialect.h2()))
              .read(
                  () -> "asking the database for its name",
                  connection -> connection.getMetaData().getDatabaseProductName());
      return Dialect.of(product)
          .orElseThrow(
              () ->
                  new StorageException(
                      Kind.UNAVAILABLE,
                      "no dialect for the database \""
                          + product
                          + "\"; pass one to Builder.dialect, or use H2"));
    }
  }
}
