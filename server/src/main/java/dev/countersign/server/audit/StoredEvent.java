package dev.countersign.server.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as its columns hold it: redacted, and with everything personal sealed.
 *
 * @param occurredAt in whole microseconds, which is what the store keeps
 */
record StoredEvent(
    UUID id,
    UUID tenantId,
    String type,
    String severity,
    Instant occurredAt,
    String actorType,
    @Nullable UUID actorId,
    @Nullable String targetType,
    @Nullable String targetId,
    @Nullable UUID sessionId,
    @Nullable String requestId,
    Map<String, ?> metadata,
    @Nullable UUID personId,
    @Nullable Bytes personal) {}
