package io.regulars.examples.complaintday;

import io.regulars.examples.complaintday.Part.Move;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The script of a day: what comes in when, and what people will do about it, good or bad. It
 * follows from the seed and the number of cases alone.
 *
 * @param parts the cases, numbered in the order in which they come in
 * @param customers how many customers the chain has
 */
record Plot(List<Part> parts, int customers) {

  /** How many hot baths go cold at once. */
  static final int BOILER = 14;

  /** How often one customer calls about one thing. */
  static final int CALLS = 3;

  /** How many complaints are about the manager of Xuhui. */
  static final int ABOUT_MANAGER = 1;

  /** How many cases every day has, whatever else happens. */
  static final int CERTAIN = BOILER + CALLS + ABOUT_MANAGER;

  private static final List<String> CATEGORIES =
      List.of("booking", "booking", "service", "service", "price", "skin");
  private static final List<String> CHANNELS = List.of("counter", "phone", "wechat", "wechat");
  private static final List<String> ITEMS = List.of("massage", "peeling", "bath", "facial");
  private static final List<String> CAUSES = List.of("training", "planning", "material");

  /** What the day of this seed brings: {@code cases} of them, at least {@link #CERTAIN}. */
  static Plot of(long seed, int cases) {
    return new Writer(new SplittableRandom(seed), Math.max(cases, CERTAIN)).plot();
  }

  Plot {
    parts = List.copyOf(parts);
  }

  /** Writes one script. */
  private static final class Writer {

    private final SplittableRandom chance;
    private final int cases;
    private final int customers;
    private final List<Part> parts = new ArrayList<>();

    Writer(SplittableRandom chance, int cases) {
      this.chance = chance;
      this.cases = cases;
      this.customers = Math.max(CERTAIN + 1, cases * 3 / 4);
    }

    Plot plot() {
      boiler();
      calls();
      aboutManager();
      while (parts.size() < cases) {
        parts.add(ordinary());
      }
      List<Part> inOrder = parts.stream().sorted(Comparator.comparing(Part::opens)).toList();
      List<Part> numbered = new ArrayList<>();
      for (Part part : inOrder) {
        numbered.add(part.numbered(numbered.size() + 1));
      }
      return new Plot(numbered, customers);
    }

    /** At three the boiler of the Bund breaks; the counter answers one guest every two minutes. */
    private void boiler() {
      for (int i = 0; i < BOILER; i++) {
        List<Move> moves = new ArrayList<>();
        moves.add(new Move(Duration.ofMinutes(1 + 2L * i), Step.ACKNOWLEDGE));
        moves.addAll(way(0));
        parts.add(
            new Part(
                0,
                Chain.at("15:00").plusSeconds(10L * i),
                Chain.BUND,
                Optional.of(i),
                "counter",
                "equipment",
                Optional.empty(),
                Optional.of("bath"),
                "boiler",
                stars(),
                moves));
      }
    }

    /** One customer calls three times about one booking; the later calls are merged. */
    private void calls() {
      for (int call = 0; call < CALLS; call++) {
        List<Move> moves = new ArrayList<>();
        if (call == 0) {
          moves.add(new Move(Duration.ofMinutes(10), Step.ACKNOWLEDGE));
          moves.add(new Move(Duration.ofMinutes(90), Step.INVESTIGATE));
          moves.addAll(way(0).subList(1, way(0).size()));
        } else {
          moves.add(new Move(Duration.ofMinutes(5), Step.MERGE));
        }
        parts.add(
            new Part(
                0,
                Chain.at("11:05").plus(Duration.ofMinutes(30L * call)),
                Chain.BUND,
                Optional.of(BOILER),
                "phone",
                "booking",
                Optional.empty(),
                Optional.empty(),
                "planning",
                stars(),
                moves));
      }
    }

    /** A complaint about the manager of Xuhui, who would like to see to it himself. */
    private void aboutManager() {
      List<Move> moves = new ArrayList<>();
      moves.add(new Move(Duration.ofMinutes(12), Step.ACKNOWLEDGE));
      moves.addAll(way(1));
      parts.add(
          new Part(
              0,
              Chain.at("13:20"),
              Chain.XUHUI,
              Optional.of(BOILER + 1),
              "phone",
              "service",
              Optional.of(Chain.staff(Chain.XUHUI, "manager")),
              Optional.empty(),
              "manners",
              stars(),
              moves));
    }

    private Part ordinary() {
      StoreId store = pick(Chain.STORES);
      String category = pick(CATEGORIES);
      boolean known = chance.nextInt(20) > 0;
      return new Part(
          0,
          opening(),
          store,
          known ? Optional.of(CERTAIN + chance.nextInt(customers - CERTAIN)) : Optional.empty(),
          known ? pick(CHANNELS) : "box",
          category,
          category.equals("skin") || chance.nextInt(4) == 0
              ? Optional.of(StaffId.of(store.value() + "-therapist-" + chance.nextInt(1, 4)))
              : Optional.empty(),
          chance.nextInt(3) == 0 ? Optional.empty() : Optional.of(pick(ITEMS)),
          pick(CAUSES),
          stars(),
          moves(known));
    }

    /** One in eight at night, the others while shops are open. */
    private Instant opening() {
      int second =
          chance.nextInt(8) == 0
              ? chance.nextInt(10 * 3_600)
              : 10 * 3_600 + chance.nextInt(11 * 3_600 + 1_800);
      return Chain.at("00:00").plusSeconds(second);
    }

    /** One in eight is never answered, two in eight too late. */
    private List<Move> moves(boolean known) {
      List<Move> moves = new ArrayList<>();
      int luck = chance.nextInt(8);
      if (luck == 0) {
        return moves;
      }
      int minutes = luck <= 2 ? chance.nextInt(16, 70) : chance.nextInt(1, 16);
      moves.add(new Move(Duration.ofMinutes(minutes), Step.ACKNOWLEDGE));
      int way = chance.nextInt(10);
      moves.addAll(way(known ? Math.max(0, way - 5) : 0));
      return moves;
    }

    /** After the first answer: nobody is in a hurry, and the customer is asked in some hours. */
    private List<Move> way(int which) {
      List<Move> moves = new ArrayList<>();
      for (Step step : Step.WAYS.get(which)) {
        boolean asks = step == Step.ASK_CONTENT || step == Step.ASK_NOT_CONTENT;
        int minutes = asks ? chance.nextInt(120, 360) : chance.nextInt(1, 35);
        moves.add(new Move(Duration.ofMinutes(minutes), step));
      }
      return moves;
    }

    private int stars() {
      return chance.nextInt(3, 6);
    }

    private <T> T pick(List<T> from) {
      return from.get(chance.nextInt(from.size()));
    }
  }
}
