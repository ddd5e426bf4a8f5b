package dev.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontierTests {
  private static final int SIZE = 300;
  private final TestTree tree = TestTree.ofSize(SIZE);

  @Test
  void hasTheRootThatTheRfcDefinesAtEachSize() {
    for (int size = 0; size <= SIZE; size++) {
      assertThat(tree.root(size)).isEqualTo(TestTree.definedRoot(tree.leaves(size)));
    }
  }

  @Test
  void growsTheSameAfterBeingStoredAtAnySize() {
    for (int size = 0; size <= SIZE; size++) {
      Frontier stored = Frontier.EMPTY.appendAll(tree.leaves(size), NodeSink.NONE);
      Frontier read = Frontier.fromBytes(stored.toBytes());
      assertThat(read).isEqualTo(stored).hasSameHashCodeAs(stored);
      assertThat(read.size()).isEqualTo(size);
      Frontier grown = read.appendAll(tree.leaves(SIZE).subList(size, SIZE), NodeSink.NONE);
      assertThat(grown).isEqualTo(tree.frontier());
    }
  }

  @Test
  void tellsOfEachCompletedSubtreeOnce() {
    for (int level = 0; level <= 8; level++) {
      for (int index = 0; index < SIZE >> level; index++) {
        List<Hash> below = tree.leaves(SIZE).subList(index << level, (index + 1) << level);
        assertThat(tree.node(level, index)).isEqualTo(TestTree.definedRoot(below));
      }
    }
  }

  @Test
  void leavesTheOldValueAloneWhenAppending() {
    Frontier before = tree.frontier();
    Hash root = before.root();
    assertThat(before.append(tree.leaf(0)).size()).isEqualTo(SIZE + 1L);
    assertThat(before.size()).isEqualTo(SIZE);
    assertThat(before.root()).isEqualTo(root);
  }

  @Test
  void growsUpToTwoToTheSixtySecondLeavesAndNoFurther() {
    Frontier almost = Frontier.of(Rfc6962.SIZE_MAX - 1, Collections.nCopies(62, tree.leaf(0)));
    Frontier full = almost.append(tree.leaf(1));
    assertThat(full.size()).isEqualTo(Rfc6962.SIZE_MAX);
    assertThat(Frontier.fromBytes(full.toBytes())).isEqualTo(full);
    assertThatIllegalStateException().isThrownBy(() -> full.append(tree.leaf(2)));
  }

  @Test
  void refusesStoredBytesOfAnyOtherForm() {
    byte[] good = tree.frontier().toBytes();
    for (int length = 0; length < good.length; length++) {
      refuses(Arrays.copyOf(good, length));
    }
    refuses(Arrays.copyOf(good, good.length + 1));
    refuses(Arrays.copyOf(good, good.length + 32));
    byte[] otherVersion = good.clone();
    otherVersion[0] = 2;
    refuses(otherVersion);
    byte[] negativeSize = good.clone();
    negativeSize[1] = -1;
    refuses(negativeSize);
  }

  private static void refuses(byte[] bytes) {
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Frontier.fromBytes(bytes));
  }
}
