package io.regulars.liability;

import io.regulars.engine.Action;
import io.regulars.engine.DeskContext;
import io.regulars.engine.FileDraft;
import io.regulars.engine.Tenant;
import io.regulars.spi.Page;
import io.regulars.spi.PageRequest;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.storage.CustomerCriteria;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reports to head office what the merchant owes its customers in kind. Every file is read once, as
 * a stream; one that changes meanwhile is told as it was when it was read. Thread-safe.
 */
public final class LiabilityService {

  private static final int PAGE = 500;

  private final DeskContext desk;

  /** For one desk. */
  public LiabilityService(DeskContext desk) {
    this.desk = desk;
  }

  /**
   * What is outstanding now, with the time since each file's last commit applied; nothing is
   * written.
   *
   * @throws io.regulars.spi.NotAllowedException unless by head office or the system
   * @throws ArithmeticException if a sum is beyond a {@code long}
   */
  public LiabilityReport outstanding() {
    authorise();
    Instant now = desk.runner().now();
    Tenant tenant = desk.tenant();
    Liabilities liabilities = new Liabilities(tenant.merchant().zone());
    try (Stream<CustomerFile> files = files()) {
      files.forEach(
          file ->
              desk.runner().advance().preview(tenant, file, now).accounts().stream()
                  .filter(account -> Liabilities.isOwed(account.kind()))
                  .forEach(liabilities::add));
    }
    return new LiabilityReport(now, liabilities.lines());
  }

  /**
   * What ended unused and could be used last from {@code from} on and before {@code to}, be its end
   * written already or not: what {@link #outstanding} shows under June ends with the first instant
   * of July and is breakage of June. Reads each file's entries back to {@code from}.
   *
   * @throws io.regulars.spi.NotAllowedException unless by head office or the system
   * @throws io.regulars.spi.InvalidCommandException if the period does not end after it begins
   * @throws ArithmeticException if a sum is beyond a {@code long}
   */
  public Breakage breakage(Instant from, Instant to) {
    authorise();
    if (!from.isBefore(to)) {
      throw desk.invalid("to", "period-order", to, from);
    }
    Map<AccountKind, Long> ended = new HashMap<>();
    try (Stream<CustomerFile> files = files()) {
      files.forEach(file -> addEnded(ended, file, from, to));
    }
    return new Breakage(from, to, ended);
  }

  private void authorise() {
    desk.runner().authorise(desk.actor(), Action.READ_LIABILITY);
  }

  private Stream<CustomerFile> files() {
    return desk.storage().customers(desk.merchant(), CustomerCriteria.ALL);
  }

  private void addEnded(Map<AccountKind, Long> ended, CustomerFile file, Instant from, Instant to) {
    addWritten(ended, file, from, to);
    Tenant tenant = desk.tenant();
    Instant now = desk.runner().now();
    FileDraft draft = FileDraft.open(tenant, desk.actor(), now, file);
    desk.runner().advance().to(draft, now);
    draft.entries().forEach(entry -> Liabilities.addEnded(ended, entry, from, to));
  }

  /** Newest first, as an entry never occurs before the one in front of it. */
  private void addWritten(
      Map<AccountKind, Long> ended, CustomerFile file, Instant from, Instant to) {
    PageRequest newest = PageRequest.newest(PAGE).from(file.lastSeq() + 1);
    Optional<PageRequest> next = Optional.of(newest);
    while (next.isPresent()) {
      Page<LedgerEntry> page = desk.storage().entries(desk.merchant(), file.id(), next.get());
      next = page.next();
      for (LedgerEntry entry : page.items()) {
        if (!entry.occurredAt().isAfter(from)) {
          return;
        }
        Liabilities.addEnded(ended, entry, from, to);
      }
    }
  }
}
