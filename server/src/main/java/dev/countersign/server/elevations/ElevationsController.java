package dev.countersign.server.elevations;

import dev.countersign.api.ElevationPage;
import dev.countersign.api.ElevationRequest;
import dev.countersign.api.ElevationView;
import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.elevations.Elevations.Outcome;
import dev.countersign.server.platform.id.ElevationId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.PageRequest;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Roles for a while, over HTTP. */
@RestController
@RequestMapping(path = "/v1/elevations", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.SESSION_REQUIRED, ErrorCode.IMPERSONATION_REFUSED})
class ElevationsController {
  private static final int ROLE_MAX = 50;
  private static final int REASON_MAX = 500;

  private final Elevations elevations;

  ElevationsController(Elevations elevations) {
    this.elevations = elevations;
  }

  @Operation(
      summary = "Ask for a role for a while",
      description = "A second person decides, unless the policy lends this role by itself.")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses({ErrorCode.UNKNOWN_ROLE, ErrorCode.ELEVATION_OPEN})
  ElevationView request(
      @AuthenticationPrincipal Caller caller, @RequestBody ElevationRequest request) {
    Fields fields = new Fields();
    String role = fields.text("role", request.role(), ROLE_MAX);
    String reason = fields.text("reason", request.reason(), REASON_MAX);
    int minutes = fields.present("minutes", request.minutes()).orElse(1);
    int minutesMax = elevations.minutesMax(caller.tenant());
    if (minutes < 1 || minutes > minutesMax) {
      fields.fault("minutes", "out_of_range", "Give a whole number from 1 to " + minutesMax + ".");
    }
    fields.verify();
    return answer(elevations.request(caller, role, reason, minutes));
  }

  @Operation(
      summary = "Elevations, the newest first",
      description = "One's own; for whoever may decide, all.")
  @GetMapping
  ElevationPage list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    PageRequest<ElevationId> page = PageRequest.read(cursor, limit, ElevationId::parse);
    return page.page(
        elevations.list(caller, page.cursor(), page.sought()),
        ElevationsController::view,
        ElevationView::id,
        ElevationPage::new);
  }

  @Operation(summary = "One elevation")
  @GetMapping("/{id}")
  @Refuses(ErrorCode.NOT_FOUND)
  ElevationView one(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return elevations
        .find(caller, id(id))
        .map(ElevationsController::view)
        .orElseThrow(ElevationRefusal.NOT_FOUND::problem);
  }

  @Operation(
      summary = "Lend what was asked for",
      description =
          "By a second person, who holds all of the role for good, and has been lent none by"
              + " whoever asks.")
  @PostMapping("/{id}/approve")
  @Refuses({
    ErrorCode.NOT_FOUND,
    ErrorCode.OWN_ELEVATION,
    ErrorCode.ELEVATED_IN_TURN,
    ErrorCode.PERMISSION_NOT_HELD,
    ErrorCode.ELEVATION_DECIDED
  })
  ElevationView approve(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return answer(elevations.approve(caller, id(id)));
  }

  @Operation(summary = "Say no to what was asked for")
  @PostMapping("/{id}/deny")
  @Refuses({ErrorCode.NOT_FOUND, ErrorCode.OWN_ELEVATION, ErrorCode.ELEVATION_DECIDED})
  ElevationView deny(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return answer(elevations.deny(caller, id(id)));
  }

  @Operation(
      summary = "End what was lent, at once",
      description = "By whoever has it, who may take a request back too, or whoever may lend.")
  @PostMapping("/{id}/end")
  @Refuses({ErrorCode.NOT_FOUND, ErrorCode.ELEVATION_DECIDED})
  ElevationView end(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return answer(elevations.end(caller, id(id)));
  }

  private static ElevationId id(String text) {
    return ElevationId.parse(text)
        .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, ErrorCode.NOT_FOUND.hint()));
  }

  private static ElevationView answer(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(Elevation elevation) -> view(elevation);
      case Outcome.Refused(ElevationRefusal reason) -> throw reason.problem();
    };
  }

  private static ElevationView view(Elevation elevation) {
    return new ElevationView(
        elevation.id().text(),
        elevation.user().text(),
        elevation.role(),
        elevation.reason(),
        elevation.minutes(),
        elevation.status().wireName(),
        elevation.requestedAt(),
        elevation.decidedBy() == null ? null : elevation.decidedBy().text(),
        elevation.decidedAt(),
        elevation.endsAt(),
        elevation.endedAt());
  }
}
