/**
 * What users of Regulars run to know that their part keeps its word, and what they test their own
 * code with.
 *
 * <p>Whoever writes a storage adapter extends {@link io.regulars.testkit.StorageContract} and
 * {@link io.regulars.testkit.CrmContract}; whoever writes a channel extends {@link
 * io.regulars.testkit.ChannelContract}: one method each, the rules come along as JUnit Jupiter
 * tests. Whoever writes a program extends {@link io.regulars.testkit.RuleLaws}, whose laws are
 * jqwik properties over the histories of {@link io.regulars.testkit.Generators}. A rule's method is
 * named by its strength, its number and what it says, such as {@code
 * required_S201_a_stale_version_is_refused}; numbers are never reused. {@link
 * io.regulars.testkit.Samples} makes well-formed values for an adapter's own tests. {@link
 * io.regulars.testkit.RecordingChannel} and {@link io.regulars.testkit.SettableClock} stand in for
 * the world in the tests of a host.
 */
@NullMarked
package io.regulars.testkit;

import org.jspecify.annotations.NullMarked;
