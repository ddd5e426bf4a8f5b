package dev.countersign.server.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.store.TestStore;
import dev.countersign.server.testing.Node;
import dev.countersign.server.testing.People;
import dev.countersign.testsupport.TestDatabase;
import dev.countersign.testsupport.TestPostgres;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a start reads where there are many tenants. */
class TenantsAtStartTests {
  private static final int TENANTS = 5_000;

  private static final String MAKE =
      """
      insert into tenants (id, name, slug)
      select gen_random_uuid(), 'Tenant ' || n, 'tenant-' || n
      from generate_series(1, :tenants) n
      """;

  private static final String MAKE_KEYS =
      """
      insert into signing_keys
        (kid, tenant_id, algorithm, public_jwk, private_sealed, status, created_at, activated_at)
      select replace(id::text, '-', '') || 'aaaaaaaaaaa', id, 'ES256', 'never read', 'x', 'active',
        now(), now()
      from tenants
      where slug like 'tenant-%'
      """;

  private static final String MAKE_POLICIES =
      """
      insert into factor_policies (tenant_id, settings, changed_at)
      select id, '"never read"', now()
      from tenants
      where slug like 'tenant-%'
      """;

  // All but Flyway's own.
  private static final String ROWS_READ =
      """
      select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)
      from pg_stat_user_tables
      where relname in ('tenants', 'tenant_hosts', 'signing_keys', 'factor_policies',
        'password_policies', 'limit_settings', 'token_policies', 'roles', 'clients', 'assets')
      """;

  @Test
  void areNotReadByAStartThatServesOne(@TempDir Path data) {
    try (TestDatabase database = TestStore.create(TestPostgres.shared())) {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setUrl(database.superuser().url());
      source.setUser(database.superuser().user());
      source.setPassword(database.superuser().password());
      JdbcClient superuser = JdbcClient.create(source);
      superuser.sql(MAKE).param("tenants", TENANTS).update();
      superuser.sql(MAKE_KEYS).update();
      superuser.sql(MAKE_POLICIES).update();
      superuser.sql("analyze").update();
      superuser.sql("select pg_stat_reset()").query().listOfRows();
      try (Node node = Node.start(database, data, Map.of())) {
        node.api().withToken(People.register(node.api()).accessToken()).get("/v1/me").expect(200);
      }
      // Connections tell what they read as they end, which the node's have.
      assertThat(superuser.sql(ROWS_READ).query(Long.class).single()).isLessThan(TENANTS / 10);
    }
  }
}
