package dev.countersign.server.signin;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Refuses;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes and gives back people's right to act, over HTTP. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN, ErrorCode.NOT_FOUND})
class DisablingController {
  private final Disabling disabling;
  private final Users users;

  DisablingController(Disabling disabling, Users users) {
    this.disabling = disabling;
    this.users = users;
  }

  @Operation(
      summary = "Disable somebody's account",
      description =
          "Ends all their sessions in the same commit; they can neither sign in nor pay. Again is as"
              + " good as once.")
  @PostMapping("/v1/admin/users/{id}/disable")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void disable(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    UserId user = find(caller, id);
    if (user.equals(caller.user())) {
      throw new ProblemException(ErrorCode.FORBIDDEN, "You cannot disable your own account.");
    }
    var _ = disabling.disable(caller, user);
  }

  @Operation(summary = "Enable somebody's account again")
  @PostMapping("/v1/admin/users/{id}/enable")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void enable(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    var _ = disabling.enable(caller, find(caller, id));
  }

  private UserId find(Caller caller, String id) {
    return UserId.parse(id)
        .flatMap(user -> users.find(caller.tenant(), user))
        .map(User::id)
        .orElseThrow(
            () -> new ProblemException(ErrorCode.NOT_FOUND, "There is nobody of this id."));
  }
}
