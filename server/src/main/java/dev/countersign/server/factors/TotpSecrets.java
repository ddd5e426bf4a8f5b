package dev.countersign.server.factors;

import dev.countersign.server.platform.crypto.MasterKeys;
import java.security.SecureRandom;
import org.springframework.stereotype.Component;

/** What authenticator apps share with us: 160 bits, as RFC 4226 §4 recommends, sealed at rest. */
@Component
final class TotpSecrets {
  private static final int BYTES = 20;

  private final MasterKeys master;
  private final SecureRandom random;

  TotpSecrets(MasterKeys master, SecureRandom random) {
    this.master = master;
    this.random = random;
  }

  byte[] create() {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return secret;
  }

  byte[] seal(FactorId factor, byte[] secret) {
    return master.seal(secret, context(factor));
  }

  byte[] open(FactorId factor, byte[] sealed) {
    return master.open(sealed, context(factor));
  }

  static String context(FactorId factor) {
    return "factor:" + factor.value();
  }
}
