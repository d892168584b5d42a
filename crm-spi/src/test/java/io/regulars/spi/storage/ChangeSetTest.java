package io.regulars.spi.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.InvalidValueException;
import io.regulars.spi.MerchantId;
import io.regulars.spi.MessageId;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.VisitId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.visit.VisitReturn;
import io.regulars.spi.visit.VisitStatus;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChangeSetTest {

  private static final VisitReturn RETURN =
      VisitReturn.builder()
          .number(1)
          .receipt("refund")
          .recordedAt(Instant.EPOCH)
          .reason("not as wished")
          .build();

  private static final MerchantId SHOP = MerchantId.of("shop");

  @Test
  void an_actor_of_another_merchant_is_refused() {
    assertEquals(1, ChangeSet.of(SHOP).addEvents(eventBy(SHOP)).build().events().size());

    InvalidValueException e =
        assertThrows(
            InvalidValueException.class,
            () -> ChangeSet.of(SHOP).addEvents(eventBy(MerchantId.of("other"))).build());
    assertEquals("an actor of another merchant", e.getMessage());
  }

  @Test
  void a_visit_is_taken_back_once() {
    VisitTakenBack refund =
        new VisitTakenBack(VisitId.of(new UUID(0, 1)), VisitStatus.REFUNDED, RETURN);
    VisitTakenBack other =
        new VisitTakenBack(VisitId.of(new UUID(0, 2)), VisitStatus.REFUNDED, RETURN);
    VisitTakenBack voided = new VisitTakenBack(refund.visit(), VisitStatus.VOIDED, RETURN);
    assertEquals(2, ChangeSet.of(SHOP).addTakenBack(refund, other).build().takenBack().size());

    InvalidValueException e =
        assertThrows(
            InvalidValueException.class,
            () -> ChangeSet.of(SHOP).addTakenBack(refund, other, voided).build());
    assertEquals("a visit is taken back twice", e.getMessage());
  }

  @Test
  void a_message_is_posted_or_settled_once() {
    OutboxMessage message =
        OutboxMessage.builder()
            .merchant(SHOP)
            .id(MessageId.of(new UUID(0, 3)))
            .customer(CustomerId.of(new UUID(0, 1)))
            .channel(ChannelKind.SMS)
            .purpose(io.regulars.spi.channel.Purpose.CARE)
            .content(Explanation.of("care.thanks"))
            .occurredAt(Instant.EPOCH)
            .createdAt(Instant.EPOCH)
            .nextAttemptAt(Instant.EPOCH)
            .build();
    InvalidValueException twice =
        assertThrows(
            InvalidValueException.class,
            () -> ChangeSet.of(SHOP).addSettled(message, message).build());
    InvalidValueException both =
        assertThrows(
            InvalidValueException.class,
            () -> ChangeSet.of(SHOP).addMessages(message).addSettled(message).build());
    assertEquals("a message is settled twice", twice.getMessage());
    assertEquals("a message is posted and settled at once", both.getMessage());
  }

  private static FileEvent eventBy(MerchantId merchant) {
    return FileEvent.builder()
        .customer(CustomerId.of(new UUID(0, 1)))
        .seq(1)
        .kind(EventKind.REGISTERED)
        .occurredAt(Instant.EPOCH)
        .recordedAt(Instant.EPOCH)
        .explanation(Explanation.of("customer.registered"))
        .actor(Actor.system(merchant))
        .program(ProgramVersion.of("1"))
        .build();
  }
}
