package io.regulars.testkit;

import io.regulars.course.CoursePlan;
import io.regulars.course.CourseTerms;
import io.regulars.ledger.LotTerm;
import io.regulars.spi.Merchant;
import io.regulars.spi.Rejection.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Course cards as docs/ledger.md tells of them: boxes of sessions, each a thing of its own. */
final class CardModel implements CardCounter {

  private static final LotTerm OF_REWARD = LotTerm.of(Period.ofDays(5));

  private enum State {
    FREE,
    BOOKED,
    FROZEN,
    USED,
    ENDED,
    PAID_BACK
  }

  /** One session. */
  private static final class Session {
    private final Card card;
    private State state = State.FREE;
    private String booking = "";
    private Optional<Instant> lapses = Optional.empty();

    Session(Card card) {
      this.card = card;
    }
  }

  /** A card, and what was paid for it. */
  private static final class Card {
    private final int owner;
    private final String number;
    private final Instant soldAt;
    private final int place;
    private final long each;
    private final List<Session> sessions = new ArrayList<>();
    private Optional<Instant> end;
    private long paid;
    private int freezes;
    private Optional<Instant> frozenSince = Optional.empty();
    private Optional<Instant> thaws = Optional.empty();

    Card(
        int owner,
        String number,
        Instant soldAt,
        int place,
        Optional<Instant> end,
        long many,
        long paid) {
      this.owner = owner;
      this.number = number;
      this.soldAt = soldAt;
      this.place = place;
      this.end = end;
      this.paid = paid;
      this.each = paid / many;
      for (int i = 0; i < many; i++) {
        sessions.add(new Session(this));
      }
    }

    private long count(State state) {
      return sessions.stream().filter(session -> session.state == state).count();
    }

    private boolean isOpen() {
      return count(State.FREE) + count(State.BOOKED) + count(State.FROZEN) > 0;
    }

    private boolean hasEnded(Instant now) {
      return end.filter(at -> !at.isAfter(now)).isPresent();
    }

    private Instant lasts() {
      return end.orElse(Instant.MAX);
    }

    /** What goes with so many sessions: what was paid, less the price of those that stay. */
    private long worthOf(long many) {
      return many == 0 ? 0 : paid - each * (sessions.size() - count(State.PAID_BACK) - many);
    }
  }

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

  private static final Comparator<Card> OLDEST =
      Comparator.comparing((Card card) -> card.soldAt).thenComparing(card -> card.place);

  private static final Comparator<Card> ENDING_FIRST =
      Comparator.comparing(Card::lasts).thenComparing(OLDEST);

  private final CourseTerms terms;
  private final ZoneId zone;
  private final ZoneId storeZone;
  private final List<Card> cards = new ArrayList<>();
  private final List<Sale> sales = new ArrayList<>();
  private final List<Gift> gifts = new ArrayList<>();
  private final LocalDate joined;
  private Instant now;

  CardModel(CardLaws.Pack pack) {
    Merchant merchant = pack.tenant().merchant();
    this.terms = CoursePlan.terms(pack.tenant().program(), CardLaws.SERVICE);
    this.zone = merchant.zone();
    this.storeZone = merchant.stores().get(0).zone();
    this.joined = pack.start().atZone(zone).toLocalDate();
    this.now = pack.start();
  }

  @Override
  public void pass(Instant at) {
    Optional<Instant> next = next(at);
    while (next.isPresent()) {
      now = next.get();
      sessions(s -> s.state == State.BOOKED && isDue(s.lapses)).forEach(this::comeBack);
      cards.stream().filter(card -> isDue(card.thaws)).forEach(this::thaw);
      sessions(s -> s.state == State.FREE && s.card.hasEnded(now))
          .forEach(session -> session.state = State.ENDED);
      next = next(at);
    }
    now = at;
  }

  private boolean isDue(Optional<Instant> at) {
    return at.filter(due -> !due.isAfter(now)).isPresent();
  }

  /** The next instant at which something happens by itself, up to {@code last}. */
  private Optional<Instant> next(Instant last) {
    List<Instant> coming = new ArrayList<>();
    for (Session session : sessions(s -> true)) {
      if (session.state == State.BOOKED) {
        session.lapses.ifPresent(coming::add);
      } else if (session.state == State.FREE) {
        session.card.end.ifPresent(coming::add);
      }
    }
    cards.forEach(card -> card.thaws.ifPresent(coming::add));
    return coming.stream().filter(at -> !at.isAfter(last)).min(Comparator.naturalOrder());
  }

  /** What was promised may be used again, or has ended with its card. */
  private void comeBack(Session session) {
    session.state = session.card.hasEnded(now) ? State.ENDED : State.FREE;
    session.lapses = Optional.empty();
  }

  private void thaw(Card card) {
    Duration frozen = Duration.between(card.frozenSince.orElseThrow(), now);
    card.end = card.end.map(end -> end.plus(frozen));
    card.frozenSince = Optional.empty();
    card.thaws = Optional.empty();
    for (Session session : card.sessions) {
      session.state = session.state == State.FROZEN ? State.FREE : session.state;
    }
  }

  private List<Session> sessions(Predicate<Session> which) {
    return cards.stream().flatMap(card -> card.sessions.stream()).filter(which).toList();
  }

  private List<Session> booked(int who, String booking, Collection<Session> taken) {
    return sessions(
        s ->
            s.card.owner == who
                && s.state == State.BOOKED
                && s.booking.equals(booking)
                && !taken.contains(s));
  }

  /** The open card of a number, that ending first if there are two. */
  private Optional<Card> open(int who, String number) {
    return cards.stream()
        .filter(card -> card.owner == who && card.number.equals(number) && card.isOpen())
        .min(ENDING_FIRST);
  }

  private boolean isInUse(int who, String name) {
    return open(who, name).isPresent() || !booked(who, name, List.of()).isEmpty();
  }

  @Override
  public Deal sell(int who, String number, long many, long price, Optional<LotTerm> term) {
    if (isInUse(who, number)) {
      return Deal.refused(Reason.REF_TAKEN);
    }
    give(who, number, many, price, term.orElse(terms.term()));
    return Deal.DONE;
  }

  private Card give(int who, String number, long many, long price, LotTerm term) {
    Optional<Instant> end = term.endsAt(now, zone, joined);
    Card card = new Card(who, number, now, cards.size(), end, many, price);
    cards.add(card);
    return card;
  }

  @Override
  public Deal reward(int who, String number) {
    if (isInUse(who, number)) {
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
    if (isInUse(who, booking)) {
      return Deal.refused(Reason.REF_TAKEN);
    }
    if (card.isPresent() && open(who, card.get()).isEmpty()) {
      return Deal.refused(Reason.CARD_NOT_OPEN);
    }
    if (until.filter(end -> !end.isAfter(now)).isPresent()) {
      return Deal.refused(Reason.END_NOT_LATER);
    }
    List<Session> free = free(who, card, List.of());
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

  /** What may be used: of the card ending first, then of the one with fewest left. */
  private List<Session> free(int who, Optional<String> number, Collection<Session> taken) {
    Predicate<Session> may = session -> session.state == State.FREE && !taken.contains(session);
    Comparator<Card> order =
        Comparator.comparing(Card::lasts)
            .thenComparing(card -> card.sessions.stream().filter(may).count())
            .thenComparing(OLDEST);
    return cards.stream()
        .filter(card -> card.owner == who && (number.isEmpty() || number.get().equals(card.number)))
        .sorted(order)
        .flatMap(card -> card.sessions.stream())
        .filter(may)
        .toList();
  }

  @Override
  public Deal cancel(int who, String booking, Instant appointment) {
    boolean late =
        terms.lateCancel().filter(window -> now.plus(window).isAfter(appointment)).isPresent();
    return late ? forfeit(who, booking) : release(who, booking);
  }

  @Override
  public Deal noShow(int who, String booking) {
    return terms.noShowSpends() ? forfeit(who, booking) : release(who, booking);
  }

  private Deal forfeit(int who, String booking) {
    List<Session> promised = booked(who, booking, List.of());
    promised.forEach(session -> session.state = State.USED);
    return promised.isEmpty() ? Deal.refused(Reason.NOTHING_HELD) : Deal.DONE;
  }

  @Override
  public Deal release(int who, String booking) {
    List<Session> promised = booked(who, booking, List.of());
    promised.forEach(this::comeBack);
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
      part.ref().ifPresent(booking -> booked(owner, booking, taken).forEach(this::comeBack));
    }
    sales.add(new Sale(taken, price));
    return Deal.DONE;
  }

  /** What may pay: what the booking has, or the card, or any; empty: there is no such card. */
  private Optional<List<Session>> payable(int who, Optional<String> ref, List<Session> taken) {
    if (ref.isPresent()) {
      List<Session> promised = booked(who, ref.get(), taken);
      if (!promised.isEmpty()) {
        return Optional.of(
            promised.stream()
                .sorted(Comparator.comparing((Session session) -> session.card, ENDING_FIRST))
                .toList());
      }
      if (open(who, ref.get()).filter(card -> !taken.containsAll(card.sessions)).isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(free(who, ref, taken));
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
      } else if (!card.hasEnded(now)) {
        session.state = State.FREE;
      } else if (terms.restoredFor().isZero()) {
        session.state = State.ENDED;
      } else {
        session.state = State.FREE;
        card.end = Optional.of(now.atZone(storeZone).plus(terms.restoredFor()).toInstant());
      }
    }
  }

  /** Why nothing can be done with a card as a whole. */
  private Optional<Deal> untouchable(int who, String number) {
    Optional<Card> card = open(who, number);
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
    Card card = open(who, number).orElseThrow();
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
    Card card = open(who, number).orElseThrow();
    if (terms.freezes().filter(most -> card.freezes >= most).isPresent()) {
      return Deal.refused(Reason.FREEZES_USED);
    }
    Optional<Instant> latest =
        terms.longestFreeze().map(longest -> now.atZone(zone).plus(longest).toInstant());
    Optional<Instant> thaws = until.or(() -> latest);
    if (thaws.filter(at -> !at.isAfter(now)).isPresent()) {
      return Deal.refused(Reason.END_NOT_LATER);
    }
    if (latest.isPresent() && thaws.orElseThrow().isAfter(latest.get())) {
      return Deal.refused(Reason.FREEZE_TOO_LONG);
    }
    card.freezes++;
    card.frozenSince = Optional.of(now);
    card.thaws = thaws;
    for (Session session : card.sessions) {
      session.state = session.state == State.FREE ? State.FROZEN : session.state;
    }
    return Deal.DONE;
  }

  @Override
  public Deal thaw(int who, String number) {
    List<Card> frozen =
        cards.stream()
            .filter(card -> card.owner == who && card.number.equals(number))
            .filter(card -> card.frozenSince.isPresent())
            .toList();
    frozen.forEach(this::thaw);
    return frozen.isEmpty() ? Deal.refused(Reason.NOTHING_HELD) : Deal.DONE;
  }

  @Override
  public Deal extend(int who, String number, Period by) {
    return extend(
        who,
        number,
        open(who, number)
            .flatMap(card -> card.end)
            .map(end -> end.atZone(zone).plus(by).toInstant()));
  }

  @Override
  public Deal extend(int who, String number, Instant until) {
    return extend(who, number, Optional.of(until));
  }

  private Deal extend(int who, String number, Optional<Instant> until) {
    Optional<Card> card = open(who, number);
    if (card.isEmpty()) {
      return Deal.refused(Reason.CARD_NOT_OPEN);
    }
    Instant end = card.get().lasts();
    if (until.filter(at -> at.isAfter(end) && at.isAfter(now)).isEmpty()) {
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
    if (isInUse(other, number)) {
      return Deal.refused(Reason.REF_TAKEN);
    }
    Card card = open(who, number).orElseThrow();
    long many = card.count(State.FREE);
    long money = goes(card, many);
    Card theirs = new Card(other, number, card.soldAt, cards.size(), card.end, many, money);
    theirs.freezes = card.freezes;
    cards.add(theirs);
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
  public List<Shown> cards(int who) {
    return cards.stream()
        .filter(card -> card.owner == who && card.isOpen())
        .sorted(
            Comparator.comparing(Card::lasts)
                .thenComparing(card -> card.count(State.FREE))
                .thenComparing(OLDEST))
        .map(
            card ->
                new Shown(
                    card.number,
                    card.sessions.size() - card.count(State.PAID_BACK),
                    card.count(State.FREE),
                    card.count(State.BOOKED),
                    card.count(State.FROZEN),
                    card.each,
                    card.soldAt,
                    card.end))
        .toList();
  }

  @Override
  public SortedMap<String, Long> booked(int who) {
    SortedMap<String, Long> booked = new TreeMap<>();
    for (Session session : sessions(s -> s.card.owner == who && s.state == State.BOOKED)) {
      booked.merge(session.booking, 1L, Long::sum);
    }
    return booked;
  }
}
