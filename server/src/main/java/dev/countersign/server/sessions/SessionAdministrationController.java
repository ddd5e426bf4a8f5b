package dev.countersign.server.sessions;

import dev.countersign.api.EndSessionsOfUsersRequest;
import dev.countersign.api.EndSessionsRequest;
import dev.countersign.api.ErrorCode;
import dev.countersign.api.SessionsAnswer;
import dev.countersign.api.SessionsEndedAnswer;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Others' sessions, for administrators. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN})
class SessionAdministrationController {
  private static final int ID_MAX = 64;
  private static final int USERS_MAX = 1_000;

  private final SessionAdministration administration;

  SessionAdministrationController(SessionAdministration administration) {
    this.administration = administration;
  }

  @Operation(summary = "Somebody's active sessions, the newest first")
  @GetMapping("/v1/admin/users/{id}/sessions")
  @Refuses(ErrorCode.NOT_FOUND)
  SessionsAnswer list(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return UserId.parse(id)
        .flatMap(user -> administration.list(caller, user))
        .map(sessions -> SessionViews.of(caller, sessions))
        .orElseThrow(SessionAdministrationController::nobody);
  }

  @Operation(
      summary = "End all sessions of somebody",
      description =
          "At once, or after grace_seconds: from that moment on every node refuses them, and no"
              + " payment is posted on them.")
  @PostMapping("/v1/admin/users/{id}/sessions/end")
  @Refuses(ErrorCode.NOT_FOUND)
  SessionsEndedAnswer end(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody EndSessionsRequest request) {
    Fields fields = new Fields();
    String reason = reason(fields, request.reason());
    Duration grace = grace(fields, request.graceSeconds());
    fields.verify();
    UserId user = UserId.parse(id).orElseThrow(SessionAdministrationController::nobody);
    if (administration.list(caller, user).isEmpty()) {
      throw nobody();
    }
    return answer(administration.end(caller, List.of(user), reason, grace));
  }

  @Operation(
      summary = "End all sessions of several people, in one commit",
      description = "Ids of nobody are passed over. Grace as for one person.")
  @PostMapping("/v1/admin/sessions/end")
  SessionsEndedAnswer endOfUsers(
      @AuthenticationPrincipal Caller caller, @RequestBody EndSessionsOfUsersRequest request) {
    Fields fields = new Fields();
    List<UserId> users = users(fields, request.users());
    String reason = reason(fields, request.reason());
    Duration grace = grace(fields, request.graceSeconds());
    fields.verify();
    return answer(administration.end(caller, users, reason, grace));
  }

  private static List<UserId> users(Fields fields, List<@Nullable String> ids) {
    List<UserId> users = new ArrayList<>();
    if (ids.isEmpty() || ids.size() > USERS_MAX) {
      fields.fault("users", "out_of_range", "Give 1 to " + USERS_MAX + " ids.");
      return users;
    }
    for (int i = 0; i < ids.size(); i++) {
      fields
          .parsed("users[" + i + "]", ids.get(i), ID_MAX, UserId::parse, "Give an id usr_….")
          .ifPresent(users::add);
    }
    return users;
  }

  private static String reason(Fields fields, @Nullable String reason) {
    return fields.text("reason", reason, SessionAdministration.REASON_MAX);
  }

  private static Duration grace(Fields fields, @Nullable Integer seconds) {
    long longest = SessionAdministration.GRACE_MAX.toSeconds();
    if (seconds != null && (seconds < 0 || seconds > longest)) {
      fields.fault("grace_seconds", "out_of_range", "Give 0 to " + longest + ".");
    }
    return Duration.ofSeconds(seconds == null ? 0 : seconds);
  }

  private static SessionsEndedAnswer answer(SessionAdministration.Ended ended) {
    return new SessionsEndedAnswer(ended.count(), ended.at());
  }

  private static ProblemException nobody() {
    return new ProblemException(ErrorCode.NOT_FOUND, "There is nobody of this id.");
  }
}
