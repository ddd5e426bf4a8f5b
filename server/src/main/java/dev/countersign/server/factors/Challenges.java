package dev.countersign.server.factors;

import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.platform.crypto.OneTimeSecrets;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.webauthn.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Asks people to prove a factor, and judges what they answer. A challenge is bound to a person, a
 * session or pending sign-in, a purpose and a factor; it is good for one right answer and three
 * wrong ones. What is wrong counts against the person, whichever challenge it was: see {@link
 * FactorStanding}. Thread-safe.
 */
@Component
public final class Challenges {
  /** Wrong answers after which a challenge is gone. */
  public static final int TRIES_MAX = 3;

  private static final String HANDLE = "factor-challenge";

  private final JdbcChallenges store;
  private final JdbcFactors factors;
  private final JdbcFactorStandings standings;
  private final FactorMethods methods;
  private final CodeDelivery delivery;
  private final FactorViews views;
  private final OneTimeSecrets secrets;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;
  private final IdGenerator ids;
  private final InstantSource clock;

  Challenges(
      JdbcChallenges store,
      JdbcFactors factors,
      JdbcFactorStandings standings,
      FactorMethods methods,
      CodeDelivery delivery,
      FactorViews views,
      OneTimeSecrets secrets,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher events,
      IdGenerator ids,
      InstantSource clock) {
    this.store = store;
    this.factors = factors;
    this.standings = standings;
    this.methods = methods;
    this.delivery = delivery;
    this.views = views;
    this.secrets = secrets;
    this.transactions = transactions;
    this.audit = audit;
    this.events = events;
    this.ids = ids;
    this.clock = clock;
  }

  /** What asking somebody came to. */
  public sealed interface Begun {
    /** They have been asked; the handle is what the answer names. */
    record Issued(Secret handle, Factor factor, Duration life) implements Begun {}

    /** Too many codes were wrong, or sent; it can begin after this. */
    record Delayed(Duration delay) implements Begun {}

    /** The code could not be sent. */
    record NotSent() implements Begun {}

    /** There is no such factor to be asked for. */
    record NoSuchFactor() implements Begun {}
  }

  /** What an answer came to. */
  public sealed interface Answer {
    record Passed(Factor factor) implements Answer {}

    /**
     * It was wrong; so many tries are left.
     *
     * @param fault why a passkey was not accepted
     */
    record Wrong(int triesLeft, @Nullable Fault fault) implements Answer {}

    /** No such challenge, or it has been met, used up or forgotten, or was for something else. */
    record Gone() implements Answer {}

    /** Too many codes were wrong; the next is judged after this. */
    record Delayed(Duration delay) implements Answer {}
  }

  /** Who was asked, and what for. */
  public record Asked(UserId user, FactorId factor, ChallengePurpose purpose) {}

  /** Asks for a factor. Not to be called inside a transaction, for a code may have to be sent. */
  public Begun begin(TenantId tenant, UserId user, ChallengePurpose purpose, FactorId factor) {
    return begin(tenant, user, purpose, factor, null);
  }

  /**
   * The same for approving something.
   *
   * @param approved what is approved, in the words in which its approver is shown it; they stand
   *     beside a code that is sent
   */
  public Begun begin(
      TenantId tenant,
      UserId user,
      ChallengePurpose purpose,
      FactorId factor,
      @Nullable String approved) {
    Prepared prepared =
        transactions.in(tenant, () -> prepare(tenant, user, purpose, factor, approved));
    if (!(prepared.begun() instanceof Begun.Issued) || prepared.later() == null) {
      return prepared.begun();
    }
    if (delivery.sendNow(prepared.later())) {
      return prepared.begun();
    }
    CodeDelivery.Sending failed = prepared.later();
    transactions.run(
        tenant,
        () -> {
          store.end(failed.challenge(), StoredTime.now(clock));
          audit.record(
              Happening.about(tenant, AuditEventType.FACTOR_CODE_NOT_SENT, user)
                  .with(Map.of("factor", factor.text())));
        });
    return new Begun.NotSent();
  }

  /** Who was asked by a challenge that can still be met. */
  public Optional<Asked> find(TenantId tenant, Secret handle) {
    return transactions.in(
        tenant,
        () ->
            store
                .find(hash(handle), clock.instant())
                .map(row -> new Asked(row.user(), row.factor(), row.purpose())));
  }

  /**
   * Judges an answer, in the caller's transaction, which has to commit whatever the outcome: what
   * was wrong must count. People are locked before.
   */
  public Answer answer(TenantId tenant, Secret handle, ChallengePurpose expected, Secret response) {
    Instant now = StoredTime.now(clock);
    Optional<JdbcChallenges.Row> found =
        store.lock(hash(handle), now).filter(row -> row.purpose().equals(expected));
    if (found.isEmpty()) {
      return new Answer.Gone();
    }
    JdbcChallenges.Row challenge = found.get();
    Optional<JdbcFactors.Row> factor = factors.find(challenge.factor());
    if (factor.isEmpty()) {
      return new Answer.Gone();
    }
    FactorStanding standing = standings.lock(tenant, challenge.user());
    Optional<Duration> delay = standing.delay(now);
    if (delay.isPresent()) {
      return new Answer.Delayed(delay.get());
    }
    FactorMethod.Verdict verdict =
        methods
            .of(factor.get().type())
            .judge(
                new FactorMethod.Question(factor.get(), challenge, handle, now), response.reveal());
    return verdict.isRight()
        ? pass(challenge, factor.get(), now)
        : fail(challenge, factor.get(), standing, verdict.fault(), now);
  }

  private Answer pass(JdbcChallenges.Row challenge, JdbcFactors.Row factor, Instant now) {
    store.end(challenge.id(), now);
    factors.used(factor.id(), now);
    tell(AuditEventType.FACTOR_PROVED, challenge, factor, Map.of());
    if (factor.type() == FactorType.RECOVERY_CODE) {
      events.publishEvent(
          new FactorsChanged(
              challenge.tenant(),
              challenge.user(),
              FactorsChanged.What.RECOVERY_CODE_USED,
              factor.type()));
    }
    return new Answer.Passed(views.of(factor));
  }

  private Answer fail(
      JdbcChallenges.Row challenge,
      JdbcFactors.Row factor,
      FactorStanding standing,
      @Nullable Fault fault,
      Instant now) {
    store.countTry(challenge.id(), TRIES_MAX, now);
    FactorStanding worse = standing.failed(now);
    standings.update(challenge.user(), worse);
    int left = TRIES_MAX - challenge.tries() - 1;
    Map<String, Object> facts = new HashMap<>(Map.of("tries_left", left));
    if (fault != null) {
      facts.put("reason", fault.wireName());
    }
    tell(AuditEventType.FACTOR_REFUSED, challenge, factor, facts);
    if (worse.delay(now).isPresent()) {
      tell(AuditEventType.FACTOR_TRIES_EXHAUSTED, challenge, factor, Map.of());
      events.publishEvent(
          new FactorsChanged(
              challenge.tenant(),
              challenge.user(),
              FactorsChanged.What.TRIES_EXHAUSTED,
              factor.type()));
    }
    return new Answer.Wrong(left, fault);
  }

  private record Prepared(Begun begun, CodeDelivery.@Nullable Sending later) {
    Prepared(Begun begun) {
      this(begun, null);
    }
  }

  private Prepared prepare(
      TenantId tenant,
      UserId user,
      ChallengePurpose purpose,
      FactorId wanted,
      @Nullable String approved) {
    Instant now = StoredTime.now(clock);
    boolean enrolling = purpose instanceof ChallengePurpose.Enrolment;
    Optional<JdbcFactors.Row> found =
        factors
            .find(wanted)
            .filter(row -> row.user().equals(user) && row.isVerified() != enrolling);
    if (found.isEmpty()) {
      return new Prepared(new Begun.NoSuchFactor());
    }
    JdbcFactors.Row factor = found.get();
    boolean sent = methods.of(factor.type()).isSent();
    FactorStanding standing = standings.lock(tenant, user);
    Optional<Duration> delay = standing.delay(now);
    if (delay.isEmpty() && sent) {
      delay = standing.sendingDelay(now);
    }
    if (delay.isPresent()) {
      return new Prepared(new Begun.Delayed(delay.get()));
    }
    Secret handle = secrets.token();
    Duration life = factor.type().challengeLife();
    Secret code = secrets.code();
    JdbcChallenges.Row challenge =
        new JdbcChallenges.Row(ids.next(), tenant, user, factor.id(), purpose, null, 0);
    byte[] codeHash = sent ? SentCodeMethod.hash(secrets, challenge, code) : null;
    store.endEarlier(user, purpose, now);
    store.insert(
        new JdbcChallenges.Row(challenge.id(), tenant, user, factor.id(), purpose, codeHash, 0),
        hash(handle),
        now,
        now.plus(life));
    tell(AuditEventType.FACTOR_CHALLENGED, challenge, factor, Map.of());
    CodeDelivery.Sending later = null;
    if (sent) {
      standings.update(user, standing.sent(now));
      later = delivery.send(challenge.id(), factor, code, approved).orElse(null);
    }
    return new Prepared(new Begun.Issued(handle, views.of(factor), life), later);
  }

  private void tell(
      AuditEventType type,
      JdbcChallenges.Row challenge,
      JdbcFactors.Row factor,
      Map<String, ?> facts) {
    Map<String, Object> metadata = new HashMap<>(facts);
    metadata.put("factor", factor.id().text());
    metadata.put("type", factor.type().wireName());
    metadata.put("purpose", challenge.purpose().wireName());
    audit.record(Happening.about(challenge.tenant(), type, challenge.user()).with(metadata));
  }

  private byte[] hash(Secret handle) {
    return secrets.hash(HANDLE, handle);
  }
}
