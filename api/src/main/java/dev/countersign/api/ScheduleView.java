package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has paid later.
 *
 * @param id its id {@code sch_…}; each of its payments bears it in its metadata, as {@code
 *     schedule}
 * @param status {@code active}, {@code paused}, {@code cancelled} or {@code finished}
 * @param recipient the person's id {@code usr_…} or the account's id {@code acc_…}
 * @param amount what is paid each time
 * @param currency the asset's code
 * @param metadata the owner's own notes
 * @param startsAt the first time by the clock on the wall
 * @param timeZone where that clock hangs
 * @param frequency {@code once}, {@code daily}, {@code weekly}, {@code monthly} or {@code yearly}
 * @param interval so many days, weeks, months or years apart
 * @param until the last day on which it may be paid; absent where there is none
 * @param count how often it is paid in all; absent where nobody counts
 * @param coming when it is paid next: up to five times, none while it is paused or over
 * @param createdAt when it was made
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScheduleView(
    String id,
    String status,
    String recipient,
    String amount,
    String currency,
    Map<String, String> metadata,
    @JsonProperty("starts_at") String startsAt,
    @JsonProperty("time_zone") String timeZone,
    String frequency,
    int interval,
    @Nullable String until,
    @Nullable Integer count,
    List<Instant> coming,
    @JsonProperty("created_at") Instant createdAt) {
  public ScheduleView {
    metadata = Copies.of(metadata);
    coming = List.copyOf(coming);
  }
}
