package dev.countersign.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.credentials.PasswordHash.Reading;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.crypto.scrypt.SCryptPasswordEncoder;

/** Hashes of one password as other systems wrote them, made with those systems. */
class HashFormatsTests {
  private static final String PASSWORD = "Tr0ub4dor & 3 čaje";
  private static final Argon2 ARGON2 = new JavaArgon2();

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Werkzeug 3.
        "pbkdf2:sha256:1000$ytykG01sdszdCK7Z$040f028df891878a90b53f2c388afe4888384dfddd94b0ff616220ba03416f91",
        "pbkdf2:sha512:1000$0eb1ATaJzbwxvZ3l$74e583f8134265f9ebfee9b7c81cada08d47ec1c943dc0d5d2579a81bb566119e85b59e553997106a176a571d04c703abdfe24ceb5e8cc21f4786014874f2f8a",
        "pbkdf2:sha1:1000$dePtQczAaQNs3ymt$755f26ae13b09408739e200270c441c6fba8689d",
        "scrypt:1024:8:1$OUI8zPHvDExB1jWL$2c5dcf55b30f6d6e101872d541b2d901360d614fe8c6ec0322a1f637540d8d107de5acd0a382ce828f6a6e13934f6d4cf2aa2fd95d5c5ae3a690b5023c7592b8",
        "scrypt:32768:8:1$vIbhCsdZYgKW6ata$5fa86d34087a3d440a6169c9896139776bd96eada2f90dbe31030902bf1dcfcc775835c8065fc7d90407fcca9af7b2045bd91cfcede74f3499a551d809df8766",
        // Django 5.
        "pbkdf2_sha256$1000$saltsaltsaltsaltsalt22$3dMFKAX5Ngt6dBbFJ/s5oQjXT9SEagvFgEK0GVJ1GAQ=",
        "pbkdf2_sha1$1000$saltsaltsaltsaltsalt22$2Rq0WuUsFGMqJfklRa2HfG+q6BA=",
        "scrypt$1024$saltsaltsaltsaltsalt22$8$5$MCib5mgPEL0JhyvSJ98HLNb125PooSTcsWaNephL3RYXQOxsuUDIrI6i6JCtDQoRJ2g0krRmyTo6VJ9Klb/zdQ==",
        "argon2$argon2id$v=19$m=256,t=2,p=2$c2FsdHNhbHRzYWx0c2FsdHNhbHQyMg$0zBFUbWrzMRI2zXLwX0p5/QxtRg2Mwm9+8AI3Q628Wc",
        "bcrypt$$2b$05$AcUaV3BsFMuyJPaESUDhtubZFzIzG27U/VwH6kxf8X2/MR78cyjE6",
        "bcrypt_sha256$$2b$05$/y4rY1bHGv422a/kzmzq3uSMSxG0poM3QpzKNujc7yMnjAoJps8uq",
        // passlib 1.7.
        "$pbkdf2-sha256$1000$hzAmBABAyHmvtXYupZRyTg$.1bBNCZ/7XxnjiUMKY80FiD94MccIWAXZv7c7en7HQw",
        "$pbkdf2-sha512$1000$5/wfI2QM4XxvrRVC6B1DaA$hsXAZQQsfcRIhGhvu3jjxIrG6yl/bNfSRRR4ensBIzs5nzhQchfBb3DoaucJYafQDqvPYBT8Iy1b3W9A/Yh5mw",
        // bcrypt in Python and in the C library.
        "$2a$05$Rsy.aPo7RLOX9SL95rlZYelVphi6Njvn0i./PYY4GwjTCOhLAjRqq",
        "$2b$05$AwevwOchZDiB0dh6ZVEiDOVx/ePnN6g8Nm/hl9jHnpvmfY2DU5YF.",
        "$2y$05$abcdefghijklmnopqrstuuHwXm0aH7Xos224CRKhQu.PJUhkoStfK",
        "$2b$12$zs2XiJI718WI1JJSXj7g7epbDu3xWAtIJgH255n8yCnrazKbpL39e",
        // Argon2's reference library.
        "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHRzb21lc2FsdA$1C4HfpYB0iixTnajg1Co6501pptNY4ea/i0kCGAYYcI",
        "$argon2i$v=19$m=256,t=2,p=2$c29tZXNhbHRzb21lc2FsdA$O7pFGF9EtSTIoV+dfpwaKzFVLxvWkT8USruSlMxCfCY",
        "$argon2d$v=19$m=256,t=2,p=2$c29tZXNhbHRzb21lc2FsdA$H5ATvX0zWhkErAod8wK6GUtnByNjPDbTGQLZhXmcn7o",
        "$argon2i$v=16$m=256,t=2,p=2$c29tZXNhbHRzb21lc2FsdA$HmvB386uoDMLP8CvEypfo3x0N/6r0vaE",
      })
  void verifiesWhatOtherSystemsWrote(String hash) {
    assertVerifies(hash);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bcrypt",
        "pbkdf2",
        "pbkdf2@SpringSecurity_v5_8",
        "scrypt",
        "scrypt@SpringSecurity_v5_8",
        "argon2",
        "argon2@SpringSecurity_v5_8"
      })
  void verifiesWhatSpringSecurityWrites(String id) {
    assertVerifies("{" + id + "}" + spring(id).encode(PASSWORD));
  }

  // Published with jBCrypt.
  @ParameterizedTest
  @CsvSource({
    "a, $2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe",
    "abc, $2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i",
    "abcdefghijklmnopqrstuvwxyz, $2a$06$.rCVZVOThsIa97pEDOxvGuRRgzG64bvtJ0938xuqzv18d3ZpQhstC",
  })
  void verifiesPublishedVectorsOfBcrypt(String password, String hash) {
    assertThat(PasswordHash.parse(hash).matches(ARGON2, bytes(password))).isTrue();
    assertThat(PasswordHash.parse(hash).matches(ARGON2, bytes(password + "x"))).isFalse();
  }

  @Test
  void knowsThatBcryptLeavesOutWhatIsBeyond72Bytes() {
    PasswordHash hash =
        PasswordHash.parse("$2b$05$Hz1/7m72Wtt9.6TRzeGFduFcynQIFZB7b7XcS5UhL2tECJLyjxJ22");
    assertThat(hash.matches(ARGON2, bytes("x".repeat(72)))).isTrue();
    assertThat(hash.leavesOut(72)).isFalse();
    assertThat(hash.leavesOut(73)).isTrue();
  }

  @Test
  void knowsThatADigestHasRoomForAnyLength() {
    PasswordHash hash =
        PasswordHash.parse(
            "bcrypt_sha256$$2b$05$JjUESdj7IcQSB4ec5ovkiuxHDnXNZFpIJJhP7MKgrCG7fTsETuuO6");
    assertThat(hash.matches(ARGON2, bytes("long ".repeat(30)))).isTrue();
    assertThat(hash.matches(ARGON2, bytes("long ".repeat(30) + "x"))).isFalse();
    assertThat(hash.leavesOut(150)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // More than one sign-in may cost.
        "$2b$15$zs2XiJI718WI1JJSXj7g7epbDu3xWAtIJgH255n8yCnrazKbpL39e|COSTLY_HASH",
        "$2b$31$zs2XiJI718WI1JJSXj7g7epbDu3xWAtIJgH255n8yCnrazKbpL39e|COSTLY_HASH",
        "pbkdf2_sha256$999999999$salt$3dMFKAX5Ngt6dBbFJ/s5oQjXT9SEagvFgEK0GVJ1GAQ=|COSTLY_HASH",
        "scrypt:1048576:8:1$OUI8zPHvDExB1jWL$2c5dcf55b30f6d6e101872d541b2d901|COSTLY_HASH",
        "scrypt:2:1073741:1$OUI8zPHvDExB1jWL$2c5dcf55b30f6d6e101872d541b2d901|COSTLY_HASH",
        "scrypt:1024:8:999999999$OUI8zPHvDExB1jWL$2c5dcf55b30f6d6e101872d541b2d901|COSTLY_HASH",
        "$argon2id$v=19$m=4000000,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$1C4HfpYB0iixTnajg1Co6501pptNY4ea/i0kCGAYYcI|COSTLY_HASH",
        "$argon2id$v=19$m=65536,t=100,p=1$c29tZXNhbHRzb21lc2FsdA$1C4HfpYB0iixTnajg1Co6501pptNY4ea/i0kCGAYYcI|COSTLY_HASH",
        // Of a kind that is read, but broken.
        "$2b$12$tooshort|MALFORMED_HASH",
        "$2b$03$zs2XiJI718WI1JJSXj7g7epbDu3xWAtIJgH255n8yCnrazKbpL39e|MALFORMED_HASH",
        "$2x$12$zs2XiJI718WI1JJSXj7g7epbDu3xWAtIJgH255n8yCnrazKbpL39e|UNSUPPORTED_HASH",
        "pbkdf2_sha256$0$salt$3dMFKAX5Ngt6dBbFJ/s5oQjXT9SEagvFgEK0GVJ1GAQ=|MALFORMED_HASH",
        "pbkdf2_sha256$1000$salt$3dMFKAX5=gt6dBbF|MALFORMED_HASH",
        "scrypt:1000:8:1$OUI8zPHvDExB1jWL$2c5dcf55b30f6d6e101872d541b2d901|MALFORMED_HASH",
        "scrypt:0:8:1$OUI8zPHvDExB1jWL$2c5dcf55b30f6d6e101872d541b2d901|MALFORMED_HASH",
        "$argon2id$v=19$m=1,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$1C4HfpYB0iixTnajg1Co6501pptNY4ea/i0kCGAYYcI|MALFORMED_HASH",
        "{pbkdf2}00ff|MALFORMED_HASH",
        // No work to try, or no hash at all.
        "hunter2|UNSAFE_HASH",
        "{noop}hunter2|UNSAFE_HASH",
        "{MD5}5f4dcc3b5aa765d61d8327deb882cf99|UNSAFE_HASH",
        "5f4dcc3b5aa765d61d8327deb882cf99|UNSAFE_HASH",
        "sha1$salt$aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d|UNSAFE_HASH",
        "md5$salt$5f4dcc3b5aa765d61d8327deb882cf99|UNSAFE_HASH",
        // Of other kinds.
        "$6$salt$hash|UNSUPPORTED_HASH",
        "$1$salt$hash|UNSUPPORTED_HASH",
        "!$6$locked|UNSUPPORTED_HASH",
      })
  void refusesWhatCannotBeTakenOver(String hash, HashFault fault) {
    assertThat(PasswordHash.read(hash)).isEqualTo(new Reading.Refused(fault));
  }

  @Test
  void refusesTextsOfAnyLength() {
    assertThat(PasswordHash.read("$2b$12$" + "x".repeat(1_000_000)))
        .isEqualTo(new Reading.Refused(HashFault.MALFORMED_HASH));
    assertThat(PasswordHash.read("")).isEqualTo(new Reading.Refused(HashFault.UNSAFE_HASH));
  }

  private static void assertVerifies(String text) {
    assertThat(PasswordHash.read(text)).isInstanceOf(Reading.Accepted.class);
    PasswordHash hash = PasswordHash.parse(text);
    assertThat(hash.matches(ARGON2, bytes(PASSWORD))).isTrue();
    assertThat(hash.matches(ARGON2, bytes("tr0ub4dor & 3 čaje"))).isFalse();
    assertThat(hash.isMadeAt(new Argon2Cost(19456, 2, 1))).isFalse();
    assertThat(hash).hasToString("[REDACTED]");
  }

  // As its factory makes them, but for the costs that it takes seconds to pay. Old forms are what
  // there is to be read.
  @SuppressWarnings("deprecation")
  private static PasswordEncoder spring(String id) {
    return switch (id) {
      case "bcrypt" -> new BCryptPasswordEncoder(4);
      case "scrypt" -> SCryptPasswordEncoder.defaultsForSpringSecurity_v4_1();
      case "scrypt@SpringSecurity_v5_8" -> new SCryptPasswordEncoder(1024, 8, 1, 32, 16);
      case "argon2" -> Argon2PasswordEncoder.defaultsForSpringSecurity_v5_2();
      case "argon2@SpringSecurity_v5_8" -> Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
      case "pbkdf2" -> Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_5();
      case "pbkdf2@SpringSecurity_v5_8" -> Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8();
      default -> throw new IllegalArgumentException(id);
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
