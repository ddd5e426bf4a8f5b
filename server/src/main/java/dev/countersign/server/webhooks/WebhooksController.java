package dev.countersign.server.webhooks;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.WebhookChange;
import dev.countersign.api.WebhookPage;
import dev.countersign.api.WebhookRequest;
import dev.countersign.api.WebhookSecretRequest;
import dev.countersign.api.WebhookView;
import dev.countersign.api.WebhookWithSecret;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.problem.Problems;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where the caller's tenant is told of events. Whoever names an address must themselves be allowed
 * to read what is told there.
 */
@RestController
@RequestMapping(path = "/v1/webhooks", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN})
@Tag(name = "webhooks")
class WebhooksController {
  private static final Permissions TOLD =
      Permissions.of(Permission.AUDIT_READ, Permission.LEDGER_READ);
  private static final int GRACE_MINUTES_MAX = 7 * 24 * 60;
  private static final int GRACE_MINUTES = 24 * 60;

  private final Webhooks webhooks;
  private final WebhookFields read;

  WebhooksController(Webhooks webhooks, WebhookFields read) {
    this.webhooks = webhooks;
    this.read = read;
  }

  @Operation(
      summary = "Be told of events at an address",
      description =
          "Deliveries have the form of the Standard Webhooks specification. The answer shows the"
              + " secret they are signed with, this once.")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses({ErrorCode.PERMISSION_NOT_HELD, ErrorCode.TOO_MANY_WEBHOOKS})
  WebhookWithSecret create(
      @AuthenticationPrincipal Caller caller, @RequestBody WebhookRequest request) {
    caller.requireHeld(TOLD);
    Webhooks.Wish wish = read.wish(request);
    return webhooks
        .create(caller, wish)
        .map(WebhookViews::withSecret)
        .orElseThrow(() -> Problems.of(ErrorCode.TOO_MANY_WEBHOOKS));
  }

  @Operation(summary = "The webhooks of the tenant")
  @GetMapping
  WebhookPage list(@AuthenticationPrincipal Caller caller) {
    return new WebhookPage(webhooks.list(caller.tenant()).stream().map(WebhookViews::of).toList());
  }

  @Operation(summary = "One webhook")
  @GetMapping("/{id}")
  @Refuses(ErrorCode.NOT_FOUND)
  WebhookView one(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return WebhookViews.of(required(caller, id));
  }

  @Operation(
      summary = "Change a webhook",
      description =
          "What is absent stays as it is. What waits for one that is disabled is given up, and can"
              + " be replayed.")
  @PatchMapping("/{id}")
  @Refuses({ErrorCode.NOT_FOUND, ErrorCode.PERMISSION_NOT_HELD})
  WebhookView change(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody WebhookChange request) {
    caller.requireHeld(TOLD);
    Webhook webhook = required(caller, id);
    return found(webhooks.change(caller, webhook.id(), read.change(request)).map(WebhookViews::of));
  }

  @Operation(summary = "Remove a webhook", description = "Its deliveries go with it.")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Refuses(ErrorCode.NOT_FOUND)
  void remove(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    if (WebhookId.parse(id).filter(webhook -> webhooks.remove(caller, webhook)).isEmpty()) {
      throw missing();
    }
  }

  @Operation(
      summary = "Replace a webhook's secret",
      description =
          "Deliveries are signed with the old one too until its time of grace is over, so that the"
              + " receiver can change over in between.")
  @PostMapping("/{id}/secret")
  @Refuses({ErrorCode.NOT_FOUND, ErrorCode.PERMISSION_NOT_HELD})
  WebhookWithSecret replaceSecret(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody WebhookSecretRequest request) {
    caller.requireHeld(TOLD);
    Webhook webhook = required(caller, id);
    int minutes = request.graceMinutes() == null ? GRACE_MINUTES : request.graceMinutes();
    Fields fields = new Fields();
    if (minutes < 0 || minutes > GRACE_MINUTES_MAX) {
      fields.fault(
          "grace_minutes", "out_of_range", "Give a number from 0 to " + GRACE_MINUTES_MAX + ".");
    }
    fields.verify();
    return found(
        webhooks
            .replaceSecret(caller, webhook.id(), Duration.ofMinutes(minutes))
            .map(WebhookViews::withSecret));
  }

  private Webhook required(Caller caller, String id) {
    return found(WebhookId.parse(id).flatMap(parsed -> webhooks.find(caller.tenant(), parsed)));
  }

  private static <T> T found(Optional<T> result) {
    return result.orElseThrow(WebhooksController::missing);
  }

  static ProblemException missing() {
    return new ProblemException(ErrorCode.NOT_FOUND, "There is no such webhook.");
  }
}
