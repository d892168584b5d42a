package io.regulars.testkit;

import static io.regulars.testkit.Till.paidBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Rejection;
import io.regulars.spi.Role;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.storage.CommandReceipt;
import io.regulars.spi.storage.Storage;
import io.regulars.spi.visit.Payment;
import io.regulars.visit.RecordVisit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Sixteen tills that all want the same of Ann's, in rounds: in each there is enough for a quarter
 * of the attempts, and as many have to succeed. Afterwards every success has a receipt whose lines
 * took exactly what one attempt takes, and no refused attempt has one. Not thread-safe itself.
 */
final class Rush {

  /** Points that Ann has from the first: too few for anything. */
  static final int TOO_FEW = 7;

  /** How many threads there are. */
  static final int TILLS = 16;

  /** How many attempts succeed in a round. */
  static final int CARRIED = 40;

  private static final int EACH = 10;
  private static final int RIVALS = TILLS * EACH / CARRIED;

  private final Salon salon;
  private final CustomerId ann;
  private final int rounds;
  private final Set<Rejection.Reason> refusals;
  private final List<Effect> effects = new ArrayList<>();
  private final Set<String> done = new HashSet<>();
  private final Set<String> refused = new HashSet<>();
  private Desk desk;

  /**
   * A rush of at least so many attempts at a receptionist's desk.
   *
   * @param refusals why an attempt may be refused
   */
  Rush(Salon salon, int attempts, Rejection.Reason... refusals) {
    this.salon = salon;
    this.ann = salon.member("Ann", "13800138001");
    this.rounds = rounds(attempts);
    this.refusals = Set.of(refusals);
    this.desk = Salon.desk(patient(salon.builder()), Role.RECEPTIONIST);
    salon.desk().points().adjust(Salon.adjustment(ann, TOO_FEW, "first")).orThrow();
  }

  /** How many rounds so many attempts are. */
  static int rounds(int attempts) {
    return (attempts - 1) / (TILLS * EACH) + 1;
  }

  /** The library, as patient as sixteen tills need it. */
  static Crm patient(Crm.Builder builder) {
    return builder.retryPolicy(ContentionRules.PATIENT).build();
  }

  /** The same at another desk. */
  Rush at(Crm crm, Role role) {
    desk = Salon.desk(crm, role);
    return this;
  }

  /** The salon. */
  Salon salon() {
    return salon;
  }

  /** Whose points and cards they all want. */
  CustomerId ann() {
    return ann;
  }

  /** The desk of all tills. */
  Desk desk() {
    return desk;
  }

  /** An account of Ann's, as it is written. */
  LedgerAccount account(AccountKind kind) {
    return salon.books(ann).file().account(kind);
  }

  /** Gives Ann ten points for each thing of a round. */
  void giveTenPoints(List<String> things) {
    salon.desk().points().adjust(Salon.adjustment(ann, CARRIED * 10, things.get(0))).orThrow();
  }

  /**
   * What an attempt takes, or gives if it is above zero.
   *
   * @param account where
   * @param amount the sum of the entries of these kinds that have its sign
   * @param kinds of the entries
   */
  private record Effect(AccountKind account, long amount, Set<EntryKind> kinds) {

    long of(List<LedgerEntry> entries) {
      return entries.stream()
          .filter(entry -> entry.account().equals(account) && kinds.contains(entry.kind()))
          .mapToLong(LedgerEntry::amount)
          .filter(one -> Long.signum(one) == Long.signum(amount))
          .sum();
    }
  }

  /** Says what an attempt takes: see {@link Effect}. */
  Rush takes(AccountKind account, long amount, EntryKind... kinds) {
    effects.add(new Effect(account, amount, Set.of(kinds)));
    return this;
  }

  /**
   * An attempt.
   *
   * @param receipt the key under which storage has its receipt if it succeeds
   * @param outcome what became of it
   */
  record Attempt(String receipt, Outcome<Answer> outcome) {}

  /** An attempt at the desk. */
  Attempt attempt(String receipt, Function<Desk, Outcome<Answer>> command) {
    return new Attempt(receipt, command.apply(desk));
  }

  /** A visit recorded at the desk. */
  Attempt visit(RecordVisit visit) {
    return attempt("visit/S1/" + visit.receipt(), at -> at.visits().record(visit));
  }

  /** Ann's visit, paid so. */
  Attempt pays(String receipt, Payment by) {
    return visit(paidBy(ann, receipt, by));
  }

  /** What a till does. */
  @FunctionalInterface
  interface Till {
    /**
     * Attempts once.
     *
     * @param number of the till, from 0
     * @param thing one of the round's {@value #CARRIED} things, which four tills want at once
     * @param key no other attempt's
     */
    Attempt attempt(int number, String thing, String key);
  }

  /**
   * Has all tills attempt, round by round.
   *
   * @param fill makes the {@value #CARRIED} things of these names available, or as much as they are
   */
  void run(Consumer<List<String>> fill, Till till) {
    for (int round = 0; round < rounds; round++) {
      String name = "-" + round + "-";
      fill.accept(IntStream.range(0, CARRIED).mapToObj(thing -> "T" + name + thing).toList());
      int before = done.size();
      Attempts.race(
              TILLS,
              number ->
                  () ->
                      IntStream.range(0, EACH)
                          .mapToObj(
                              i -> {
                                int thing = (i * TILLS + number) / RIVALS;
                                String key = "K" + name + i + "-" + number;
                                return till.attempt(number, "T" + name + thing, key);
                              })
                          .toList())
          .stream()
          .flatMap(List::stream)
          .forEach(this::count);
      assertEquals(CARRIED, done.size() - before, "successes in round " + round);
    }
  }

  private void count(Attempt attempt) {
    Optional<Rejection> refusal = attempt.outcome().refusal();
    if (refusal.isPresent()) {
      refused.add(attempt.receipt());
      assertTrue(refusals.contains(refusal.get().reason()), () -> "refused for " + refusal);
    } else if (!attempt.outcome().orThrow().repeated()) {
      assertTrue(done.add(attempt.receipt()), () -> "twice by " + attempt.receipt());
    }
  }

  /** Fails unless nothing was done by a visit but what Ann paid for: none was free. */
  void requireEveryVisitPaid() {
    requireExact();
    assertEquals(done(), salon.books(ann).visits().size(), "no visit was free or cheaper");
  }

  /** Fails unless Ann, and nobody else, has what was taken. */
  void requireExact() {
    requireExact(ann);
  }

  /** How many attempts succeeded. */
  long done() {
    return done.size();
  }

  /**
   * Fails unless these customers, and nobody else, have what was taken, each time with its receipt,
   * and their books are in order.
   */
  void requireExact(CustomerId... customers) {
    Storage storage = salon.storage();
    Map<CustomerId, Books> books = new HashMap<>();
    for (CustomerId customer : customers) {
      Books of = salon.books(customer);
      of.requireConserved();
      of.requireRunningBalances();
      of.requireLotsExplained();
      of.requireLinesNumbered();
      books.put(customer, of);
    }
    Map<Long, Set<CustomerId>> seen = new HashMap<>();
    for (String key : done) {
      CommandReceipt receipt =
          storage
              .receipt(Salon.LOTUS, key)
              .orElseThrow(() -> new AssertionError("no receipt of what was done: " + key));
      Books of = Optional.ofNullable(books.get(receipt.customer())).orElseThrow();
      requireEffects(key, 1, lines(of, receipt));
      assertTrue(
          seen.computeIfAbsent(receipt.fromSeq(), at -> new HashSet<>()).add(receipt.customer()),
          () -> "lines of two receipts: " + receipt);
    }
    for (String key : refused) {
      assertTrue(
          done.contains(key) || storage.receipt(Salon.LOTUS, key).isEmpty(),
          () -> "a receipt of what was refused: " + key);
    }
    requireEffects(
        "all attempts",
        done.size(),
        books.values().stream().flatMap(of -> of.entries().stream()).toList());
  }

  private static List<LedgerEntry> lines(Books books, CommandReceipt receipt) {
    List<LedgerEntry> entries = books.entries();
    int from = firstAt(entries, receipt.fromSeq());
    return entries.subList(from, firstAt(entries, receipt.throughSeq() + 1));
  }

  /** The place of the first entry whose number is not below {@code seq}. */
  private static int firstAt(List<LedgerEntry> entries, long seq) {
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entries.get(middle).seq() < seq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void requireEffects(String of, long times, List<LedgerEntry> entries) {
    for (Effect effect : effects) {
      assertEquals(
          times * effect.amount(), effect.of(entries), () -> of + " on " + effect.account());
    }
  }
}
