package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The README lists the rules as they are. */
class ReadmeTest {

  private static final Pattern NAME =
      Pattern.compile("(required|optional|law)_([SCEL]\\d+)_(\\w+)");

  @Test
  void every_rule_has_a_number_of_its_own_and_a_line_in_the_readme() throws IOException {
    List<Matcher> rules =
        names().filter(name -> !name.startsWith("bug_")).map(NAME::matcher).toList();
    assertTrue(rules.stream().allMatch(Matcher::matches), "names carry strength and number");
    List<String> numbers = rules.stream().map(rule -> rule.group(2)).toList();
    assertEquals(numbers.stream().distinct().toList(), numbers, "numbers are used once");

    List<String> expected =
        rules.stream()
            .map(
                rule ->
                    "| "
                        + rule.group(2)
                        + (rule.group(1).equals("optional") ? " (optional)" : "")
                        + " | "
                        + rule.group(3).replace('_', ' ')
                        + " |")
            .sorted()
            .toList();
    List<String> listed =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.matches("\\| [SCEL]\\d+.*"))
            .sorted()
            .toList();
    assertEquals(expected, listed);
  }

  @Test
  void every_mistake_of_other_systems_has_a_line_in_the_readme() throws IOException {
    List<String> listed =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.startsWith("| `bug_"))
            .map(line -> line.substring(3, line.indexOf('`', 3)))
            .sorted()
            .toList();
    assertEquals(names().filter(name -> name.startsWith("bug_")).sorted().toList(), listed);
  }

  /** The names of all rules, laws and mistakes. */
  private static Stream<String> names() {
    return Stream.of(
            StorageContract.class,
            CrmContract.class,
            ChannelContract.class,
            RuleLaws.class,
            WorkingTimeLaws.class,
            CaseLaws.class)
        .flatMap(
            contract ->
                Stream.concat(
                    Arrays.stream(contract.getDeclaredMethods()),
                    Arrays.stream(contract.getInterfaces())
                        .flatMap(group -> Arrays.stream(group.getDeclaredMethods()))))
        .filter(
            method ->
                method.isAnnotationPresent(Test.class)
                    || method.isAnnotationPresent(Property.class))
        .map(Method::getName);
  }
}
