package dev.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InclusionProofTests {
  private static final int SIZE = 300;
  private final TestTree tree = TestTree.ofSize(SIZE);

  @Test
  void provesEachLeafOfEachSizeAndNoOther() {
    for (int size = 1; size <= SIZE; size++) {
      for (int index = 0; index < size; index++) {
        InclusionProof proof = InclusionProof.generate(index, size, tree);
        assertThat(proof.verifies(tree.leaf(index), tree.root(size))).isTrue();
        int other = (index + 1) % SIZE;
        assertThat(proof.verifies(tree.leaf(other), tree.root(size))).isFalse();
        assertThat(proof.verifies(tree.leaf(index), tree.root(size - 1))).isFalse();
        if (size > 1) {
          InclusionProof moved = new InclusionProof((index + 1) % size, size, proof.path());
          assertThat(moved.verifies(tree.leaf(index), tree.root(size))).isFalse();
        }
      }
    }
  }

  @Test
  void generatesThePathThatTheRfcDefines() {
    for (int size = 1; size <= 70; size++) {
      for (int index = 0; index < size; index++) {
        assertThat(InclusionProof.generate(index, size, tree).path())
            .isEqualTo(TestTree.definedPath(index, tree.leaves(size)));
      }
    }
  }

  @Test
  void refusesEachFlippedByteAndEachOtherLength() {
    for (int size : new int[] {1, 2, 3, 7, 8, 64, 65, 299}) {
      for (int index : new int[] {0, size / 2, size - 1}) {
        refusesAlterations(InclusionProof.generate(index, size, tree));
      }
    }
  }

  private void refusesAlterations(InclusionProof proof) {
    Hash leaf = tree.leaf((int) proof.index());
    Hash root = tree.root((int) proof.size());
    for (int at = 0; at < 32; at++) {
      assertThat(proof.verifies(TestTree.flipped(leaf, 8 * at), root)).isFalse();
      assertThat(proof.verifies(leaf, TestTree.flipped(root, 8 * at + 7))).isFalse();
      for (int step = 0; step < proof.path().size(); step++) {
        List<Hash> path = new ArrayList<>(proof.path());
        path.set(step, TestTree.flipped(path.get(step), 8 * at + 3));
        assertThat(with(proof, path).verifies(leaf, root)).isFalse();
      }
    }
    for (int step = 0; step <= proof.path().size(); step++) {
      List<Hash> longer = new ArrayList<>(proof.path());
      longer.add(step, leaf);
      assertThat(with(proof, longer).verifies(leaf, root)).isFalse();
    }
    for (int step = 0; step < proof.path().size(); step++) {
      List<Hash> shorter = new ArrayList<>(proof.path());
      shorter.remove(step);
      assertThat(with(proof, shorter).verifies(leaf, root)).isFalse();
    }
  }

  private static InclusionProof with(InclusionProof proof, List<Hash> path) {
    return new InclusionProof(proof.index(), proof.size(), path);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 3",
    "3, 3",
    "0, 0",
    "0, -1",
    "0, 4611686018427387905",
    "5, -9223372036854775808"
  })
  void refusesAnIndexOrSizeOutOfRange(long index, long size) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> new InclusionProof(index, size, List.of()));
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> InclusionProof.generate(index, size, tree));
  }

  @Test
  void refusesAPathLongerThanThatOfAnyTree() {
    List<Hash> path = Collections.nCopies(64, tree.leaf(0));
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> new InclusionProof(0, Rfc6962.SIZE_MAX, path));
  }
}
