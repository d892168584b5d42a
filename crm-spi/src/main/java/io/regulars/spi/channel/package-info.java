/** The contract of whoever carries a message to a person: SMS gateway, WeChat, mail server. */
@NullMarked
package io.regulars.spi.channel;

import org.jspecify.annotations.NullMarked;
