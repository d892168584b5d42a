/**
 * Two channels as an integrator would write them: {@link io.regulars.examples.channels.SmtpChannel}
 * for e-mail and {@link io.regulars.examples.channels.WebhookChannel} for everything that speaks
 * HTTP. Both stand on {@code crm-spi} alone and pass the {@code ChannelContract} of {@code
 * crm-testkit}.
 */
@NullMarked
package io.regulars.examples.channels;

import org.jspecify.annotations.NullMarked;
