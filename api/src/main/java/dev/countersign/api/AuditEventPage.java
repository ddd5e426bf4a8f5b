package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the audit log, newest first: {@code GET /v1/audit/events} (administrator).
 *
 * @param events the events of this page
 * @param nextCursor what to send as {@code cursor} for the next page; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEventPage(
    List<AuditEventView> events, @JsonProperty("next_cursor") @Nullable String nextCursor) {
  public AuditEventPage {
    events = Copies.of(events);
  }
}
