package dev.countersign.server.tenants;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.TypedId;
import dev.countersign.server.platform.store.RowTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables {@code tenants} and {@code tenant_hosts}. */
final class JdbcTenants {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, String>> SETTINGS = new TypeReference<>() {};

  private static final String COLUMNS =
      """
      select id, slug, name, status, brand_color, settings::text as settings, mark, life_mark,
        created_at,
        array(select host from tenant_hosts where tenant_id = tenants.id order by host) as hosts
      from tenants
      """;

  private static final String FIND = COLUMNS + "where id = :id";

  private static final String LIST =
      COLUMNS
          + """
          where id > :after
          order by id
          limit :limit
          """;

  private static final String ID_OF_SLUG = "select id from tenants where slug = :slug";

  private static final String ID_OF_HOST = "select tenant_id from tenant_hosts where host = :host";

  private static final String INSERT =
      """
      insert into tenants
        (id, slug, name, status, brand_color, settings, mark, life_mark, created_at)
      values
        (:id, :slug, :name, :status, :color, :settings::jsonb, :mark, :life, :created)
      on conflict do nothing
      """;

  private static final String LOCK = "select id from tenants where id = :id for update";

  private static final String UPDATE =
      """
      update tenants
      set name = :name, status = :status, brand_color = :color, settings = :settings::jsonb,
        mark = :mark, life_mark = :life
      where id = :id
      """;

  private static final String CLEAR_HOSTS = "delete from tenant_hosts where tenant_id = :id";

  private static final String ADD_HOST =
      """
      insert into tenant_hosts (host, tenant_id)
      values (:host, :id)
      on conflict do nothing
      """;

  private final JdbcClient jdbc;

  JdbcTenants(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Tenant> find(TenantId id) {
    return jdbc.sql(FIND).param("id", id.value()).query(JdbcTenants::read).optional();
  }

  List<Tenant> list(@Nullable TenantId after, int limit) {
    return jdbc.sql(LIST)
        .param("after", TypedId.valueOrFirst(after))
        .param("limit", limit)
        .query(JdbcTenants::read)
        .list();
  }

  Optional<TenantId> findBySlug(String slug) {
    return jdbc.sql(ID_OF_SLUG).param("slug", slug).query(UUID.class).optional().map(TenantId::new);
  }

  Optional<TenantId> findByHost(String host) {
    return jdbc.sql(ID_OF_HOST).param("host", host).query(UUID.class).optional().map(TenantId::new);
  }

  boolean insert(Tenant tenant) {
    return write(INSERT, tenant)
            .param("slug", tenant.slug())
            .param("created", tenant.createdAt().atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  void lock(TenantId id) {
    jdbc.sql(LOCK).param("id", id.value()).query(UUID.class).optional();
  }

  void update(Tenant tenant) {
    int changed = write(UPDATE, tenant).update();
    if (changed != 1) {
      throw new IllegalStateException("expected one tenant to change, but " + changed + " did");
    }
  }

  /** False where one of them is another's. */
  boolean putHosts(TenantId tenant, List<String> hosts) {
    jdbc.sql(CLEAR_HOSTS).param("id", tenant.value()).update();
    for (String host : hosts) {
      if (jdbc.sql(ADD_HOST).param("host", host).param("id", tenant.value()).update() != 1) {
        return false;
      }
    }
    return true;
  }

  private JdbcClient.StatementSpec write(String sql, Tenant tenant) {
    return jdbc.sql(sql)
        .param("id", tenant.id().value())
        .param("name", tenant.name())
        .param("status", tenant.status().wireName())
        .param("color", tenant.brandColor())
        .param("settings", JSON.writeValueAsString(tenant.settings()))
        .param("mark", tenant.mark())
        .param("life", tenant.lifeMark());
  }

  private static Tenant read(ResultSet row, int number) throws SQLException {
    return new Tenant(
        new TenantId(row.getObject("id", UUID.class)),
        row.getString("slug"),
        row.getString("name"),
        Tenant.Status.find(row.getString("status")).orElseThrow(),
        row.getString("brand_color"),
        List.of((String[]) row.getArray("hosts").getArray()),
        JSON.readValue(row.getString("settings"), SETTINGS),
        row.getObject("mark", UUID.class),
        row.getObject("life_mark", UUID.class),
        RowTime.read(row, "created_at"));
  }
}
