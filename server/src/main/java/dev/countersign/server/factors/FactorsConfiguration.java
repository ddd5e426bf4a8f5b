package dev.countersign.server.factors;

import dev.countersign.server.platform.config.PublicAddress;
import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.crypto.OneTimeSecrets;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.webauthn.RelyingParty;
import dev.countersign.server.webauthn.RelyingPartyId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What of the feature depends on settings, or is there twice. */
@Configuration(proxyBeanMethods = false)
class FactorsConfiguration {
  @Bean
  FactorMethod smsMethod(OneTimeSecrets secrets) {
    return new SentCodeMethod(FactorType.SMS, secrets);
  }

  @Bean
  FactorMethod emailMethod(OneTimeSecrets secrets) {
    return new SentCodeMethod(FactorType.EMAIL, secrets);
  }

  @Bean
  RelyingParty relyingParty(PublicAddress address) {
    return new RelyingParty(() -> RelyingPartyId.of(address.of("")));
  }

  @Bean
  TextMessages textMessages(TwilioSettings twilio, ServiceSettings service, IdGenerator ids) {
    return twilio.isSet()
        ? new Twilio(twilio)
        : new OutboxMessages(
            service.directory().resolve("outbox"),
            ids,
            service.mode() == ServiceSettings.Mode.DEVELOPMENT);
  }
}
