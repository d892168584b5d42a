package io.regulars.testkit;

import io.regulars.Crm;
import io.regulars.spi.ImmutableMerchant;
import io.regulars.spi.Merchant;
import io.regulars.spi.Store;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.storage.CaseCriteria;
import io.regulars.spi.storage.Storage;
import io.regulars.testkit.CaseWalk.Turn;
import java.time.Duration;
import java.util.Optional;

/**
 * A walk that was walked.
 *
 * @param cases its complaints
 * @param salon where
 * @param id the case it ended with
 */
record WalkedCase(Complaints cases, Salon salon, CaseId id) {

  /** The case as stored. */
  CaseFile file() {
    return cases.file(id);
  }

  /** A look at the case after a turn. */
  @FunctionalInterface
  interface Look {
    void at(WalkedCase walked);
  }

  /** Walks, with time applied in between or not. */
  static WalkedCase walk(Storage storage, CaseWalk walk, boolean dues, Look look) {
    Salon salon = new Salon(storage);
    Complaints cases = new Complaints(salon, merchant(walk), walk.plan());
    salon.clock().set(walk.start());
    CaseId into = cases.open();
    CaseId id = cases.open();
    Crm second = cases.node(salon.storage());
    for (Turn turn : walk.turns()) {
      salon.pass(Duration.ofMinutes(turn.minutes()));
      if (dues && turn.due()) {
        cases.crm().runDue();
        second.runDue();
      }
      CaseId tried = id;
      id =
          cases
              .take(cases.desk(), turn.action(), tried, into)
              .refusal()
              .map(refusal -> tried)
              .orElseGet(() -> newest(cases, tried));
      look.at(new WalkedCase(cases, salon, id));
    }
    return new WalkedCase(cases, salon, id);
  }

  /** The merchant with a shop where the walk is. */
  static Merchant merchant(CaseWalk walk) {
    return ImmutableMerchant.copyOf(Salon.merchant())
        .withZone(walk.zone())
        .withStores(Store.of(Salon.SHOP, "First", walk.zone()));
  }

  /** The case that continues this one, or itself. */
  private static CaseId newest(Complaints cases, CaseId id) {
    return cases.desk().list(CaseCriteria.ALL).stream()
        .filter(file -> file.events().get(0).figure(5).equals(Optional.of(id.toString())))
        .map(CaseFile::id)
        .findFirst()
        .orElse(id);
  }
}
