package dev.countersign.server.platform.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class TinkMasterKeysTests {
  private static final byte[] PLAIN = "a private key".getBytes(UTF_8);

  private final String file = TinkMasterKeys.generate();
  private final MasterKeys keys = TinkMasterKeys.parse(file);

  @Test
  void opensWhatItSealedAlsoWhenReadAgain() {
    byte[] sealed = keys.seal(PLAIN, "signing-key:1");

    assertThat(new String(sealed, ISO_8859_1)).doesNotContain(new String(PLAIN, ISO_8859_1));
    assertThat(TinkMasterKeys.parse(file).open(sealed, "signing-key:1")).isEqualTo(PLAIN);
  }

  @Test
  void opensNothingUnderAnotherContext() {
    byte[] sealed = keys.seal(PLAIN, "signing-key:1");

    assertThatIllegalStateException().isThrownBy(() -> keys.open(sealed, "signing-key:2"));
  }

  @Test
  void noticesEveryChangedByte() {
    byte[] sealed = keys.seal(PLAIN, "here");

    for (int at = 0; at < sealed.length; at++) {
      byte[] changed = sealed.clone();
      changed[at] ^= 1;
      assertThatIllegalStateException().isThrownBy(() -> keys.open(changed, "here"));
    }
  }

  @Test
  void sealsTheSameTwiceInTwoWays() {
    assertThat(keys.seal(PLAIN, "here")).isNotEqualTo(keys.seal(PLAIN, "here"));
  }

  @Test
  void marksStablyPerPurpose() {
    byte[] mark = keys.mac("index", PLAIN);

    assertThat(mark).hasSize(32).isEqualTo(TinkMasterKeys.parse(file).mac("index", PLAIN));
    assertThat(keys.mac("seal", PLAIN)).isNotEqualTo(mark);
    assertThat(TestMasterKeys.fresh().mac("index", PLAIN)).isNotEqualTo(mark);
  }

  @Test
  void refusesATextThatIsNoKeyFile() {
    assertThatIllegalArgumentException().isThrownBy(() -> TinkMasterKeys.parse(""));
    assertThatIllegalArgumentException().isThrownBy(() -> TinkMasterKeys.parse("{}\n{}\n"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TinkMasterKeys.parse(file.substring(0, file.length() / 2)));
  }
}
