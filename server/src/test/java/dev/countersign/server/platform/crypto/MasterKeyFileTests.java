package dev.countersign.server.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.testing.StoreFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyFileTests {
  @AutoClose private final StoreFixture store = StoreFixture.create();
  private final JdbcKeyCheck check = new JdbcKeyCheck(store.jdbc(), store.transactions());
  @TempDir private Path directory;
  private MasterKeyFile file = MasterKeyFile.in(Path.of("unset"));

  @BeforeEach
  void chooseDirectory() {
    file = MasterKeyFile.in(directory.resolve("data"));
  }

  @Test
  void makesKeysThatOnlyTheirOwnerCanRead() throws IOException {
    check.keysOf(file);

    assertThat(permissions(file.path())).isEqualTo("rw-------");
    assertThat(permissions(file.path().resolveSibling(""))).isEqualTo("rwx------");
    assertThat(file.path().resolveSibling("")).isDirectoryNotContaining("glob:**.master-*");
  }

  @Test
  void findsTheSameKeysAtTheNextStart() {
    byte[] sealed = check.keysOf(file).seal(new byte[] {1}, "here");

    assertThat(check.keysOf(file).open(sealed, "here")).containsExactly(1);
  }

  @Test
  void refusesToStartWithoutTheKeysOfAUsedDatabase() throws IOException {
    check.keysOf(file);
    Files.delete(file.path());

    assertThatThrownBy(() -> check.keysOf(file))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("are missing")
        .hasMessageContaining("backup");
    assertThat(file.path()).doesNotExist();
  }

  @Test
  void refusesKeysOfAnotherDatabase() {
    check.keysOf(file);
    MasterKeyFile other = MasterKeyFile.in(directory.resolve("other"));
    other.create();

    assertThatThrownBy(() -> check.keysOf(other))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("not those this database was sealed with");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rwx------", "rw--w----"})
  void refusesAFileThatOthersMayReach(String permissions) throws IOException {
    file.create();
    Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString(permissions));

    assertThatThrownBy(file::read)
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void refusesAFolderThatOthersMayWriteTo() throws IOException {
    file.create();
    Files.setPosixFilePermissions(
        file.path().resolveSibling(""), PosixFilePermissions.fromString("rwxrwx---"));

    assertThatThrownBy(file::read).isInstanceOf(StartRefusedException.class);
  }

  @Test
  void refusesADamagedFile() throws IOException {
    file.create();
    Files.writeString(file.path(), "{");

    assertThatThrownBy(file::read)
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("damaged");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
