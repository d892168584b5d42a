package io.regulars.spi.channel;

import io.regulars.spi.Shapes;

/**
 * A way to reach people. The constants are the usual ones; a host adds its own by name.
 *
 * @param code 1 to 32 characters
 */
public record ChannelKind(String code) {

  /** Short message to the phone. */
  public static final ChannelKind SMS = new ChannelKind("sms");

  /** WeChat official account or mini program. */
  public static final ChannelKind WECHAT = new ChannelKind("wechat");

  /** Electronic mail. */
  public static final ChannelKind EMAIL = new ChannelKind("email");

  /** The host's own app. */
  public static final ChannelKind APP = new ChannelKind("app");

  /** A call by a machine of the host's; a call by a person is a {@link #TASK}. */
  public static final ChannelKind PHONE = new ChannelKind("phone");

  /** The list of what staff has to do: nothing is sent, it is read at a desk. */
  public static final ChannelKind TASK = new ChannelKind("task");

  /** Refuses a blank, padded or over-long code. */
  public ChannelKind {
    Shapes.code("ChannelKind", code, 32);
  }

  /** The channel of this code. */
  public static ChannelKind of(String code) {
    return new ChannelKind(code);
  }

  @Override
  public String toString() {
    return code;
  }
}
