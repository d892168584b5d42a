package io.regulars.engine;

/**
 * What one due pass did.
 *
 * @param advanced files advanced and committed
 * @param overtaken files somebody else changed meanwhile, and advanced by that
 * @param failed files that could not be advanced; logged, and claimed again when their lease lapses
 * @param more whether the limit was reached, so that more may be due
 */
public record DuePass(int advanced, int overtaken, int failed, boolean more) {}
