package io.regulars.testkit;

import io.regulars.course.CoursePlan;
import io.regulars.course.CourseTerms;
import io.regulars.engine.Program;
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
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Course cards as docs/ledger.md tells of them: boxes of sessions, each a thing of its own. */
final class CardModel implements CardCounter {

  private static final LotTerm OF_REWARD = LotTerm.of(Period.ofDays(5));

  /** A line of a visit, the sessions it took in the order in which it did, and what came back. */
  private static final class Sold {
    private final Line line;
    private final List<Session> taken = new ArrayList<>();
    private long money;
    private long pieces;
    private int back;

    Sold(Line line) {
      this.line = line;
    }

    private boolean isOver() {
      return money == line.price() && (line.price() > 0 || pieces == line.pieces());
    }
  }

  /** A visit. */
  private static final class Sale {
    private final int who;
    private final Instant at;
    private final List<Sold> lines;
    private boolean over;
    private Optional<Boolean> voided = Optional.empty();

    Sale(int who, Instant at, List<Sold> lines) {
      this.who = who;
      this.at = at;
      this.lines = lines;
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
  private final Program program;
  private final ZoneId zone;
  private final ZoneId storeZone;
  private final List<Sale> sales = new ArrayList<>();
  private final List<Gift> gifts = new ArrayList<>();
  private final LocalDate joined;

  CardModel(CardLaws.Pack pack) {
    Merchant merchant = pack.tenant().merchant();
    this.program = pack.tenant().program();
    this.zone = merchant.zone();
    this.storeZone = merchant.stores().get(0).zone();
    this.joined = pack.start().atZone(zone).toLocalDate();
    this.shelf = new CardShelf(pack.start());
  }

  private CourseTerms terms(String item) {
    return CoursePlan.terms(program, item);
  }

  @Override
  public Deal sell(Rack rack, String number, long many, long price, Optional<LotTerm> term) {
    if (shelf.isInUse(rack, number)) {
      return Deal.refused(Reason.REF_TAKEN);
    }
    give(rack, number, many, price, term.orElse(terms(rack.item()).term()));
    return Deal.DONE;
  }

  private Card give(Rack rack, String number, long many, long price, LotTerm term) {
    Optional<Instant> end = term.endsAt(shelf.now(), zone, joined);
    return shelf.put(rack, number, shelf.now(), end, many, price);
  }

  @Override
  public Deal reward(Rack rack, String number) {
    if (shelf.isInUse(rack, number)) {
      return Deal.refused(Reason.REF_TAKEN);
    }
    gifts.add(new Gift(give(rack, number, CardLaws.GIVEN, 0, OF_REWARD)));
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
      Rack rack, String booking, long many, Optional<String> card, Optional<Instant> until) {
    if (shelf.isInUse(rack, booking)) {
      return Deal.refused(Reason.REF_TAKEN);
    }
    if (card.isPresent() && shelf.open(rack, card.get()).isEmpty()) {
      return Deal.refused(Reason.CARD_NOT_OPEN);
    }
    if (until.filter(end -> !end.isAfter(shelf.now())).isPresent()) {
      return Deal.refused(Reason.END_NOT_LATER);
    }
    List<Session> free = shelf.free(rack, card, List.of());
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
    return settle(
        who,
        booking,
        terms ->
            terms
                .lateCancel()
                .filter(window -> shelf.now().plus(window).isAfter(appointment))
                .isPresent());
  }

  @Override
  public Deal noShow(int who, String booking) {
    return settle(who, booking, CourseTerms::noShowSpends);
  }

  @Override
  public Deal release(int who, String booking) {
    return settle(who, booking, terms -> false);
  }

  /** What is promised is used or comes back, by the terms of its service. */
  private Deal settle(int who, String booking, Predicate<CourseTerms> isUsed) {
    List<Session> promised = shelf.booked(who, booking);
    for (Session session : promised) {
      if (isUsed.test(terms(session.card.rack.item()))) {
        session.state = State.USED;
      } else {
        shelf.comeBack(session);
      }
    }
    return promised.isEmpty() ? Deal.refused(Reason.NOTHING_HELD) : Deal.DONE;
  }

  @Override
  public Deal visit(int who, int owner, List<Line> lines) {
    List<Session> taken = new ArrayList<>();
    Set<String> came = new TreeSet<>();
    List<Sold> sold = new ArrayList<>();
    for (Line line : lines) {
      if (who != owner && !(terms(line.item()).familyShares() && owner == 0)) {
        return Deal.refused(Reason.CARD_NOT_SHARED);
      }
      sold.add(new Sold(line));
      for (Part part : line.parts()) {
        Rack rack = new Rack(owner, line.item());
        part.ref().filter(ref -> !shelf.booked(rack, ref, taken).isEmpty()).ifPresent(came::add);
        Optional<List<Session>> there = payable(rack, part.ref(), taken);
        if (there.isEmpty()) {
          return Deal.refused(Reason.CARD_NOT_OPEN);
        }
        if (there.get().size() < part.sessions()) {
          return Deal.refused(Reason.NOT_ENOUGH);
        }
        List<Session> pay = there.get().subList(0, (int) part.sessions());
        taken.addAll(pay);
        sold.get(sold.size() - 1).taken.addAll(pay);
      }
    }
    taken.forEach(session -> session.state = State.USED);
    came.forEach(booking -> shelf.booked(owner, booking).forEach(shelf::comeBack));
    sales.add(new Sale(who, shelf.now(), sold));
    return Deal.DONE;
  }

  /** What may pay: what the booking has, or the card, or any; empty: there is no such card. */
  private Optional<List<Session>> payable(Rack rack, Optional<String> ref, List<Session> taken) {
    if (ref.isPresent()) {
      List<Session> promised = shelf.booked(rack, ref.get(), taken);
      if (!promised.isEmpty()) {
        return Optional.of(
            promised.stream()
                .sorted(
                    Comparator.comparing((Session session) -> session.card, CardShelf.ENDING_FIRST))
                .toList());
      }
      if (shelf.open(rack, ref.get()).filter(card -> !taken.containsAll(card.sessions)).isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(shelf.free(rack, ref, taken));
  }

  @Override
  public Deal giveBack(int which, int line, long pieces, Optional<Long> money) {
    Sale sale = sales.get(which);
    if (sale.over) {
      return Deal.refused(Reason.VISIT_ALREADY_TAKEN_BACK);
    }
    Sold sold = sale.lines.get(line - 1);
    long piecesLeft = sold.line.pieces() - sold.pieces;
    long moneyLeft = sold.line.price() - sold.money;
    if (pieces > piecesLeft) {
      return Deal.refused(Reason.RETURN_EXCEEDS);
    }
    long amount = money.orElse(piecesLeft == 0 ? 0 : moneyLeft * pieces / piecesLeft);
    if (amount > moneyLeft || pieces + amount == 0) {
      return Deal.refused(Reason.RETURN_EXCEEDS);
    }
    sold.pieces += pieces;
    sold.money += amount;
    sale.over = sale.lines.stream().allMatch(Sold::isOver);
    for (Sold each : sale.lines) {
      restore(each, sale.over ? each.taken.size() : due(each));
    }
    return Deal.DONE;
  }

  /**
   * In proportion to the money that has come back, those that paid none to the pieces, and at least
   * to the pieces.
   */
  private static long due(Sold sold) {
    long price = sold.line.price();
    long pieces = sold.line.pieces();
    long unpaid = sold.line.unpaid();
    long paid = sold.taken.size() - unpaid;
    long byMoney = price == 0 ? 0 : paid * sold.money / price;
    return Math.max(
        byMoney + unpaid * sold.pieces / pieces, sold.taken.size() * sold.pieces / pieces);
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
    sale.lines.forEach(sold -> restore(sold, sold.taken.size()));
    return Deal.DONE;
  }

  /** The last taken comes back first, into its own card. */
  private void restore(Sold sold, long inAll) {
    while (sold.back < inAll) {
      sold.back++;
      Session session = sold.taken.get(sold.taken.size() - sold.back);
      Card card = session.card;
      Period longer = terms(card.rack.item()).restoredFor();
      session.state = card.frozenSince.isPresent() ? State.FROZEN : State.FREE;
      if (session.state == State.FREE && card.hasEnded(shelf.now())) {
        session.state = longer.isZero() ? State.ENDED : State.FREE;
        card.end =
            longer.isZero()
                ? card.end
                : Optional.of(shelf.now().atZone(storeZone).plus(longer).toInstant());
      }
    }
  }

  /** Why nothing can be done with a card as a whole. */
  private Optional<Deal> untouchable(Rack rack, String number) {
    Optional<Card> card = shelf.open(rack, number);
    if (card.isEmpty()) {
      return Optional.of(Deal.refused(Reason.CARD_NOT_OPEN));
    }
    long setAside = card.get().count(State.BOOKED) + card.get().count(State.FROZEN);
    return setAside == 0 ? Optional.empty() : Optional.of(Deal.refused(Reason.CARD_HELD));
  }

  @Override
  public Deal refund(Rack rack, String number, Optional<Long> sessions) {
    Optional<Deal> untouchable = untouchable(rack, number);
    if (untouchable.isPresent()) {
      return untouchable.get();
    }
    Card card = shelf.open(rack, number).orElseThrow();
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
  public Deal freeze(Rack rack, String number, Optional<Instant> until) {
    Optional<Deal> untouchable = untouchable(rack, number);
    if (untouchable.isPresent()) {
      return untouchable.get();
    }
    Card card = shelf.open(rack, number).orElseThrow();
    if (terms(rack.item()).freezes().filter(most -> card.freezes >= most).isPresent()) {
      return Deal.refused(Reason.FREEZES_USED);
    }
    Optional<Instant> latest =
        terms(rack.item())
            .longestFreeze()
            .map(longest -> shelf.now().atZone(zone).plus(longest).toInstant());
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
  public Deal thaw(Rack rack, String number) {
    List<Card> frozen =
        shelf.all(rack, number).stream().filter(card -> card.frozenSince.isPresent()).toList();
    frozen.forEach(shelf::thaw);
    return frozen.isEmpty() ? Deal.refused(Reason.NOTHING_HELD) : Deal.DONE;
  }

  @Override
  public Deal extend(Rack rack, String number, Period by) {
    return extend(
        rack,
        number,
        shelf
            .open(rack, number)
            .flatMap(card -> card.end)
            .map(end -> end.atZone(zone).plus(by).toInstant()));
  }

  @Override
  public Deal extend(Rack rack, String number, Instant until) {
    return extend(rack, number, Optional.of(until));
  }

  private Deal extend(Rack rack, String number, Optional<Instant> until) {
    Optional<Card> card = shelf.open(rack, number);
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
  public Deal transfer(Rack rack, int other, String number) {
    Optional<Deal> untouchable = untouchable(rack, number);
    if (untouchable.isPresent()) {
      return untouchable.get();
    }
    Rack theirs = new Rack(other, rack.item());
    if (shelf.isInUse(theirs, number)) {
      return Deal.refused(Reason.REF_TAKEN);
    }
    Card card = shelf.open(rack, number).orElseThrow();
    long many = card.count(State.FREE);
    long money = goes(card, many);
    Card same = shelf.put(theirs, number, card.soldAt, card.end, many, money);
    same.freezes = card.freezes;
    return new Deal(Optional.empty(), money);
  }

  @Override
  public List<Integer> visits() {
    return sales.stream().map(sale -> sale.lines.size()).toList();
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
  public List<Shown> cards(Rack rack) {
    Optional<Period> cycle = terms(rack.item()).careCycle();
    return shelf.cards(
        rack,
        cycle.flatMap(after -> last(rack).map(at -> at.atZone(zone).plus(after).toInstant())));
  }

  /** When somebody last came whose session of a service has not come back. */
  private Optional<Instant> last(Rack rack) {
    return sales.stream()
        .filter(sale -> sale.who == rack.who() && !sale.over)
        .filter(
            sale ->
                sale.lines.stream()
                    .anyMatch(sold -> sold.line.item().equals(rack.item()) && !sold.isOver()))
        .map(sale -> sale.at)
        .max(Comparator.naturalOrder());
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
