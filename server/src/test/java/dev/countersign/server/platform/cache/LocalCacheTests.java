package dev.countersign.server.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.redis.FanOut;
import dev.countersign.server.platform.redis.TestFanOut;
import org.junit.jupiter.api.Test;

/** A cache in a node's memory alone. */
class LocalCacheTests extends TwoLevelCacheContract {
  @Override
  SharedEntries shared() {
    return new NoSharedEntries();
  }

  @Override
  FanOut fanOut() {
    return TestFanOut.inProcess();
  }

  @Test
  void keepsNoMoreThanItsSize() {
    TwoLevelCache<Word> cache = node();
    for (int i = 0; i < 100 * SIZE; i++) {
      ask(cache, "word " + i);
    }
    lookUps.set(0);
    for (int i = 0; i < 100 * SIZE; i++) {
      ask(cache, "word " + i);
    }
    assertThat(lookUps.get()).isGreaterThan(90 * SIZE);
  }
}
