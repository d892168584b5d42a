package io.regulars.testkit;

import io.regulars.Crm;
import io.regulars.engine.Program;
import io.regulars.engine.Tenant;
import io.regulars.engine.Tenants;
import io.regulars.spi.ImmutableMerchant;
import io.regulars.spi.MerchantId;
import io.regulars.spi.storage.Storage;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One {@link Crm} on one storage, on which many histories are played: each gets a merchant of its
 * own, and the clock and the passes belong to the one that is played on. Not thread-safe.
 */
final class Bench implements Tenants {

  private final Storage storage;
  private final SettableClock clock = SettableClock.at(Instant.EPOCH);
  private final Map<MerchantId, Tenant> tenants = new HashMap<>();
  private final Crm crm;
  private List<MerchantId> current = List.of();

  Bench(Storage storage) {
    this.storage = storage;
    this.crm = Crm.builder().storage(storage).tenants(this).clock(clock).build();
  }

  /** The program for a merchant like the tenant's that nobody else is. */
  Tenant newTenant(Tenant like) {
    MerchantId id = MerchantId.of("merchant-" + tenants.size());
    Tenant tenant =
        new Tenant(ImmutableMerchant.copyOf(like.merchant()).withId(id), like.program());
    tenants.put(id, tenant);
    return tenant;
  }

  /** Gives a tenant of this bench another program. */
  void give(Tenant tenant, Program program) {
    tenants.put(tenant.merchant().id(), new Tenant(tenant.merchant(), program));
  }

  /** The library, with the clock at {@code now} and only this merchant to attend to. */
  Crm at(Instant now, MerchantId merchant) {
    clock.set(now);
    current = List.of(merchant);
    return crm;
  }

  Storage storage() {
    return storage;
  }

  @Override
  public Optional<Tenant> find(MerchantId merchant) {
    return Optional.ofNullable(tenants.get(merchant));
  }

  @Override
  public List<MerchantId> all() {
    return current;
  }
}
