package io.regulars.engine;

import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.Merchant;
import io.regulars.spi.MerchantId;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Page;
import io.regulars.spi.PageRequest;
import io.regulars.spi.Shapes;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.storage.Storage;
import io.regulars.spi.visit.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What every service of a desk works with: the runner of commands, the validation, and who sits
 * there.
 *
 * @param runner carries commands out
 * @param validation checks their shape
 * @param actor who gives them
 */
public record DeskContext(CommandRunner runner, Validation validation, Actor actor) {

  private static final int PAGE = 500;
  private static final int FEW = 20;

  /** The desk's merchant. */
  public MerchantId merchant() {
    return actor.merchant();
  }

  /** The clock's instant, as storage keeps it. */
  public Instant now() {
    return runner.now();
  }

  /** The desk's merchant and its program. */
  public Tenant tenant() {
    return runner.tenant(merchant());
  }

  /** Carries out {@code work} in the actor's name, see {@link CommandRunner#run}. */
  public Outcome<Answer> run(Work work) {
    return runner.run(actor, work);
  }

  /** What {@code work} would do now, see {@link CommandRunner#preview}. */
  public Outcome<Answer> preview(Work work) {
    return runner.preview(actor, work);
  }

  /** Where files are read from. */
  public Storage storage() {
    return runner.storage();
  }

  /** Checks that the actor may, and returns the storage to read from. */
  public Storage reading() {
    runner.authorise(actor, Action.READ_CUSTOMER);
    return runner.storage();
  }

  /** The file as it is now: with the time since its last commit applied, nothing written. */
  public CustomerFile asOfNow(CustomerFile file) {
    return runner.advance().preview(tenant(), file, runner.now());
  }

  /** A draft of the customer's file with the time since its last commit applied, to read from. */
  public FileDraft draftOfNow(CustomerId customer) {
    Instant now = runner.now();
    FileDraft draft = open(tenant(), now, customer);
    runner.advance().to(draft, now);
    return draft;
  }

  /** A draft of the customer's file, for {@link Work#open}. */
  public FileDraft open(Tenant tenant, Instant now, CustomerId customer) {
    return FileDraft.open(tenant, actor, now, stored(customer));
  }

  /**
   * A draft of another customer's file, advanced to where {@code draft} is, which will be committed
   * with it; the one that is there already, if the decision needs the same file twice.
   *
   * @throws NotFoundException if the customer does not exist
   * @throws io.regulars.spi.InvalidValueException if it is the customer of {@code draft}
   */
  public FileDraft openAlongside(FileDraft draft, CustomerId customer) {
    Shapes.require(
        !customer.equals(draft.customer()), "the other customer is the same; name another one");
    for (FileDraft opened : draft.alongside()) {
      if (opened.customer().equals(customer)) {
        return opened;
      }
    }
    FileDraft other = open(tenant(), draft.now(), customer);
    runner.advance().to(other, draft.asOf());
    draft.alongside(other);
    return other;
  }

  /** All ledger entries of a customer from line {@code seq} on, in order. */
  public List<LedgerEntry> entriesFrom(CustomerId customer, long seq) {
    return readAll(seq - 1, page -> storage().entries(merchant(), customer, page));
  }

  /** All items behind line {@code after}, page by page. */
  public <T> List<T> readAll(long after, Function<PageRequest, Page<T>> read) {
    List<T> all = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.oldest(PAGE).from(after));
    while (next.isPresent()) {
      Page<T> page = read.apply(next.get());
      all.addAll(page.items());
      next = page.next();
    }
    return all;
  }

  /**
   * When the latest visit occurred of those that are {@code such}. Read newest first: no visit can
   * have occurred after it was recorded, so the search can stop.
   */
  public Optional<Instant> latestVisit(CustomerId customer, Predicate<Visit> such) {
    Optional<Instant> latest = Optional.empty();
    Optional<PageRequest> next = Optional.of(PageRequest.newest(FEW));
    while (next.isPresent()) {
      Page<Visit> page = storage().visits(merchant(), customer, next.get());
      for (Visit visit : page.items()) {
        if (latest.filter(known -> !visit.recordedAt().isAfter(known)).isPresent()) {
          return latest;
        }
        if (such.test(visit)
            && latest.filter(known -> !visit.occurredAt().isAfter(known)).isEmpty()) {
          latest = Optional.of(visit.occurredAt());
        }
      }
      next = page.next();
    }
    return latest;
  }

  /**
   * The page as it is, or {@link NotFoundException} if it is empty because there is no such
   * customer.
   */
  public <T> Page<T> pageOf(CustomerId customer, Page<T> page) {
    if (page.items().isEmpty()) {
      stored(customer);
    }
    return page;
  }

  /** A refusal outside a command on a file, in the engine's language. */
  public <T> Outcome<T> refused(Refusal refusal) {
    return new Outcome.Refused<>(runner.inWords(tenant(), refusal));
  }

  /** What is wrong with a command beyond its constraints, in the engine's language. */
  public InvalidCommandException invalid(String field, String code, Object... figures) {
    return runner.invalid(field, code, Arrays.stream(figures).map(Object::toString).toList());
  }

  /** The merchant's store, or {@link NotFoundException} naming those it has. */
  public Store store(StoreId id) {
    Merchant merchant = tenant().merchant();
    return merchant
        .store(id)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "store "
                        + id
                        + " is unknown to merchant "
                        + merchant.id()
                        + "; its stores are "
                        + merchant.stores().stream().map(Store::id).toList()));
  }

  /** The file as stored, or {@link NotFoundException}. */
  public CustomerFile stored(CustomerId customer) {
    Optional<CustomerFile> file = storage().file(merchant(), customer);
    return file.orElseThrow(
        () ->
            new NotFoundException(
                "customer "
                    + customer
                    + " is unknown to merchant "
                    + merchant()
                    + "; register the customer first"));
  }
}
