package dev.countersign.server.events;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.LiveEvent;
import dev.countersign.api.LiveEventPage;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What happened, page by page, for who cannot keep a stream open. */
@RestController
@RequestMapping(path = "/v1/events", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN, ErrorCode.TOO_MANY_STREAMS})
@Tag(name = "events")
class EventsController {
  private static final int LIMIT_MAX = 200;

  /** How many places one request looks at. */
  private static final int LOOKED_AT_MAX = 10_000;

  private final EventFeed feed;
  private final EventWishes wishes;

  EventsController(EventFeed feed, EventWishes wishes) {
    this.feed = feed;
    this.wishes = wishes;
  }

  @GetMapping
  @Operation(
      summary = "What happens, as it happens",
      description =
          """
          Payments and security events of the caller (`scope=own`), or of the whole tenant \
          (`scope=tenant`, for who may read the audit log), in one order, each exactly once. \
          `types` narrows them: `payment.*,auth.login.success`.

          - With `Accept: text/event-stream`: server-sent events. `Last-Event-ID` or `after` goes \
          on from where a stream ended.
          - With `Upgrade: websocket`: a WebSocket with a JSON message for each event. `after` goes \
          on; a ping says where to go on from.
          - Otherwise: one page of JSON. Without `after` it is empty and says where the end is; \
          `after=0` begins at the beginning.

          A stream ends within a second of what it was opened with being revoked, and with the \
          access token it was opened with; it can be resumed with the next one.\
          """)
  LiveEventPage page(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(required = false) @Nullable String scope,
      @RequestParam(required = false) @Nullable String types,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "100") int limit)
      throws InterruptedException {
    Fields fields = new Fields();
    if (limit < 1 || limit > LIMIT_MAX) {
      fields.fault("limit", "out_of_range", "Give a number from 1 to " + LIMIT_MAX + ".");
    }
    fields.verify();
    EventStream.Wish wish = wishes.read(caller, scope, types, after);
    return read(Audience.of(caller, wish.scope(), wish.types()), wish.from(), limit);
  }

  private LiveEventPage read(Audience audience, Cursor from, int limit)
      throws InterruptedException {
    List<LiveEvent> told = new ArrayList<>();
    Cursor end = feed.end();
    Cursor at = from;
    while (told.size() < limit
        && at.next() < end.next()
        && at.next() - from.next() < LOOKED_AT_MAX) {
      EventFeed.Slice slice = feed.lookStored(audience.tenant(), at, end);
      for (Happened event : slice.events()) {
        Optional<LiveEvent> one = audience.told(event);
        if (one.isPresent()) {
          told.add(one.get());
        }
        if (told.size() == limit) {
          return new LiveEventPage(told, event.cursor().text());
        }
      }
      at = slice.next();
    }
    return new LiveEventPage(told, at.text());
  }
}
