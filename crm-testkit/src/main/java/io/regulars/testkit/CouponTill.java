package io.regulars.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What can be done with coupons: by the library, or by a model. Customers and visits are known by
 * the order in which they came, stores by their place.
 *
 * <p>What became of a command is told in words: {@code done}, {@code repeated}, {@code conflict},
 * or the reason of its refusal with what it turns on.
 */
interface CouponTill {

  /** How many customers there are. */
  int CROWD = 2;

  /** What is sold on every visit: massages, an oil, and a comb for nothing; in minor units. */
  long MASSAGES = 1_000;

  /** How many massages. */
  long PIECES = 2;

  /** What the oil costs. */
  long OIL = 600;

  /** It was carried out. */
  String DONE = "done";

  /** It had been carried out before. */
  String REPEATED = "repeated";

  /** Its key was used for something else. */
  String CONFLICT = "conflict";

  /** A coupon somebody has. */
  record Shown(String number, String type, Instant issuedAt, Optional<Instant> endsAt) {}

  /** Time passes. */
  void pass(Instant now);

  /** A coupon is issued; in the days of a store, or of the merchant. */
  String issue(int who, String type, String number, Optional<Integer> store);

  /** A coupon is taken away. */
  String withdraw(int who, String number);

  /** A visit of these three lines, paid by these coupons, the rest in cash. */
  String visit(int who, int store, Set<String> numbers);

  /** Pieces of a line of a visit come back. */
  String giveBack(int which, int line, long pieces);

  /** All of a visit comes back. */
  String takeBack(int which, boolean voiding);

  /** How many visits were recorded. */
  int visits();

  /** The coupons somebody has, the one ending first before all others. */
  List<Shown> coupons(int who);

  /** How many of a type with a limit in all were issued to all, by type. */
  Map<String, Long> issued();
}
