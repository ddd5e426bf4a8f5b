package dev.countersign.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

  /** On a disk of 64 KiB, which takes rights that not everybody has who runs tests. */
  @Test
  void failsOnAFullDiskAndDeliversTheSameMessageOnceThereIsRoom() throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    assumeTrue(command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()));
    try {
      Path filler = disk.resolve("filler");
      assertThatIOException()
          .isThrownBy(() -> Files.write(filler, new byte[1024 * 1024]))
          .withMessageContaining("No space left");
      Transport outbox = new OutboxFolder(disk.resolve("outbox"));

      assertThatIOException().isThrownBy(() -> outbox.deliver(message(outbox), "one"));
      Files.delete(filler);
      outbox.deliver(message(outbox), "one");

      try (Stream<Path> files = Files.list(disk.resolve("outbox"))) {
        assertThat(files).containsExactly(disk.resolve("outbox").resolve("one.eml"));
      }
      assertThat(disk.resolve("outbox").resolve("one.eml")).content().contains("answer?token=");
    } finally {
      command("umount", disk.toString());
    }
  }

  private static boolean command(String... words) throws Exception {
    try {
      return new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }

  private static MimeMessage message(Transport transport) {
    return LetterMessage.of(
        Letters.to("ana@example.org"), UUID.randomUUID(), "Countersign", transport, Instant.now());
  }
}
