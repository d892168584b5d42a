package io.regulars.testkit;

import static io.regulars.testkit.Coupons.BASKET;
import static io.regulars.testkit.Coupons.issue;
import static io.regulars.testkit.Coupons.off;
import static io.regulars.testkit.Coupons.percent;
import static io.regulars.testkit.Coupons.plan;
import static io.regulars.testkit.Coupons.quote;
import static io.regulars.testkit.Coupons.refs;
import static io.regulars.testkit.Coupons.sale;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.regulars.Desk;
import io.regulars.coupon.CouponQuote;
import io.regulars.coupon.CouponType;
import io.regulars.coupon.QuoteCoupons;
import io.regulars.coupon.Skipped;
import io.regulars.coupon.Skipped.Why;
import io.regulars.customer.UpdateCustomer;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.spi.CustomerId;
import io.regulars.spi.StoreId;
import io.regulars.spi.customer.Birthday;
import io.regulars.spi.customer.ImmutableCustomerProfile;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.ImmutableCustomerFile;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.ImmutableLot;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.tier.TierCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** E872 to E875: where, for whom and with what else a coupon is good, and why not. */
interface CouponScopeRules extends CrmRules {

  @Test
  default void required_E872_an_exclusive_coupon_goes_with_no_other() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            plan(
                off("solo", "80.00").withExclusive(true),
                off("ten", "10.00").withPerVisit(2),
                off("late", "5.00").withRank(9).withExclusive(true)));
    CustomerId ann = salon.member("Ann", "13800138001");
    issue(desk, ann, "solo", "S").orThrow();
    Stream.of("T-1", "T-2", "T-3").forEach(number -> issue(desk, ann, "ten", number).orThrow());
    issue(desk, ann, "late", "L").orThrow();
    CouponQuote solo = quote(desk, ann, BASKET, "T-1", "S", "L");
    assertEquals(List.of("S"), refs(solo));
    assertEquals(
        List.of(
            new Skipped("T-1", Why.NOT_JOINT, List.of("S")),
            new Skipped("L", Why.NOT_JOINT, List.of("S"))),
        solo.skipped());
    CouponQuote joint = quote(desk, ann, BASKET, "T-3", "L", "T-2", "T-1", "T-1");
    assertEquals(List.of("T-1", "T-2"), refs(joint));
    assertEquals(
        List.of(
            new Skipped("T-1", Why.TWICE, List.of()),
            new Skipped("T-3", Why.PER_VISIT, List.of("ten", "2")),
            new Skipped("L", Why.NOT_JOINT, List.of("T-1"))),
        joint.skipped());
    assertEquals(List.of("L"), refs(quote(desk, ann, BASKET, "L")));
  }

  @Test
  default void required_E874_why_a_coupon_is_skipped_has_figures_and_words_in_both_languages() {
    Salon salon = salon();
    StoreId second = StoreId.of("S2");
    List<CouponType> types =
        List.of(
            off("known", "1.00"),
            off("gone", "1.00"),
            off("store", "1.00").withStores(second),
            off("tier", "1.00").withTiers(TierCode.of("gold")),
            off("birthday", "1.00").withBirthdayMonth(true),
            off("solo", "1.00").withExclusive(true).withRank(1),
            off("oil", "1.00").withItems("shampoo"),
            off("much", "1.00", "400.00"),
            off("late", "1.00").withRank(5),
            percent("all", "100").withRank(4),
            off("held", "1.00"));
    Desk desk = salon.deskUnder(plan(types.toArray(CouponType[]::new)), Salon.tiers().build());
    CustomerId ann = salon.member("Ann", "13800138001");
    types.forEach(type -> issue(desk, ann, type.code(), type.code()).orThrow());
    issue(desk, ann, "known", "more").orThrow();
    setAside(salon, ann, "held");
    Desk now =
        salon.deskUnder(
            plan(
                types.stream()
                    .filter(type -> !type.code().equals("gone"))
                    .toArray(CouponType[]::new)),
            Salon.tiers().build());
    List<Skipped> all = new ArrayList<>();
    all.addAll(
        quote(now, ann, BASKET, "none", "gone", "held", "store", "tier", "birthday", "oil", "much")
            .skipped());
    all.addAll(quote(now, ann, BASKET, "known", "known", "more", "solo", "all", "late").skipped());
    assertEquals(
        List.of(
            new Skipped("gone", Why.TYPE_GONE, List.of("gone")),
            new Skipped("held", Why.HELD, List.of("RESERVED", "booking 7")),
            new Skipped("none", Why.NOT_THERE, List.of()),
            new Skipped("store", Why.STORE, List.of("S1")),
            new Skipped("tier", Why.TIER, List.of("none")),
            new Skipped("birthday", Why.BIRTHDAY_MONTH, List.of()),
            new Skipped("oil", Why.NO_ITEM, List.of()),
            new Skipped(
                "much", Why.BELOW_THRESHOLD, List.of("CNY 399.99", "CNY 400.00", "CNY 0.01")),
            new Skipped("known", Why.TWICE, List.of()),
            new Skipped("more", Why.PER_VISIT, List.of("known", "1")),
            new Skipped("solo", Why.NOT_JOINT, List.of("known")),
            new Skipped("late", Why.NOTHING_LEFT, List.of())),
        all);
    all.add(new Skipped("early", Why.NOT_YET, List.of("2026-03-01T01:00:00Z")));
    assertEquals(
        EnumSet.allOf(Why.class),
        EnumSet.copyOf(all.stream().map(Skipped::why).toList()),
        "every reason is here");
    for (Skipped skipped : all) {
      for (Locale language : List.of(Locale.ENGLISH, Locale.CHINESE)) {
        String words = now.texts(language).refusal(skipped.refusal());
        Expect.assertSaid(words, language, skipped.ref());
        assertFalse(words.contains(skipped.why().name()), () -> "a code in " + words);
        assertFalse(words.contains("?"), () -> "a figure lacks in " + words);
      }
      if (skipped.why() != Why.NOT_YET) {
        assertRefusedAsQuoted(now, ann, skipped);
      }
    }
    assertEquals(
        "coupon much is from CNY 400.00 on, the basket has CNY 399.99 for it; CNY 0.01 more will do",
        now.texts(Locale.ENGLISH).refusal(all.get(7).refusal()));
  }

  /** The coupon that the quote of a single one skips is refused by the sale with the same words. */
  private static void assertRefusedAsQuoted(Desk desk, CustomerId ann, Skipped skipped) {
    CouponQuote alone = quote(desk, ann, BASKET, skipped.ref());
    if (!alone.skipped().isEmpty()) {
      assertEquals(List.of(skipped), alone.skipped());
      Outcome<Answer> refused =
          desk.visits().record(sale(ann, "R-" + skipped.ref(), BASKET, skipped.ref(), "1.00"));
      assertEquals(
          desk.texts(Locale.ENGLISH).refusal(skipped.refusal()),
          refused.refusal().orElseThrow().message());
    }
  }

  /** Reserves a coupon by hand, as a booking would. */
  private static void setAside(Salon salon, CustomerId customer, String number) {
    CustomerFile file = salon.books(customer).file();
    LedgerAccount account = file.account(AccountKind.coupon(number));
    Lot lot = account.lots().get(0);
    Hold hold = new Hold(Hold.Kind.RESERVED, "booking 7", 1, lot.earnedAt(), Optional.empty());
    LedgerAccount held =
        account.with(
            List.of(ImmutableLot.builder().from(lot).left(0).addHolds(hold).build()), 0, List.of());
    List<LedgerAccount> accounts = new ArrayList<>(file.accounts());
    accounts.set(accounts.indexOf(account), held);
    CustomerFile after = ImmutableCustomerFile.copyOf(Samples.next(file)).withAccounts(accounts);
    salon.storage().commit(Samples.changing(file, after).build());
  }

  @Test
  default void required_E875_scope_is_the_store_the_tier_held_and_the_month_of_the_birthday() {
    Salon salon = salon();
    StoreId second = StoreId.of("S2");
    Desk desk =
        salon.deskUnder(
            plan(
                off("second", "1.00").withStores(second),
                off("silver", "1.00").withTiers(TierCode.of("silver")),
                off("birthday", "1.00").withBirthdayMonth(true)),
            Salon.tiers().build());
    CustomerId ann = salon.member("Ann", "13800138001");
    List<String> numbers = List.of("second", "silver", "birthday");
    numbers.forEach(type -> issue(desk, ann, type, type).orThrow());
    assertEquals(List.of(), refs(quote(desk, ann, BASKET, "second", "silver", "birthday")));
    QuoteCoupons there =
        QuoteCoupons.builder().customer(ann).store(second).lines(BASKET).coupons(numbers).build();
    assertEquals(List.of("second"), refs(desk.coupons().quote(there)));
    desk.visits().record(Salon.sale(ann, "R-1", "1000.00")).orThrow();
    birthday(desk, ann, Birthday.solar(1990, 4, 7));
    assertEquals(List.of("second", "silver"), refs(desk.coupons().quote(there)));
    salon.clock().set(Instant.parse("2026-03-31T15:59:59.999999Z"));
    assertEquals(List.of("second", "silver"), refs(desk.coupons().quote(there)));
    salon.clock().set(Instant.parse("2026-03-31T16:00:00Z"));
    assertEquals(numbers, refs(desk.coupons().quote(there)), "April in Shanghai");
    birthday(desk, ann, Birthday.lunar(2, 30));
    assertEquals(numbers, refs(desk.coupons().quote(there)), "the second lunar month");
    salon.clock().set(Instant.parse("2026-04-16T16:00:00Z"));
    assertEquals(List.of("second", "silver"), refs(desk.coupons().quote(there)), "the third");
  }

  private static void birthday(Desk desk, CustomerId ann, Birthday birthday) {
    desk.customers()
        .update(
            UpdateCustomer.builder()
                .customer(ann)
                .profile(
                    ImmutableCustomerProfile.copyOf(
                            desk.customers().find(ann).orElseThrow().profile())
                        .withBirthday(birthday))
                .build())
        .orThrow();
  }
}
