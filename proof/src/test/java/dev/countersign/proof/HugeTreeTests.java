package dev.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Trees of up to 2^62 leaves that are all alike, so that the hash of a subtree depends on its
 * height alone.
 */
class HugeTreeTests {
  private static final long SEED = 6962;
  private static final Hash LEAF = Rfc6962.leaf(new byte[] {42});
  private static final List<Hash> BY_LEVEL = byLevel();
  private static final NodeSource NODES =
      (level, index) -> {
        assertThat(index).isNotNegative();
        return BY_LEVEL.get(level);
      };

  private final Random random = new Random(SEED);

  @Test
  void provesInclusionAtAnySize() {
    for (int round = 0; round < 300; round++) {
      long size = randomSize();
      for (long index : new long[] {0, size - 1, size / 2, random.nextLong(size)}) {
        InclusionProof proof = InclusionProof.generate(index, size, NODES);
        assertThat(proof.verifies(LEAF, root(size))).as("%d of %d", index, size).isTrue();
        assertThat(proof.verifies(Rfc6962.EMPTY_ROOT, root(size))).isFalse();
      }
    }
  }

  @Test
  void provesConsistencyAtAnySize() {
    for (int round = 0; round < 300; round++) {
      long newSize = randomSize();
      for (long oldSize : new long[] {1, newSize, newSize / 2, random.nextLong(newSize)}) {
        ConsistencyProof proof = ConsistencyProof.generate(oldSize, newSize, NODES);
        assertThat(proof.verifies(root(oldSize), root(newSize)))
            .as("%d in %d", oldSize, newSize)
            .isTrue();
        if (oldSize > 0) {
          assertThat(proof.verifies(root(oldSize), LEAF)).isEqualTo(newSize == 1);
        }
      }
    }
  }

  @Test
  void provesTheLargestTree() {
    long size = Rfc6962.SIZE_MAX;
    InclusionProof proof = InclusionProof.generate(size - 1, size, NODES);
    assertThat(proof.path()).hasSize(62);
    assertThat(proof.verifies(LEAF, root(size))).isTrue();
    ConsistencyProof grown = ConsistencyProof.generate(size - 1, size, NODES);
    assertThat(grown.verifies(root(size - 1), root(size))).isTrue();
  }

  private long randomSize() {
    return 1 + random.nextLong(1L << random.nextInt(63));
  }

  private static Hash root(long size) {
    List<Hash> subtrees = new ArrayList<>();
    for (int level = 62; level >= 0; level--) {
      if ((size >>> level & 1) == 1) {
        subtrees.add(BY_LEVEL.get(level));
      }
    }
    return Frontier.of(size, subtrees).root();
  }

  private static List<Hash> byLevel() {
    List<Hash> hashes = new ArrayList<>(List.of(LEAF));
    for (int level = 1; level <= 62; level++) {
      hashes.add(Rfc6962.node(hashes.getLast(), hashes.getLast()));
    }
    return hashes;
  }
}
