package dev.countersign.server.elevations;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.tenants.TenantDirectory;
import dev.countersign.server.tenants.TenantSetting;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** How each tenant lends roles: as it has set, or as the installation has. */
@Component
final class ElevationPolicy {
  private final ElevationSettings installation;
  private final TenantDirectory directory;

  ElevationPolicy(ElevationSettings installation, TenantDirectory directory) {
    this.installation = installation;
    this.directory = directory;
  }

  /** How long a request waits for somebody to decide. */
  Duration openFor() {
    return installation.openFor();
  }

  /** The longest a role is lent for. */
  int minutesMax(TenantId tenant) {
    return setting(tenant, TenantSetting.ELEVATION_MINUTES_MAX)
        .map(Integer::valueOf)
        .orElse(installation.minutesMax());
  }

  /** The roles that need no second person. */
  Set<String> automaticRoles(TenantId tenant) {
    return setting(tenant, TenantSetting.ELEVATION_AUTOMATIC_ROLES)
        .map(names -> Set.of(names.split(",", -1)))
        .orElse(installation.automaticRoles());
  }

  private Optional<String> setting(TenantId tenant, TenantSetting setting) {
    return directory.find(tenant).flatMap(found -> found.setting(setting));
  }
}
