package dev.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTests {
  /** The example of Go's sumdb/note package. */
  private static final String VKEY =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

  private static final String NOTE =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.

      — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
      """;

  /** The example of C2SP signed-note, whose text holds an empty line. */
  private static final String POEM =
      """
      Ognuno sta solo sul cuor della terra
      trafitto da un raggio di sole:

      ed è subito sera.

      — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
      """;

  @Test
  void verifiesTheNoteOfGosPackage() {
    VerifierKey key = VerifierKey.parse(VKEY);
    assertThat(key.toString()).isEqualTo(VKEY);
    assertThat(key.keyId()).isEqualTo(0xc74f20a3);
    SignedNote note = SignedNote.parse(NOTE);
    assertThat(note.render()).isEqualTo(NOTE);
    assertThat(key.verifies(note, note.signatures().getFirst())).isTrue();
  }

  @Test
  void refusesTheNoteOnceItsTextOrSignatureIsAltered() {
    VerifierKey key = VerifierKey.parse(VKEY);
    SignedNote note = SignedNote.parse(NOTE);
    NoteSignature line = note.signatures().getFirst();
    for (int i = 0; i < note.text().length() - 1; i++) {
      StringBuilder text = new StringBuilder(note.text());
      text.setCharAt(i, text.charAt(i) == 'x' ? 'y' : 'x');
      assertThat(key.verifies(new SignedNote(text.toString(), note.signatures()), line)).isFalse();
    }
    byte[] signature = line.signature();
    for (int i = 0; i < signature.length; i++) {
      signature[i] ^= 0x10;
      NoteSignature altered = NoteSignature.of(line.name(), line.keyId(), signature);
      assertThat(key.verifies(note, altered)).isFalse();
      signature[i] ^= 0x10;
    }
  }

  @Test
  void partsTextAndSignaturesAtTheLastEmptyLine() {
    SignedNote note = SignedNote.parse(POEM);
    assertThat(note.text()).endsWith("sole:\n\ned è subito sera.\n");
    assertThat(note.signatures()).hasSize(1);
    assertThat(note.signatures().getFirst().name()).isEqualTo("quasimodo.example/salvatore");
    assertThat(note.signatures().getFirst().keyId()).isEqualTo(0x367ba04b);
    assertThat(note.signatures().getFirst().signature()).hasSize(64);
    assertThat(note.render()).isEqualTo(POEM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "text\n",
        "text\n\n",
        "text\n\n— name AAAAAAA=",
        "text\n\n— name AAAAAAA=\n\n",
        "text\n\n- name AAAAAAA=\n",
        "text\n\n—name AAAAAAA=\n",
        "text\n\n— name\n",
        "text\n\n— name AAAAAA==\n",
        "text\n\n— name AAAAAAB=\n",
        "text\n\n— name AAAAAAA\n",
        "text\n\n— name AAAA AAA=\n",
        "text\n\n—  AAAAAAA=\n",
        "text\n\n— na+me AAAAAAA=\n",
        "text\n\n— na me AAAAAAA=\n",
        "text\n\n— na\u00a0me AAAAAAA=\n",
        "text\n\n— na\u0085me AAAAAAA=\n",
        "text\n\n— na\u2028me AAAAAAA=\n",
        "text\n\n— name AAAAAAA= \n",
        "text\r\n\n— name AAAAAAA=\n",
        "te\txt\n\n— name AAAAAAA=\n",
        "te\ud800xt\n\n— name AAAAAAA=\n",
        "text\n\nmore\n— name AAAAAAA=\n",
      })
  void refusesWhatIsNoNote(String note) {
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> SignedNote.parse(note));
  }

  @Test
  void readsUpToAHundredSignatures() {
    String line = "— name AAAAAAA=\n";
    assertThat(SignedNote.parse("text\n\n" + line.repeat(100)).signatures()).hasSize(100);
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> SignedNote.parse("text\n\n" + line.repeat(101)));
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> SignedNote.parse("x".repeat(1_000_000) + "\n\n" + line));
  }

  @Test
  void refusesEveryPartAndAlterationOfAVerifierKey() {
    for (int from = 0; from < VKEY.length(); from++) {
      for (int to = from; to <= VKEY.length(); to++) {
        if (to - from < VKEY.length()) {
          refusesKey(VKEY.substring(from, to));
        }
      }
      StringBuilder altered = new StringBuilder(VKEY);
      altered.setCharAt(from, (char) (VKEY.charAt(from) + 1));
      refusesKey(altered.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // A key of the wrong length, an unknown type, both with the right id: Go's own cases.
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+"
      })
  void refusesOtherVerifierKeys(String vkey) {
    refusesKey(vkey);
  }

  private static void refusesKey(String vkey) {
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> VerifierKey.parse(vkey));
  }
}
