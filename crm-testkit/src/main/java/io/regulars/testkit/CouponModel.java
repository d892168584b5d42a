package io.regulars.testkit;

import io.regulars.coupon.CouponPlan;
import io.regulars.coupon.CouponType;
import io.regulars.coupon.CouponValue;
import io.regulars.spi.Merchant;
import io.regulars.spi.Store;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Coupons as docs/ledger.md tells of them: pieces of paper, each in one place at any moment. */
final class CouponModel implements CouponTill {

  /** The line of the one comb. */
  private static final List<Integer> COMB = List.of(3);

  private enum Place {
    PURSE,
    VISIT,
    GONE
  }

  /** One coupon. */
  private static final class Paper {
    private final int who;
    private final CouponType type;
    private final String number;
    private final Optional<Integer> store;
    private final Instant issuedAt;
    private final LocalDate day;
    private final int order;
    private Optional<Instant> end;
    private Place place = Place.PURSE;

    Paper(
        int who,
        CouponType type,
        String number,
        Optional<Integer> store,
        Instant issuedAt,
        LocalDate day,
        int order,
        Optional<Instant> end) {
      this.who = who;
      this.type = type;
      this.number = number;
      this.store = store;
      this.issuedAt = issuedAt;
      this.day = day;
      this.order = order;
      this.end = end;
    }

    private Instant lasts() {
      return end.orElse(Instant.MAX);
    }
  }

  /** A visit, the coupons it took, and what has come back of it. */
  private static final class Sale {
    private final int store;
    private final List<Paper> taken;
    private final long[] back = new long[3];
    private Optional<Boolean> voided = Optional.empty();

    Sale(int store, List<Paper> taken) {
      this.store = store;
      this.taken = taken;
    }

    private boolean isBack(int line) {
      return back[line - 1] == pieces(line);
    }

    private boolean isOver() {
      return isBack(1) && isBack(2) && isBack(3);
    }
  }

  private final Merchant merchant;
  private final List<CouponType> types;
  private final Period restoredFor;
  private final LocalDate joined;
  private final List<Paper> papers = new ArrayList<>();
  private final List<Sale> sales = new ArrayList<>();
  private Instant now;

  CouponModel(CouponLifeLaws.Book book) {
    this.merchant = book.tenant().merchant();
    CouponPlan plan = book.plan();
    this.types = plan.types();
    this.restoredFor = plan.restoredFor();
    this.joined = book.start().atZone(merchant.zone()).toLocalDate();
    this.now = book.start();
  }

  private static long pieces(int line) {
    return line == 1 ? PIECES : 1;
  }

  @Override
  public void pass(Instant at) {
    now = at;
    for (Paper paper : papers) {
      if (paper.place == Place.PURSE && !paper.lasts().isAfter(now)) {
        paper.place = Place.GONE;
      }
    }
  }

  private ZoneId zone(Optional<Integer> store) {
    return store.map(merchant.stores()::get).map(Store::zone).orElse(merchant.zone());
  }

  @Override
  public String issue(int who, String code, String number, Optional<Integer> store) {
    Optional<Paper> same = papers.stream().filter(p -> p.number.equals(number)).findFirst();
    if (same.isPresent()) {
      Paper first = same.get();
      boolean alike =
          first.who == who && first.type.code().equals(code) && first.store.equals(store);
      return alike ? REPEATED : CONFLICT;
    }
    CouponType type =
        types.stream().filter(known -> known.code().equals(code)).findFirst().orElseThrow();
    LocalDate day = now.atZone(zone(store)).toLocalDate();
    Predicate<Paper> alike = paper -> paper.type.equals(type);
    Predicate<Paper> his = alike.and(paper -> paper.who == who);
    if (type.limitInAll().isPresent() && count(alike) >= type.limitInAll().getAsLong()) {
      return "COUPON_LIMIT IN_ALL";
    }
    if (type.limitPerCustomer().isPresent() && count(his) >= type.limitPerCustomer().getAsLong()) {
      return "COUPON_LIMIT PER_CUSTOMER";
    }
    if (type.limitPerDay().isPresent()
        && count(his.and(paper -> paper.day.equals(day))) >= type.limitPerDay().getAsLong()) {
      return "COUPON_LIMIT PER_DAY";
    }
    Optional<Instant> end = type.term().endsAt(now, zone(store), joined);
    papers.add(new Paper(who, type, number, store, now, day, papers.size(), end));
    return DONE;
  }

  private long count(Predicate<Paper> which) {
    return papers.stream().filter(which).count();
  }

  private Optional<Paper> held(int who, String number) {
    return papers.stream()
        .filter(paper -> paper.who == who && paper.number.equals(number))
        .filter(paper -> paper.place == Place.PURSE)
        .findFirst();
  }

  @Override
  public String withdraw(int who, String number) {
    Optional<Paper> paper = held(who, number);
    paper.ifPresent(taken -> taken.place = Place.GONE);
    return paper.isPresent() ? DONE : "COUPON_REFUSED NOT_THERE";
  }

  @Override
  public String visit(int who, int store, Set<String> numbers) {
    if (numbers.stream().anyMatch(number -> held(who, number).isEmpty())) {
      return "COUPON_REFUSED NOT_THERE";
    }
    List<Paper> shown =
        numbers.stream()
            .map(number -> held(who, number).orElseThrow())
            .sorted(
                Comparator.comparingInt((Paper paper) -> paper.type.rank())
                    .thenComparing(Paper::lasts)
                    .thenComparing(paper -> paper.order))
            .toList();
    List<Paper> taken = new ArrayList<>();
    for (Paper paper : shown) {
      if (!taken.isEmpty() && (paper.type.exclusive() || taken.get(0).type.exclusive())) {
        return "COUPON_REFUSED NOT_JOINT";
      }
      if (taken.stream().filter(other -> other.type.equals(paper.type)).count()
          >= paper.type.perVisit()) {
        return "COUPON_REFUSED PER_VISIT";
      }
      if (paid(paper.type).equals(COMB)
          && taken.stream().anyMatch(p -> paid(p.type).equals(COMB))) {
        return "COUPON_REFUSED NO_ITEM";
      }
      taken.add(paper);
    }
    taken.forEach(paper -> paper.place = Place.VISIT);
    sales.add(new Sale(store, taken));
    return DONE;
  }

  @Override
  public String giveBack(int which, int line, long pieces) {
    Sale sale = sales.get(which);
    if (sale.isOver()) {
      return "VISIT_ALREADY_TAKEN_BACK";
    }
    if (sale.back[line - 1] + pieces > pieces(line)) {
      return "RETURN_EXCEEDS";
    }
    sale.back[line - 1] += pieces;
    restore(sale);
    return DONE;
  }

  @Override
  public String takeBack(int which, boolean voiding) {
    Sale sale = sales.get(which);
    if (sale.voided.isPresent() && sale.voided.get() == voiding) {
      return REPEATED;
    }
    if (sale.isOver()) {
      return "VISIT_ALREADY_TAKEN_BACK";
    }
    sale.voided = Optional.of(voiding);
    sale.back[0] = PIECES;
    sale.back[1] = 1;
    sale.back[2] = 1;
    restore(sale);
    return DONE;
  }

  /** A coupon comes back with all that it paid. */
  private void restore(Sale sale) {
    for (Paper paper : List.copyOf(sale.taken)) {
      if (paid(paper.type).stream().allMatch(sale::isBack)) {
        sale.taken.remove(paper);
        comeBack(paper, merchant.stores().get(sale.store).zone());
      }
    }
  }

  /** The lines a coupon pays: massages, oil and comb. */
  private static List<Integer> paid(CouponType type) {
    if (type.value() instanceof CouponValue.Gift) {
      return COMB;
    }
    if (type.value() instanceof CouponValue.FreeService) {
      return List.of(1);
    }
    return type.items().isEmpty() ? List.of(1, 2) : List.of(2);
  }

  private void comeBack(Paper paper, ZoneId zone) {
    paper.place = Place.PURSE;
    if (!paper.lasts().isAfter(now)) {
      if (restoredFor.isZero()) {
        paper.place = Place.GONE;
      } else {
        paper.end = Optional.of(now.atZone(zone).plus(restoredFor).toInstant());
      }
    }
  }

  @Override
  public int visits() {
    return sales.size();
  }

  @Override
  public List<Shown> coupons(int who) {
    return papers.stream()
        .filter(paper -> paper.who == who && paper.place == Place.PURSE)
        .sorted(
            Comparator.comparing(Paper::lasts)
                .thenComparing(paper -> paper.issuedAt)
                .thenComparing(paper -> paper.number))
        .map(paper -> new Shown(paper.number, paper.type.code(), paper.issuedAt, paper.end))
        .toList();
  }

  @Override
  public Map<String, Long> issued() {
    Map<String, Long> issued = new TreeMap<>();
    for (CouponType type : types) {
      if (type.limitInAll().isPresent()) {
        issued.put(type.code(), count(paper -> paper.type.equals(type)));
      }
    }
    return issued;
  }
}
