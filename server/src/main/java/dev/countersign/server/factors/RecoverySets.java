package dev.countersign.server.factors;

import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.time.StoredTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** The one set of recovery codes that somebody has. Works in the caller's transaction. */
@Component
final class RecoverySets {
  private final JdbcFactors factors;
  private final RecoveryCodes codes;
  private final IdGenerator ids;
  private final InstantSource clock;

  RecoverySets(JdbcFactors factors, RecoveryCodes codes, IdGenerator ids, InstantSource clock) {
    this.factors = factors;
    this.codes = codes;
    this.ids = ids;
    this.clock = clock;
  }

  /** Codes to be shown with a factor that is being set up; none where there is a set in use. */
  List<Secret> alongside(Enroller enroller, List<JdbcFactors.Row> present) {
    boolean has =
        present.stream()
            .anyMatch(row -> row.type() == FactorType.RECOVERY_CODE && row.isVerified());
    return has ? List.of() : replace(enroller);
  }

  /** A new set, which is not in use yet unless the last one was. */
  List<Secret> replace(Enroller enroller) {
    JdbcFactors.Row set =
        factors.list(enroller.user()).stream()
            .filter(row -> row.type() == FactorType.RECOVERY_CODE)
            .findFirst()
            .orElseGet(() -> insert(enroller));
    return codes.replace(set);
  }

  /** Puts the set into use, where there is one that is not. */
  void enable(UserId user, Instant now) {
    factors.list(user).stream()
        .filter(row -> row.type() == FactorType.RECOVERY_CODE && !row.isVerified())
        .forEach(row -> factors.verify(row.id(), now));
  }

  /** How many codes of a set are left. */
  int left(FactorId set) {
    return codes.left(set);
  }

  private JdbcFactors.Row insert(Enroller enroller) {
    JdbcFactors.Row row =
        new JdbcFactors.Row(
            new FactorId(ids.next()),
            enroller.tenant(),
            enroller.user(),
            FactorType.RECOVERY_CODE,
            FactorType.RECOVERY_CODE.label(),
            null,
            null,
            null,
            false,
            StoredTime.now(clock),
            null,
            null);
    factors.insert(row);
    return row;
  }
}
