package dev.countersign.server.factors;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Step-up: what may only be done soon after a factor was proved in the same session (RFC 9470). */
@Component
public final class FreshFactor {
  /** How old a proof may be where nothing else is said. */
  public static final Duration USUAL = Duration.ofMinutes(10);

  /** The {@code acr} of a session in which a factor was proved. */
  public static final String ACR = "urn:countersign:acr:mfa";

  private final FactorProofs proofs;

  FreshFactor(FactorProofs proofs) {
    this.proofs = proofs;
  }

  /** Whether a caller's session has a proof that is no older than this. Keys never have. */
  public boolean isShown(Caller caller, Duration maxAge) {
    return caller.session() != null && proofs.isFresh(caller.tenant(), caller.session(), maxAge);
  }

  /** Refuses a caller whose session has none. Not to be called inside a transaction. */
  public void demand(Caller caller, Duration maxAge) {
    if (!isShown(caller, maxAge)) {
      throw problem(maxAge);
    }
  }

  /** The refusal: RFC 9470 §3. */
  public static ProblemException problem(Duration maxAge) {
    return new ProblemException(
        ErrorCode.INSUFFICIENT_USER_AUTHENTICATION,
        "This needs a second factor proved in the last " + maxAge.toMinutes() + " minutes.",
        List.of(),
        Map.of("max_age", Long.toString(maxAge.toSeconds()), "acr_values", ACR));
  }
}
