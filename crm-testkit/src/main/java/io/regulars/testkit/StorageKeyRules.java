package io.regulars.testkit;

import static io.regulars.testkit.Attempts.assertDuplicate;
import static io.regulars.testkit.Attempts.race;
import static io.regulars.testkit.Attempts.refusal;
import static io.regulars.testkit.Samples.SHOP;
import static io.regulars.testkit.Samples.card;
import static io.regulars.testkit.Samples.change;
import static io.regulars.testkit.Samples.changing;
import static io.regulars.testkit.Samples.creating;
import static io.regulars.testkit.Samples.creation;
import static io.regulars.testkit.Samples.customer;
import static io.regulars.testkit.Samples.entry;
import static io.regulars.testkit.Samples.event;
import static io.regulars.testkit.Samples.file;
import static io.regulars.testkit.Samples.message;
import static io.regulars.testkit.Samples.messageId;
import static io.regulars.testkit.Samples.next;
import static io.regulars.testkit.Samples.phone;
import static io.regulars.testkit.Samples.receipt;
import static io.regulars.testkit.Samples.visit;
import static io.regulars.testkit.Samples.visitId;
import static io.regulars.testkit.Samples.withExternalIds;
import static io.regulars.testkit.Samples.withPhones;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.spi.CustomerId;
import io.regulars.spi.ExternalId;
import io.regulars.spi.PageRequest;
import io.regulars.spi.PhoneNumber;
import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Key;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.ImmutableCustomerFile;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.CommandReceipt;
import io.regulars.spi.storage.FileChange;
import io.regulars.spi.storage.ImmutableCommandReceipt;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * S3xx: unique keys. Within a merchant one phone and one external id find one customer, one key has
 * one receipt, one id names one thing; keys that are given up are free from that commit on.
 */
interface StorageKeyRules extends StorageRules {

  @Test
  default void required_S301_a_phone_finds_its_customer() {
    CustomerFile one = withPhones(file(1), phone(1), phone(2));
    CustomerFile two = withPhones(file(2), phone(3));
    storage().commit(creating(one, two));

    assertFoundByPhone(one.id(), phone(1), phone(2));
    assertFoundByPhone(two.id(), phone(3));
    assertFoundByPhone(null, phone(4));
    assertEquals(Optional.of(one), storage().fileByPhone(SHOP, phone(2)), "the whole file");
  }

  @Test
  default void required_S302_an_external_id_finds_its_customer() {
    CustomerFile one = withExternalIds(file(1), card(1), ExternalId.of("pos", "1"));
    CustomerFile two = withExternalIds(file(2), card(2), ExternalId.of("wechat", "1"));
    storage().commit(creating(one, two));

    assertFoundByExternalId(one.id(), card(1), ExternalId.of("pos", "1"));
    assertFoundByExternalId(two.id(), card(2), ExternalId.of("wechat", "1"));
    assertFoundByExternalId(null, ExternalId.of("app", "1"), ExternalId.of("pos", "2"));
    assertEquals(Optional.of(two), storage().fileByExternalId(SHOP, card(2)), "the whole file");
  }

  @Test
  default void required_S303_a_phone_of_another_customer_is_a_duplicate() {
    CustomerFile one = withPhones(file(1), phone(1));
    CustomerFile two = withPhones(file(2), phone(2));
    storage().commit(creating(one, two));

    assertDuplicate(Key.PHONE, storage(), creating(withPhones(file(3), phone(3), phone(1))));
    assertDuplicate(
        Key.PHONE, storage(), changing(two, withPhones(next(two), phone(2), phone(1))).build());
    assertDuplicate(
        Key.PHONE,
        storage(),
        creating(withPhones(file(3), phone(4)), withPhones(file(4), phone(4))));
    assertFoundByPhone(one.id(), phone(1));
    assertFoundByPhone(null, phone(3), phone(4));
  }

  @Test
  default void required_S304_an_external_id_of_another_customer_is_a_duplicate() {
    CustomerFile one = withExternalIds(file(1), card(1));
    CustomerFile two = withExternalIds(file(2), card(2));
    storage().commit(creating(one, two));

    assertDuplicate(
        Key.EXTERNAL_ID, storage(), creating(withExternalIds(file(3), card(3), card(1))));
    assertDuplicate(
        Key.EXTERNAL_ID,
        storage(),
        changing(two, withExternalIds(next(two), card(2), card(1))).build());
    assertDuplicate(
        Key.EXTERNAL_ID,
        storage(),
        creating(withExternalIds(file(3), card(4)), withExternalIds(file(4), card(4))));
    assertFoundByExternalId(one.id(), card(1));
    assertFoundByExternalId(null, card(3), card(4));
  }

  @Test
  default void required_S305_keys_given_up_find_nobody_and_may_be_taken() {
    CustomerFile one = withExternalIds(withPhones(file(1), phone(1), phone(2)), card(1), card(2));
    CustomerFile two = file(2);
    storage().commit(creating(one, two));

    CustomerFile less = withExternalIds(withPhones(next(one), phone(2)), card(2));
    storage().commit(changing(one, less).build());
    assertFoundByPhone(null, phone(1));
    assertFoundByExternalId(null, card(1));
    assertFoundByPhone(one.id(), phone(2));
    assertFoundByExternalId(one.id(), card(2));

    CustomerFile more = withExternalIds(withPhones(next(two), phone(1)), card(1));
    storage().commit(changing(two, more).build());
    assertFoundByPhone(two.id(), phone(1));
    assertFoundByExternalId(two.id(), card(1));

    assertDuplicate(
        Key.PHONE, storage(), changing(less, withPhones(next(less), phone(2), phone(1))).build());
    CustomerFile none = withExternalIds(withPhones(next(more)));
    storage().commit(changing(more, none).build());
    CustomerFile again =
        withExternalIds(withPhones(next(less), phone(1), phone(2)), card(2), card(1));
    storage().commit(changing(less, again).build());
    assertFoundByPhone(one.id(), phone(1), phone(2));
    assertFoundByExternalId(one.id(), card(1), card(2));
  }

  @Test
  default void required_S306_keys_stay_with_a_file_that_changes_otherwise() {
    CustomerFile one = withExternalIds(withPhones(file(1), phone(1), phone(2)), card(1));
    storage().commit(creating(one));
    CustomerFile after = withPhones(Samples.named(next(one), "Other"), phone(2), phone(1));
    storage().commit(changing(one, after).build());

    assertEquals(Optional.of(after), storage().fileByPhone(SHOP, phone(1)));
    assertEquals(Optional.of(after), storage().fileByPhone(SHOP, phone(2)));
    assertEquals(Optional.of(after), storage().fileByExternalId(SHOP, card(1)));
    assertEquals(
        List.of(phone(2), phone(1)),
        storage().file(SHOP, one.id()).orElseThrow().profile().phones(),
        "the first phone is the one to call");
  }

  @Test
  default void required_S307_two_customers_swap_keys_in_one_change_set() {
    CustomerFile one = withExternalIds(withPhones(file(1), phone(1)), card(1));
    CustomerFile two = withExternalIds(withPhones(file(2), phone(2)), card(2));
    storage().commit(creating(one, two));
    storage()
        .commit(
            ChangeSet.of(SHOP)
                .addFiles(
                    change(one, withExternalIds(withPhones(next(one), phone(2)), card(2))),
                    change(two, withExternalIds(withPhones(next(two), phone(1)), card(1))))
                .build());

    assertFoundByPhone(two.id(), phone(1));
    assertFoundByPhone(one.id(), phone(2));
    assertFoundByExternalId(two.id(), card(1));
    assertFoundByExternalId(one.id(), card(2));
  }

  @Test
  default void required_S308_a_key_moves_within_one_change_set_in_either_order() {
    for (int order = 0; order < 2; order++) {
      int n = 10 * (order + 1);
      CustomerFile giver = withExternalIds(withPhones(file(n), phone(n)), card(n));
      CustomerFile taker = file(n + 1);
      storage().commit(creating(giver, taker));
      FileChange gives = change(giver, withExternalIds(withPhones(next(giver))));
      FileChange takes = change(taker, withExternalIds(withPhones(next(taker), phone(n)), card(n)));
      storage()
          .commit(
              order == 0
                  ? ChangeSet.of(SHOP).addFiles(gives, takes).build()
                  : ChangeSet.of(SHOP).addFiles(takes, gives).build());

      assertFoundByPhone(taker.id(), phone(n));
      assertFoundByExternalId(taker.id(), card(n));
    }
  }

  @Test
  default void required_S309_a_key_moves_to_a_file_created_in_the_same_change_set() {
    CustomerFile giver = withExternalIds(withPhones(file(1), phone(1)), card(1));
    storage().commit(creating(giver));
    CustomerFile taker = withExternalIds(withPhones(file(2), phone(1)), card(1));
    storage()
        .commit(
            ChangeSet.of(SHOP)
                .addFiles(creation(taker), change(giver, withExternalIds(withPhones(next(giver)))))
                .build());

    assertFoundByPhone(taker.id(), phone(1));
    assertFoundByExternalId(taker.id(), card(1));
  }

  @Test
  default void required_S310_a_key_kept_by_one_file_is_not_moved_by_changing_both() {
    CustomerFile one = withPhones(file(1), phone(1));
    CustomerFile two = withPhones(file(2), phone(2));
    storage().commit(creating(one, two));

    assertDuplicate(
        Key.PHONE,
        storage(),
        ChangeSet.of(SHOP)
            .addFiles(change(one, next(one)), change(two, withPhones(next(two), phone(1))))
            .build());
    assertFoundByPhone(one.id(), phone(1));
    assertFoundByPhone(two.id(), phone(2));
  }

  @Test
  default void required_S311_a_receipt_key_is_taken_once() {
    CustomerFile one = file(1);
    CommandReceipt receipt = receipt(one, "visit/S1/R-1");
    storage().commit(ChangeSet.of(SHOP).addFiles(creation(one)).receipt(receipt).build());

    assertEquals(Optional.of(receipt), storage().receipt(SHOP, "visit/S1/R-1"));
    assertEquals(Optional.empty(), storage().receipt(SHOP, "visit/S1/R-2"));
    assertDuplicate(Key.RECEIPT, storage(), changing(one, next(one)).receipt(receipt).build());
    assertDuplicate(
        Key.RECEIPT,
        storage(),
        changing(one, next(one))
            .receipt(ImmutableCommandReceipt.copyOf(receipt).withFingerprint("other"))
            .build());
    assertEquals(Optional.of(receipt), storage().receipt(SHOP, "visit/S1/R-1"));
  }

  @Test
  default void required_S312_ids_and_line_numbers_are_taken_once() {
    CustomerFile one = ImmutableCustomerFile.copyOf(file(1)).withLastSeq(3);
    CustomerFile two = file(2);
    storage()
        .commit(
            ChangeSet.of(SHOP)
                .addFiles(creation(one), creation(two))
                .addVisits(visit(one, visitId(1), 1))
                .addEntries(entry(one, 2))
                .addEvents(event(one, 3))
                .addMessages(message(one, messageId(1)))
                .build());

    List<ChangeSet> duplicates =
        List.of(
            ChangeSet.of(SHOP).addVisits(visit(one, visitId(1), 9)).build(),
            ChangeSet.of(SHOP).addVisits(visit(two, visitId(1), 1)).build(),
            ChangeSet.of(SHOP).addVisits(visit(one, visitId(2), 1)).build(),
            ChangeSet.of(SHOP)
                .addVisits(visit(two, visitId(3), 1), visit(two, visitId(3), 2))
                .build(),
            ChangeSet.of(SHOP).addEntries(entry(one, 2)).build(),
            ChangeSet.of(SHOP).addEntries(entry(one, 5), entry(one, 5)).build(),
            ChangeSet.of(SHOP).addEvents(event(one, 3)).build(),
            ChangeSet.of(SHOP).addEvents(event(one, 6), event(one, 7), event(one, 6)).build(),
            ChangeSet.of(SHOP).addMessages(message(two, messageId(1))).build(),
            ChangeSet.of(SHOP)
                .addMessages(message(one, messageId(2)), message(two, messageId(2)))
                .build());
    for (ChangeSet duplicate : duplicates) {
      assertDuplicate(Key.ID, storage(), duplicate);
    }
    assertEquals(1, storage().timeline(SHOP, one.id(), PageRequest.oldest(1)).items().get(0).seq());
    assertEquals(3, storage().timeline(SHOP, one.id(), PageRequest.oldest(9)).items().size());
    assertEquals(0, storage().timeline(SHOP, two.id(), PageRequest.oldest(9)).items().size());
  }

  @Test
  default void required_S321_of_eight_threads_registering_one_phone_exactly_one_succeeds() {
    assertOneWinner(Key.PHONE, (n) -> creating(withPhones(file(n), phone(n / Attempts.THREADS))));
  }

  @Test
  default void required_S322_of_eight_threads_registering_one_card_exactly_one_succeeds() {
    assertOneWinner(
        Key.EXTERNAL_ID, (n) -> creating(withExternalIds(file(n), card(n / Attempts.THREADS))));
  }

  @Test
  default void required_S323_of_eight_threads_with_one_receipt_key_exactly_one_succeeds() {
    assertOneWinner(
        Key.RECEIPT,
        (n) ->
            ChangeSet.of(SHOP)
                .addFiles(creation(file(n)))
                .receipt(receipt(file(n), "key " + n / Attempts.THREADS))
                .build());
  }

  @Test
  default void required_S324_of_eight_threads_recording_one_visit_exactly_one_succeeds() {
    assertOneWinner(
        Key.ID,
        (n) ->
            ChangeSet.of(SHOP)
                .addFiles(creation(file(n)))
                .addVisits(visit(file(n), visitId(n / Attempts.THREADS), 1))
                .build());
  }

  /** Thread {@code t} of round {@code r} commits the change numbered {@code 8r + t}. */
  private void assertOneWinner(Key key, IntFunction<ChangeSet> changes) {
    assumeThreads();
    for (int round = 1; round <= 20; round++) {
      int first = round * Attempts.THREADS;
      List<Optional<StorageException>> refusals =
          race(thread -> () -> refusal(storage(), changes.apply(first + thread)));

      assertEquals(1, refusals.stream().filter(Optional::isEmpty).count(), "winners");
      for (Optional<StorageException> refusal : refusals) {
        refusal.ifPresent(e -> assertEquals(Optional.of(key), e.duplicate()));
      }
      assertEquals(
          1,
          IntStream.range(first, first + Attempts.THREADS)
              .filter(n -> storage().file(SHOP, customer(n)).isPresent())
              .count(),
          "files written");
    }
  }

  private void assertFoundByPhone(@Nullable CustomerId expected, PhoneNumber... phones) {
    for (PhoneNumber phone : phones) {
      assertEquals(
          Optional.ofNullable(expected),
          storage().fileByPhone(SHOP, phone).map(CustomerFile::id),
          phone.e164());
    }
  }

  private void assertFoundByExternalId(@Nullable CustomerId expected, ExternalId... externalIds) {
    for (ExternalId externalId : externalIds) {
      assertEquals(
          Optional.ofNullable(expected),
          storage().fileByExternalId(SHOP, externalId).map(CustomerFile::id),
          externalId.toString());
    }
  }
}
