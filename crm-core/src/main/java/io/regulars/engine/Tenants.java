package io.regulars.engine;

import com.google.common.collect.ImmutableMap;
import io.regulars.spi.MerchantId;
import java.util.List;
import java.util.Optional;

/**
 * Where the engine finds its merchants and their programs. Asked at every command, so that a new
 * program is in force with the next one; an implementation answers from memory. Thread-safe.
 */
public interface Tenants {

  /** The tenant, if there is one of this id. */
  Optional<Tenant> find(MerchantId merchant);

  /** All merchants whose due work and messages this process attends to. */
  List<MerchantId> all();

  /** Tenants that never change. */
  static Tenants of(List<Tenant> tenants) {
    ImmutableMap.Builder<MerchantId, Tenant> builder = ImmutableMap.builder();
    tenants.forEach(tenant -> builder.put(tenant.merchant().id(), tenant));
    ImmutableMap<MerchantId, Tenant> byId = builder.buildOrThrow();
    return new Tenants() {
      @Override
      public Optional<Tenant> find(MerchantId merchant) {
        return Optional.ofNullable(byId.get(merchant));
      }

      @Override
      public List<MerchantId> all() {
        return byId.keySet().asList();
      }
    };
  }
}
