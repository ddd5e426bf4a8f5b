package dev.countersign.proof;

import dev.countersign.proof.CheckpointVerification.Refused;
import dev.countersign.proof.CheckpointVerification.Verified;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides whether a signed note is a checkpoint of one log, by the rules of C2SP signed-note: lines
 * of unknown keys are ignored; a line that bears the name and id of a known key has to verify, or
 * the whole note is refused; and each required key has to have signed. Immutable and thread-safe.
 *
 * <p>NOTE: an extension line is covered by Ed25519 signatures only.
 */
public final class CheckpointVerifier {
  private record KeyHandle(String name, int id) {}

  private final String origin;
  private final List<VerifierKey> required;
  private final Map<KeyHandle, VerifierKey> known;

  /**
   * A verifier that knows and requires exactly these keys, as for a log's own.
   *
   * @throws MalformedException when there is none, or two share name and id
   */
  public CheckpointVerifier(String origin, List<VerifierKey> required) {
    this(origin, required, List.of());
  }

  /**
   * A verifier that requires some keys and knows further ones, such as a log's next key or a
   * witness, whose signatures may be absent but not false.
   *
   * @param origin the first line of the log's checkpoints
   * @param required at least one key
   * @param alsoKnown further keys
   * @throws MalformedException when no key is required, or two share name and id
   */
  public CheckpointVerifier(
      String origin, List<VerifierKey> required, List<VerifierKey> alsoKnown) {
    StrictText.requireLine(origin, "origin");
    if (required.isEmpty()) {
      throw new MalformedException("a verifier requires at least one key");
    }
    Map<KeyHandle, VerifierKey> keys = new HashMap<>();
    for (List<VerifierKey> part : List.of(required, alsoKnown)) {
      for (VerifierKey key : part) {
        if (keys.put(new KeyHandle(key.name(), key.keyId()), key) != null) {
          throw new MalformedException("two keys share the name and id of " + key.name());
        }
      }
    }
    this.origin = origin;
    this.required = List.copyOf(required);
    this.known = Map.copyOf(keys);
  }

  /** Checks a signed checkpoint as text. It never throws for what the text holds. */
  public CheckpointVerification verify(String note) {
    SignedNote parsed;
    try {
      parsed = SignedNote.parse(note);
    } catch (MalformedException e) {
      return new Refused(CheckpointRefusal.MALFORMED_NOTE, String.valueOf(e.getMessage()));
    }
    return verify(parsed);
  }

  /** Checks a signed checkpoint. It never throws for what the note holds. */
  public CheckpointVerification verify(SignedNote note) {
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.parse(note.text());
    } catch (MalformedException e) {
      return new Refused(CheckpointRefusal.MALFORMED_CHECKPOINT, String.valueOf(e.getMessage()));
    }
    if (!checkpoint.origin().equals(origin)) {
      return new Refused(
          CheckpointRefusal.WRONG_ORIGIN,
          "expected " + origin + ", the checkpoint is of " + checkpoint.origin());
    }
    return verifySignatures(note, checkpoint);
  }

  private CheckpointVerification verifySignatures(SignedNote note, Checkpoint checkpoint) {
    List<VerifierKey> signers = new ArrayList<>();
    for (NoteSignature line : note.signatures()) {
      VerifierKey key = known.get(new KeyHandle(line.name(), line.keyId()));
      if (key == null) {
        continue;
      }
      if (!key.verifies(note, line)) {
        return new Refused(CheckpointRefusal.INVALID_SIGNATURE, describe(key));
      }
      if (!signers.contains(key)) {
        signers.add(key);
      }
    }
    for (VerifierKey key : required) {
      if (!signers.contains(key)) {
        return new Refused(CheckpointRefusal.MISSING_SIGNATURE, describe(key));
      }
    }
    return new Verified(checkpoint, signers);
  }

  private static String describe(VerifierKey key) {
    return "the " + key.type() + " signature of " + key.name();
  }
}
