package io.regulars.engine;

import com.google.common.collect.ImmutableMap;
import com.samskivert.mustache.MustacheException;
import io.regulars.spi.Explanation;
import io.regulars.spi.Merchant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a message says. The language is the reader's if there is a template in it, else the
 * merchant's, else English.
 *
 * @param language of the text
 * @param text ready to show
 * @param variables by name, as the text shows them
 */
public record Wording(Locale language, String text, Map<String, String> variables) {

  private static final String MERCHANT = "merchant";
  private static final String CUSTOMER = "customer";

  /** The figure that opens something to whoever has it. */
  private static final String LINK = "link";

  /** Keeps the text out of logs. */
  @Override
  public String toString() {
    return "Wording[" + language + "]";
  }

  /** The names a message of this code may use, the two of all messages first; empty: unknown. */
  static Optional<List<String>> names(String code) {
    return Texts.in(Locale.ENGLISH, ZoneOffset.UTC)
        .variables(code)
        .map(
            own -> {
              List<String> names = new ArrayList<>(List.of(MERCHANT, CUSTOMER));
              names.addAll(own);
              return names;
            });
  }

  /**
   * The words of a message.
   *
   * @param customer what the customer is called; empty: nobody on file
   * @param reader the reader's language; empty: the merchant's
   * @throws MustacheException if the template names something the message does not have
   */
  public static Wording of(
      Tenant tenant, Explanation content, Optional<String> customer, Optional<Locale> reader) {
    Merchant merchant = tenant.merchant();
    Optional<Templates> own = tenant.program().plan(Templates.class);
    List<Locale> languages =
        List.of(reader.orElse(merchant.language()), merchant.language(), Locale.ENGLISH);
    for (Locale language : languages) {
      Texts texts = Texts.in(language, merchant.zone());
      Optional<String> template =
          own.flatMap(templates -> templates.find(content.rule(), language))
              .or(() -> Texts.speaks(language) ? texts.message(content.rule()) : Optional.empty());
      if (template.isPresent()) {
        Map<String, String> variables = variables(texts, merchant, content, customer);
        return new Wording(language, Templates.fill(template.get(), variables), variables);
      }
    }
    throw new MustacheException("there is no template " + content.rule());
  }

  /** What a message says as others than its reader may see it: without the link, if it has one. */
  public static Explanation withoutLink(Explanation content) {
    int place =
        Texts.in(Locale.ENGLISH, ZoneOffset.UTC)
            .variables(content.rule())
            .map(names -> names.indexOf(LINK))
            .orElse(-1);
    if (place < 0 || place >= content.figures().size()) {
      return content;
    }
    List<String> figures = new ArrayList<>(content.figures());
    figures.set(place, "");
    return new Explanation(content.rule(), figures, content.steps());
  }

  private static Map<String, String> variables(
      Texts texts, Merchant merchant, Explanation content, Optional<String> customer) {
    ImmutableMap.Builder<String, String> variables = ImmutableMap.builder();
    variables.put(MERCHANT, merchant.name());
    customer.ifPresent(name -> variables.put(CUSTOMER, name));
    List<String> names = texts.variables(content.rule()).orElse(List.of());
    for (int i = 0; i < Math.min(names.size(), content.figures().size()); i++) {
      variables.put(names.get(i), texts.word(content.figures().get(i)));
    }
    return variables.buildOrThrow();
  }
}
