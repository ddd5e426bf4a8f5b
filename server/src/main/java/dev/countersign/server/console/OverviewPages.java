package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Credential;
import dev.countersign.server.access.Permission;
import dev.countersign.server.audit.LogPlaces;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.Moment;
import dev.countersign.server.console.page.Overview;
import dev.countersign.server.ledger.Figures;
import dev.countersign.server.platform.health.HealthChecks;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;

/** The first page: what this installation holds, and how it is. Others begin at their own. */
@Hidden
@Controller
class OverviewPages {
  private final Figures figures;
  private final LogPlaces log;
  private final HealthChecks health;

  OverviewPages(Figures figures, LogPlaces log, HealthChecks health) {
    this.figures = figures;
    this.log = log;
    this.health = health;
  }

  @GetMapping(ConsoleChain.ROOT)
  View overview(@AuthenticationPrincipal Caller caller) {
    if (caller.credential() instanceof Credential.Impersonation) {
      return new Redirect(OwnAccountPages.PAGE);
    }
    if (!caller.may(Permission.ADMINISTER)) {
      return new Redirect(OwnSessionPages.PAGE);
    }
    Figures.Counts counts = figures.count(caller.tenant());
    Overview overview =
        new Overview(
            count(counts.accounts()),
            count(counts.payments()),
            log.latestHead()
                .map(head ->
                    new Overview.Checkpoint(head.size(), head.root(), Moment.of(head.signedAt())))
                .orElse(null),
            checks());
    return Page.of("overview", "Overview", Area.OVERVIEW, overview);
  }

  private List<Overview.Check> checks() {
    return health.report().checks().entrySet().stream()
        .map(check -> new Overview.Check(check.getKey(), check.getValue().healthy()))
        .toList();
  }

  private static Overview.Count count(int value) {
    return new Overview.Count(value, value == Figures.COUNT_MAX);
  }
}
