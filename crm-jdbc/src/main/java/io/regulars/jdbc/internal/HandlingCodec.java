package io.regulars.jdbc.internal;

import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.outbox.Handling;
import java.util.ArrayList;
import java.util.List;

/** The lists of a message as texts. */
public final class HandlingCodec {

  private HandlingCodec() {}

  /** The text of {@code channels}: their codes, in their order. */
  public static String encodeChannels(List<ChannelKind> channels) {
    ItemWriter out = new ItemWriter();
    channels.forEach(channel -> out.add(channel.code()));
    return out.toString();
  }

  /** The channels of {@code text}. */
  public static List<ChannelKind> decodeChannels(String text) {
    List<ChannelKind> channels = new ArrayList<>();
    ItemReader in = new ItemReader(text);
    while (in.hasNext()) {
      channels.add(ChannelKind.of(in.next()));
    }
    return channels;
  }

  /**
   * The text of {@code handled}: of each its kind, key, fingerprint, person, role, instant, code,
   * and an item with its text as the only item; empty items for what is not there.
   */
  public static String encodeHandled(List<Handling> handled) {
    ItemWriter out = new ItemWriter();
    for (Handling handling : handled) {
      out.add(handling.kind().name())
          .add(handling.key())
          .add(handling.fingerprint())
          .add(handling.staff().map(StaffId::value).orElse(""))
          .add(handling.role().name())
          .add(handling.at())
          .add(handling.code())
          .add(handling.text().map(text -> new ItemWriter().add(text).toString()).orElse(""));
    }
    return out.toString();
  }

  /** The handlings of {@code text}. */
  public static List<Handling> decodeHandled(String text) {
    List<Handling> handled = new ArrayList<>();
    ItemReader in = new ItemReader(text);
    while (in.hasNext()) {
      handled.add(
          Handling.builder()
              .kind(Handling.Kind.valueOf(in.next()))
              .key(in.next())
              .fingerprint(in.next())
              .staff(in.nextOptional().map(StaffId::of))
              .role(Role.valueOf(in.next()))
              .at(in.nextInstant())
              .code(in.next())
              .text(in.nextOptional().map(nested -> new ItemReader(nested).next()))
              .build());
    }
    return handled;
  }
}
