package dev.countersign.server.events;

import dev.countersign.api.AuditEventView;
import dev.countersign.api.LiveEvent;
import dev.countersign.api.LiveEventData;
import dev.countersign.api.LivePayment;
import dev.countersign.server.audit.PlacedEvent;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event with what its readers may be told.
 *
 * @param payment the payment it is about, where it is about one
 * @param parties whose accounts that payment changed
 */
public record Happened(PlacedEvent placed, @Nullable LivePayment payment, Set<UserId> parties) {
  public Happened {
    parties = Set.copyOf(parties);
  }

  public TenantId tenant() {
    return placed.tenant();
  }

  public String type() {
    return placed.event().type();
  }

  /** Where to go on from after it. */
  Cursor cursor() {
    return new Cursor(placed.place() + 1);
  }

  /** Whether it is about money. */
  boolean isAboutMoney() {
    return type().startsWith(LiveEvent.PAYMENTS) || type().startsWith("ledger.");
  }

  /** Whether it is about a person or an account of theirs. */
  boolean concerns(UserId person) {
    return parties.contains(person) || placed.concerns(person);
  }

  /**
   * The event in the words of the API.
   *
   * @param withPayment whether the reader may see the payment
   */
  LiveEvent told(boolean withPayment) {
    return rendered(cursor().text(), withPayment ? payment : null);
  }

  /** The same for those who do not follow the stream. */
  public LiveEvent toldAlone() {
    return rendered(null, payment);
  }

  private LiveEvent rendered(@Nullable String cursor, @Nullable LivePayment shown) {
    AuditEventView view = placed.view();
    Map<String, Object> metadata = new LinkedHashMap<>(view.metadata());
    return new LiveEvent(
        view.id(),
        cursor,
        view.type(),
        view.occurredAt(),
        new LiveEventData(
            view.description(),
            view.severity(),
            view.actorType(),
            view.actor(),
            view.targetType(),
            view.target(),
            view.session(),
            view.requestId(),
            metadata,
            shown));
  }
}
