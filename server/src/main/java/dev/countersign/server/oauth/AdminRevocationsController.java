package dev.countersign.server.oauth;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.RevocationAnswer;
import dev.countersign.api.RevocationRequest;
import dev.countersign.server.access.Caller;
import dev.countersign.server.oauth.Ordered.Subject;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import dev.countersign.server.revocation.Revocation;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Revocation by an administrator: of a token, a session, a person, a tenant or everything. */
@RestController
class AdminRevocationsController {
  private static final int TEXT_MAX = 64;
  private static final int GRACE_MAX = 3600;

  private final OrderedRevocations revocations;

  AdminRevocationsController(OrderedRevocations revocations) {
    this.revocations = revocations;
  }

  @Operation(
      summary = "Revoke tokens and end sessions",
      description =
          "`token` (by `jti`), `session`, `user`, `tenant` (the administrator's own) or"
              + " `everything` (by an administrator of the first tenant). Refused by every node"
              + " within a second; `tenant` and `everything` revoke the signing keys too.")
  @PostMapping(path = "/v1/admin/revocations", produces = MediaType.APPLICATION_JSON_VALUE)
  @Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN, ErrorCode.NOT_FOUND})
  RevocationAnswer revoke(
      @AuthenticationPrincipal Caller caller, @RequestBody RevocationRequest request) {
    Fields fields = new Fields();
    Optional<Subject> subject = subject(fields, request);
    String reason = fields.text("reason", request.reason(), Revocation.REASON_MAX);
    Duration grace = grace(fields, request.grace(), subject.orElse(null));
    fields.verify();
    return revocations
        .revoke(caller, new Ordered(subject.orElseThrow(), reason, grace))
        .map(done ->
            new RevocationAnswer(
                request.kind().strip(),
                request.subject(),
                done.effectiveAt().toString(),
                done.sessions(),
                done.keys()))
        .orElseThrow(() ->
            new ProblemException(
                ErrorCode.NOT_FOUND, "There is nothing of that id to revoke any more."));
  }

  private static Optional<Subject> subject(Fields fields, RevocationRequest request) {
    String kind = fields.text("kind", request.kind(), TEXT_MAX);
    String id = request.subject();
    return switch (kind) {
      case "token" -> parsed(fields, id, text -> uuid(text).map(Subject.Token::new));
      case "session" -> parsed(fields, id, text -> SessionId.parse(text).map(Subject.Session::new));
      case "user" -> parsed(fields, id, text -> UserId.parse(text).map(Subject.User::new));
      case "tenant" -> withoutId(fields, id, new Subject.Tenant());
      case "everything" -> withoutId(fields, id, new Subject.Everything());
      case "" -> Optional.empty();
      default -> {
        fields.fault("kind", "unknown", "Give token, session, user, tenant or everything.");
        yield Optional.empty();
      }
    };
  }

  private static Optional<Subject> parsed(
      Fields fields, @Nullable String id, Function<String, Optional<Subject>> reader) {
    return fields.parsed("subject", id, TEXT_MAX, reader, "This is not an id of that kind.");
  }

  private static Optional<Subject> withoutId(Fields fields, @Nullable String id, Subject subject) {
    if (id != null) {
      fields.fault("subject", "unexpected", "Leave it out for this kind.");
    }
    return Optional.of(subject);
  }

  private static Duration grace(
      Fields fields, @Nullable Integer seconds, @Nullable Subject subject) {
    if (seconds == null || seconds == 0) {
      return Duration.ZERO;
    }
    boolean one = subject instanceof Subject.Token || subject instanceof Subject.Session;
    if (seconds < 0 || seconds > GRACE_MAX || (subject != null && !one)) {
      fields.fault(
          "grace",
          "out_of_range",
          "Give 0 to " + GRACE_MAX + " seconds, for a token or a session only.");
    }
    return Duration.ofSeconds(seconds);
  }

  private static Optional<UUID> uuid(String text) {
    try {
      UUID value = UUID.fromString(text);
      return value.toString().equals(text) ? Optional.of(value) : Optional.empty();
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }
}
