package dev.countersign.server.roles;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.UserRoleRequest;
import dev.countersign.api.UserRolesView;
import dev.countersign.server.access.Access;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who has which roles, by an administrator of their tenant. */
@RestController
@RequestMapping(path = "/v1/admin/users/{id}/roles", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN, ErrorCode.NOT_FOUND})
class UserRolesController {
  private static final int NAME_MAX = 50;

  private final RoleAssignments assignments;
  private final Users users;
  private final InstantSource clock;

  UserRolesController(RoleAssignments assignments, Users users, InstantSource clock) {
    this.assignments = assignments;
    this.users = users;
    this.clock = clock;
  }

  @Operation(summary = "The roles of somebody, and what they may do by them")
  @GetMapping
  UserRolesView of(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return view(caller, user(id));
  }

  @Operation(summary = "Give somebody a role")
  @PostMapping
  @Refuses({ErrorCode.PERMISSION_NOT_HELD, ErrorCode.UNKNOWN_ROLE})
  UserRolesView give(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody UserRoleRequest request) {
    Fields fields = new Fields();
    String role = fields.text("role", request.role(), NAME_MAX);
    fields.verify();
    UserId user = user(id);
    refuse(assignments.give(caller, user, role));
    return view(caller, user);
  }

  @Operation(
      summary = "Take a role from somebody",
      description = "It counts from the commit on, with the tokens they hold.")
  @DeleteMapping("/{role}")
  @Refuses({ErrorCode.PERMISSION_NOT_HELD, ErrorCode.UNKNOWN_ROLE, ErrorCode.LAST_ADMINISTRATOR})
  UserRolesView take(
      @AuthenticationPrincipal Caller caller, @PathVariable String id, @PathVariable String role) {
    UserId user = user(id);
    refuse(assignments.take(caller, user, role));
    return view(caller, user);
  }

  private UserRolesView view(Caller caller, UserId user) {
    Access access =
        users
            .find(caller.tenant(), user)
            .map(User::access)
            .orElseThrow(RoleRefusal.NOT_FOUND::problem);
    Instant now = clock.instant();
    Access.Elevated elevation = access.elevation();
    return new UserRolesView(
        access.roles(),
        access.at(now).wireNames(),
        elevation == null || !now.isBefore(elevation.until()) ? null : elevation.until());
  }

  private static void refuse(Optional<RoleRefusal> refusal) {
    refusal.ifPresent(reason -> {
      throw reason.problem();
    });
  }

  private static UserId user(String id) {
    return UserId.parse(id)
        .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, ErrorCode.NOT_FOUND.hint()));
  }
}
