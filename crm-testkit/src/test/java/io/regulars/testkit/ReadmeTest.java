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
import org.junit.jupiter.api.Test;

/** The README lists the rules as they are. */
class ReadmeTest {

  private static final Pattern NAME = Pattern.compile("(required|optional)_([SC]\\d+)_(\\w+)");

  @Test
  void every_rule_has_a_number_of_its_own_and_a_line_in_the_readme() throws IOException {
    List<Matcher> rules =
        Stream.of(StorageContract.class, ChannelContract.class)
            .flatMap(
                contract ->
                    Stream.concat(
                        Arrays.stream(contract.getDeclaredMethods()),
                        Arrays.stream(contract.getInterfaces())
                            .flatMap(group -> Arrays.stream(group.getDeclaredMethods()))))
            .filter(method -> method.isAnnotationPresent(Test.class))
            .map(Method::getName)
            .map(NAME::matcher)
            .toList();
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
            .filter(line -> line.matches("\\| [SC]\\d+.*"))
            .sorted()
            .toList();
    assertEquals(expected, listed);
  }
}
