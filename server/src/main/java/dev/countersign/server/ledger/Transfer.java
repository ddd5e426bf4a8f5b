package dev.countersign.server.ledger;

import dev.countersign.server.access.Credential;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A movement to be posted: entries of one asset that sum to zero, under a key that makes asking
 * twice the same as asking once.
 *
 * @param entries two or more; what they move, and the sum they come to, are checked here, for
 *     entries that do not balance are a caller's bug and no refusal
 * @param key the caller's idempotency key or reference, unique within {@code key.scope}
 * @param authority on whose word it is posted; checked again inside the posting transaction
 * @param effectiveAt when it counts from, kept to the microsecond; {@code null} for the time it is
 *     recorded
 */
public record Transfer(
    TenantId tenant,
    Type type,
    String asset,
    List<Entry> entries,
    IdempotencyKey key,
    Authority authority,
    @Nullable Instant effectiveAt,
    Map<String, String> metadata,
    @Nullable String requestId) {

  /** The most entries that one movement can have. */
  public static final int ENTRIES_MAX = 100;

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  /** What a movement is. */
  public enum Type {
    PAYMENT,
    DEPOSIT,
    WITHDRAWAL,
    TRANSACTION;

    /** The name on the wire and in the store. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Type of(String wireName) {
      return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * On whose word: the person, the sign-in or key or program, and what was shown for it.
   *
   * @param user nobody where a service calls
   * @param shown ids of what can be revoked on its own, such as the access token
   */
  public record Authority(@Nullable UserId user, Credential credential, List<UUID> shown) {
    public Authority {
      shown = List.copyOf(shown);
    }

    /** On the word of a session alone. */
    public Authority(UserId user, SessionId session) {
      this(user, new Credential.Session(session), List.of());
    }

    /** Who is to be named for it: the person, or else the key or program. */
    public UUID initiator() {
      return user == null ? credential.id() : user.value();
    }

    /** The session, where there is one. */
    public @Nullable SessionId session() {
      return switch (credential) {
        case Credential.Session(SessionId session) -> session;
        case Credential.Impersonation(SessionId session, UserId _) -> session;
        case Credential.ApiKey _, Credential.Client _, Credential.Operator _ -> null;
      };
    }
  }

  public Transfer {
    entries = List.copyOf(entries);
    metadata = Map.copyOf(metadata);
    if (entries.size() < 2 || entries.size() > ENTRIES_MAX) {
      throw new IllegalArgumentException("a movement has 2 to " + ENTRIES_MAX + " entries");
    }
    if (moved(entries, 1) != moved(entries, -1)) {
      throw new IllegalArgumentException("the entries of a movement sum to zero");
    }
    metadata.forEach((name, value) -> requireStorable(name + value));
    if (effectiveAt != null) {
      if (effectiveAt.isBefore(EARLIEST) || effectiveAt.isAfter(LATEST)) {
        throw new IllegalArgumentException("a movement is effective in the years 1 to 9999");
      }
      effectiveAt = effectiveAt.truncatedTo(ChronoUnit.MICROS);
    }
  }

  /** What moves: the sum of the entries that are positive. */
  public long amountMinor() {
    return moved(entries, 1);
  }

  private static long moved(List<Entry> entries, int sign) {
    long sum = 0;
    for (Entry entry : entries) {
      if (Long.signum(entry.amountMinor()) == sign) {
        // Throws where a movement moves more than 64 bits hold: no balance could follow it.
        sum = Math.addExact(sum, Math.abs(entry.amountMinor()));
      }
    }
    return sum;
  }

  private static void requireStorable(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("metadata cannot hold NUL");
    }
  }
}
