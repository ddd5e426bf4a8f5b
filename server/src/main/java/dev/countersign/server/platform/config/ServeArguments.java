package dev.countersign.server.platform.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of the service: {@code [serve] [--port N] [--data DIR] [--config FILE]}. */
public final class ServeArguments {
  private static final Map<String, String> NAMES =
      Map.of("--port", "countersign.port", "--data", "countersign.data");

  private ServeArguments() {}

  /**
   * The arguments as properties ({@code --countersign.port=9000}); properties pass as they are.
   *
   * @param configFile the value of {@code COUNTERSIGN_CONFIG}, where it is set
   */
  public static String[] properties(List<String> arguments, @Nullable String configFile) {
    List<String> properties = new ArrayList<>();
    @Nullable String config = configFile;
    Iterator<String> rest = withoutServe(arguments).iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      String name = argument.split("=", 2)[0];
      if (name.equals("--config")) {
        config = value(argument, rest);
      } else if (NAMES.containsKey(name)) {
        properties.add("--" + NAMES.get(name) + "=" + value(argument, rest));
      } else if (argument.startsWith("--") && argument.contains("=")) {
        properties.add(argument);
      } else {
        throw new StartRefusedException(
            "'" + argument + "' is not known. Known are --port N, --data DIR and --config FILE.");
      }
    }
    if (config != null && !config.isBlank()) {
      properties.add("--spring.config.import=file:" + Path.of(config).toAbsolutePath());
    }
    return properties.toArray(String[]::new);
  }

  private static List<String> withoutServe(List<String> arguments) {
    return !arguments.isEmpty() && arguments.getFirst().equals("serve")
        ? arguments.subList(1, arguments.size())
        : arguments;
  }

  private static String value(String argument, Iterator<String> rest) {
    int equals = argument.indexOf('=');
    if (equals > 0) {
      return argument.substring(equals + 1);
    }
    if (!rest.hasNext()) {
      throw new StartRefusedException(argument + " needs a value.");
    }
    return rest.next();
  }
}
