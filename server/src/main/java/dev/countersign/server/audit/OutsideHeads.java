package dev.countersign.server.audit;

import dev.countersign.proof.Checkpoint;
import dev.countersign.proof.MalformedException;
import dev.countersign.proof.SignedNote;
import dev.countersign.server.audit.AuditVerdict.Broken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The heads kept outside, by size, to be met by a walk along the log. A signature is checked only
 * where a head and the rows disagree: then it tells a changed log from a damaged file.
 */
final class OutsideHeads {
  private final CheckpointSeal seal;
  private final OutsideCheckpoints outside;
  private final TreeMap<Long, Set<LogHead>> heads = new TreeMap<>();
  private @Nullable String damagedFile;

  OutsideHeads(CheckpointSeal seal, OutsideCheckpoints outside) {
    this.seal = seal;
    this.outside = outside;
  }

  void read() throws IOException {
    outside.forEach((file, note) -> {
      try {
        Checkpoint named = Checkpoint.parse(SignedNote.parse(note).text());
        heads
            .computeIfAbsent(named.size(), _ -> HashSet.newHashSet(1))
            .add(new LogHead(named.size(), named.root()));
      } catch (MalformedException e) {
        damagedFile = file;
      }
    });
  }

  /** Whether a head of another root was signed for the log at this size. */
  boolean contradict(LogHead computed) {
    Set<LogHead> named = heads.getOrDefault(computed.size(), Set.of());
    return named.stream().anyMatch(head -> !head.equals(computed) && isSigned(head));
  }

  /** Whether there is a head of this size. */
  boolean names(long size) {
    return heads.containsKey(size);
  }

  /** The largest head that was signed for a longer log. */
  Optional<LogHead> beyond(long size) {
    for (Map.Entry<Long, Set<LogHead>> entry : heads.descendingMap().entrySet()) {
      if (entry.getKey() <= size) {
        break;
      }
      Optional<LogHead> signed = entry.getValue().stream().filter(this::isSigned).findFirst();
      if (signed.isPresent()) {
        return signed;
      }
    }
    return Optional.empty();
  }

  /** A fault when a file outside holds what is no checkpoint of this log. */
  Optional<AuditVerdict> damage() {
    return damagedFile == null
        ? Optional.empty()
        : Optional.of(new Broken(AuditFault.OUTSIDE_UNREADABLE, null, null, damagedFile));
  }

  private boolean isSigned(LogHead head) {
    boolean[] signed = {false};
    String[] doubtful = {null};
    try {
      outside.forEach((file, note) -> {
        if (!signed[0] && names(note, head)) {
          signed[0] = seal.trusted(note).isPresent();
          doubtful[0] = file;
        }
      });
    } catch (IOException e) {
      throw new UncheckedIOException("The checkpoints outside the database cannot be read", e);
    }
    if (!signed[0]) {
      damagedFile = doubtful[0];
    }
    return signed[0];
  }

  private static boolean names(String note, LogHead head) {
    try {
      Checkpoint named = Checkpoint.parse(SignedNote.parse(note).text());
      return new LogHead(named.size(), named.root()).equals(head);
    } catch (MalformedException e) {
      return false;
    }
  }
}
