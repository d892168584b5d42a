package io.regulars.engine;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.Merchant;
import io.regulars.spi.RegularsStyle;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/**
 * The merchant's own words for messages, as Mustache templates: {@code {{merchant}}}, {@code
 * {{customer}}} and the figures by their names. What it has no words for is said in the library's.
 * Nothing is escaped: a message is no HTML.
 */
@Value.Immutable
@RegularsStyle
public interface Templates extends Plan {

  /** Templates by the code of the message and the tag of their language, such as {@code en}. */
  Map<String, Map<String, String>> texts();

  /** Refuses a template of an unknown message, one that does not parse, or a name unknown to it. */
  @Override
  default void requireFits(Merchant merchant, Program program) {
    texts()
        .forEach(
            (code, byLanguage) -> {
              List<String> names =
                  Wording.names(code)
                      .orElseThrow(
                          () ->
                              new InvalidProgramException(
                                  "no message has the code "
                                      + code
                                      + "; use one of docs/notifications.md"));
              byLanguage.forEach((language, text) -> requireNames(code, language, text, names));
            });
  }

  private static void requireNames(String code, String language, String text, List<String> names) {
    String what = "template " + code + " in " + language;
    Set<String> unknown = new HashSet<>();
    try {
      Mustache.compiler()
          .compile(text)
          .visit(
              new Mustache.Visitor() {
                @Override
                public void visitText(String words) {
                  if (words.contains("{{")) {
                    throw new MustacheException("a tag that is not closed");
                  }
                }

                @Override
                public void visitVariable(String name) {
                  unknown.add(name);
                }

                @Override
                public boolean visitInclude(String name) {
                  unknown.add("> " + name);
                  return false;
                }

                @Override
                public boolean visitSection(String name) {
                  unknown.add(name);
                  return true;
                }

                @Override
                public boolean visitInvertedSection(String name) {
                  unknown.add(name);
                  return true;
                }
              });
    } catch (MustacheException e) {
      throw new InvalidProgramException(what + " does not parse: " + e.getMessage());
    }
    names.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new InvalidProgramException(
          what + " uses " + unknown + ", which is not there; there are " + names);
    }
  }

  /** The template of this message in this language, if the merchant has one. */
  default Optional<String> find(String code, Locale language) {
    Map<String, String> byLanguage = texts().getOrDefault(code, Map.of());
    return Optional.ofNullable(byLanguage.get(language.toLanguageTag()))
        .or(() -> Optional.ofNullable(byLanguage.get(language.getLanguage())));
  }

  /**
   * The text that {@code template} makes; a name without a value is a {@link MustacheException}.
   */
  static String fill(String template, Map<String, String> variables) {
    Template compiled = Mustache.compiler().escapeHTML(false).compile(template);
    return compiled.execute(variables);
  }

  /** A builder with nothing set. */
  static ImmutableTemplates.Builder builder() {
    return ImmutableTemplates.builder();
  }
}
