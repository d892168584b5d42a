package io.regulars.testkit;

import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.SHOP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.complaint.ActOnCase;
import io.regulars.complaint.AssignCase;
import io.regulars.complaint.CaseAnswer;
import io.regulars.complaint.Compensation;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.ComplaintService;
import io.regulars.complaint.ImmutableComplaintPlan;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.MessageId;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.channel.Recipient;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.ImmutableOutboxMessage;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.ChangeSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** E1380 to E1382: what was wrong once and is held by a rule of its own. */
interface MendedRules extends CrmRules {

  @Test
  default void required_E1380_who_lost_a_case_is_told_again_what_he_did_and_nothing_since() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.open();
    ActOnCase act = cases.act(id);
    CaseAnswer first = cases.desk("amy").acknowledge(act).orThrow();
    cases
        .desk()
        .assign(AssignCase.builder().complaint(id).to(StaffId.of("ben")).key(cases.key()).build())
        .orThrow();
    cases
        .desk("ben")
        .note(ActOnCase.builder().complaint(id).key(cases.key()).words("a secret").build())
        .orThrow();
    assertThrows(NotAllowedException.class, () -> cases.desk("amy").find(id));
    CaseAnswer again = cases.desk("amy").acknowledge(act).orThrow();
    assertTrue(again.repeated());
    assertEquals(first.events(), again.events());
    assertEquals(first.standing(), again.standing());
    assertEquals(first.file().events(), again.file().events(), "and no line since");
    assertEquals(Optional.of(StaffId.of("amy")), again.file().owner());
    assertThrows(
        NotAllowedException.class,
        () -> cases.desk("cao").acknowledge(act),
        "under somebody else's key");
  }

  @Test
  default void required_E1381_a_directory_of_staff_that_throws_stops_no_message() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    RecordingChannel wecom = RecordingChannel.of(ChannelKind.of("wecom"));
    Crm crm =
        salon
            .builder()
            .channel(wecom)
            .staffAddresses(
                (merchant, to, channel) -> {
                  throw new IllegalStateException("the directory is down");
                })
            .build();
    Instant now = salon.clock().instant();
    ImmutableOutboxMessage letter =
        ImmutableOutboxMessage.copyOf(
            OutboxMessage.builder()
                .merchant(LOTUS)
                .id(MessageId.of(new UUID(7, 2)))
                .customer(ann)
                .channel(ChannelKind.SMS)
                .purpose(Purpose.CARE)
                .content(Explanation.of("tier.raised", "none", "silver", "1", "2"))
                .occurredAt(now)
                .createdAt(now)
                .nextAttemptAt(now)
                .build());
    ImmutableOutboxMessage word =
        letter
            .withId(MessageId.of(new UUID(7, 1)))
            .withTo(Recipient.staff(StaffId.of("mia"), SHOP))
            .withChannel(wecom.kind())
            .withPurpose(Purpose.STAFF)
            .withDueAt(now);
    salon.storage().commit(ChangeSet.of(LOTUS).addMessages(word, letter).build());
    crm.deliver();
    assertEquals(1, salon.sms().shown().size());
    assertEquals(List.of(), wecom.attempts());
    OutboxMessage task = salon.storage().message(LOTUS, word.id()).orElseThrow();
    assertEquals(DeliveryStatus.OPEN, task.status());
    assertEquals(ChannelKind.TASK, task.channel());
  }

  @Test
  default void required_E1382_an_approval_is_given_up_though_nothing_counts_it_any_more() {
    Compensations c = new Compensations(salon());
    CustomerId ann = c.salon().member("Ann", "13800138001");
    CaseId id = c.investigated(ann);
    c.gives(c.money(id, "5.00"));
    c.gives(c.money(id, "6.00"));
    ComplaintPlan uncounted =
        ImmutableComplaintPlan.copyOf(Compensations.plan(c.house()).build())
            .withAuthorities(List.of())
            .withHouse(Optional.empty());
    ComplaintService desk = Salon.desk(c.crm(uncounted), Role.HEAD_OFFICE).complaints();
    desk.refuse(c.decision(id, 1)).orThrow();
    desk.withdraw(c.step(id)).orThrow();
    assertEquals(List.of(Compensation.Status.REFUSED, Compensation.Status.REFUSED), c.statuses(id));
  }
}
