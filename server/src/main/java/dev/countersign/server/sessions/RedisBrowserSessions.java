package dev.countersign.server.sessions;

import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.redis.Redis;
import io.lettuce.core.KeyValue;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Browsers' sessions in Redis, before the store: {@code session:{hash}} is a session, gone by
 * itself when it would be idle; {@code user_sessions:{user}} names the hashes of a person's. So
 * every node knows the last use at once, and the store is asked seldom.
 *
 * <p>Redis is not believed more than it has to be. An entry is sealed under the master keys, bound
 * to its cookie, so nobody who can write there can make one. One that was confirmed by the store
 * more than {@link #TRUSTED} ago is confirmed again, so an entry that outlived its session, or was
 * put back, is good for less time than the view of ended sessions remembers. And where Redis is
 * away or empty, the store answers.
 */
final class RedisBrowserSessions implements BrowserSessionLookup {
  /** How long an entry counts without the store's word. */
  static final Duration TRUSTED = Duration.ofMinutes(2);

  // Writing the last use down more often than this is no use to anybody.
  private static final Duration BETWEEN_WRITES = Duration.ofSeconds(5);

  private final Redis redis;
  private final MasterKeys keys;
  private final BrowserSessionLookup store;
  private final InstantSource clock;

  RedisBrowserSessions(
      Redis redis, MasterKeys keys, BrowserSessionLookup store, InstantSource clock) {
    this.redis = redis;
    this.keys = keys;
    this.store = store;
    this.clock = clock;
  }

  private record Entry(Session session, Instant confirmedAt) {
    boolean isTrusted(Instant now) {
      return Duration.between(confirmedAt, now).abs().compareTo(TRUSTED) < 0;
    }
  }

  @Override
  public Optional<Session> find(SecretHash cookie) {
    Instant now = clock.instant();
    Optional<Entry> entry = read(cookie);
    Optional<Session> known = entry.map(Entry::session);
    if (entry.isPresent() && entry.get().isTrusted(now)) {
      return known;
    }
    Optional<Session> confirmed =
        store
            .find(cookie)
            .map(session ->
                known
                    .map(Session::lastActiveAt)
                    .filter(session.lastActiveAt()::isBefore)
                    .map(session::usedAt)
                    .orElse(session));
    confirmed.ifPresent(session -> write(cookie, new Entry(session, now)));
    return confirmed;
  }

  @Override
  public void used(SecretHash cookie, Session session) {
    read(cookie)
        .filter(entry ->
            entry.session().lastActiveAt().plus(BETWEEN_WRITES).isBefore(session.lastActiveAt()))
        .ifPresent(entry -> write(cookie, new Entry(session, entry.confirmedAt())));
  }

  @Override
  public void ended(Collection<Session> sessions) {
    Map<UserId, List<Session>> byUser =
        sessions.stream().collect(Collectors.groupingBy(Session::user));
    byUser.forEach((user, ended) -> {
      String[] ids = ended.stream().map(session -> session.id().text()).toArray(String[]::new);
      var _ = redis.ask(commands -> forget(commands, index(user), ids));
    });
  }

  private static Boolean forget(
      RedisCommands<String, byte[]> commands, String index, String[] ids) {
    String[] entries =
        commands.hmget(index, ids).stream()
            .filter(KeyValue::hasValue)
            .map(hash -> "session:" + new String(hash.getValue(), StandardCharsets.UTF_8))
            .toArray(String[]::new);
    if (entries.length > 0) {
      commands.del(entries);
      commands.hdel(index, ids);
    }
    return Boolean.TRUE;
  }

  private Optional<Entry> read(SecretHash cookie) {
    return redis
        .ask(commands -> Optional.ofNullable(commands.get(key(cookie))))
        .flatMap(found -> found)
        .flatMap(sealed -> open(cookie, sealed));
  }

  private void write(SecretHash cookie, Entry entry) {
    Session session = entry.session();
    Instant now = clock.instant();
    Duration life = Duration.between(now, earlier(session));
    if (!life.isPositive()) {
      return;
    }
    byte[] sealed = keys.seal(bytes(entry), key(cookie));
    byte[] hash = cookie.hex().getBytes(StandardCharsets.UTF_8);
    String index = index(session.user());
    // Nobody can do anything about an entry that was not written: the store has it.
    var _ =
        redis.ask(commands -> {
          commands.set(key(cookie), sealed, SetArgs.Builder.px(life));
          commands.hset(index, session.id().text(), hash);
          return commands.pexpire(index, Duration.between(now, session.expiresAt()));
        });
  }

  private static Instant earlier(Session session) {
    Instant idleAt = session.lastActiveAt().plus(session.idle());
    return idleAt.isBefore(session.expiresAt()) ? idleAt : session.expiresAt();
  }

  private Optional<Entry> open(SecretHash cookie, byte[] sealed) {
    try {
      return Optional.of(entry(ByteBuffer.wrap(keys.open(sealed, key(cookie)))));
    } catch (IllegalStateException | BufferUnderflowException foreign) {
      // Not of our making, or of a version that wrote something else: the store knows.
      return Optional.empty();
    }
  }

  private static byte[] bytes(Entry entry) {
    Session session = entry.session();
    ByteBuffer bytes = ByteBuffer.allocate(3 * 2 * Long.BYTES + 5 * Long.BYTES);
    for (UUID id :
        List.of(session.id().value(), session.tenant().value(), session.user().value())) {
      bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }
    return bytes
        .putLong(micros(session.createdAt()))
        .putLong(micros(session.expiresAt()))
        .putLong(micros(session.lastActiveAt()))
        .putLong(session.idle().toSeconds())
        .putLong(micros(entry.confirmedAt()))
        .array();
  }

  private static Entry entry(ByteBuffer bytes) {
    Session session =
        new Session(
            new SessionId(uuid(bytes)),
            new TenantId(uuid(bytes)),
            new UserId(uuid(bytes)),
            instant(bytes.getLong()),
            instant(bytes.getLong()),
            instant(bytes.getLong()),
            Duration.ofSeconds(bytes.getLong()));
    return new Entry(session, instant(bytes.getLong()));
  }

  private static UUID uuid(ByteBuffer bytes) {
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static String key(SecretHash cookie) {
    return "session:" + cookie.hex();
  }

  private static String index(UserId user) {
    return "user_sessions:" + user.text();
  }
}
