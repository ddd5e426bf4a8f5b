package dev.countersign.server.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** Every setting there is in code is in the operator's guide, with its default, and no other. */
class SettingsDocumentTests {
  private static final Path GUIDE = Path.of("../docs/operation.md");
  private static final Pattern ROW = Pattern.compile("^\\| (`.*?) \\| (.*?) \\| .* \\|$");
  private static final Pattern NAME = Pattern.compile("`(COUNTERSIGN_[A-Z_]+|…_[A-Z_]+)`");

  // Read one by one rather than as a record: RateLimitSettings, and what a start reads first.
  private static final String OF_LIMITS = "COUNTERSIGN_LIMITS";
  private static final Set<String> READ_FIRST = Set.of("COUNTERSIGN_CONFIG");

  /** A name of the guide, as far as it is written out, and its default. */
  private record Documented(String first, String written, Optional<String> usual) {
    boolean isNameOf(String setting) {
      if (!written.startsWith("…")) {
        return written.equals(setting);
      }
      String ending = written.substring(1);
      String feature = setting.substring(0, Math.max(0, setting.length() - ending.length()));
      return setting.endsWith(ending) && feature.contains("_") && first.startsWith(feature + '_');
    }
  }

  @Test
  void tellsOfEverySetting() throws IOException {
    List<Documented> guide = guide();
    assertThat(settings().keySet())
        .filteredOn(setting -> guide.stream().noneMatch(told -> told.isNameOf(setting)))
        .isEmpty();
  }

  @Test
  void tellsOfNoSettingThatIsNotThere() throws IOException {
    Set<String> all = settings().keySet();
    assertThat(guide())
        .filteredOn(told -> !told.first().startsWith(OF_LIMITS))
        .filteredOn(told -> !READ_FIRST.contains(told.written()))
        .filteredOn(told -> all.stream().noneMatch(told::isNameOf))
        .isEmpty();
  }

  @Test
  void tellsTheirDefaults() throws IOException {
    List<Documented> guide = guide();
    assertThat(settings())
        .allSatisfy((setting, usual) ->
            assertThat(guide)
                .filteredOn(told -> told.isNameOf(setting))
                .flatExtracting(told -> told.usual().stream().toList())
                .as(setting)
                .allMatch(usual::equals));
  }

  private static List<Documented> guide() throws IOException {
    List<Documented> all = new ArrayList<>();
    for (String line : Files.readAllLines(GUIDE)) {
      ROW.matcher(line)
          .results()
          .forEach(row -> {
            List<String> names =
                NAME.matcher(row.group(1)).results().map(name -> name.group(1)).toList();
            List<String> usual = List.of(row.group(2).split(", "));
            for (int i = 0; i < names.size(); i++) {
              Optional<String> told =
                  usual.size() == names.size() ? told(usual.get(i)) : told(row.group(2));
              all.add(new Documented(names.getFirst(), names.get(i), told));
            }
          });
    }
    assertThat(all).hasSizeGreaterThan(60);
    return all;
  }

  // A default in words is for people.
  private static Optional<String> told(String text) {
    return text.equals("–")
        ? Optional.of("")
        : Pattern.compile("^`([^`]*)`$")
            .matcher(text)
            .results()
            .map(value -> value.group(1))
            .findFirst();
  }

  private static Map<String, String> settings() {
    ClassPathScanningCandidateComponentProvider scanner =
        new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    Map<String, String> all = new TreeMap<>();
    scanner
        .findCandidateComponents("dev.countersign.server")
        .forEach(found -> {
          Class<?> type =
              type(Objects.requireNonNull(found.getBeanClassName(), "scanned classes have names"));
          add(all, type.getAnnotation(ConfigurationProperties.class).value(), type);
        });
    assertThat(all).hasSizeGreaterThan(60);
    return all;
  }

  private static void add(Map<String, String> all, String prefix, Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      String name = prefix + '.' + dashed(component.getName());
      if (component.getType().isRecord() && component.getType().getEnclosingClass() != null) {
        add(all, name, component.getType());
        continue;
      }
      DefaultValue usual =
          type.getDeclaredConstructors()[0].getParameters()[i].getAnnotation(DefaultValue.class);
      String text = usual == null ? "" : String.join(",", usual.value());
      all.put(variable(name), text);
    }
  }

  private static String variable(String name) {
    return ConfigurationPropertyName.of(name)
        .toString()
        .replace('.', '_')
        .replace('-', '_')
        .toUpperCase(Locale.ROOT);
  }

  private static String dashed(String name) {
    return Pattern.compile("[A-Z]")
        .matcher(name)
        .replaceAll((MatchResult capital) -> "-" + capital.group().toLowerCase(Locale.ROOT));
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
