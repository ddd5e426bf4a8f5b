package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.MandateList;
import dev.countersign.server.console.page.Moment;
import dev.countersign.server.ledger.Assets;
import dev.countersign.server.mandates.Mandate;
import dev.countersign.server.mandates.Mandates;
import dev.countersign.server.platform.id.MandateId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.money.Money;
import dev.countersign.server.users.Users;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Who may draw on one's account, and on whose one may draw. */
@Hidden
@Controller
class MandatePages {
  private static final String PAGE = ConsoleChain.OWN + "/mandates";
  private static final int SHOWN_MAX = 100;

  private final Mandates mandates;
  private final Assets assets;
  private final Users users;
  private final InstantSource clock;

  MandatePages(Mandates mandates, Assets assets, Users users, InstantSource clock) {
    this.mandates = mandates;
    this.assets = assets;
    this.users = users;
    this.clock = clock;
  }

  @GetMapping(PAGE)
  View list(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String done) {
    Instant now = clock.instant();
    return Page.of(
        "mandates",
        "Mandates",
        Area.MONEY,
        new MandateList(
            mandates.list(caller.tenant(), caller.person(), null, SHOWN_MAX).stream()
                .map(mandate -> row(caller, mandate, now))
                .toList(),
            done.equals("revoked") ? "The mandate is taken back." : null));
  }

  @PostMapping(PAGE + "/{id}/revoke")
  View revoke(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return MandateId.parse(id).filter(mandate -> mandates.revoke(caller, mandate)).isPresent()
        ? new Redirect(PAGE + "?done=revoked")
        : Failures.of(HttpStatus.NOT_FOUND);
  }

  private MandateList.Row row(Caller caller, Mandate mandate, Instant now) {
    boolean given = mandate.payer().equals(caller.person());
    Asset asset =
        assets
            .find(mandate.tenant(), mandate.asset())
            .orElseThrow(() -> new IllegalStateException("assets never go"));
    UserId other = given ? mandate.payee() : mandate.payer();
    boolean open = mandate.isOpen(now) && !mandate.isUsedUp();
    return new MandateList.Row(
        mandate.id().text(),
        users.find(mandate.tenant(), other).map(People::nameOf).orElse(other.text()),
        given,
        new Money(mandate.drawnMinor(), asset).text(),
        new Money(mandate.ceilingMinor(), asset).text(),
        mandate.asset(),
        mandate.uses() - mandate.draws(),
        status(mandate, open),
        open ? "good" : "",
        Moment.of(mandate.expiresAt()),
        open);
  }

  private static String status(Mandate mandate, boolean open) {
    if (open) {
      return "Active";
    }
    if (mandate.revokedAt() != null) {
      return "Taken back";
    }
    return mandate.isUsedUp() ? "Used up" : "Over";
  }
}
