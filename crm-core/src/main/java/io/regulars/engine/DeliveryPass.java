package io.regulars.engine;

/**
 * What one delivery pass did, as storage tells it: what a person or a receipt changed first is not
 * counted as what the pass made of it.
 *
 * @param delivered messages a channel took
 * @param retried messages to be tried again later
 * @param withheld messages not sent, for want of consent or address
 * @param dead messages given up: refused for good, or tried in vain
 * @param more whether the limit was reached, so that more may be waiting
 */
public record DeliveryPass(int delivered, int retried, int withheld, int dead, boolean more) {}
