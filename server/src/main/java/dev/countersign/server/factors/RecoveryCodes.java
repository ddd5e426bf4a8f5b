package dev.countersign.server.factors;

import dev.countersign.server.platform.crypto.OneTimeSecrets;
import dev.countersign.server.platform.secret.Secret;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Codes for the day everything else is lost: ten of eight characters, shown once as {@code
 * XXXX-XXXX}. Dashes, spaces and case don't count. Works in the caller's transaction.
 */
@Component
final class RecoveryCodes {
  static final int COUNT = 10;

  private static final String PURPOSE = "recovery-code";
  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int LENGTH = 8;

  private final JdbcRecoveryCodes store;
  private final OneTimeSecrets secrets;
  private final SecureRandom random;

  RecoveryCodes(JdbcRecoveryCodes store, OneTimeSecrets secrets, SecureRandom random) {
    this.store = store;
    this.secrets = secrets;
    this.random = random;
  }

  /** A new set, in place of the one so far. */
  List<Secret> replace(JdbcFactors.Row factor) {
    Set<String> codes = new LinkedHashSet<>();
    while (codes.size() < COUNT) {
      codes.add(draw());
    }
    store.replace(
        factor.tenant(), factor.id(), codes.stream().map(code -> hash(factor.id(), code)).toList());
    return codes.stream()
        .map(code -> Secret.of(code.substring(0, LENGTH / 2) + "-" + code.substring(LENGTH / 2)))
        .toList();
  }

  /** Uses a code up; false where it is none, or was used before. */
  boolean spend(FactorId factor, String code, Instant now) {
    return store.spend(factor, hash(factor, plain(code)), now);
  }

  /** How many are left. */
  int left(FactorId factor) {
    return store.left(factor);
  }

  private String draw() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  private byte[] hash(FactorId factor, String code) {
    return secrets.hash(PURPOSE, Secret.of(factor.text() + " " + code));
  }

  private static String plain(String code) {
    return code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
  }
}
