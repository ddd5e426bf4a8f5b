package dev.countersign.server.access;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.problem.ProblemException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The verified caller of a request: what they showed has been checked, and that nothing of it is
 * revoked. Controllers take it as an {@code @AuthenticationPrincipal} parameter.
 *
 * @param user on whose behalf; nobody's where a service calls
 * @param permissions what they may do by this credential, which may be less than the person may
 * @param shown ids of what the caller showed and what can be revoked on its own, such as the access
 *     token and the key that signed it
 */
public record Caller(
    TenantId tenant,
    @Nullable UserId user,
    Credential credential,
    Permissions permissions,
    List<UUID> shown) {
  public Caller {
    shown = List.copyOf(shown);
  }

  /** A person who showed nothing but the session itself. */
  public Caller(TenantId tenant, UserId user, SessionId session, Permissions permissions) {
    this(tenant, user, new Credential.Session(session), permissions, List.of());
  }

  public boolean may(Permission permission) {
    return permissions.allow(permission);
  }

  /** Refuses whoever would give others what they may not do themselves. */
  public void requireHeld(Permissions given) {
    if (!permissions.allow(given)) {
      throw new ProblemException(
          ErrorCode.PERMISSION_NOT_HELD, "Nobody gives or takes what they do not hold themselves.");
    }
  }

  /** The person, for what only a person has. A service is refused. */
  public UserId person() {
    if (user == null) {
      throw new ProblemException(
          ErrorCode.PERSON_REQUIRED, "This belongs to a person, and a service is none.");
    }
    return user;
  }

  /** The session, where there is one. */
  public @Nullable SessionId session() {
    return switch (credential) {
      case Credential.Session(SessionId session) -> session;
      case Credential.Impersonation(SessionId session, UserId _) -> session;
      case Credential.ApiKey _, Credential.Client _, Credential.Operator _, Credential.Schedule _ ->
          null;
    };
  }

  /** The session, for what only somebody who signed in may do. Keys are refused. */
  public SessionId signIn() {
    SessionId session = session();
    if (session == null) {
      throw new ProblemException(
          ErrorCode.SESSION_REQUIRED, "This takes a session: sign in, and use its token.");
    }
    return session;
  }

  /** Who did what this caller does: the person behind it, or else the key or program. */
  public UUID actor() {
    if (credential instanceof Credential.Impersonation(SessionId _, UserId by)) {
      return by.value();
    }
    return user == null ? credential.id() : user.value();
  }
}
