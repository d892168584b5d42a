/**
 * What all parts of the business share, without knowing any of them: the program as a set of plans,
 * the draft a decision is made on, time applied to it, and the way of a command from validation to
 * commit.
 *
 * <pre>
 * command -&gt; validate -&gt; authorise -&gt; receipt seen? -&gt; load file -&gt; advance -&gt; decide -&gt; commit -&gt; answer
 *                                           ^------------- stale: again --------------'
 * </pre>
 *
 * <p>That way is {@link io.regulars.engine.CommandRunner}; what time alone does is {@link
 * io.regulars.engine.Advance}, run by commands and by {@link io.regulars.engine.DueRunner}; what
 * leaves is sent by {@link io.regulars.engine.Dispatcher}.
 */
@NullMarked
package io.regulars.engine;

import org.jspecify.annotations.NullMarked;
