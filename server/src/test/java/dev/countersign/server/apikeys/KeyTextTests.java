package dev.countersign.server.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.apikeys.KeyText.Kind;
import dev.countersign.server.platform.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a key looks like. */
class KeyTextTests {
  private static final String FORM = "cs_(live|test)_[0-9A-Za-z]{54}";

  @Test
  void hasTheFormThatScannersKnow() {
    Set<String> texts = new HashSet<>();
    Set<String> lookups = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      KeyText key = KeyText.generate(Kind.LIVE, new SecureRandom());
      assertThat(key.text().reveal()).matches(FORM).startsWith("cs_live_").hasSize(62);
      assertThat(key.text().reveal()).startsWith(key.lookup());
      texts.add(key.text().reveal());
      lookups.add(key.lookup());
    }
    assertThat(texts).hasSize(1_000);
    assertThat(lookups).hasSize(1_000);
  }

  @Test
  void isReadAsItWasWritten() {
    for (Kind kind : Kind.values()) {
      KeyText key = KeyText.generate(kind, new SplittableRandom(7));
      KeyText read = KeyText.parse(key.text()).orElseThrow();
      assertThat(read.kind()).isEqualTo(kind);
      assertThat(read.lookup()).isEqualTo(key.lookup());
      assertThat(read.hash()).isEqualTo(key.hash());
    }
  }

  @Test
  void isKnownToBeMistypedWithoutALookUp() {
    String text = KeyText.generate(Kind.TEST, new SplittableRandom(7)).text().reveal();
    for (int i = "cs_test_".length(); i < text.length(); i++) {
      char other = text.charAt(i) == 'x' ? 'y' : 'x';
      String mistyped = text.substring(0, i) + other + text.substring(i + 1);
      assertThat(KeyText.parse(Secret.of(mistyped))).as(mistyped).isEmpty();
    }
    assertThat(KeyText.parse(Secret.of(text.replace("test", "live")))).isEmpty();
  }

  /** The checksum of GitHub's tokens: CRC-32 in base 62 with six digits. */
  @Test
  void bearsTheChecksumOfAllBeforeIt() {
    String known = "cs_live_" + "0".repeat(48);
    CRC32 crc = new CRC32();
    crc.update(known.getBytes(StandardCharsets.US_ASCII));
    String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    StringBuilder expected = new StringBuilder();
    for (long rest = crc.getValue(); expected.length() < 6; rest /= 62) {
      expected.insert(0, digits.charAt((int) (rest % 62)));
    }
    assertThat(KeyText.parse(Secret.of(known + expected))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "cs_", "cs_live_", "cs_live_x", "cs_dev_0000", "eyJhbGciOiJFUzI1NiJ9.e30.x"})
  void isNothingElse(String text) {
    assertThat(KeyText.parse(Secret.of(text))).isEmpty();
  }

  @Test
  void doesNotPrint() {
    KeyText key = KeyText.generate(Kind.LIVE, new SplittableRandom(7));
    assertThat(key.toString()).doesNotContain(key.text().reveal());
  }
}
