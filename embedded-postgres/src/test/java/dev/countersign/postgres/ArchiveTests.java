package dev.countersign.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class ArchiveTests {
  @TempDir private Path temporary;

  @Test
  void unpacksFilesWithTheirRightsAndLinks() throws IOException {
    unpack(file("bin/postgres", 0755), file("share/readme", 0600), link("lib/a.so", "a.so.1"));

    assertThat(target().resolve("bin/postgres")).isExecutable().hasContent("content");
    assertThat(Files.isExecutable(target().resolve("share/readme"))).isFalse();
    assertThat(Files.readSymbolicLink(target().resolve("lib/a.so"))).hasToString("a.so.1");
  }

  @Test
  void refusesAFileOutside() {
    assertThatThrownBy(() -> unpack(file("../evil", 0644))).hasMessageContaining("points outside");
    assertThat(temporary.resolve("evil")).doesNotExist();
  }

  @Test
  void refusesALinkThatPointsOutside() {
    assertThatThrownBy(() -> unpack(link("lib/a.so", "../../evil")))
        .hasMessageContaining("points outside");
    assertThatThrownBy(() -> unpack(link("lib/b.so", "/etc/passwd")))
        .hasMessageContaining("points outside");
  }

  @Test
  void refusesADevice() {
    TarArchiveEntry device = new TarArchiveEntry("dev/null", TarConstants.LF_CHR);

    assertThatThrownBy(() -> unpack(device)).hasMessageContaining("no plain file");
  }

  private Path target() {
    return temporary.resolve("target");
  }

  private static TarArchiveEntry file(String name, int mode) {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setMode(0100000 | mode);
    entry.setSize("content".length());
    return entry;
  }

  private static TarArchiveEntry link(String name, String to) {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    entry.setLinkName(to);
    return entry;
  }

  private void unpack(TarArchiveEntry... entries) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new XZOutputStream(packed, new LZMA2Options(0)))) {
      for (TarArchiveEntry entry : entries) {
        tar.putArchiveEntry(entry);
        if (entry.getSize() > 0) {
          tar.write("content".getBytes(StandardCharsets.US_ASCII));
        }
        tar.closeArchiveEntry();
      }
    }
    Files.createDirectories(target());
    Archive.unpack(new ByteArrayInputStream(packed.toByteArray()), target());
  }
}
