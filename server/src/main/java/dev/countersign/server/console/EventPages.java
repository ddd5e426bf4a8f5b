package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEvents;
import dev.countersign.server.audit.AuditQuery;
import dev.countersign.server.audit.RecordedEvent;
import dev.countersign.server.console.page.EventsView;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.Moment;
import dev.countersign.server.webhooks.WebhookDesk;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** What happens in the tenant, as it happens, and the webhooks that are told of it. */
@Hidden
@Controller
class EventPages {
  static final String PAGE = ConsoleChain.ROOT + "/events";
  private static final int SHOWN = 50;

  private final AuditEvents events;
  private final WebhookDesk webhooks;

  EventPages(AuditEvents events, WebhookDesk webhooks) {
    this.events = events;
    this.webhooks = webhooks;
  }

  @GetMapping(PAGE)
  View list(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String done) {
    AuditQuery newest = new AuditQuery(List.of(), null, null, null, null, null, null, SHOWN);
    return Page.of(
        "events",
        "Events",
        Area.EVENTS,
        new EventsView(
            events.search(caller.tenant(), newest).stream().map(EventPages::row).toList(),
            webhooks.list(caller).stream().map(EventPages::row).toList(),
            done.equals("replayed") ? "What was given up is queued once more." : null));
  }

  @PostMapping(PAGE + "/webhooks/{id}/replay")
  View replay(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return webhooks.replay(caller, id).isPresent()
        ? new Redirect(PAGE + "?done=replayed")
        : Failures.of(HttpStatus.NOT_FOUND);
  }

  private static EventsView.Event row(RecordedEvent event) {
    return new EventsView.Event(
        Moment.of(event.occurredAt()),
        event.type(),
        event.description(),
        event.severity().wireName(),
        event.target() == null ? "" : event.target().id());
  }

  private static EventsView.Webhook row(WebhookDesk.Standing webhook) {
    return new EventsView.Webhook(
        webhook.view().id(),
        webhook.view().url(),
        webhook.view().types().isEmpty() ? "everything" : String.join(" ", webhook.view().types()),
        webhook.view().status(),
        webhook.view().failingSince() == null ? null : Moment.of(webhook.view().failingSince()),
        webhook.dead());
  }
}
