package dev.countersign.server.elevations;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.platform.problem.ProblemException;

/** Why a role was not lent; the first that holds. */
public enum ElevationRefusal {
  NOT_FOUND(ErrorCode.NOT_FOUND),
  UNKNOWN_ROLE(ErrorCode.UNKNOWN_ROLE),
  /** One is asked for, or lent, already. */
  OPEN(ErrorCode.ELEVATION_OPEN),
  /** It is decided, or over. */
  DECIDED(ErrorCode.ELEVATION_DECIDED),
  OWN(ErrorCode.OWN_ELEVATION),
  /** Whoever asks has lent a role to whoever shall decide. */
  IN_TURN(ErrorCode.ELEVATED_IN_TURN),
  NOT_HELD(ErrorCode.PERMISSION_NOT_HELD);

  private final ErrorCode code;

  ElevationRefusal(ErrorCode code) {
    this.code = code;
  }

  /** The same as the API tells it. */
  public ProblemException problem() {
    return new ProblemException(code, code.hint());
  }
}
