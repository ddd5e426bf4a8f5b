package dev.countersign.server.registration;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.InvitationPage;
import dev.countersign.api.InvitationRequest;
import dev.countersign.api.InvitationView;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Role;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.PageRequest;
import dev.countersign.server.platform.web.Refuses;
import dev.countersign.server.registration.Invitations.Invitation;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Administrators' invitations over HTTP. */
@RestController
@RequestMapping(path = "/v1/admin/invitations", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN})
@Tag(name = "administration")
class InvitationsController {
  private static final int TEXT_MAX = 64;

  private final Invitations invitations;

  InvitationsController(Invitations invitations) {
    this.invitations = invitations;
  }

  @Operation(
      summary = "Invite somebody",
      description = "A link goes to the address. An earlier invitation to it stops working.")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses({ErrorCode.ALREADY_REGISTERED, ErrorCode.PERMISSION_NOT_HELD})
  InvitationView invite(
      @AuthenticationPrincipal Caller caller, @RequestBody InvitationRequest request) {
    Fields fields = new Fields();
    String email = fields.email("email", request.email());
    Optional<Role> role =
        fields.parsed(
            "role",
            request.role(),
            TEXT_MAX,
            Role::find,
            "Give user, support, auditor or administrator.");
    fields.verify();
    caller.requireHeld(role.orElseThrow().permissions());
    return invitations
        .invite(caller, email, role.orElseThrow())
        .map(InvitationsController::view)
        .orElseThrow(() ->
            new ProblemException(
                ErrorCode.ALREADY_REGISTERED, "Somebody has registered this address."));
  }

  @Operation(summary = "Invitations, the newest first")
  @GetMapping
  InvitationPage list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    PageRequest<InvitationId> page = PageRequest.read(cursor, limit, InvitationId::parse);
    return page.page(
        invitations.list(caller.tenant(), page.cursor(), page.sought()),
        InvitationsController::view,
        InvitationView::id,
        InvitationPage::new);
  }

  @Operation(summary = "Take an invitation back")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Refuses(ErrorCode.NOT_FOUND)
  void revoke(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    boolean revoked =
        InvitationId.parse(id).filter(known -> invitations.revoke(caller, known)).isPresent();
    if (!revoked) {
      throw new ProblemException(
          ErrorCode.NOT_FOUND, "There is no such invitation that could still be used.");
    }
  }

  private static InvitationView view(Invitation invitation) {
    return new InvitationView(
        invitation.id().text(),
        invitation.email(),
        invitation.role().wireName(),
        invitation.standing().name().toLowerCase(Locale.ROOT),
        invitation.createdAt(),
        invitation.expiresAt());
  }
}
