package dev.countersign.client;

import dev.countersign.api.LiveEvent;
import dev.countersign.api.LiveEventPage;
import java.util.function.Consumer;

/** What happens, told while it happens. */
public final class Events {
  private final Transport transport;
  private final ClientConfig config;

  Events(Transport transport, ClientConfig config) {
    this.transport = transport;
    this.config = config;
  }

  /**
   * Tells a listener of events until the subscription is closed. A stream that breaks or ends is
   * resumed where it was, with new tokens if need be, so that each event is told once and none is
   * left out; only a refusal ends it. What the listener throws is logged, and the next event told.
   * Messages that cannot be read are logged and passed over.
   *
   * @param listener called on a thread of the subscription's own, one event after the other
   */
  public EventSubscription subscribe(EventQuery query, Consumer<LiveEvent> listener) {
    EventSubscription subscription = new EventSubscription(transport, query, listener);
    subscription.start();
    return subscription;
  }

  /** Tells a listener of the caller's payments from now on, and of nothing else. */
  public EventSubscription subscribeToPaymentEvents(Consumer<LiveEvent> listener) {
    return subscribe(
        EventQuery.ofTypes(LiveEvent.PAYMENTS + "*"),
        event -> {
          if (event.isAboutPayment()) {
            listener.accept(event);
          }
        });
  }

  /** One page of events, for who keeps no stream open. */
  public LiveEventPage page(EventQuery query) {
    return Waiting.on(transport.send(Call.get(query.path(), LiveEventPage.class, config.timeout())))
        .value();
  }
}
