package dev.countersign.postgres;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Command lines of the PostgreSQL programs: as which user, in which session, with which
/// environment.
///
/// NOTE: on Linux the data directory is handed over as the working directory (`/proc/self/cwd`).
/// The service enters it with its own rights and the database inherits it, so it works below
/// folders the database's user may not enter (a directory in `/root`, for example) and moves with
/// its directory.
final class ServerCommand {
  private static final String LINUX_DATA = "/proc/self/cwd";

  private final ServerAccount account;

  ServerCommand(ServerAccount account) {
    this.account = account;
  }

  /// A program that works in the data directory and ends.
  ProcessBuilder run(Path data, List<String> command) {
    List<String> line = new ArrayList<>(account.launcher());
    line.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(line).directory(data.toFile());
    clean(builder.environment());
    return builder;
  }

  /// A program in a session of its own, which the terminal's Ctrl-C does not reach.
  ProcessBuilder runDetached(Path data, List<String> command) {
    ProcessBuilder builder = run(data, command);
    List<String> line = new ArrayList<>(newSession());
    line.addAll(builder.command());
    return builder.command(line);
  }

  static String dataArgument(Path data) {
    return Platform.LINUX ? LINUX_DATA : data.toString();
  }

  private static List<String> newSession() {
    Optional<List<String>> setsid = Platform.tool("setsid").map(tool -> List.of(tool.toString()));
    return setsid
        .or(() ->
            Platform.tool("perl")
                .map(tool ->
                    List.of(
                        tool.toString(),
                        "-MPOSIX",
                        "-e",
                        "POSIX::setsid(); exec { $ARGV[0] } @ARGV or die $!")))
        .orElseThrow(() ->
            new EmbeddedPostgresException(
                "Neither 'setsid' nor 'perl' is there to start PostgreSQL in a session of its"
                    + " own. Install util-linux."));
  }

  /// The service's environment may hold secrets and must not outlive it in the database's
  /// processes.
  private static void clean(Map<String, String> environment) {
    String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
    environment.clear();
    environment.put("PATH", path);
    environment.put("LC_ALL", "C");
  }
}
