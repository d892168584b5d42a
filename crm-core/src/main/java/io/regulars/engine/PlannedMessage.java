package io.regulars.engine;

import io.regulars.spi.Explanation;
import io.regulars.spi.channel.ChannelKind;
import java.time.Instant;

/**
 * A message a rule wants to go out.
 *
 * @param channel by what
 * @param content template and figures
 * @param occurredAt the instant of what it tells
 */
public record PlannedMessage(ChannelKind channel, Explanation content, Instant occurredAt) {}
