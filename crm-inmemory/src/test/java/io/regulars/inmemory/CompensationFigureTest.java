package io.regulars.inmemory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.complaint.ActOnCase;
import io.regulars.complaint.Authority;
import io.regulars.complaint.Compensation;
import io.regulars.complaint.CompensationKind;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.DecideCompensation;
import io.regulars.complaint.OpenComplaint;
import io.regulars.complaint.ProposeCompensation;
import io.regulars.customer.RegisterCustomer;
import io.regulars.engine.Program;
import io.regulars.points.PointsPlan;
import io.regulars.points.PointsPrice;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Merchant;
import io.regulars.spi.MerchantId;
import io.regulars.spi.Rejection;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.complaint.CaseId;
import io.regulars.testkit.SettableClock;
import io.regulars.worktime.DayHours;
import io.regulars.worktime.HolidayPolicy;
import io.regulars.worktime.WorkingHours;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** The worked figure of compensation in docs/complaints.md, executed line by line. */
final class CompensationFigureTest {

  private static final MerchantId MERCHANT = MerchantId.of("lotus");
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Merchant LOTUS =
      Merchant.builder()
          .id(MERCHANT)
          .name("Lotus")
          .currency(CurrencyUnit.of("CNY"))
          .zone(ZONE)
          .addStores(Store.of(StoreId.of("S1"), "First", ZONE))
          .build();

  private final InMemoryStorage storage = new InMemoryStorage();
  private final SettableClock clock = SettableClock.at("2026-03-01T01:00:00Z");
  private final Map<String, CaseId> cases = new HashMap<>();
  private final CustomerId house = register(crm(Program.of("0")), "House", "13800138099");
  private final Crm crm = crm(program());
  private final CustomerId ann = register(crm, "Ann", "13800138001");
  private int keys;

  @Test
  void every_line_is_what_comes_out() throws IOException {
    List<String[]> lines =
        Files.readAllLines(Path.of("../docs/complaints.md")).stream()
            .filter(line -> line.matches("\\| [A-D] \\| [A-Z_]+ \\| .*"))
            .map(line -> line.split(" *\\| *"))
            .toList();
    assertEquals(8, lines.size());
    for (String[] line : lines) {
      assertEquals(line[5], outcome(line), String.join(" | ", line));
    }
  }

  private String outcome(String[] line) {
    Desk desk = desk(Role.valueOf(line[2]));
    CaseId id = cases.computeIfAbsent(line[1], name -> investigated());
    String[] proposal = line[3].split(" ");
    List<Compensation> all =
        desk.complaints()
            .compensate(
                ProposeCompensation.builder()
                    .complaint(id)
                    .key(key())
                    .kind(CompensationKind.valueOf(proposal[0]))
                    .amount(Long.parseLong(proposal[1]))
                    .worth(cny(line[4]))
                    .build())
            .orThrow()
            .standing()
            .compensations();
    Compensation last = all.get(all.size() - 1);
    if (last.status() == Compensation.Status.APPROVED) {
      return "APPROVED";
    }
    Rejection rejection =
        desk.complaints()
            .approve(
                DecideCompensation.builder().complaint(id).key(key()).number(last.number()).build())
            .refusal()
            .orElseThrow();
    assertEquals(Rejection.Reason.BEYOND_AUTHORITY, rejection.reason());
    List<String> figures = new ArrayList<>(rejection.figures());
    figures.replaceAll(figure -> figure.replace("CNY ", ""));
    return last.status()
        + ", "
        + figures.get(1)
        + " "
        + figures.get(2)
        + ", used "
        + figures.get(3);
  }

  private CaseId investigated() {
    Desk desk = desk(Role.HEAD_OFFICE);
    CaseId id =
        desk.complaints()
            .open(
                OpenComplaint.builder()
                    .customer(ann)
                    .store(StoreId.of("S1"))
                    .channel("counter")
                    .category("service")
                    .key(key())
                    .build())
            .orThrow()
            .file()
            .id();
    desk.complaints().acknowledge(step(id)).orThrow();
    desk.complaints().investigate(step(id)).orThrow();
    desk.complaints().conclude(step(id)).orThrow();
    return id;
  }

  private ActOnCase step(CaseId id) {
    return ActOnCase.builder().complaint(id).key(key()).build();
  }

  private String key() {
    return "k-" + ++keys;
  }

  private Program program() {
    return Program.of(
        "1",
        PointsPlan.builder().per(cny("1.00")).price(new PointsPrice(100, cny("1.00"))).build(),
        ComplaintPlan.builder()
            .hours(
                WorkingHours.builder()
                    .every(DayOfWeek.MONDAY, DayOfWeek.SUNDAY, DayHours.of("09:00", "21:00"))
                    .holidays(HolidayPolicy.IGNORE)
                    .build())
            .addAuthorities(
                new Authority(Role.RECEPTIONIST, cny("50.00"), cny("120.00")),
                new Authority(Role.STORE_MANAGER, cny("300.00"), cny("1000.00")))
            .house(house)
            .build());
  }

  private Crm crm(Program program) {
    return Crm.builder().storage(storage).merchant(LOTUS, program).clock(clock).build();
  }

  private Desk desk(Role role) {
    return crm.desk(Actor.staff(MERCHANT, StaffId.of(role.name()), role));
  }

  private static CustomerId register(Crm crm, String name, String phone) {
    return crm.desk(Actor.system(MERCHANT))
        .customers()
        .register(RegisterCustomer.of(name, phone))
        .orThrow()
        .file()
        .id();
  }

  private static Money cny(String amount) {
    return Money.of(CurrencyUnit.of("CNY"), new BigDecimal(amount));
  }
}
