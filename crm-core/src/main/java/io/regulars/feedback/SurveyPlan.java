package io.regulars.feedback;

import io.regulars.engine.Periods;
import io.regulars.engine.Plan;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.channel.ChannelKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** Which surveys there are, and how customers are asked. */
@Value.Immutable
@RegularsStyle
public interface SurveyPlan extends Plan {

  /** The fewest characters of {@link #secret()}. */
  int LEAST_SECRET = 32;

  /** Surveys; of those that fit a visit the first one asks. */
  List<Survey> surveys();

  /** By which channels customers are asked, the preferred one first. */
  List<ChannelKind> channels();

  /** What a link begins with; the token follows. */
  String link();

  /**
   * What tokens are signed with, at least {@value #LEAST_SECRET} characters known to nobody else.
   * Another one makes the links that are out unknown.
   */
  @Value.Redacted
  String secret();

  /** For how long after a first invitation a customer is not asked about another visit; 30 days. */
  @Value.Default
  default Duration coolDown() {
    return Duration.ofDays(30);
  }

  /** The category of a case that a negative answer opens; {@code survey} unless told. */
  @Value.Default
  default String complaintCategory() {
    return "survey";
  }

  /** The survey of this code. */
  default Optional<Survey> survey(String code) {
    return surveys().stream().filter(survey -> survey.code().equals(code)).findFirst();
  }

  /** There is something to ask, once at a time, somewhere to send it, and a real secret. */
  @Value.Check
  default void check() {
    if (surveys().isEmpty() || channels().isEmpty()) {
      throw new InvalidProgramException(
          "surveys name no survey or no channel; leave the plan out to ask nothing");
    }
    if (surveys().stream().map(Survey::code).distinct().count() != surveys().size()) {
      throw new InvalidProgramException("two surveys have one code; give each its own");
    }
    if (secret().length() < LEAST_SECRET) {
      throw new InvalidProgramException(
          "the secret of survey links has "
              + secret().length()
              + " characters; give at least "
              + LEAST_SECRET
              + " of a random generator's");
    }
    if (link().isBlank()) {
      throw new InvalidProgramException("survey links begin with nothing; give https://...");
    }
    surveys().forEach(survey -> requireAsksOnce(survey.code(), survey.after()));
    surveys().forEach(survey -> requireAsksOnce(survey.code(), survey.afterFirst()));
    if (Periods.checked("a cool-down", coolDown()).isZero()) {
      throw new InvalidProgramException(
          "customers are asked again after " + coolDown() + "; above zero");
    }
  }

  private void requireAsksOnce(String survey, List<Duration> after) {
    Optional<Duration> first = after.stream().min(Duration::compareTo);
    Optional<Duration> last = after.stream().max(Duration::compareTo);
    if (first.isPresent() && last.get().minus(first.get()).compareTo(coolDown()) > 0) {
      throw new InvalidProgramException(
          "survey "
              + survey
              + " reminds until "
              + last.get().minus(first.get())
              + " after it first asked, and customers are asked about another visit after "
              + coolDown()
              + "; make the cool-down no shorter than the reminders");
    }
  }

  /** A builder with nothing set; surveys, channels, link and secret are required. */
  static ImmutableSurveyPlan.Builder builder() {
    return ImmutableSurveyPlan.builder();
  }
}
