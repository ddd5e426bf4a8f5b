package dev.countersign.server.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.Set;

/**
 * The folder that stands in for a mail server, so that a newcomer can follow every link. Each
 * message is a file that only the service's own user can read, and is there whole or not at all.
 */
final class OutboxFolder implements Transport {
  private static final Session SESSION = Session.getInstance(new Properties());

  private final Path folder;

  OutboxFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public Session session() {
    return SESSION;
  }

  @Override
  public String from() {
    return "countersign@localhost";
  }

  @Override
  public void deliver(MimeMessage message, String name) throws IOException {
    Files.createDirectories(folder, owners("rwx------"));
    Path file = folder.resolve(name + ".eml");
    Path unfinished = folder.resolve("." + name + ".unfinished");
    Files.deleteIfExists(unfinished);
    try {
      write(message, unfinished);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void write(MimeMessage message, Path file) throws IOException {
    Set<StandardOpenOption> how = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    try (FileChannel channel = FileChannel.open(file, how, owners("rw-------"));
        OutputStream out = Channels.newOutputStream(channel)) {
      message.writeTo(out);
      out.flush();
      channel.force(true);
    } catch (MessagingException unwritable) {
      throw new IOException(unwritable);
    }
  }

  private static FileAttribute<?> owners(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
