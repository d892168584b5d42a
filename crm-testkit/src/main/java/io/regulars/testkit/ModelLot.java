package io.regulars.testkit;

import io.regulars.spi.ledger.Hold;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A lot of a {@link ModelLedger}, which stays known when nothing is left in it. */
final class ModelLot {

  static final Comparator<ModelLot> ORDER =
      Comparator.comparingLong(ModelLot::lasting)
          .thenComparingLong(heap -> heap.born)
          .thenComparingInt(heap -> heap.number);

  static final Comparator<ModelLot> CARDS =
      Comparator.comparingLong(ModelLot::lasting)
          .thenComparingInt(heap -> heap.free().size())
          .thenComparingLong(heap -> heap.born)
          .thenComparingInt(heap -> heap.number);

  /** A point; held if it has a hold. */
  static final class Point {
    @Nullable Aside aside;

    boolean promised() {
      return aside != null && aside.kind == Hold.Kind.FROZEN;
    }
  }

  /** A part of a lot that is set aside. */
  static final class Aside {
    final Hold.Kind kind;
    final String ref;
    final long since;
    final long until;

    Aside(Hold.Kind kind, String ref, long since, long until) {
      this.kind = kind;
      this.ref = ref;
      this.since = since;
      this.until = until;
    }

    boolean isLike(Aside other) {
      return kind == other.kind && ref.equals(other.ref) && until == other.until;
    }
  }

  final int number;
  final long born;
  final int ref;
  final List<Point> points = new ArrayList<>();
  final List<Aside> asides = new ArrayList<>();
  long end;
  long worth;
  long used;
  int frozenAt;
  int covered;

  ModelLot(int number, long born, int ref, long end) {
    this.number = number;
    this.born = born;
    this.ref = ref;
    this.end = end;
  }

  List<Point> free() {
    return points.stream().filter(point -> point.aside == null).toList();
  }

  List<Point> in(Aside aside) {
    return points.stream().filter(point -> point.aside == aside).toList();
  }

  boolean open() {
    return !points.isEmpty();
  }

  boolean over(long now) {
    return end != 0 && end <= now;
  }

  long lasting() {
    return end == 0 ? Long.MAX_VALUE : end;
  }

  /** What was used of it, and what is promised; below zero: so much on it is too much. */
  long gone() {
    return used + points.stream().filter(Point::promised).count();
  }
}
