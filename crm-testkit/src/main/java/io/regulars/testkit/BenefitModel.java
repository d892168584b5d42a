package io.regulars.testkit;

import io.regulars.benefit.Benefit;
import io.regulars.benefit.Every;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Benefits as docs/ledger.md tells of them: a list of uses, counted anew for every question. */
final class BenefitModel implements BenefitCounter {

  /** A visit, and what of it stands. */
  private static final class Sale {
    private final int who;
    private long stands;
    private Optional<Boolean> voided = Optional.empty();

    Sale(int who, long price) {
      this.who = who;
      this.stands = price;
    }
  }

  /** One use, of the period that begins on a day. */
  private static final class Use {
    private final int who;
    private final int benefit;
    private final LocalDate period;
    private final long given;
    private final Optional<Sale> visit;
    private boolean stands = true;
    private boolean givenBack;

    Use(int who, int benefit, LocalDate period, long given, Optional<Sale> visit) {
      this.who = who;
      this.benefit = benefit;
      this.period = period;
      this.given = given;
      this.visit = visit;
    }
  }

  /** Some days; the end is the day after the last. */
  private record Days(LocalDate first, LocalDate end) {}

  private final List<Benefit> benefits;
  private final long[] quotas;
  private final ZoneId zone;
  private final LocalDate joined;
  private LocalDate born;
  private final List<Sale> sales = new ArrayList<>();
  private final List<Use> uses = new ArrayList<>();
  private Instant now;

  BenefitModel(BenefitLaws.Round round) {
    this.benefits = round.benefits();
    this.quotas = benefits.stream().mapToLong(Benefit::uses).toArray();
    this.zone = round.tenant().merchant().zone();
    this.joined = round.start().atZone(zone).toLocalDate();
    this.born = round.born();
    this.now = round.start();
  }

  @Override
  public void pass(Instant at) {
    now = at;
  }

  @Override
  public String visit(int who, long price) {
    sales.add(new Sale(who, price));
    return DONE;
  }

  @Override
  public String giveBack(int which, long money) {
    Sale sale = sales.get(which);
    if (sale.stands == 0) {
      return "VISIT_ALREADY_TAKEN_BACK";
    }
    if (money > sale.stands) {
      return "RETURN_EXCEEDS";
    }
    sale.stands -= money;
    restore(sale);
    return DONE;
  }

  @Override
  public String takeBack(int which, boolean voiding) {
    Sale sale = sales.get(which);
    if (sale.voided.filter(before -> before == voiding).isPresent()) {
      return REPEATED;
    }
    if (sale.stands == 0) {
      return "VISIT_ALREADY_TAKEN_BACK";
    }
    sale.voided = Optional.of(voiding);
    sale.stands = 0;
    restore(sale);
    return DONE;
  }

  /** When nothing of a visit stands, no use of it does. */
  private void restore(Sale sale) {
    for (Use use : uses) {
      use.stands = use.stands && (sale.stands > 0 || use.visit.filter(sale::equals).isEmpty());
    }
  }

  @Override
  public String use(int who, int benefit) {
    return use(who, benefit, Optional.empty());
  }

  @Override
  public String useOn(int visit, int benefit) {
    Sale sale = sales.get(visit);
    return sale.stands == 0
        ? "VISIT_ALREADY_TAKEN_BACK"
        : use(sale.who, benefit, Optional.of(sale));
  }

  private String use(int who, int benefit, Optional<Sale> visit) {
    if (!held(who, benefit)) {
      return "BENEFIT_NOT_HELD";
    }
    Optional<Days> period = period(who, benefit, today());
    if (period.isEmpty()) {
      return who == 0 ? "BENEFIT_NOT_NOW" : "BIRTHDAY_UNKNOWN";
    }
    LocalDate first = period.get().first();
    if (left(who, benefit, first) == 0) {
      return "BENEFIT_USED_UP";
    }
    uses.add(new Use(who, benefit, first, gives(who, benefit, first), visit));
    return DONE;
  }

  @Override
  public String tellAgain(int use) {
    return REPEATED;
  }

  @Override
  public String giveUseBack(int which) {
    Use use = uses.get(which);
    if (use.givenBack) {
      return REPEATED;
    }
    if (!use.stands) {
      return "BENEFIT_GIVEN_BACK";
    }
    use.stands = false;
    use.givenBack = true;
    return DONE;
  }

  @Override
  public void correct(LocalDate day) {
    born = day;
  }

  @Override
  public void change(int benefit, boolean more) {
    quotas[benefit] = Math.max(1, quotas[benefit] + (more ? 1 : -1));
  }

  private LocalDate today() {
    return now.atZone(zone).toLocalDate();
  }

  private boolean held(int who, int benefit) {
    long spend =
        sales.stream().filter(sale -> sale.who == who).mapToLong(sale -> sale.stands).sum();
    String tier = spend >= GOLD ? "gold" : "none";
    return benefits.get(benefit).tiers().stream().anyMatch(code -> code.value().equals(tier));
  }

  private List<Use> uses(int who, int benefit) {
    return uses.stream().filter(use -> use.who == who && use.benefit == benefit).toList();
  }

  /** What was given for a period that begins on a day. */
  private long given(int who, int benefit, LocalDate first) {
    return uses(who, benefit).stream()
        .filter(use -> use.period.equals(first))
        .mapToLong(use -> use.given)
        .max()
        .orElse(0);
  }

  /**
   * What the program gives for a period, or gave when the benefit was used in it; less what it gave
   * for another birthday within eleven months.
   */
  private long gives(int who, int benefit, LocalDate first) {
    long others =
        uses(who, benefit).stream()
            .map(use -> use.period)
            .distinct()
            .filter(period -> !period.equals(first))
            .filter(period -> isBirthday(benefit) && today().isBefore(period.plusMonths(11)))
            .mapToLong(period -> given(who, benefit, period))
            .sum();
    return Math.max(given(who, benefit, first), quotas[benefit] - others);
  }

  private boolean isBirthday(int benefit) {
    Every every = benefits.get(benefit).every();
    return every == Every.BIRTHDAY || every == Every.BIRTHDAY_MONTH;
  }

  private long left(int who, int benefit, LocalDate first) {
    return gives(who, benefit, first)
        - uses(who, benefit).stream().filter(use -> use.stands && use.period.equals(first)).count();
  }

  /** The period a day is in, if it is in one. */
  private Optional<Days> period(int who, int benefit, LocalDate day) {
    LocalDate month = day.withDayOfMonth(1);
    Every every = benefits.get(benefit).every();
    return switch (every) {
      case MONTH -> Optional.of(new Days(month, month.plusMonths(1)));
      case YEAR -> Optional.of(new Days(day.withDayOfYear(1), day.withDayOfYear(1).plusYears(1)));
      case ANNIVERSARY -> {
        int years = day.getYear() - joined.getYear();
        int began = joined.plusYears(years).isAfter(day) ? years - 1 : years;
        yield Optional.of(new Days(joined.plusYears(began), joined.plusYears(began + 1)));
      }
      case BIRTHDAY_MONTH ->
          who == 0 && day.getMonth() == born.getMonth()
              ? Optional.of(new Days(month, month.plusMonths(1)))
              : Optional.empty();
      case BIRTHDAY ->
          who == 0 && day.equals(born.withYear(day.getYear()))
              ? Optional.of(new Days(day, day.plusDays(1)))
              : Optional.empty();
    };
  }

  @Override
  public int visits() {
    return sales.size();
  }

  @Override
  public int uses() {
    return uses.size();
  }

  @Override
  public List<Shown> standings(int who) {
    return IntStream.range(0, benefits.size()).mapToObj(benefit -> standing(who, benefit)).toList();
  }

  private Shown standing(int who, int benefit) {
    Optional<Days> period = period(who, benefit, today());
    boolean held = held(who, benefit);
    LocalDate from = period.map(Days::end).orElse(today());
    return new Shown(
        held,
        held ? period.map(days -> left(who, benefit, days.first())).orElse(0L) : 0,
        period.map(Days::end),
        from.datesUntil(from.plusDays(370))
            .filter(day -> period(who, benefit, day).isPresent())
            .findFirst());
  }
}
