package io.regulars.engine;

import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Page;
import io.regulars.spi.PageRequest;
import io.regulars.spi.VisitId;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.file.TimelineEntry;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.CommandReceipt;
import io.regulars.spi.storage.ImmutableChangeSet;
import io.regulars.spi.storage.Storage;
import io.regulars.spi.storage.VisitTakenBack;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitReturn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A command on one customer's file: opens it, advances it, decides, and says what came of it. */
final class FileJob implements Job<Answer> {

  private final CommandRunner runner;
  private final Work work;
  private final Optional<IdempotencyKey> key;

  FileJob(CommandRunner runner, Work work) {
    this.runner = runner;
    this.work = work;
    this.key = work.key();
  }

  @Override
  public Action action() {
    return work.action();
  }

  @Override
  public Optional<IdempotencyKey> key() {
    return key;
  }

  @Override
  public Decision<Answer> decide(Tenant tenant, Instant now) {
    FileDraft draft = work.open(tenant, now);
    runner.advance().to(draft, work.at(now));
    Optional<Refusal> refusal = work.decide(draft);
    if (refusal.isPresent()) {
      return new Decision.Refuse<>(refusal.get());
    }
    if (key.isEmpty() && draft.untouched()) {
      return new Decision.Keep<>(unchanged(draft));
    }
    ImmutableChangeSet.Builder change = ChangeSet.of(tenant.merchant().id());
    CustomerFile after = runner.add(draft, change);
    key.ifPresent(used -> change.receipt(receipt(draft, used)));
    return new Decision.Write<>(change.build(), answer(draft, after));
  }

  private static Answer unchanged(FileDraft draft) {
    return new Answer(
        draft.before().orElseThrow(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        false);
  }

  private static Answer answer(FileDraft draft, CustomerFile after) {
    return new Answer(
        after,
        draft.visits().stream().findFirst(),
        draft.takenBack().stream().findFirst().map(VisitTakenBack::what),
        draft.entries(),
        draft.events(),
        false);
  }

  private static CommandReceipt receipt(FileDraft draft, IdempotencyKey key) {
    return CommandReceipt.builder()
        .key(key.key())
        .fingerprint(key.fingerprint())
        .file(draft.customer())
        .fromSeq(draft.before().map(CustomerFile::lastSeq).orElse(0L) + 1)
        .throughSeq(draft.lastSeq())
        .committedAt(draft.now())
        .build();
  }

  @Override
  public Answer again(Tenant tenant, CommandReceipt receipt) {
    MerchantId merchant = tenant.merchant().id();
    Storage storage = runner.storage();
    CustomerId customer = receipt.customer();
    List<TimelineEntry> lines = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.oldest(100).from(receipt.fromSeq() - 1));
    while (next.isPresent()) {
      Page<TimelineEntry> page = storage.timeline(merchant, customer, next.get());
      page.items().stream().filter(line -> line.seq() <= receipt.throughSeq()).forEach(lines::add);
      boolean more = page.next().filter(at -> at.after() < receipt.throughSeq()).isPresent();
      next = more ? page.next() : Optional.empty();
    }
    List<Visit> visits = new ArrayList<>();
    List<LedgerEntry> entries = new ArrayList<>();
    List<FileEvent> events = new ArrayList<>();
    for (TimelineEntry line : lines) {
      if (line instanceof TimelineEntry.OfVisit of) {
        visits.add(of.visit());
      } else if (line instanceof TimelineEntry.OfEntry of) {
        entries.add(of.entry());
      } else if (line instanceof TimelineEntry.OfEvent of) {
        events.add(of.event());
      }
    }
    CustomerFile file =
        storage
            .file(merchant, customer)
            .orElseThrow(() -> new NotFoundException("customer " + customer + " is gone"));
    return new Answer(
        file, visits.stream().findFirst(), returned(merchant, events), entries, events, true);
  }

  /** The return that one of the events tells of, by visit and number. */
  private Optional<VisitReturn> returned(MerchantId merchant, List<FileEvent> events) {
    for (FileEvent event : events) {
      if (event.kind() == EventKind.VISIT_REFUNDED || event.kind() == EventKind.VISIT_VOIDED) {
        List<String> figures = event.explanation().figures();
        int number = Integer.parseInt(figures.get(figures.size() - 1));
        return runner
            .storage()
            .visit(merchant, VisitId.parse(figures.get(0)))
            .map(visit -> visit.returns().get(number - 1));
      }
    }
    return Optional.empty();
  }
}
