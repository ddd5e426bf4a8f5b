package dev.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsistencyProofTests {
  private static final int SIZE = 300;
  private final TestTree tree = TestTree.ofSize(SIZE);

  @Test
  void provesEachPairOfSizesAndNoOther() {
    for (int newSize = 0; newSize <= SIZE; newSize++) {
      for (int oldSize = 0; oldSize <= newSize; oldSize++) {
        ConsistencyProof proof = ConsistencyProof.generate(oldSize, newSize, tree);
        assertThat(proof.verifies(tree.root(oldSize), tree.root(newSize))).isTrue();
        Hash otherOld = tree.root((oldSize + 1) % SIZE);
        assertThat(proof.verifies(otherOld, tree.root(newSize))).isFalse();
        if (oldSize > 0) {
          Hash otherNew = tree.root((newSize + 1) % SIZE);
          assertThat(proof.verifies(tree.root(oldSize), otherNew)).isFalse();
        }
      }
    }
  }

  @Test
  void generatesThePathThatTheRfcDefines() {
    for (int newSize = 1; newSize <= 70; newSize++) {
      for (int oldSize = 1; oldSize <= newSize; oldSize++) {
        assertThat(ConsistencyProof.generate(oldSize, newSize, tree).path())
            .isEqualTo(TestTree.definedSubproof(oldSize, tree.leaves(newSize), true));
      }
    }
  }

  @Test
  void refusesEachFlippedByteAndEachOtherLength() {
    for (int newSize : new int[] {1, 2, 7, 8, 9, 256, 299}) {
      for (int oldSize : new int[] {0, 1, newSize / 2, newSize - 1, newSize}) {
        refusesAlterations(ConsistencyProof.generate(oldSize, newSize, tree));
      }
    }
  }

  private void refusesAlterations(ConsistencyProof proof) {
    Hash oldRoot = tree.root((int) proof.oldSize());
    Hash newRoot = tree.root((int) proof.newSize());
    for (int at = 0; at < 32; at++) {
      assertThat(proof.verifies(TestTree.flipped(oldRoot, 8 * at), newRoot)).isFalse();
      if (proof.oldSize() > 0) {
        // Every tree begins with the empty one, whatever its root.
        assertThat(proof.verifies(oldRoot, TestTree.flipped(newRoot, 8 * at + 7))).isFalse();
      }
      for (int step = 0; step < proof.path().size(); step++) {
        List<Hash> path = new ArrayList<>(proof.path());
        path.set(step, TestTree.flipped(path.get(step), 8 * at + 3));
        assertThat(with(proof, path).verifies(oldRoot, newRoot)).isFalse();
      }
    }
    for (int step = 0; step <= proof.path().size(); step++) {
      List<Hash> longer = new ArrayList<>(proof.path());
      longer.add(step, newRoot);
      assertThat(with(proof, longer).verifies(oldRoot, newRoot)).isFalse();
    }
    for (int step = 0; step < proof.path().size(); step++) {
      List<Hash> shorter = new ArrayList<>(proof.path());
      shorter.remove(step);
      assertThat(with(proof, shorter).verifies(oldRoot, newRoot)).isFalse();
    }
  }

  private static ConsistencyProof with(ConsistencyProof proof, List<Hash> path) {
    return new ConsistencyProof(proof.oldSize(), proof.newSize(), path);
  }

  @ParameterizedTest
  @CsvSource({"-1, 3", "4, 3", "0, -1", "1, 4611686018427387905"})
  void refusesSizesOutOfRange(long oldSize, long newSize) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> new ConsistencyProof(oldSize, newSize, List.of()));
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> ConsistencyProof.generate(oldSize, newSize, tree));
  }
}
