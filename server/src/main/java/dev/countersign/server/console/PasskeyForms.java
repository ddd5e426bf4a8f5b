package dev.countersign.server.console;

import dev.countersign.server.factors.Factor;
import dev.countersign.server.factors.FactorType;
import dev.countersign.server.factors.Passkeys;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.secret.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What a page's script is to ask an authenticator for. */
@Component
class PasskeyForms {
  private final Passkeys passkeys;
  private final JsonMapper json;

  PasskeyForms(Passkeys passkeys, JsonMapper json) {
    this.passkeys = passkeys;
    this.json = json;
  }

  /** In JSON; absent unless a passkey has been asked for. */
  @Nullable String options(TenantId tenant, @Nullable Factor asked, String challenge) {
    return asked == null || asked.type() != FactorType.PASSKEY || challenge.isEmpty()
        ? null
        : json.writeValueAsString(
            passkeys.use(tenant, asked, Secret.of(challenge), asked.type().challengeLife()));
  }
}
