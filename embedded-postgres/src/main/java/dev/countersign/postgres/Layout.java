package dev.countersign.postgres;

import java.io.IOException;
import java.nio.file.Path;

/// Where things lie in the folder `postgres` of the service's directory.
///
/// Everything the service itself writes stays in its own hands; under root the database's user owns
/// `data` alone, so that a taken-over database has no path of ours to bend.
record Layout(Path root) {
  static Layout in(Path directory) {
    return new Layout(directory.resolve("postgres"));
  }

  void create(ServerAccount account) throws IOException {
    PrivateFiles.createFolders(root);
    account.letThrough(root);
    PrivateFiles.createFolders(secrets());
    PrivateFiles.createFolders(log());
  }

  Path data() {
    return root.resolve("data");
  }

  Path secrets() {
    return root.resolve("secrets");
  }

  Path log() {
    return root.resolve("log");
  }
}
