package io.regulars.testkit;

import io.regulars.testkit.CardCounter.Rack;
import io.regulars.testkit.CardCounter.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Cards as boxes of sessions, each a thing of its own, and what time alone does to them. */
final class CardShelf {

  /** Where a session is. */
  enum State {
    FREE,
    BOOKED,
    FROZEN,
    USED,
    ENDED,
    PAID_BACK
  }

  /** One session. */
  static final class Session {
    final Card card;
    State state = State.FREE;
    String booking = "";
    Optional<Instant> lapses = Optional.empty();

    Session(Card card) {
      this.card = card;
    }
  }

  /** A card, and what was paid for it. */
  static final class Card {
    final Rack rack;
    final String number;
    final Instant soldAt;
    final int place;
    final long each;
    final List<Session> sessions = new ArrayList<>();
    Optional<Instant> end;
    long paid;
    int freezes;
    Optional<Instant> frozenSince = Optional.empty();
    Optional<Instant> thaws = Optional.empty();

    Card(
        Rack rack,
        String number,
        Instant soldAt,
        int place,
        Optional<Instant> end,
        long many,
        long paid) {
      this.rack = rack;
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

    long count(State state) {
      return sessions.stream().filter(session -> session.state == state).count();
    }

    long open() {
      return count(State.FREE) + count(State.BOOKED) + count(State.FROZEN);
    }

    boolean isOpen() {
      return open() > 0;
    }

    boolean hasEnded(Instant now) {
      return end.filter(at -> !at.isAfter(now)).isPresent();
    }

    Instant lasts() {
      return end.orElse(Instant.MAX);
    }

    /** What goes with so many sessions: what was paid, less the price of those that stay. */
    long worthOf(long many) {
      return many == 0 ? 0 : paid - each * (sessions.size() - count(State.PAID_BACK) - many);
    }
  }

  static final Comparator<Card> OLDEST =
      Comparator.comparing((Card card) -> card.soldAt).thenComparing(card -> card.place);

  static final Comparator<Card> ENDING_FIRST =
      Comparator.comparing(Card::lasts).thenComparing(OLDEST);

  private final List<Card> cards = new ArrayList<>();
  private Instant now;

  CardShelf(Instant start) {
    this.now = start;
  }

  Instant now() {
    return now;
  }

  /** A new card of free sessions. */
  Card put(Rack rack, String number, Instant soldAt, Optional<Instant> end, long many, long paid) {
    Card card = new Card(rack, number, soldAt, cards.size(), end, many, paid);
    cards.add(card);
    return card;
  }

  /** All cards of a number that there ever were. */
  List<Card> all(Rack rack, String number) {
    return cards.stream()
        .filter(card -> card.rack.equals(rack) && card.number.equals(number))
        .toList();
  }

  /** Time passes. */
  void pass(Instant at) {
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
  void comeBack(Session session) {
    session.state = session.card.hasEnded(now) ? State.ENDED : State.FREE;
    session.lapses = Optional.empty();
  }

  /** A card is used again, and ends as much later as it was frozen. */
  void thaw(Card card) {
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

  /** What a booking has, less what is taken of it. */
  List<Session> booked(Rack rack, String booking, Collection<Session> taken) {
    return sessions(
        s ->
            s.card.rack.equals(rack)
                && s.state == State.BOOKED
                && s.booking.equals(booking)
                && !taken.contains(s));
  }

  /** The open card of a number, that ending first if there are two. */
  Optional<Card> open(Rack rack, String number) {
    return cards.stream()
        .filter(card -> card.rack.equals(rack) && card.number.equals(number) && card.isOpen())
        .min(ENDING_FIRST);
  }

  /** Whether an open card or a booking is known by it. */
  boolean isInUse(Rack rack, String name) {
    return open(rack, name).isPresent() || !booked(rack, name, List.of()).isEmpty();
  }

  /** What may be used: of the card ending first, then of the one with fewest left. */
  List<Session> free(Rack rack, Optional<String> number, Collection<Session> taken) {
    Predicate<Session> may = session -> session.state == State.FREE && !taken.contains(session);
    Comparator<Card> order =
        Comparator.comparing(Card::lasts)
            .thenComparing(card -> card.sessions.stream().filter(may).count())
            .thenComparing(OLDEST);
    return cards.stream()
        .filter(
            card ->
                card.rack.equals(rack) && (number.isEmpty() || number.get().equals(card.number)))
        .sorted(order)
        .flatMap(card -> card.sessions.stream())
        .filter(may)
        .toList();
  }

  /** The open cards, the first to be used first. */
  List<Shown> cards(Rack rack, Optional<Instant> nextDue) {
    return cards.stream()
        .filter(card -> card.rack.equals(rack) && card.isOpen())
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
                    card.end,
                    nextDue))
        .toList();
  }

  /** What a booking has, of all services. */
  List<Session> booked(int who, String booking) {
    return sessions(
        s -> s.card.rack.who() == who && s.state == State.BOOKED && s.booking.equals(booking));
  }

  /** What is reserved, by booking, of all services. */
  SortedMap<String, Long> booked(int who) {
    SortedMap<String, Long> booked = new TreeMap<>();
    for (Session session : sessions(s -> s.card.rack.who() == who && s.state == State.BOOKED)) {
      booked.merge(session.booking, 1L, Long::sum);
    }
    return booked;
  }

  /** What would be paid back for all that is unused. */
  long worth() {
    return cards.stream().mapToLong(card -> card.worthOf(card.open())).sum();
  }

  /** How many sessions have ended unused. */
  long ended() {
    return cards.stream().mapToLong(card -> card.count(State.ENDED)).sum();
  }
}
