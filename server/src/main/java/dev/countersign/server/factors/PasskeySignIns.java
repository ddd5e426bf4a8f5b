package dev.countersign.server.factors;

import dev.countersign.api.PasskeyCredential;
import dev.countersign.api.PasskeyRequestOptions;
import dev.countersign.server.platform.crypto.OneTimeSecrets;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.webauthn.Assertion;
import dev.countersign.server.webauthn.Ceremony;
import dev.countersign.server.webauthn.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Signing in by a passkey alone. Who it is comes out of the answer: the passkey has verified them
 * and knows whose it is. Thread-safe.
 */
@Component
public final class PasskeySignIns {
  /** How long somebody has who was asked. */
  public static final Duration LIFE = FactorType.PASSKEY.challengeLife();

  private static final String CHALLENGE = "passkey-sign-in";
  private static final String STAYS = "hwk";
  private static final String COPIED = "swk";

  private final JdbcPasskeys store;
  private final JdbcPasskeyChallenges challenges;
  private final JdbcFactors factors;
  private final PasskeyUse use;
  private final Passkeys passkeys;
  private final OneTimeSecrets secrets;
  private final TenantTransactions transactions;
  private final InstantSource clock;

  PasskeySignIns(
      JdbcPasskeys store,
      JdbcPasskeyChallenges challenges,
      JdbcFactors factors,
      PasskeyUse use,
      Passkeys passkeys,
      OneTimeSecrets secrets,
      TenantTransactions transactions,
      InstantSource clock) {
    this.store = store;
    this.challenges = challenges;
    this.factors = factors;
    this.use = use;
    this.passkeys = passkeys;
    this.secrets = secrets;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** What an answer came to. */
  public sealed interface Outcome {
    /**
     * It is theirs.
     *
     * @param key what a token calls the passkey
     */
    record Proved(UserId user, FactorId factor, String key) implements Outcome {}

    record Refused(Fault fault) implements Outcome {}
  }

  /** Asks for whichever passkey there is. */
  public PasskeyRequestOptions begin(TenantId tenant) {
    Secret challenge = secrets.token();
    Instant expires = StoredTime.now(clock).plus(LIFE);
    transactions.run(tenant, () -> challenges.insert(tenant, hash(challenge), expires));
    return passkeys.use(challenge, LIFE);
  }

  /** Who has the passkey that was used, if anybody does; nothing is proved by that. */
  public Optional<UserId> claimed(TenantId tenant, PasskeyCredential credential) {
    return transactions.in(tenant, () -> owned(tenant, credential).map(JdbcPasskeys.Owned::user));
  }

  /**
   * Judges an answer, in the caller's transaction, which has to commit whatever the outcome. The
   * person who is claimed is locked before.
   */
  public Outcome judge(TenantId tenant, PasskeyCredential credential) {
    Optional<Assertion> answer = PasskeyReading.assertion(credential);
    Optional<Secret> challenge = passkeys.challenge(credential);
    if (answer.isEmpty() || challenge.isEmpty() || answer.get().userHandle() == null) {
      return new Outcome.Refused(Fault.MALFORMED);
    }
    Instant now = StoredTime.now(clock);
    if (!challenges.spend(tenant, hash(challenge.get()), now)) {
      return new Outcome.Refused(Fault.CHALLENGE);
    }
    Optional<JdbcPasskeys.Owned> owned = owned(tenant, credential);
    return switch (use.judge(tenant, owned, answer.get(), challenge.get())) {
      case Ceremony.Accepted(var key) -> {
        JdbcPasskeys.Owned proved = owned.orElseThrow();
        factors.used(proved.factor(), now);
        // Which authenticator it is was not asked; one that is never copied lives in hardware.
        yield new Outcome.Proved(
            proved.user(), proved.factor(), key.backupEligible() ? COPIED : STAYS);
      }
      case Ceremony.Refused(Fault fault) -> new Outcome.Refused(fault);
    };
  }

  private Optional<JdbcPasskeys.Owned> owned(TenantId tenant, PasskeyCredential credential) {
    return PasskeyReading.assertion(credential)
        .flatMap(answer -> store.find(tenant, answer.credentialId()));
  }

  private byte[] hash(Secret challenge) {
    return secrets.hash(CHALLENGE, challenge);
  }
}
