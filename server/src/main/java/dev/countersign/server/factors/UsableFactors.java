package dev.countersign.server.factors;

import dev.countersign.server.credentials.PasswordPolicies;
import dev.countersign.server.credentials.PasswordProfile;
import dev.countersign.server.platform.id.TenantId;
import java.util.List;
import org.springframework.stereotype.Component;

/** Which factors count. Works in the caller's transaction. */
@Component
final class UsableFactors {
  private final PasswordPolicies passwords;

  UsableFactors(PasswordPolicies passwords) {
    this.passwords = passwords;
  }

  /**
   * Those that somebody may be asked for. Recovery codes are among them only where something else
   * is: they are the way back, not a way of their own.
   */
  List<JdbcFactors.Row> among(TenantId tenant, List<JdbcFactors.Row> factors) {
    List<JdbcFactors.Row> usable =
        factors.stream()
            .filter(JdbcFactors.Row::isVerified)
            .filter(factor -> isOffered(tenant, factor.type()))
            .toList();
    boolean any = usable.stream().anyMatch(UsableFactors::standsAlone);
    return any ? usable : List.of();
  }

  /** NIST SP 800-63B §3.1.3.1: e-mail shall not be used for out-of-band authentication. */
  boolean isOffered(TenantId tenant, FactorType type) {
    return type != FactorType.EMAIL || passwords.of(tenant).profile() != PasswordProfile.NIST;
  }

  static boolean standsAlone(JdbcFactors.Row factor) {
    return factor.type() != FactorType.RECOVERY_CODE;
  }
}
