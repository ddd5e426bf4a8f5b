package dev.countersign.server.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StoreCommandsTests {
  private static final Pattern PASSED_ON = Pattern.compile("(?m)^  (serve \\|.*)\\) run_service");

  // The script in the project's root gives everything else to the command line's own program.
  @Test
  void areAllPassedOnByTheLauncher() throws IOException {
    String script = Files.readString(Path.of("..", "countersign"));
    List<String> words =
        PASSED_ON
            .matcher(script)
            .results()
            .map(MatchResult::group)
            .flatMap(line -> Pattern.compile("[a-z-]+").matcher(line).results())
            .map(MatchResult::group)
            .toList();

    assertThat(ServiceLoader.load(StoreCommand.class))
        .extracting(StoreCommand::group)
        .isNotEmpty()
        .allSatisfy(group -> assertThat(words).contains(group));
  }
}
