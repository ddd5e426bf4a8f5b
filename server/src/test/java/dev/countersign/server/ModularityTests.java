package dev.countersign.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

/** The graph of the features is the declared one, and drawn into the documents. */
class ModularityTests {
  private static final Path DRAWINGS = Path.of("../docs/architecture");

  private final ApplicationModules modules = ApplicationModules.of(Main.class);

  @Test
  void keepToTheirDeclaredDependencies() {
    modules.verify();
  }

  @Test
  void areDrawnAsTheyStand(@TempDir Path fresh) throws IOException {
    new Documenter(modules, Documenter.Options.defaults().withOutputFolder(fresh.toString()))
        .writeModulesAsPlantUml()
        .writeIndividualModulesAsPlantUml();

    Files.createDirectories(DRAWINGS);
    try (Stream<Path> drawings = Files.list(fresh)) {
      for (Path drawing : drawings.toList()) {
        Files.write(DRAWINGS.resolve(drawing.getFileName()), inOrder(Files.readAllLines(drawing)));
      }
    }
    assertThat(DRAWINGS.resolve("components.puml")).content().contains("Ledger");
  }

  // The order of boxes and arrows differs from run to run; sorted, a drawing changes with the
  // graph.
  private static List<String> inOrder(List<String> lines) {
    List<String> ordered = new ArrayList<>();
    List<String> alike = new ArrayList<>();
    String kind = "";
    for (String line : lines) {
      String next = line.contains("(") ? line.substring(0, line.indexOf('(')) : line;
      if (!next.equals(kind)) {
        ordered.addAll(alike.stream().sorted().toList());
        alike.clear();
        kind = next;
      }
      alike.add(line);
    }
    ordered.addAll(alike.stream().sorted().toList());
    return ordered;
  }
}
