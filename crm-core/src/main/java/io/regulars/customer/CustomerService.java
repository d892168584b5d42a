package io.regulars.customer;

import com.github.f4b6a3.uuid.UuidCreator;
import io.regulars.engine.Action;
import io.regulars.engine.Answer;
import io.regulars.engine.DeskContext;
import io.regulars.engine.FileDraft;
import io.regulars.engine.IdempotencyKey;
import io.regulars.engine.Outcome;
import io.regulars.engine.Refusal;
import io.regulars.engine.Tenant;
import io.regulars.engine.Work;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ExternalId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.MerchantId;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Page;
import io.regulars.spi.PageRequest;
import io.regulars.spi.PhoneNumber;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.StoreId;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.FamilyLink;
import io.regulars.spi.customer.ImmutableCustomerProfile;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.TimelineEntry;
import io.regulars.spi.lifecycle.StageStanding;
import io.regulars.spi.storage.CustomerCriteria;
import io.regulars.spi.storage.Storage;
import io.regulars.tier.TierRules;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Registers customers, changes their profiles, and finds them again. Thread-safe. */
public final class CustomerService {

  /** Nobody who still comes joined earlier: it is a slip of the keyboard. */
  private static final Instant EARLIEST_JOINED = Instant.parse("1900-01-01T00:00:00Z");

  private final DeskContext desk;

  /** For one desk. */
  public CustomerService(DeskContext desk) {
    this.desk = desk;
  }

  /**
   * Registers a customer.
   *
   * @return the new file; refused if a phone or an external id belongs to another customer, whose
   *     id is then among the figures
   * @throws InvalidCommandException if the shape is wrong: blank name, impossible phone, joined in
   *     future, brought by two customers, or by the new one
   * @throws NotFoundException if the home store, a family member or the referrer does not exist
   * @throws ConflictException if the key was used for another registration
   */
  public Outcome<Answer> register(RegisterCustomer command) {
    desk.validation().check(command);
    requireOneReferrer(command);
    return desk.run(new Registration(command, checked(command.profile(), command.phones())));
  }

  /**
   * Replaces a customer's profile. A profile equal to the present one changes nothing.
   *
   * @return the changed file; refused if a phone or an external id belongs to another customer
   * @throws InvalidCommandException if the shape is wrong
   * @throws NotFoundException if the customer, the home store or a family member does not exist
   * @throws ConflictException if the profile is no longer the one the edit is based on
   */
  public Outcome<Answer> update(UpdateCustomer command) {
    desk.validation().check(command);
    return desk.run(new Change(command, checked(command.profile(), command.phones())));
  }

  /** The customer's file as it is now, if there is one. */
  public Optional<CustomerFile> find(CustomerId customer) {
    return desk.reading().file(desk.merchant(), customer).map(desk::asOfNow);
  }

  /** The file found by a phone as people type it; empty too if no telephone has such a number. */
  public Optional<CustomerFile> findByPhone(String phone) {
    Storage storage = desk.reading();
    return PhoneNumbers.parse(phone, desk.tenant().merchant().phoneRegion())
        .flatMap(number -> storage.fileByPhone(desk.merchant(), number))
        .map(desk::asOfNow);
  }

  /** The file found by a number in another system. */
  public Optional<CustomerFile> findByExternalId(ExternalId externalId) {
    return desk.reading().fileByExternalId(desk.merchant(), externalId).map(desk::asOfNow);
  }

  /**
   * Customers that match, each as of now, by rising id; the caller closes the stream. The
   * conditions are tested on stored files, so run the due pass first where tier or stage matter.
   */
  public Stream<CustomerFile> search(CustomerCriteria criteria) {
    return desk.reading().customers(desk.merchant(), criteria).map(desk::asOfNow);
  }

  /** Everything that ever happened to a customer, paged by line number. */
  public Page<TimelineEntry> timeline(CustomerId customer, PageRequest page) {
    return desk.pageOf(customer, desk.reading().timeline(desk.merchant(), customer, page));
  }

  /** The profile with the typed phones added, if everything it names exists. */
  private CustomerProfile checked(CustomerProfile profile, List<String> typed) {
    Tenant tenant = desk.tenant();
    String region = tenant.merchant().phoneRegion();
    Set<PhoneNumber> phones = new LinkedHashSet<>();
    for (int i = 0; i < profile.phones().size(); i++) {
      phones.add(phone("profile.phones[" + i + "]", profile.phones().get(i).e164(), region));
    }
    for (int i = 0; i < typed.size(); i++) {
      phones.add(phone("phones[" + i + "]", typed.get(i), region));
    }
    Optional<StoreId> home = profile.homeStore();
    if (home.isPresent() && tenant.merchant().store(home.get()).isEmpty()) {
      throw new NotFoundException(
          "home store " + home.get() + " is unknown to merchant " + tenant.merchant().id());
    }
    profile.family().stream().map(FamilyLink::customer).forEach(desk::stored);
    return desk.validation()
        .check(ImmutableCustomerProfile.builder().from(profile).phones(phones).build());
  }

  /** A customer is brought by one other customer at the most. */
  private void requireOneReferrer(RegisterCustomer command) {
    Optional<ExternalId> number = command.referredByNumber();
    if (number.isPresent() && command.referredBy().isPresent()) {
      throw desk.invalid("referredByNumber", "referrer-twice");
    }
    if (number.filter(command.profile().externalIds()::contains).isPresent()) {
      throw desk.invalid("referredByNumber", "self-referral", number.get().system());
    }
  }

  /** Who brought the customer, if somebody did; {@link NotFoundException} if nobody is that. */
  private Optional<CustomerId> referrer(RegisterCustomer command) {
    return command
        .referredByNumber()
        .map(
            number ->
                desk.storage()
                    .fileByExternalId(desk.merchant(), number)
                    .orElseThrow(() -> unknownReferrer(number)))
        .or(() -> command.referredBy().map(desk::stored))
        .map(CustomerFile::id);
  }

  private NotFoundException unknownReferrer(ExternalId number) {
    return new NotFoundException(
        "no customer of merchant "
            + desk.merchant()
            + " has the referrer's number in "
            + number.system()
            + "; register the referrer first, or leave the number out");
  }

  private PhoneNumber phone(String field, String typed, String region) {
    return PhoneNumbers.parse(typed, region)
        .orElseThrow(() -> desk.invalid(field, "phone", region, digits(typed)));
  }

  private static long digits(String typed) {
    return typed.chars().filter(Character::isDigit).count();
  }

  /** Whether a phone or external id of {@code profile} is another customer's. */
  private Optional<Refusal> taken(CustomerId customer, CustomerProfile profile) {
    MerchantId merchant = desk.merchant();
    for (PhoneNumber phone : profile.phones()) {
      Optional<CustomerFile> other = desk.storage().fileByPhone(merchant, phone);
      if (other.filter(file -> !file.id().equals(customer)).isPresent()) {
        return Refusal.of(Reason.PHONE_TAKEN, phone, other.get().id());
      }
    }
    for (ExternalId id : profile.externalIds()) {
      Optional<CustomerFile> other = desk.storage().fileByExternalId(merchant, id);
      if (other.filter(file -> !file.id().equals(customer)).isPresent()) {
        return Refusal.of(Reason.EXTERNAL_ID_TAKEN, id.system(), other.get().id());
      }
    }
    return Optional.empty();
  }

  /** A customer on the way in. */
  private final class Registration implements Work {

    private final RegisterCustomer command;
    private final CustomerProfile profile;
    private final CustomerId customer = CustomerId.of(UuidCreator.getTimeOrderedEpochPlus1());

    Registration(RegisterCustomer command, CustomerProfile profile) {
      this.command = command;
      this.profile = profile;
    }

    @Override
    public Action action() {
      return Action.REGISTER_CUSTOMER;
    }

    @Override
    public Optional<IdempotencyKey> key() {
      return command
          .key()
          .map(
              key ->
                  new IdempotencyKey(
                      "register/" + key,
                      CustomerRules.fingerprint(profile)
                          .put(command.joinedAt())
                          .put(command.referredBy())
                          .put(command.referredByNumber().map(ExternalId::system))
                          .put(command.referredByNumber().map(ExternalId::value))
                          .digest()));
    }

    @Override
    public FileDraft open(Tenant tenant, Instant now) {
      Instant joinedAt = at(now);
      if (joinedAt.isAfter(now)) {
        throw desk.invalid("joinedAt", "joined-in-future", joinedAt, now);
      }
      if (joinedAt.isBefore(EARLIEST_JOINED)) {
        throw desk.invalid("joinedAt", "joined-too-early", joinedAt, EARLIEST_JOINED);
      }
      return FileDraft.create(
          tenant,
          desk.actor(),
          now,
          customer,
          profile,
          joinedAt,
          TierRules.initial(tenant.program(), joinedAt),
          StageStanding.prospect(joinedAt));
    }

    @Override
    public Instant at(Instant now) {
      return command.joinedAt().map(at -> at.truncatedTo(ChronoUnit.MICROS)).orElse(now);
    }

    @Override
    public Optional<Refusal> decide(FileDraft draft) {
      Optional<Refusal> taken = taken(customer, profile);
      if (taken.isEmpty()) {
        CustomerRules.register(draft, referrer(command));
      }
      return taken;
    }
  }

  /** A profile on its way into the file. */
  private final class Change implements Work {

    private final UpdateCustomer command;
    private final CustomerProfile profile;

    Change(UpdateCustomer command, CustomerProfile profile) {
      this.command = command;
      this.profile = profile;
    }

    @Override
    public Action action() {
      return Action.UPDATE_CUSTOMER;
    }

    @Override
    public Optional<IdempotencyKey> key() {
      return Optional.empty();
    }

    @Override
    public FileDraft open(Tenant tenant, Instant now) {
      FileDraft draft = desk.open(tenant, now, command.customer());
      if (command.basedOn().filter(edited -> !edited.equals(draft.profile())).isPresent()) {
        throw new ConflictException(
            "the profile of customer "
                + command.customer()
                + " was changed since it was read for this edit; read it again and repeat the edit");
      }
      return draft;
    }

    @Override
    public Optional<Refusal> decide(FileDraft draft) {
      Optional<Refusal> taken = taken(command.customer(), profile);
      if (taken.isEmpty()) {
        CustomerRules.update(draft, profile);
      }
      return taken;
    }
  }
}
