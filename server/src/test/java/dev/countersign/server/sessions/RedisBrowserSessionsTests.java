package dev.countersign.server.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.server.platform.redis.Redis;
import dev.countersign.server.platform.redis.TestRedisClient;
import dev.countersign.server.sessions.BrowserSessions.Answer;
import dev.countersign.server.sessions.BrowserSessions.Begun;
import dev.countersign.testsupport.TestRedis;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Browsers' sessions looked up in a real Redis, which may be away, lie or be late. */
class RedisBrowserSessionsTests extends BrowserSessionsContract {
  @AutoClose private final TestRedis server = TestRedis.start();
  @AutoClose private final Redis redis = TestRedisClient.of(server);

  @BeforeEach
  void awaitRedis() {
    await().until(() -> redis.ask(RedisCommands::ping).isPresent());
  }

  @Override
  BrowserSessionLookup lookup(StoredBrowserSessions stored) {
    return new RedisBrowserSessions(redis, keys, stored, clock);
  }

  @Test
  void keepsSessionsByHashWithATimeToLiveAndNamesThemByPerson() {
    Node node = new Node();
    Begun begun = node.begin();
    node.find(begun.cookie());
    String hash = SecretHash.of(begun.cookie()).hex();
    String user = "user_sessions:" + begun.session().user().text();

    assertThat(dump().keySet()).containsExactly("session:" + hash, user);
    assertThat(redis.ask(commands -> commands.ttl("session:" + hash)).orElseThrow())
        .isBetween(IDLE.toSeconds() - 60, IDLE.toSeconds());
    assertThat(redis.ask(commands -> commands.ttl(user)).orElseThrow())
        .isBetween(LIFE.toSeconds() - 60, LIFE.toSeconds());
    assertThat(
            redis.ask(commands -> commands.hget(user, begun.session().id().text())).orElseThrow())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(hash);
  }

  @Test
  void sparesTheStoreForAWhile() {
    Node node = new Node();
    Begun begun = node.begin();
    node.find(begun.cookie());
    store.superuser().sql("update sessions set secret_hash = null").update();
    assertThat(node.find(begun.cookie())).isInstanceOf(Answer.Lasts.class);
    clock.advance(RedisBrowserSessions.TRUSTED);
    assertThat(node.find(begun.cookie())).isInstanceOf(Answer.Ended.class);
  }

  @Test
  void knowsTheUseOnOtherNodesBeforeItIsWritten() {
    Node here = new Node();
    Begun begun = here.begin();
    here.find(begun.cookie());
    clock.advance(IDLE.minusMinutes(1));
    assertThat(here.find(begun.cookie())).isInstanceOf(Answer.Lasts.class);
    clock.advance(IDLE.minusMinutes(1));
    assertThat(new Node().find(begun.cookie())).isInstanceOf(Answer.Lasts.class);
  }

  @Test
  void removesWhatHasEnded() {
    Node node = new Node();
    Begun begun = node.begin();
    node.find(begun.cookie());
    node.end(begun);
    assertThat(dump()).isEmpty();
  }

  @Test
  void letsNobodyInOnAnEntryThatOutlivedItsSession() {
    Node node = new Node();
    Begun begun = node.begin();
    node.find(begun.cookie());
    Map<String, byte[]> before = dump();
    node.end(begun);
    String key = "session:" + SecretHash.of(begun.cookie()).hex();
    put(key, Objects.requireNonNull(before.get(key)));

    assertThat(node.find(begun.cookie())).isInstanceOf(Answer.Ended.class);
    assertThat(new Node().find(begun.cookie())).isInstanceOf(Answer.Ended.class);
    clock.advance(Duration.ofHours(2));
    assertThat(new Node().find(begun.cookie())).isInstanceOf(Answer.Ended.class);
  }

  @Test
  void believesNoEntryThatIsForgedOrMoved() {
    Node node = new Node();
    Begun mine = node.begin();
    Begun ended = node.begin();
    node.find(mine.cookie());
    byte[] good =
        Objects.requireNonNull(dump().get("session:" + SecretHash.of(mine.cookie()).hex()));
    node.end(ended);
    String key = "session:" + SecretHash.of(ended.cookie()).hex();
    for (byte[] lie : new byte[][] {good, {}, {1, 2, 3}}) {
      put(key, lie);
      assertThat(node.find(ended.cookie())).isInstanceOf(Answer.Ended.class);
    }
  }

  @Test
  void fallsBackToTheStoreWhenRedisIsKilled() {
    Node node = new Node();
    Begun lasting = node.begin();
    Begun ending = node.begin();
    node.find(lasting.cookie());
    node.find(ending.cookie());

    server.kill();
    assertThat(node.find(lasting.cookie())).isInstanceOf(Answer.Lasts.class);
    node.end(ending);
    assertThat(node.find(ending.cookie())).isInstanceOf(Answer.Ended.class);
    Begun begunMeanwhile = node.begin();
    assertThat(node.find(begunMeanwhile.cookie())).isInstanceOf(Answer.Lasts.class);

    server.startAgain();
    await().until(() -> redis.ask(RedisCommands::ping).isPresent());
    assertThat(node.find(lasting.cookie())).isInstanceOf(Answer.Lasts.class);
    assertThat(node.find(ending.cookie())).isInstanceOf(Answer.Ended.class);
  }

  @Test
  void refusesWhatEndedWhileRedisCouldNotBeTold() {
    Node node = new Node();
    Begun begun = node.begin();
    node.find(begun.cookie());
    server.pause();
    node.end(begun);
    server.resume();
    await().until(() -> redis.ask(RedisCommands::ping).isPresent());
    assertThat(new Node().find(begun.cookie())).isInstanceOf(Answer.Ended.class);
  }

  @Test
  void keepsNoValueAndNobodyInRedisThatCanBeRead() {
    Node node = new Node();
    Begun begun = node.begin();
    node.find(begun.cookie());
    byte[] entry =
        Objects.requireNonNull(dump().get("session:" + SecretHash.of(begun.cookie()).hex()));
    assertThat(new String(entry, StandardCharsets.ISO_8859_1))
        .doesNotContain(begun.cookie().reveal())
        .doesNotContain(begun.session().id().text());
  }

  private void put(String key, byte[] value) {
    assertThat(redis.ask(commands -> commands.set(key, value))).contains("OK");
  }

  private Map<String, byte[]> dump() {
    Map<String, byte[]> all = new TreeMap<>();
    redis
        .ask(commands -> commands.keys("*"))
        .orElseThrow()
        .forEach(key ->
            all.put(
                key,
                key.startsWith("session:")
                    ? redis.ask(commands -> commands.get(key)).orElseThrow()
                    : new byte[0]));
    return all;
  }
}
