package io.regulars.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaCompiler.CompilationTask;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README keeps its word: its example compiles and prints what is said, its links lead
 * somewhere.
 */
final class ReadmeTest {

  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)[^)]*\\)");

  @TempDir private Path classes;

  @Test
  void the_example_compiles_and_prints_gold_and_300() throws Exception {
    assertEquals(List.of("gold, 300"), run(compiled(example())).lines().toList());
  }

  @Test
  void the_example_is_as_short_as_an_evening() throws IOException {
    String type = example().substring(example().indexOf("public class"));
    assertTrue(type.lines().count() <= 25, type.lines().count() + " lines without the imports");
  }

  @Test
  void every_link_of_the_documents_leads_somewhere() throws IOException {
    for (String document :
        List.of(
            "README.md",
            "README.zh-CN.md",
            "CONTRIBUTING.md",
            "docs/architecture.md",
            "docs/rules.md",
            "docs/schema.md",
            "docs/performance.md",
            "crm-testkit/README.md")) {
      Path file = ROOT.resolve(document);
      Matcher link = LINK.matcher(Files.readString(file));
      while (link.find()) {
        Path target = file.resolveSibling(link.group(1));
        assertTrue(Files.exists(target), document + " links to " + link.group(1));
      }
    }
  }

  private static String example() throws IOException {
    Matcher block = JAVA.matcher(Files.readString(ROOT.resolve("README.md")));
    assertTrue(block.find(), "README.md has no java block");
    return block.group(1);
  }

  private Path compiled(String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Evening.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    CompilationTask task =
        compiler.getTask(
            null,
            null,
            null,
            List.of(
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path")),
            null,
            List.of(file));
    assertTrue(task.call(), "the example of README.md does not compile");
    return classes;
  }

  private static String run(Path classes) throws Exception {
    PrintStream standardOutput = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()});
        PrintStream captured = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(captured);
      loader
          .loadClass("Evening")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(standardOutput);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
