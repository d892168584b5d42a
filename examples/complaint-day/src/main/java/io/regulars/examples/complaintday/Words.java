package io.regulars.examples.complaintday;

import java.util.Locale;
import java.util.ResourceBundle;

/** What the example says itself, in English or Chinese; the rest are the library's texts. */
final class Words {

  private final ResourceBundle bundle;

  /** In {@code language}. */
  Words(Locale language) {
    ResourceBundle.Control noFallback =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    this.bundle =
        ResourceBundle.getBundle("io.regulars.examples.complaintday.day", language, noFallback);
  }

  /** The sentence of this key with its figures. */
  String say(String key, Object... figures) {
    return String.format(Locale.ROOT, bundle.getString(key), figures);
  }

  /** What a thing with a name of its own kind is called. */
  String name(Enum<?> thing) {
    return bundle.getString(thing.name());
  }
}
