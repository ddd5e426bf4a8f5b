package dev.countersign.server.clients;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code client_assertions}. */
final class JdbcClientAssertions {
  private static final String INSERT =
      """
      insert into client_assertions (client_id, tenant_id, jti_hash, expires_at)
      values (:client, :tenant, :hash, :expires)
      on conflict do nothing
      """;

  private static final String PURGE =
      """
      delete from client_assertions
      where expires_at < least(:now, now())
      """;

  private final JdbcClient jdbc;

  JdbcClientAssertions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** False where the client has used it before. */
  boolean insert(Client client, byte[] hash, Instant expires) {
    return jdbc.sql(INSERT)
            .param("client", client.id().value())
            .param("tenant", client.tenant().value())
            .param("hash", hash)
            .param("expires", expires.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  int purge(Instant now) {
    return jdbc.sql(PURGE).param("now", now.atOffset(ZoneOffset.UTC)).update();
  }
}
