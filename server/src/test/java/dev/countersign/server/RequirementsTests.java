package dev.countersign.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of requirements is whole, and what it names as evidence exists. */
class RequirementsTests {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path TABLE = ROOT.resolve("docs/requirements.md");
  private static final Pattern TEST = Pattern.compile("[A-Z]\\w*(Tests|Test|IT|Example)");
  private static final String LATER = "due later";

  private record Row(String id, List<String> evidence) {
    static Row of(String line) {
      String[] cells = line.split("(?<!\\\\)\\|", -1);
      return new Row(
          cells[1].strip(),
          Arrays.stream(cells[cells.length - 2].split(","))
              .map(name -> name.strip().replace("`", ""))
              .toList());
    }
  }

  @Test
  void holdOneRowForEachId() throws IOException {
    List<String> expected =
        Stream.of(
                ids("A", 85), ids("B", 62), ids("C", 60), ids("D", 149), ids("E", 87), ids("X", 11))
            .flatMap(each -> each)
            .toList();

    assertThat(rows()).extracting(Row::id).containsExactlyElementsOf(expected);
  }

  @Test
  void nameEvidenceThatExists() throws IOException {
    Set<String> tests = testClasses();

    for (Row row : rows()) {
      for (String evidence : row.evidence()) {
        boolean exists =
            TEST.matcher(evidence).matches()
                ? tests.contains(evidence)
                : !evidence.isEmpty() && Files.exists(ROOT.resolve(evidence));
        assertThat(exists || (evidence.equals(LATER) && row.evidence().size() == 1))
            .as("%s: '%s' is no test class or path that exists", row.id(), evidence)
            .isTrue();
      }
    }
  }

  private static Stream<String> ids(String letter, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(number -> "%s%03d".formatted(letter, number));
  }

  private static List<Row> rows() throws IOException {
    return Files.readAllLines(TABLE).stream()
        .filter(line -> line.startsWith("|"))
        .skip(2)
        .map(Row::of)
        .toList();
  }

  private static Set<String> testClasses() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve("src/test/java"))
          .filter(Files::isDirectory)
          .flatMap(RequirementsTests::javaFiles)
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .collect(Collectors.toSet());
    }
  }

  private static Stream<Path> javaFiles(Path sources) {
    try (Stream<Path> files = Files.walk(sources)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
