package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks to pay later, once or again and again: {@code POST /v1/schedules}, with an {@code
 * Idempotency-Key}.
 *
 * @param recipient an e-mail address, a username, a person's id {@code usr_…} or an account's id
 *     {@code acc_…}
 * @param amount what to pay each time, a decimal above zero
 * @param currency the asset's code
 * @param metadata the caller's own notes, kept with each payment
 * @param startsAt the first time by the clock on the wall, without an offset: {@code
 *     "2027-01-31T09:00"}; every other time is counted from it
 * @param timeZone where that clock hangs, an IANA name: {@code "Europe/Prague"}
 * @param frequency {@code once}, {@code daily}, {@code weekly}, {@code monthly} or {@code yearly}
 * @param interval so many days, weeks, months or years apart; 1 where absent
 * @param until the last day on which it may be paid: {@code "2027-12-31"}; absent for none
 * @param count how often it is paid in all; absent for no bound
 */
public record ScheduleRequest(
    @Nullable String recipient,
    @Nullable String amount,
    @Nullable String currency,
    Map<String, String> metadata,
    @JsonProperty("starts_at") @Nullable String startsAt,
    @JsonProperty("time_zone") @Nullable String timeZone,
    @Nullable String frequency,
    @Nullable Integer interval,
    @Nullable String until,
    @Nullable Integer count) {
  public ScheduleRequest {
    metadata = Copies.of(metadata);
  }
}
