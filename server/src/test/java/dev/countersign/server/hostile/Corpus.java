package dev.countersign.server.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every line of every file of the hostile input, as the bytes it is. */
final class Corpus {
  private static final Path FOLDER = Path.of("src/test/resources/hostile-input");

  private Corpus() {}

  static List<byte[]> lines() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      List<byte[]> lines = new ArrayList<>();
      files
          .filter(file -> file.toString().endsWith(".txt"))
          .filter(file -> !file.getFileName().toString().equals("LICENSE.txt"))
          .sorted()
          .forEach(file -> lines.addAll(linesOf(file)));
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<byte[]> linesOf(Path file) {
    try {
      // One byte is one character here, so that broken UTF-8 stays broken.
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      return text.lines()
          .filter(line -> !line.isEmpty())
          .map(line -> line.getBytes(StandardCharsets.ISO_8859_1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
