package io.regulars.inmemory;

import io.regulars.spi.CustomerId;
import io.regulars.spi.ExternalId;
import io.regulars.spi.MessageId;
import io.regulars.spi.Page;
import io.regulars.spi.PageRequest;
import io.regulars.spi.PhoneNumber;
import io.regulars.spi.StaffId;
import io.regulars.spi.StorageException;
import io.regulars.spi.VisitId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.feedback.FeedbackAnswer;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.outbox.Priority;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.CommandReceipt;
import io.regulars.spi.storage.FileChange;
import io.regulars.spi.storage.Lease;
import io.regulars.spi.storage.TaskCriteria;
import io.regulars.spi.storage.VisitTakenBack;
import io.regulars.spi.visit.ImmutableVisit;
import io.regulars.spi.visit.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * All data of one merchant behind one lock: readers together, a commit or a claim alone. A commit
 * checks everything before it changes anything, so that a refused one leaves no trace. What goes in
 * and out is immutable; no list of this class's own is ever handed out.
 */
final class MerchantData {

  /** The three sorts of lines a customer's timeline is made of. */
  static final Lines<Visit> VISITS = new Lines<>(row -> row.visits, Visit::customer, Visit::seq);

  /** See {@link #VISITS}. */
  static final Lines<LedgerEntry> ENTRIES =
      new Lines<>(row -> row.entries, LedgerEntry::customer, LedgerEntry::seq);

  /** See {@link #VISITS}. */
  static final Lines<FileEvent> EVENTS =
      new Lines<>(row -> row.events, FileEvent::customer, FileEvent::seq);

  /** How many files or cases {@link #customers()} and {@link #complaints()} take at a time. */
  private static final int BATCH = 256;

  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private final Map<CustomerId, Row> rows = new HashMap<>();
  private final NavigableMap<CustomerId, Row> rowsById =
      new TreeMap<>(Comparator.comparing(CustomerId::value, Agenda.UNSIGNED));
  private final Finder<PhoneNumber> phones =
      new Finder<>(StorageException.Key.PHONE, CustomerProfile::phones);
  private final Finder<ExternalId> externalIds =
      new Finder<>(StorageException.Key.EXTERNAL_ID, CustomerProfile::externalIds);
  private final Map<VisitId, Visit> visits = new HashMap<>();
  private final Map<String, CommandReceipt> receipts = new HashMap<>();
  private final Map<MessageId, Letter> letters = new HashMap<>();
  private final Map<DeliveryStatus, NavigableSet<Letter>> lettersByAge =
      new EnumMap<>(DeliveryStatus.class);
  private final CaseShelf cases = new CaseShelf();
  private final Map<String, FeedbackAnswer> answers = new HashMap<>();
  private final NavigableSet<FeedbackAnswer> answersByTime =
      new TreeSet<>(
          Comparator.comparing(FeedbackAnswer::answeredAt)
              .thenComparing(answer -> answer.id().value(), Agenda.UNSIGNED));
  private final Agenda<Row> alarms = new Agenda<>();
  private final Map<Priority, Agenda<Letter>> attempts = new EnumMap<>(Priority.class);
  private final Map<CustomerId, List<Letter>> lettersOf = new HashMap<>();
  private final Map<About, NavigableSet<Letter>> lettersAbout = new HashMap<>();
  private final Map<Reference, NavigableSet<Letter>> lettersByReference = new HashMap<>();

  /** A merchant without data. */
  MerchantData() {
    for (DeliveryStatus status : DeliveryStatus.values()) {
      lettersByAge.put(status, new TreeSet<>(Letter.OLDEST_FIRST));
    }
    for (Priority priority : Priority.values()) {
      attempts.put(priority, new Agenda<>());
    }
  }

  /** Runs {@code reads} as one: no commit comes between them. */
  <T> T reading(Supplier<T> reads) {
    lock.readLock().lock();
    try {
      return reads.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  private <T> T writing(Supplier<T> writes) {
    lock.writeLock().lock();
    try {
      return writes.get();
    } finally {
      lock.writeLock().unlock();
    }
  }

  Optional<CustomerFile> file(CustomerId customer) {
    return reading(() -> Optional.ofNullable(rows.get(customer)).map(row -> row.file));
  }

  Optional<CustomerFile> fileByPhone(PhoneNumber phone) {
    return reading(() -> phones.find(phone).map(rows::get).map(row -> row.file));
  }

  Optional<CustomerFile> fileByExternalId(ExternalId externalId) {
    return reading(() -> externalIds.find(externalId).map(rows::get).map(row -> row.file));
  }

  Optional<CommandReceipt> receipt(String key) {
    return reading(() -> Optional.ofNullable(receipts.get(key)));
  }

  Optional<Visit> visit(VisitId visit) {
    return reading(() -> Optional.ofNullable(visits.get(visit)));
  }

  <T> Page<T> page(CustomerId customer, Lines<T> lines, PageRequest request) {
    return reading(
        () -> {
          Row row = rows.get(customer);
          return row == null ? new Page<>(List.of(), Optional.empty()) : lines.page(row, request);
        });
  }

  List<OutboxMessage> messages(DeliveryStatus status, int limit) {
    return reading(
        () ->
            lettersByAge.getOrDefault(status, Collections.emptyNavigableSet()).stream()
                .limit(limit)
                .map(letter -> letter.message)
                .toList());
  }

  Optional<OutboxMessage> message(MessageId message) {
    return reading(() -> Optional.ofNullable(letters.get(message)).map(letter -> letter.message));
  }

  Optional<OutboxMessage> messageByReference(ChannelKind channel, String reference) {
    return reading(
        () ->
            Optional.ofNullable(lettersByReference.get(new Reference(channel, reference)))
                .map(found -> found.last().message));
  }

  List<OutboxMessage> messagesOf(CustomerId customer, Instant since) {
    return reading(
        () ->
            lettersOf.getOrDefault(customer, List.of()).stream()
                .map(letter -> letter.message)
                .filter(message -> !message.nextAttemptAt().isBefore(since))
                .sorted(
                    Comparator.comparing(OutboxMessage::nextAttemptAt)
                        .thenComparing(message -> message.id().value(), Agenda.UNSIGNED))
                .toList());
  }

  List<OutboxMessage> tasks(TaskCriteria criteria, int limit) {
    return reading(
        () ->
            criteria
                .about()
                .map(about -> lettersAbout.getOrDefault(about, new TreeSet<>(Letter.OLDEST_FIRST)))
                .orElseGet(() -> find(lettersByAge, DeliveryStatus.OPEN))
                .stream()
                .map(letter -> letter.message)
                .filter(message -> message.status() == DeliveryStatus.OPEN)
                .filter(criteria::matches)
                .sorted(Comparator.comparing(task -> task.dueAt().orElse(Instant.MAX)))
                .limit(limit)
                .toList());
  }

  /** All files by rising id, in batches that are each of one moment. */
  Stream<CustomerFile> customers() {
    return Stream.iterate(
            batchOf(rowsById),
            batch -> !batch.isEmpty(),
            batch -> batchOf(rowsById.tailMap(batch.get(batch.size() - 1).id(), false)))
        .flatMap(List::stream);
  }

  private List<CustomerFile> batchOf(Map<CustomerId, Row> remaining) {
    return reading(
        () -> {
          List<CustomerFile> batch = new ArrayList<>(BATCH);
          for (Row row : remaining.values()) {
            batch.add(row.file);
            if (batch.size() == BATCH) {
              break;
            }
          }
          return batch;
        });
  }

  List<CustomerFile> claimDue(Instant due, int limit, Lease lease) {
    return writing(() -> alarms.claim(due, limit, lease).stream().map(row -> row.file).toList());
  }

  List<OutboxMessage> claimMessages(Instant due, int limit, Lease lease) {
    return writing(
        () -> {
          List<OutboxMessage> claimed = new ArrayList<>();
          for (Priority priority : Priority.values()) {
            find(attempts, priority)
                .claim(due, limit - claimed.size(), lease)
                .forEach(letter -> claimed.add(letter.message));
          }
          return List.copyOf(claimed);
        });
  }

  Optional<CaseFile> complaint(CaseId id) {
    return reading(() -> cases.find(id));
  }

  /** All cases by rising id, in batches that are each of one moment. */
  Stream<CaseFile> complaints() {
    return Stream.iterate(
            casesBehind(Optional.empty()),
            batch -> !batch.isEmpty(),
            batch -> casesBehind(Optional.of(batch.get(batch.size() - 1).id())))
        .flatMap(List::stream);
  }

  private List<CaseFile> casesBehind(Optional<CaseId> seen) {
    return reading(() -> cases.behind(seen, BATCH));
  }

  Optional<FeedbackAnswer> feedback(String key) {
    return reading(() -> Optional.ofNullable(answers.get(key)));
  }

  /** All answers by time, of one moment. */
  Stream<FeedbackAnswer> feedback() {
    return reading(() -> List.copyOf(answersByTime)).stream();
  }

  Stream<OutboxMessage> messagesFor(Purpose purpose, Instant from, Instant before) {
    return reading(
        () ->
            letters.values().stream()
                .map(letter -> letter.message)
                .filter(message -> message.purpose() == purpose)
                .filter(message -> !message.createdAt().isBefore(from))
                .filter(message -> message.createdAt().isBefore(before))
                .sorted(
                    Comparator.comparing(OutboxMessage::createdAt)
                        .thenComparing(message -> message.id().value(), Agenda.UNSIGNED))
                .toList()
                .stream());
  }

  Map<StaffId, Integer> openComplaints() {
    return reading(cases::open);
  }

  List<CaseFile> claimDueComplaints(Instant due, int limit, Lease lease) {
    return writing(() -> cases.claimDue(due, limit, lease));
  }

  void commit(ChangeSet change) {
    lock.writeLock().lock();
    try {
      boolean profiles = checkFiles(change.files());
      cases.check(change.cases());
      checkFeedback(change.feedback());
      checkVisits(change.visits(), change.takenBack());
      checkLines(change, change.visits(), VISITS);
      checkLines(change, change.entries(), ENTRIES);
      checkLines(change, change.events(), EVENTS);
      checkMessages(change.messages(), change.settled());
      checkReceipt(change.receipt());

      if (profiles) {
        change.files().forEach(this::unlist);
        change.files().forEach(this::list);
      }
      change.files().forEach(this::put);
      change.cases().forEach(cases::put);
      change.feedback().forEach(this::record);
      change.visits().forEach(this::append);
      change.takenBack().forEach(this::takeBack);
      change.entries().forEach(entry -> ENTRIES.append(row(entry.customer()), entry));
      change.events().forEach(event -> EVENTS.append(row(event.customer()), event));
      change.messages().forEach(this::post);
      change.settled().forEach(this::settle);
      change.receipt().ifPresent(receipt -> receipts.put(receipt.key(), receipt));
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Returns whether a profile changed, the rare case in which phones and external ids matter. */
  @SuppressWarnings("ReferenceEquality") // an equal profile that is another object only costs time
  private boolean checkFiles(List<FileChange> changes) {
    boolean profiles = false;
    for (FileChange change : changes) {
      CustomerId id = change.after().id();
      Row row = rows.get(id);
      if (row != null && change.expectedVersion() == 0) {
        throw duplicate(StorageException.Key.ID, "customer " + id + " is already on file");
      }
      long stored = row == null ? 0 : row.file.version();
      if (stored != change.expectedVersion()) {
        throw stale(
            "the file of " + id + " is at version " + stored + ", not " + change.expectedVersion());
      }
      profiles |= row == null || row.file.profile() != change.after().profile();
    }
    if (profiles) {
      phones.check(changes);
      externalIds.check(changes);
    }
    return profiles;
  }

  private void checkFeedback(List<FeedbackAnswer> added) {
    for (FeedbackAnswer answer : added) {
      if (answers.containsKey(answer.key())) {
        throw duplicate(
            StorageException.Key.RECEIPT, "an answer under " + answer.key() + " is on record");
      }
    }
  }

  private void record(FeedbackAnswer answer) {
    answers.put(answer.key(), answer);
    answersByTime.add(answer);
  }

  private void checkVisits(List<Visit> recorded, List<VisitTakenBack> takenBack) {
    for (Visit visit : recorded) {
      if (visits.containsKey(visit.id())) {
        throw duplicate(StorageException.Key.ID, "visit " + visit.id() + " is already recorded");
      }
    }
    if (!distinct(recorded, Visit::id)) {
      throw duplicate(StorageException.Key.ID, "one visit is recorded twice");
    }
    for (VisitTakenBack change : takenBack) {
      Visit visit = visits.get(change.visit());
      if (visit == null
          || !visit.status().stands()
          || visit.returns().size() != change.what().number() - 1) {
        throw stale(
            "visit " + change.visit() + " is " + (visit == null ? "unknown" : visit.status()));
      }
    }
  }

  private <T> void checkLines(ChangeSet change, List<T> added, Lines<T> lines) {
    for (T line : added) {
      CustomerId customer = lines.customer.apply(line);
      Row row = rows.get(customer);
      if (row == null
          && change.files().stream().noneMatch(file -> file.after().id().equals(customer))) {
        throw stale("a line is appended to the file of " + customer + ", which is not there");
      }
      if (row != null && lines.has(row, lines.seq.applyAsLong(line))) {
        throw duplicate(
            StorageException.Key.ID,
            "line " + lines.seq.applyAsLong(line) + " of " + customer + " is already written");
      }
    }
    if (!lines.rising(added)
        && !distinct(
            added, line -> List.of(lines.customer.apply(line), lines.seq.applyAsLong(line)))) {
      throw duplicate(StorageException.Key.ID, "one line is appended twice");
    }
  }

  private void checkMessages(List<OutboxMessage> posted, List<OutboxMessage> settled) {
    for (OutboxMessage message : posted) {
      if (letters.containsKey(message.id())) {
        throw duplicate(StorageException.Key.ID, "message " + message.id() + " is already posted");
      }
    }
    if (!distinct(posted, OutboxMessage::id)) {
      throw duplicate(StorageException.Key.ID, "one message is posted twice");
    }
    for (OutboxMessage message : settled) {
      Letter letter = letters.get(message.id());
      if (letter == null || letter.message.version() != message.version() - 1) {
        throw stale("message " + message.id() + " is not at the version before this one");
      }
    }
  }

  private void checkReceipt(Optional<CommandReceipt> receipt) {
    if (receipt.isPresent() && receipts.containsKey(receipt.get().key())) {
      throw duplicate(
          StorageException.Key.RECEIPT, "key " + receipt.get().key() + " has a receipt");
    }
  }

  /**
   * First all changed files give up their keys, then all take their new ones: so customers swap.
   */
  private void unlist(FileChange change) {
    Row row = rows.get(change.after().id());
    if (row != null) {
      phones.free(row.file.profile());
      externalIds.free(row.file.profile());
    }
  }

  private void list(FileChange change) {
    phones.take(change.after());
    externalIds.take(change.after());
  }

  private void put(FileChange change) {
    CustomerFile file = change.after();
    Row row = rows.get(file.id());
    if (row == null) {
      row = new Row(file);
      rows.put(file.id(), row);
      rowsById.put(file.id(), row);
    } else {
      row.file = file;
    }
    alarms.arm(row, file.wakeAt().orElse(null));
  }

  private void append(Visit visit) {
    visits.put(visit.id(), visit);
    VISITS.append(row(visit.customer()), visit);
  }

  private void takeBack(VisitTakenBack change) {
    Visit after =
        ImmutableVisit.builder()
            .from(find(visits, change.visit()))
            .status(change.status())
            .addReturns(change.what())
            .build();
    visits.put(after.id(), after);
    VISITS.replace(row(after.customer()), after);
  }

  private void post(OutboxMessage message) {
    Letter letter = new Letter(message);
    letters.put(message.id(), letter);
    message
        .customer()
        .ifPresent(
            customer -> lettersOf.computeIfAbsent(customer, id -> new ArrayList<>()).add(letter));
    message
        .about()
        .ifPresent(
            about ->
                lettersAbout
                    .computeIfAbsent(about, of -> new TreeSet<>(Letter.OLDEST_FIRST))
                    .add(letter));
    file(letter);
  }

  private void settle(OutboxMessage message) {
    Letter letter = find(letters, message.id());
    find(lettersByAge, letter.message.status()).remove(letter);
    Reference.of(letter.message)
        .ifPresent(
            old -> {
              NavigableSet<Letter> found = find(lettersByReference, old);
              found.remove(letter);
              if (found.isEmpty()) {
                lettersByReference.remove(old);
              }
            });
    letter.message = message;
    file(letter);
  }

  private void file(Letter letter) {
    OutboxMessage message = letter.message;
    find(lettersByAge, message.status()).add(letter);
    find(attempts, message.priority())
        .arm(letter, message.status() == DeliveryStatus.PENDING ? message.nextAttemptAt() : null);
    Reference.of(message)
        .ifPresent(
            reference ->
                lettersByReference
                    .computeIfAbsent(reference, key -> new TreeSet<>(Letter.BY_ID))
                    .add(letter));
  }

  private Row row(CustomerId customer) {
    return find(rows, customer);
  }

  private static <K, V> V find(Map<K, V> map, K key) {
    V value = map.get(key);
    if (value == null) {
      throw new IllegalStateException(key + " was there when the change was checked");
    }
    return value;
  }

  private static <T> boolean distinct(List<T> items, Function<T, Object> key) {
    if (items.size() < 2) {
      return true;
    }
    Set<Object> seen = new HashSet<>();
    return items.stream().map(key).allMatch(seen::add);
  }

  private static StorageException stale(String message) {
    return new StorageException(
        StorageException.Kind.STALE, message + "; read again, decide again");
  }

  private static StorageException duplicate(StorageException.Key key, String message) {
    return StorageException.duplicate(key, message);
  }

  /** A customer: the present file and the lines so far, each list by rising number. */
  private static final class Row extends Agenda.Item {

    private CustomerFile file;

    /** The highest number of a line of any sort: what is above it is new without a look. */
    private long newest;

    private final List<Visit> visits = new ArrayList<>();
    private final List<LedgerEntry> entries = new ArrayList<>();
    private final List<FileEvent> events = new ArrayList<>();

    Row(CustomerFile file) {
      super(file.id().value());
      this.file = file;
    }
  }

  /** A message and where it stands. */
  private static final class Letter extends Agenda.Item {

    static final Comparator<Letter> OLDEST_FIRST =
        Comparator.comparing((Letter letter) -> letter.message.createdAt())
            .thenComparing(letter -> letter.message.id().value(), Agenda.UNSIGNED);

    static final Comparator<Letter> BY_ID =
        Comparator.comparing((Letter letter) -> letter.message.id().value(), Agenda.UNSIGNED);

    private OutboxMessage message;

    Letter(OutboxMessage message) {
      super(message.id().value());
      this.message = message;
    }
  }

  /** What a provider knows a message by. */
  private record Reference(ChannelKind channel, String value) {

    static Optional<Reference> of(OutboxMessage message) {
      return message.reference().map(value -> new Reference(message.channel(), value));
    }
  }

  /** One sort of lines: where a row keeps them, whose they are, and their numbers. */
  static final class Lines<T> {

    private final Function<Row, List<T>> of;
    private final Function<T, CustomerId> customer;
    private final ToLongFunction<T> seq;

    private Lines(
        Function<Row, List<T>> of, Function<T, CustomerId> customer, ToLongFunction<T> seq) {
      this.of = of;
      this.customer = customer;
      this.seq = seq;
    }

    boolean has(Row row, long number) {
      if (number > row.newest) {
        return false;
      }
      List<T> lines = of.apply(row);
      int index = firstFrom(lines, number);
      return index < lines.size() && seq.applyAsLong(lines.get(index)) == number;
    }

    /** Whether these are lines of one customer by rising number, hence distinct. */
    boolean rising(List<T> lines) {
      for (int i = 1; i < lines.size(); i++) {
        T one = lines.get(i - 1);
        T other = lines.get(i);
        if (!customer.apply(one).equals(customer.apply(other))
            || seq.applyAsLong(one) >= seq.applyAsLong(other)) {
          return false;
        }
      }
      return true;
    }

    void append(Row row, T line) {
      List<T> lines = of.apply(row);
      long number = seq.applyAsLong(line);
      if (number > row.newest) {
        row.newest = number;
        lines.add(line);
      } else {
        lines.add(firstFrom(lines, number), line);
      }
    }

    void replace(Row row, T line) {
      List<T> lines = of.apply(row);
      lines.set(firstFrom(lines, seq.applyAsLong(line)), line);
    }

    Page<T> page(Row row, PageRequest request) {
      List<T> lines = of.apply(row);
      return switch (request.order()) {
        case OLDEST_FIRST -> {
          int from = firstAfter(lines, request.after());
          int to = Math.min(lines.size(), from + request.limit());
          yield page(lines.subList(from, to), to < lines.size(), request);
        }
        case NEWEST_FIRST -> {
          int to = firstFrom(lines, request.after());
          int from = Math.max(0, to - request.limit());
          List<T> items = new ArrayList<>(lines.subList(from, to));
          Collections.reverse(items);
          yield page(items, from > 0 && from < to, request);
        }
      };
    }

    private Page<T> page(List<T> items, boolean more, PageRequest request) {
      return new Page<>(
          items,
          more
              ? Optional.of(request.from(seq.applyAsLong(items.get(items.size() - 1))))
              : Optional.empty());
    }

    private int firstAfter(List<T> lines, long number) {
      return number == Long.MAX_VALUE ? lines.size() : firstFrom(lines, number + 1);
    }

    /** Index of the first line numbered {@code number} or higher. */
    private int firstFrom(List<T> lines, long number) {
      int low = 0;
      int high = lines.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (seq.applyAsLong(lines.get(middle)) < number) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }

  /** Values of one sort by which a customer is found, each leading to one customer. */
  private static final class Finder<K> {

    private final StorageException.Key key;
    private final Function<CustomerProfile, List<K>> of;
    private final Map<K, CustomerId> owners = new HashMap<>();

    Finder(StorageException.Key key, Function<CustomerProfile, List<K>> of) {
      this.key = key;
      this.of = of;
    }

    Optional<CustomerId> find(K value) {
      return Optional.ofNullable(owners.get(value));
    }

    /** Refuses a value wanted twice, or held by somebody who does not change and so keeps it. */
    void check(List<FileChange> changes) {
      Set<CustomerId> changing = new HashSet<>();
      changes.forEach(change -> changing.add(change.after().id()));
      Map<K, CustomerId> wanted = new HashMap<>();
      for (FileChange change : changes) {
        CustomerId customer = change.after().id();
        for (K value : of.apply(change.after().profile())) {
          CustomerId rival = wanted.put(value, customer);
          CustomerId owner = owners.get(value);
          if (rival == null && owner != null && !changing.contains(owner)) {
            rival = owner;
          }
          if (rival != null) {
            throw duplicate(key, "what " + customer + " is to be found by finds " + rival);
          }
        }
      }
    }

    void free(CustomerProfile profile) {
      of.apply(profile).forEach(owners::remove);
    }

    void take(CustomerFile file) {
      of.apply(file.profile()).forEach(value -> owners.put(value, file.id()));
    }
  }
}
