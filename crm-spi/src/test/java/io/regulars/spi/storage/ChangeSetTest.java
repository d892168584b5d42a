package io.regulars.spi.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.InvalidValueException;
import io.regulars.spi.MerchantId;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.file.FileEvent;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChangeSetTest {

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
