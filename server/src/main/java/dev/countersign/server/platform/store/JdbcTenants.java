package dev.countersign.server.platform.store;

import dev.countersign.server.platform.id.TenantId;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code tenants}, for commands that go through all of them. */
final class JdbcTenants {
  private static final String ALL =
      """
      select id
      from tenants
      order by id
      """;

  private JdbcTenants() {}

  static List<TenantId> all(JdbcClient jdbc) {
    return jdbc.sql(ALL)
        .query((row, number) -> new TenantId(row.getObject("id", UUID.class)))
        .list();
  }
}
