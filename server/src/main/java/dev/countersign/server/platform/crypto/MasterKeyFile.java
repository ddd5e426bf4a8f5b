package dev.countersign.server.platform.crypto;

import dev.countersign.server.platform.config.StartRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The master keys as {@code keys/master.keys} in the service's directory: outside the database and
 * its backups, readable by the service's user alone from the moment it exists.
 */
public final class MasterKeyFile {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final Path file;

  private MasterKeyFile(Path file) {
    this.file = file;
  }

  /** The file of the service whose directory this is. */
  public static MasterKeyFile in(Path serviceDirectory) {
    return new MasterKeyFile(serviceDirectory.resolve("keys").resolve("master.keys"));
  }

  boolean exists() {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  Path path() {
    return file;
  }

  /**
   * The keys.
   *
   * @throws StartRefusedException if there are none, or others may read them
   */
  public MasterKeys read() {
    return new TinkMasterKeys(keyset());
  }

  /** The keys, to be changed; refuses likewise. */
  MasterKeyset keyset() {
    try {
      requireExists();
      Optional<String> openness = openness();
      if (openness.isPresent()) {
        throw new StartRefusedException(openness.get());
      }
      return MasterKeyset.parse(Files.readString(file, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new StartRefusedException(
          "The master keys in " + file + " cannot be read: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new StartRefusedException(
          "The file of the master keys " + file + " is damaged. Restore it from its backup.", e);
    }
  }

  /** When the file was last replaced. */
  Instant changedAt() {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes new keys, and never over others. */
  void create() {
    write(MasterKeyset.generate());
  }

  /** Puts changed keys in the place of what is there, in one step. */
  void replace(MasterKeyset keys) {
    write(keys, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  // The whole file or nothing, and on the disk when it returns.
  private void write(MasterKeyset keys, CopyOption... how) {
    try {
      Path folder = file.resolveSibling("");
      Files.createDirectories(folder, OWNER_ONLY_FOLDER);
      Path temporary = Files.createTempFile(folder, ".master-", "", OWNER_ONLY_FILE);
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(keys.text().getBytes(StandardCharsets.US_ASCII));
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(temporary, file, how);
      try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
        entries.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The master keys could not be written to " + file, e);
    }
  }

  private void requireExists() {
    if (!exists()) {
      throw new StartRefusedException(
          "The master keys "
              + file
              + " are missing, but this store was sealed with them. Restore the file from its"
              + " backup; without it, signing keys and personal data cannot be opened.");
    }
  }

  /** Who else may reach the keys, and what to do about it; empty where nobody may. */
  Optional<String> openness() throws IOException {
    if (!exists()) {
      return Optional.empty();
    }
    Path folder = file.resolveSibling("");
    boolean folderOpen =
        Files.getPosixFilePermissions(folder).stream().anyMatch(WRITABLE_BY_OTHERS::contains);
    if (!folderOpen && OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
      return Optional.empty();
    }
    return Optional.of(
        "Others may reach the master keys "
            + file
            + ". Run: chmod 700 "
            + folder
            + " && chmod 600 "
            + file);
  }
}
