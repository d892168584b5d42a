package io.regulars.testkit;

import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.SHOP;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.benefit.Benefit;
import io.regulars.benefit.BenefitPlan;
import io.regulars.benefit.Every;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.engine.Program;
import io.regulars.ledger.Granularity;
import io.regulars.ledger.LotTerm;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Rejection;
import io.regulars.spi.Role;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.storedvalue.ImmutableRefundStoredValue;
import io.regulars.storedvalue.ImmutableStoredValuePlan;
import io.regulars.storedvalue.RefundStoredValue;
import io.regulars.storedvalue.Rung;
import io.regulars.storedvalue.SpendOrder;
import io.regulars.storedvalue.StoredValue;
import io.regulars.storedvalue.StoredValuePlan;
import io.regulars.storedvalue.TopUp;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The salon with stored value and benefits: charge 1,000 get 100, charge 5,000 get 600, the bonus
 * for three months to the end of the month; two image designs a year for gold, a gift in the month
 * of the birthday for silver and gold.
 */
final class Club {

  private final Salon salon;
  private final Program program;
  private final Crm crm;

  /** With this stored value. */
  Club(Salon salon, StoredValuePlan storedValue) {
    this.salon = salon;
    this.program =
        Program.of(
            "2026-club",
            Salon.points().build(),
            Salon.tiers().build(),
            Salon.stages(),
            storedValue,
            BenefitPlan.builder()
                .addBenefits(
                    Benefit.of("image-design", 2, Every.YEAR, "gold"),
                    Benefit.of("birthday-gift", 1, Every.BIRTHDAY_MONTH, "silver", "gold"),
                    Benefit.of("facial", 1, Every.ANNIVERSARY, "none", "silver", "gold"))
                .build());
    this.crm = builder().build();
  }

  /** With proportional spending. */
  Club(Salon salon) {
    this(salon, storedValue().build());
  }

  /** Its stored value. */
  static ImmutableStoredValuePlan.Builder storedValue() {
    return StoredValuePlan.builder()
        .addLadder(
            new Rung(yuan("1000.00"), yuan("100.00")), new Rung(yuan("5000.00"), yuan("600.00")))
        .bonusTerm(LotTerm.of(Period.ofMonths(3), Granularity.MONTH))
        .order(SpendOrder.PROPORTIONAL);
  }

  /** A builder of the library on the salon's storage, with its clock. */
  Crm.Builder builder() {
    return Crm.builder()
        .storage(salon.storage())
        .merchant(Salon.merchant(), program)
        .clock(salon.clock());
  }

  /** The desk of head office. */
  Desk desk() {
    return desk(Role.HEAD_OFFICE);
  }

  /** A desk. */
  Desk desk(Role role) {
    return Salon.desk(crm, role);
  }

  /** A top-up. */
  static TopUp topUp(CustomerId customer, String number, String amount) {
    return TopUp.builder()
        .customer(customer)
        .store(SHOP)
        .number(number)
        .amount(yuan(amount))
        .means(PaymentKind.CARD)
        .build();
  }

  /** Tops up. */
  Answer tops(CustomerId customer, String number, String amount) {
    return desk().storedValue().topUp(topUp(customer, number, amount)).orThrow();
  }

  /** Pays a massage by stored value. */
  Answer pays(CustomerId customer, String receipt, String amount) {
    return desk()
        .visits()
        .record(
            Salon.sale(customer, receipt, amount)
                .withPayments(Payment.of(PaymentKind.STORED_VALUE, yuan(amount))))
        .orThrow();
  }

  /** A refund of all that is unused. */
  static ImmutableRefundStoredValue refund(CustomerId customer, String key) {
    return (ImmutableRefundStoredValue)
        RefundStoredValue.builder().customer(customer).reason("moves away").key(key).build();
  }

  /** Fails unless so much can be used, principal and bonus. */
  void assertStored(CustomerId customer, String principal, String bonus) {
    StoredValue stored = desk().storedValue().balance(customer);
    assertEquals(
        List.of(yuan(principal), yuan(bonus)), List.of(stored.principal(), stored.bonus()));
  }

  /** Fails unless the rules refuse the command with these figures in both languages. */
  void assertRefused(
      Rejection.Reason reason, Function<Desk, Outcome<Answer>> command, String... figures) {
    for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      Dump before = salon.dump();
      Desk desk = Salon.desk(builder().language(language).build(), Role.HEAD_OFFICE);
      Rejection rejection =
          command
              .apply(desk)
              .refusal()
              .orElseThrow(() -> new AssertionError("not refused for " + reason));
      before.assertUnchanged(salon.storage(), LOTUS);
      assertEquals(reason, rejection.reason());
      assertEquals(List.of(figures), rejection.figures());
      Expect.assertSaid(rejection.message(), language, figures);
    }
  }

  /** Fails unless the customer's books are in order, and every line has words. */
  void assertInOrder(CustomerId customer) {
    salon.requireSound(customer);
    for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      salon.books(customer).entries().stream()
          .map(entry -> desk().texts(language).explain(entry.explanation()))
          .forEach(words -> assertEquals(-1, words.indexOf("rule."), words));
    }
  }
}
