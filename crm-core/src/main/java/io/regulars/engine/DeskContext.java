package io.regulars.engine;

import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.MerchantId;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Page;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.storage.Storage;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * What every service of a desk works with: the runner of commands, the validation, and who sits
 * there.
 *
 * @param runner carries commands out
 * @param validation checks their shape
 * @param actor who gives them
 */
public record DeskContext(CommandRunner runner, Validation validation, Actor actor) {

  /** The desk's merchant. */
  public MerchantId merchant() {
    return actor.merchant();
  }

  /** The desk's merchant and its program. */
  public Tenant tenant() {
    return runner.tenant(merchant());
  }

  /** Carries out {@code work} in the actor's name, see {@link CommandRunner#run}. */
  public Outcome<Answer> run(Work work) {
    return runner.run(actor, work);
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

  /** A draft of the customer's file, for {@link Work#open}. */
  public FileDraft open(Tenant tenant, Instant now, CustomerId customer) {
    return FileDraft.open(tenant, actor, now, stored(customer));
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

  /** What is wrong with a command beyond its constraints, in the engine's language. */
  public InvalidCommandException invalid(String field, String code, Object... figures) {
    return runner.invalid(field, code, Arrays.stream(figures).map(Object::toString).toList());
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
