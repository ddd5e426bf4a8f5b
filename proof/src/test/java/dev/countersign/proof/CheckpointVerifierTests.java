package dev.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countersign.proof.CheckpointVerification.Refused;
import dev.countersign.proof.CheckpointVerification.Verified;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class CheckpointVerifierTests {
  private static final Checkpoint CHECKPOINT =
      Checkpoint.of(TestLog.ORIGIN, 300, TestTree.ofSize(300).root(300));
  private static final SignedNote NOTE = TestLog.SIGNER.sign(CHECKPOINT, TestLog.NOW);
  private static final NoteSignature ED25519_LINE = NOTE.signatures().get(0);
  private static final NoteSignature ML_DSA_LINE = NOTE.signatures().get(1);
  private static final NoteSignature FOREIGN_LINE =
      NoteSignature.of("witness.example/w1", 7, new byte[72]);

  @Test
  void acceptsWhatTheLogSigned() {
    assertThat(TestLog.VERIFIER.verify(NOTE.render()))
        .isEqualTo(new Verified(CHECKPOINT, TestLog.SIGNER.verifierKeys()));
  }

  @Test
  void acceptsWithKeysReadFromTheirTextForms() {
    List<VerifierKey> keys =
        TestLog.SIGNER.verifierKeys().stream()
            .map(key -> VerifierKey.parse(key.toString()))
            .toList();
    assertThat(keys).isEqualTo(TestLog.SIGNER.verifierKeys());
    assertThat(new CheckpointVerifier(TestLog.ORIGIN, keys).verify(NOTE))
        .isInstanceOf(Verified.class);
  }

  @Test
  void ignoresLinesOfUnknownKeys() {
    NoteSignature sameNameOtherId =
        NoteSignature.of(TestLog.ORIGIN, ED25519_LINE.keyId() + 1, ED25519_LINE.signature());
    NoteSignature sameIdOtherName =
        NoteSignature.of("other.example", ED25519_LINE.keyId(), new byte[64]);
    assertThat(
            TestLog.VERIFIER.verify(
                with(FOREIGN_LINE, sameNameOtherId, ML_DSA_LINE, sameIdOtherName, ED25519_LINE)))
        .isInstanceOf(Verified.class);
  }

  @Test
  void refusesAMissingSignatureOfEitherKind() {
    refuses(with(ED25519_LINE), CheckpointRefusal.MISSING_SIGNATURE);
    refuses(with(ML_DSA_LINE), CheckpointRefusal.MISSING_SIGNATURE);
    refuses(with(FOREIGN_LINE), CheckpointRefusal.MISSING_SIGNATURE);
    refuses(with(ED25519_LINE, ED25519_LINE), CheckpointRefusal.MISSING_SIGNATURE);
  }

  @Test
  void refusesAFalseSignatureOfAKnownKeyBesideTheTrueOne() {
    for (NoteSignature line : List.of(ED25519_LINE, ML_DSA_LINE)) {
      byte[] bytes = line.signature();
      bytes[bytes.length / 2] ^= 1;
      NoteSignature altered = NoteSignature.of(line.name(), line.keyId(), bytes);
      refuses(with(ED25519_LINE, ML_DSA_LINE, altered), CheckpointRefusal.INVALID_SIGNATURE);
      NoteSignature cut = NoteSignature.of(line.name(), line.keyId(), new byte[] {1});
      refuses(with(cut, ED25519_LINE, ML_DSA_LINE), CheckpointRefusal.INVALID_SIGNATURE);
    }
  }

  @Test
  void refusesAnAlteredTimeOfSigning() {
    byte[] bytes = ML_DSA_LINE.signature();
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[i] ^= (byte) 0x80;
      NoteSignature altered = NoteSignature.of(ML_DSA_LINE.name(), ML_DSA_LINE.keyId(), bytes);
      refuses(with(ED25519_LINE, altered), CheckpointRefusal.INVALID_SIGNATURE);
      bytes[i] ^= (byte) 0x80;
    }
  }

  @Test
  void refusesAFalseSignatureOfAKeyThatIsKnownButNotRequired() {
    List<VerifierKey> keys = TestLog.SIGNER.verifierKeys();
    CheckpointVerifier verifier =
        new CheckpointVerifier(TestLog.ORIGIN, keys.subList(0, 1), keys.subList(1, 2));
    assertThat(verifier.verify(with(ED25519_LINE))).isInstanceOf(Verified.class);
    NoteSignature empty = NoteSignature.of(TestLog.ORIGIN, ML_DSA_LINE.keyId(), new byte[2428]);
    assertThat(verifier.verify(with(ED25519_LINE, empty)))
        .extracting(result -> ((Refused) result).reason())
        .isEqualTo(CheckpointRefusal.INVALID_SIGNATURE);
  }

  @Test
  void refusesAnotherLogsCheckpoint() {
    CheckpointSigner other =
        new CheckpointSigner("other.example", List.of(TestLog.ED25519, TestLog.ML_DSA_44));
    SignedNote note =
        other.sign(Checkpoint.of("other.example", 0, Rfc6962.EMPTY_ROOT), TestLog.NOW);
    refuses(note, CheckpointRefusal.WRONG_ORIGIN);
  }

  @Test
  void namesMalformedInput() {
    assertThat(TestLog.VERIFIER.verify("nonsense"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(CheckpointRefusal.MALFORMED_NOTE));
    refuses(
        new SignedNote("nonsense\n", NOTE.signatures()), CheckpointRefusal.MALFORMED_CHECKPOINT);
  }

  @Test
  void refusesEachAlteredCharacterAndEachShorterNote() {
    String note = NOTE.render();
    for (int i = 0; i < note.length(); i++) {
      assertThat(TestLog.VERIFIER.verify(TestLog.altered(note, i)))
          .as("character %d", i)
          .isInstanceOf(Refused.class);
    }
    for (int length = 0; length < note.length(); length++) {
      assertThat(TestLog.VERIFIER.verify(note.substring(0, length))).isInstanceOf(Refused.class);
    }
  }

  @Test
  void answersEveryGarbledNoteWithoutThrowing() {
    Random random = new Random(20260301);
    String note = NOTE.render();
    for (int round = 0; round < 2000; round++) {
      StringBuilder garbled = new StringBuilder(note);
      for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
        int from = random.nextInt(garbled.length());
        int to = Math.min(garbled.length(), from + random.nextInt(40));
        String piece = garbled.substring(from, to);
        garbled.replace(from, to, random.nextBoolean() ? "" : piece + piece + "\n");
        garbled.insert(random.nextInt(garbled.length() + 1), (char) random.nextInt(0x10000));
      }
      assertThat(TestLog.VERIFIER.verify(garbled.toString())).isInstanceOf(Refused.class);
    }
  }

  @Test
  void signsAndVerifiesOnManyThreadsAtOnce() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<CheckpointVerification>> results = new ArrayList<>();
      for (int i = 1; i <= 64; i++) {
        Checkpoint checkpoint = Checkpoint.of(TestLog.ORIGIN, i, CHECKPOINT.root());
        results.add(
            threads.submit(() ->
                TestLog.VERIFIER.verify(TestLog.SIGNER.sign(checkpoint, TestLog.NOW).render())));
      }
      for (Future<CheckpointVerification> result : results) {
        assertThat(result.get()).isInstanceOf(Verified.class);
      }
    }
  }

  @Test
  void refusesToSignWhatIsNotPlainlyItsOwn() {
    Checkpoint foreign = Checkpoint.of("other.example", 0, Rfc6962.EMPTY_ROOT);
    Checkpoint extended =
        new Checkpoint(TestLog.ORIGIN, 0, Rfc6962.EMPTY_ROOT, List.of("extension"));
    for (Checkpoint checkpoint : List.of(foreign, extended)) {
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> TestLog.SIGNER.sign(checkpoint, TestLog.NOW));
    }
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> TestLog.SIGNER.sign(CHECKPOINT, Instant.EPOCH.minusSeconds(1)));
  }

  @Test
  void wantsBothKindsOfKeyToSignAndOneToVerify() {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> new CheckpointSigner(TestLog.ORIGIN, List.of(TestLog.ED25519)));
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() ->
            new CheckpointSigner("x".repeat(256), List.of(TestLog.ED25519, TestLog.ML_DSA_44)));
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> new CheckpointVerifier(TestLog.ORIGIN, List.of()));
    List<VerifierKey> keys = TestLog.SIGNER.verifierKeys();
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> new CheckpointVerifier(TestLog.ORIGIN, keys, keys));
  }

  @Test
  void signsWithOldAndNewKeysDuringRotation() {
    SigningKey next = SigningKey.generate(SignatureType.ED25519, new SecureRandom());
    CheckpointSigner rotating =
        new CheckpointSigner(TestLog.ORIGIN, List.of(TestLog.ED25519, TestLog.ML_DSA_44, next));
    SignedNote note = rotating.sign(CHECKPOINT, TestLog.NOW);
    assertThat(TestLog.VERIFIER.verify(note)).isInstanceOf(Verified.class);
    assertThat(
            new CheckpointVerifier(TestLog.ORIGIN, List.of(next.verifierKey(TestLog.ORIGIN)))
                .verify(note))
        .isInstanceOf(Verified.class);
  }

  private static SignedNote with(NoteSignature... lines) {
    return new SignedNote(NOTE.text(), List.of(lines));
  }

  private static void refuses(SignedNote note, CheckpointRefusal reason) {
    assertThat(TestLog.VERIFIER.verify(note))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }
}
