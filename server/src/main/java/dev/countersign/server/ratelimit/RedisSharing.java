package dev.countersign.server.ratelimit;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the nodes count together at the moment; told in the log at each turn. */
final class RedisSharing {
  private static final Logger LOG = LoggerFactory.getLogger(RedisSharing.class);

  private final AtomicBoolean apart = new AtomicBoolean();
  private final LongAdder countedApart = new LongAdder();

  void note(boolean together) {
    if (!together) {
      countedApart.increment();
    }
    if (apart.compareAndSet(together, !together)) {
      if (together) {
        LOG.info("Limits are counted by all nodes together again.");
      } else {
        LOG.warn("Redis does not answer; each node holds its share of every limit.");
      }
    }
  }

  boolean isApart() {
    return apart.get();
  }

  /** How many requests were held against this node's share. */
  long countedApart() {
    return countedApart.sum();
  }
}
