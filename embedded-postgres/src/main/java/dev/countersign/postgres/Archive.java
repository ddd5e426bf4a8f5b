package dev.countersign.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.tukaani.xz.XZInputStream;

/// Unpacks a tar.xz archive. An entry or link that points outside the target is refused, as is
/// anything but files, folders and symbolic links.
final class Archive {
  private Archive() {}

  static void unpack(InputStream compressed, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(compressed), "UTF-8")) {
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null) {
        unpack(tar, entry, target);
        entry = tar.getNextEntry();
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    Path path = inside(target, target.resolve(entry.getName()), entry);
    if (entry.isDirectory()) {
      createFolder(path, target);
    } else if (entry.isSymbolicLink()) {
      createFolder(PrivateFiles.parentOf(path), target);
      inside(target, PrivateFiles.parentOf(path).resolve(entry.getLinkName()), entry);
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (plainFile(entry)) {
      createFolder(PrivateFiles.parentOf(path), target);
      Files.copy(tar, path);
      PrivateFiles.permissions(path, (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--");
    } else {
      throw new IOException("The archive holds " + entry.getName() + ", which is no plain file.");
    }
  }

  /// The library's own question is true of devices too.
  private static boolean plainFile(TarArchiveEntry entry) {
    return entry.getLinkFlag() == TarConstants.LF_NORMAL
        || entry.getLinkFlag() == TarConstants.LF_OLDNORM;
  }

  private static Path inside(Path target, Path path, TarArchiveEntry entry) throws IOException {
    Path normal = path.normalize();
    if (!normal.startsWith(target)) {
      throw new IOException("The archive's entry " + entry.getName() + " points outside.");
    }
    return normal;
  }

  /// The server's user must be able to read below the target, whatever the umask of this process.
  private static void createFolder(Path folder, Path target) throws IOException {
    if (folder.equals(target) || Files.isDirectory(folder)) {
      return;
    }
    createFolder(PrivateFiles.parentOf(folder), target);
    Files.createDirectory(folder);
    PrivateFiles.permissions(folder, "rwxr-xr-x");
  }
}
