package dev.countersign.server.webhooks;

import dev.countersign.server.platform.store.CommitSignal;
import org.springframework.stereotype.Component;

/** Wakes this node's couriers when deliveries were queued here. */
@Component
class DeliverySignal extends CommitSignal {}
