package dev.countersign.server.factors;

import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.webauthn.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Sets factors up. One proves nothing until a code of it was right; the first one brings recovery
 * codes with it, which count from the same moment. Not to be called inside a transaction.
 */
@Component
public final class Enrolment {
  /** How many factors somebody may have. */
  static final int FACTORS_MAX = 10;

  /** How old the proof may be by which somebody with a factor finishes to set up another. */
  private static final Duration FINISHED_WITHIN = Duration.ofMinutes(30);

  private final JdbcFactors factors;
  private final UsableFactors usable;
  private final TotpSecrets secrets;
  private final TotpMethod totp;
  private final RecoverySets recovery;
  private final Contacts contacts;
  private final TextMessages messages;
  private final Passkeys passkeys;
  private final Challenges challenges;
  private final FactorProofs proofs;
  private final FactorViews views;
  private final PendingSignIns pending;
  private final FactorSettings settings;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;
  private final IdGenerator ids;
  private final InstantSource clock;

  Enrolment(
      JdbcFactors factors,
      UsableFactors usable,
      TotpSecrets secrets,
      TotpMethod totp,
      RecoverySets recovery,
      Contacts contacts,
      TextMessages messages,
      Passkeys passkeys,
      Challenges challenges,
      FactorProofs proofs,
      FactorViews views,
      PendingSignIns pending,
      FactorSettings settings,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher events,
      IdGenerator ids,
      InstantSource clock) {
    this.factors = factors;
    this.usable = usable;
    this.secrets = secrets;
    this.totp = totp;
    this.recovery = recovery;
    this.contacts = contacts;
    this.messages = messages;
    this.passkeys = passkeys;
    this.challenges = challenges;
    this.proofs = proofs;
    this.views = views;
    this.pending = pending;
    this.settings = settings;
    this.transactions = transactions;
    this.audit = audit;
    this.events = events;
    this.ids = ids;
    this.clock = clock;
  }

  /** What an authenticator app is told. */
  public record AppSetup(Secret secret, Secret provisioningUri, String qrPng, String qrSvg) {}

  /** What is to be answered: by a code that is on its way, or by a new passkey. */
  public record SentSetup(Secret challenge, Duration life) {}

  /** What beginning came to. */
  public sealed interface Begun {
    /** It can be finished. */
    record Ready(
        Factor factor, @Nullable AppSetup app, @Nullable SentSetup sent, List<Secret> recoveryCodes)
        implements Begun {}

    /** There is one of this type already, or there are too many. */
    record Exists() implements Begun {}

    /** Factors of this type are not offered. */
    record NotOffered() implements Begun {}

    record Delayed(Duration delay) implements Begun {}

    record NotSent() implements Begun {}
  }

  /** What finishing came to. */
  public sealed interface Finished {
    record Enabled(Factor factor) implements Finished {}

    /** They have begun no such factor. */
    record Nothing() implements Finished {}

    /**
     * The code is wrong, or it is too late to finish.
     *
     * @param fault why a passkey was not accepted
     */
    record Wrong(@Nullable Fault fault) implements Finished {
      Wrong() {
        this(null);
      }
    }

    record Delayed(Duration delay) implements Finished {}
  }

  /** Whoever must set a factor up before they are let in; nobody who has one by now. */
  public Optional<Enroller> enroller(TenantId tenant, Secret enrolmentToken) {
    return transactions.in(
        tenant,
        () ->
            pending
                .findEnrolling(enrolmentToken)
                .map(Enroller::of)
                .filter(enroller -> !hasFactor(enroller)));
  }

  /** Whether somebody has a factor that counts: then only it may let another one in. */
  public boolean hasFactor(Enroller enroller) {
    return transactions.in(
        enroller.tenant(),
        () -> !usable.among(enroller.tenant(), factors.list(enroller.user())).isEmpty());
  }

  /** What may be set up, the safest first. */
  public List<FactorType> offered(TenantId tenant) {
    return Stream.of(FactorType.PASSKEY, FactorType.TOTP, FactorType.SMS, FactorType.EMAIL)
        .filter(type -> isOffered(tenant, type))
        .toList();
  }

  private boolean isOffered(TenantId tenant, FactorType type) {
    return usable.isOffered(tenant, type)
        && (type != FactorType.SMS || messages.isOffered())
        && (type != FactorType.PASSKEY || passkeys.isUsable());
  }

  /** Begins to set a factor up. */
  public Begun begin(Enroller enroller, FactorRequest request) {
    TenantId tenant = enroller.tenant();
    if (!isOffered(tenant, request.type())) {
      return new Begun.NotOffered();
    }
    Begun begun = transactions.in(tenant, () -> insert(enroller, request));
    if (!(begun instanceof Begun.Ready ready) || ready.app() != null) {
      return begun;
    }
    return switch (challenges.begin(
        tenant,
        enroller.user(),
        new ChallengePurpose.Enrolment(enroller.within()),
        ready.factor().id())) {
      case Challenges.Begun.Issued(Secret handle, Factor _, Duration life) ->
          new Begun.Ready(ready.factor(), null, new SentSetup(handle, life), ready.recoveryCodes());
      case Challenges.Begun.Delayed(Duration delay) -> new Begun.Delayed(delay);
      case Challenges.Begun.NotSent _ -> new Begun.NotSent();
      case Challenges.Begun.NoSuchFactor _ ->
          throw new IllegalStateException("a factor that was just begun is not there");
    };
  }

  /**
   * Puts a factor into use by a code of it.
   *
   * @param challenge what the code was sent for; absent for an authenticator app
   */
  public Finished finish(Enroller enroller, FactorId id, @Nullable Secret challenge, Secret code) {
    return transactions.in(
        enroller.tenant(),
        () ->
            factors
                .find(id)
                .filter(row -> row.user().equals(enroller.user()) && !row.isVerified())
                .map(row ->
                    mayStill(enroller)
                        ? judge(enroller, row, challenge, code)
                        : new Finished.Wrong())
                .orElseGet(Finished.Nothing::new));
  }

  /** Puts a factor into use by the answer to what was asked for it alone. */
  public Finished finish(Enroller enroller, Secret challenge, Secret answer) {
    return challenges
        .find(enroller.tenant(), challenge)
        .map(asked -> finish(enroller, asked.factor(), challenge, answer))
        .orElseGet(Finished.Wrong::new);
  }

  // Somebody who holds a stolen session, or an old token, may have begun before there was a factor.
  private boolean mayStill(Enroller enroller) {
    SessionId session = enroller.session();
    return !hasFactor(enroller)
        || (session != null && proofs.isFresh(enroller.tenant(), session, FINISHED_WITHIN));
  }

  private Begun insert(Enroller enroller, FactorRequest request) {
    factors.deleteUnverified(enroller.user(), request.type());
    List<JdbcFactors.Row> present = factors.list(enroller.user());
    boolean second =
        request instanceof FactorRequest.Mailbox
            && present.stream().anyMatch(row -> row.type() == FactorType.EMAIL);
    if (second || present.size() >= FACTORS_MAX) {
      return new Begun.Exists();
    }
    FactorId id = new FactorId(ids.next());
    byte[] secret = secrets.create();
    JdbcFactors.Row row = row(enroller, request, id, secret);
    factors.insert(row);
    List<Secret> codes = recovery.alongside(enroller, present);
    audit.record(about(enroller, AuditEventType.FACTOR_ENROLMENT_BEGUN, row));
    AppSetup app = row.totp() == null ? null : app(row, row.totp(), secret);
    return new Begun.Ready(views.of(row), app, null, codes);
  }

  private JdbcFactors.Row row(
      Enroller enroller, FactorRequest request, FactorId id, byte[] secret) {
    TotpParameters parameters =
        request instanceof FactorRequest.App app
            ? new TotpParameters(
                TotpAlgorithm.valueOf(app.algorithm()), app.digits(), app.periodSeconds())
            : null;
    return new JdbcFactors.Row(
        id,
        enroller.tenant(),
        enroller.user(),
        request.type(),
        request.name(),
        parameters == null ? null : secrets.seal(id, secret),
        parameters,
        request instanceof FactorRequest.Phone phone
            ? contacts.seal(enroller.tenant(), enroller.user(), phone.number())
            : null,
        false,
        StoredTime.now(clock),
        null,
        null);
  }

  private AppSetup app(JdbcFactors.Row row, TotpParameters parameters, byte[] secret) {
    String account = contacts.email(row.tenant(), row.user()).orElse(row.user().text());
    Secret uri = Provisioning.uri(settings.issuer(), account, secret, parameters);
    QrCode code = QrCode.of(uri.reveal());
    return new AppSetup(Secret.of(Provisioning.base32(secret)), uri, code.pngAddress(), code.svg());
  }

  private Finished judge(
      Enroller enroller, JdbcFactors.Row row, @Nullable Secret challenge, Secret code) {
    if (row.type() == FactorType.TOTP) {
      // Whoever sets it up was shown the secret, so there is nothing to be guessed.
      return totp.accepts(row, code.reveal(), clock.instant())
          ? enable(enroller, row)
          : new Finished.Wrong();
    }
    if (challenge == null) {
      return new Finished.Wrong();
    }
    ChallengePurpose purpose = new ChallengePurpose.Enrolment(enroller.within());
    return switch (challenges.answer(enroller.tenant(), challenge, purpose, code)) {
      case Challenges.Answer.Passed(Factor passed) when passed.id().equals(row.id()) ->
          enable(enroller, row);
      case Challenges.Answer.Wrong(int _, Fault fault) -> new Finished.Wrong(fault);
      case Challenges.Answer.Passed _, Challenges.Answer.Gone _ -> new Finished.Wrong();
      case Challenges.Answer.Delayed(Duration delay) -> new Finished.Delayed(delay);
    };
  }

  private Finished enable(Enroller enroller, JdbcFactors.Row row) {
    Instant now = StoredTime.now(clock);
    if (!factors.verify(row.id(), now)) {
      return new Finished.Wrong();
    }
    boolean first = factors.list(enroller.user()).stream().noneMatch(JdbcFactors.Row::primary);
    if (first) {
      factors.makePrimary(enroller.user(), row.id());
    }
    recovery.enable(enroller.user(), now);
    if (enroller.session() != null) {
      proofs.note(enroller.tenant(), enroller.session(), row.type());
    } else {
      pending.end(enroller.within());
    }
    audit.record(about(enroller, AuditEventType.FACTOR_ENABLED, row));
    events.publishEvent(
        new FactorsChanged(
            enroller.tenant(), enroller.user(), FactorsChanged.What.ENABLED, row.type()));
    return new Finished.Enabled(views.of(factors.find(row.id()).orElseThrow()));
  }

  private static AuditEvent about(Enroller enroller, AuditEventType type, JdbcFactors.Row row) {
    return Happening.about(enroller.tenant(), type, enroller.user())
        .by(enroller.user().value(), enroller.session())
        .with(Map.of("factor", row.id().text(), "type", row.type().wireName()));
  }
}
