package dev.countersign.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Shares that come to the whole. */
class LargestRemainderTests {
  @Test
  void givesWhatIsLeftOverToTheLargestRemainders() {
    assertThat(LargestRemainder.share(100, List.of(1L, 1L, 1L))).containsExactly(34L, 33L, 33L);
    assertThat(LargestRemainder.share(10, List.of(15L, 70L, 15L))).containsExactly(2L, 7L, 1L);
    assertThat(LargestRemainder.share(0, List.of(2L, 3L))).containsExactly(0L, 0L);
    assertThat(LargestRemainder.share(7, List.of(0L, 5L))).containsExactly(0L, 7L);
  }

  @Test
  void isExactAtTheEdgeOfWhatFits() {
    long most = Long.MAX_VALUE;

    assertThat(LargestRemainder.share(most, List.of(most, most)))
        .containsExactly(most / 2 + 1, most / 2);
  }

  @Test
  void alwaysComesToTheSumAndNeverBeyondAWeight() {
    Random random = new Random(11);
    for (int round = 0; round < 1_000; round++) {
      List<Long> weights = random.longs(1 + random.nextInt(6), 1, 1_000).boxed().toList();
      long total = weights.stream().mapToLong(Long::longValue).sum();
      long sum = random.nextLong(total + 1);

      List<Long> shares = LargestRemainder.share(sum, weights);

      assertThat(shares.stream().mapToLong(Long::longValue).sum()).isEqualTo(sum);
      for (int at = 0; at < shares.size(); at++) {
        assertThat(shares.get(at)).isBetween(0L, weights.get(at));
      }
    }
  }

  @Test
  void refusesWhatCannotBeSharedOut() {
    assertThatThrownBy(() -> LargestRemainder.share(-1, List.of(1L)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LargestRemainder.share(1, List.of(0L)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
