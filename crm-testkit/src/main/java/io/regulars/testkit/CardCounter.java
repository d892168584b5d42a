package io.regulars.testkit;

import io.regulars.ledger.LotTerm;
import io.regulars.spi.Rejection.Reason;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * What can be done with course cards of two services: by the library, or by a model. Customers,
 * visits and rewards are known by the order in which they came.
 */
interface CardCounter {

  /** How many customers there are; the first one's family is the second. */
  int CROWD = 2;

  /**
   * What became of a command.
   *
   * @param refused why nothing was done, if so
   * @param money what was paid back for it, or went over, in minor units
   */
  record Deal(Optional<Reason> refused, long money) {

    /** Nothing to be done, or no money moved. */
    static final Deal DONE = new Deal(Optional.empty(), 0);

    static Deal refused(Reason reason) {
      return new Deal(Optional.of(reason), 0);
    }
  }

  /**
   * Somebody's cards of a service.
   *
   * @param who whose
   * @param item the service
   */
  record Rack(int who, String item) {}

  /**
   * A line of a visit, paid by sessions alone.
   *
   * @param item the service
   * @param pieces how many pieces
   * @param price in minor units
   * @param parts what pays it
   */
  record Line(String item, long pieces, long price, List<Part> parts) {

    long sessions() {
      return parts.stream().mapToLong(Part::sessions).sum();
    }

    /** What each part pays of the price, in minor units; the last has the rest. */
    List<Long> amounts() {
      List<Long> amounts = new ArrayList<>();
      long rest = price;
      for (Part part : parts.subList(0, parts.size() - 1)) {
        long amount = price * part.sessions() / sessions();
        amounts.add(amount);
        rest -= amount;
      }
      amounts.add(rest);
      return amounts;
    }

    /** How many of the sessions pay none of the price. */
    long unpaid() {
      List<Long> amounts = amounts();
      return IntStream.range(0, parts.size())
          .filter(place -> amounts.get(place) == 0)
          .mapToLong(place -> parts.get(place).sessions())
          .sum();
    }
  }

  /**
   * A part of a line.
   *
   * @param ref the card or booking that pays; empty: whichever card is to be used first
   * @param sessions how many
   */
  record Part(Optional<String> ref, long sessions) {}

  /** An open card, as anybody sees it. */
  record Shown(
      String number,
      long sessions,
      long left,
      long reserved,
      long frozen,
      long each,
      Instant soldAt,
      Optional<Instant> endsAt,
      Optional<Instant> nextDue) {}

  /** Time passes. */
  void pass(Instant now);

  /** A card for so much in minor units; as the program says without a term. */
  Deal sell(Rack rack, String card, long sessions, long price, Optional<LotTerm> term);

  /** A card of {@link CardLaws#GIVEN} sessions for points, of which there are enough. */
  Deal reward(Rack rack, String card);

  /** That reward is given back. */
  Deal cancelReward(int which);

  /** Sessions for a booking. */
  Deal reserve(
      Rack rack, String booking, long sessions, Optional<String> card, Optional<Instant> until);

  /** The customer cancels a booking. */
  Deal cancel(int who, String booking, Instant appointment);

  /** The customer does not come. */
  Deal noShow(int who, String booking);

  /** The shop cancels a booking. */
  Deal release(int who, String booking);

  /** A visit of somebody, paid by cards of the owner. */
  Deal visit(int who, int owner, List<Line> lines);

  /** Pieces of a line of a visit come back, at their price unless told. */
  Deal giveBack(int which, int line, long pieces, Optional<Long> money);

  /** All of a visit comes back. */
  Deal takeBack(int which, boolean voiding);

  /** Unused sessions are paid back; all unless told. */
  Deal refund(Rack rack, String card, Optional<Long> sessions);

  /** A card is frozen. */
  Deal freeze(Rack rack, String card, Optional<Instant> until);

  /** A card is thawed. */
  Deal thaw(Rack rack, String card);

  /** A card ends so much later. */
  Deal extend(Rack rack, String card, Period by);

  /** A card ends then. */
  Deal extend(Rack rack, String card, Instant until);

  /** A card goes over to another customer. */
  Deal transfer(Rack rack, int other, String card);

  /** How many lines each visit had that was recorded. */
  List<Integer> visits();

  /** How many rewards were given. */
  int rewards();

  /** The open cards of a service, the first to be used first. */
  List<Shown> cards(Rack rack);

  /** What is reserved, by booking, of all services. */
  SortedMap<String, Long> booked(int who);

  /** What was paid for all that is unused, in minor units: what would be paid back for it. */
  long worth();

  /** How many sessions of all customers ended unused between two instants. */
  long ended(Instant from, Instant to);
}
