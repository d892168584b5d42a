package io.regulars.examples.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The quickstart's figures calculated from its description alone, day by day for each customer, in
 * whole cents and days. Uses nothing of Regulars, nor the quickstart's own reading of the file.
 */
final class ByHand {

  private static final long REPORT = LocalDate.of(1998, 7, 1).toEpochDay();
  private static final String[] TIERS = {"none", "silver", "gold"};
  private static final long[] FROM_CENTS = {0, 100_00, 300_00};
  private static final long[] TENTHS = {10, 12, 15};

  private final Map<String, Long> figures = new LinkedHashMap<>();

  private ByHand() {
    for (String name :
        List.of(
            "visits",
            "customers",
            "revenue_cents",
            "units",
            "zero",
            "none",
            "silver",
            "gold",
            "NEW",
            "ACTIVE",
            "DORMANT",
            "points_issued",
            "points_expired",
            "points_outstanding",
            "upgrades",
            "downgrades",
            "graces",
            "in_grace",
            "to_active",
            "to_dormant",
            "reactivated")) {
      figures.put(name, 0L);
    }
  }

  private record Sale(String customer, long day, long cds, long cents) {}

  /** The bundled history's first {@code limit} purchases, as the JSON without the seconds. */
  static String json(int limit) throws IOException {
    return json(bundledLines(), limit);
  }

  /** The first {@code limit} purchases of these lines, as the JSON without the seconds. */
  static String json(List<String> lines, int limit) {
    Map<String, List<Sale>> byCustomer = new TreeMap<>();
    lines.stream()
        .map(ByHand::sale)
        .sorted(Comparator.comparingLong(Sale::day))
        .limit(limit)
        .forEach(
            sale ->
                byCustomer
                    .computeIfAbsent(sale.customer(), customer -> new ArrayList<>())
                    .add(sale));
    ByHand byHand = new ByHand();
    byCustomer.values().forEach(byHand::live);
    return byHand.toJson();
  }

  /** The bundled history without its header. */
  static List<String> bundledLines() throws IOException {
    try (InputStream in =
            Objects.requireNonNull(ByHand.class.getResourceAsStream("cdnow/CDNOW_master.txt"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      return lines.lines().skip(1).toList();
    }
  }

  private static Sale sale(String line) {
    LocalDate date = LocalDate.parse(line.substring(7, 15), DateTimeFormatter.BASIC_ISO_DATE);
    return new Sale(
        line.substring(1, 6),
        date.toEpochDay(),
        Long.parseLong(line.substring(15, 18).strip()),
        Long.parseLong(line.substring(18).strip().replace(".", "")));
  }

  /** One customer's life until the report; everything happens at noon. */
  private void live(List<Sale> sales) {
    Map<Long, Long> pointsEnding = new TreeMap<>();
    Map<Long, Long> spendEnding = new TreeMap<>();
    long firstDay = sales.get(0).day();
    long lastDay = firstDay;
    long points = 0;
    long window = 0;
    int tier = 0;
    long graceEnd = Long.MAX_VALUE;
    String stage = "NEW";
    int next = 0;
    for (long day = firstDay; day < REPORT; day++) {
      long ended = pointsEnding.getOrDefault(day, 0L);
      points -= ended;
      count("points_expired", ended);
      window -= spendEnding.getOrDefault(day, 0L);

      int matching = matching(window);
      boolean inGrace = graceEnd != Long.MAX_VALUE;
      if (matching >= tier) {
        graceEnd = Long.MAX_VALUE;
      } else if (!inGrace) {
        graceEnd = day + 30;
        count("graces", 1);
      } else if (day >= graceEnd) {
        tier = matching;
        graceEnd = Long.MAX_VALUE;
        count("downgrades", 1);
      }

      if (stage.equals("NEW") && day >= firstDay + 15) {
        stage = "ACTIVE";
        count("to_active", 1);
      }
      if (stage.equals("ACTIVE") && day >= lastDay + 365) {
        stage = "DORMANT";
        count("to_dormant", 1);
      }

      for (; next < sales.size() && sales.get(next).day() == day; next++) {
        Sale sale = sales.get(next);
        count("visits", 1);
        count("units", sale.cds());
        count("revenue_cents", sale.cents());
        count("zero", sale.cents() == 0 ? 1 : 0);
        long earned = sale.cents() * TENTHS[tier] / 1_000;
        points += earned;
        count("points_issued", earned);
        pointsEnding.merge(day + 365, earned, Long::sum);
        window += sale.cents();
        spendEnding.merge(day + 365, sale.cents(), Long::sum);
        int reached = matching(window);
        if (reached > tier) {
          tier = reached;
          count("upgrades", 1);
        }
        if (reached >= tier) {
          graceEnd = Long.MAX_VALUE;
        }
        lastDay = day;
        if (stage.equals("DORMANT")) {
          stage = "ACTIVE";
          count("reactivated", 1);
        }
      }
    }
    count("customers", 1);
    count(TIERS[tier], 1);
    count(stage, 1);
    count("in_grace", graceEnd == Long.MAX_VALUE ? 0 : 1);
    count("points_outstanding", points);
  }

  private static int matching(long window) {
    int tier = 0;
    while (tier < 2 && window >= FROM_CENTS[tier + 1]) {
      tier++;
    }
    return tier;
  }

  private void count(String name, long more) {
    figures.merge(name, more, Long::sum);
  }

  private String toJson() {
    StringBuilder json = new StringBuilder("{");
    figures.forEach(
        (name, value) -> {
          String group =
              name.equals("none") ? "\"tiers\":{" : name.equals("NEW") ? "\"stages\":{" : "";
          String end = name.equals("gold") || name.equals("DORMANT") ? "}" : "";
          json.append(group)
              .append('"')
              .append(name)
              .append("\":")
              .append(value)
              .append(end)
              .append(',');
        });
    json.setCharAt(json.length() - 1, '}');
    return json.toString();
  }
}
