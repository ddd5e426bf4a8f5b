package dev.countersign.postgres;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The system user the database runs as.
///
/// PostgreSQL refuses to run as root. So under root it runs as the owner of the existing data, else
/// as `postgres` or `nobody`; otherwise as whoever runs this process.
///
/// @param separate whether this is another user than the one of this process, which then is root
record ServerAccount(long uid, long gid, boolean separate) {
  private static final List<String> CANDIDATES = List.of("postgres", "nobody");
  private static final Path USERS = Path.of("/etc/passwd");

  static ServerAccount forData(Path data) throws IOException {
    UnixSystem self = new UnixSystem();
    boolean exists = Files.isDirectory(data, LinkOption.NOFOLLOW_LINKS);
    if (self.getUid() != 0) {
      if (exists && id(data, "uid") != self.getUid()) {
        throw new EmbeddedPostgresException(
            data
                + " belongs to another user. Start as that user (or as root), or use another directory.");
      }
      return new ServerAccount(self.getUid(), self.getGid(), false);
    }
    if (!Platform.LINUX) {
      throw new EmbeddedPostgresException(
          "PostgreSQL refuses to run as root. Start Countersign as an ordinary user.");
    }
    if (exists && id(data, "uid") != 0) {
      return new ServerAccount(id(data, "uid"), id(data, "gid"), true);
    }
    return CANDIDATES.stream()
        .flatMap(name -> lookup(name).stream())
        .findFirst()
        .orElseThrow(() ->
            new EmbeddedPostgresException(
                "PostgreSQL refuses to run as root, and there is neither a user 'postgres' nor"
                    + " 'nobody' to run it as. Start Countersign as an ordinary user."));
  }

  private static Optional<ServerAccount> lookup(String name) {
    try {
      return Files.readAllLines(USERS).stream()
          .map(line -> line.split(":"))
          .filter(fields -> fields.length > 3 && fields[0].equals(name) && !fields[2].equals("0"))
          .map(f -> new ServerAccount(Long.parseLong(f[2]), Long.parseLong(f[3]), true))
          .findFirst();
    } catch (IOException e) {
      throw new EmbeddedPostgresException(USERS + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static long id(Path path, String which) throws IOException {
    return ((Number) Files.getAttribute(path, "unix:" + which, LinkOption.NOFOLLOW_LINKS))
        .longValue();
  }

  /// What to put before a command line so that it runs as this user.
  List<String> launcher() {
    if (!separate) {
      return List.of();
    }
    return Platform.tool("setpriv")
        .map(tool ->
            List.of(tool.toString(), "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--"))
        .or(() ->
            Platform.tool("chroot")
                .map(tool ->
                    List.of(
                        tool.toString(),
                        "--skip-chdir",
                        "--userspec=" + uid + ":" + gid,
                        "--groups=",
                        "/")))
        .orElseThrow(() ->
            new EmbeddedPostgresException(
                "PostgreSQL refuses to run as root, and neither 'setpriv' nor 'chroot' is there"
                    + " to start it as another user. Install util-linux, or start Countersign"
                    + " as an ordinary user."));
  }

  /// Gives one file or folder to this user.
  void own(Path path) throws IOException {
    if (separate) {
      Files.setAttribute(path, "unix:gid", (int) gid, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:uid", (int) uid, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /// Gives a folder that root restored or copied back to the database's user.
  void ownTree(Path folder) throws IOException {
    if (!separate || id(folder, "uid") == uid) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            own(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            own(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /// Lets this user pass through a folder of root's without listing it or writing to it.
  void letThrough(Path folder) throws IOException {
    if (separate) {
      Files.setAttribute(folder, "unix:gid", (int) gid, LinkOption.NOFOLLOW_LINKS);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x---"));
    }
  }

  /// Whether this user can reach what lies in the folder by its path.
  boolean reaches(Path folder) throws IOException {
    for (Path step = folder.toRealPath(); step != null; step = step.getParent()) {
      if (separate && !passes(step)) {
        return false;
      }
    }
    return true;
  }

  private boolean passes(Path folder) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
    if (id(folder, "uid") == uid) {
      return permissions.contains(PosixFilePermission.OWNER_EXECUTE);
    }
    if (id(folder, "gid") == gid) {
      return permissions.contains(PosixFilePermission.GROUP_EXECUTE);
    }
    return permissions.contains(PosixFilePermission.OTHERS_EXECUTE);
  }
}
