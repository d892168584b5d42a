package io.regulars.storedvalue;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Refusal;
import io.regulars.ledger.LedgerRules;
import io.regulars.ledger.OfflinePlan;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stored value as a means of payment. The till names the amount; the program says which part of it
 * the principal pays and which the bonus, and each part is a payment of its own, of as many units
 * as minor units, so that a return gives back exactly.
 */
public final class StoredValueTender {

  private StoredValueTender() {}

  /**
   * The payments with those by stored value split into principal and bonus; as they are if the
   * program has no stored value. What the till itself takes from the bonus stays the bonus's.
   */
  public static List<Payment> settled(FileDraft draft, List<Payment> payments) {
    Optional<StoredValuePlan> plan = draft.program().plan(StoredValuePlan.class);
    if (plan.isEmpty() || payments.stream().noneMatch(StoredValueTender::isStored)) {
      return payments;
    }
    long principal = draft.account(AccountKind.PRINCIPAL).available();
    long bonus =
        Math.max(
            0, draft.account(AccountKind.BONUS).available() - total(payments, PaymentKind.BONUS));
    List<Payment> settled = new ArrayList<>();
    for (Payment payment : payments) {
      if (payment.kind() == PaymentKind.STORED_VALUE) {
        long amount = payment.amount().getAmountMinorLong();
        long part = StoredValueRules.principalPart(plan.get().order(), amount, principal, bonus);
        principal = Math.max(0, principal - part);
        bonus -= amount - part;
        add(settled, draft, payment, PaymentKind.STORED_VALUE, part);
        add(settled, draft, payment, PaymentKind.BONUS, amount - part);
      } else if (payment.kind() == PaymentKind.BONUS) {
        add(settled, draft, payment, PaymentKind.BONUS, payment.amount().getAmountMinorLong());
      } else {
        settled.add(payment);
      }
    }
    return settled;
  }

  private static boolean isStored(Payment payment) {
    return payment.kind() == PaymentKind.STORED_VALUE || payment.kind() == PaymentKind.BONUS;
  }

  private static void add(
      List<Payment> settled, FileDraft draft, Payment payment, PaymentKind kind, long part) {
    if (part > 0) {
      settled.add(
          new Payment(
              kind, StoredValueRules.money(draft, part), payment.line(), part, payment.ref()));
    }
  }

  private static long total(List<Payment> payments, PaymentKind kind) {
    return payments.stream()
        .filter(payment -> payment.kind() == kind)
        .mapToLong(payment -> payment.amount().getAmountMinorLong())
        .sum();
  }

  /**
   * Refused, before anything is taken, unless all payments by stored value together can be; of a
   * visit told late the principal may be overdrawn as {@link OfflinePlan} allows.
   */
  public static Optional<Refusal> covered(FileDraft draft, Visit visit) {
    if (draft.program().plan(StoredValuePlan.class).isEmpty()) {
      return Optional.empty();
    }
    long principal = draft.account(AccountKind.PRINCIPAL).available();
    long bonus = draft.account(AccountKind.BONUS).available();
    long ofPrincipal = total(visit.payments(), PaymentKind.STORED_VALUE);
    long ofBonus = total(visit.payments(), PaymentKind.BONUS);
    long overdraft =
        OfflinePlan.overdraft(draft, visit, AccountKind.PRINCIPAL)
            - draft.account(AccountKind.PRINCIPAL).deficit();
    if (ofPrincipal <= principal + Math.max(0, overdraft) && ofBonus <= bonus) {
      return Optional.empty();
    }
    return Refusal.of(
        Reason.STORED_VALUE_TOO_LOW,
        StoredValueRules.money(draft, ofPrincipal + ofBonus),
        StoredValueRules.money(draft, principal),
        StoredValueRules.money(draft, bonus));
  }

  /** Spends a part that was settled and is {@link #covered}. */
  public static Optional<Refusal> pay(FileDraft draft, Visit visit, Payment payment) {
    if (draft.program().plan(StoredValuePlan.class).isEmpty() || payment.units() == 0) {
      return Optional.empty();
    }
    boolean bonus = payment.kind() == PaymentKind.BONUS;
    AccountKind account = bonus ? AccountKind.BONUS : AccountKind.PRINCIPAL;
    return LedgerRules.debitOverdrawn(
        draft,
        account,
        payment.units(),
        OfflinePlan.overdraft(draft, visit, account),
        Source.visit(visit.id(), payment.line()),
        Explanation.of(
            bonus ? "stored-value.bonus-paid" : "stored-value.paid", payment.amount().toString()));
  }
}
