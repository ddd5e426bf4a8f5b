package dev.countersign.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Chooses where the PostgreSQL programs are unpacked.
///
/// They belong into the service's own directory. PostgreSQL finds its libraries and its share
/// folder by the absolute path of its program, so its user must be able to walk that path. Under
/// root the directory often lies below a folder that only root may enter (`/root` itself). Then the
/// programs, which hold nothing private, go to a system folder that only root can write to; the
/// data stays.
final class ProgramsFolder {
  private static final Logger LOG = LoggerFactory.getLogger(ProgramsFolder.class);
  private static final List<Path> SYSTEM_FOLDERS =
      List.of(
          Path.of("/var/lib/countersign"),
          Path.of("/usr/local/lib/countersign"),
          Path.of("/run/countersign"));

  private ProgramsFolder() {}

  static Path unpack(Binaries binaries, Path preferred, ServerAccount account) throws IOException {
    if (account.reaches(preferred)) {
      Path programs = binaries.unpackBelow(preferred);
      if (account.separate()) {
        // Readable for whoever gets this far; the folder above lets only the database's user pass.
        PrivateFiles.permissions(programs, "rwxr-xr-x");
      }
      return programs;
    }
    for (Path folder : SYSTEM_FOLDERS) {
      Optional<Path> programs = unpackBelowSystemFolder(binaries, folder, account);
      if (programs.isPresent()) {
        return programs.get();
      }
    }
    throw new EmbeddedPostgresException(
        "PostgreSQL refuses to run as root, and its user cannot enter "
            + preferred
            + ". Choose a directory whose parents others may enter (chmod o+x), or start Countersign"
            + " as an ordinary user.");
  }

  private static Optional<Path> unpackBelowSystemFolder(
      Binaries binaries, Path folder, ServerAccount account) {
    try {
      Files.createDirectories(folder);
      // Whoever can write here can have their own program run, so a folder that others prepared or
      // may write to is not used.
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          || !Files.getOwner(folder).getName().equals("root")) {
        return Optional.empty();
      }
      PrivateFiles.permissions(folder, "rwxr-xr-x");
      if (!account.reaches(folder)) {
        return Optional.empty();
      }
      Path programs = binaries.unpackBelow(folder);
      PrivateFiles.permissions(programs, "rwxr-xr-x");
      LOG.info("The PostgreSQL programs are in {}, where their user can reach them", programs);
      return Optional.of(programs);
    } catch (IOException e) {
      LOG.debug("{} cannot hold the PostgreSQL programs", folder, e);
      return Optional.empty();
    }
  }
}
