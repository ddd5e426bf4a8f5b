package dev.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTests {
  private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

  /** The example of C2SP tlog-cosignature. */
  private static final String COSIGNED =
      """
      example.com/behind-the-sofa
      20852163
      CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

      — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
      — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
      """;

  @Test
  void readsTheExampleOfTheSpecification() {
    SignedNote note = SignedNote.parse(COSIGNED);
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    assertThat(checkpoint)
        .isEqualTo(Checkpoint.of("example.com/behind-the-sofa", 20852163, Hash.fromBase64(ROOT)));
    assertThat(checkpoint.text()).isEqualTo(note.text());
    assertThat(note.render()).isEqualTo(COSIGNED);
    assertThat(note.signatures())
        .extracting(NoteSignature::name)
        .containsExactly("example.com/behind-the-sofa", "witness.example.com/w1");
  }

  @Test
  void keepsExtensionLines() {
    Checkpoint checkpoint =
        new Checkpoint("a log", 1, Hash.fromBase64(ROOT), List.of("one", "+ two"));
    assertThat(checkpoint.text()).isEqualTo("a log\n1\n" + ROOT + "\none\n+ two\n");
    assertThat(Checkpoint.parse(checkpoint.text())).isEqualTo(checkpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "log\n1\n",
        "log\n1\n" + ROOT,
        "\n1\n" + ROOT + "\n",
        "log\n\n" + ROOT + "\n",
        "log\n01\n" + ROOT + "\n",
        "log\n+1\n" + ROOT + "\n",
        "log\n-1\n" + ROOT + "\n",
        "log\n1 \n" + ROOT + "\n",
        "log\n١\n" + ROOT + "\n",
        "log\n4611686018427387905\n" + ROOT + "\n",
        "log\n9999999999999999999\n" + ROOT + "\n",
        "log\n18446744073709551617\n" + ROOT + "\n",
        "log\n0\n" + ROOT + "\n",
        "log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
        "log\n1\nCsUYapGGPo4=\n",
        "log\n1\n" + ROOT + "\n\n",
        "log\n1\n" + ROOT + "\n\nextension\n",
        "lo\tg\n1\n" + ROOT + "\n"
      })
  void refusesWhatIsNoCheckpoint(String text) {
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Checkpoint.parse(text));
  }

  @Test
  void encodesTheCosignedMessageAsTheSpecificationLaysItOut() {
    Checkpoint checkpoint = Checkpoint.of("log", 258, Rfc6962.EMPTY_ROOT);
    byte[] message = Cosignature.message("witness", 0x0102030405060708L, checkpoint);
    assertThat(message)
        .asHexString()
        .isEqualToIgnoringCase(
            "737562747265652f76310a00"
                + "077769746e657373"
                + "0102030405060708"
                + "036c6f67"
                + "0000000000000000"
                + "0000000000000102"
                + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }
}
