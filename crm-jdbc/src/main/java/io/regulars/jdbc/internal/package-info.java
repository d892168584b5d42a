/**
 * How values that have no column type of their own are kept in text columns. One grammar for all of
 * them: a sequence of items, each followed by a bar ({@link ItemWriter} writes it, {@link
 * ItemReader} reads it and nothing else). Not part of the public API.
 */
@NullMarked
package io.regulars.jdbc.internal;

import org.jspecify.annotations.NullMarked;
