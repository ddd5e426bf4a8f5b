package dev.countersign.server.factors;

import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.RowTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code factor_proofs}. Works in the caller's transaction. */
@Component
final class JdbcFactorProofs {
  private static final String PUT =
      """
      insert into factor_proofs (session_id, tenant_id, type, proved_at, key_alone)
      values (:session, :tenant, :type, :now, :keyAlone)
      on conflict (session_id) do update
      set type = excluded.type, proved_at = excluded.proved_at
      """;

  private static final String FIND =
      "select type, proved_at, key_alone from factor_proofs where session_id = :session";

  private static final String PURGE = "delete from factor_proofs where proved_at < :before";

  private final JdbcClient jdbc;

  JdbcFactorProofs(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void put(TenantId tenant, SessionId session, FactorProof proof) {
    jdbc.sql(PUT)
        .param("session", session.value())
        .param("tenant", tenant.value())
        .param("type", proof.type().wireName())
        .param("keyAlone", proof.keyAlone())
        .param("now", proof.at().atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<FactorProof> find(SessionId session) {
    return jdbc.sql(FIND)
        .param("session", session.value())
        .query((row, number) ->
            new FactorProof(
                FactorType.ofWireName(row.getString("type")).orElseThrow(),
                RowTime.read(row, "proved_at"),
                row.getString("key_alone")))
        .optional();
  }

  int purge(Instant before) {
    return jdbc.sql(PURGE).param("before", before.atOffset(ZoneOffset.UTC)).update();
  }
}
