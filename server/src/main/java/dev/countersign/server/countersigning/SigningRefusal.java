package dev.countersign.server.countersigning;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.platform.problem.ProblemException;

/** Why somebody cannot sign, or take back. */
public enum SigningRefusal {
  NOT_FOUND(ErrorCode.NOT_FOUND),
  /** The tenant wants another person's signature, or another kind. */
  NOT_A_SIGNER(ErrorCode.NOT_A_SIGNER),
  /** The second person is the first, or one of the two has lent the other a role. */
  NOT_APART(ErrorCode.SIGNER_NOT_APART),
  /** It was signed already, taken back, or is over. */
  NOT_WAITING(ErrorCode.NOT_AWAITING_SIGNATURE),
  /** What the signer was shown is not what would be signed. */
  SHOWN_OTHERWISE(ErrorCode.SHOWN_OTHERWISE);

  private final ErrorCode code;

  SigningRefusal(ErrorCode code) {
    this.code = code;
  }

  public ProblemException problem() {
    return new ProblemException(code, code.hint());
  }
}
