package io.regulars.spi.outbox;

import io.regulars.spi.Shapes;
import io.regulars.spi.VisitId;

/**
 * What a message is about: what came of it may make the message needless.
 *
 * @param kind what sort of thing, 1 to 32 characters: {@link #VISIT}, {@link #CASE}, or a part's
 *     own
 * @param id which, 1 to 64 characters
 */
public record About(String kind, String id) {

  /** A visit; what is about one that was voided is withheld. */
  public static final String VISIT = "visit";

  /** A complaint's case; what is about one shows staff no contact data. */
  public static final String CASE = "complaint";

  /** Refuses blank, padded or over-long codes. */
  public About {
    Shapes.code("About.kind", kind, 32);
    Shapes.code("About.id", id, 64);
  }

  /** About a visit. */
  public static About visit(VisitId visit) {
    return new About(VISIT, visit.toString());
  }
}
