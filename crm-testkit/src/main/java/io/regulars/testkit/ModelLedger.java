package io.regulars.testkit;

import io.regulars.spi.ledger.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * An account by the book, for {@link LedgerUnderTest} to be compared with: every point is a thing
 * of its own that lies in a lot, hours pass one by one, and nothing is ever summed up in advance.
 */
final class ModelLedger {

  private final List<ModelLot> heaps = new ArrayList<>();

  /** What reservations lack lies nowhere. */
  private final ModelLot nowhere = new ModelLot(-1, 0, 0, 0);

  private final List<Given> credits = new ArrayList<>();
  private final List<Given> spendings = new ArrayList<>();
  private long deficit;
  private final List<Forgiven> forgiven = new ArrayList<>();
  private final List<Cover> covers = new ArrayList<>();
  private long now;
  private int facts;
  private int turn;

  /** Something credited to or spent of a heap, as far as it was not undone. */
  private static final class Given {
    private final ModelLot heap;
    private final String fact;
    private final int turn;
    private final long tooMuch;
    private long rest;

    /** {@code tooMuch}: of the heap, before. */
    Given(ModelLot heap, String fact, int turn, long tooMuch, long rest) {
      this.heap = heap;
      this.fact = fact;
      this.turn = turn;
      this.tooMuch = tooMuch;
      this.rest = rest;
    }
  }

  /** Points of a heap that the customer was let off. */
  private static final class Forgiven {
    private final ModelLot heap;
    private final int turn;
    private long rest;

    Forgiven(ModelLot heap, int turn, long rest) {
      this.heap = heap;
      this.turn = turn;
      this.rest = rest;
    }
  }

  /** A point of a heap that was used for one of another heap, or for one that was owed. */
  private record Cover(ModelLot heap, int turn) {}

  private List<ModelLot> open() {
    return heaps.stream().filter(ModelLot::open).sorted(ModelLot.ORDER).toList();
  }

  private List<ModelLot> withLeft() {
    return open().stream().filter(heap -> !heap.free().isEmpty()).toList();
  }

  /** Does one step; returns what {@link LedgerUnderTest#apply} does. */
  String apply(LedgerStep step) {
    String fact = "fact-" + ++facts;
    turn++;
    String answer =
        switch (step.sort()) {
          case CREDIT -> credit(step, fact);
          case DEBIT -> debit(step);
          case HOLD -> hold(step);
          case RELEASE -> release(step);
          case SPEND_RESERVED -> spendReserved(step);
          case MOVE_END -> moveEnd(step);
          case HAND_OVER -> handOver(step);
          case PAY_BACK -> payBack(step);
          case REVERSE -> reverse(step);
          case RESTORE -> restore(step);
          case PASS -> pass(step.amount());
        };
    back();
    strike();
    return answer;
  }

  /**
   * Reserved points pay what is owed, and points that are free are reserved in the place of those
   * that lie nowhere.
   */
  private void back() {
    for (ModelLot heap : open()) {
      while (deficit > 0 && !heap.over(now) && reserved(heap).isPresent()) {
        displace(heap, reserved(heap).get());
        heap.used++;
        cover(heap);
        deficit--;
      }
    }
    for (ModelLot.Aside aside : List.copyOf(nowhere.asides)) {
      for (ModelLot heap : withLeft()) {
        while (!heap.over(now)
            && !heap.free().isEmpty()
            && drop(nowhere, nowhere.in(aside), 1) > 0) {
          setAside(heap, heap.free().subList(0, 1), aside);
        }
      }
    }
  }

  /** A reserved point is gone, and its reservation lies nowhere. */
  private void displace(ModelLot heap, ModelLot.Aside aside) {
    drop(heap, heap.in(aside), 1);
    setAside(nowhere, add(nowhere, 1), aside);
  }

  private static Optional<ModelLot.Aside> reserved(ModelLot heap) {
    return heap.asides.stream().filter(aside -> aside.kind == Hold.Kind.RESERVED).findFirst();
  }

  /** The first heap that has a point to cover another, free or reserved. */
  private Optional<ModelLot> coverable() {
    return open().stream()
        .filter(heap -> !heap.over(now))
        .filter(heap -> !heap.free().isEmpty() || reserved(heap).isPresent())
        .findFirst();
  }

  private String credit(LedgerStep step, String fact) {
    ModelLot heap =
        open().stream()
            .filter(other -> other.end == step.end() && other.ref == step.ref())
            .reduce((earlier, later) -> later)
            .orElseGet(
                () -> {
                  ModelLot opened = new ModelLot(heaps.size(), now, step.ref(), step.end());
                  heaps.add(opened);
                  return opened;
                });
    heap.worth += 2L * step.amount();
    credits.add(new Given(heap, fact, turn, 0, step.amount()));
    List<ModelLot.Point> come = add(heap, step.amount());
    if (step.way() > 3) {
      long until = step.way() == 4 ? 0 : now + 1 + step.which();
      setAside(heap, come, Hold.Kind.PENDING, fact, until);
    } else {
      settle(heap, step.amount());
    }
    return "";
  }

  private static List<ModelLot.Point> add(ModelLot heap, long amount) {
    List<ModelLot.Point> come = Stream.generate(ModelLot.Point::new).limit(amount).toList();
    heap.points.addAll(come);
    return come;
  }

  private void setAside(
      ModelLot heap, List<ModelLot.Point> points, Hold.Kind kind, String ref, long until) {
    setAside(heap, points, new ModelLot.Aside(kind, ref, now, until));
  }

  private void setAside(ModelLot heap, List<ModelLot.Point> points, ModelLot.Aside like) {
    ModelLot.Aside aside =
        heap.asides.stream()
            .filter(one -> one.isLike(like))
            .findFirst()
            .orElseGet(
                () -> {
                  ModelLot.Aside opened =
                      new ModelLot.Aside(like.kind, like.ref, like.since, like.until);
                  heap.asides.add(opened);
                  return opened;
                });
    points.forEach(point -> point.aside = aside);
    if (like.kind == Hold.Kind.FROZEN) {
      heap.frozenAt = turn;
    }
  }

  /** What has become available ends with its heap, or pays what is owed. */
  private void settle(ModelLot heap, long come) {
    if (heap.over(now)) {
      heap.points.removeAll(heap.free());
    } else {
      pay(heap, come);
    }
  }

  private long pay(ModelLot heap, long most) {
    long paid = 0;
    while (deficit > 0 && paid < most) {
      use(heap);
      cover(heap);
      deficit--;
      paid++;
    }
    return paid;
  }

  /** A point of this heap covers one of another; it may be one that others covered. */
  private void cover(ModelLot heap) {
    if (heap.covered > 0) {
      heap.covered--;
    } else {
      covers.add(new Cover(heap, turn));
    }
  }

  /** A point of this heap is covered by others; it may be one that covered others. */
  private void beCovered(ModelLot heap) {
    for (int i = covers.size() - 1; i >= 0; i--) {
      if (covers.get(i).heap() == heap) {
        covers.remove(i);
        return;
      }
    }
    heap.covered++;
  }

  private static void use(ModelLot heap) {
    heap.points.remove(heap.free().get(0));
    heap.used++;
  }

  private List<ModelLot> takable(LedgerStep step) {
    return withLeft().stream()
        .filter(heap -> step.ref() == 0 || heap.ref == step.ref())
        .sorted(step.way() % 2 == 0 ? ModelLot.ORDER : ModelLot.CARDS)
        .toList();
  }

  private static long left(List<ModelLot> heaps) {
    return heaps.stream().mapToLong(heap -> heap.free().size()).sum();
  }

  private String debit(LedgerStep step) {
    List<ModelLot> heaps = takable(step);
    if (left(heaps) < step.amount()) {
      return "" + left(heaps);
    }
    long missing = step.amount();
    for (ModelLot heap : heaps) {
      long tooMuch = -heap.gone();
      long taken = 0;
      while (missing > 0 && !heap.free().isEmpty()) {
        use(heap);
        missing--;
        taken++;
      }
      spent(heap, tooMuch, taken);
    }
    return "";
  }

  private void spent(ModelLot heap, long tooMuch, long taken) {
    if (taken > 0) {
      spendings.add(new Given(heap, "", turn, Math.max(0, tooMuch), taken));
    }
  }

  private String hold(LedgerStep step) {
    int ref = step.which() % 3;
    List<ModelLot> heaps = withLeft().stream().filter(heap -> ref == 0 || heap.ref == ref).toList();
    if (left(heaps) < step.amount()) {
      return "" + left(heaps);
    }
    Hold.Kind kind = step.way() % 3 == 0 ? Hold.Kind.FROZEN : Hold.Kind.RESERVED;
    long until = step.end() == 0 ? 0 : now + step.end();
    long missing = step.amount();
    for (ModelLot heap : heaps) {
      List<ModelLot.Point> taken = heap.free().stream().limit(missing).toList();
      if (!taken.isEmpty()) {
        setAside(heap, taken, kind, "hold-" + step.ref(), until);
      }
      missing -= taken.size();
    }
    return "";
  }

  private String release(LedgerStep step) {
    Hold.Kind kind = Hold.Kind.values()[step.way() % 3];
    String ref = kind == Hold.Kind.PENDING ? "fact-" + step.which() : "hold-" + step.ref();
    return "" + release(kind, ref);
  }

  private long release(Hold.Kind kind, String ref) {
    long released = forget(aside -> isFor(aside, kind, ref));
    for (ModelLot heap : open()) {
      for (ModelLot.Aside aside : heap.asides) {
        released += isFor(aside, kind, ref) ? heap.in(aside).size() : 0;
      }
    }
    boolean more = comeBack(aside -> isFor(aside, kind, ref));
    while (more) {
      more = comeBack(aside -> isFor(aside, kind, ref));
    }
    return released;
  }

  /** What lies nowhere is not missed any more. */
  private long forget(Predicate<ModelLot.Aside> which) {
    long forgotten = 0;
    for (ModelLot.Aside aside : List.copyOf(nowhere.asides)) {
      forgotten += which.test(aside) ? drop(nowhere, nowhere.in(aside), Long.MAX_VALUE) : 0;
    }
    return forgotten;
  }

  private static boolean isFor(ModelLot.Aside aside, Hold.Kind kind, String ref) {
    return aside.kind == kind && aside.ref.equals(ref);
  }

  /** The first of what is set aside so comes back, if there is one. */
  private boolean comeBack(Predicate<ModelLot.Aside> which) {
    for (ModelLot heap : open()) {
      for (ModelLot.Aside aside : heap.asides) {
        if (which.test(aside)) {
          comeBack(heap, aside);
          return true;
        }
      }
    }
    return false;
  }

  private void comeBack(ModelLot heap, ModelLot.Aside aside) {
    List<ModelLot.Point> back = heap.in(aside);
    back.forEach(point -> point.aside = null);
    heap.asides.remove(aside);
    if (aside.kind == Hold.Kind.FROZEN && heap.end != 0) {
      heap.end += now - aside.since;
    }
    if (aside.kind == Hold.Kind.FROZEN && heap.over(now)) {
      pay(heap, back.size());
      heap.points.removeAll(heap.free());
    } else {
      settle(heap, back.size());
    }
  }

  private String spendReserved(LedgerStep step) {
    String ref = "hold-" + step.ref();
    long reserved = 0;
    for (ModelLot heap : Stream.concat(open().stream(), Stream.of(nowhere)).toList()) {
      for (ModelLot.Aside aside : heap.asides) {
        if (aside.kind == Hold.Kind.RESERVED && aside.ref.equals(ref)) {
          reserved += heap.in(aside).size();
        }
      }
    }
    if (reserved < step.amount()) {
      return "" + reserved;
    }
    long missing = step.amount();
    for (ModelLot heap : open()) {
      for (ModelLot.Aside aside : List.copyOf(heap.asides)) {
        if (aside.kind == Hold.Kind.RESERVED && aside.ref.equals(ref)) {
          long tooMuch = -heap.gone();
          List<ModelLot.Point> taken = heap.in(aside).stream().limit(missing).toList();
          heap.points.removeAll(taken);
          heap.used += taken.size();
          spent(heap, tooMuch, taken.size());
          missing -= taken.size();
          tidy(heap);
        }
      }
    }
    if (missing > 0) {
      deficit += missing;
      spendings.add(new Given(nowhere, "", turn, 0, missing));
    }
    back();
    release(Hold.Kind.RESERVED, ref);
    return "";
  }

  private static void tidy(ModelLot heap) {
    heap.asides.removeIf(aside -> heap.in(aside).isEmpty());
  }

  private String moveEnd(LedgerStep step) {
    List<ModelLot> heaps = open();
    if (!heaps.isEmpty()) {
      ModelLot heap = heaps.get(step.which() % heaps.size());
      heap.end = step.end();
    }
    return "";
  }

  private String handOver(LedgerStep step) {
    List<ModelLot> heaps = withLeft();
    if (!heaps.isEmpty()) {
      ModelLot heap = heaps.get(step.which() % heaps.size());
      while (!heap.free().isEmpty()) {
        use(heap);
      }
    }
    return "";
  }

  private String payBack(LedgerStep step) {
    List<ModelLot> heaps = withLeft();
    if (!heaps.isEmpty()) {
      ModelLot heap = heaps.get(step.which() % heaps.size());
      int amount = Math.min(step.amount(), heap.free().size());
      heap.worth -= Math.min(amount, heap.worth);
      drop(heap, heap.free(), amount);
    }
    return "";
  }

  private static long drop(ModelLot heap, List<ModelLot.Point> points, long most) {
    List<ModelLot.Point> gone = points.stream().limit(most).toList();
    heap.points.removeAll(gone);
    tidy(heap);
    return gone.size();
  }

  private String reverse(LedgerStep step) {
    List<Given> known = credits.stream().filter(credit -> credit.rest > 0).toList();
    if (known.isEmpty()) {
      return "";
    }
    Given credit = known.get(step.which() % known.size());
    ModelLot heap = credit.heap;
    long rest = step.way() % 2 == 0 ? credit.rest : Math.min(step.amount(), credit.rest);
    credit.rest -= rest;
    for (ModelLot.Aside aside : List.copyOf(heap.asides)) {
      if (aside.kind == Hold.Kind.PENDING && aside.ref.equals(credit.fact)) {
        rest -= drop(heap, heap.in(aside), rest);
      }
    }
    rest -= drop(heap, heap.free(), rest);
    rest -= heap.over(now) ? 0 : dropReserved(heap, rest);
    long used = Math.min(rest, Math.max(0, heap.gone()));
    long ended = rest - used;
    heap.used -= used;
    rest = used;
    while (rest > 0 && coverable().isPresent()) {
      ModelLot other = coverable().get();
      if (other.free().isEmpty()) {
        displace(other, reserved(other).orElseThrow());
        other.used++;
      } else {
        use(other);
      }
      cover(other);
      beCovered(heap);
      rest--;
    }
    dropReserved(heap, ended);
    long aside = promised();
    return switch (LedgerUnderTest.shortfall(step)) {
      case DEFICIT -> {
        owe(heap, rest);
        yield "0";
      }
      case FORGIVEN -> {
        long given = rest - owe(heap, Math.min(rest, aside));
        forgiven.add(new Forgiven(heap, turn, given));
        yield "" + given;
      }
      case CASH_OWED -> "" + (rest - owe(heap, Math.min(rest, aside)));
    };
  }

  /** What is frozen beyond what is owed already. */
  private long promised() {
    long held = 0;
    for (ModelLot heap : open()) {
      held += heap.points.stream().filter(ModelLot.Point::promised).count();
    }
    return Math.max(0, held - deficit);
  }

  private long dropReserved(ModelLot heap, long most) {
    long dropped = 0;
    while (dropped < most && reserved(heap).isPresent()) {
      displace(heap, reserved(heap).get());
      dropped++;
    }
    return dropped;
  }

  private long owe(ModelLot heap, long amount) {
    for (long i = 0; i < amount; i++) {
      deficit++;
      beCovered(heap);
    }
    return amount;
  }

  private String restore(LedgerStep step) {
    List<Given> known = spendings.stream().filter(spent -> spent.rest > 0).toList();
    if (known.isEmpty()) {
      return "";
    }
    Given spent = known.get(step.which() % known.size());
    ModelLot heap = spent.heap;
    long amount = step.way() % 2 == 0 ? spent.rest : Math.min(step.amount(), spent.rest);
    spent.rest -= amount;
    if (heap == nowhere) {
      restoreOverdrawn(spent, amount, step);
      return "";
    }
    long gone = heap.gone();
    add(heap, amount);
    heap.used -= amount;
    long rest = amount;
    for (Forgiven given : forgiven) {
      while (given.turn > spent.turn && given.rest > 0 && rest > 0) {
        use(heap);
        given.rest--;
        rest--;
        if (given.heap != heap) {
          cover(heap);
          beCovered(given.heap);
        }
      }
    }
    long beyond = rest - Math.max(0, gone);
    long undone = pay(heap, beyond);
    long most = rest - Math.max(0, gone + spent.tooMuch);
    for (int i = covers.size() - 1; i >= 0 && undone < most && heap.covered > 0; i--) {
      Cover cover = covers.remove(i);
      use(heap);
      heap.covered--;
      cover.heap().points.add(new ModelLot.Point());
      cover.heap().used--;
      keep(cover.heap(), 1, cover.turn(), step);
      undone++;
    }
    rest -= undone;
    keep(heap, rest, spent.turn, step);
    return "";
  }

  /** What was owed is not, what paid it comes back. */
  private void restoreOverdrawn(Given spent, long amount, LedgerStep step) {
    long owed = Math.min(amount, deficit);
    deficit -= owed;
    for (long i = owed; i < amount; i++) {
      Cover cover = covers.remove(covers.size() - 1);
      ModelLot heap = cover.heap();
      add(heap, 1);
      heap.used--;
      Optional<Forgiven> given = letOffSince(spent);
      if (given.isPresent()) {
        use(heap);
        given.get().rest--;
        if (given.get().heap != heap) {
          cover(heap);
          beCovered(given.get().heap);
        }
      } else {
        keep(heap, 1, cover.turn(), step);
      }
    }
  }

  private Optional<Forgiven> letOffSince(Given spent) {
    return forgiven.stream().filter(one -> one.turn > spent.turn && one.rest > 0).findFirst();
  }

  /** What has come back is frozen if its heap was since it went, and else kept to its end. */
  private void keep(ModelLot heap, long come, int since, LedgerStep step) {
    Optional<ModelLot.Aside> frozen =
        heap.asides.stream().filter(aside -> aside.kind == Hold.Kind.FROZEN).findFirst();
    if (come > 0 && frozen.isPresent() && heap.frozenAt > since) {
      heap.free().stream().limit(come).toList().forEach(point -> point.aside = frozen.get());
    } else if (come > 0) {
      if (step.end() != 0 && heap.over(now)) {
        heap.end = now + step.end();
      }
      settle(heap, come);
    }
  }

  private String pass(int hours) {
    for (int i = 0; i < hours; i++) {
      now++;
      strike();
    }
    return "";
  }

  /** What time does at an instant: holds lapse, then heaps end. */
  private void strike() {
    if (forget(aside -> aside.until != 0 && aside.until <= now) > 0) {
      back();
    }
    boolean more = comeBack(aside -> aside.until != 0 && aside.until <= now);
    while (more) {
      back();
      more = comeBack(aside -> aside.until != 0 && aside.until <= now);
    }
    for (ModelLot heap : open()) {
      if (heap.over(now)) {
        heap.points.removeAll(heap.free());
      }
    }
  }

  long deficit() {
    return deficit;
  }

  /** How many points reservations lack. */
  long unbacked() {
    return nowhere.points.size();
  }

  /** What is left or held, less the deficit. */
  long balance() {
    return open().stream().mapToLong(heap -> heap.points.size()).sum() - deficit;
  }

  /** The open lots in the order of debits, in words. */
  List<String> lots() {
    return open().stream().map(ModelLedger::told).toList();
  }

  private static String told(ModelLot heap) {
    List<String> holds =
        heap.asides.stream()
            .map(
                aside ->
                    aside.kind
                        + " "
                        + aside.ref
                        + " "
                        + heap.in(aside).size()
                        + " since "
                        + aside.since
                        + " until "
                        + aside.until)
            .toList();
    return heap.free().size()
        + " left to "
        + heap.end
        + " of "
        + (heap.ref == 0 ? "any" : "lot-" + heap.ref)
        + " worth "
        + heap.worth
        + " holds "
        + holds;
  }
}
