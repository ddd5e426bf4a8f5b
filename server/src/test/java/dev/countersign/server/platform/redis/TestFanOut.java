package dev.countersign.server.platform.redis;

/** Word between the nodes of a test, without Spring. */
public final class TestFanOut {
  private TestFanOut() {}

  public static FanOut inProcess() {
    return new InProcessFanOut();
  }

  /** One node's; its number tells it from the others. */
  public static FanOut over(Redis redis, int node) {
    return new RedisFanOut(redis, new byte[] {(byte) node});
  }
}
