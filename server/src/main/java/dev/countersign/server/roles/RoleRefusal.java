package dev.countersign.server.roles;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.platform.problem.ProblemException;

/** Why a role was not made, changed, given or taken; the first that holds. */
public enum RoleRefusal {
  /** The role, or the person, is not there. */
  NOT_FOUND(ErrorCode.NOT_FOUND),
  BUILT_IN(ErrorCode.BUILT_IN_ROLE),
  EXISTS(ErrorCode.ROLE_EXISTS),
  UNKNOWN_ROLE(ErrorCode.UNKNOWN_ROLE),
  RING(ErrorCode.ROLE_CYCLE),
  TOO_MANY(ErrorCode.TOO_MANY_ROLES),
  NOT_HELD(ErrorCode.PERMISSION_NOT_HELD),
  IN_USE(ErrorCode.ROLE_IN_USE),
  LAST_ADMINISTRATOR(ErrorCode.LAST_ADMINISTRATOR);

  private final ErrorCode code;

  RoleRefusal(ErrorCode code) {
    this.code = code;
  }

  /** The same as the API tells it. */
  public ProblemException problem() {
    return new ProblemException(code, code.hint());
  }
}
