package io.regulars.jdbc.internal;

import java.util.LinkedHashMap;
import java.util.Map;

/** The ratings of an answer as a text. */
public final class RatingsCodec {

  private RatingsCodec() {}

  /** The text of {@code ratings}: of each its dimension and what was given. */
  public static String encode(Map<String, Integer> ratings) {
    ItemWriter out = new ItemWriter();
    ratings.forEach((dimension, given) -> out.add(dimension).add((long) given));
    return out.toString();
  }

  /** The ratings of {@code text}. */
  public static Map<String, Integer> decode(String text) {
    Map<String, Integer> ratings = new LinkedHashMap<>();
    ItemReader in = new ItemReader(text);
    while (in.hasNext()) {
      ratings.put(in.next(), Math.toIntExact(in.nextLong()));
    }
    return ratings;
  }
}
