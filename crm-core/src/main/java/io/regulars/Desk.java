package io.regulars;

import io.regulars.benefit.BenefitService;
import io.regulars.casebook.CasebookService;
import io.regulars.complaint.ComplaintService;
import io.regulars.coupon.CouponService;
import io.regulars.course.CourseService;
import io.regulars.customer.CustomerService;
import io.regulars.engine.DeskContext;
import io.regulars.engine.Texts;
import io.regulars.feedback.FeedbackService;
import io.regulars.ledger.LedgerService;
import io.regulars.liability.LiabilityService;
import io.regulars.notify.MessageService;
import io.regulars.notify.TaskService;
import io.regulars.points.PointsService;
import io.regulars.spi.Actor;
import io.regulars.spi.feedback.SentimentReader;
import io.regulars.storedvalue.StoredValueService;
import io.regulars.visit.VisitService;
import java.util.Locale;

/**
 * One actor at work for one merchant: where commands are given and files are read. Cheap to make,
 * made as often as needed. Thread-safe.
 */
public final class Desk {

  private final DeskContext context;
  private final SentimentReader sentiment;

  Desk(DeskContext context, SentimentReader sentiment) {
    this.context = context;
    this.sentiment = sentiment;
  }

  /** Who sits here. */
  public Actor actor() {
    return context.actor();
  }

  /** Customers: register, update, find, timeline. */
  public CustomerService customers() {
    return new CustomerService(context);
  }

  /** Visits: record, refund, void, find. */
  public VisitService visits() {
    return new VisitService(context);
  }

  /** Points: redeem, cancel, confirm, adjust, statement. */
  public PointsService points() {
    return new PointsService(context);
  }

  /** All accounts: statements, reservations, accounts of the host's own. */
  public LedgerService ledger() {
    return new LedgerService(context);
  }

  /** Course cards: sell, reserve, cancel, freeze, extend, transfer, refund, show. */
  public CourseService courses() {
    return new CourseService(context);
  }

  /** Stored value: top up, refund, freeze, balance. */
  public StoredValueService storedValue() {
    return new StoredValueService(context);
  }

  /** Benefits of tiers: list, use, give back. */
  public BenefitService benefits() {
    return new BenefitService(context);
  }

  /** What all customers together have, for head office. */
  public LiabilityService liability() {
    return new LiabilityService(context);
  }

  /** Coupons: issue, withdraw, list, quote. */
  public CouponService coupons() {
    return new CouponService(context);
  }

  /** Complaints: open, answer, resolve, close, and what their clocks show. */
  public ComplaintService complaints() {
    return new ComplaintService(context);
  }

  /** Messages: dead letters, sent again, given up. */
  public MessageService messages() {
    return new MessageService(context, Rulebook.tasks());
  }

  /** Tasks: list, do, put off, hand over. */
  public TaskService tasks() {
    return new TaskService(context, Rulebook.tasks());
  }

  /** Surveys: take answers, list them, and what they say. */
  public FeedbackService feedback() {
    return new FeedbackService(context, sentiment);
  }

  /** The numbers of complaints, and cases fit for the public. */
  public CasebookService casebook() {
    return new CasebookService(context);
  }

  /** Lines in words, in Chinese or English, times in the merchant's zone. */
  public Texts texts(Locale language) {
    return Texts.in(language, context.tenant().merchant().zone());
  }
}
