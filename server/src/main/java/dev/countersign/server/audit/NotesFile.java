package dev.countersign.server.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file of signed notes, read one at a time. A note is its text, an empty line and its signatures;
 * an empty line follows. So every second empty line ends a note, and what comes after the last is a
 * note cut short.
 */
final class NotesFile {
  private NotesFile() {}

  /** Shows each whole note. A file that is not there has none. */
  static void forEach(Path file, Consumer<String> reader) throws IOException {
    // Read byte by byte, so that damage in one note moves no border of another.
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.ISO_8859_1))) {
      StringBuilder note = new StringBuilder();
      boolean inSignatures = false;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty() && inSignatures) {
          reader.accept(utf8(note));
          note.setLength(0);
          inSignatures = false;
        } else {
          inSignatures |= line.isEmpty();
          note.append(line).append('\n');
        }
      }
    } catch (NoSuchFileException e) {
      // Nothing was written in that hour.
    }
  }

  static Optional<String> last(Path file) throws IOException {
    AtomicReference<@Nullable String> last = new AtomicReference<>();
    forEach(file, last::set);
    return Optional.ofNullable(last.get());
  }

  /** How long the file is without a note cut short. */
  static long wholeLength(Path file) throws IOException {
    AtomicLong length = new AtomicLong();
    forEach(file, note -> length.addAndGet(note.getBytes(StandardCharsets.UTF_8).length + 1));
    return length.get();
  }

  private static String utf8(StringBuilder note) {
    return new String(
        note.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
