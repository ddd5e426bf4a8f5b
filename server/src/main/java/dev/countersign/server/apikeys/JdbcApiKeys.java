package dev.countersign.server.apikeys;

import dev.countersign.server.access.Permissions;
import dev.countersign.server.platform.id.ApiKeyId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RoundTrip;
import dev.countersign.server.platform.store.RowTime;
import dev.countersign.server.platform.web.AddressRange;
import dev.countersign.server.ratelimit.RateLimit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The table {@code api_keys}. */
final class JdbcApiKeys {
  private static final String INSERT =
      """
      insert into api_keys
        (id, tenant_id, user_id, created_by, name, lookup, key_hash, scopes, allowed_ips,
          allowed_origins, rate_limit, rate_window, created_at, expires_at)
      values
        (:id, :tenant, :owner, :maker, :name, :lookup, :hash, :scopes, :ips,
          :origins, :limit, :window, :created, :expires)
      """;

  private static final String FIND_BY_LOOKUP =
      """
      select id, tenant_id, user_id, created_by, name, lookup, key_hash, scopes, allowed_ips,
        allowed_origins, rate_limit, rate_window, created_at, expires_at, ends_at, revoked_at
      from api_keys
      where lookup = :lookup
      """;

  private static final String FIND =
      """
      select id, tenant_id, user_id, created_by, name, lookup, key_hash, scopes, allowed_ips,
        allowed_origins, rate_limit, rate_window, created_at, expires_at, ends_at, revoked_at
      from api_keys
      where id = :id
      """;

  private static final String LOCK =
      """
      select id, tenant_id, user_id, created_by, name, lookup, key_hash, scopes, allowed_ips,
        allowed_origins, rate_limit, rate_window, created_at, expires_at, ends_at, revoked_at
      from api_keys
      where id = :id
      for update
      """;

  private static final String LOCK_SHARED =
      """
      select id, tenant_id, user_id, created_by, name, lookup, key_hash, scopes, allowed_ips,
        allowed_origins, rate_limit, rate_window, created_at, expires_at, ends_at, revoked_at
      from api_keys
      where id = any (?)
      order by id
      for share
      """;

  private static final String LIST =
      """
      select id, api_keys.tenant_id, user_id, created_by, name, lookup, key_hash, scopes,
        allowed_ips, allowed_origins, rate_limit, rate_window, created_at, expires_at, ends_at,
        revoked_at, last_used
      from api_keys
      left join api_key_last_uses on key_id = id
      where api_keys.tenant_id = :tenant
        and (:everybody or user_id = :owner::uuid or (:services and user_id is null))
        and (id = :id::uuid or :id::uuid is null)
      order by id desc
      limit 500
      """;

  // Nobody else makes one in this tenant meanwhile, so that what is counted stays so.
  private static final String LOCK_MAKING =
      "select pg_advisory_xact_lock(730253, hashtext(:tenant::text))";

  private static final String COUNT =
      """
      select count(*) as of_tenant, count(*) filter (where user_id = :owner::uuid) as of_owner
      from api_keys
      where tenant_id = :tenant and revoked_at is null and replaced_by is null
        and expires_at > :now
      """;

  private static final String REPLACE =
      """
      update api_keys
      set replaced_by = :by, ends_at = :ends
      where id = :id and replaced_by is null
      """;

  private static final String REVOKE =
      """
      update api_keys
      set revoked_at = :now
      where id = :id and revoked_at is null
      """;

  private final JdbcClient jdbc;

  JdbcApiKeys(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A key with what the store keeps of its text. */
  @SuppressWarnings("ArrayRecordComponent") // Compared in constant time, never by equals.
  record Row(ApiKey key, byte[] hash) {}

  /** A key and when it was last used. */
  record Listed(ApiKey key, @Nullable Instant lastUsed) {}

  /** How many keys there are that can be used and are not about to be replaced. */
  record Count(int ofTenant, int ofOwner) {}

  void insert(ApiKey key, KeyText text) {
    UserId owner = key.owner();
    jdbc.sql(INSERT)
        .param("id", key.id().value())
        .param("tenant", key.tenant().value())
        .param("owner", owner == null ? null : owner.value())
        .param("maker", key.maker().value())
        .param("name", key.name())
        .param("lookup", text.lookup())
        .param("hash", text.hash())
        .param("scopes", texts(key.scopes().wireNames()))
        .param("ips", texts(key.bounds().networks().stream().map(AddressRange::text).toList()))
        .param("origins", texts(key.bounds().origins()))
        .param("limit", key.limit().requests())
        .param("window", Math.toIntExact(key.limit().period().toSeconds()))
        .param("created", RowTime.parameter(key.createdAt()))
        .param("expires", RowTime.parameter(key.expiresAt()))
        .update();
  }

  /** Of any tenant: a key comes before its tenant is known. */
  Optional<Row> findByLookup(String lookup) {
    return jdbc.sql(FIND_BY_LOOKUP)
        .param("lookup", lookup)
        .query((row, number) -> new Row(read(row), row.getBytes("key_hash")))
        .optional();
  }

  Optional<ApiKey> find(ApiKeyId id) {
    return jdbc.sql(FIND).param("id", id.value()).query((row, number) -> read(row)).optional();
  }

  Optional<ApiKey> lock(ApiKeyId id) {
    return jdbc.sql(LOCK).param("id", id.value()).query((row, number) -> read(row)).optional();
  }

  /** Whoever changes one of these waits until the caller's transaction ends. */
  static Supplier<List<ApiKey>> lockShared(Collection<ApiKeyId> ids, RoundTrip trip) {
    return trip.byIds(LOCK_SHARED, ids, JdbcApiKeys::read);
  }

  /** Which keys to list. */
  record Choice(@Nullable UserId owner, boolean services, boolean everybody) {}

  List<Listed> list(TenantId tenant, Choice choice, @Nullable ApiKeyId only) {
    UserId owner = choice.owner();
    return jdbc.sql(LIST)
        .param("tenant", tenant.value())
        .param("everybody", choice.everybody())
        .param("owner", owner == null ? null : owner.value())
        .param("services", choice.services())
        .param("id", only == null ? null : only.value())
        .query((row, number) -> new Listed(read(row), RowTime.readOptional(row, "last_used")))
        .list();
  }

  void lockMaking(TenantId tenant) {
    jdbc.sql(LOCK_MAKING).param("tenant", tenant.value()).query(row -> {});
  }

  Count count(TenantId tenant, @Nullable UserId owner, Instant now) {
    return jdbc.sql(COUNT)
        .param("tenant", tenant.value())
        .param("owner", owner == null ? null : owner.value())
        .param("now", RowTime.parameter(now))
        .query((row, number) -> new Count(row.getInt("of_tenant"), row.getInt("of_owner")))
        .single();
  }

  boolean replace(ApiKeyId id, ApiKeyId by, Instant ends) {
    return jdbc.sql(REPLACE)
            .param("id", id.value())
            .param("by", by.value())
            .param("ends", RowTime.parameter(ends))
            .update()
        == 1;
  }

  boolean revoke(ApiKeyId id, Instant now) {
    return jdbc.sql(REVOKE).param("id", id.value()).param("now", RowTime.parameter(now)).update()
        == 1;
  }

  static ApiKey read(ResultSet row) throws SQLException {
    UUID owner = row.getObject("user_id", UUID.class);
    return new ApiKey(
        new ApiKeyId(row.getObject("id", UUID.class)),
        new TenantId(row.getObject("tenant_id", UUID.class)),
        owner == null ? null : new UserId(owner),
        new UserId(row.getObject("created_by", UUID.class)),
        row.getString("name"),
        row.getString("lookup"),
        Permissions.ofWireNames(texts(row, "scopes")),
        KeyBounds.ofStored(texts(row, "allowed_ips"), texts(row, "allowed_origins")),
        new RateLimit(row.getInt("rate_limit"), Duration.ofSeconds(row.getInt("rate_window"))),
        RowTime.read(row, "created_at"),
        RowTime.read(row, "expires_at"),
        RowTime.readOptional(row, "ends_at"),
        RowTime.readOptional(row, "revoked_at"));
  }

  private static SqlArrayValue texts(List<String> values) {
    return new SqlArrayValue("text", values.toArray());
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return Arrays.asList((String[]) row.getArray(column).getArray());
  }
}
