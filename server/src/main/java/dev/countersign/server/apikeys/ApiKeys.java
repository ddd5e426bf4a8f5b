package dev.countersign.server.apikeys;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.apikeys.ApiKey.Status;
import dev.countersign.server.apikeys.JdbcApiKeys.Choice;
import dev.countersign.server.apikeys.JdbcApiKeys.Count;
import dev.countersign.server.apikeys.JdbcApiKeys.Listed;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.id.ApiKeyId;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RoundTrip;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.revocation.Revocation;
import dev.countersign.server.revocation.Revocations;
import dev.countersign.server.tenants.TenantDirectory;
import dev.countersign.server.tenants.TenantSetting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes, shows, rotates and revokes keys. Thread-safe. */
public final class ApiKeys {
  private static final String ROTATED = " (Rotated)";

  /** What the store says of a key is known everywhere long before this. */
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final JdbcApiKeys store;
  private final ApiKeySettings settings;
  private final TenantDirectory directory;
  private final KeyText.Kind kind;
  private final Revocations revocations;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final InstantSource clock;
  private final IdGenerator ids;
  private final RandomGenerator random;

  ApiKeys(
      JdbcApiKeys store,
      ApiKeySettings settings,
      TenantDirectory directory,
      KeyText.Kind kind,
      Revocations revocations,
      TenantTransactions transactions,
      AuditTrail audit,
      InstantSource clock,
      IdGenerator ids,
      RandomGenerator random) {
    this.store = store;
    this.settings = settings;
    this.directory = directory;
    this.kind = kind;
    this.revocations = revocations;
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
    this.ids = ids;
    this.random = random;
  }

  /** Makes a key of the caller's own, or of their tenant. */
  Made make(Caller caller, KeyWish wish) {
    if (wish.isServiceKey() && !caller.may(Permission.ADMINISTER)) {
      return new Made.NotForPeople();
    }
    var missing = Scopes.beyond(wish.scopes(), caller.permissions());
    if (!missing.isEmpty()) {
      return new Made.BeyondMaker(missing);
    }
    UserId owner = wish.isServiceKey() ? null : caller.person();
    return transactions.in(
        caller.tenant(),
        () -> {
          store.lockMaking(caller.tenant());
          Made.TooMany tooMany = tooMany(caller, owner);
          return tooMany == null ? insert(caller, owner, wish, null) : tooMany;
        });
  }

  /** Makes a key in the place of another, which lasts for its grace and no longer. */
  Made rotate(Caller caller, ApiKeyId id, Duration grace) {
    return transactions.in(
        caller.tenant(),
        () -> {
          Instant now = StoredTime.now(clock);
          Optional<ApiKey> found =
              store.lock(id).filter(key -> isIn(caller, key) && key.status(now) == Status.ACTIVE);
          return found.isEmpty() ? new Made.Gone() : replace(caller, found.get(), now, grace);
        });
  }

  private Made replace(Caller caller, ApiKey old, Instant now, Duration grace) {
    var missing = Scopes.beyond(old.scopes(), caller.permissions());
    if (!missing.isEmpty()) {
      return new Made.BeyondMaker(missing);
    }
    KeyWish wish =
        new KeyWish(
            rotatedName(old.name()),
            old.scopes(),
            old.life(),
            old.bounds(),
            old.limit(),
            old.isServiceKey());
    Instant ends = earlier(now.plus(grace), old.expiresAt());
    ApiKey replaced = old.endingAt(ends);
    Made.Done made = insert(caller, old.owner(), wish, replaced);
    if (!store.replace(old.id(), made.key().id(), ends)) {
      throw new IllegalStateException("expected the key to be rotated, which is locked");
    }
    revocations.record(List.of(revocation(old, now, ends, "rotated")));
    audit.record(
        KeyEvents.of(AuditEventType.API_KEY_ROTATED, old, caller)
            .with(
                Map.of("replaced_by", made.key().id().text(), "grace_seconds", grace.toSeconds())));
    return made;
  }

  /** Ends a key at once, everywhere; false where the caller has none such that can be used. */
  public boolean revoke(Caller caller, ApiKeyId id) {
    return transactions.in(
        caller.tenant(),
        () ->
            store
                .lock(id)
                .filter(key -> isIn(caller, key))
                .filter(key -> revoke(key))
                .map(key -> {
                  audit.record(KeyEvents.of(AuditEventType.API_KEY_REVOKED, key, caller));
                  return key;
                })
                .isPresent());
  }

  private boolean revoke(ApiKey key) {
    Instant now = StoredTime.now(clock);
    if (!key.status(now).isUsable() || !store.revoke(key.id(), now)) {
      return false;
    }
    revocations.record(List.of(revocation(key, now, now, "revoked")));
    return true;
  }

  /**
   * Keys of the caller, with those of the tenant for whoever administers it, the newest first.
   *
   * @param everybody other people's too, for whoever administers the tenant
   */
  public List<Listed> list(Caller caller, boolean everybody) {
    return transactions.in(
        caller.tenant(), () -> store.list(caller.tenant(), choice(caller, everybody), null));
  }

  /** One key that the caller may see. */
  Optional<Listed> find(Caller caller, ApiKeyId id) {
    return transactions.in(
        caller.tenant(),
        () -> store.list(caller.tenant(), choice(caller, true), id).stream().findFirst());
  }

  /**
   * Which of these keys can be used, with their rows locked in share mode until the caller's
   * transaction ends: whoever revokes one of them waits for that, or has been seen.
   */
  public Supplier<Map<ApiKeyId, ApiKey>> lockUsable(Collection<ApiKeyId> keys, RoundTrip trip) {
    Supplier<List<ApiKey>> locked = JdbcApiKeys.lockShared(keys, trip);
    return () -> {
      Instant now = clock.instant();
      return locked.get().stream()
          .filter(key -> key.status(now).isUsable())
          .collect(Collectors.toMap(ApiKey::id, key -> key));
    };
  }

  /** Until when a key should be rotated, once that comes near. */
  Optional<Instant> rotateBy(ApiKey key) {
    Instant now = clock.instant();
    boolean near =
        key.status(now) == Status.ACTIVE
            && !now.isBefore(key.expiresAt().minus(settings.rotationWarning()));
    return near ? Optional.of(key.expiresAt()) : Optional.empty();
  }

  Instant now() {
    return clock.instant();
  }

  private Made.@Nullable TooMany tooMany(Caller caller, @Nullable UserId owner) {
    Count count = store.count(caller.tenant(), owner, clock.instant());
    int perUser = most(caller, TenantSetting.API_KEYS_PER_USER, settings.perUser());
    if (owner != null && count.ofOwner() >= perUser) {
      return new Made.TooMany(perUser, false);
    }
    int perTenant = most(caller, TenantSetting.API_KEYS_PER_TENANT, settings.perTenant());
    return count.ofTenant() >= perTenant ? new Made.TooMany(perTenant, true) : null;
  }

  private int most(Caller caller, TenantSetting setting, int usual) {
    return directory
        .find(caller.tenant())
        .flatMap(tenant -> tenant.setting(setting))
        .map(Integer::valueOf)
        .orElse(usual);
  }

  private Made.Done insert(
      Caller caller, @Nullable UserId owner, KeyWish wish, @Nullable ApiKey replaced) {
    KeyText text = KeyText.generate(kind, random);
    Instant now = StoredTime.now(clock);
    ApiKey key =
        new ApiKey(
            new ApiKeyId(ids.next()),
            caller.tenant(),
            owner,
            caller.person(),
            wish.name(),
            text.lookup(),
            wish.scopes(),
            wish.bounds(),
            wish.limit(),
            now,
            now.plus(wish.life()),
            null,
            null);
    store.insert(key, text);
    Map<String, Object> facts = new HashMap<>();
    facts.put("scopes", key.scopes().wireNames());
    facts.put("service", key.isServiceKey());
    facts.put("expires_at", key.expiresAt().toString());
    if (replaced != null) {
      facts.put("replaces", replaced.id().text());
    }
    audit.record(KeyEvents.of(AuditEventType.API_KEY_CREATED, key, caller).with(facts));
    return new Made.Done(key, text.text(), replaced);
  }

  // Of the tenant's own and other people's keys its administrators dispose.
  private static boolean isIn(Caller caller, ApiKey key) {
    return key.tenant().equals(caller.tenant())
        && ((key.owner() != null && key.owner().equals(caller.user()))
            || caller.may(Permission.ADMINISTER));
  }

  private static Choice choice(Caller caller, boolean everybody) {
    boolean administers = caller.may(Permission.ADMINISTER);
    return new Choice(caller.user(), administers, administers && everybody);
  }

  static Revocation revocation(ApiKey key, Instant now, Instant from, String reason) {
    return new Revocation(
        key.id().value(),
        key.tenant(),
        Revocation.Kind.API_KEY,
        key.owner(),
        now,
        from,
        from.plus(REMEMBERED),
        reason);
  }

  // Once said is enough, however often a key is rotated.
  private static String rotatedName(String name) {
    String plain =
        name.endsWith(ROTATED) ? name.substring(0, name.length() - ROTATED.length()) : name;
    int room = KeyFields.NAME_MAX - ROTATED.length();
    int characters = plain.codePointCount(0, plain.length());
    return plain.substring(0, plain.offsetByCodePoints(0, Math.min(room, characters))) + ROTATED;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
