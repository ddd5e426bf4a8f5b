package dev.countersign.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Initialises the database's files: in a temporary folder that gets its name when it is complete.
final class Cluster {
  private static final String UNFINISHED = "initialising-";

  private final Layout layout;
  private final Path programs;
  private final ServerAccount account;
  private final boolean durable;

  Cluster(Layout layout, Path programs, ServerAccount account, boolean durable) {
    this.layout = layout;
    this.programs = programs;
    this.account = account;
    this.durable = durable;
  }

  void initialiseIfMissing(String superuser, PasswordFiles passwords)
      throws IOException, InterruptedException {
    removeUnfinished();
    if (Files.isDirectory(layout.data())) {
      account.ownTree(layout.data());
      return;
    }
    if (passwords.find(superuser).isEmpty()) {
      passwords.store(superuser, passwords.generate());
    }
    Path unfinished = PrivateFiles.createTemporaryFolder(layout.root(), UNFINISHED);
    account.own(unfinished);
    initialise(unfinished, superuser, passwords.get(superuser));
    Files.move(unfinished, layout.data());
    PrivateFiles.sync(layout.root());
  }

  private void initialise(Path target, String superuser, String password)
      throws IOException, InterruptedException {
    Path passwordFile = PrivateFiles.createTemporaryFile(layout.root(), UNFINISHED);
    try {
      Files.writeString(passwordFile, password + "\n", StandardCharsets.US_ASCII);
      account.own(passwordFile);
      Process process =
          new ServerCommand(account)
              .run(target, commandLine(target, superuser))
              // Under root the database's user may not walk to the file, but may read it when
              // opened.
              .redirectInput(passwordFile.toFile())
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new EmbeddedPostgresException(
            "The database in " + layout.root() + " could not be initialised: " + output.strip());
      }
    } finally {
      Files.deleteIfExists(passwordFile);
    }
  }

  private List<String> commandLine(Path target, String superuser) {
    List<String> line =
        new ArrayList<>(
            List.of(
                programs.resolve("bin").resolve("initdb").toString(),
                "--pgdata=" + ServerCommand.dataArgument(target),
                "--username=" + superuser,
                "--auth=scram-sha-256",
                "--pwfile=/dev/stdin",
                "--encoding=UTF8",
                // One order of text on every platform and version; people's order is the client's.
                "--locale=C",
                "--data-checksums",
                "--no-instructions"));
    if (!durable) {
      line.add("--no-sync");
    }
    return line;
  }

  private void removeUnfinished() throws IOException {
    try (DirectoryStream<Path> leftovers =
        Files.newDirectoryStream(layout.root(), UNFINISHED + "*")) {
      for (Path leftover : leftovers) {
        PrivateFiles.deleteTree(leftover);
      }
    }
  }
}
