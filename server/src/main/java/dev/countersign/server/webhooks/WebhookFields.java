package dev.countersign.server.webhooks;

import dev.countersign.api.WebhookChange;
import dev.countersign.api.WebhookReplayRequest;
import dev.countersign.api.WebhookRequest;
import dev.countersign.server.events.EventTypes;
import dev.countersign.server.platform.id.EventId;
import dev.countersign.server.platform.web.Fields;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what requests about webhooks say. */
final class WebhookFields {
  private static final int DESCRIPTION_MAX = 200;
  private static final int TEXT_MAX = 64;
  private static final URI NOWHERE = URI.create("https://invalid");

  private final Destinations destinations;

  WebhookFields(Destinations destinations) {
    this.destinations = destinations;
  }

  Webhooks.Wish wish(WebhookRequest request) {
    Fields fields = new Fields();
    URI url = url(fields, request.url());
    String description =
        fields.optionalText("description", request.description(), DESCRIPTION_MAX).orElse(null);
    EventTypes types = request.types() == null ? EventTypes.ALL : types(fields, request.types());
    fields.verify();
    return new Webhooks.Wish(url, description, types);
  }

  Webhooks.Change change(WebhookChange request) {
    Fields fields = new Fields();
    URI url = request.url() == null ? null : url(fields, request.url());
    String description =
        fields.optionalText("description", request.description(), DESCRIPTION_MAX).orElse(null);
    EventTypes types = request.types() == null ? null : types(fields, request.types());
    Boolean active =
        request.status() == null
            ? null
            : fields
                .parsed(
                    "status",
                    request.status(),
                    TEXT_MAX,
                    WebhookFields::isActive,
                    "Give active or disabled.")
                .orElse(null);
    fields.verify();
    return new Webhooks.Change(url, description, types, active);
  }

  /** The event that is to be told once more; empty where a time is meant. */
  Optional<EventId> event(WebhookReplayRequest request) {
    if (request.event() == null) {
      return Optional.empty();
    }
    Fields fields = new Fields();
    Optional<EventId> event = event(fields, "event", request.event());
    fields.verify();
    return event;
  }

  Replaying.Stretch stretch(WebhookReplayRequest request) {
    Fields fields = new Fields();
    Instant since = time(fields, "since", request.since());
    Instant until = time(fields, "until", request.until());
    EventId after =
        request.after() == null ? null : event(fields, "after", request.after()).orElse(null);
    if (fields.faults().isEmpty() && !since.isBefore(until)) {
      fields.fault("until", "out_of_range", "Give a time after since.");
    }
    fields.verify();
    return new Replaying.Stretch(since, until, after);
  }

  private URI url(Fields fields, @Nullable String text) {
    URI url =
        fields
            .parsed(
                "url",
                text,
                Destinations.LENGTH_MAX,
                destinations::parse,
                "Give an https address without a user name and a fragment.")
            .orElse(NOWHERE);
    if (fields.faults().isEmpty() && !destinations.isPublic(url)) {
      fields.fault(
          "url",
          "address_not_allowed",
          "Give an address on the public internet, or let the operator allow its network.");
    }
    return url;
  }

  private static EventTypes types(Fields fields, List<String> names) {
    return EventTypes.of(names)
        .orElseGet(() -> {
          fields.fault(
              "types",
              "malformed",
              "Give types such as payment.completed or payment.*, at most 50.");
          return EventTypes.ALL;
        });
  }

  private static Optional<EventId> event(Fields fields, String name, String text) {
    return fields.parsed(name, text, TEXT_MAX, EventId::parse, "Give an event's id evt_….");
  }

  private static Instant time(Fields fields, String name, @Nullable String text) {
    return fields
        .parsed(name, text, TEXT_MAX, WebhookFields::time, "Give a time as in RFC 3339.")
        .orElse(Instant.EPOCH);
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Boolean> isActive(String status) {
    return switch (status.toLowerCase(Locale.ROOT)) {
      case "active" -> Optional.of(true);
      case "disabled" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
