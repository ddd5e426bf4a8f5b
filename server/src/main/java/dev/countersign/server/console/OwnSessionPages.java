package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.OwnSessionsView;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.sessions.OwnSessions;
import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Where somebody is signed in, for everybody who is. */
@Hidden
@Controller
class OwnSessionPages {
  static final String PAGE = ConsoleChain.OWN + "/sessions";

  private final OwnSessions sessions;

  OwnSessionPages(OwnSessions sessions) {
    this.sessions = sessions;
  }

  @GetMapping(PAGE)
  View list(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String done) {
    return Page.of(
        "own-sessions",
        "Your sessions",
        Area.YOU,
        new OwnSessionsView(SessionRows.of(caller, sessions.list(caller)), notice(done)));
  }

  @PostMapping(PAGE + "/{id}/end")
  View end(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    boolean ended =
        SessionId.parse(id).filter(session -> sessions.end(caller, session)).isPresent();
    return new Redirect(PAGE + (ended ? "?done=one" : "?done=none"));
  }

  @PostMapping(PAGE + "/end-others")
  View endOthers(@AuthenticationPrincipal Caller caller) {
    return new Redirect(PAGE + (sessions.endAll(caller, true) > 0 ? "?done=others" : "?done=none"));
  }

  private static @Nullable String notice(String done) {
    return switch (done) {
      case "one" -> "The session has ended. Whatever used it is refused from now on.";
      case "others" -> "All other sessions have ended. Only this one is left.";
      case "none" -> "There was nothing to end any more.";
      default -> null;
    };
  }
}
