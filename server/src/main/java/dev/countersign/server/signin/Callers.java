package dev.countersign.server.signin;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.apikeys.ApiKey;
import dev.countersign.server.apikeys.ApiKeyCheck;
import dev.countersign.server.apikeys.KeyOutcome;
import dev.countersign.server.apikeys.KeyRefusal;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.problem.Problems;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.tenants.TenantGate;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, by what they show. A token comes first, then a key; where there are both, both have to
 * be good and of the same caller, who then calls by the token.
 */
final class Callers {
  private final CallerCheck tokens;
  private final ApiKeyCheck keys;
  private final TenantGate tenants;

  Callers(CallerCheck tokens, ApiKeyCheck keys, TenantGate tenants) {
    this.tokens = tokens;
    this.keys = keys;
    this.tenants = tenants;
  }

  /** What the check came to. */
  sealed interface Finding {
    /** The key that was shown, good or not, where there is one. */
    @Nullable ApiKey key();

    /** Somebody calls. */
    record Known(Caller caller, @Nullable ApiKey key) implements Finding {}

    /** Nobody known does. */
    record Refused(ErrorCode reason, @Nullable ApiKey key) implements Finding {}

    /** Nothing was shown. */
    record Nothing() implements Finding {
      @Override
      public @Nullable ApiKey key() {
        return null;
      }
    }
  }

  /** Not to be called inside a transaction. */
  Finding find(Presented presented, ApiKeyCheck.From from) {
    return admitted(findAny(presented, from, tokens::check));
  }

  /**
   * Who calls by what was shown a while ago. Not to be called inside a transaction.
   *
   * @throws ProblemException where it cannot be told at the moment
   */
  Optional<Caller> findAgain(Presented presented, ApiKeyCheck.From from) {
    return switch (admitted(findAny(presented, from, tokens::recheck))) {
      case Finding.Known(Caller caller, var _) -> Optional.of(caller);
      case Finding.Refused(ErrorCode code, var _) when code == ErrorCode.UNAVAILABLE ->
          throw Problems.of(code);
      case Finding.Refused _, Finding.Nothing _ -> Optional.empty();
    };
  }

  private Finding admitted(Finding found) {
    // Of a tenant that is suspended, or another than the request names, nobody is known.
    return found instanceof Finding.Known(Caller caller, ApiKey key)
        ? tenants
            .admit(caller)
            .<Finding>map(admitted -> new Finding.Known(admitted, key))
            .orElseGet(() -> new Finding.Refused(ErrorCode.INVALID_TOKEN, key))
        : found;
  }

  private Finding findAny(
      Presented presented, ApiKeyCheck.From from, Function<Secret, CallerCheck.Outcome> check) {
    if (presented.fault() != null) {
      return new Finding.Refused(presented.fault(), null);
    }
    if (presented.token() == null) {
      return presented.key() == null ? new Finding.Nothing() : byKey(presented.key(), from);
    }
    Finding byToken = byToken(check.apply(presented.token()));
    if (presented.key() == null || byToken instanceof Finding.Refused) {
      return byToken;
    }
    return agreed(byToken, byKey(presented.key(), from));
  }

  private static Finding agreed(Finding byToken, Finding byKey) {
    if (byToken instanceof Finding.Known(Caller bearer, var _)
        && byKey instanceof Finding.Known(Caller holder, var _)) {
      boolean same =
          bearer.tenant().equals(holder.tenant())
              && Objects.equals(bearer.user(), holder.user())
              && bearer.user() != null;
      return same ? byToken : new Finding.Refused(ErrorCode.CREDENTIALS_DISAGREE, byKey.key());
    }
    return byKey;
  }

  private static Finding byToken(CallerCheck.Outcome outcome) {
    return switch (outcome) {
      case CallerCheck.Outcome.Known(Caller caller) -> new Finding.Known(caller, null);
      case CallerCheck.Outcome.Refused _ -> new Finding.Refused(ErrorCode.INVALID_TOKEN, null);
      case CallerCheck.Outcome.Unavailable _ -> new Finding.Refused(ErrorCode.UNAVAILABLE, null);
    };
  }

  private Finding byKey(Secret text, ApiKeyCheck.From from) {
    return switch (keys.check(text, from)) {
      case KeyOutcome.Known(Caller caller, ApiKey key) -> new Finding.Known(caller, key);
      case KeyOutcome.Refused(KeyRefusal reason, ApiKey key) ->
          new Finding.Refused(reason.code(), key);
      case KeyOutcome.Unavailable _ -> new Finding.Refused(ErrorCode.UNAVAILABLE, null);
    };
  }
}
