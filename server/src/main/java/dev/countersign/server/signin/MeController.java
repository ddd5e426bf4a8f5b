package dev.countersign.server.signin;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.UserView;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Refuses;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells callers who they are. */
@RestController
class MeController {
  private final Users users;

  MeController(Users users) {
    this.users = users;
  }

  @GetMapping(path = "/v1/me", produces = MediaType.APPLICATION_JSON_VALUE)
  @Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.RATE_LIMITED})
  UserView me(@AuthenticationPrincipal Caller caller) {
    return users
        .find(caller.tenant(), caller.user())
        .map(User::view)
        .orElseThrow(
            () -> new ProblemException(ErrorCode.INVALID_TOKEN, ErrorCode.INVALID_TOKEN.hint()));
  }
}
