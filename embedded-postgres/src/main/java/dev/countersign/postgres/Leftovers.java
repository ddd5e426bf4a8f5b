package dev.countersign.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Database processes that an earlier, killed service left behind in a data directory.
///
/// A SIGKILL of the service leaves its whole database running; a SIGKILL of the postmaster leaves
/// its children for a moment, and they still use the files. Neither may be alive when the next
/// postmaster starts. PostgreSQL itself knows a predecessor by the number in `postmaster.pid`,
/// which after a restart of a container may by now be anybody's; we look at what each process
/// really is.
final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
  private static final Duration FAST_SHUTDOWN = Duration.ofSeconds(30);
  private static final Duration QUIT = Duration.ofSeconds(5);
  private static final Duration KILL = Duration.ofSeconds(10);

  private final Path data;

  Leftovers(Path data) {
    this.data = data;
  }

  /// Stops what is left, in good order where it can be, and returns when nothing is.
  void stop() throws IOException, InterruptedException {
    List<ProcessHandle> alive = find();
    if (!alive.isEmpty()) {
      LOG.info("Stopping the database processes {} of an earlier service", pids(alive));
      heads(alive).forEach(head -> Signal.FAST_SHUTDOWN.send(head.pid()));
      if (!gone(FAST_SHUTDOWN)) {
        find().forEach(process -> Signal.QUIT.send(process.pid()));
      }
      if (!gone(QUIT)) {
        find().forEach(process -> Signal.KILL.send(process.pid()));
      }
      if (!gone(KILL)) {
        throw new EmbeddedPostgresException(
            "The database processes " + pids(find()) + " of an earlier service cannot be stopped.");
      }
    }
    // With no process left in the directory the file says nothing any more, but PostgreSQL would
    // still believe it if another process had got that number meanwhile.
    if (Platform.LINUX) {
      Files.deleteIfExists(data.resolve(PostmasterFile.NAME));
    }
  }

  /// The processes whose parent is none of them: the postmaster, or its orphans.
  private static List<ProcessHandle> heads(List<ProcessHandle> processes) {
    Set<Long> pids = processes.stream().map(ProcessHandle::pid).collect(Collectors.toSet());
    return processes.stream()
        .filter(p -> p.parent().map(parent -> !pids.contains(parent.pid())).orElse(true))
        .toList();
  }

  private boolean gone(Duration patience) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!find().isEmpty()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(10);
    }
    return true;
  }

  List<ProcessHandle> find() throws IOException {
    if (!Files.isDirectory(data)) {
      return List.of();
    }
    if (!Platform.LINUX) {
      return PostmasterFile.read(data)
          .flatMap(file -> ProcessHandle.of(file.pid()))
          .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
          .stream()
          .toList();
    }
    Path real = data.toRealPath();
    return ProcessHandle.allProcesses().filter(process -> worksIn(process, real)).toList();
  }

  private static boolean worksIn(ProcessHandle process, Path real) {
    Path about = Path.of("/proc", Long.toString(process.pid()));
    return link(about.resolve("cwd")).filter(real::equals).isPresent()
        && link(about.resolve("exe"))
            .map(program -> String.valueOf(program.getFileName()))
            .filter(name -> name.equals("postgres") || name.equals("postgres (deleted)"))
            .isPresent();
  }

  private static Optional<Path> link(Path link) {
    try {
      return Optional.of(Files.readSymbolicLink(link));
    } catch (IOException | SecurityException e) {
      // Gone meanwhile, or another user's and so none of ours.
      LOG.trace("{} is not readable", link, e);
      return Optional.empty();
    }
  }

  private static List<Long> pids(List<ProcessHandle> processes) {
    return processes.stream().map(ProcessHandle::pid).toList();
  }
}
