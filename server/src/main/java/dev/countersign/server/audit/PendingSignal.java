package dev.countersign.server.audit;

import dev.countersign.server.platform.store.CommitSignal;
import org.springframework.stereotype.Component;

/** Wakes this node's sequencer when events were committed here. */
@Component
class PendingSignal extends CommitSignal {}
