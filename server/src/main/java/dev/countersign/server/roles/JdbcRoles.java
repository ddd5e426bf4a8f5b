package dev.countersign.server.roles;

import dev.countersign.server.access.Permissions;
import dev.countersign.server.platform.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code roles}. */
final class JdbcRoles {
  // Whoever changes roles, or who has them, comes here one after the other. The first number says
  // what the lock is for.
  private static final String LOCK =
      "select pg_advisory_xact_lock(730255, hashtext(:tenant::text))";

  private static final String LIST =
      """
      select name, description, permissions, includes
      from roles
      where tenant_id = :tenant
      """;

  private static final String PUT =
      """
      insert into roles
        (tenant_id, name, description, permissions, includes, created_at, updated_at)
      values (:tenant, :name, :description, :permissions, :includes, :now, :now)
      on conflict (tenant_id, name) do update
      set description = excluded.description, permissions = excluded.permissions,
        includes = excluded.includes, updated_at = excluded.updated_at
      """;

  private static final String DELETE =
      """
      delete from roles
      where tenant_id = :tenant and name = :name
      """;

  private final JdbcClient jdbc;

  JdbcRoles(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void lock(TenantId tenant) {
    jdbc.sql(LOCK).param("tenant", tenant.value()).query((row, number) -> Boolean.TRUE).single();
  }

  RoleGraph read(TenantId tenant) {
    return new RoleGraph(
        jdbc.sql(LIST).param("tenant", tenant.value()).query(JdbcRoles::role).list());
  }

  void put(TenantId tenant, OwnRole role, Instant now) {
    jdbc.sql(PUT)
        .param("tenant", tenant.value())
        .param("name", role.name())
        .param("description", role.description())
        .param("permissions", role.permissions().wireNames().toArray(String[]::new))
        .param("includes", role.includes().toArray(String[]::new))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  void delete(TenantId tenant, String name) {
    jdbc.sql(DELETE).param("tenant", tenant.value()).param("name", name).update();
  }

  private static OwnRole role(ResultSet row, int number) throws SQLException {
    return new OwnRole(
        row.getString("name"),
        row.getString("description"),
        Permissions.ofWireNames(texts(row, "permissions")),
        texts(row, "includes"));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }
}
