package io.regulars.examples.channels;

import io.regulars.spi.channel.OutboundMessage;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;

/** A message as the JSON that is posted. */
final class WebhookBody {

  private WebhookBody() {}

  /** One object, in UTF-8. */
  static byte[] of(OutboundMessage message) {
    String figures =
        message.figures().stream()
            .map(WebhookBody::quoted)
            .collect(Collectors.joining(",", "[", "]"));
    String json =
        "{"
            + member("id", message.id().toString())
            + member("sending", message.sendingKey())
            + member("merchant", message.merchant().toString())
            + message.customer().map(id -> member("customer", id.toString())).orElse("")
            + member("purpose", message.purpose().name())
            + member("channel", message.channel().code())
            + member("address", message.address())
            + member("language", message.language().toLanguageTag())
            + member("text", message.text())
            + member("template", message.template())
            + "\"figures\":"
            + figures
            + "}";
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static String member(String name, String value) {
    return "\"" + name + "\":" + quoted(value) + ",";
  }

  private static String quoted(String value) {
    StringBuilder out = new StringBuilder(value.length() + 16).append('"');
    for (int i = 0; i < value.length(); i++) {
      char unit = value.charAt(i);
      if (unit == '"' || unit == '\\') {
        out.append('\\').append(unit);
      } else if (unit < ' ' || unit == '\u2028' || unit == '\u2029') {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
      } else {
        out.append(unit);
      }
    }
    return out.append('"').toString();
  }
}
