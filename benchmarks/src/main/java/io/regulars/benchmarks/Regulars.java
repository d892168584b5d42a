package io.regulars.benchmarks;

import io.regulars.Desk;
import io.regulars.customer.RegisterCustomer;
import io.regulars.examples.quickstart.CdnowShop;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ExternalId;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.visit.ItemKind;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.RecordVisit;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;

/** Commands as the benchmarks give them. */
final class Regulars {

  private Regulars() {}

  /** Registers {@code count} customers with an external id each. */
  static List<CustomerId> register(Desk desk, int count) {
    List<CustomerId> customers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      CustomerProfile profile =
          CustomerProfile.builder()
              .name("Customer " + i)
              .addExternalIds(ExternalId.of("card", "K-" + i))
              .build();
      RegisterCustomer command =
          RegisterCustomer.builder().profile(profile).key("card/K-" + i).build();
      customers.add(desk.customers().register(command).orThrow().file().id());
    }
    return customers;
  }

  /** A visit of one service, between 20 and 60 dollars. */
  static RecordVisit visit(CustomerId customer, int number, int round) {
    return RecordVisit.builder()
        .customer(customer)
        .store(CdnowShop.STORE)
        .receipt(round + "-" + number)
        .addLines(
            VisitLine.builder()
                .item("cut")
                .kind(ItemKind.SERVICE)
                .paid(Money.ofMinor(CdnowShop.CURRENCY, 2_000 + (number * 7_919L + round) % 4_000))
                .build())
        .build();
  }
}
