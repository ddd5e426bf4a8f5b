package dev.countersign.server.signin;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Credential;
import dev.countersign.server.access.Permission;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.revocation.Revocations;
import dev.countersign.server.sessions.SessionActivity;
import dev.countersign.server.tokens.TokenCheck;
import dev.countersign.server.tokens.TokenKind;
import dev.countersign.server.tokens.Tokens;
import dev.countersign.server.tokens.VerifiedClientToken;
import dev.countersign.server.tokens.VerifiedToken;
import dev.countersign.server.users.CurrentAccess;
import java.util.List;
import java.util.UUID;

/** Who bears an access token: the token is checked, and that nothing of it is revoked. */
public final class CallerCheck {
  private final Tokens tokens;
  private final Revocations revocations;
  private final SessionActivity activity;
  private final CurrentAccess access;

  CallerCheck(
      Tokens tokens, Revocations revocations, SessionActivity activity, CurrentAccess access) {
    this.tokens = tokens;
    this.revocations = revocations;
    this.activity = activity;
    this.access = access;
  }

  /** What the check came to. */
  public sealed interface Outcome {
    record Known(Caller caller) implements Outcome {}

    /** The token is malformed, expired or revoked, or its session has ended. */
    record Refused() implements Outcome {}

    /** Whether it is revoked is not known at the moment. */
    record Unavailable() implements Outcome {}
  }

  /** Not to be called inside a transaction. */
  public Outcome check(Secret accessToken) {
    Outcome outcome = recheck(accessToken);
    if (outcome instanceof Outcome.Known(Caller caller)
        && caller.credential() instanceof Credential.Session(SessionId session)) {
      activity.note(caller.tenant(), session);
    }
    return outcome;
  }

  /** The same where nobody came: it is no activity in the session. */
  Outcome recheck(Secret accessToken) {
    return switch (tokens.check(TokenKind.ACCESS, accessToken)) {
      case TokenCheck.Refused _ -> new Outcome.Refused();
      case TokenCheck.ValidClient(VerifiedClientToken token) ->
          switch (revocations.ask(token.revocable())) {
            case GOOD -> new Outcome.Known(client(token));
            case REVOKED -> new Outcome.Refused();
            case UNKNOWN -> new Outcome.Unavailable();
          };
      case TokenCheck.Valid(VerifiedToken token) ->
          switch (revocations.ask(token.revocable())) {
            case GOOD -> token.actor() == null ? known(token) : seen(token, token.actor());
            case REVOKED -> new Outcome.Refused();
            case UNKNOWN -> new Outcome.Unavailable();
          };
    };
  }

  private static Caller client(VerifiedClientToken token) {
    return new Caller(
        token.tenant(),
        null,
        new Credential.Client(token.client()),
        token.permissions(),
        List.of(token.tokenId(), token.key()));
  }

  // What the token says holds until the mark it was made under is revoked.
  private Permissions permissions(VerifiedToken token) {
    UUID mark = token.access();
    return mark != null && revocations.ask(mark) == Revocations.Answer.GOOD
        ? token.permissions()
        : access.permissions(token.tenant(), token.user());
  }

  // Whoever sees what another sees must still have the right to.
  private Outcome seen(VerifiedToken token, UserId actor) {
    if (!access.permissions(token.tenant(), actor).allow(Permission.USERS_IMPERSONATE)) {
      return new Outcome.Refused();
    }
    return new Outcome.Known(
        new Caller(
            token.tenant(),
            token.user(),
            new Credential.Impersonation(token.session(), actor),
            permissions(token).within(Tokens.IMPERSONATED),
            List.of(token.tokenId(), token.key())));
  }

  private Outcome known(VerifiedToken token) {
    return new Outcome.Known(
        new Caller(
            token.tenant(),
            token.user(),
            new Credential.Session(token.session()),
            permissions(token),
            List.of(token.tokenId(), token.key())));
  }
}
