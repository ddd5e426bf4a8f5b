package dev.countersign.server.oauth;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.Introspection;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.clients.Client;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.revocation.Revocation;
import dev.countersign.server.revocation.Revocations;
import dev.countersign.server.sessions.EndReason;
import dev.countersign.server.sessions.Sessions;
import dev.countersign.server.tokens.AuthenticationContext;
import dev.countersign.server.tokens.TokenCheck;
import dev.countersign.server.tokens.TokenKind;
import dev.countersign.server.tokens.TokenSettings;
import dev.countersign.server.tokens.Tokens;
import dev.countersign.server.tokens.VerifiedClientToken;
import dev.countersign.server.tokens.VerifiedToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tokens that somebody presents: what they say, and their end. */
@Component
class HeldTokens {
  private final Tokens tokens;
  private final TokenSettings settings;
  private final Sessions sessions;
  private final Revocations revocations;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final InstantSource clock;

  HeldTokens(
      Tokens tokens,
      TokenSettings settings,
      Sessions sessions,
      Revocations revocations,
      TenantTransactions transactions,
      AuditTrail audit,
      InstantSource clock) {
    this.tokens = tokens;
    this.settings = settings;
    this.sessions = sessions;
    this.revocations = revocations;
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
  }

  private record Held(TokenKind kind, VerifiedToken token) {}

  /** What a token says, to a client of its tenant. */
  Introspection introspect(Secret text, Client client) {
    if (tokens.check(TokenKind.ACCESS, text)
        instanceof TokenCheck.ValidClient(VerifiedClientToken own)) {
      return own.tenant().equals(client.tenant()) && isGood(own.revocable())
          ? describe(own)
          : Introspection.INACTIVE;
    }
    return read(text)
        .filter(held -> held.token().tenant().equals(client.tenant()))
        .filter(this::isGood)
        .map(this::describe)
        .orElse(Introspection.INACTIVE);
  }

  /** Ends a token, and with a refresh token its session. What is good for nothing stays so. */
  void revoke(Secret text, @Nullable Client client) {
    if (tokens.check(TokenKind.ACCESS, text)
        instanceof TokenCheck.ValidClient(VerifiedClientToken own)) {
      if (client == null || own.tenant().equals(client.tenant())) {
        transactions.run(own.tenant(), () -> revoke(own));
      }
      return;
    }
    read(text)
        .filter(held -> client == null || held.token().tenant().equals(client.tenant()))
        .ifPresent(held -> transactions.run(held.token().tenant(), () -> revoke(held, client)));
  }

  private Optional<Held> read(Secret text) {
    for (TokenKind kind : TokenKind.values()) {
      if (tokens.check(kind, text) instanceof TokenCheck.Valid(VerifiedToken token)) {
        return Optional.of(new Held(kind, token));
      }
    }
    return Optional.empty();
  }

  private boolean isGood(Held held) {
    VerifiedToken token = held.token();
    return isGood(token.revocable()) && (held.kind() == TokenKind.ACCESS || isRenewable(token));
  }

  private boolean isGood(List<UUID> shown) {
    return switch (revocations.ask(shown)) {
      case GOOD -> true;
      case REVOKED -> false;
      case UNKNOWN ->
          throw new ProblemException(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.hint());
    };
  }

  // An access token's session is in memory if it ended; a refresh token may be older than that.
  private boolean isRenewable(VerifiedToken token) {
    return transactions.in(
        token.tenant(),
        () -> sessions.lockActive(token.session()).isPresent() && tokens.isUnused(token));
  }

  private void revoke(Held held, @Nullable Client client) {
    VerifiedToken token = held.token();
    boolean changed =
        switch (held.kind()) {
          case ACCESS -> revokeAccess(token, client);
          case REFRESH -> sessions.end(token.session(), EndReason.TOKEN_REVOKED);
          // Never held: it is nobody's sign-in. Its payer takes it back.
          case MANDATE -> false;
        };
    if (changed) {
      Map<String, String> facts = new HashMap<>();
      facts.put("kind", held.kind().wireName());
      facts.put("token", token.tokenId().toString());
      if (client != null) {
        facts.put("client", client.id().text());
      }
      audit.record(
          Happening.about(token.tenant(), AuditEventType.TOKENS_REVOKED, token.user())
              .by(token.user().value(), token.session())
              .with(facts));
    }
  }

  private boolean revokeAccess(VerifiedToken token, @Nullable Client client) {
    if (!revocations.amongLocked(List.of(token.tenant()), token.revocable()).isEmpty()) {
      return false;
    }
    Instant now = StoredTime.now(clock);
    revocations.revoke(
        List.of(
            new Revocation(
                token.tokenId(),
                token.tenant(),
                Revocation.Kind.ACCESS_TOKEN,
                token.user(),
                now,
                now,
                token.expiresAt(),
                client == null ? "revoked by its holder" : "revoked by a client")));
    return true;
  }

  private void revoke(VerifiedClientToken own) {
    if (!revocations.amongLocked(List.of(own.tenant()), own.revocable()).isEmpty()) {
      return;
    }
    Instant now = StoredTime.now(clock);
    revocations.revoke(
        List.of(
            new Revocation(
                own.tokenId(),
                own.tenant(),
                Revocation.Kind.ACCESS_TOKEN,
                null,
                now,
                now,
                own.expiresAt(),
                "revoked by its holder")));
    audit.record(
        Happening.about(own.tenant(), AuditEventType.TOKENS_REVOKED, null)
            .on("client", own.client().text())
            .with(Map.of("kind", "access", "token", own.tokenId().toString())));
  }

  private Introspection describe(VerifiedClientToken own) {
    return new Introspection(
        true,
        "Bearer",
        String.join(" ", own.permissions().wireNames()),
        own.client().text(),
        settings.issuer(),
        settings.audienceOf(TokenKind.ACCESS),
        own.tokenId().toString(),
        own.notBefore().getEpochSecond(),
        own.notBefore().getEpochSecond(),
        own.expiresAt().getEpochSecond(),
        own.tenant().text(),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private Introspection describe(Held held) {
    VerifiedToken token = held.token();
    AuthenticationContext authentication = token.authentication();
    return new Introspection(
        true,
        held.kind() == TokenKind.ACCESS ? "Bearer" : "refresh_token",
        String.join(" ", token.permissions().wireNames()),
        token.user().text(),
        settings.issuer(),
        settings.audienceOf(held.kind()),
        token.tokenId().toString(),
        token.notBefore().getEpochSecond(),
        token.notBefore().getEpochSecond(),
        token.expiresAt().getEpochSecond(),
        token.tenant().text(),
        token.session().text(),
        token.role(),
        token.actor() == null ? null : new Introspection.Actor(token.actor().text()),
        authentication == null ? null : authentication.acr(),
        authentication == null ? null : authentication.amr(),
        authentication == null ? null : authentication.at().getEpochSecond());
  }
}
