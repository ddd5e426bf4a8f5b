package dev.countersign.server.factors;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Credential;
import dev.countersign.server.platform.request.RequestTenant;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.Fields;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds who sets a factor up, from a request. */
@Component
final class Enrollers {
  private static final int TOKEN_MAX = 128;

  private final Enrolment enrolment;
  private final FreshFactor fresh;

  Enrollers(Enrolment enrolment, FreshFactor fresh) {
    this.enrolment = enrolment;
    this.fresh = fresh;
  }

  /** Whoever the token of a pending sign-in, or else the session, is of. */
  Enroller of(@Nullable Caller caller, @Nullable String enrolmentToken) {
    if (enrolmentToken != null) {
      Fields fields = new Fields();
      Secret token = fields.secret("enrolment_token", enrolmentToken, TOKEN_MAX);
      fields.verify();
      return enrolment
          .enroller(RequestTenant.current(), token)
          .orElseThrow(() -> FactorAnswers.refused(ErrorCode.UNAUTHENTICATED));
    }
    if (caller == null) {
      throw FactorAnswers.refused(ErrorCode.UNAUTHENTICATED);
    }
    if (caller.credential() instanceof Credential.Session(var session)) {
      return Enroller.in(caller.tenant(), caller.person(), session);
    }
    throw FactorAnswers.refused(ErrorCode.SESSION_REQUIRED);
  }

  /** The same for somebody who begins: who has a factor already must have proved it lately. */
  Enroller beginning(@Nullable Caller caller, @Nullable String enrolmentToken) {
    Enroller enroller = of(caller, enrolmentToken);
    if (caller != null && enroller.session() != null && enrolment.hasFactor(enroller)) {
      fresh.demand(caller, FreshFactor.USUAL);
    }
    return enroller;
  }
}
