package dev.countersign.server.console;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Role;
import dev.countersign.server.console.page.ElevationsView;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.Moment;
import dev.countersign.server.elevations.Elevation;
import dev.countersign.server.elevations.ElevationRefusal;
import dev.countersign.server.elevations.Elevations;
import dev.countersign.server.elevations.Elevations.Outcome;
import dev.countersign.server.platform.id.ElevationId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.web.TextRules;
import dev.countersign.server.roles.OwnRole;
import dev.countersign.server.roles.Roles;
import dev.countersign.server.users.Users;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Roles for a while: to ask for one, and to decide on others' requests. */
@Hidden
@Controller
class ElevationPages {
  private static final String PAGE = ConsoleChain.OWN + "/elevations";
  private static final int SHOWN_MAX = 100;
  private static final int REASON_MAX = 500;
  private static final Set<Elevation.Status> OVER =
      EnumSet.complementOf(EnumSet.of(Elevation.Status.ACTIVE, Elevation.Status.PENDING));

  private final Elevations elevations;
  private final Roles roles;
  private final Users users;

  ElevationPages(Elevations elevations, Roles roles, Users users) {
    this.elevations = elevations;
    this.roles = roles;
    this.users = users;
  }

  @GetMapping(PAGE)
  View list(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String done) {
    return page(caller, notice(done), List.of());
  }

  @PostMapping(PAGE)
  View ask(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(defaultValue = "") String role,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "0") int minutes) {
    int minutesMax = elevations.minutesMax(caller.tenant());
    String why = reason.strip();
    if (minutes < 1 || minutes > minutesMax) {
      return refused(caller, "Give 1 to " + minutesMax + " minutes.");
    }
    if (why.isEmpty()
        || why.length() > REASON_MAX
        || !TextRules.isStorable(why)
        || !TextRules.isOneLine(why)) {
      return refused(caller, "Say why, in at most " + REASON_MAX + " characters.");
    }
    return answer(caller, elevations.request(caller, role, why, minutes), "asked");
  }

  @PostMapping(PAGE + "/{id}/approve")
  View approve(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return ElevationId.parse(id)
        .map(known -> answer(caller, elevations.approve(caller, known), "lent"))
        .orElseGet(() -> Failures.of(HttpStatus.NOT_FOUND));
  }

  @PostMapping(PAGE + "/{id}/deny")
  View deny(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return ElevationId.parse(id)
        .map(known -> answer(caller, elevations.deny(caller, known), "denied"))
        .orElseGet(() -> Failures.of(HttpStatus.NOT_FOUND));
  }

  @PostMapping(PAGE + "/{id}/end")
  View end(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return ElevationId.parse(id)
        .map(known -> answer(caller, elevations.end(caller, known), "ended"))
        .orElseGet(() -> Failures.of(HttpStatus.NOT_FOUND));
  }

  private View answer(Caller caller, Outcome outcome, String done) {
    return switch (outcome) {
      case Outcome.Done _ -> new Redirect(PAGE + "?done=" + done);
      case Outcome.Refused(ElevationRefusal reason) ->
          reason == ElevationRefusal.NOT_FOUND
              ? Failures.of(HttpStatus.NOT_FOUND)
              : refused(
                  caller,
                  Objects.requireNonNullElse(
                      reason.problem().getMessage(), ErrorCode.FORBIDDEN.hint()));
    };
  }

  private View refused(Caller caller, String fault) {
    return page(caller, null, List.of(fault)).with(HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private Page page(Caller caller, @Nullable String notice, List<String> faults) {
    List<Elevation> all = elevations.list(caller, null, SHOWN_MAX);
    return Page.of(
        "elevations",
        "Roles for a while",
        Area.YOU,
        new ElevationsView(
            Stream.concat(
                    Arrays.stream(Role.values())
                        .filter(role -> role != Role.USER)
                        .map(Role::wireName),
                    roles.graph(caller.tenant()).own().stream().map(OwnRole::name))
                .toList(),
            elevations.minutesMax(caller.tenant()),
            Elevations.mayDecide(caller),
            rows(caller, all, Set.of(Elevation.Status.ACTIVE)),
            rows(caller, all, Set.of(Elevation.Status.PENDING)),
            rows(caller, all, OVER),
            notice,
            faults));
  }

  private List<ElevationsView.Row> rows(
      Caller caller, List<Elevation> all, Set<Elevation.Status> statuses) {
    return all.stream()
        .filter(elevation -> statuses.contains(elevation.status()))
        .map(elevation -> row(caller, elevation))
        .toList();
  }

  private ElevationsView.Row row(Caller caller, Elevation elevation) {
    boolean own = elevation.user().equals(caller.user());
    boolean pending = elevation.status() == Elevation.Status.PENDING;
    boolean active = elevation.status() == Elevation.Status.ACTIVE;
    UserId decider = elevation.decidedBy();
    Instant ends = elevation.endedAt() == null ? elevation.endsAt() : elevation.endedAt();
    return new ElevationsView.Row(
        elevation.id().text(),
        name(caller, elevation.user()),
        elevation.role(),
        Optional.ofNullable(elevation.reason()).orElse("forgotten"),
        elevation.minutes(),
        status(elevation.status()),
        active ? "good" : pending ? "waiting" : "",
        decider == null ? null : name(caller, decider),
        Moment.of(elevation.requestedAt()),
        ends == null ? null : Moment.of(ends),
        pending && Elevations.mayDecide(caller) && !own,
        active || (pending && own));
  }

  private String name(Caller caller, UserId user) {
    return users.find(caller.tenant(), user).map(People::nameOf).orElse(user.text());
  }

  private static String status(Elevation.Status status) {
    return switch (status) {
      case PENDING -> "Waits";
      case ACTIVE -> "Running";
      case DENIED -> "Refused";
      case LAPSED -> "Came to nothing";
      case ENDED -> "Ended";
      case REVOKED -> "Taken back";
    };
  }

  private static @Nullable String notice(String done) {
    return switch (done) {
      case "asked" -> "Your request waits for a second person to decide.";
      case "lent" -> "The role is lent, and ends by itself.";
      case "denied" -> "The request is refused.";
      case "ended" -> "The role is over.";
      default -> null;
    };
  }
}
