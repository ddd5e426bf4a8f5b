package dev.countersign.server.console;

import dev.countersign.server.audit.AuditEvents;
import dev.countersign.server.audit.AuditQuery;
import dev.countersign.server.audit.RecordedEvent;
import dev.countersign.server.audit.Severity;
import dev.countersign.server.console.page.Moment;
import dev.countersign.server.console.page.PersonView;
import dev.countersign.server.users.User;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds what the audit log has of somebody lately: what they did, and what was done to them. */
@Component
class PersonEvents {
  private static final int SHOWN = 20;

  private final AuditEvents events;

  PersonEvents(AuditEvents events) {
    this.events = events;
  }

  /** The newest first. */
  List<PersonView.Event> of(User user) {
    AuditQuery byThem =
        new AuditQuery(List.of(), null, user.id().value(), null, null, null, null, SHOWN);
    AuditQuery toThem = AuditQuery.ofTarget(user.id().text(), SHOWN);
    Map<String, RecordedEvent> found =
        Stream.of(byThem, toThem)
            .flatMap(query -> events.search(user.tenant(), query).stream())
            .collect(Collectors.toMap(event -> event.id().text(), event -> event, (a, _) -> a));
    return found.values().stream()
        .sorted(Comparator.comparing((RecordedEvent event) -> event.id().text()).reversed())
        .limit(SHOWN)
        .map(PersonEvents::event)
        .toList();
  }

  private static PersonView.Event event(RecordedEvent event) {
    List<String> details = new ArrayList<>();
    new TreeMap<String, Object>(event.metadata())
        .forEach((name, value) -> details.add(named(name, value)));
    new TreeMap<>(event.personal()).forEach((name, value) -> details.add(named(name, value)));
    return new PersonView.Event(
        Moment.of(event.occurredAt()),
        event.type(),
        event.description(),
        event.severity().wireName(),
        event.severity().compareTo(Severity.WARNING) > 0,
        String.join(" · ", details));
  }

  private static String named(String name, Object value) {
    return name.replace('_', ' ') + ": " + value;
  }
}
