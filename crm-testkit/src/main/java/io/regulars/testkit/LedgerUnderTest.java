package io.regulars.testkit;

import io.regulars.Rulebook;
import io.regulars.engine.Advance;
import io.regulars.engine.FileDraft;
import io.regulars.engine.Program;
import io.regulars.engine.Refusal;
import io.regulars.engine.Tenant;
import io.regulars.ledger.Credit;
import io.regulars.ledger.Holds;
import io.regulars.ledger.LedgerRules;
import io.regulars.ledger.Restorations;
import io.regulars.ledger.Reversals;
import io.regulars.ledger.Shortfall;
import io.regulars.ledger.ShortfallTerms;
import io.regulars.ledger.Take;
import io.regulars.spi.Actor;
import io.regulars.spi.Explanation;
import io.regulars.spi.Merchant;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.lifecycle.StageStanding;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.FileChange;
import io.regulars.spi.storage.Storage;
import io.regulars.tier.TierRules;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;

/**
 * The real rules on one account of a file that is written and read again whenever time passes. What
 * is done in between is of one decision. Not thread-safe.
 */
final class LedgerUnderTest {

  static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
  private static final AccountKind KIND = AccountKind.POINTS;
  private static final Explanation WHY = Explanation.of("model");

  private final Advance advance = Rulebook.advance();
  private final List<Undoable> credits = new ArrayList<>();
  private final List<Undoable> spendings = new ArrayList<>();
  private final Storage storage;
  private final Tenant tenant;
  private FileDraft draft;
  private List<LedgerEntry> stored = List.of();
  private List<FileEvent> happened = List.of();
  private int facts;

  /** The file of a customer of a new merchant. */
  LedgerUnderTest(Bench bench) {
    Merchant merchant =
        Merchant.builder()
            .id(Samples.SHOP)
            .name("Shop")
            .currency(CurrencyUnit.of("CNY"))
            .zone(ZoneOffset.UTC)
            .addStores(Store.of(StoreId.of("S1"), "First", ZoneOffset.UTC))
            .build();
    storage = bench.storage();
    tenant = bench.newTenant(new Tenant(merchant, Program.of("model")));
    draft =
        FileDraft.create(
            tenant,
            Actor.system(tenant.merchant().id()),
            BEGINNING,
            Samples.customer(1),
            CustomerProfile.builder().name("Ann").build(),
            BEGINNING,
            TierRules.initial(tenant.program(), BEGINNING),
            StageStanding.prospect(BEGINNING));
  }

  /** An entry, and how much of it was not undone yet. */
  private static final class Undoable {
    private final LedgerEntry entry;
    private long rest;

    Undoable(LedgerEntry entry) {
      this.entry = entry;
      this.rest = Math.abs(entry.amount());
    }
  }

  LedgerAccount account() {
    return draft.account(KIND);
  }

  /** All of them, written or not. */
  List<LedgerEntry> entries() {
    return Stream.concat(stored.stream(), draft.entries().stream()).toList();
  }

  /** All entries in words, without whose they are. */
  List<String> told() {
    String merchant = "merchant=" + tenant.merchant().id() + ",";
    return entries().stream().map(entry -> entry.toString().replace(merchant, "")).toList();
  }

  Instant now() {
    return draft.asOf();
  }

  /** The books as they would be written now. */
  Books books() {
    CustomerFile file = advance.finish(draft);
    return new Books(
        file,
        List.of(),
        entries(),
        Stream.concat(happened.stream(), draft.events().stream()).toList());
  }

  /** Does one step, and what time has to do at its instant; returns what was missing or refused. */
  String apply(LedgerStep step) {
    int before = entries().size();
    Source fact = Source.command("fact-" + ++facts);
    String answer = apply(step, fact);
    for (LedgerEntry entry : entries().subList(before, entries().size())) {
      if (entry.kind() == EntryKind.SPENT) {
        spendings.add(new Undoable(entry));
      }
    }
    advance.finish(draft);
    return answer;
  }

  private String apply(LedgerStep step, Source fact) {
    return switch (step.sort()) {
      case CREDIT -> credit(step, fact);
      case DEBIT -> debit(step, fact);
      case HOLD -> hold(step, fact);
      case RELEASE -> {
        Hold.Kind kind = Hold.Kind.values()[step.way() % 3];
        String ref = kind == Hold.Kind.PENDING ? "fact-" + step.which() : "hold-" + step.ref();
        yield "" + Holds.release(draft, KIND, kind, ref, fact, WHY);
      }
      case SPEND_RESERVED ->
          said(Holds.spendReserved(draft, KIND, "hold-" + step.ref(), step.amount(), fact, WHY));
      case MOVE_END -> moveEnd(step, fact);
      case HAND_OVER -> handOver(step, fact);
      case PAY_BACK -> payBack(step, fact);
      case REVERSE -> reverse(step, fact);
      case RESTORE -> restore(step, fact);
      case PASS -> {
        pass(step.amount());
        yield "";
      }
    };
  }

  private static String said(Optional<Refusal> refusal) {
    return refusal.map(no -> no.figures().get(no.figures().size() - 1)).orElse("");
  }

  private String credit(LedgerStep step, Source fact) {
    Optional<Instant> until =
        step.way() == 4 ? Optional.empty() : Optional.of(hoursFromNow(1 + step.which()));
    int before = entries().size();
    LedgerRules.credit(
        draft,
        Credit.builder()
            .account(KIND)
            .kind(EntryKind.EARNED)
            .amount(step.amount())
            .earnedAt(now())
            .endsAt(end(step.end()))
            .ref(ref(step.ref()))
            .worth(2L * step.amount())
            .pending(
                step.way() > 3
                    ? Optional.of(
                        new Hold(Hold.Kind.PENDING, fact.id(), step.amount(), now(), until))
                    : Optional.empty())
            .source(fact)
            .explanation(WHY)
            .build());
    credits.add(new Undoable(entries().get(before)));
    return "";
  }

  private static Optional<String> ref(int ref) {
    return ref == 0 ? Optional.empty() : Optional.of("lot-" + ref);
  }

  private static Optional<Instant> end(int hours) {
    return hours == 0 ? Optional.empty() : Optional.of(BEGINNING.plus(Duration.ofHours(hours)));
  }

  private Instant hoursFromNow(int hours) {
    return now().plus(Duration.ofHours(hours));
  }

  private static Take take(LedgerStep step) {
    return (step.way() % 2 == 0 ? Take.ANY : Take.CARDS).only(ref(step.ref()));
  }

  private String debit(LedgerStep step, Source fact) {
    return said(
        LedgerRules.debit(draft, KIND, EntryKind.SPENT, step.amount(), take(step), fact, WHY));
  }

  private String hold(LedgerStep step, Source fact) {
    Hold.Kind kind = step.way() % 3 == 0 ? Hold.Kind.FROZEN : Hold.Kind.RESERVED;
    Optional<Instant> until =
        step.end() == 0 ? Optional.empty() : Optional.of(hoursFromNow(step.end()));
    Hold wanted = new Hold(kind, "hold-" + step.ref(), step.amount(), now(), until);
    return said(Holds.hold(draft, KIND, wanted, Take.ANY.only(ref(step.which() % 3)), fact, WHY));
  }

  private String moveEnd(LedgerStep step, Source fact) {
    List<Lot> lots = account().lots();
    if (!lots.isEmpty()) {
      long number = lots.get(step.which() % lots.size()).number();
      LedgerRules.moveEnd(draft, KIND, number, end(step.end()), fact, WHY);
    }
    return "";
  }

  private List<Lot> withLeft() {
    return account().lots().stream().filter(lot -> lot.left() > 0).toList();
  }

  private String handOver(LedgerStep step, Source fact) {
    List<Lot> lots = withLeft();
    if (!lots.isEmpty()) {
      LedgerRules.handOver(draft, KIND, lots.get(step.which() % lots.size()), 0, fact, WHY);
    }
    return "";
  }

  private String payBack(LedgerStep step, Source fact) {
    List<Lot> lots = withLeft();
    if (!lots.isEmpty()) {
      Lot lot = lots.get(step.which() % lots.size());
      long amount = Math.min(step.amount(), lot.left());
      LedgerRules.payBack(draft, KIND, lot, amount, Math.min(amount, lot.worth()), fact, WHY);
    }
    return "";
  }

  private String reverse(LedgerStep step, Source fact) {
    List<Undoable> open = credits.stream().filter(credit -> credit.rest > 0).toList();
    if (open.isEmpty()) {
      return "";
    }
    Undoable credit = open.get(step.which() % open.size());
    long amount = step.way() % 2 == 0 ? credit.rest : Math.min(step.amount(), credit.rest);
    credit.rest -= amount;
    return ""
        + Reversals.reverse(
            draft, credit.entry, amount, history(), ShortfallTerms.of(shortfall(step)), fact, WHY);
  }

  static Shortfall shortfall(LedgerStep step) {
    return Shortfall.values()[step.ref() % 3];
  }

  private String restore(LedgerStep step, Source fact) {
    List<Undoable> open = spendings.stream().filter(spent -> spent.rest > 0).toList();
    if (open.isEmpty()) {
      return "";
    }
    Undoable spent = open.get(step.which() % open.size());
    long amount = step.way() % 2 == 0 ? spent.rest : Math.min(step.amount(), spent.rest);
    Optional<Instant> newEnd =
        step.end() == 0 ? Optional.empty() : Optional.of(hoursFromNow(step.end()));
    restore(spent, amount, newEnd, fact);
    return "";
  }

  private void restore(Undoable spent, long amount, Optional<Instant> newEnd, Source fact) {
    spent.rest -= amount;
    Restorations.restore(draft, spent.entry, amount, history(), newEnd, fact, WHY);
  }

  /** Restores all that was spent from the entry at {@code from} on, last first. */
  void restoreSpentSince(int from) {
    for (int i = spendings.size() - 1; i >= 0; i--) {
      Undoable spent = spendings.get(i);
      if (spent.entry.seq() > from && spent.rest > 0) {
        restore(spent, spent.rest, Optional.empty(), Source.command("fact-back"));
      }
    }
    advance.finish(draft);
  }

  /** What storage has: the rest is of the decision that is being made. */
  private List<LedgerEntry> history() {
    return stored;
  }

  /** Writes what was decided, and lets time pass from what is read. */
  void pass(int hours) {
    write();
    advance.to(draft, hoursFromNow(hours));
  }

  /** Commits the draft, and opens another one on what storage has then. */
  private void write() {
    CustomerFile file = advance.finish(draft);
    storage.commit(
        ChangeSet.of(file.merchant())
            .addFiles(new FileChange(draft.before(), file))
            .addAllEntries(draft.entries())
            .addAllEvents(draft.events())
            .build());
    Books books = Books.read(storage, file.merchant(), file.id());
    stored = books.entries();
    happened = books.events();
    draft = FileDraft.open(tenant, Actor.system(file.merchant()), BEGINNING, books.file());
  }

  /** The place of a credit that is not taken back yet, counted round; empty: there is none. */
  Optional<Integer> credit(int which) {
    long left = creditsLeft();
    return left == 0 ? Optional.empty() : Optional.of((int) (which % left));
  }

  /** How many credits are not wholly taken back. */
  long creditsLeft() {
    return credits.stream().filter(credit -> credit.rest > 0).count();
  }

  long deficit() {
    return account().deficit();
  }

  /** How much reservations lack. */
  long unbacked() {
    return account().unbacked().stream().mapToLong(Hold::amount).sum();
  }

  /** The open lots in the order of debits, in the words of {@link ModelLedger#lots}. */
  List<String> lots() {
    return account().lots().stream().map(LedgerUnderTest::told).toList();
  }

  /** The open lots and what is set aside of each, without what for. */
  List<String> parts() {
    return account().lots().stream()
        .map(
            lot ->
                Stream.of(Hold.Kind.values())
                    .map(kind -> kind + " " + lot.held(kind))
                    .collect(Collectors.joining(", ", told(lot, List.of()) + " ", "")))
        .toList();
  }

  private static String told(Lot lot) {
    List<String> holds =
        lot.holds().stream()
            .map(
                hold ->
                    hold.kind()
                        + " "
                        + hold.ref()
                        + " "
                        + hold.amount()
                        + " since "
                        + hours(hold.since())
                        + " until "
                        + hold.until().map(LedgerUnderTest::hours).orElse(0L))
            .toList();
    return told(lot, holds);
  }

  private static String told(Lot lot, List<String> holds) {
    return lot.left()
        + " left to "
        + lot.endsAt().map(LedgerUnderTest::hours).orElse(0L)
        + " of "
        + lot.ref().orElse("any")
        + " worth "
        + lot.worth()
        + " holds "
        + holds;
  }

  private static long hours(Instant instant) {
    return Duration.between(BEGINNING, instant).toHours();
  }
}
