package dev.countersign.server.factors;

import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that stands in for a telephone, so that a newcomer can finish every flow. In
 * production mode text messages are not offered without a provider.
 */
final class OutboxMessages implements TextMessages {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxMessages.class);

  private final Path folder;
  private final IdGenerator ids;
  private final boolean offered;

  OutboxMessages(Path folder, IdGenerator ids, boolean offered) {
    this.folder = folder;
    this.ids = ids;
    this.offered = offered;
  }

  @Override
  public boolean isOffered() {
    return offered;
  }

  @Override
  public boolean send(Secret number, Secret text) {
    if (!offered) {
      return false;
    }
    String name = ids.next() + "-sms";
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path unfinished = folder.resolve("." + name + ".unfinished");
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(
          unfinished,
          "To: " + number.reveal() + "\n\n" + text.reveal() + "\n",
          StandardOpenOption.WRITE);
      Files.move(unfinished, folder.resolve(name + ".txt"), StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException full) {
      LOG.warn("A text message cannot be written to the outbox: {}", full.toString());
      return false;
    }
  }
}
