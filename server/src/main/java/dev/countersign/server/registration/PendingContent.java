package dev.countersign.server.registration;

import dev.countersign.server.credentials.PasswordHash;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.privacy.PersonalData;
import dev.countersign.server.registration.JdbcRegistrations.Live;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What a registration holds until its address is proved, sealed under the tenant's key. */
@Component
class PendingContent {
  private static final JsonMapper JSON = new JsonMapper();

  private final PersonalData personalData;

  PendingContent(PersonalData personalData) {
    this.personalData = personalData;
  }

  /** Somebody who is no user yet. */
  record Pending(String email, @Nullable String username, String passwordHash) {
    PasswordHash password() {
      return PasswordHash.parse(passwordHash);
    }

    @Override
    public String toString() {
      return "Pending[REDACTED]";
    }
  }

  byte[] seal(TenantId tenant, RegistrationId id, Pending pending) {
    return personalData.seal(
        tenant,
        tenant.value(),
        JSON.writeValueAsString(pending).getBytes(StandardCharsets.UTF_8),
        context(id));
  }

  Pending open(Live registration) {
    TenantId tenant = registration.tenant;
    byte[] plain =
        personalData
            .open(tenant, tenant.value(), registration.sealed, context(registration.id))
            .orElseThrow(() -> new IllegalStateException("the tenant's own key is gone"));
    return JSON.readValue(new String(plain, StandardCharsets.UTF_8), Pending.class);
  }

  private static String context(RegistrationId id) {
    return "registration:" + id.value();
  }
}
