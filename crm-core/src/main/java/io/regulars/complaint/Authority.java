package io.regulars.complaint;

import io.regulars.spi.Role;
import org.joda.money.Money;

/**
 * Up to what worth a role may approve compensation.
 *
 * @param role whose
 * @param perCase in one case, all its compensations together
 * @param perMonth by one person in one calendar month of the merchant's zone
 */
public record Authority(Role role, Money perCase, Money perMonth) {}
