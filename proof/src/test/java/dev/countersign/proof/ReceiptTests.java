package dev.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countersign.proof.ReceiptVerification.CheckpointRefused;
import dev.countersign.proof.ReceiptVerification.Malformed;
import dev.countersign.proof.ReceiptVerification.NotInLog;
import dev.countersign.proof.ReceiptVerification.Verified;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTests {
  private static final byte[] EVENT = "{\"payment\":\"pay_1\"}".getBytes(StandardCharsets.UTF_8);
  private static final int INDEX = 17;
  private static final int SIZE = 43;

  private final byte[] salt = randomSalt();
  private final TestTree tree = treeWith(LogEntry.of(salt, EVENT));
  private final SignedNote checkpoint =
      TestLog.SIGNER.sign(Checkpoint.of(TestLog.ORIGIN, SIZE, tree.root(SIZE)), TestLog.NOW);
  private final InclusionProof proof = InclusionProof.generate(INDEX, SIZE, tree);
  private final Receipt receipt = Receipt.of(salt, EVENT, proof, checkpoint);

  @Test
  void verifiesFromItsTextAlone() {
    ReceiptVerification result = Receipt.verify(receipt.render(), TestLog.VERIFIER);
    assertThat(result)
        .isInstanceOfSatisfying(
            Verified.class,
            verified -> {
              assertThat(verified.receipt()).isEqualTo(receipt);
              assertThat(verified.receipt().event()).isEqualTo(EVENT);
              assertThat(verified.receipt().salt()).isEqualTo(salt);
              assertThat(verified.receipt().index()).isEqualTo(INDEX);
              assertThat(verified.checkpoint().size()).isEqualTo(SIZE);
            });
    assertThat(result.code()).isEqualTo("verified");
  }

  @Test
  void hasTheFormOfATlogProof() {
    List<String> lines = receipt.render().lines().toList();
    assertThat(lines.get(0)).isEqualTo("c2sp.org/tlog-proof@v1");
    byte[] extra = StrictBase64.decode(lines.get(1).substring("extra ".length()));
    assertThat(extra[0]).isEqualTo((byte) 1);
    assertThat(Arrays.copyOfRange(extra, 1, 33)).isEqualTo(salt);
    assertThat(Arrays.copyOfRange(extra, 33, extra.length)).isEqualTo(EVENT);
    assertThat(lines.get(2)).isEqualTo("index 17");
    assertThat(lines.get(3)).isEqualTo(proof.path().getFirst().toBase64());
    assertThat(receipt.render()).endsWith("\n\n" + checkpoint.render());
    assertThat(Receipt.parse(receipt.render())).isEqualTo(receipt);
  }

  @Test
  void refusesEachAlteredCharacterAndEachShorterText() {
    String text = receipt.render();
    for (int i = 0; i < text.length(); i++) {
      assertThat(Receipt.verify(TestLog.altered(text, i), TestLog.VERIFIER))
          .as("character %d", i)
          .isNotInstanceOf(Verified.class);
    }
    for (int length = 0; length < text.length(); length++) {
      assertThat(Receipt.verify(text.substring(0, length), TestLog.VERIFIER))
          .isNotInstanceOf(Verified.class);
    }
  }

  @Test
  void namesAnEventOrSaltOrPlaceThatIsNotInTheLog() {
    byte[] otherSalt = salt.clone();
    otherSalt[0] ^= 1;
    InclusionProof elsewhere = new InclusionProof(INDEX + 1, SIZE, proof.path());
    InclusionProof outside = new InclusionProof(SIZE, SIZE + 1L, proof.path());
    for (Receipt altered :
        List.of(
            Receipt.of(salt, new byte[] {1}, proof, checkpoint),
            Receipt.of(otherSalt, EVENT, proof, checkpoint),
            Receipt.of(salt, EVENT, elsewhere, checkpoint),
            Receipt.of(salt, EVENT, outside, checkpoint))) {
      ReceiptVerification result = altered.verify(TestLog.VERIFIER);
      assertThat(result).isInstanceOf(NotInLog.class);
      assertThat(result.code()).isEqualTo("not_in_log");
    }
  }

  @Test
  void namesWhatIsWrongWithTheCheckpoint() {
    CheckpointVerifier otherLog =
        new CheckpointVerifier("other.example", TestLog.SIGNER.verifierKeys());
    assertThat(receipt.verify(otherLog))
        .isInstanceOfSatisfying(
            CheckpointRefused.class,
            refused -> assertThat(refused.reason()).isEqualTo(CheckpointRefusal.WRONG_ORIGIN));
    SignedNote halfSigned =
        new SignedNote(checkpoint.text(), checkpoint.signatures().subList(0, 1));
    ReceiptVerification result =
        Receipt.of(salt, EVENT, proof, halfSigned).verify(TestLog.VERIFIER);
    assertThat(result.code()).isEqualTo("missing_signature");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "c2sp.org/tlog-proof@v1\n",
        "c2sp.org/tlog-proof@v1\nindex 1\n\n",
        "c2sp.org/tlog-proof@v2\nextra AQ==\nindex 1\n\n",
        "c2sp.org/tlog-proof@v1\nextra AQ==\nindex 1\n\n",
        "c2sp.org/tlog-proof@v1\nindex 1\nextra AQ==\n\n"
      })
  void namesATextThatIsNoReceipt(String text) {
    ReceiptVerification result = Receipt.verify(text, TestLog.VERIFIER);
    assertThat(result).isInstanceOf(Malformed.class);
    assertThat(result.code()).isEqualTo("malformed_receipt");
  }

  @Test
  void refusesAnotherVersionOfTheExtraLine() {
    String good = receipt.render();
    String line = good.lines().toList().get(1);
    byte[] extra = StrictBase64.decode(line.substring("extra ".length()));
    extra[0] = 2;
    String other = good.replace(line, "extra " + StrictBase64.encode(extra));
    assertThat(Receipt.verify(other, TestLog.VERIFIER)).isInstanceOf(Malformed.class);
  }

  @Test
  void refusesAnIndexWithALeadingZero() {
    String padded = receipt.render().replace("\nindex 17\n", "\nindex 017\n");
    assertThat(Receipt.verify(padded, TestLog.VERIFIER)).isInstanceOf(Malformed.class);
  }

  @Test
  void refusesASaltOfAnotherLength() {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Receipt.of(new byte[16], EVENT, proof, checkpoint));
  }

  @Test
  void doesNotPrintTheEvent() {
    assertThat(receipt).hasToString("Receipt[index=17]");
  }

  private static byte[] randomSalt() {
    byte[] salt = new byte[LogEntry.SALT_LENGTH];
    new Random(17).nextBytes(salt);
    return salt;
  }

  private static TestTree treeWith(LogEntry entry) {
    TestTree tree = TestTree.ofSize(INDEX);
    tree.add(entry.leafHash());
    for (int i = INDEX + 1; i < SIZE; i++) {
      tree.add(Rfc6962.leaf(new byte[] {(byte) i}));
    }
    return tree;
  }
}
