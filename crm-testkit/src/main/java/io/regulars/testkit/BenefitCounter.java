package io.regulars.testkit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What can be done with benefits: by the library, or by a model. Customers, benefits, visits and
 * uses are known by the order in which they came.
 *
 * <p>What became of a command is told in words: {@code done}, {@code repeated}, or the reason of
 * its refusal.
 */
interface BenefitCounter {

  /** How many customers there are: the first was born, nobody knows when the second was. */
  int CROWD = 2;

  /** From how much standing spend on a customer is gold, in minor units. */
  long GOLD = 1_000;

  /** It was carried out. */
  String DONE = "done";

  /** It had been carried out before. */
  String REPEATED = "repeated";

  /** How somebody stands with a benefit. */
  record Shown(boolean held, long left, Optional<LocalDate> until, Optional<LocalDate> next) {}

  /** Time passes. */
  void pass(Instant now);

  /** A visit for so much in minor units. */
  String visit(int who, long price);

  /** So much of a visit's money comes back. */
  String giveBack(int which, long money);

  /** All of a visit comes back. */
  String takeBack(int which, boolean voiding);

  /** A benefit is used. */
  String use(int who, int benefit);

  /** A benefit is used on a visit, by whoever came. */
  String useOn(int visit, int benefit);

  /** A use is told again. */
  String tellAgain(int use);

  /** A use is given back. */
  String giveUseBack(int use);

  /** The first customer's birthday turns out to be another. */
  void correct(LocalDate born);

  /** The program gives one use more a period, or one less, but at least one. */
  void change(int benefit, boolean more);

  /** How many visits were recorded. */
  int visits();

  /** How many uses there were. */
  int uses();

  /** How somebody stands with every benefit. */
  List<Shown> standings(int who);
}
