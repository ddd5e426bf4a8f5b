package dev.countersign.proof;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Signs a log's checkpoints with each of its keys, Ed25519 and ML-DSA-44 side by side: today's
 * tools check the one, and the other stands when quantum computers break the first. While keys are
 * rotated, the old and the new sign together. Immutable and thread-safe.
 *
 * <p>NOTE: a log MUST NOT sign a checkpoint that is inconsistent with one it signed before. The
 * signer keeps no state, so its caller answers for that.
 */
public final class CheckpointSigner {
  private final String origin;
  private final List<SigningKey> keys;

  /**
   * A signer for the log of this origin.
   *
   * @param origin the log's origin and the name of its keys: no spaces, no plus, at most 255 bytes
   * @param keys at least one Ed25519 and one ML-DSA-44 key; signature lines follow their order
   * @throws MalformedException when the origin or the set of keys is not so
   */
  public CheckpointSigner(String origin, List<SigningKey> keys) {
    StrictText.requireKeyName(origin);
    Cosignature.message(origin, 0, Checkpoint.of(origin, 0, Rfc6962.EMPTY_ROOT));
    Set<SignatureType> types = EnumSet.noneOf(SignatureType.class);
    keys.forEach(key -> types.add(key.type()));
    if (types.size() != SignatureType.values().length) {
      throw new MalformedException("a log signs with an Ed25519 and an ML-DSA-44 key");
    }
    this.origin = origin;
    this.keys = List.copyOf(keys);
  }

  /** The public keys, in the signing order, to publish and to check with. */
  public List<VerifierKey> verifierKeys() {
    return keys.stream().map(key -> key.verifierKey(origin)).toList();
  }

  /**
   * Signs.
   *
   * @param checkpoint of this log's origin, without extension lines: the ML-DSA-44 signature would
   *     not cover them
   * @param at the time of signing, from 1970 on, which the ML-DSA-44 signature states in seconds
   * @throws MalformedException when the checkpoint or the time is not so
   */
  public SignedNote sign(Checkpoint checkpoint, Instant at) {
    if (!checkpoint.origin().equals(origin) || !checkpoint.extensions().isEmpty()) {
      throw new MalformedException("not a plain checkpoint of " + origin);
    }
    long timestamp = at.getEpochSecond();
    if (!Cosignature.isTimestamp(timestamp)) {
      throw new MalformedException("a checkpoint is not signed before 1970");
    }
    List<NoteSignature> lines = new ArrayList<>();
    for (SigningKey key : keys) {
      int keyId = key.verifierKey(origin).keyId();
      lines.add(NoteSignature.of(origin, keyId, signature(key, checkpoint, timestamp)));
    }
    return new SignedNote(checkpoint.text(), lines);
  }

  private byte[] signature(SigningKey key, Checkpoint checkpoint, long timestamp) {
    return switch (key.type()) {
      case ED25519 -> key.sign(checkpoint.text().getBytes(StandardCharsets.UTF_8));
      case ML_DSA_44 -> {
        byte[] message = Cosignature.message(origin, timestamp, checkpoint);
        yield Cosignature.timestamped(timestamp, key.sign(message));
      }
    };
  }

  @Override
  public String toString() {
    return "CheckpointSigner[" + origin + ", " + keys + "]";
  }
}
