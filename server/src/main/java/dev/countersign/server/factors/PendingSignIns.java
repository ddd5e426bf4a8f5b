package dev.countersign.server.factors;

import dev.countersign.server.credentials.PasswordChanged;
import dev.countersign.server.platform.crypto.OneTimeSecrets;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.time.StoredTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Sign-ins between the password and the factor. Each has a token that is good for going on, for
 * {@value #MINUTES} minutes, until the password changes. Works in the caller's transaction.
 */
@Component
public final class PendingSignIns {
  private static final int MINUTES = 15;

  /** How long one waits. */
  public static final Duration LIFE = Duration.ofMinutes(MINUTES);

  private static final String TOKEN = "pending-sign-in";
  private static final String PREFIX = "mft_";
  private static final String PROOF = "proof";
  private static final String ENROLMENT = "enrolment";

  private final JdbcPendingSignIns store;
  private final JdbcChallenges challenges;
  private final OneTimeSecrets secrets;
  private final IdGenerator ids;
  private final InstantSource clock;

  PendingSignIns(
      JdbcPendingSignIns store,
      JdbcChallenges challenges,
      OneTimeSecrets secrets,
      IdGenerator ids,
      InstantSource clock) {
    this.store = store;
    this.challenges = challenges;
    this.secrets = secrets;
    this.ids = ids;
    this.clock = clock;
  }

  /** One that has just begun to wait, with the token that goes on with it. */
  public record Begun(PendingSignIn pending, Secret token) {}

  /** Has a sign-in wait for a proof. */
  public Begun awaitProof(TenantId tenant, UserId user) {
    return begin(tenant, user, PROOF);
  }

  /** Has a sign-in wait for a factor that is yet to be set up. */
  public Begun awaitEnrolment(TenantId tenant, UserId user) {
    return begin(tenant, user, ENROLMENT);
  }

  /** The sign-in that waits for a proof under this token. */
  public Optional<PendingSignIn> find(Secret token) {
    return store.find(hash(token), PROOF, clock.instant());
  }

  /** The sign-in that waits for an enrolment under this token. */
  Optional<PendingSignIn> findEnrolling(Secret token) {
    return store.find(hash(token), ENROLMENT, clock.instant());
  }

  /** Ends the waiting; false where it had ended. */
  public boolean end(UUID pending) {
    return store.delete(pending, clock.instant());
  }

  /** Whoever was on the way in by the old password begins again. */
  @EventListener
  void on(PasswordChanged changed) {
    store.deleteOf(changed.user());
    challenges.endSignIns(changed.user(), StoredTime.now(clock));
  }

  private Begun begin(TenantId tenant, UserId user, String wants) {
    PendingSignIn pending = new PendingSignIn(ids.next(), tenant, user);
    Secret token = Secret.of(PREFIX + secrets.token().reveal());
    Instant now = StoredTime.now(clock);
    store.insert(pending, hash(token), wants, now, now.plus(LIFE));
    return new Begun(pending, token);
  }

  private byte[] hash(Secret token) {
    return secrets.hash(TOKEN, token);
  }
}
