package dev.countersign.server.audit;

import dev.countersign.proof.Checkpoint;
import dev.countersign.proof.CheckpointVerification;
import dev.countersign.proof.Frontier;
import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.time.StoredTime;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Signs heads of the log, and tells whether a stored one is what was signed. The signature covers
 * size and root; a seal covers the whole row, so that no column of it is unproved.
 */
@Component
class CheckpointSeal {
  private static final String PURPOSE = "audit-checkpoint-seal";

  private final CheckpointKeys signingKeys;
  private final MasterKeys masterKeys;
  private final InstantSource clock;

  CheckpointSeal(CheckpointKeys signingKeys, MasterKeys masterKeys, InstantSource clock) {
    this.signingKeys = signingKeys;
    this.masterKeys = masterKeys;
    this.clock = clock;
  }

  /** The signed head for this right edge. */
  CheckpointRow sign(Frontier frontier) {
    Instant now = StoredTime.now(clock);
    Checkpoint checkpoint = Checkpoint.of(signingKeys.origin(), frontier.size(), frontier.root());
    String note = signingKeys.signer().sign(checkpoint, now).render();
    Bytes edge = Bytes.of(frontier.toBytes());
    return new CheckpointRow(
        frontier.size(), frontier.root(), edge, note, now, mac(edge, note, now));
  }

  /** What is wrong with a stored checkpoint by itself. */
  Optional<AuditFault> faultOf(CheckpointRow row) {
    if (!row.seal().equals(mac(row.frontier(), row.note(), row.createdAt()))) {
      return Optional.of(AuditFault.CHECKPOINT_CHANGED);
    }
    Optional<LogHead> signed = trusted(row.note());
    if (signed.isEmpty()) {
      return Optional.of(AuditFault.CHECKPOINT_UNSIGNED);
    }
    return signed.get().equals(new LogHead(row.size(), row.root()))
        ? Optional.empty()
        : Optional.of(AuditFault.CHECKPOINT_CHANGED);
  }

  /** The head a note names, if this log's keys signed it. */
  Optional<LogHead> trusted(String note) {
    return switch (signingKeys.verifier().verify(note)) {
      case CheckpointVerification.Refused _ -> Optional.empty();
      case CheckpointVerification.Verified(Checkpoint signed, _) ->
          Optional.of(new LogHead(signed.size(), signed.root()));
    };
  }

  private Bytes mac(Bytes frontier, String note, Instant createdAt) {
    byte[] edge = frontier.content();
    byte[] text = note.getBytes(StandardCharsets.UTF_8);
    ByteBuffer sealed =
        ByteBuffer.allocate(
                2 * Integer.BYTES + edge.length + text.length + Long.BYTES + Integer.BYTES)
            .putInt(edge.length)
            .put(edge)
            .putInt(text.length)
            .put(text)
            .putLong(createdAt.getEpochSecond())
            .putInt(createdAt.getNano());
    return Bytes.of(masterKeys.mac(PURPOSE, sealed.array()));
  }
}
