package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one time of a schedule.
 *
 * @param number which time, counted from 0
 * @param dueAt when it was due
 * @param recordedAt when this was written down
 * @param outcome {@code paid}; {@code refused}, and not tried again; {@code missed}, because the
 *     next time was due before anybody saw to it; or {@code skipped}, because the schedule was
 *     paused or cancelled
 * @param paymentId the payment; absent where nothing was paid
 * @param reason why it was refused; absent unless it was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScheduleRun(
    int number,
    @JsonProperty("due_at") Instant dueAt,
    @JsonProperty("recorded_at") Instant recordedAt,
    String outcome,
    @JsonProperty("payment_id") @Nullable String paymentId,
    @Nullable String reason) {}
