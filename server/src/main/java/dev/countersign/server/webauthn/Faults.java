package dev.countersign.server.webauthn;

import com.webauthn4j.verifier.exception.BadAlgorithmException;
import com.webauthn4j.verifier.exception.BadBackupEligibleFlagException;
import com.webauthn4j.verifier.exception.BadChallengeException;
import com.webauthn4j.verifier.exception.BadOriginException;
import com.webauthn4j.verifier.exception.BadRpIdException;
import com.webauthn4j.verifier.exception.BadSignatureException;
import com.webauthn4j.verifier.exception.BadTopOriginException;
import com.webauthn4j.verifier.exception.CrossOriginException;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import com.webauthn4j.verifier.exception.NotAllowedAlgorithmException;
import com.webauthn4j.verifier.exception.NotAllowedCredentialIdException;
import com.webauthn4j.verifier.exception.UserNotPresentException;
import com.webauthn4j.verifier.exception.UserNotVerifiedException;

/** Puts the library's refusals into our words. */
final class Faults {
  private Faults() {}

  static Fault of(RuntimeException refusal) {
    return switch (refusal) {
      case BadChallengeException _ -> Fault.CHALLENGE;
      case BadOriginException _, CrossOriginException _, BadTopOriginException _ -> Fault.ORIGIN;
      case BadRpIdException _ -> Fault.SCOPE;
      case UserNotPresentException _ -> Fault.PRESENCE;
      case UserNotVerifiedException _ -> Fault.VERIFICATION;
      case BadAlgorithmException _, NotAllowedAlgorithmException _ -> Fault.ALGORITHM;
      // What only a known key can get wrong must look like an unknown one.
      case BadSignatureException _,
          NotAllowedCredentialIdException _,
          BadBackupEligibleFlagException _ ->
          Fault.SIGNATURE;
      case MaliciousCounterValueException _ -> Fault.COUNTER;
      // What cannot be read, or contradicts itself.
      default -> Fault.MALFORMED;
    };
  }
}
