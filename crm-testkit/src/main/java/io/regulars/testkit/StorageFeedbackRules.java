package io.regulars.testkit;

import static io.regulars.testkit.Samples.OTHER_SHOP;
import static io.regulars.testkit.Samples.SHOP;
import static io.regulars.testkit.Samples.answer;
import static io.regulars.testkit.Samples.complaint;
import static io.regulars.testkit.Samples.creation;
import static io.regulars.testkit.Samples.customer;
import static io.regulars.testkit.Samples.file;
import static io.regulars.testkit.Samples.messageId;
import static io.regulars.testkit.Samples.t;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.spi.MerchantId;
import io.regulars.spi.StaffId;
import io.regulars.spi.StorageException;
import io.regulars.spi.StoreId;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.feedback.FeedbackAnswer;
import io.regulars.spi.feedback.FeedbackChannel;
import io.regulars.spi.feedback.ImmutableFeedbackAnswer;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.outbox.ImmutableOutboxMessage;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.CaseChange;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.FeedbackCriteria;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** S122x: answers to surveys, and the messages that asked. */
interface StorageFeedbackRules extends StorageRules {

  @Test
  default void required_S1221_an_answer_comes_back_as_it_was_written() {
    FeedbackAnswer full = answer(1);
    FeedbackAnswer bare =
        ImmutableFeedbackAnswer.copyOf(answer(2))
            .withVisit(Optional.empty())
            .withCustomer(Optional.empty())
            .withStaff(Optional.empty())
            .withItem(Optional.empty())
            .withChannel(FeedbackChannel.BOX)
            .withRatings(Map.of())
            .withRecommend(Optional.empty())
            .withText(Optional.empty())
            .withSentiment(Optional.empty())
            .withComplaint(Optional.empty());
    FeedbackAnswer odd =
        ImmutableFeedbackAnswer.copyOf(answer(3))
            .withRatings(Map.of("环境 | a\\p", 0, "价格", 10))
            .withText("水太冷 😡\n\"'|\\ ")
            .withSentiment(-100)
            .withRecommend(0);
    record(full, bare, odd);
    assertEquals(Optional.of(full), storage().feedback(SHOP, full.key()));
    assertEquals(Optional.of(bare), storage().feedback(SHOP, bare.key()));
    assertEquals(Optional.of(odd), storage().feedback(SHOP, odd.key()));
    assertEquals(Optional.empty(), storage().feedback(SHOP, answer(4).key()));
  }

  @Test
  default void required_S1222_an_answer_is_there_once_under_its_key() {
    record(answer(1));
    FeedbackAnswer other = ImmutableFeedbackAnswer.copyOf(answer(2)).withKey(answer(1).key());
    StorageException duplicate =
        assertThrows(
            StorageException.class,
            () ->
                storage()
                    .commit(
                        ChangeSet.of(SHOP)
                            .addFiles(creation(file(9)))
                            .addFeedback(answer(3), other)
                            .build()));
    assertEquals(Optional.of(StorageException.Key.RECEIPT), duplicate.duplicate());
    assertEquals(List.of(answer(1)), list(FeedbackCriteria.ALL));
    assertEquals(Optional.empty(), storage().file(SHOP, file(9).id()));
  }

  @Test
  default void required_S1223_an_answer_and_its_case_are_written_together_or_not_at_all() {
    CaseChange opening = new CaseChange(Optional.empty(), complaint(1));
    storage().commit(ChangeSet.of(SHOP).addCases(opening).addFeedback(answer(1)).build());
    assertThrows(
        StorageException.class,
        () ->
            storage().commit(ChangeSet.of(SHOP).addCases(opening).addFeedback(answer(2)).build()));
    assertEquals(List.of(answer(1)), list(FeedbackCriteria.ALL));
  }

  @Test
  default void required_S1224_answers_are_listed_by_time_and_all_criteria() {
    List<FeedbackAnswer> written = LongStream.rangeClosed(1, 450).mapToObj(this::varied).toList();
    record(written.toArray(FeedbackAnswer[]::new));
    List<FeedbackAnswer> all = list(FeedbackCriteria.ALL);
    assertEquals(450, all.size());
    for (int i = 1; i < all.size(); i++) {
      FeedbackAnswer one = all.get(i - 1);
      FeedbackAnswer next = all.get(i);
      int time = one.answeredAt().compareTo(next.answeredAt());
      assertTrue(
          time < 0 || (time == 0 && one.id().toString().compareTo(next.id().toString()) < 0));
    }
    List<FeedbackCriteria> criteria =
        List.of(
            FeedbackCriteria.builder().customer(customer(7)).build(),
            FeedbackCriteria.builder().survey("other").build(),
            FeedbackCriteria.builder().addStores(StoreId.of("S2"), StoreId.of("S3")).build(),
            FeedbackCriteria.builder().from(t(2)).before(t(4)).build(),
            FeedbackCriteria.builder()
                .survey("other")
                .addStores(StoreId.of("S2"))
                .from(t(1))
                .before(t(5))
                .build());
    for (FeedbackCriteria wanted : criteria) {
      List<FeedbackAnswer> expected = all.stream().filter(wanted::matches).toList();
      assertEquals(expected, list(wanted), wanted.toString());
      assertTrue(!expected.isEmpty() && expected.size() < all.size(), wanted.toString());
    }
  }

  @Test
  default void required_S1225_answers_of_other_merchants_are_not_seen() {
    record(answer(1));
    assertEquals(Optional.empty(), storage().feedback(OTHER_SHOP, answer(1).key()));
    try (Stream<FeedbackAnswer> none = storage().feedback(OTHER_SHOP, FeedbackCriteria.ALL)) {
      assertEquals(0, none.count());
    }
  }

  @Test
  default void required_S1226_messages_of_a_purpose_are_listed_by_when_they_were_written() {
    CustomerFile file = file(1);
    List<OutboxMessage> messages =
        LongStream.rangeClosed(1, 450)
            .<OutboxMessage>mapToObj(
                n ->
                    ImmutableOutboxMessage.copyOf(Samples.message(file, messageId(n)))
                        .withPurpose(n % 10 == 0 ? Purpose.CARE : Purpose.SURVEY)
                        .withCreatedAt(t(n % 7)))
            .toList();
    storage().commit(ChangeSet.of(SHOP).addFiles(creation(file)).addAllMessages(messages).build());
    List<OutboxMessage> found = survey(SHOP, 1, 6);
    assertEquals(
        messages.stream()
            .filter(message -> message.purpose() == Purpose.SURVEY)
            .filter(message -> !message.createdAt().isBefore(t(1)))
            .filter(message -> message.createdAt().isBefore(t(6)))
            .sorted(
                Comparator.comparing(OutboxMessage::createdAt)
                    .thenComparing(message -> message.id().toString()))
            .toList(),
        found);
    assertTrue(found.size() > 200, "more than a page");
    assertEquals(List.of(), survey(SHOP, 7, 9));
    assertEquals(List.of(), survey(OTHER_SHOP, 0, 9));
  }

  private List<OutboxMessage> survey(MerchantId merchant, long from, long before) {
    try (Stream<OutboxMessage> messages =
        storage().messagesFor(merchant, Purpose.SURVEY, t(from), t(before))) {
      return messages.toList();
    }
  }

  private FeedbackAnswer varied(long number) {
    return ImmutableFeedbackAnswer.copyOf(answer(number))
        .withSurvey(number % 4 == 0 ? "other" : "visit")
        .withStore(StoreId.of("S" + (1 + number % 3)))
        .withStaff(StaffId.of("staff-" + number % 2))
        .withAnsweredAt(t(number % 6));
  }

  private void record(FeedbackAnswer... answers) {
    storage().commit(ChangeSet.of(SHOP).addFeedback(answers).build());
  }

  private List<FeedbackAnswer> list(FeedbackCriteria criteria) {
    try (Stream<FeedbackAnswer> answers = storage().feedback(SHOP, criteria)) {
      return answers.toList();
    }
  }
}
