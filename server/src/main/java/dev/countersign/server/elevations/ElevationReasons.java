package dev.countersign.server.elevations;

import dev.countersign.server.platform.id.ElevationId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.privacy.PersonalData;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Why somebody wants a role, sealed under their key: it is gone when they are forgotten. */
@Component
final class ElevationReasons {
  private static final String CONTEXT = "elevation reason ";

  private final PersonalData personalData;

  ElevationReasons(PersonalData personalData) {
    this.personalData = personalData;
  }

  byte[] seal(TenantId tenant, UserId user, ElevationId id, String reason) {
    return personalData.seal(
        tenant, user.value(), reason.getBytes(StandardCharsets.UTF_8), CONTEXT + id);
  }

  Optional<String> open(TenantId tenant, UserId user, ElevationId id, byte[] sealed) {
    return personalData
        .open(tenant, user.value(), sealed, CONTEXT + id)
        .map(text -> new String(text, StandardCharsets.UTF_8));
  }
}
