package dev.countersign.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Both implementations against the reference implementation's own test values. */
class Argon2Tests {
  private static final byte[] PASSWORD = "password".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SALT = "somesalt".getBytes(StandardCharsets.US_ASCII);

  static Stream<Argon2> implementations() {
    Argon2 java = new JavaArgon2();
    return Stream.concat(NativeArgon2.load(java).stream(), Stream.of(java));
  }

  // The library takes no salt as short as the reference's: the rest is compared with Java's.
  @ParameterizedTest
  @CsvSource({"8, 1", "9, 3", "64, 2", "1000, 1", "7168, 5", "19456, 2"})
  void hasTheLibraryAgreeWithJava(int memoryKib, int iterations) {
    Argon2 java = new JavaArgon2();
    Argon2 library =
        NativeArgon2.load((cost, salt, password) -> fail("not computed by the library"))
            .orElseThrow();
    Argon2Cost cost = new Argon2Cost(memoryKib, iterations, 1);
    for (int length : new int[] {0, 1, 8, 128, 4096}) {
      Random random = new Random(length + 31L * memoryKib);
      byte[] salt = new byte[16];
      byte[] password = new byte[length];
      random.nextBytes(salt);
      random.nextBytes(password);
      assertThat(library.hash(cost, salt, password)).isEqualTo(java.hash(cost, salt, password));
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void agreesWithTheReference(Argon2 argon2) {
    byte[] tag = argon2.hash(new Argon2Cost(65536, 2, 1), SALT, PASSWORD);
    assertThat(HexFormat.of().formatHex(tag))
        .isEqualTo("09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7");
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void agreesWithTheReferenceAtTwoLanes(Argon2 argon2) {
    byte[] tag = argon2.hash(new Argon2Cost(256, 2, 2), SALT, PASSWORD);
    assertThat(HexFormat.of().formatHex(tag))
        .isEqualTo("6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037");
  }

  @Test
  void survivesTheStoredForm() {
    Argon2 argon2 = new JavaArgon2();
    Argon2Cost cost = new Argon2Cost(64, 1, 1);
    PasswordHash hash = PasswordHash.ofArgon2(cost, SALT, argon2.hash(cost, SALT, PASSWORD));
    PasswordHash read = PasswordHash.parse(hash.text());
    assertThat(hash.text()).startsWith("$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$");
    assertThat(read.isMadeAt(cost)).isTrue();
    assertThat(read.matches(argon2, PASSWORD)).isTrue();
    assertThat(read.matches(argon2, "Password".getBytes(StandardCharsets.US_ASCII))).isFalse();
  }

  @Test
  void refusesAnUnknownStoredForm() {
    assertThatThrownBy(() -> PasswordHash.parse("$5$12$secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }
}
