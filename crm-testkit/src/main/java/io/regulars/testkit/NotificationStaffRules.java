package io.regulars.testkit;

import static io.regulars.testkit.Expect.assertContains;
import static io.regulars.testkit.Letters.change;
import static io.regulars.testkit.Letters.crm;
import static io.regulars.testkit.Letters.handling;
import static io.regulars.testkit.Letters.letter;
import static io.regulars.testkit.Letters.only;
import static io.regulars.testkit.Letters.post;
import static io.regulars.testkit.Letters.stored;
import static io.regulars.testkit.Letters.task;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.OPENING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.engine.Outcome;
import io.regulars.engine.Templates;
import io.regulars.notify.HandOverTask;
import io.regulars.notify.HandleMessage;
import io.regulars.notify.ImmutableHandleMessage;
import io.regulars.notify.NotificationPlan;
import io.regulars.notify.PostponeTask;
import io.regulars.spi.Actor;
import io.regulars.spi.ConflictException;
import io.regulars.spi.Explanation;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.MessageId;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.OutboundMessage;
import io.regulars.spi.channel.Recipient;
import io.regulars.spi.channel.SendOutcome;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.Handling;
import io.regulars.spi.outbox.ImmutableOutboxMessage;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.TaskCriteria;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** E724, E726 to E728: what people do about messages, and in whose words they are. */
interface NotificationStaffRules extends CrmRules {

  @Test
  default void required_E724_a_manager_sends_a_dead_letter_again_or_gives_it_up() {
    Salon salon = salon();
    ImmutableOutboxMessage message = letter(salon, 1);
    ImmutableOutboxMessage other = letter(salon, 2);
    SendOutcome no = SendOutcome.refusedForGood("blocked");
    salon.sms().answerNext(no, no);
    post(salon, message, other);
    salon.crm().deliver();
    Desk desk = salon.desk();
    assertEquals(2, desk.messages().deadLetters(9).size());
    HandleMessage again = handling(message.id(), "k1", "number corrected");
    Desk till = Salon.desk(salon.crm(), Role.RECEPTIONIST);
    assertThrows(NotAllowedException.class, () -> till.messages().resend(again));
    OutboxMessage waits = desk.messages().resend(again).orThrow();
    assertEquals(DeliveryStatus.PENDING, waits.status());
    assertEquals(waits, desk.messages().resend(again).orThrow(), "once per key");
    assertThrows(
        ConflictException.class,
        () -> desk.messages().resend(handling(message.id(), "k1", "another reason")));
    assertEquals(1, salon.crm().deliver().delivered());
    assertEquals(message.id(), salon.sms().shown().get(0).id());
    assertRefused(desk.messages().resend(handling(message.id(), "k2", "twice")));
    Handling handled = stored(salon, message).handled().get(0);
    assertEquals(Optional.of(StaffId.of("head_office")), handled.staff());
    assertEquals("number corrected", handled.code());
    desk.messages().drop(handling(other.id(), "k1", "moved away")).orThrow();
    assertEquals(DeliveryStatus.DROPPED, stored(salon, other).status());
    assertEquals(0, salon.crm().deliver().delivered());
    assertRefused(desk.messages().drop(handling(other.id(), "k3", "again")));
  }

  private static void assertRefused(Outcome<OutboxMessage> outcome) {
    assertTrue(
        outcome instanceof Outcome.Refused<OutboxMessage> refused
            && refused.rejection().reason() == Reason.MESSAGE_STATE,
        () -> "" + outcome);
  }

  @Test
  default void required_E726_a_task_is_listed_and_done_by_whom_it_is_for() {
    Salon salon = salon();
    StaffId mia = StaffId.of("mia");
    OutboxMessage task = task(salon, 1, Recipient.staff(mia, Salon.SHOP));
    post(salon, task);
    assertEquals(0, salon.crm().deliver().delivered(), "an open task is not sent");
    Desk mias = salon.crm().desk(Actor.staff(LOTUS, mia, Role.CONSULTANT));
    Desk kims = salon.crm().desk(Actor.staff(LOTUS, StaffId.of("kim"), Role.CONSULTANT));
    assertEquals(List.of(task), mias.tasks().mine(9));
    assertEquals(List.of(), kims.tasks().mine(9));
    assertContains(mias.tasks().words(task), "Ann1", "silver");
    Instant later = OPENING.plus(Duration.ofDays(2));
    PostponeTask off =
        PostponeTask.builder().message(task.id()).until(later).code("busy").key("k1").build();
    assertThrows(NotAllowedException.class, () -> kims.tasks().postpone(off));
    assertEquals(Optional.of(later), mias.tasks().postpone(off).orThrow().dueAt());
    HandOverTask over =
        HandOverTask.builder()
            .message(task.id())
            .to(Recipient.role(Role.RECEPTIONIST, Salon.SHOP))
            .code("ill")
            .key("k2")
            .build();
    mias.tasks().handOver(over).orThrow();
    mias.tasks().handOver(over).orThrow();
    Desk till = Salon.desk(salon.crm(), Role.RECEPTIONIST);
    TaskCriteria shop = TaskCriteria.builder().store(Salon.SHOP).build();
    assertEquals(1, till.tasks().list(shop, 9).size());
    HandleMessage done = handling(task.id(), "k3", "reached");
    OutboxMessage end =
        till.tasks()
            .done(ImmutableHandleMessage.copyOf(done).withText("comes on Friday"))
            .orThrow();
    assertEquals(DeliveryStatus.DONE, end.status());
    assertEquals(
        List.of(Handling.Kind.POSTPONED, Handling.Kind.HANDED_OVER, Handling.Kind.DONE),
        end.handled().stream().map(Handling::kind).toList());
    assertThrows(ConflictException.class, () -> till.tasks().done(done));
    assertRefused(till.tasks().done(handling(task.id(), "k4", "again")));
    assertEquals(List.of(), till.tasks().list(shop, 9));
    assertTrue(!end.toString().contains("Friday"), "the text is not told: " + end);
  }

  @Test
  default void required_E727_staff_is_written_to_where_it_has_an_address_or_gets_a_task() {
    Salon salon = salon();
    RecordingChannel wecom = RecordingChannel.of(ChannelKind.of("wecom"));
    Crm crm =
        salon
            .builder()
            .channel(wecom)
            .staffAddresses(
                (merchant, to, channel) ->
                    to.equals(Recipient.role(Role.STORE_MANAGER, Salon.SHOP))
                        ? Optional.of("group-1")
                        : Optional.empty())
            .build();
    ImmutableOutboxMessage reached =
        task(salon, 1, Recipient.role(Role.STORE_MANAGER, Salon.SHOP))
            .withStatus(DeliveryStatus.PENDING)
            .withChannel(wecom.kind());
    ImmutableOutboxMessage nowhere =
        task(salon, 2, Recipient.role(Role.HEAD_OFFICE))
            .withStatus(DeliveryStatus.PENDING)
            .withChannel(wecom.kind());
    ImmutableOutboxMessage planned =
        task(salon, 3, Recipient.role(Role.CONSULTANT))
            .withStatus(DeliveryStatus.PENDING)
            .withNextAttemptAt(OPENING.plusSeconds(60));
    post(salon, reached, nowhere, planned);
    crm.deliver();
    assertEquals("group-1", wecom.shown().get(0).address());
    assertEquals(1, wecom.shown().size());
    assertEquals(DeliveryStatus.SENT, stored(salon, reached).status());
    assertEquals(List.of(nowhere.id()), open(crm));
    salon.pass(Duration.ofSeconds(60));
    crm.deliver();
    assertEquals(List.of(nowhere.id(), planned.id()), open(crm));
  }

  private static List<MessageId> open(Crm crm) {
    return Salon.desk(crm, Role.HEAD_OFFICE).tasks().list(TaskCriteria.ALL, 9).stream()
        .map(OutboxMessage::id)
        .toList();
  }

  @Test
  default void required_E728_a_merchant_has_words_of_its_own() {
    Salon salon = salon();
    Crm crm =
        crm(
            salon,
            templates("tier.raised", "zh", "{{customer}} & {{tier}}"),
            NotificationPlan.NONE);
    ImmutableOutboxMessage message = letter(salon, 1);
    change(salon, message.customer().orElseThrow(), p -> p.withLanguage(Locale.FRENCH));
    ImmutableOutboxMessage empty =
        letter(salon, 2).withContent(Explanation.of("tier.raised", "none"));
    post(salon, message, empty);
    crm.deliver();
    OutboundMessage shown = salon.sms().shown().get(0);
    assertEquals("Ann1 & silver", shown.text(), "the merchant's language; nothing is escaped");
    assertEquals(Locale.SIMPLIFIED_CHINESE, shown.language());
    assertEquals("silver", shown.variables().get("tier"));
    assertEquals(1, salon.sms().shown().size(), "never half a text");
    assertContains(only(salon, DeliveryStatus.DEAD).lastReason().orElse(""), "no text", "tier");
    for (Templates bad :
        List.of(
            templates("tier.risen", "en", "hello"),
            templates("tier.raised", "en", "{{tier"),
            templates("tier.raised", "en", "{{reward}}"),
            templates("tier.raised", "en", "{{#gift}}a gift{{/gift}}"))) {
      assertThrows(InvalidProgramException.class, () -> crm(salon, bad));
    }
  }

  private static Templates templates(String code, String language, String text) {
    return Templates.builder().putTexts(code, Map.of(language, text)).build();
  }
}
