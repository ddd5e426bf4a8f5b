package dev.countersign.server.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Signed checkpoints in files, outside the database and beyond its owner: whoever rewrites the log
 * or cuts its tail cannot make it agree with these.
 *
 * <p>Each hour (UTC) has a file, {@code 2026-11-20T10.notes}, of signed notes one after another,
 * with an empty line after each. When an hour is two hours past, its file is replaced by its last
 * note, so that a busy log leaves one note for each hour behind. A note cut short by a crash was
 * never relied on: it is passed over by readers, and written over.
 *
 * <p>Thread-safe. One process writes at a time: that of the service, which locks its directory.
 */
final class OutsideCheckpoints {
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH").withZone(ZoneOffset.UTC);
  private static final String SUFFIX = ".notes";
  private static final Duration KEPT_WHOLE = Duration.ofHours(2);

  private final Path directory;
  private final CheckpointSeal seal;
  private @Nullable LogHead latest;
  private @Nullable Path current;
  private long currentLength;

  /** Reads what is there, so that what the database says can be held against it. */
  OutsideCheckpoints(Path directory, CheckpointSeal seal) {
    this.directory = directory;
    this.seal = seal;
    try {
      DurableFiles.createDirectories(directory);
      this.latest = newest();
    } catch (IOException e) {
      throw new UncheckedIOException("The checkpoints outside the database cannot be read", e);
    }
  }

  /** The head of the last checkpoint outside. */
  synchronized Optional<LogHead> latest() {
    return Optional.ofNullable(latest);
  }

  /** Adds a checkpoint; when this returns it is on the disk. */
  synchronized void append(CheckpointRow checkpoint) throws IOException {
    Path file = directory.resolve(HOUR.format(checkpoint.createdAt()) + SUFFIX);
    boolean isNextFile = !file.equals(current);
    long length = isNextFile ? NotesFile.wholeLength(file) : currentLength;
    byte[] note = (checkpoint.note() + "\n").getBytes(StandardCharsets.UTF_8);
    DurableFiles.append(file, length, note);
    current = file;
    currentLength = length + note.length;
    if (latest == null || latest.size() <= checkpoint.size()) {
      latest = new LogHead(checkpoint.size(), checkpoint.root());
    }
    if (isNextFile) {
      thin(checkpoint.createdAt());
    }
  }

  /** Shows every checkpoint outside as the name of its file and its note, unchecked. */
  void forEach(BiConsumer<String, String> reader) throws IOException {
    for (Path file : files()) {
      NotesFile.forEach(file, note -> reader.accept(file.getFileName().toString(), note));
    }
  }

  private void thin(Instant now) throws IOException {
    String keptWhole = HOUR.format(now.minus(KEPT_WHOLE)) + SUFFIX;
    for (Path file : files()) {
      if (file.getFileName().toString().compareTo(keptWhole) < 0) {
        Optional<String> last = NotesFile.last(file);
        long alone = last.map(note -> note.getBytes(StandardCharsets.UTF_8).length + 1).orElse(0);
        if (last.isPresent() && alone < Files.size(file)) {
          DurableFiles.replace(file, (last.get() + "\n").getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  private @Nullable LogHead newest() throws IOException {
    for (Path file : files().reversed()) {
      Optional<LogHead> head = NotesFile.last(file).flatMap(seal::trusted);
      if (head.isPresent()) {
        return head.get();
      }
    }
    return null;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }
}
