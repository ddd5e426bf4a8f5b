package dev.countersign.server.audit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The audit log: {@code COUNTERSIGN_AUDIT_ORIGIN} and the like.
 *
 * @param origin the log's name in its checkpoints; set it once, before the first start, to
 *     something that is yours alone, such as {@code audit.example.org}
 * @param poll how often the sequencer looks for events that other nodes committed
 * @param pace the shortest time between two checkpoints
 * @param batch the most events placed at once
 * @param lag from which age on an event without a place is a fault
 * @param verificationLimit the longest a verification asked for over HTTP may take
 * @param file where each event is also written as a line of JSON; none to write no lines
 */
@ConfigurationProperties("countersign.audit")
record AuditSettings(
    @DefaultValue("countersign.local/audit") String origin,
    @DefaultValue("150ms") Duration poll,
    @DefaultValue("100ms") Duration pace,
    @DefaultValue("4096") int batch,
    @DefaultValue("10s") Duration lag,
    @DefaultValue("60s") Duration verificationLimit,
    @Nullable String file) {

  AuditSettings {
    if (batch < 1) {
      throw new IllegalArgumentException("COUNTERSIGN_AUDIT_BATCH is at least 1, not " + batch);
    }
  }
}
