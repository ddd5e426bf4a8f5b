package dev.countersign.server.tenants;

import dev.countersign.server.platform.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer of the installation.
 *
 * @param slug by which requests can name it
 * @param name as people read it
 * @param brandColor of its sign-in page, as {@code #rrggbb}
 * @param hosts by which its people come
 * @param settings what is not as for everybody
 * @param mark revoked when any of it changes
 * @param lifeMark revoked when it is suspended
 */
public record Tenant(
    TenantId id,
    String slug,
    String name,
    Status status,
    @Nullable String brandColor,
    List<String> hosts,
    Map<String, String> settings,
    UUID mark,
    UUID lifeMark,
    Instant createdAt) {

  /** Whether anything of it is answered. */
  public enum Status {
    ACTIVE,
    SUSPENDED;

    /** The name in the store and in answers. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Status> find(String name) {
      return name.equals("active")
          ? Optional.of(ACTIVE)
          : name.equals("suspended") ? Optional.of(SUSPENDED) : Optional.empty();
    }
  }

  public Tenant {
    hosts = List.copyOf(hosts);
    settings = Map.copyOf(settings);
  }

  public boolean isActive() {
    return status == Status.ACTIVE;
  }

  /** A setting of its own. */
  public Optional<String> setting(TenantSetting setting) {
    return Optional.ofNullable(settings.get(setting.wireName()));
  }
}
