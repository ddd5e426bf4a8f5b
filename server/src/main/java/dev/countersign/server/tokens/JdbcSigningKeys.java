package dev.countersign.server.tokens;

import com.nimbusds.jose.jwk.JWK;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.RowTime;
import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code signing_keys}. */
final class JdbcSigningKeys {
  private static final String INSERT =
      """
      insert into signing_keys
        (kid, tenant_id, algorithm, public_jwk, private_sealed, status, created_at, activated_at)
      values (:kid, :tenant, :algorithm, :public, :private, :status, :now, :activated)
      on conflict do nothing
      """;

  private static final String FIND_ACTIVE =
      """
      select kid, private_sealed
      from signing_keys
      where tenant_id = :tenant and algorithm = :algorithm and status = 'active'
      """;

  private static final String PUBLIC =
      """
      select tenant_id, algorithm, public_jwk
      from signing_keys
      where (status in ('announced', 'active') or (status = 'retired' and retired_at > :since))
      """;

  private static final String FIND_PUBLIC = PUBLIC + "order by created_at, kid";

  private static final String FIND_PUBLIC_NAMED = PUBLIC + "and kid = any (:kids)";

  private static final String DUE =
      """
      select distinct tenant_id, algorithm
      from signing_keys this
      where (status = 'announced' and created_at <= :announced)
        or (status = 'active' and coalesce(activated_at, created_at) <= :active
          and not exists (
            select 1
            from signing_keys other
            where other.tenant_id = this.tenant_id and other.algorithm = this.algorithm
              and other.status = 'announced'))
        or coalesce(retired_at, revoked_at) < :ended
      order by tenant_id, algorithm
      limit 1000
      """;

  private static final String LOCK =
      """
      select kid
      from signing_keys
      where tenant_id = :tenant and algorithm = :algorithm
      order by kid
      for update
      """;

  private static final String FIND_ALL =
      """
      select kid, tenant_id, algorithm, status, created_at, activated_at,
        coalesce(retired_at, revoked_at) as ended_at
      from signing_keys
      order by tenant_id, algorithm, created_at, kid
      """;

  private static final String ACTIVATE =
      """
      update signing_keys
      set status = 'active', activated_at = :now
      where kid = :kid and status = 'announced'
      """;

  private static final String RETIRE =
      """
      update signing_keys
      set status = 'retired', retired_at = :now, private_sealed = null
      where kid = :kid and status = 'active'
      """;

  private static final String REVOKE =
      """
      update signing_keys
      set status = 'revoked', revoked_at = :now, retired_at = null, private_sealed = null
      where kid = :kid and status <> 'revoked'
      """;

  private static final String DELETE =
      """
      delete from signing_keys
      where kid = :kid and status in ('retired', 'revoked')
      """;

  private final JdbcClient jdbc;

  JdbcSigningKeys(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** False where the tenant has a key of the algorithm in that phase already. */
  boolean insert(StoredKey key, JWK publicKey, byte[] privateKey) {
    return jdbc.sql(INSERT)
            .param("kid", key.keyId())
            .param("tenant", key.tenant().value())
            .param("algorithm", key.algorithm().wireName())
            .param("public", publicKey.toJSONString())
            .param("private", privateKey)
            .param("status", key.phase().wireName())
            .param("now", key.createdAt().atOffset(ZoneOffset.UTC))
            .param("activated", RowTime.optionalParameter(key.activatedAt()))
            .update()
        == 1;
  }

  /** The active key, opened from its id and its sealed private part. */
  Optional<SigningKey> findActive(
      TenantId tenant, TokenAlgorithm algorithm, BiFunction<String, byte[], SigningKey> open) {
    return jdbc.sql(FIND_ACTIVE)
        .param("tenant", tenant.value())
        .param("algorithm", algorithm.wireName())
        .query((row, number) -> open.apply(row.getString("kid"), row.getBytes("private_sealed")))
        .optional();
  }

  /**
   * The keys in scope whose tokens may be valid: all but the revoked, and those retired before a
   * time.
   */
  List<SigningKey.Public> findPublic(Instant retiredSince) {
    return readPublic(jdbc.sql(FIND_PUBLIC).param("since", retiredSince.atOffset(ZoneOffset.UTC)));
  }

  /** Of those, the ones with these ids. */
  List<SigningKey.Public> findPublic(Collection<String> keyIds, Instant retiredSince) {
    return readPublic(
        jdbc.sql(FIND_PUBLIC_NAMED)
            .param("kids", keyIds.toArray(String[]::new))
            .param("since", retiredSince.atOffset(ZoneOffset.UTC)));
  }

  private static List<SigningKey.Public> readPublic(JdbcClient.StatementSpec statement) {
    return statement
        .query((row, number) ->
            new SigningKey.Public(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                TokenAlgorithm.ofWireName(row.getString("algorithm")),
                parse(row.getString("public_jwk"))))
        .list();
  }

  /** The tenants and algorithms whose keys are due for a step, or to be removed. */
  List<KeyGroup> due(Instant announcedBy, Instant activeBy, Instant endedBefore) {
    return jdbc.sql(DUE)
        .param("announced", announcedBy.atOffset(ZoneOffset.UTC))
        .param("active", activeBy.atOffset(ZoneOffset.UTC))
        .param("ended", endedBefore.atOffset(ZoneOffset.UTC))
        .query((row, number) ->
            new KeyGroup(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                TokenAlgorithm.ofWireName(row.getString("algorithm"))))
        .list();
  }

  /** Makes whoever would change these keys wait. What to do is to be read after it. */
  void lock(TenantId tenant, TokenAlgorithm algorithm) {
    jdbc.sql(LOCK)
        .param("tenant", tenant.value())
        .param("algorithm", algorithm.wireName())
        .query(String.class)
        .list();
  }

  /** The keys of the tenants in scope. */
  List<StoredKey> findAll() {
    return jdbc.sql(FIND_ALL)
        .query((row, number) ->
            new StoredKey(
                row.getString("kid"),
                new TenantId(row.getObject("tenant_id", UUID.class)),
                TokenAlgorithm.ofWireName(row.getString("algorithm")),
                KeyPhase.ofWireName(row.getString("status")),
                RowTime.read(row, "created_at"),
                RowTime.readOptional(row, "activated_at"),
                RowTime.readOptional(row, "ended_at")))
        .list();
  }

  void activate(String keyId, Instant now) {
    change(ACTIVATE, keyId, now);
  }

  void retire(String keyId, Instant now) {
    change(RETIRE, keyId, now);
  }

  void revoke(String keyId, Instant now) {
    change(REVOKE, keyId, now);
  }

  void delete(String keyId) {
    require(jdbc.sql(DELETE).param("kid", keyId).update(), keyId);
  }

  private void change(String statement, String keyId, Instant now) {
    require(
        jdbc.sql(statement).param("kid", keyId).param("now", now.atOffset(ZoneOffset.UTC)).update(),
        keyId);
  }

  private static void require(int changed, String keyId) {
    if (changed != 1) {
      throw new IllegalStateException(
          "expected one key " + keyId + " to change, but " + changed + " did");
    }
  }

  private static JWK parse(String json) {
    try {
      return JWK.parse(json);
    } catch (ParseException damaged) {
      throw new IllegalStateException("a stored public key cannot be read", damaged);
    }
  }
}
