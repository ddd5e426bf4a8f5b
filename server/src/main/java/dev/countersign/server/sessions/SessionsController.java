package dev.countersign.server.sessions;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.SessionsAnswer;
import dev.countersign.api.SessionsEndedAnswer;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import java.time.InstantSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own sessions. */
@RestController
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.SESSION_REQUIRED, ErrorCode.IMPERSONATION_REFUSED})
class SessionsController {
  private final OwnSessions own;
  private final InstantSource clock;

  SessionsController(OwnSessions own, InstantSource clock) {
    this.own = own;
    this.clock = clock;
  }

  @Operation(summary = "The caller's active sessions, the newest first")
  @GetMapping(path = "/v1/sessions", produces = MediaType.APPLICATION_JSON_VALUE)
  SessionsAnswer list(@AuthenticationPrincipal Caller caller) {
    return SessionViews.of(caller, own.list(caller));
  }

  @Operation(summary = "End one of the caller's sessions; its tokens are refused at once")
  @DeleteMapping("/v1/sessions/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Refuses(ErrorCode.NOT_FOUND)
  void end(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    if (SessionId.parse(id).filter(session -> own.end(caller, session)).isEmpty()) {
      throw new ProblemException(
          ErrorCode.NOT_FOUND, "None of your sessions has this id, or it has ended already.");
    }
  }

  @Operation(summary = "End all of the caller's sessions, or all but the one that asks")
  @DeleteMapping(path = "/v1/sessions", produces = MediaType.APPLICATION_JSON_VALUE)
  SessionsEndedAnswer endAll(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(name = "except_current", defaultValue = "false") boolean exceptCurrent) {
    return new SessionsEndedAnswer(own.endAll(caller, exceptCurrent), StoredTime.now(clock));
  }
}
