package dev.countersign.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxFolderTests {
  @TempDir private Path directory;

  @Test
  void writesAMessageThatItsOwnerAloneCanRead() throws Exception {
    Path folder = directory.resolve("outbox");
    Transport outbox = new OutboxFolder(folder);
    outbox.deliver(message(outbox), "one");

    Path file = folder.resolve("one.eml");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    // As it is to be followed: no line of it is wrapped or encoded.
    assertThat(Files.readString(file))
        .contains("To: ana@example.org")
        .contains("\nhttps://example.org/answer?token=a-b_c&x=1\r\n");
  }

  @Test
  void writesTheSameMessageOnceHoweverOftenItIsTried() throws Exception {
    Transport outbox = new OutboxFolder(directory);
    outbox.deliver(message(outbox), "one");
    outbox.deliver(message(outbox), "one");

    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(directory.resolve("one.eml"));
    }
  }

  @Test
  void failsWhereItCannotWriteAndLeavesNothingBehind() throws IOException {
    Path taken = Files.createFile(directory.resolve("outbox"));
    Transport outbox = new OutboxFolder(taken);

    assertThatIOException().isThrownBy(() -> outbox.deliver(message(outbox), "one"));
    assertThat(taken).isEmptyFile();
  }

  private static MimeMessage message(Transport transport) {
    return LetterMessage.of(
        Letters.to("ana@example.org"), UUID.randomUUID(), "Countersign", transport, Instant.now());
  }
}
