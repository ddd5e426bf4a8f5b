package dev.countersign.server.clients;

import dev.countersign.server.access.Permissions;
import dev.countersign.server.platform.id.ClientId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.RoundTrip;
import dev.countersign.server.platform.store.RowTime;
import dev.countersign.server.tokens.TokenAlgorithm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The table {@code clients}. */
final class JdbcClients {
  private static final String INSERT =
      """
      insert into clients
        (id, tenant_id, name, secret_hash, algorithm, may_introspect, may_revoke, created_at,
          scopes, token_life, jwks)
      values (:id, :tenant, :name, :hash, :algorithm, :introspect, :revoke, :created,
        :scopes, :life, :jwks)
      """;

  private static final String FIND =
      """
      select id, tenant_id, name, secret_hash, algorithm, may_introspect, may_revoke, created_at,
        scopes, token_life, jwks
      from clients
      where id = :id
      """;

  private static final String LIST =
      """
      select id, tenant_id, name, secret_hash, algorithm, may_introspect, may_revoke, created_at,
        scopes, token_life, jwks
      from clients
      where tenant_id = :tenant and (:after::uuid is null or id > :after::uuid)
      order by id
      limit :limit
      """;

  private static final String LOCK_SHARED =
      """
      select id, tenant_id, name, secret_hash, algorithm, may_introspect, may_revoke, created_at,
        scopes, token_life, jwks
      from clients
      where id = any (?)
      order by id
      for share
      """;

  private static final String DELETE =
      """
      delete from clients
      where id = :id
      """;

  private final JdbcClient jdbc;

  JdbcClients(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A client with the hash of its secret. */
  record Row(Client client, ClientSecret secret) {}

  void insert(Client client, ClientSecret secret) {
    TokenAlgorithm algorithm = client.algorithm();
    jdbc.sql(INSERT)
        .param("id", client.id().value())
        .param("tenant", client.tenant().value())
        .param("name", client.name())
        .param("hash", secret.hash())
        .param("algorithm", algorithm == null ? null : algorithm.wireName())
        .param("introspect", client.mayIntrospect())
        .param("revoke", client.mayRevoke())
        .param("created", client.createdAt().atOffset(ZoneOffset.UTC))
        .param("scopes", new SqlArrayValue("text", client.own().scopes().wireNames().toArray()))
        .param("life", Math.toIntExact(client.own().life().toSeconds()))
        .param("jwks", client.own().keys())
        .update();
  }

  Optional<Row> find(ClientId id) {
    return jdbc.sql(FIND)
        .param("id", id.value())
        .query(
            (row, number) -> new Row(read(row), ClientSecret.ofHash(row.getBytes("secret_hash"))))
        .optional();
  }

  List<Client> list(TenantId tenant, @Nullable ClientId after, int limit) {
    return jdbc.sql(LIST)
        .param("tenant", tenant.value())
        .param("after", after == null ? null : after.value())
        .param("limit", limit)
        .query((row, number) -> read(row))
        .list();
  }

  /** Whoever removes one of these waits until the caller's transaction ends. */
  static Supplier<List<Client>> lockShared(Collection<ClientId> ids, RoundTrip trip) {
    return trip.byIds(LOCK_SHARED, ids, JdbcClients::read);
  }

  boolean delete(ClientId id) {
    return jdbc.sql(DELETE).param("id", id.value()).update() == 1;
  }

  private static Client read(ResultSet row) throws SQLException {
    String algorithm = row.getString("algorithm");
    return new Client(
        new ClientId(row.getObject("id", UUID.class)),
        new TenantId(row.getObject("tenant_id", UUID.class)),
        row.getString("name"),
        algorithm == null ? null : TokenAlgorithm.ofWireName(algorithm),
        row.getBoolean("may_introspect"),
        row.getBoolean("may_revoke"),
        new Client.OwnTokens(
            scopes(row), Duration.ofSeconds(row.getInt("token_life")), row.getString("jwks")),
        RowTime.read(row, "created_at"));
  }

  private static Permissions scopes(ResultSet row) throws SQLException {
    return Permissions.ofWireNames(Arrays.asList((String[]) row.getArray("scopes").getArray()));
  }
}
