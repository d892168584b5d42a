package io.regulars.testkit;

import static io.regulars.testkit.Expect.assertContains;
import static io.regulars.testkit.Salon.LOTUS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.complaint.ActOnCase;
import io.regulars.complaint.AssignCase;
import io.regulars.complaint.CaseAction;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.ComplaintService;
import io.regulars.complaint.ImmutableHandler;
import io.regulars.engine.DuePass;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.PhoneNumber;
import io.regulars.spi.RefusedException;
import io.regulars.spi.Rejection;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.StaffId;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.storage.CaseCriteria;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** E1046 to E1051: who may see a complaint and work on it, and what a look leaves behind. */
interface CaseAccessRules extends CrmRules {

  List<String> EVERYBODY = List.of("amy", "ben", "cao", "dan", "eva", "fay", "tia");

  /** Fails unless exactly these may see the case, find it on their lists and write on it. */
  private static void assertMay(Salon salon, Complaints cases, CaseId id, String... staff) {
    for (String each : EVERYBODY) {
      ComplaintService desk = cases.desk(each);
      boolean may = Set.of(staff).contains(each);
      List<CaseId> listed = desk.list(CaseCriteria.ALL).stream().map(CaseFile::id).toList();
      assertEquals(may, listed.contains(id), each + " finds it on the list");
      if (may) {
        desk.find(id);
        desk.clocks(id);
        desk.note(cases.act(id)).orThrow();
      } else {
        Dump before = salon.dump();
        NotAllowedException e = assertThrows(NotAllowedException.class, () -> desk.find(id), each);
        assertContains(String.valueOf(e.getMessage()), each, id.toString());
        assertThrows(NotAllowedException.class, () -> desk.clocks(id), each);
        assertThrows(NotAllowedException.class, () -> desk.note(cases.act(id)), each);
        assertThrows(NotAllowedException.class, () -> desk.contact(cases.act(id)), each);
        before.assertUnchanged(salon.storage(), LOTUS);
      }
    }
  }

  @Test
  default void required_E1046_a_case_is_its_owners_her_managers_and_head_offices() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    CaseId id = cases.open();
    assertMay(salon, cases, id, "amy", "dan", "fay");
    give(cases, id, "tia");
    assertMay(salon, cases, id, "tia", "dan", "fay");
    give(cases, id, "cao");
    assertMay(salon, cases, id, "cao", "dan", "fay");
    CaseId other = cases.open(cases.complaint(Optional.empty()).withStore(Complaints.SECOND));
    assertMay(salon, cases, other, "cao", "eva", "fay");
    assertThrows(
        NotAllowedException.class,
        () -> cases.take(cases.desk("dan"), CaseAction.MERGE, id, other),
        "into a case that is none of his business");
  }

  private static void give(Complaints cases, CaseId id, String staff) {
    cases.desk().assign(cases.to(id, staff)).orThrow();
  }

  @Test
  default void
      required_E1047_what_is_nobodys_is_the_front_desks_and_anybody_of_its_shop_takes_it() {
    Salon salon = salon();
    Complaints cases =
        new Complaints(
            salon,
            Complaints.plan()
                .handlers(
                    Complaints.plan().build().handlers().stream()
                        .map(each -> ImmutableHandler.copyOf(each).withOnDuty(false))
                        .toList())
                .build());
    cases.at("2026-09-01T03:00");
    CaseId id = cases.open();
    assertMay(salon, cases, id, "amy", "ben", "cao", "dan", "fay");
    CaseId second = cases.open(cases.complaint(Optional.empty()).withStore(Complaints.SECOND));
    assertMay(salon, cases, second, "cao", "eva", "fay");
    cases
        .desk("ben")
        .assign(AssignCase.builder().complaint(id).to(StaffId.of("ben")).key("mine").build())
        .orThrow();
    assertMay(salon, cases, id, "ben", "dan", "fay");
  }

  @Test
  default void required_E1048_whom_a_complaint_is_about_neither_sees_nor_handles_it() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    CaseId aboutDan = cases.open(cases.complaint(Optional.empty()).withAccused(StaffId.of("dan")));
    assertMay(salon, cases, aboutDan, "amy", "fay");
    CaseId aboutTia = cases.open(cases.complaint(Optional.empty()).withAccused(StaffId.of("tia")));
    assertMay(salon, cases, aboutTia, "ben", "dan", "fay");
    CaseId aboutFay =
        cases
            .desk("dan")
            .open(cases.complaint(Optional.empty()).withAccused(StaffId.of("fay")))
            .orThrow()
            .file()
            .id();
    assertMay(salon, cases, aboutFay, "amy", "dan");
    NotAllowedException e =
        assertThrows(NotAllowedException.class, () -> cases.desk("fay").find(aboutFay));
    assertContains(String.valueOf(e.getMessage()), "it is about this person");
  }

  @Test
  default void required_E1060_who_is_complained_of_in_a_duplicate_is_kept_off_the_case_it_joins() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    CaseId about = cases.open(cases.complaint(Optional.empty()).withAccused(StaffId.of("tia")));
    CaseId into = cases.open();
    give(cases, into, "tia");
    assertEquals(
        Optional.of(Reason.CASE_ACCUSED),
        cases
            .take(cases.desk("fay"), CaseAction.MERGE, about, into)
            .refusal()
            .map(Rejection::reason));
    give(cases, into, "ben");
    cases.take(cases.desk("fay"), CaseAction.MERGE, about, into).orThrow();
    assertEquals(Optional.of(StaffId.of("tia")), cases.desk("fay").find(into).standing().accused());
    assertThrows(NotAllowedException.class, () -> cases.desk("tia").find(into));
  }

  @Test
  default void required_E1049_each_look_at_contact_data_is_on_the_record() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    CaseId id = cases.open(cases.complaint(Optional.of(ann)));
    ActOnCase look =
        ActOnCase.builder().complaint(id).key("look").words("to call her back").build();
    List<PhoneNumber> phones = cases.desk("amy").contact(look);
    assertEquals(salon.books(ann).file().profile().phones(), phones);
    assertEquals(phones, cases.desk("amy").contact(look), "the same again");
    cases.desk("dan").contact(cases.act(id));
    List<CaseEvent> looks = cases.lines(id, CaseEventKind.CONTACT_SEEN);
    assertEquals(
        List.of("amy", "amy", "dan"), looks.stream().map(line -> line.actor().name()).toList());
    assertEquals(Optional.of("to call her back"), looks.get(0).words());
    looks.forEach(line -> assertTrue(!line.toString().contains("13800138001"), line.toString()));

    assertThrows(ConflictException.class, () -> cases.desk("dan").contact(look), "amy's key");
    give(cases, id, "ben");
    assertThrows(NotAllowedException.class, () -> cases.desk("amy").contact(look), "not hers now");
    CaseId nobodys = cases.open();
    RefusedException e =
        assertThrows(RefusedException.class, () -> cases.desk().contact(cases.act(nobodys)));
    assertEquals(Reason.CASE_ANONYMOUS, e.rejection().reason());
  }

  @Test
  default void required_E1050_without_handlers_every_front_desk_is_of_every_shop() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.bare().build());
    CaseId id = cases.open();
    assertMay(salon, cases, id, "amy", "ben", "cao", "dan", "eva", "fay");
    cases.take(CaseAction.ACKNOWLEDGE, id);
    assertMay(salon, cases, id, "amy", "ben", "cao", "dan", "eva", "fay");
    give(cases, id, "amy");
    assertMay(salon, cases, id, "amy", "dan", "eva", "fay");
  }

  @Test
  default void required_E1051_without_a_plan_open_cases_wait_until_there_is_one_again() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.open();
    cases.at("2026-09-01T09:20");
    Dump before = salon.dump();
    ComplaintPlan none = Complaints.plan().build();
    assertEquals(new DuePass(0, 0, 0, false), salon.crm().runDue());
    InvalidProgramException e =
        assertThrows(InvalidProgramException.class, () -> salon.desk().complaints().find(id));
    assertContains(String.valueOf(e.getMessage()), "lotus", "give it a ComplaintPlan");
    assertThrows(
        InvalidProgramException.class, () -> salon.desk().complaints().note(cases.act(id)));
    before.assertUnchanged(storage(), LOTUS);
    assertEquals(new DuePass(1, 0, 0, false), cases.node(storage(), none, "2026-3").runDue());
    assertEquals(2, cases.file(id).version());
    assertEquals(1, cases.lines(id, CaseEventKind.ESCALATED).size());
  }
}
