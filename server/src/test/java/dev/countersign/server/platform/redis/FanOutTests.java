package dev.countersign.server.platform.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.server.platform.secret.Secret;
import dev.countersign.testsupport.TestRedis;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Word within a node, and between nodes that share a Redis. */
class FanOutTests {
  private static final String HELLO = "hello";

  private final TestRedis server = TestRedis.start();
  private final Deque<AutoCloseable> open = new ArrayDeque<>(List.of(server));

  @AfterEach
  void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  @Test
  void reachesTheListenersOfItsOwnNodeBeforeItReturns() {
    for (FanOut fanOut : List.of(new InProcessFanOut(), node(1))) {
      List<String> heard = listen(fanOut, "a");
      List<String> other = listen(fanOut, "b");
      say(fanOut, "a", "one");
      assertThat(heard).containsExactly("one");
      assertThat(other).isEmpty();
    }
  }

  @Test
  void goesOnAfterAListenerThatThrows() {
    for (FanOut fanOut : List.of(new InProcessFanOut(), node(1))) {
      fanOut.subscribe(
          "a",
          message -> {
            throw new IllegalStateException("broken listener");
          });
      List<String> heard = listen(fanOut, "a");
      say(fanOut, "a", "one");
      assertThat(heard).containsExactly("one");
    }
  }

  @Test
  void reachesTheOtherNodesOnceEach() {
    FanOut here = node(1);
    FanOut there = node(2);
    List<String> heardHere = listen(here, "a");
    List<String> heardThere = listen(there, "a");
    sayUntilHeard(here, heardThere);

    say(here, "a", "one");
    say(here, "a", "two");
    say(there, "a", "three");

    await().until(() -> heardHere.contains("three") && heardThere.contains("two"));
    assertThat(heardHere)
        .filteredOn(word -> !word.equals(HELLO))
        .containsExactly("one", "two", "three");
    assertThat(heardThere)
        .filteredOn(word -> !word.equals(HELLO))
        .containsExactlyInAnyOrder("one", "two", "three");
  }

  @Test
  void listensAgainAfterRedisWasAway() {
    FanOut here = node(1);
    FanOut there = node(2);
    List<String> heardHere = listen(here, "a");
    List<String> heardThere = listen(there, "a");
    sayUntilHeard(here, heardThere);
    server.kill();
    heardHere.clear();
    say(here, "a", "lost elsewhere");
    assertThat(heardHere).containsExactly("lost elsewhere");

    heardThere.clear();
    server.startAgain();
    sayUntilHeard(here, heardThere);
  }

  private static void sayUntilHeard(FanOut from, List<String> heard) {
    await()
        .until(() -> {
          say(from, "a", HELLO);
          return !heard.isEmpty();
        });
  }

  private FanOut node(int number) {
    Redis redis = Redis.at(Secret.of(server.url()), Duration.ofMillis(500));
    RedisFanOut fanOut = new RedisFanOut(redis, new byte[] {(byte) number});
    open.push(redis);
    open.push(fanOut);
    return fanOut;
  }

  private static List<String> listen(FanOut fanOut, String channel) {
    List<String> heard = new CopyOnWriteArrayList<>();
    fanOut.subscribe(channel, message -> heard.add(new String(message, StandardCharsets.UTF_8)));
    return heard;
  }

  private static void say(FanOut fanOut, String channel, String text) {
    fanOut.publish(channel, text.getBytes(StandardCharsets.UTF_8));
  }
}
