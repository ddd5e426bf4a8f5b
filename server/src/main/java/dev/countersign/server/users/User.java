package dev.countersign.server.users;

import dev.countersign.api.UserView;
import dev.countersign.server.access.Access;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can sign in.
 *
 * @param email absent once the person is forgotten
 * @param emailVerifiedAt when the person proved to read what is sent there; absent where nobody
 *     asked for that
 */
public record User(
    UserId id,
    TenantId tenant,
    @Nullable String username,
    @Nullable String email,
    Access access,
    Status status,
    @Nullable Instant emailVerifiedAt,
    Instant createdAt) {

  /** Whether the person may act. */
  public enum Status {
    ACTIVE,
    DISABLED;

    /** The name in the store. */
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Status ofWireName(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /** The one role to show where there is room for one. */
  public String role() {
    return access.mainRole();
  }

  /** The person as the API shows them. */
  public UserView view() {
    return new UserView(
        id.text(),
        Objects.requireNonNullElse(email, ""),
        username,
        access.mainRole(),
        tenant.text(),
        createdAt);
  }

  // Logs get the id and nothing personal.
  @Override
  public String toString() {
    return "User[" + id + "]";
  }
}
