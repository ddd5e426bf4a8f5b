package dev.countersign.server.countersigning;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** The table {@code signed_payees}: whom payers have signed for. */
@Component
final class JdbcSignedPayees {
  private static final String OF =
      """
      select payer_id, payee
      from signed_payees
      where payer_id = any (:payers) and payee = any (:payees)
      """;

  private static final String ADD =
      """
      insert into signed_payees (tenant_id, payer_id, payee, signed_at)
      select :tenant, :payer, payee, :now
      from unnest(:payees::text[]) as new (payee)
      on conflict do nothing
      """;

  private final JdbcClient jdbc;

  JdbcSignedPayees(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Which of these payees each of these payers has signed for. */
  Map<UserId, Set<String>> among(Collection<UserId> payers, Collection<String> payees) {
    Map<UserId, Set<String>> known = new HashMap<>();
    jdbc.sql(OF)
        .param("payers", payers.stream().map(UserId::value).toArray(UUID[]::new))
        .param("payees", new SqlArrayValue("text", payees.toArray()))
        .query(row -> {
          known
              .computeIfAbsent(
                  new UserId(row.getObject("payer_id", UUID.class)), none -> new HashSet<>())
              .add(row.getString("payee"));
        });
    return known;
  }

  void add(TenantId tenant, UserId payer, List<String> payees, Instant now) {
    jdbc.sql(ADD)
        .param("tenant", tenant.value())
        .param("payer", payer.value())
        .param("payees", new SqlArrayValue("text", payees.toArray()))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }
}
