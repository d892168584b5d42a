package io.regulars.coupon;

import io.regulars.coupon.CouponQuote.Applied;
import io.regulars.coupon.Skipped.Why;
import io.regulars.engine.Birthdays;
import io.regulars.engine.FileDraft;
import io.regulars.spi.Shares;
import io.regulars.spi.Store;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.visit.VisitLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What coupons do to a basket. The till's question and the redemption are answered by the same
 * {@link #quote}.
 */
public final class CouponRules {

  private CouponRules() {}

  /**
   * What the basket costs with these coupons of the draft's customer. They are applied by rank,
   * then the one that ends first, then the one issued first, whatever the order in which they are
   * given; each is taken if it can be, and nothing is tried out to find a better choice.
   *
   * @param lines the basket at its price, in the merchant's currency
   * @param refs numbers of coupons
   * @param store where
   * @param at when; for a visit told late the instant at which it occurred
   */
  public static CouponQuote quote(
      FileDraft draft, List<VisitLine> lines, List<String> refs, Store store, Instant at) {
    return new Basket(draft, lines, store, at).quote(refs);
  }

  /** The coupon of this number on the customer's file. */
  static Optional<Found> find(FileDraft draft, String ref) {
    for (LedgerAccount account : draft.accounts()) {
      Optional<Lot> lot = account.kind().isCoupon() ? account.lot(ref) : Optional.empty();
      if (lot.isPresent()) {
        return Optional.of(new Found(ref, account.kind(), lot.get()));
      }
    }
    return Optional.empty();
  }

  /** Why the coupon cannot be taken off the file now, whatever for. */
  static Optional<Skipped> setAside(Found found) {
    return found.lot().left() > 0
        ? Optional.empty()
        : found.lot().holds().stream()
            .findFirst()
            .map((Hold hold) -> skipped(found.ref(), Why.HELD, hold.kind(), hold.ref()));
  }

  static Skipped skipped(String ref, Why why, Object... figures) {
    return new Skipped(ref, why, Arrays.stream(figures).map(Object::toString).toList());
  }

  /** A coupon on the file. */
  record Found(String ref, AccountKind account, Lot lot) {}

  /** A coupon on the file, with its type's conditions. */
  private record Offer(String ref, CouponType type, Lot lot) {

    static final Comparator<Offer> ORDER =
        Comparator.comparingInt((Offer offer) -> offer.type().rank())
            .thenComparing(offer -> offer.lot().end())
            .thenComparing(offer -> offer.lot().number());
  }

  /** A basket while coupons are applied to it; amounts in minor units, line by line. */
  private static final class Basket {

    private final FileDraft draft;
    private final List<VisitLine> lines;
    private final Store store;
    private final Instant at;
    private final CurrencyUnit currency;
    private final long[] price;
    private final long[] left;
    private final long[] givenAway;
    private final List<Offer> taken = new ArrayList<>();
    private final List<Applied> applied = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();

    Basket(FileDraft draft, List<VisitLine> lines, Store store, Instant at) {
      this.draft = draft;
      this.lines = lines;
      this.store = store;
      this.at = at;
      this.currency = draft.merchant().currency();
      this.price = lines.stream().mapToLong(line -> line.paid().getAmountMinorLong()).toArray();
      this.left = price.clone();
      this.givenAway = new long[price.length];
    }

    CouponQuote quote(List<String> refs) {
      for (Offer offer : offers(refs)) {
        Optional<Skipped> objection = objection(offer);
        objection.ifPresentOrElse(skipped::add, () -> apply(offer));
      }
      return new CouponQuote(money(sum(price)), applied, skipped, money(sum(left)));
    }

    /** The coupons there are of these numbers, in the order in which they are applied. */
    private List<Offer> offers(List<String> refs) {
      List<Offer> offers = new ArrayList<>();
      String before = "";
      for (String ref : refs.stream().sorted().toList()) {
        if (ref.equals(before)) {
          skipped.add(skipped(ref, Why.TWICE));
        } else {
          offer(ref).ifPresent(offers::add);
        }
        before = ref;
      }
      offers.sort(Offer.ORDER);
      return offers;
    }

    private Optional<Offer> offer(String ref) {
      Optional<Found> found = find(draft, ref);
      if (found.isEmpty()) {
        skipped.add(skipped(ref, Why.NOT_THERE));
        return Optional.empty();
      }
      String code = found.get().account().name();
      Optional<CouponType> type =
          draft.program().plan(CouponPlan.class).flatMap(plan -> plan.type(code));
      if (type.isEmpty()) {
        skipped.add(skipped(ref, Why.TYPE_GONE, code));
      }
      Optional<Skipped> setAside = setAside(found.get());
      if (type.isPresent() && setAside.isPresent()) {
        skipped.add(setAside.get());
        return Optional.empty();
      }
      return type.map(known -> new Offer(ref, known, found.get().lot()));
    }

    private Optional<Skipped> objection(Offer offer) {
      return outOfScope(offer).or(() -> notTogether(offer)).or(() -> notInBasket(offer));
    }

    private Optional<Skipped> outOfScope(Offer offer) {
      CouponType type = offer.type();
      if (offer.lot().earnedAt().isAfter(at)) {
        return skip(offer, Why.NOT_YET, offer.lot().earnedAt());
      }
      if (!type.stores().isEmpty() && !type.stores().contains(store.id())) {
        return skip(offer, Why.STORE, store.id());
      }
      if (!type.tiers().isEmpty() && !type.tiers().contains(draft.tier().tier())) {
        return skip(offer, Why.TIER, draft.tier().tier());
      }
      LocalDate day = at.atZone(store.zone()).toLocalDate();
      boolean birthday =
          draft.profile().birthday().filter(of -> Birthdays.inMonthOf(of, day)).isPresent();
      return type.birthdayMonth() && !birthday ? skip(offer, Why.BIRTHDAY_MONTH) : Optional.empty();
    }

    private Optional<Skipped> notTogether(Offer offer) {
      CouponType type = offer.type();
      for (Offer other : taken) {
        if (type.exclusive() || other.type().exclusive()) {
          return skip(offer, Why.NOT_JOINT, other.ref());
        }
      }
      long alike = taken.stream().filter(other -> other.type().equals(type)).count();
      return alike >= type.perVisit()
          ? skip(offer, Why.PER_VISIT, type.code(), type.perVisit())
          : Optional.empty();
    }

    private Optional<Skipped> notInBasket(Offer offer) {
      CouponType type = offer.type();
      List<Integer> places = places(type);
      if (places.isEmpty()) {
        return skip(offer, Why.NO_ITEM);
      }
      long counted = type.value().givesPiece() ? sum(base(type)) : sum(base(type), places);
      long from = type.threshold().map(Money::getAmountMinorLong).orElse(0L);
      if (counted < from) {
        return skip(offer, Why.BELOW_THRESHOLD, money(counted), money(from), money(from - counted));
      }
      boolean gift = type.value() instanceof CouponValue.Gift;
      return !gift && sum(off(type, places)) == 0
          ? skip(offer, Why.NOTHING_LEFT)
          : Optional.empty();
    }

    /** The lines it is for; of those it gives away a piece of, the ones that have a piece left. */
    private List<Integer> places(CouponType type) {
      List<Integer> places = new ArrayList<>();
      for (int i = 0; i < lines.size(); i++) {
        boolean gone = type.value().givesPiece() && givenAway[i] >= lines.get(i).quantity();
        if (type.isFor(lines.get(i)) && !gone) {
          places.add(i);
        }
      }
      return places;
    }

    private long[] base(CouponType type) {
      return switch (type.base()) {
        case INITIAL -> price;
        case REMAINING -> left;
      };
    }

    /** What it takes off each line. */
    private long[] off(CouponType type, List<Integer> places) {
      if (type.value() instanceof CouponValue.AmountOff off) {
        return spread(off.amount().getAmountMinorLong(), places);
      }
      if (type.value() instanceof CouponValue.PercentOff off) {
        long most = off.cap().map(Money::getAmountMinorLong).orElse(Long.MAX_VALUE);
        long part = percent(sum(base(type), places), off.percent());
        return spread(Math.min(part, most), places);
      }
      long[] off = new long[left.length];
      int place = dearest(type, places);
      off[place] = piece(type, place);
      return off;
    }

    private static long percent(long amount, BigDecimal percent) {
      return BigDecimal.valueOf(amount)
          .multiply(percent)
          .movePointLeft(2)
          .setScale(0, RoundingMode.DOWN)
          .longValueExact();
    }

    /** The amount, at most what is left, in proportion to what is left of each line. */
    private long[] spread(long amount, List<Integer> places) {
      long whole = sum(left, places);
      long[] off = new long[left.length];
      if (whole == 0) {
        return off;
      }
      long through = Math.min(amount, whole);
      long part = 0;
      long before = 0;
      for (int place : places) {
        part += left[place];
        long after = Shares.of(through, part, whole);
        off[place] = after - before;
        before = after;
      }
      return off;
    }

    private int dearest(CouponType type, List<Integer> places) {
      int dearest = places.get(0);
      for (int place : places) {
        dearest = piece(type, place) > piece(type, dearest) ? place : dearest;
      }
      return dearest;
    }

    /** What one piece that no coupon has given away yet costs, rounded down. */
    private long piece(CouponType type, int place) {
      long pieces = lines.get(place).quantity();
      return switch (type.base()) {
        case INITIAL -> Math.min(price[place] / pieces, left[place]);
        case REMAINING -> left[place] / (pieces - givenAway[place]);
      };
    }

    private void apply(Offer offer) {
      CouponType type = offer.type();
      List<Integer> places = places(type);
      long[] off = off(type, places);
      int piece = type.value().givesPiece() ? dearest(type, places) + 1 : 0;
      if (piece > 0) {
        givenAway[piece - 1]++;
      }
      for (int i = 0; i < off.length; i++) {
        left[i] -= off[i];
      }
      taken.add(offer);
      applied.add(
          new Applied(
              offer.ref(),
              type.code(),
              Arrays.stream(off).mapToObj(this::money).toList(),
              money(sum(off)),
              money(sum(left)),
              piece));
    }

    private static Optional<Skipped> skip(Offer offer, Why why, Object... figures) {
      return Optional.of(skipped(offer.ref(), why, figures));
    }

    private Money money(long minor) {
      return Money.ofMinor(currency, minor);
    }

    private static long sum(long[] amounts) {
      return Arrays.stream(amounts).sum();
    }

    private static long sum(long[] amounts, List<Integer> places) {
      return places.stream().mapToLong(place -> amounts[place]).sum();
    }
  }
}
