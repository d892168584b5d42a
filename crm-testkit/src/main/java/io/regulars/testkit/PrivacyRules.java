package io.regulars.testkit;

import static io.regulars.testkit.Salon.sale;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.regulars.customer.ImmutableRegisterCustomer;
import io.regulars.customer.RegisterCustomer;
import io.regulars.customer.UpdateCustomer;
import io.regulars.engine.Answer;
import io.regulars.spi.CrmException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ExternalId;
import io.regulars.spi.PhoneNumber;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.customer.Birthday;
import io.regulars.spi.customer.Consent;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.ImmutableCustomerProfile;
import io.regulars.spi.outbox.DeliveryStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** E65x: what a customer is called, reached by or born on is in no message and no toString. */
interface PrivacyRules extends CrmRules {

  /** What must not be read anywhere. */
  List<String> SECRETS =
      List.of(
          "王小明",
          "13800138001",
          "138-0013-8001",
          "13900139001",
          "Nanjing Road",
          "1990",
          "pilot",
          "owes a favour",
          "o-secret-openid");

  @Test
  default void required_E651_no_toString_tells_personal_data() {
    Salon salon = salon();
    List<Object> seen = new ArrayList<>();
    RegisterCustomer command = command("13800138001");
    seen.add(command);
    Answer registered = salon.desk().customers().register(command).orThrow();
    seen.add(registered);
    CustomerId customer = registered.file().id();
    seen.add(salon.desk().customers().find(customer).orElseThrow());
    UpdateCustomer update =
        UpdateCustomer.builder()
            .customer(customer)
            .profile(profile().withRegion("Pudong"))
            .addPhones("13900139001")
            .basedOn(salon.books(customer).file().profile())
            .build();
    seen.add(update);
    seen.add(salon.desk().customers().update(update).orThrow());
    seen.add(salon.pays(customer, "R-1", "1000.00"));
    seen.add(salon.storage().messages(Salon.LOTUS, DeliveryStatus.PENDING, 10));
    salon.crm().deliver();
    seen.add(salon.sms().shown());
    seen.add(salon.sms());
    seen.add(salon.books(customer));
    seen.add(salon.storage().receipt(Salon.LOTUS, "register/k"));
    seen.add(salon.crm());
    seen.add(salon.desk());
    seen.forEach(PrivacyRules::assertTellsNothing);
  }

  @Test
  default void required_E652_no_exception_and_no_rejection_tells_personal_data() {
    Salon salon = salon();
    CustomerId customer =
        salon.desk().customers().register(command("13800138001")).orThrow().file().id();
    CustomerId bob = salon.member("Bob", "13800138002");
    List<Executable> wrongs =
        List.of(
            () -> salon.desk().customers().register(command("138001380012345")),
            () ->
                salon
                    .desk()
                    .customers()
                    .register(
                        ImmutableRegisterCustomer.copyOf(command("13800138001"))
                            .withProfile(profile().withName("王小明".repeat(100)))
                            .withKey("k2")),
            () ->
                salon
                    .desk()
                    .customers()
                    .register(
                        ImmutableRegisterCustomer.copyOf(command("13900139001"))
                            .withProfile(profile().withAddress("Nanjing Road".repeat(100)))),
            () -> salon.desk().customers().register(command("13900139001")),
            () ->
                salon
                    .desk()
                    .customers()
                    .register(RegisterCustomer.of("王小明", "13800138001"))
                    .orThrow(),
            () ->
                salon
                    .desk()
                    .customers()
                    .update(
                        UpdateCustomer.builder()
                            .customer(customer)
                            .profile(profile())
                            .basedOn(profile().withName("other"))
                            .build()),
            () ->
                salon
                    .desk()
                    .customers()
                    .update(UpdateCustomer.builder().customer(bob).profile(profile()).build())
                    .orThrow(),
            () -> salon.redeems(customer, 10, "k").orThrow(),
            () -> PhoneNumber.of("13800138001"),
            () -> salon.desk().visits().record(sale(customer, " ", "1.00")));
    for (Executable wrong : wrongs) {
      CrmException e = assertThrows(CrmException.class, wrong);
      for (Throwable t = e; t != null; t = t.getCause()) {
        assertTellsNothing(t);
      }
    }
  }

  private static RegisterCustomer command(String phone) {
    return RegisterCustomer.builder().profile(profile()).addPhones(phone).key("k").build();
  }

  private static ImmutableCustomerProfile profile() {
    return ImmutableCustomerProfile.copyOf(
        CustomerProfile.builder()
            .name("王小明")
            .birthday(Birthday.solar(1990, 5, 1))
            .address("Nanjing Road 1")
            .occupation("pilot")
            .creditNote("owes a favour")
            .addExternalIds(ExternalId.of("wechat", "o-secret-openid"))
            .addConsents(Consent.to(ChannelKind.SMS))
            .build());
  }

  private static void assertTellsNothing(Object seen) {
    String told = seen.toString();
    SECRETS.forEach(secret -> assertFalse(told.contains(secret), () -> secret + " in " + told));
  }
}
