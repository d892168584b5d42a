package io.regulars.feedback;

import com.google.common.collect.ImmutableSet;
import com.google.common.hash.Hashing;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.engine.FileDraft;
import io.regulars.engine.MessageRule;
import io.regulars.engine.PlannedMessage;
import io.regulars.ledger.Credit;
import io.regulars.ledger.LedgerRules;
import io.regulars.ledger.Reversals;
import io.regulars.ledger.Shortfall;
import io.regulars.ledger.ShortfallTerms;
import io.regulars.notify.NotificationRules;
import io.regulars.spi.Explanation;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who is asked after a visit, and when. That somebody is asked is a lot on the account {@link
 * AccountKind#ASKED} that ends when he may be asked again: written in the commit of the visit, so
 * that whatever repeats the visit does not ask twice, and it is on the timeline. The invitations
 * and the thanks for a negative answer are messages of that same commit.
 */
public final class SurveyRules implements MessageRule {

  /** Template of an invitation; figures: survey, store, link, staff, item. */
  static final String INVITED = "survey.invited";

  /** Template of the thanks for an answer that opened a case; figures: survey, case. */
  static final String THANKS = "survey.thanks";

  /** Stateless. */
  public SurveyRules() {}

  /** Marks the customer as asked about a visit that was just recorded, if a survey asks. */
  public static void visited(FileDraft draft, Visit visit) {
    Optional<SurveyPlan> plan = draft.program().plan(SurveyPlan.class);
    if (plan.isEmpty() || route(draft, plan.get(), Purpose.SURVEY).isEmpty()) {
      return;
    }
    boolean first =
        draft.before().flatMap(file -> file.stage().firstVisitAt()).isEmpty()
            && draft.visits().size() == 1;
    Optional<Survey> survey =
        plan.get().surveys().stream().filter(each -> asks(draft, each, visit, first)).findFirst();
    if (survey.isPresent()) {
      List<Instant> invitations = invitations(survey.get().after(first), visit, draft.now());
      if (!invitations.isEmpty() && mayAsk(draft, invitations.get(0))) {
        ask(draft, plan.get(), survey.get(), visit, invitations.get(0));
      }
    }
  }

  private static boolean asks(FileDraft draft, Survey survey, Visit visit, boolean first) {
    Locale language = draft.profile().language().orElse(draft.merchant().language());
    List<Duration> after = survey.after(first);
    return !after.isEmpty()
        && (first || !survey.firstOnly())
        && closing(survey, visit).isAfter(draft.now())
        && (survey.tiers().isEmpty() || survey.tiers().contains(draft.tier().tier()))
        && (survey.items().isEmpty()
            || visit.lines().stream().map(VisitLine::item).anyMatch(survey.items()::contains))
        && (survey.languages().isEmpty()
            || survey.languages().stream()
                .anyMatch(spoken -> spoken.getLanguage().equals(language.getLanguage())))
        && isSampled(survey, visit);
  }

  /** By the visit's receipt, so that a repetition, on any node, comes to the same. */
  private static boolean isSampled(Survey survey, Visit visit) {
    if (survey.share() == 100) {
      return true;
    }
    String receipt =
        visit.merchant().value()
            + '\n'
            + survey.code()
            + '\n'
            + visit.store().value()
            + '\n'
            + visit.receipt();
    long hash = Hashing.murmur3_128().hashUnencodedChars(receipt).asLong();
    return Math.floorMod(hash, 100) < survey.share();
  }

  /** When the invitations go out: what a visit told late has missed goes at once, as one. */
  private static List<Instant> invitations(List<Duration> after, Visit visit, Instant now) {
    return after.stream()
        .sorted()
        .map(visit.occurredAt()::plus)
        .map(instant -> instant.isBefore(now) ? now : instant)
        .distinct()
        .toList();
  }

  /** Whether nobody asked for so long that this invitation may go. */
  private static boolean mayAsk(FileDraft draft, Instant invitation) {
    return draft.account(AccountKind.ASKED).lots().stream()
        .map(Lot::end)
        .noneMatch(invitation::isBefore);
  }

  private static void ask(
      FileDraft draft, SurveyPlan plan, Survey survey, Visit visit, Instant invitation) {
    LedgerRules.credit(
        draft,
        Credit.builder()
            .account(AccountKind.ASKED)
            .kind(EntryKind.GRANTED)
            .amount(1)
            .earnedAt(draft.asOf())
            .endsAt(invitation.plus(plan.coolDown()))
            .source(Source.visit(visit.id()))
            .explanation(
                Explanation.of(
                    "survey.asked",
                    survey.code(),
                    visit.receipt(),
                    invitation.toString(),
                    invitation.plus(plan.coolDown()).toString()))
            .build());
  }

  /** When a survey of this visit takes no answer any more. */
  static Instant closing(Survey survey, Visit visit) {
    Instant last =
        Stream.concat(survey.after().stream(), survey.afterFirst().stream())
            .max(Duration::compareTo)
            .map(visit.occurredAt()::plus)
            .orElse(visit.occurredAt());
    return last.plus(survey.openFor());
  }

  @Override
  public List<PlannedMessage> plan(FileDraft draft) {
    Optional<SurveyPlan> plan = draft.program().plan(SurveyPlan.class);
    if (plan.isEmpty()) {
      return List.of();
    }
    List<PlannedMessage> planned = new ArrayList<>();
    for (LedgerEntry entry : draft.entries()) {
      if (entry.account().equals(AccountKind.ASKED) && entry.kind() == EntryKind.GRANTED) {
        invite(draft, plan.get(), entry, planned);
      }
    }
    for (FileEvent event : draft.events()) {
      if (event.kind() == EventKind.FEEDBACK) {
        thank(draft, plan.get(), event, planned);
      }
    }
    return planned;
  }

  private static void invite(
      FileDraft draft, SurveyPlan plan, LedgerEntry asked, List<PlannedMessage> planned) {
    Visit visit =
        draft.visits().stream()
            .filter(each -> asked.source().isVisit(each.id()))
            .findFirst()
            .orElseThrow();
    Survey survey = plan.survey(asked.explanation().figures().get(0)).orElseThrow();
    boolean first = draft.before().flatMap(file -> file.stage().firstVisitAt()).isEmpty();
    String token =
        SurveyToken.sign(plan.secret(), visit.merchant(), visit.id(), survey.code()).text();
    Explanation content =
        Explanation.of(
            INVITED,
            survey.code(),
            visit.store().value(),
            plan.link() + token,
            staff(visit).map(StaffId::value).orElse(""),
            item(visit));
    for (Instant at : invitations(survey.after(first), visit, draft.now())) {
      planned.add(
          PlannedMessage.builder()
              .channels(route(draft, plan, Purpose.SURVEY))
              .purpose(Purpose.SURVEY)
              .content(content)
              .about(About.visit(visit.id()))
              .occurredAt(visit.occurredAt())
              .notBefore(at)
              .expiresAt(closing(survey, visit))
              .build());
    }
  }

  private static void thank(
      FileDraft draft, SurveyPlan plan, FileEvent event, List<PlannedMessage> planned) {
    List<String> figures = event.explanation().figures();
    List<ChannelKind> route = route(draft, plan, Purpose.TRANSACTIONAL);
    if (!figures.get(3).isEmpty() && !route.isEmpty() && !isToldOfHerCase(draft)) {
      planned.add(
          PlannedMessage.builder()
              .channels(route)
              .purpose(Purpose.TRANSACTIONAL)
              .content(Explanation.of(THANKS, figures.get(0), figures.get(3)))
              .about(new About(About.CASE, figures.get(3)))
              .occurredAt(event.occurredAt())
              .build());
    }
  }

  /** Whether the case itself tells the customer that it came in; thanks on top are too many. */
  private static boolean isToldOfHerCase(FileDraft draft) {
    List<ChannelKind> channels =
        draft.program().plan(ComplaintPlan.class).map(ComplaintPlan::channels).orElse(List.of());
    return !reachable(draft, channels, Purpose.TRANSACTIONAL).isEmpty();
  }

  /** The plan's channels on which the customer may be written to for this purpose. */
  private static List<ChannelKind> route(FileDraft draft, SurveyPlan plan, Purpose purpose) {
    return reachable(draft, plan.channels(), purpose);
  }

  private static List<ChannelKind> reachable(
      FileDraft draft, List<ChannelKind> channels, Purpose purpose) {
    return NotificationRules.reachable(draft.program(), draft.profile(), purpose, channels);
  }

  /**
   * Takes back that the customer was asked about a visit that is voided before he was.
   *
   * @param history the file's entries from the visit on
   */
  public static void voided(
      FileDraft draft, Visit visit, List<LedgerEntry> history, Explanation why) {
    for (LedgerEntry entry : history) {
      if (entry.account().equals(AccountKind.ASKED)
          && entry.kind() == EntryKind.GRANTED
          && entry.source().isVisit(visit.id())
          && Instant.parse(entry.explanation().figures().get(3)).isAfter(draft.now())) {
        Reversals.reverse(
            draft,
            entry,
            entry.amount(),
            history,
            ShortfallTerms.of(Shortfall.FORGIVEN),
            entry.source(),
            why);
      }
    }
  }

  /** Whether an invitation about this visit was sent; not one that waits or came to nothing. */
  public static boolean hasAsked(List<OutboxMessage> messages, VisitId visit) {
    Optional<About> about = Optional.of(About.visit(visit));
    return messages.stream()
        .filter(message -> message.content().rule().equals(INVITED))
        .filter(message -> message.about().equals(about))
        .anyMatch(message -> message.status().isSent());
  }

  /** Everybody who served at a visit: whoever is named on a line. */
  static Set<StaffId> served(Visit visit) {
    return visit.lines().stream()
        .map(VisitLine::staff)
        .flatMap(Optional::stream)
        .collect(ImmutableSet.toImmutableSet());
  }

  /** By whom figures count a visit: the first who is named. */
  static Optional<StaffId> staff(Visit visit) {
    return visit.lines().stream().map(VisitLine::staff).flatMap(Optional::stream).findFirst();
  }

  /** What a visit was for: its first line. */
  static String item(Visit visit) {
    return visit.lines().get(0).item();
  }

  /** The invitation that a message is; empty if it is another one. */
  static Optional<Invitation> invitation(OutboxMessage message) {
    if (!message.content().rule().equals(INVITED) || message.about().isEmpty()) {
      return Optional.empty();
    }
    List<String> figures = message.content().figures();
    return Optional.of(
        new Invitation(
            VisitId.parse(message.about().get().id()),
            figures.get(0),
            StoreId.of(figures.get(1)),
            Optional.of(figures.get(3)).filter(staff -> !staff.isEmpty()).map(StaffId::of),
            figures.get(4),
            message.createdAt()));
  }
}
