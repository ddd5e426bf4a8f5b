package dev.countersign.server.events;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.LiveEvent;
import dev.countersign.api.LiveEventData;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Credential;
import dev.countersign.server.access.Permission;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.util.Optional;

/**
 * What one caller may be told of, by what they may do at the moment. Their own events take no
 * permission of somebody who signed in, but for those about money; a key, and whoever sees what
 * another sees, hears of money alone. The whole tenant's are for who may read its audit log.
 */
final class Audience {
  private final Caller caller;
  private final EventScope scope;
  private final EventTypes types;

  private Audience(Caller caller, EventScope scope, EventTypes types) {
    this.caller = caller;
    this.scope = scope;
    this.types = types;
  }

  static Audience of(Caller caller, EventScope scope, EventTypes types) {
    return new Audience(caller, scope, types);
  }

  TenantId tenant() {
    return caller.tenant();
  }

  /** Why the caller may be told nothing of this; empty where they may. */
  Optional<ErrorCode> refusal() {
    return switch (scope) {
      case TENANT -> caller.may(Permission.AUDIT_READ) ? Optional.empty() : Optional.of(lacking());
      case OWN -> {
        if (caller.user() == null) {
          yield Optional.of(ErrorCode.PERSON_REQUIRED);
        }
        yield isInPerson() || caller.may(Permission.READ_OWN)
            ? Optional.empty()
            : Optional.of(lacking());
      }
    };
  }

  /** The event as the caller may read it; empty where it is not for them. */
  Optional<LiveEvent> told(Happened event) {
    if (!event.tenant().equals(caller.tenant()) || !types.include(event.type())) {
      return Optional.empty();
    }
    return switch (scope) {
      case TENANT -> Optional.of(event.told(caller.may(Permission.LEDGER_READ)));
      case OWN -> ofOwn(event);
    };
  }

  private Optional<LiveEvent> ofOwn(Happened event) {
    UserId person = caller.user();
    boolean mayHear = event.isAboutMoney() ? caller.may(Permission.READ_OWN) : isInPerson();
    if (person == null || !mayHear || !event.concerns(person)) {
      return Optional.empty();
    }
    LiveEvent told = event.told(true);
    return Optional.of(person.text().equals(told.data().actor()) ? told : withoutDoer(told));
  }

  // Who else did it, and in which session of theirs, is not the reader's to know.
  private static LiveEvent withoutDoer(LiveEvent event) {
    LiveEventData data = event.data();
    return new LiveEvent(
        event.id(),
        event.cursor(),
        event.type(),
        event.timestamp(),
        new LiveEventData(
            data.description(),
            data.severity(),
            data.actorType(),
            null,
            data.targetType(),
            data.target(),
            null,
            null,
            data.metadata(),
            data.payment()));
  }

  private boolean isInPerson() {
    return caller.credential() instanceof Credential.Session;
  }

  private ErrorCode lacking() {
    return caller.session() == null ? ErrorCode.INSUFFICIENT_SCOPE : ErrorCode.FORBIDDEN;
  }
}
