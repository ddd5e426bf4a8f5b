package dev.countersign.server.access;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a caller may do, as {@code resource:action}. A {@code *} stands for any, and so does the
 * action {@code admin}. {@code read}, {@code write}, {@code delete} and {@code admin} alone mean
 * that of everything. A tenant may have its own; they mean what its applications make of them.
 */
public record Permission(String resource, String action) implements Comparable<Permission> {
  /** The most characters of one. */
  public static final int LENGTH_MAX = 64;

  private static final String ANY = "*";
  private static final String ADMINISTERING = "admin";
  private static final Set<String> ALONE = Set.of("read", "write", "delete", ADMINISTERING, ANY);
  private static final Pattern PART = Pattern.compile("\\*|[a-z][a-z0-9_.-]{0,30}");

  /** Read everything. */
  public static final Permission READ = new Permission(ANY, "read");

  /** Write everything. */
  public static final Permission WRITE = new Permission(ANY, "write");

  /** Delete everything. */
  public static final Permission DELETE = new Permission(ANY, "delete");

  /** Everything. */
  public static final Permission ADMINISTER = new Permission(ANY, ADMINISTERING);

  /** Pay from one's own accounts. */
  public static final Permission PAY = new Permission("payments", "write");

  /** Sign for other people's payments. */
  public static final Permission PAYMENTS_COUNTERSIGN = new Permission("payments", "countersign");

  /** See one's own accounts and what happened on them. */
  public static final Permission READ_OWN = new Permission("payments", "read");

  public static final Permission VALUE_MODEL_READ = new Permission("value_model", "read");
  public static final Permission VALUE_MODEL_WRITE = new Permission("value_model", "write");
  public static final Permission BILLING_READ = new Permission("billing", "read");
  public static final Permission BILLING_WRITE = new Permission("billing", "write");
  public static final Permission ANALYTICS_READ = new Permission("analytics", "read");
  public static final Permission ANALYTICS_WRITE = new Permission("analytics", "write");

  /** See how one's own tenant is set up. */
  public static final Permission TENANT_READ = new Permission("tenant", "read");

  /** Change how one's own tenant is set up. */
  public static final Permission TENANT_WRITE = new Permission("tenant", "write");

  /** Everything about one's own tenant. */
  public static final Permission TENANT_ADMIN = new Permission("tenant", ADMINISTERING);

  /** See people, their sessions and roles. */
  public static final Permission USERS_READ = new Permission("users", "read");

  /** Add, disable and enable people. */
  public static final Permission USERS_WRITE = new Permission("users", "write");

  /** See what somebody sees. */
  public static final Permission USERS_IMPERSONATE = new Permission("users", "impersonate");

  /** End people's sessions and revoke their tokens. */
  public static final Permission SESSIONS_WRITE = new Permission("sessions", "write");

  public static final Permission ROLES_READ = new Permission("roles", "read");

  /** Make roles, and give them to people. */
  public static final Permission ROLES_WRITE = new Permission("roles", "write");

  /** Say yes or no to somebody who asks for a role for a while. */
  public static final Permission ELEVATIONS_APPROVE = new Permission("elevations", "approve");

  /** Read the audit trail. */
  public static final Permission AUDIT_READ = new Permission("audit", "read");

  /** See everybody's accounts and payments. */
  public static final Permission LEDGER_READ = new Permission("ledger", "read");

  /** Open accounts and move money between any of them and the outside. */
  public static final Permission LEDGER_WRITE = new Permission("ledger", "write");

  public static final Permission CLIENTS_READ = new Permission("clients", "read");

  /** Register and remove programs. */
  public static final Permission CLIENTS_WRITE = new Permission("clients", "write");

  /** See where the tenant is told of events, and what came of it. */
  public static final Permission WEBHOOKS_READ = new Permission("webhooks", "read");

  /** Name addresses at which the tenant is told of events. */
  public static final Permission WEBHOOKS_WRITE = new Permission("webhooks", "write");

  /** Create, change and suspend tenants; only in the tenant of the operator. */
  public static final Permission TENANTS_ADMIN = new Permission("tenants", ADMINISTERING);

  public Permission {
    if (!PART.matcher(resource).matches() || !PART.matcher(action).matches()) {
      throw new IllegalArgumentException("not a permission: " + resource + ":" + action);
    }
  }

  /** Reads {@code resource:action} or one of the words that stand alone. */
  public static Optional<Permission> parse(String text) {
    if (ALONE.contains(text)) {
      return Optional.of(new Permission(ANY, text));
    }
    int colon = text.indexOf(':');
    if (colon < 0 || text.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    String resource = text.substring(0, colon);
    String action = text.substring(colon + 1);
    return PART.matcher(resource).matches() && PART.matcher(action).matches()
        ? Optional.of(new Permission(resource, action))
        : Optional.empty();
  }

  /** For what is known to be one. */
  public static Permission of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a permission: " + text));
  }

  /** Whether whoever holds this one holds the other. */
  public boolean implies(Permission other) {
    return (resource.equals(ANY) || resource.equals(other.resource))
        && (isAnyAction() || action.equals(other.action));
  }

  /** What both give; empty where that is nothing. */
  public Optional<Permission> meet(Permission other) {
    if (implies(other)) {
      return Optional.of(other);
    }
    if (other.implies(this)) {
      return Optional.of(this);
    }
    // One is wide in its resource and the other in its action.
    Permission crossed =
        resource.equals(ANY)
            ? new Permission(other.resource, action)
            : new Permission(resource, other.action);
    return implies(crossed) && other.implies(crossed) ? Optional.of(crossed) : Optional.empty();
  }

  /** The name in tokens, the store and answers. */
  public String wireName() {
    return resource.equals(ANY) && ALONE.contains(action) ? action : resource + ":" + action;
  }

  @Override
  public int compareTo(Permission other) {
    return wireName().compareTo(other.wireName());
  }

  @Override
  public String toString() {
    return wireName();
  }

  private boolean isAnyAction() {
    return action.equals(ANY) || action.equals(ADMINISTERING);
  }
}
