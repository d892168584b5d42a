package io.regulars.coupon;

import io.regulars.coupon.CouponQuote.Applied;
import io.regulars.engine.FileDraft;
import io.regulars.engine.Program;
import io.regulars.engine.Refusal;
import io.regulars.ledger.LedgerRules;
import io.regulars.ledger.Take;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Store;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.joda.money.Money;

/**
 * Coupons as a means of payment: all of a visit together, each for exactly what the quote says it
 * takes off, told for the receipt or line by line. A payment that names no coupon, or a program
 * without a {@link CouponPlan}, takes none.
 */
public final class CouponTender {

  private CouponTender() {}

  /**
   * The payments, with one by a coupon for the whole receipt as one for each line that the coupon
   * takes something off, so that what comes back knows what paid it; a gift's is for the line of
   * the gift. All of one coupon are one unit. What does not fit the quote, or the other payments
   * for its lines, stays as it is.
   *
   * @param lines what is sold, at its price
   * @param at when
   */
  public static List<Payment> settled(
      FileDraft draft, List<VisitLine> lines, List<Payment> payments, Store store, Instant at) {
    List<Payment> ours = ours(draft.program(), payments);
    if (ours.isEmpty()) {
      return payments;
    }
    CouponQuote quote = CouponRules.quote(draft, lines, refs(ours), store, at);
    long[] open = open(lines, payments);
    Set<String> taken = new HashSet<>();
    List<Payment> settled = new ArrayList<>();
    for (Payment payment : payments) {
      if (isOurs(draft.program(), payment)) {
        for (Payment part : parts(payment, quote, open)) {
          int units = taken.add(ref(part)) ? 1 : 0;
          settled.add(new Payment(part.kind(), part.amount(), part.line(), units, part.ref()));
        }
      } else {
        settled.add(payment);
      }
    }
    return settled;
  }

  /** What of each line's price no payment is for. */
  private static long[] open(List<VisitLine> lines, List<Payment> payments) {
    long[] open = lines.stream().mapToLong(line -> line.paid().getAmountMinorLong()).toArray();
    for (Payment payment : payments) {
      if (payment.line() > 0) {
        open[payment.line() - 1] -= payment.amount().getAmountMinorLong();
      }
    }
    return open;
  }

  private static List<Payment> parts(Payment payment, CouponQuote quote, long[] open) {
    Optional<Applied> applied =
        quote.applied(ref(payment)).filter(of -> of.off().equals(payment.amount()));
    if (payment.line() > 0 || applied.isEmpty() || !fits(applied.get(), open)) {
      return List.of(payment);
    }
    List<Payment> parts = new ArrayList<>();
    for (int i = 0; i < open.length; i++) {
      Money off = applied.get().byLine().get(i);
      if (off.isPositive() || applied.get().piece() == i + 1) {
        parts.add(new Payment(payment.kind(), off, i + 1, 0, payment.ref()));
        open[i] -= off.getAmountMinorLong();
      }
    }
    return parts;
  }

  private static boolean fits(Applied applied, long[] open) {
    for (int i = 0; i < open.length; i++) {
      if (applied.byLine().get(i).getAmountMinorLong() > open[i]) {
        return false;
      }
    }
    return true;
  }

  /** Spends the visit's coupons; refused if one is not taken, or for another amount. */
  public static Optional<Refusal> pay(FileDraft draft, Visit visit) {
    List<Payment> ours = ours(draft.program(), visit.payments());
    if (ours.isEmpty()) {
      return Optional.empty();
    }
    Store store = draft.merchant().store(visit.store()).orElseThrow();
    CouponQuote quote =
        CouponRules.quote(draft, visit.lines(), refs(ours), store, visit.occurredAt());
    if (!quote.skipped().isEmpty()) {
      return Optional.of(quote.skipped().get(0).refusal());
    }
    for (Applied applied : quote.applied()) {
      Optional<Refusal> refusal = take(draft, visit, of(applied.ref(), ours), applied);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> take(
      FileDraft draft, Visit visit, List<Payment> parts, Applied applied) {
    Money told = Payment.total(parts).orElseThrow();
    for (Payment part : parts) {
      Money off = part.line() == 0 ? applied.off() : applied.byLine().get(part.line() - 1);
      if (!part.amount().equals(off)) {
        return Refusal.of(Reason.COUPON_AMOUNT, applied.ref(), part.amount(), off);
      }
    }
    if (!told.equals(applied.off())) {
      return Refusal.of(Reason.COUPON_AMOUNT, applied.ref(), told, applied.off());
    }
    return LedgerRules.debit(
        draft,
        AccountKind.coupon(applied.type()),
        EntryKind.SPENT,
        1,
        Take.of(applied.ref()),
        Source.visit(visit.id(), parts.get(0).line()),
        Explanation.of("coupon.used", applied.ref(), applied.off().toString()));
  }

  private static List<Payment> ours(Program program, List<Payment> payments) {
    for (Payment payment : payments) {
      if (isOurs(program, payment)) {
        return payments.stream().filter(each -> isOurs(program, each)).toList();
      }
    }
    return List.of();
  }

  /**
   * The coupons' numbers; one that pays more than once, and not for one line each, is there twice.
   */
  private static List<String> refs(List<Payment> ours) {
    List<String> refs = new ArrayList<>();
    for (Payment payment : ours) {
      List<Payment> alike = of(ref(payment), ours);
      boolean byLine =
          alike.stream().mapToInt(Payment::line).filter(line -> line > 0).distinct().count()
              == alike.size();
      if (!byLine || alike.get(0).equals(payment)) {
        refs.add(ref(payment));
      }
    }
    return refs;
  }

  private static List<Payment> of(String ref, List<Payment> ours) {
    return ours.stream().filter(payment -> ref(payment).equals(ref)).toList();
  }

  private static boolean isOurs(Program program, Payment payment) {
    return payment.kind() == PaymentKind.COUPON
        && payment.ref().isPresent()
        && program.plan(CouponPlan.class).isPresent();
  }

  private static String ref(Payment payment) {
    return payment.ref().orElseThrow();
  }
}
