package dev.countersign.server.audit;

import dev.countersign.server.platform.store.RoundTrip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Also writes each event as a line of JSON to a file, for collectors of logs, once its transaction
 * has committed. The database stays the record: a line may be missing after a crash, and holds
 * nothing personal, which could not be forgotten there. The file is opened for each write, so that
 * it may be moved away at any time.
 */
final class AuditLines implements AuditTrail {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLines.class);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final AuditTrail record;
  private final Path file;
  private final InstantSource clock;

  AuditLines(AuditTrail record, Path file, InstantSource clock) {
    this.record = record;
    this.file = file.toAbsolutePath();
    this.clock = clock;
  }

  @Override
  public void record(List<AuditEvent> events) {
    record.record(events);
    writeAfterCommit(events);
  }

  @Override
  public void record(List<AuditEvent> events, RoundTrip trip) {
    record.record(events, trip);
    writeAfterCommit(events);
  }

  private void writeAfterCommit(List<AuditEvent> events) {
    String lines = events.stream().map(this::line).collect(Collectors.joining());
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            write(lines);
          }
        });
  }

  private String line(AuditEvent event) {
    AuditEvent.Target target = event.target();
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("timestamp", clock.instant().toString());
    line.put("event", event.type().wireName());
    line.put("severity", event.type().severity().wireName());
    line.put("tenant_id", event.tenant().text());
    line.put("actor_id", event.actorId());
    line.put("target_type", target == null ? null : target.type());
    line.put("target_id", target == null ? null : Redaction.ofText(target.id()));
    line.put("session_id", event.session() == null ? null : event.session().text());
    line.put("request_id", Redaction.ofText(event.requestId()));
    line.put("metadata", event.metadata().isEmpty() ? null : Redaction.of(event.metadata()));
    line.values().removeIf(Objects::isNull);
    return JSON.writeValueAsString(line) + "\n";
  }

  private synchronized void write(String lines) {
    try {
      DurableFiles.addTo(file, lines.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.error("Audit lines could not be written to {}; the events are in the database", file, e);
    }
  }
}
