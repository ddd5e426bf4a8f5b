package dev.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hashes that are our own; the expected values were computed with Python's hashlib. */
class DerivedHashTests {
  private static final Hash LEAF = Rfc6962.leaf(new byte[0]);

  @Test
  void chainsFromAFixedStart() {
    assertThat(ChainHash.START)
        .hasToString("8ef2382321faf4941e16a4f8453c5b0434cac97150cdc5dc21752f2a19ae89e6");
    Hash first = ChainHash.next(ChainHash.START, 0, LEAF);
    assertThat(first)
        .hasToString("b62d48143db03b4980d52c844009fea8c0aa57b4325c6d5f57de3b67d77f59b6");
    assertThat(ChainHash.next(first, 1, LEAF))
        .hasToString("b73fae6c45cd019380d413f10905a1925ca83f8a0a8f0c5bd222704f6549d0ca");
  }

  @Test
  void refusesAPlaceOutOfRange() {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> ChainHash.next(ChainHash.START, -1, LEAF));
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> ChainHash.next(ChainHash.START, Rfc6962.SIZE_MAX, LEAF));
  }

  @Test
  void commitsToSaltAndEvent() {
    byte[] salt = new byte[32];
    for (int i = 0; i < salt.length; i++) {
      salt[i] = (byte) i;
    }
    byte[] event = "paid".getBytes(StandardCharsets.UTF_8);
    LogEntry entry = LogEntry.of(salt, event);
    assertThat(entry.digest())
        .hasToString("497d76a8ea5299d29243351cfdc1f8928daab8b00a45a36219952d1ccac85cfe");
    assertThat(entry.leafHash())
        .hasToString("6a32efd0b2d3dad56f9ca886a877f9772665d573d084ae359d8d42f5b4366895");
    salt[31] = 0;
    assertThat(LogEntry.of(salt, event)).isNotEqualTo(entry);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 31, 33})
  void refusesASaltOfAnotherLength(int length) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> LogEntry.of(new byte[length], new byte[1]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AAAA",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=",
        "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
      })
  void refusesBase64OfAnotherSpelling(String text) {
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Hash.fromBase64(text));
    assertThat(Hash.fromBase64("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="))
        .isEqualTo(Rfc6962.EMPTY_ROOT);
  }
}
