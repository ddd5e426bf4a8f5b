package dev.countersign.server.audit;

import dev.countersign.api.AuditEventPage;
import dev.countersign.api.AuditEventView;
import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.id.EventId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Moments;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The events of the caller's tenant, for its administrators. */
@RestController
@RequestMapping(path = "/v1/audit/events", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN})
@Tag(name = "audit")
class AuditEventsController {
  private static final int LIMIT_MAX = 200;
  private static final int TEXT_MAX = 255;

  private final AuditEvents events;

  AuditEventsController(AuditEvents events) {
    this.events = events;
  }

  @GetMapping
  @Operation(
      summary = "What happened, newest first",
      description = "Filters narrow together; `type` may be given more than once and means any.")
  AuditEventPage list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(required = false) @Nullable List<String> type,
      @RequestParam(required = false) @Nullable String severity,
      @RequestParam(required = false) @Nullable String actor,
      @RequestParam(required = false) @Nullable String target,
      @RequestParam(required = false) @Nullable String since,
      @RequestParam(required = false) @Nullable String until,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    Administrators.require(caller);
    Fields fields = new Fields();
    AuditQuery query =
        new AuditQuery(
            types(fields, type),
            optional(fields, "severity", severity, AuditEventsController::severity),
            optional(fields, "actor", actor, EventViews::actor),
            fields.optionalText("target", target, TEXT_MAX).orElse(null),
            optional(fields, "since", since, Moments::read),
            optional(fields, "until", until, Moments::read),
            optional(fields, "cursor", cursor, EventId::parse),
            // One more than asked for tells whether there is a next page.
            limit + 1);
    if (limit < 1 || limit > LIMIT_MAX) {
      fields.fault("limit", "out_of_range", "Give a number from 1 to " + LIMIT_MAX + ".");
    }
    fields.verify();
    return page(events.search(caller.tenant(), query), limit);
  }

  @GetMapping("/{id}")
  @Operation(summary = "One event")
  @Refuses(ErrorCode.NOT_FOUND)
  AuditEventView one(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    Administrators.require(caller);
    return EventId.parse(id)
        .flatMap(event -> events.find(caller.tenant(), event))
        .map(EventViews::of)
        .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "There is no such event."));
  }

  private static AuditEventPage page(List<RecordedEvent> found, int limit) {
    List<AuditEventView> views = found.stream().limit(limit).map(EventViews::of).toList();
    String next = found.size() > limit ? views.getLast().id() : null;
    return new AuditEventPage(views, next);
  }

  private static List<AuditEventType> types(Fields fields, @Nullable List<String> names) {
    return names == null
        ? List.of()
        : names.stream()
            .map(name ->
                fields.parsed(
                    "type", name, TEXT_MAX, AuditEventType::ofWireName, "Give a known type."))
            .flatMap(Optional::stream)
            .toList();
  }

  private static <T> @Nullable T optional(
      Fields fields, String name, @Nullable String value, Function<String, Optional<T>> reader) {
    return value == null
        ? null
        : fields.parsed(name, value, TEXT_MAX, reader, "This is not a " + name + ".").orElse(null);
  }

  private static Optional<Severity> severity(String name) {
    return Arrays.stream(Severity.values()).filter(s -> s.wireName().equals(name)).findFirst();
  }
}
