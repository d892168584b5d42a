package io.regulars.engine;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.regulars.spi.MerchantId;
import io.regulars.spi.Shapes;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the engine finds its merchants and their programs. Asked at every command, so that a new
 * program is in force with the next one; an implementation answers from memory. Thread-safe.
 */
public interface Tenants {

  /** The tenant, if there is one of this id. */
  Optional<Tenant> find(MerchantId merchant);

  /** All merchants whose due work and messages this process attends to. */
  List<MerchantId> all();

  /**
   * Tenants that never change.
   *
   * @throws io.regulars.spi.InvalidValueException if two are of one merchant
   */
  static Tenants of(List<Tenant> tenants) {
    Set<MerchantId> seen = new HashSet<>();
    for (Tenant tenant : tenants) {
      MerchantId id = tenant.merchant().id();
      Shapes.require(
          seen.add(id),
          "merchant " + id + " is given twice; leave one out, or give the second its own id");
    }
    ImmutableMap<MerchantId, Tenant> byId =
        Maps.uniqueIndex(tenants, tenant -> tenant.merchant().id());
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
