package dev.countersign.server.mandates;

import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.ledger.Allowance;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.MandateId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.money.Money;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.RoundTrip;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.tokens.MandateGrant;
import dev.countersign.server.tokens.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Mandates and their tokens. A token is signed so that anybody can read off it what it is for; that
 * it is the very one that was issued, its hash says, which holds when the key that signed it is
 * long gone. How far a mandate still reaches is decided in the posting transaction alone.
 * Thread-safe.
 */
@Component
public final class Mandates {
  private static final int TOKEN_MAX = 4_096;

  private final JdbcMandates store;
  private final Tokens tokens;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final IdGenerator ids;
  private final InstantSource clock;

  Mandates(
      JdbcMandates store,
      Tokens tokens,
      TenantTransactions transactions,
      AuditTrail audit,
      IdGenerator ids,
      InstantSource clock) {
    this.store = store;
    this.tokens = tokens;
    this.transactions = transactions;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** A mandate that was just given, with the token that is shown once. */
  public record Issued(Mandate mandate, Secret token) {}

  /** Gives a payee the caller's word. */
  public Issued issue(Caller payer, UserId payee, Money ceiling, long uses, Duration life) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Mandate mandate =
        new Mandate(
            new MandateId(ids.next()),
            payer.tenant(),
            payer.person(),
            payee,
            ceiling.asset().code(),
            ceiling.minor(),
            uses,
            0,
            0,
            now,
            now.plus(life),
            null);
    return transactions.in(
        payer.tenant(),
        () -> {
          Secret token =
              tokens.mandate(
                  new MandateGrant(
                      mandate.id(),
                      mandate.tenant(),
                      mandate.payer(),
                      payee,
                      mandate.asset(),
                      ceiling.text(),
                      uses,
                      now,
                      mandate.expiresAt()));
          store.insert(mandate, hash(token.reveal()));
          tell(AuditEventType.MANDATE_GIVEN, payer, mandate);
          return new Issued(mandate, token);
        });
  }

  /** Those the person gave or was given, the newest first. */
  public List<Mandate> list(TenantId tenant, UserId user, @Nullable MandateId before, int limit) {
    return transactions.in(tenant, () -> store.list(tenant, user, before, limit));
  }

  /** One that the person gave or was given. */
  public Optional<Mandate> find(TenantId tenant, UserId user, MandateId id) {
    return transactions.in(tenant, () -> store.find(id).filter(found -> found.isOf(user)));
  }

  /**
   * Takes one back, by payer or payee: nothing is drawn from the commit on. False where the caller
   * has none of that id; again does no harm.
   */
  public boolean revoke(Caller caller, MandateId id) {
    return transactions.in(
        caller.tenant(),
        () -> {
          Optional<Mandate> found =
              store.lock(List.of(id)).stream()
                  .filter(mandate -> mandate.isOf(caller.person()))
                  .findFirst();
          if (found.isPresent() && store.revoke(id, StoredTime.now(clock))) {
            tell(AuditEventType.MANDATE_REVOKED, caller, found.get());
          }
          return found.isPresent();
        });
  }

  /** The mandate that a token is of; empty unless it is the very token that was issued. */
  public Optional<Mandate> ofToken(TenantId tenant, String token) {
    return named(token)
        .flatMap(id ->
            transactions.in(
                tenant,
                () ->
                    store
                        .tokenHash(id)
                        .filter(kept -> MessageDigest.isEqual(kept, hash(token)))
                        .flatMap(kept -> store.find(id))));
  }

  /** Locks mandates until the caller's transaction ends; unknown ones are left out. */
  public Supplier<Map<MandateId, Mandate>> lock(Collection<MandateId> wanted, RoundTrip trip) {
    Supplier<List<Mandate>> locked = JdbcMandates.lock(wanted, trip);
    return () -> locked.get().stream().collect(Collectors.toMap(Mandate::id, Function.identity()));
  }

  /** Counts what was drawn, in the transaction in which they were locked. */
  public void draw(List<Allowance.Draw> draws) {
    if (!draws.isEmpty()) {
      store.draw(draws);
    }
  }

  private void tell(AuditEventType type, Caller by, Mandate mandate) {
    audit.record(
        Happening.about(mandate.tenant(), type, mandate.payer())
            .by(by)
            .with(
                Map.of(
                    "mandate", mandate.id().text(),
                    "payee", mandate.payee().text(),
                    "currency", mandate.asset(),
                    "uses", mandate.uses())));
  }

  // Which row to look for; that row's hash decides.
  private static Optional<MandateId> named(String token) {
    int first = token.indexOf('.');
    int second = token.indexOf('.', first + 1);
    if (token.length() > TOKEN_MAX || first < 1 || second < 0) {
      return Optional.empty();
    }
    try {
      JsonNode payload =
          JsonMapper.shared()
              .readTree(Base64.getUrlDecoder().decode(token.substring(first + 1, second)));
      return MandateId.parse(payload.path("jti").asString(""));
    } catch (IllegalArgumentException | JacksonException unreadable) {
      return Optional.empty();
    }
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
