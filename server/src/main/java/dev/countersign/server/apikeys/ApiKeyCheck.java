package dev.countersign.server.apikeys;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Credential;
import dev.countersign.server.apikeys.ApiKey.Status;
import dev.countersign.server.apikeys.KnownKeys.Known;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.revocation.Revocations;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who calls with a key, and whether it may be used from there. How often, is counted elsewhere.
 * Thread-safe.
 */
public final class ApiKeyCheck {
  private final KnownKeys known;
  private final KeyText.Kind kind;
  private final Revocations revocations;
  private final RefusedKeys refused;
  private final InstantSource clock;

  ApiKeyCheck(
      KnownKeys known,
      KeyText.Kind kind,
      Revocations revocations,
      RefusedKeys refused,
      InstantSource clock) {
    this.known = known;
    this.kind = kind;
    this.revocations = revocations;
    this.refused = refused;
    this.clock = clock;
  }

  /**
   * Where a request with a key comes from.
   *
   * @param address absent where nobody can tell
   * @param origin the header of that name, where there is one
   */
  public record From(@Nullable String address, @Nullable String origin) {}

  /** Whether a text means to be a key. */
  public static boolean isMeant(String text) {
    return KeyText.isMeant(text);
  }

  /** Not to be called inside a transaction. */
  public KeyOutcome check(Secret text, From from) {
    Optional<Known> found =
        KeyText.parse(text).filter(read -> read.kind() == kind).flatMap(known::find);
    if (found.isEmpty()) {
      return new KeyOutcome.Refused(KeyRefusal.INVALID, null);
    }
    return switch (revocations.ask(found.get().key().id().value())) {
      case GOOD -> judge(found.get(), from);
      case REVOKED -> refused(KeyRefusal.INVALID, found.get().key());
      case UNKNOWN -> new KeyOutcome.Unavailable();
    };
  }

  private KeyOutcome judge(Known found, From from) {
    return refusal(found, from)
        .map(reason -> refused(reason, found.key()))
        .orElseGet(() -> new KeyOutcome.Known(caller(found), found.key()));
  }

  private Optional<KeyRefusal> refusal(Known found, From from) {
    ApiKey key = found.key();
    Instant now = clock.instant();
    Status status = key.status(now);
    if (status == Status.REVOKED || !found.ownerMayAct()) {
      return Optional.of(KeyRefusal.INVALID);
    }
    if (!status.isUsable()) {
      return Optional.of(KeyRefusal.EXPIRED);
    }
    if (!key.bounds().allowsAddress(from.address())) {
      return Optional.of(KeyRefusal.ADDRESS);
    }
    return key.bounds().allowsOrigin(from.origin())
        ? Optional.empty()
        : Optional.of(KeyRefusal.ORIGIN);
  }

  private KeyOutcome refused(KeyRefusal reason, ApiKey key) {
    refused.tell(key, reason);
    return new KeyOutcome.Refused(reason, key);
  }

  private static Caller caller(Known found) {
    ApiKey key = found.key();
    return new Caller(
        key.tenant(), key.owner(), new Credential.ApiKey(key.id()), found.permissions(), List.of());
  }
}
