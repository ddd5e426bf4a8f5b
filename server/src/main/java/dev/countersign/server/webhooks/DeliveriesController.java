package dev.countersign.server.webhooks;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.WebhookDelivery;
import dev.countersign.api.WebhookDeliveryPage;
import dev.countersign.api.WebhookReplayAnswer;
import dev.countersign.api.WebhookReplayRequest;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.id.EventId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import dev.countersign.server.webhooks.Delivery.Status;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
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

/** What became of deliveries, and how to have them once more. */
@RestController
@RequestMapping(path = "/v1/webhooks/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN, ErrorCode.NOT_FOUND})
@Tag(name = "webhooks")
class DeliveriesController {
  private static final int LIMIT_MAX = 200;
  private static final int TEXT_MAX = 64;

  private final Webhooks webhooks;
  private final DeliveryHistory history;
  private final Replaying replaying;
  private final WebhookFields read;

  DeliveriesController(
      Webhooks webhooks, DeliveryHistory history, Replaying replaying, WebhookFields read) {
    this.webhooks = webhooks;
    this.history = history;
    this.replaying = replaying;
    this.read = read;
  }

  @Operation(
      summary = "What a webhook was and will be told",
      description = "With `status=dead`: what was given up after three days of trying.")
  @GetMapping("/deliveries")
  WebhookDeliveryPage list(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    Webhook webhook = required(caller, id);
    Fields fields = new Fields();
    Status wanted =
        status == null
            ? null
            : fields
                .parsed("status", status, TEXT_MAX, Status::find, "Give queued, delivered or dead.")
                .orElse(null);
    EventId before =
        cursor == null
            ? null
            : fields
                .parsed("cursor", cursor, TEXT_MAX, EventId::parse, "This is not a cursor.")
                .orElse(null);
    if (limit < 1 || limit > LIMIT_MAX) {
      fields.fault("limit", "out_of_range", "Give a number from 1 to " + LIMIT_MAX + ".");
    }
    fields.verify();
    // One more than asked for tells whether there is a next page.
    List<Delivery> found = history.page(webhook, wanted, before, limit + 1);
    List<WebhookDelivery> views = found.stream().limit(limit).map(WebhookViews::of).toList();
    return new WebhookDeliveryPage(views, found.size() > limit ? views.getLast().event() : null);
  }

  @Operation(summary = "One event's delivery, with its attempts")
  @GetMapping("/deliveries/{event}")
  WebhookDelivery one(
      @AuthenticationPrincipal Caller caller, @PathVariable String id, @PathVariable String event) {
    Webhook webhook = required(caller, id);
    return EventId.parse(event)
        .flatMap(parsed -> history.one(webhook, parsed))
        .map(found -> WebhookViews.of(found.delivery(), found.attempts()))
        .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "There is no such delivery."));
  }

  @Operation(
      summary = "Tell a webhook of events once more",
      description =
          "One event by its id, or those of a time that the webhook wants: whether they were"
              + " delivered, given up or never queued. With `dead_only`, what was given up.")
  @PostMapping("/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  WebhookReplayAnswer replay(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody WebhookReplayRequest request) {
    Webhook webhook = required(caller, id);
    Optional<EventId> event = read.event(request);
    if (event.isPresent()) {
      return new WebhookReplayAnswer(replaying.one(caller, webhook, event.get()), null);
    }
    Replaying.Replayed replayed =
        replaying.within(
            caller, webhook, read.stretch(request), Boolean.TRUE.equals(request.deadOnly()));
    EventId next = replayed.next();
    return new WebhookReplayAnswer(replayed.queued(), next == null ? null : next.text());
  }

  private Webhook required(Caller caller, String id) {
    return WebhookId.parse(id)
        .flatMap(parsed -> webhooks.find(caller.tenant(), parsed))
        .orElseThrow(WebhooksController::missing);
  }
}
