package dev.countersign.server.tokens;

import com.nimbusds.jose.jwk.JWK;
import dev.countersign.server.platform.id.TenantId;
import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneOffset;
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
        (kid, tenant_id, algorithm, public_jwk, private_sealed, status, created_at)
      values (:kid, :tenant, :algorithm, :public, :private, 'active', :now)
      on conflict (tenant_id, algorithm) where status = 'active' do nothing
      """;

  private static final String FIND_ACTIVE =
      """
      select kid, private_sealed
      from signing_keys
      where tenant_id = :tenant and algorithm = :algorithm and status = 'active'
      """;

  private static final String FIND_PUBLIC =
      """
      select tenant_id, algorithm, public_jwk
      from signing_keys
      where retired_at is null or retired_at > :since
      order by created_at, kid
      """;

  private final JdbcClient jdbc;

  JdbcSigningKeys(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** False where the tenant has an active key of the algorithm already. */
  boolean insert(
      TenantId tenant, TokenAlgorithm algorithm, JWK publicKey, byte[] privateKey, Instant now) {
    return jdbc.sql(INSERT)
            .param("kid", publicKey.getKeyID())
            .param("tenant", tenant.value())
            .param("algorithm", algorithm.wireName())
            .param("public", publicKey.toJSONString())
            .param("private", privateKey)
            .param("now", now.atOffset(ZoneOffset.UTC))
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

  /** Every key whose tokens may still be valid: all but those retired before a time. */
  List<SigningKey.Public> findPublic(Instant retiredSince) {
    return jdbc.sql(FIND_PUBLIC)
        .param("since", retiredSince.atOffset(ZoneOffset.UTC))
        .query((row, number) ->
            new SigningKey.Public(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                TokenAlgorithm.ofWireName(row.getString("algorithm")),
                parse(row.getString("public_jwk"))))
        .list();
  }

  private static JWK parse(String json) {
    try {
      return JWK.parse(json);
    } catch (ParseException damaged) {
      throw new IllegalStateException("a stored public key cannot be read", damaged);
    }
  }
}
