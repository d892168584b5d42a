package io.regulars.testkit;

import io.regulars.course.CoursePlan;
import io.regulars.course.CourseTerms;
import io.regulars.ledger.LotTerm;
import io.regulars.spi.Merchant;
import io.regulars.spi.Rejection.Reason;
import io.regulars.testkit.CardShelf.Card;
import io.regulars.testkit.CardShelf.Session;
import io.regulars.testkit.CardShelf.State;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Course cards as docs/ledger.md tells of them: boxes of sessions, each a thing of its own. */
final class CardModel implements CardCounter {

  private static final LotTerm OF_REWARD = LotTerm.of(Period.ofDays(5));

  /** A visit, the sessions it took in the order in which it did, and what has come back. */
  private static final class Sale {
    private final List<Session> taken;
    private final long price;
    private long money;
    private long pieces;
    private int back;
    private boolean over;
    private Optional<Boolean> voided = Optional.empty();

    Sale(List<Session> taken, long price) {
      this.taken = taken;
      this.price = price;
    }
  }

  /** A card given for points. */
  private static final class Gift {
    private final Card card;
    private boolean cancelled;

    Gift(Card card) {
      this.card = card;
    }
  }

  private final CardShelf shelf;
  private final CourseTerms terms;
  private final ZoneId zone;
  private final ZoneId storeZone;
  private final List<Sale> sales = new ArrayList<>();
  private final List<Gift> gifts = new ArrayList<>();
  private final LocalDate joined;

  CardModel(CardLaws.Pack pack) {
    Merchant merchant = pack.tenant().merchant();
    this.terms = CoursePlan.terms(pack.tenant().program(), CardLaws.SERVICE);
    this.zone = merchant.zone();
    this.storeZone = merchant.stores().get(0).zone();
    this.joined = pack.start().atZone(zone).toLocalDate();
    this.shelf = new CardShelf(pack.start());
  }

  @Override
  public Deal sell(int who, String number, long many, long price, Optional<LotTerm> term) {
    if (shelf.isInUse(who, number)) {
      return Deal.refused(Reason.REF_TAKEN);
    }
    give(who, number, many, price, term.orElse(terms.term()));
    return Deal.DONE;
  }

  private Card give(int who, String number, long many, long price, LotTerm term) {
    Optional<Instant> end = term.endsAt(shelf.now(), zone, joined);
    return shelf.put(who, number, shelf.now(), end, many, price);
  }

  @Override
  public Deal reward(int who, String number) {
    if (shelf.isInUse(who, number)) {
      return Deal.refused(Reason.REF_TAKEN);
    }
    gifts.add(new Gift(give(who, number, CardLaws.GIVEN, 0, OF_REWARD)));
    return Deal.DONE;
  }

  @Override
  public Deal cancelReward(int which) {
    Gift gift = gifts.get(which);
    if (!gift.cancelled && gift.card.count(State.FREE) < CardLaws.GIVEN) {
      return Deal.refused(Reason.REWARD_USED);
    }
    gift.cancelled = true;
    gift.card.sessions.forEach(session -> session.state = State.PAID_BACK);
    return Deal.DONE;
  }

  @Override
  public Deal reserve(
      int who, String booking, long many, Optional<String> card, Optional<Instant> until) {
    if (shelf.isInUse(who, booking)) {
      return Deal.refused(Reason.REF_TAKEN);
    }
    if (card.isPresent() && shelf.open(who, card.get()).isEmpty()) {
      return Deal.refused(Reason.CARD_NOT_OPEN);
    }
    if (until.filter(end -> !end.isAfter(shelf.now())).isPresent()) {
      return Deal.refused(Reason.END_NOT_LATER);
    }
    List<Session> free = shelf.free(who, card, List.of());
    if (free.size() < many) {
      return Deal.refused(Reason.NOT_ENOUGH);
    }
    for (Session session : free.subList(0, (int) many)) {
      session.state = State.BOOKED;
      session.booking = booking;
      session.lapses = until;
    }
    return Deal.DONE;
  }

  @Override
  public Deal cancel(int who, String booking, Instant appointment) {
    boolean late =
        terms
            .lateCancel()
            .filter(window -> shelf.now().plus(window).isAfter(appointment))
            .isPresent();
    return late ? forfeit(who, booking) : release(who, booking);
  }

  @Override
  public Deal noShow(int who, String booking) {
    return terms.noShowSpends() ? forfeit(who, booking) : release(who, booking);
  }

  private Deal forfeit(int who, String booking) {
    List<Session> promised = shelf.booked(who, booking, List.of());
    promised.forEach(session -> session.state = State.USED);
    return promised.isEmpty() ? Deal.refused(Reason.NOTHING_HELD) : Deal.DONE;
  }

  @Override
  public Deal release(int who, String booking) {
    List<Session> promised = shelf.booked(who, booking, List.of());
    promised.forEach(shelf::comeBack);
    return promised.isEmpty() ? Deal.refused(Reason.NOTHING_HELD) : Deal.DONE;
  }

  @Override
  public Deal visit(int who, int owner, long price, List<Part> parts) {
    if (who != owner && !(terms.familyShares() && owner == 0)) {
      return Deal.refused(Reason.CARD_NOT_SHARED);
    }
    List<Session> taken = new ArrayList<>();
    for (Part part : parts) {
      Optional<List<Session>> there = payable(owner, part.ref(), taken);
      if (there.isEmpty()) {
        return Deal.refused(Reason.CARD_NOT_OPEN);
      }
      if (there.get().size() < part.sessions()) {
        return Deal.refused(Reason.NOT_ENOUGH);
      }
      taken.addAll(there.get().subList(0, (int) part.sessions()));
    }
    taken.forEach(session -> session.state = State.USED);
    for (Part part : parts) {
      part.ref().ifPresent(booking -> shelf.booked(owner, booking, taken).forEach(shelf::comeBack));
    }
    sales.add(new Sale(taken, price));
    return Deal.DONE;
  }

  /** What may pay: what the booking has, or the card, or any; empty: there is no such card. */
  private Optional<List<Session>> payable(int who, Optional<String> ref, List<Session> taken) {
    if (ref.isPresent()) {
      List<Session> promised = shelf.booked(who, ref.get(), taken);
      if (!promised.isEmpty()) {
        return Optional.of(
            promised.stream()
                .sorted(
                    Comparator.comparing((Session session) -> session.card, CardShelf.ENDING_FIRST))
                .toList());
      }
      if (shelf.open(who, ref.get()).filter(card -> !taken.containsAll(card.sessions)).isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(shelf.free(who, ref, taken));
  }

  @Override
  public Deal giveBack(int which, long pieces, Optional<Long> money) {
    Sale sale = sales.get(which);
    if (sale.over) {
      return Deal.refused(Reason.VISIT_ALREADY_TAKEN_BACK);
    }
    long piecesLeft = sale.taken.size() - sale.pieces;
    long moneyLeft = sale.price - sale.money;
    if (pieces > piecesLeft) {
      return Deal.refused(Reason.RETURN_EXCEEDS);
    }
    long amount = money.orElse(piecesLeft == 0 ? 0 : moneyLeft * pieces / piecesLeft);
    if (amount > moneyLeft || pieces + amount == 0) {
      return Deal.refused(Reason.RETURN_EXCEEDS);
    }
    sale.pieces += pieces;
    sale.money += amount;
    sale.over = sale.money == sale.price && (sale.price > 0 || sale.pieces == sale.taken.size());
    long byMoney = sale.price == 0 ? 0 : sale.taken.size() * sale.money / sale.price;
    restore(sale, sale.over ? sale.taken.size() : Math.max(byMoney, sale.pieces));
    return Deal.DONE;
  }

  @Override
  public Deal takeBack(int which, boolean voiding) {
    Sale sale = sales.get(which);
    boolean again = sale.voided.filter(before -> before == voiding).isPresent();
    if (sale.over && !again) {
      return Deal.refused(Reason.VISIT_ALREADY_TAKEN_BACK);
    }
    sale.over = true;
    sale.voided = Optional.of(voiding);
    restore(sale, sale.taken.size());
    return Deal.DONE;
  }

  /** The last taken comes back first, into its own card. */
  private void restore(Sale sale, long inAll) {
    while (sale.back < inAll) {
      sale.back++;
      Session session = sale.taken.get(sale.taken.size() - sale.back);
      Card card = session.card;
      if (card.frozenSince.isPresent()) {
        session.state = State.FROZEN;
      } else if (!card.hasEnded(shelf.now())) {
        session.state = State.FREE;
      } else if (terms.restoredFor().isZero()) {
        session.state = State.ENDED;
      } else {
        session.state = State.FREE;
        card.end = Optional.of(shelf.now().atZone(storeZone).plus(terms.restoredFor()).toInstant());
      }
    }
  }

  /** Why nothing can be done with a card as a whole. */
  private Optional<Deal> untouchable(int who, String number) {
    Optional<Card> card = shelf.open(who, number);
    if (card.isEmpty()) {
      return Optional.of(Deal.refused(Reason.CARD_NOT_OPEN));
    }
    long setAside = card.get().count(State.BOOKED) + card.get().count(State.FROZEN);
    return setAside == 0 ? Optional.empty() : Optional.of(Deal.refused(Reason.CARD_HELD));
  }

  @Override
  public Deal refund(int who, String number, Optional<Long> sessions) {
    Optional<Deal> untouchable = untouchable(who, number);
    if (untouchable.isPresent()) {
      return untouchable.get();
    }
    Card card = shelf.open(who, number).orElseThrow();
    long many = sessions.orElse(card.count(State.FREE));
    if (many > card.count(State.FREE)) {
      return Deal.refused(Reason.NOT_ENOUGH);
    }
    return new Deal(Optional.empty(), goes(card, many));
  }

  /** Free sessions leave the card with what was paid for them; how much that is. */
  private static long goes(Card card, long many) {
    long money = card.worthOf(many);
    card.paid -= money;
    card.sessions.stream()
        .filter(session -> session.state == State.FREE)
        .limit(many)
        .toList()
        .forEach(session -> session.state = State.PAID_BACK);
    return money;
  }

  @Override
  public Deal freeze(int who, String number, Optional<Instant> until) {
    Optional<Deal> untouchable = untouchable(who, number);
    if (untouchable.isPresent()) {
      return untouchable.get();
    }
    Card card = shelf.open(who, number).orElseThrow();
    if (terms.freezes().filter(most -> card.freezes >= most).isPresent()) {
      return Deal.refused(Reason.FREEZES_USED);
    }
    Optional<Instant> latest =
        terms.longestFreeze().map(longest -> shelf.now().atZone(zone).plus(longest).toInstant());
    Optional<Instant> thaws = until.or(() -> latest);
    if (thaws.filter(at -> !at.isAfter(shelf.now())).isPresent()) {
      return Deal.refused(Reason.END_NOT_LATER);
    }
    if (latest.isPresent() && thaws.orElseThrow().isAfter(latest.get())) {
      return Deal.refused(Reason.FREEZE_TOO_LONG);
    }
    card.freezes++;
    card.frozenSince = Optional.of(shelf.now());
    card.thaws = thaws;
    for (Session session : card.sessions) {
      session.state = session.state == State.FREE ? State.FROZEN : session.state;
    }
    return Deal.DONE;
  }

  @Override
  public Deal thaw(int who, String number) {
    List<Card> frozen =
        shelf.all(who, number).stream().filter(card -> card.frozenSince.isPresent()).toList();
    frozen.forEach(shelf::thaw);
    return frozen.isEmpty() ? Deal.refused(Reason.NOTHING_HELD) : Deal.DONE;
  }

  @Override
  public Deal extend(int who, String number, Period by) {
    return extend(
        who,
        number,
        shelf
            .open(who, number)
            .flatMap(card -> card.end)
            .map(end -> end.atZone(zone).plus(by).toInstant()));
  }

  @Override
  public Deal extend(int who, String number, Instant until) {
    return extend(who, number, Optional.of(until));
  }

  private Deal extend(int who, String number, Optional<Instant> until) {
    Optional<Card> card = shelf.open(who, number);
    if (card.isEmpty()) {
      return Deal.refused(Reason.CARD_NOT_OPEN);
    }
    Instant end = card.get().lasts();
    if (until.filter(at -> at.isAfter(end) && at.isAfter(shelf.now())).isEmpty()) {
      return Deal.refused(Reason.END_NOT_LATER);
    }
    card.get().end = until;
    return Deal.DONE;
  }

  @Override
  public Deal transfer(int who, int other, String number) {
    Optional<Deal> untouchable = untouchable(who, number);
    if (untouchable.isPresent()) {
      return untouchable.get();
    }
    if (shelf.isInUse(other, number)) {
      return Deal.refused(Reason.REF_TAKEN);
    }
    Card card = shelf.open(who, number).orElseThrow();
    long many = card.count(State.FREE);
    long money = goes(card, many);
    Card theirs = shelf.put(other, number, card.soldAt, card.end, many, money);
    theirs.freezes = card.freezes;
    return new Deal(Optional.empty(), money);
  }

  @Override
  public int visits() {
    return sales.size();
  }

  @Override
  public int rewards() {
    return gifts.size();
  }

  @Override
  public void pass(Instant at) {
    shelf.pass(at);
  }

  @Override
  public List<Shown> cards(int who) {
    return shelf.cards(who);
  }

  @Override
  public SortedMap<String, Long> booked(int who) {
    return shelf.booked(who);
  }

  @Override
  public long worth() {
    return shelf.worth();
  }

  @Override
  public long ended(Instant from, Instant to) {
    return shelf.ended();
  }
}
