package io.regulars.feedback;

import com.github.f4b6a3.uuid.UuidCreator;
import io.regulars.complaint.ComplaintIntake;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.OpenComplaint;
import io.regulars.engine.Action;
import io.regulars.engine.Decision;
import io.regulars.engine.DeskContext;
import io.regulars.engine.FileDraft;
import io.regulars.engine.Job;
import io.regulars.engine.Outcome;
import io.regulars.engine.Refusal;
import io.regulars.engine.Tenant;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.feedback.FeedbackAnswer;
import io.regulars.spi.feedback.FeedbackId;
import io.regulars.spi.feedback.ImmutableFeedbackAnswer;
import io.regulars.spi.feedback.SentimentReader;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.ImmutableOutboxMessage;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.FeedbackCriteria;
import io.regulars.spi.storage.ImmutableChangeSet;
import io.regulars.spi.storage.ImmutableFeedbackCriteria;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What customers answer, at a desk. An answer is there once: of a visit by its survey, of all else
 * by the host's key; the same again gets the first one, marked as repeated. A negative one opens a
 * case with the store manager in the same commit, if the program handles complaints. Thread-safe.
 */
public final class FeedbackService {

  private static final Logger LOG = LoggerFactory.getLogger(FeedbackService.class);

  private final DeskContext desk;
  private final SentimentReader sentiment;

  /** For one desk; {@code sentiment} reads what people write. */
  public FeedbackService(DeskContext desk, SentimentReader sentiment) {
    this.desk = desk;
    this.sentiment = sentiment;
  }

  /**
   * Takes the answer of a customer who followed an invitation's link. The same answer again is a
   * repetition; another one is refused, since the first one counts.
   *
   * @return the answer on record; refused with {@code SURVEY_UNKNOWN}, {@code SURVEY_OVER} or
   *     {@code SURVEY_ANSWERED}
   * @throws io.regulars.spi.InvalidCommandException if a rating is outside the scale, of nothing
   *     that was asked, if nothing is answered, or if the actor is the one who served
   * @throws InvalidProgramException if the program has no {@link SurveyPlan}
   */
  public Outcome<FeedbackGiven> answer(AnswerSurvey command) {
    desk.validation().check(command);
    SurveyPlan plan = plan();
    Optional<SurveyToken> token = SurveyToken.parse(command.token());
    Optional<Survey> survey =
        token.flatMap(
            parsed ->
                plan.surveys().stream()
                    .filter(each -> parsed.isOf(plan, desk.merchant(), each))
                    .findFirst());
    if (survey.isEmpty()) {
      return desk.runner()
          .run(desk.actor(), new Refusing(Refusal.of(Reason.SURVEY_UNKNOWN).orElseThrow()));
    }
    VisitId visit = token.orElseThrow().visit();
    ImmutableFeedbackAnswer.Builder said =
        said(survey.get().code(), command.ratings(), command.recommend(), command.text())
            .channel(command.channel());
    return give(survey, byAnother(ofVisit(survey.get().code(), visit(visit), said)), true);
  }

  /**
   * Records what a customer said on the telephone, or what was in the box. Of a visit it is refused
   * if the visit's survey has another answer already.
   *
   * @throws io.regulars.spi.InvalidCommandException as for {@link #answer}, or if no shop is named
   * @throws NotFoundException if there is no such customer, visit or store, or the visit is another
   *     customer's
   * @throws ConflictException if the key was used for something else
   * @throws InvalidProgramException if the program has no {@link SurveyPlan}
   */
  public Outcome<FeedbackGiven> record(RecordFeedback command) {
    desk.validation().check(command);
    Optional<Survey> survey = plan().survey(command.survey());
    ImmutableFeedbackAnswer.Builder said =
        said(command.survey(), command.ratings(), command.recommend(), command.text())
            .channel(command.channel());
    Optional<Visit> visit = command.visit().map(this::visit);
    if (visit.isPresent()) {
      if (command.customer().filter(who -> !who.equals(visit.get().customer())).isPresent()) {
        throw new NotFoundException(
            "visit " + visit.get().id() + " is no visit of the customer; leave one of them out");
      }
      return give(survey, byAnother(ofVisit(command.survey(), visit.get(), said)), true);
    }
    if (command.store().isEmpty()) {
      throw desk.invalid("store", "store-or-visit");
    }
    return give(
        survey,
        byAnother(
            said.key("host/" + command.key())
                .customer(command.customer())
                .store(command.store().get())
                .staff(command.staff())
                .item(command.item())
                .build()),
        false);
  }

  /** The answer, if whoever writes it down did not serve. */
  private ImmutableFeedbackAnswer byAnother(ImmutableFeedbackAnswer answer) {
    Optional<StaffId> actor = desk.actor().staff();
    if (actor.filter(served(answer)::contains).isPresent()) {
      throw desk.invalid("staff", "feedback-served", actor.get());
    }
    return answer;
  }

  /** Everybody on a line of the visit it is about, or the one it names. */
  private Set<StaffId> served(FeedbackAnswer answer) {
    return answer
        .visit()
        .flatMap(visit -> desk.storage().visit(desk.merchant(), visit))
        .map(SurveyRules::served)
        .orElseGet(() -> answer.staff().map(Set::of).orElse(Set.of()));
  }

  private ImmutableFeedbackAnswer ofVisit(
      String survey, Visit visit, ImmutableFeedbackAnswer.Builder said) {
    return said.key(FeedbackRules.key(visit.id(), survey))
        .customer(visit.customer())
        .visit(visit.id())
        .store(visit.store())
        .staff(SurveyRules.staff(visit))
        .item(SurveyRules.item(visit))
        .build();
  }

  private ImmutableFeedbackAnswer.Builder said(
      String survey,
      Map<String, Integer> ratings,
      Optional<Integer> recommend,
      Optional<String> text) {
    if (ratings.isEmpty() && recommend.isEmpty() && text.isEmpty()) {
      throw desk.invalid("ratings", "no-answer");
    }
    return FeedbackAnswer.builder()
        .merchant(desk.merchant())
        .id(FeedbackId.of(UuidCreator.getTimeOrderedEpochPlus1()))
        .survey(survey)
        .ratings(ratings)
        .recommend(recommend)
        .text(text)
        .answeredAt(desk.now())
        .actor(desk.actor())
        .program(desk.tenant().program().version());
  }

  /** What a new answer must be; the program may have changed since one that is told again. */
  private void requireNew(Survey survey, FeedbackAnswer told) {
    requireAsked(survey, told.ratings(), told.recommend());
    if (told.visit().isEmpty()) {
      told.customer().ifPresent(desk::stored);
      if (desk.tenant().merchant().store(told.store()).isEmpty()) {
        throw new NotFoundException(
            "store " + told.store() + " is unknown to merchant " + desk.merchant());
      }
    }
  }

  private void requireAsked(
      Survey survey, Map<String, Integer> ratings, Optional<Integer> recommend) {
    ratings.forEach(
        (dimension, given) -> {
          if (!survey.dimensions().contains(dimension)) {
            throw desk.invalid("ratings", "not-asked", String.join(", ", survey.dimensions()));
          }
          if (given < survey.scale().lowest() || given > survey.scale().highest()) {
            throw desk.invalid(
                "ratings[" + dimension + "]",
                "off-scale",
                given,
                survey.scale().lowest(),
                survey.scale().highest());
          }
        });
    if (recommend.isPresent() && !survey.recommendation()) {
      throw desk.invalid("recommend", "not-asked", String.join(", ", survey.dimensions()));
    }
  }

  /**
   * Whether a new answer fits the program is looked at, and its text read, before anything is
   * decided; of one that is known neither.
   *
   * @param survey as the program has it; empty if it has none of this code any more
   */
  private Outcome<FeedbackGiven> give(
      Optional<Survey> survey, ImmutableFeedbackAnswer told, boolean ofVisit) {
    boolean known = desk.storage().feedback(desk.merchant(), told.key()).isPresent();
    FeedbackAnswer read = told;
    if (!known) {
      requireNew(survey.orElseGet(() -> survey(told.survey())), told);
      read = told.withSentiment(told.text().flatMap(this::sentiment));
    }
    return desk.runner().run(desk.actor(), new Giving(survey, read, ofVisit));
  }

  private Optional<Integer> sentiment(String text) {
    try {
      OptionalInt read = sentiment.read(desk.merchant(), text);
      return read.isPresent()
          ? Optional.of(Math.max(-100, Math.min(100, read.getAsInt())))
          : Optional.empty();
    } catch (RuntimeException e) {
      // Not the exception itself: its message may hold the text.
      LOG.warn("the sentiment reader threw {}; the answer is recorded without", e.getClass());
      return Optional.empty();
    }
  }

  /** A refusal that nothing was to be read for. */
  private record Refusing(Refusal refusal) implements Job<FeedbackGiven> {

    @Override
    public Action action() {
      return Action.GIVE_FEEDBACK;
    }

    @Override
    public Decision<FeedbackGiven> decide(Tenant tenant, Instant now) {
      return new Decision.Refuse<>(refusal);
    }
  }

  /** Puts one answer on record. Its key in storage is its receipt. */
  private final class Giving implements Job<FeedbackGiven> {

    private final Optional<Survey> survey;
    private final FeedbackAnswer told;
    private final boolean ofVisit;

    Giving(Optional<Survey> survey, FeedbackAnswer told, boolean ofVisit) {
      this.survey = survey;
      this.told = told;
      this.ofVisit = ofVisit;
    }

    @Override
    public Action action() {
      return Action.GIVE_FEEDBACK;
    }

    @Override
    public Decision<FeedbackGiven> decide(Tenant tenant, Instant now) {
      Optional<FeedbackAnswer> known = desk.storage().feedback(desk.merchant(), told.key());
      if (known.isPresent()) {
        return again(known.get());
      }
      Optional<Refusal> refusal =
          told.visit().filter(visit -> ofVisit).flatMap(visit -> over(visit(visit), now));
      return refusal.isPresent() ? new Decision.Refuse<>(refusal.get()) : write(tenant, now);
    }

    private Decision<FeedbackGiven> again(FeedbackAnswer known) {
      if (FeedbackRules.isSame(known, told)) {
        return new Decision.Keep<>(new FeedbackGiven(known, true));
      }
      if (ofVisit) {
        return new Decision.Refuse<>(
            Refusal.of(Reason.SURVEY_ANSWERED, known.survey(), known.answeredAt()).orElseThrow());
      }
      throw new ConflictException(
          "key "
              + told.key()
              + " was used for another answer at "
              + known.answeredAt()
              + "; use a new key for a new answer, or send the first one again");
    }

    private Survey survey() {
      return survey.orElseThrow();
    }

    private Optional<Refusal> over(Visit visit, Instant now) {
      Instant closing = SurveyRules.closing(survey(), visit);
      if (visit.status() == VisitStatus.VOIDED || !now.isBefore(closing)) {
        return Refusal.of(
            Reason.SURVEY_OVER,
            survey().code(),
            visit.status() == VisitStatus.VOIDED ? visit.status() : closing);
      }
      return Optional.empty();
    }

    private Decision<FeedbackGiven> write(Tenant tenant, Instant now) {
      ImmutableFeedbackAnswer answer = ImmutableFeedbackAnswer.copyOf(told).withAnsweredAt(now);
      Optional<ComplaintIntake> opened =
          FeedbackRules.isNegative(survey(), answer)
              ? ComplaintIntake.open(desk, tenant, now, complaint(answer))
              : Optional.empty();
      answer = answer.withComplaint(opened.map(ComplaintIntake::id));
      ImmutableChangeSet.Builder change = ChangeSet.of(desk.merchant()).addFeedback(answer);
      if (answer.customer().isPresent()) {
        FileDraft file = desk.open(tenant, now, answer.customer().get());
        desk.runner().advance().to(file, now);
        file.happened(EventKind.FEEDBACK, file.asOf(), FeedbackRules.told(survey(), answer));
        opened.ifPresent(intake -> intake.on(file));
        desk.runner().add(file, change);
        answer.visit().ifPresent(visit -> endReminders(file.customer(), visit, change, now));
      } else {
        opened.ifPresent(intake -> intake.addTo(change));
      }
      return new Decision.Write<>(change.build(), new FeedbackGiven(answer, false));
    }

    private OpenComplaint complaint(FeedbackAnswer answer) {
      return OpenComplaint.builder()
          .customer(answer.customer())
          .store(answer.store())
          .channel("survey")
          .category(plan().complaintCategory())
          .visit(answer.visit())
          .accused(answer.staff())
          .item(answer.item())
          .words(answer.text())
          .key(answer.id().toString())
          .build();
    }

    /** Invitations to this visit's survey that wait are not sent any more. */
    private void endReminders(
        CustomerId customer, VisitId visit, ImmutableChangeSet.Builder change, Instant now) {
      Instant since = visit(visit).recordedAt();
      for (OutboxMessage message : desk.storage().messagesOf(desk.merchant(), customer, since)) {
        if (message.status() == DeliveryStatus.PENDING
            && message.content().rule().equals(SurveyRules.INVITED)
            && message.content().figures().get(0).equals(told.survey())
            && message.about().equals(Optional.of(About.visit(visit)))) {
          change.addSettled(
              ImmutableOutboxMessage.copyOf(message)
                  .withVersion(message.version() + 1)
                  .withStatus(DeliveryStatus.WITHHELD)
                  .withNextAttemptAt(now)
                  .withLastReason("answered"));
        }
      }
    }
  }

  /** A customer's answers, oldest first. */
  public List<FeedbackAnswer> of(CustomerId customer) {
    return list(FeedbackCriteria.builder().customer(customer).build());
  }

  /**
   * The answers that match, oldest first: to a store manager those of the shops he is a handler for
   * by the complaint plan, and to nobody one about himself that opened a case.
   */
  public List<FeedbackAnswer> list(FeedbackCriteria criteria) {
    desk.runner().authorise(desk.actor(), Action.READ_FEEDBACK);
    try (Stream<FeedbackAnswer> answers = desk.storage().feedback(desk.merchant(), criteria)) {
      return answers.filter(this::mayRead).toList();
    }
  }

  private boolean mayRead(FeedbackAnswer answer) {
    Optional<StaffId> reader = desk.actor().staff();
    boolean accused =
        answer.complaint().isPresent()
            && reader.isPresent()
            && served(answer).contains(reader.get());
    return !accused && isHis(answer.store());
  }

  private boolean isHis(StoreId store) {
    Optional<ComplaintPlan> plan = desk.tenant().program().plan(ComplaintPlan.class);
    return desk.actor().role() != Role.STORE_MANAGER
        || plan.isEmpty()
        || desk.actor().staff().filter(staff -> !plan.get().isAt(staff, store)).isEmpty();
  }

  /**
   * What the answers that match say, all together; see {@link #figures(FeedbackCriteria, By)}.
   *
   * @throws io.regulars.spi.InvalidCommandException if the criteria name no survey of the program
   */
  public FeedbackFigures figures(FeedbackCriteria criteria) {
    return figures(criteria, By.STORE).values().stream()
        .reduce(FeedbackFigures.NONE, FeedbackFigures::plus);
  }

  /**
   * What the answers that match say, per part. Answers count when they were given, invitations when
   * they were planned; whether one was answered counts to this day. What the actor does not see on
   * the {@link #list list} is not in his figures. Reads every answer and every invitation of the
   * period, and the answers since.
   *
   * @throws io.regulars.spi.InvalidCommandException if the criteria name no survey of the program
   */
  public SortedMap<String, FeedbackFigures> figures(FeedbackCriteria criteria, By by) {
    desk.runner().authorise(desk.actor(), Action.READ_FEEDBACK);
    Survey survey = survey(criteria.survey().orElse(""));
    ZoneId zone = desk.tenant().merchant().zone();
    SortedMap<String, FeedbackFigures> parts = new TreeMap<>();
    Set<String> answered = new HashSet<>();
    FeedbackCriteria open = ImmutableFeedbackCriteria.copyOf(criteria).withBefore(Optional.empty());
    try (Stream<FeedbackAnswer> answers = desk.storage().feedback(desk.merchant(), open)) {
      answers.forEach(
          answer -> {
            answered.add(answer.key());
            if (criteria.matches(answer) && mayRead(answer)) {
              String part =
                  by.part(answer.store(), answer.staff(), answer.item(), answer.answeredAt(), zone);
              parts.merge(part, FeedbackFigures.of(survey, answer), FeedbackFigures::plus);
            }
          });
    }
    for (Invitation sent : sent(criteria)) {
      if (isHis(sent.store())) {
        String part =
            by.part(sent.store(), sent.staff(), Optional.of(sent.item()), sent.plannedAt(), zone);
        parts.merge(
            part, FeedbackFigures.asked(answered.contains(sent.key())), FeedbackFigures::plus);
      }
    }
    return parts;
  }

  /** One invitation per visit of which at least one message was sent. */
  private List<Invitation> sent(FeedbackCriteria criteria) {
    Map<String, Invitation> sent = new LinkedHashMap<>();
    try (Stream<OutboxMessage> messages =
        desk.storage()
            .messagesFor(
                desk.merchant(),
                Purpose.SURVEY,
                criteria.from().orElse(BEGINNING),
                criteria.before().orElse(END))) {
      messages
          .filter(message -> message.status().isSent())
          .filter(
              message ->
                  criteria.customer().isEmpty() || criteria.customer().equals(message.customer()))
          .map(SurveyRules::invitation)
          .flatMap(Optional::stream)
          .filter(each -> criteria.survey().filter(each.survey()::equals).isPresent())
          .filter(each -> criteria.stores().isEmpty() || criteria.stores().contains(each.store()))
          .forEach(each -> sent.putIfAbsent(each.key(), each));
    }
    return List.copyOf(sent.values());
  }

  private static final Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

  private Visit visit(VisitId id) {
    return desk.storage()
        .visit(desk.merchant(), id)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "visit " + id + " is unknown to merchant " + desk.merchant()));
  }

  private Survey survey(String code) {
    SurveyPlan plan = plan();
    return plan.survey(code)
        .orElseThrow(
            () ->
                desk.invalid(
                    "survey",
                    "no-survey",
                    code,
                    String.join(", ", plan.surveys().stream().map(Survey::code).toList())));
  }

  private SurveyPlan plan() {
    return desk.tenant()
        .program()
        .plan(SurveyPlan.class)
        .orElseThrow(
            () ->
                new InvalidProgramException(
                    "the program of merchant "
                        + desk.merchant()
                        + " asks nobody; give it a SurveyPlan"));
  }
}
