package dev.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in the project's root, away from the project: in a folder with a space, by a link. */
class LauncherTests {
  private static final List<String> TOOLS =
      List.of(
          "cat",
          "dirname",
          "find",
          "head",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sh",
          "sort",
          "tr");

  @TempDir private Path directory;
  private Path script;
  private Path tools;

  @BeforeEach
  void prepare() throws IOException {
    Path home = Files.createDirectories(directory.resolve("a folder"));
    Path copy = home.resolve("countersign");
    Files.copy(Path.of("..", "countersign"), copy);
    assertThat(copy.toFile().setExecutable(true)).isTrue();
    script =
        Files.createSymbolicLink(directory.resolve("link"), Path.of("a folder", "countersign"));
    tools = Files.createDirectory(directory.resolve("tools"));
    for (String tool : TOOLS) {
      executable(tool, "#!/bin/sh\nexec " + onPath(tool) + " \"$@\"\n");
    }
  }

  @Test
  void saysWhatToInstallWhereMavenIsMissing() throws Exception {
    Run run = run();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output().lines())
        .singleElement()
        .asString()
        .contains("Maven 3.8.7 or later", "install it");
  }

  @Test
  void saysSoWhereMavenIsTooOld() throws Exception {
    fakeMaven("3.8.6");

    Run run = run();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("Maven 3.8.7 or later").contains("Found: 3.8.6");
  }

  @Test
  void buildsFromItsOwnFolderAndStopsWhereThatFails() throws Exception {
    fakeMaven("3.10.1");

    Run run = run();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output())
        .contains("building in " + directory.toRealPath().resolve("a folder"))
        .endsWith("The build failed; what went wrong is above.\n");
  }

  private void fakeMaven(String version) throws IOException {
    executable(
        "mvn",
        """
        #!/bin/sh
        case $1 in
          -v) printf 'Apache Maven %s\\nJava version: 21.0.1, vendor: any\\n' ;;
          *) echo "building in $PWD"; exit 1 ;;
        esac
        """
            .formatted(version));
  }

  private void executable(String name, String text) throws IOException {
    Path file = Files.writeString(tools.resolve(name), text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private record Run(int exitCode, String output) {}

  private Run run() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(script.toString(), "--version");
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", tools.toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    builder.redirectErrorStream(true);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output);
  }

  private static Path onPath(String tool) {
    return List.of("/bin", "/usr/bin").stream()
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }
}
