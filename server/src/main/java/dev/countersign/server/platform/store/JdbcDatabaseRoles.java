package dev.countersign.server.platform.store;

import dev.countersign.server.platform.config.StartRefusedException;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.postgresql.util.PasswordUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The roles of the store, as the owner of the schema makes them: the application's, for which
 * row-level security holds, and {@link #CROSS_TENANT}, which the application takes on for single
 * transactions and whose rights it never inherits.
 *
 * <p>Roles belong to the whole server. Several installations on it may start at once, so each step
 * looks first, and looks again when it failed.
 */
final class JdbcDatabaseRoles {
  /** Sees all tenants, but only a listed set of tables. */
  static final String CROSS_TENANT = "countersign_crosstenant";

  private static final Logger LOG = LoggerFactory.getLogger(JdbcDatabaseRoles.class);
  private static final Pattern PLAIN_NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
  private static final int INHERITANCE_PER_GRANT = 160_000;

  private static final String SERVER_VERSION = "select current_setting('server_version_num')::int";
  private static final String ROLE_EXISTS =
      "select exists (select from pg_roles where rolname = :role)";
  private static final String MAY_TAKE_ON =
      """
      select pg_has_role(:role, :taken_on, 'member')
        and not pg_has_role(:role, :taken_on, 'usage')
      """;
  private static final String IS_TOO_POWERFUL =
      """
      select rolsuper or rolbypassrls
        or pg_has_role(rolname, current_user, 'member')
        or exists (
          select
          from pg_class
          join pg_namespace on pg_namespace.oid = relnamespace
          where relowner = pg_roles.oid
            and relkind in ('r', 'p', 'v', 'm', 'S')
            and nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
            and nspname not like 'pg_temp%')
        or exists (
          select
          from pg_database
          where datname = current_database()
            and datdba = pg_roles.oid)
      from pg_roles
      where rolname = :role
      """;

  private final JdbcClient owner;

  JdbcDatabaseRoles(JdbcClient owner) {
    this.owner = owner;
  }

  /** Makes what is missing, then checks it all. */
  void ensure(DatabaseLogin application) {
    String role = application.user();
    if (!PLAIN_NAME.matcher(role).matches()) {
      throw new StartRefusedException(
          "The application's database role '"
              + role
              + "' is not a plain name of small letters, digits and underscores. Choose another.");
    }
    if (version() < 150_000) {
      throw new StartRefusedException("The database is older than PostgreSQL 15. Use 15 or later.");
    }
    if (!exists(role)) {
      attempt("create role " + role + " login password " + verifier(application));
    }
    if (!exists(CROSS_TENANT)) {
      attempt("create role " + CROSS_TENANT + " nologin");
    }
    refuseTooPowerful(role);
    letTakeOn(role);
  }

  private void letTakeOn(String role) {
    if (mayTakeOn(role)) {
      return;
    }
    if (version() >= INHERITANCE_PER_GRANT) {
      attempt("grant " + CROSS_TENANT + " to " + role + " with inherit false, set true");
    } else {
      attempt("alter role " + role + " noinherit");
      attempt("grant " + CROSS_TENANT + " to " + role);
    }
    if (!mayTakeOn(role)) {
      throw new StartRefusedException(
          "The database role '"
              + role
              + "' must be able to take on '"
              + CROSS_TENANT
              + "' without inheriting from it, and the owner's role may not arrange that. As a"
              + " superuser, run: grant "
              + CROSS_TENANT
              + " to "
              + role
              + (version() >= INHERITANCE_PER_GRANT
                  ? " with inherit false, set true;"
                  : "; alter role " + role + " noinherit;"));
    }
  }

  private void refuseTooPowerful(String role) {
    boolean tooPowerful =
        owner
            .sql(IS_TOO_POWERFUL)
            .param("role", role)
            .query(Boolean.class)
            .optional()
            .orElseThrow(() ->
                new StartRefusedException(
                    "The database role '"
                        + role
                        + "' does not exist, and the owner's role may not create it."));
    if (tooPowerful) {
      throw new StartRefusedException(
          "The service refuses to work as the database role '"
              + role
              + "': it owns tables or the database, is or may become their owner, is a superuser or"
              + " has BYPASSRLS, so that no row-level security would hold it. Name a role of its own"
              + " in COUNTERSIGN_DATABASE_URL; one that does not exist yet is created.");
    }
  }

  // A failure is judged by what stands afterwards: another installation may have been faster, and
  // an owner who may not create roles may have been given them.
  private void attempt(String sql) {
    try {
      owner.sql(sql).update();
    } catch (DataAccessException e) {
      LOG.debug("A role of the database was not changed", e);
    }
  }

  private boolean exists(String role) {
    return owner.sql(ROLE_EXISTS).param("role", role).query(Boolean.class).single();
  }

  private boolean mayTakeOn(String role) {
    return exists(CROSS_TENANT)
        && owner
            .sql(MAY_TAKE_ON)
            .param("role", role)
            .param("taken_on", CROSS_TENANT)
            .query(Boolean.class)
            .single();
  }

  private int version() {
    return owner.sql(SERVER_VERSION).query(Integer.class).single();
  }

  // The verifier goes to the server instead of the password, so that no log there holds it.
  private static String verifier(DatabaseLogin application) {
    try {
      return "'"
          + PasswordUtil.encodePassword(
              application.user(), application.password().reveal().toCharArray(), "scram-sha-256")
          + "'";
    } catch (SQLException e) {
      throw new IllegalStateException("the password could not be encoded", e);
    }
  }
}
