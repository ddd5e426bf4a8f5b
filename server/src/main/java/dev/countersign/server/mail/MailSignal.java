package dev.countersign.server.mail;

import dev.countersign.server.platform.store.CommitSignal;
import org.springframework.stereotype.Component;

/** Wakes this node's postman when messages were committed here. */
@Component
class MailSignal extends CommitSignal {}
