package dev.countersign.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerAccountTests {
  @TempDir private Path temporary;

  @Test
  void isThisProcessUnlessThatIsRoot() throws IOException {
    ServerAccount account = ServerAccount.forData(temporary.resolve("data"));

    assertThat(account.separate()).isEqualTo(Servers.root());
    assertThat(account.uid()).isNotZero();
  }

  @Test
  void isTheOwnerOfExistingDataUnderRoot() throws IOException {
    assumeThat(Servers.root()).isTrue();
    Path data = Files.createDirectory(temporary.resolve("data"));
    Files.setAttribute(data, "unix:uid", 4711);
    Files.setAttribute(data, "unix:gid", 4712);

    assertThat(ServerAccount.forData(data)).isEqualTo(new ServerAccount(4711, 4712, true));
  }

  @Test
  void reachesOnlyWhatItMayEnter() throws IOException {
    ServerAccount other = new ServerAccount(4711, 4712, true);
    Path folder = Files.createDirectory(temporary.resolve("folder"));

    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx------"));
    assertThat(other.reaches(folder)).isFalse();
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx-----x"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(other.reaches(folder)).isTrue();
  }

  @Test
  void getsItsDataBackAfterRootRestoredIt() throws IOException {
    assumeThat(Servers.root()).isTrue();
    Path data = Files.createDirectory(temporary.resolve("data"));
    Files.writeString(data.resolve("PG_VERSION"), "18");

    new ServerAccount(4711, 4712, true).ownTree(data);

    assertThat(Files.getAttribute(data, "unix:uid")).isEqualTo(4711);
    assertThat(Files.getAttribute(data.resolve("PG_VERSION"), "unix:uid")).isEqualTo(4711);
  }
}
