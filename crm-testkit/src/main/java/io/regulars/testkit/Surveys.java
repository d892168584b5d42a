package io.regulars.testkit;

import static io.regulars.testkit.Salon.SHOP;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.Handler;
import io.regulars.complaint.Rank;
import io.regulars.engine.Outcome;
import io.regulars.engine.Plan;
import io.regulars.feedback.AnswerSurvey;
import io.regulars.feedback.FeedbackGiven;
import io.regulars.feedback.ImmutableAnswerSurvey;
import io.regulars.feedback.ImmutableRecordFeedback;
import io.regulars.feedback.ImmutableSurvey;
import io.regulars.feedback.ImmutableSurveyPlan;
import io.regulars.feedback.RecordFeedback;
import io.regulars.feedback.Survey;
import io.regulars.feedback.SurveyPlan;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.feedback.FeedbackChannel;
import io.regulars.spi.feedback.SentimentReader;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.CaseCriteria;
import io.regulars.worktime.WorkingHours;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A salon that asks after a visit: three hours later, about quality and attitude, of five. */
final class Surveys {

  /** What its links begin with. */
  static final String LINK = "https://lotus.example/s/";

  private final Salon salon;
  private final Crm crm;

  Surveys(Salon salon, SentimentReader sentiment, Plan... plans) {
    this.salon = salon;
    this.crm =
        Crm.builder()
            .storage(salon.storage())
            .merchant(Salon.merchant(), Salon.program().with("2026-survey", plans))
            .clock(salon.clock())
            .channel(salon.sms())
            .sentiment(sentiment)
            .build();
  }

  /** A salon that asks and handles complaints. */
  static Surveys at(Salon salon) {
    return at(salon, survey -> survey);
  }

  /** The same with another survey. */
  static Surveys at(Salon salon, UnaryOperator<ImmutableSurvey.Builder> change) {
    return new Surveys(
        salon, SentimentReader.NONE, plan(change.apply(survey()).build()).build(), complaints());
  }

  /** A salon that asks, with whatever other plans. */
  static Surveys with(Salon salon, Plan... others) {
    return new Surveys(
        salon,
        SentimentReader.NONE,
        Stream.concat(Stream.of(plan(survey().build()).build()), Arrays.stream(others))
            .toArray(Plan[]::new));
  }

  /** Its survey. */
  static ImmutableSurvey.Builder survey() {
    return Survey.builder()
        .code("visit")
        .addDimensions("quality", "attitude")
        .addAfter(Duration.ofHours(3));
  }

  /** Its plan, with a cool-down of 30 days. */
  static ImmutableSurveyPlan.Builder plan(Survey... surveys) {
    return SurveyPlan.builder()
        .addSurveys(surveys)
        .addChannels(ChannelKind.SMS)
        .link(LINK)
        .secret("0123456789abcdef0123456789abcdef");
  }

  /** A clerk and a store manager per shop, and head office. */
  static ComplaintPlan complaints() {
    return ComplaintPlan.builder()
        .hours(WorkingHours.roundTheClock())
        .addHandlers(
            Handler.of(StaffId.of("clerk"), Rank.CLERK).build(),
            Handler.of(StaffId.of("mei"), Rank.STORE_MANAGER).addStores(SHOP).build(),
            Handler.of(StaffId.of("lan"), Rank.STORE_MANAGER).addStores(StoreId.of("S2")).build(),
            Handler.of(StaffId.of("boss"), Rank.HEAD_OFFICE).build())
        .build();
  }

  /** The library. */
  Crm crm() {
    return crm;
  }

  /** The desk of head office. */
  Desk desk() {
    return Salon.desk(crm, Role.HEAD_OFFICE);
  }

  /** Records a sale of one massage. */
  VisitId pays(CustomerId customer, String receipt) {
    return Salon.visit(desk(), Salon.sale(customer, receipt, "100.00"));
  }

  /** All messages that ask this customer. */
  List<OutboxMessage> asked(CustomerId customer) {
    return salon.storage().messagesOf(Salon.LOTUS, customer, Instant.EPOCH).stream()
        .filter(message -> message.purpose() == Purpose.SURVEY)
        .toList();
  }

  /** The token of the customer's last invitation. */
  String token(CustomerId customer) {
    List<OutboxMessage> asked = asked(customer);
    String link = asked.get(asked.size() - 1).content().figures().get(2);
    return link.substring(LINK.length());
  }

  /** An answer by link. */
  ImmutableAnswerSurvey.Builder by(String token, int quality, int attitude) {
    return AnswerSurvey.builder()
        .token(token)
        .putRatings("quality", quality)
        .putRatings("attitude", attitude);
  }

  /** Answers the customer's last invitation. */
  Outcome<FeedbackGiven> answers(CustomerId customer, int quality, int attitude, int recommend) {
    return Salon.desk(crm, Role.SYSTEM)
        .feedback()
        .answer(by(token(customer), quality, attitude).recommend(recommend).build());
  }

  /** A note in the box. */
  static ImmutableRecordFeedback.Builder note(String key) {
    return RecordFeedback.builder()
        .key(key)
        .survey("visit")
        .channel(FeedbackChannel.BOX)
        .store(SHOP);
  }

  /** The cases there are. */
  static List<CaseFile> cases(Surveys surveys) {
    return surveys.desk().complaints().list(CaseCriteria.ALL);
  }

  /** What the timeline of a customer tells of answers. */
  static List<FileEvent> events(Salon salon, CustomerId customer) {
    return salon.books(customer).events().stream()
        .filter(event -> event.kind() == EventKind.FEEDBACK)
        .toList();
  }
}
