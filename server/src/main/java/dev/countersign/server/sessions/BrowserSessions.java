package dev.countersign.server.sessions;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.revocation.Revocations;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/**
 * Sessions that live in a browser's cookie: an opaque value of 256 random bits, of which only a
 * hash is kept. They survive a restart and are the same on every node. Thread-safe.
 */
public final class BrowserSessions {
  private static final int VALUE_BYTES = 32;

  private final Sessions sessions;
  private final BrowserSessionLookup lookup;
  private final Revocations revocations;
  private final SessionActivity activity;
  private final BrowserSessionSettings settings;
  private final InstantSource clock;
  private final SecureRandom random;

  BrowserSessions(
      Sessions sessions,
      BrowserSessionLookup lookup,
      Revocations revocations,
      SessionActivity activity,
      BrowserSessionSettings settings,
      InstantSource clock,
      SecureRandom random) {
    this.sessions = sessions;
    this.lookup = lookup;
    this.revocations = revocations;
    this.activity = activity;
    this.settings = settings;
    this.clock = clock;
    this.random = random;
  }

  /**
   * A session that has just begun.
   *
   * @param cookie what its browser is to keep; shown this once
   */
  public record Begun(Session session, Secret cookie) {}

  /** What a cookie's value stands for. */
  public sealed interface Answer {
    record Lasts(Session session) implements Answer {}

    /** Nothing, or nothing any more. */
    record Ended() implements Answer {}

    /** It cannot be said at the moment. */
    record Unknown() implements Answer {}
  }

  /** Begins one, in the caller's transaction, as {@link Sessions#start} does. */
  public Begun begin(TenantId tenant, UserId user, Device device) {
    byte[] bytes = new byte[VALUE_BYTES];
    random.nextBytes(bytes);
    Secret value = Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    return new Begun(
        sessions.start(tenant, user, settings.lifetime(), device, SecretHash.of(value).bytes()),
        value);
  }

  /**
   * The session of a cookie's value, which counts as used by this. Not to be called inside a
   * transaction. Wherever it was found, the view of what has ended is asked too.
   */
  public Answer find(Secret cookie) {
    SecretHash hash = SecretHash.of(cookie);
    Optional<Session> found = lookup.find(hash);
    Instant now = StoredTime.now(clock);
    if (found.isEmpty() || found.get().isOver(now, activity.lastUsed(found.get()))) {
      return new Answer.Ended();
    }
    Session session = found.get();
    return switch (revocations.ask(session.id().value())) {
      case REVOKED -> new Answer.Ended();
      case UNKNOWN -> new Answer.Unknown();
      case GOOD -> {
        activity.note(session.tenant(), session.id());
        lookup.used(hash, session.usedAt(now));
        yield new Answer.Lasts(session);
      }
    };
  }
}
