package io.regulars.spi.ledger;

import io.regulars.spi.Shapes;
import java.util.Set;

/**
 * What an account counts. The constants are the library's; a host adds its own by name, without a
 * schema change.
 *
 * @param code 1 to 96 characters; kinds of one family have its name and a slash before their own:
 *     {@code course/scalp-care}
 */
public record AccountKind(String code) {

  /** Points (积分), whole numbers, spendable. */
  public static final AccountKind POINTS = new AccountKind("points");

  /**
   * Qualifying spend of the tier window, in minor units of the merchant's currency; never spent.
   */
  public static final AccountKind SPEND = new AccountKind("spend");

  /** Growth value (成长值), whole numbers, never spent; decides tiers where the program says so. */
  public static final AccountKind GROWTH = new AccountKind("growth");

  /** Stored value (储值) that was paid for, in minor units of the merchant's currency. */
  public static final AccountKind PRINCIPAL = new AccountKind("principal");

  /** Stored value that was given on top of a payment, in minor units. */
  public static final AccountKind BONUS = new AccountKind("bonus");

  /** Invitations to a survey: one each, until the customer may be asked again; never spent. */
  public static final AccountKind ASKED = new AccountKind("asked");

  private static final Set<String> SPENT = Set.of("points", "principal", "bonus");
  private static final Set<String> TALLIES = Set.of("spend", "growth", "asked");
  private static final String EARNED = "earned";
  private static final String ISSUED = "issued";
  private static final String COURSE = "course";
  private static final String COUPON = "coupon";
  private static final String QUOTA = "quota";
  private static final String TIER = "tier";
  private static final String APPROVED = "approved";

  /** Refuses a blank, padded or over-long code. */
  public AccountKind {
    Shapes.code("AccountKind", code, 96);
  }

  /** The kind of this code. */
  public static AccountKind of(String code) {
    return new AccountKind(code);
  }

  /** Sessions of the service {@code item} on course cards (疗程卡), one lot per card. */
  public static AccountKind course(String item) {
    return new AccountKind(COURSE + "/" + item);
  }

  /** Coupons (优惠券) of a type, one lot each. */
  public static AccountKind coupon(String type) {
    return new AccountKind(COUPON + "/" + type);
  }

  /** Uses left of a benefit in its period. */
  public static AccountKind quota(String benefit) {
    return new AccountKind(QUOTA + "/" + benefit);
  }

  /** Tiers given for a term: one each, on a lot that ends with the term. */
  public static AccountKind tier(String tier) {
    return new AccountKind(TIER + "/" + tier);
  }

  /**
   * The worth of what a person has approved, in minor units; a lot for each month, on a file of the
   * house.
   */
  public static AccountKind approved(String person) {
    return new AccountKind(APPROVED + "/" + person);
  }

  /** How much of {@code kind} was issued to the customer, or, on a file of the house, to all. */
  public static AccountKind issued(AccountKind kind) {
    return new AccountKind(ISSUED + "/" + kind.code());
  }

  /** How much of {@code kind} was earned in a period, so that a cap can hold. */
  public static AccountKind earned(AccountKind kind, String period) {
    return new AccountKind(EARNED + "/" + kind.code() + "/" + period);
  }

  /** Whether this is a {@link #course}. */
  public boolean isCourse() {
    return isOf(COURSE);
  }

  /** Whether this is a {@link #coupon}. */
  public boolean isCoupon() {
    return isOf(COUPON);
  }

  /** Whether this is a {@link #quota}. */
  public boolean isQuota() {
    return isOf(QUOTA);
  }

  /**
   * Whether the account only keeps count of what has happened, so that nothing of it is ever spent
   * or owed: spend, growth, invitations, tiers given, and what was earned, issued and approved.
   */
  public boolean isTally() {
    return TALLIES.contains(code) || isOf(TIER) || isOf(APPROVED) || isOf(EARNED) || isOf(ISSUED);
  }

  /** Whether the library gives this kind no meaning, so that the host may. */
  public boolean isHosts() {
    return !isTally() && !isOf(COURSE) && !isOf(COUPON) && !isOf(QUOTA) && !SPENT.contains(code);
  }

  /** What follows the family and its slash; the whole code of a kind without a family. */
  public String name() {
    return code.substring(code.indexOf('/') + 1);
  }

  private boolean isOf(String family) {
    return code.startsWith(family)
        && code.length() > family.length()
        && code.charAt(family.length()) == '/';
  }

  @Override
  public String toString() {
    return code;
  }
}
