package io.regulars.engine;

/**
 * Under which key a command's receipt is kept, and what its payload was.
 *
 * @param key kind of command and the host's key, such as {@code visit/S1/R-1001}
 * @param fingerprint digest of the payload, see {@link Fingerprint}
 */
public record IdempotencyKey(String key, String fingerprint) {}
