package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a key was used for in the last 30 days; a second behind.
 *
 * @param keyId the key
 * @param from the first day counted
 * @param to the last, today, in UTC
 * @param requests how many there were
 * @param endpoints by what was called, the most called first
 * @param statuses by what was answered
 * @param days by day, with the days without any
 * @param latency how long answers took; absent without any
 * @param addresses the last ten addresses, the latest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApiKeyUsage(
    @JsonProperty("key_id") String keyId,
    LocalDate from,
    LocalDate to,
    long requests,
    List<Endpoint> endpoints,
    List<Status> statuses,
    List<Day> days,
    @JsonProperty("latency_ms") @Nullable Latency latency,
    List<Address> addresses) {
  public ApiKeyUsage {
    endpoints = List.copyOf(endpoints);
    statuses = List.copyOf(statuses);
    days = List.copyOf(days);
    addresses = List.copyOf(addresses);
  }

  /**
   * One thing that was called.
   *
   * @param method the HTTP method
   * @param endpoint the path with names for what varies in it
   * @param requests how often
   * @param latency how long answers took
   */
  public record Endpoint(
      String method, String endpoint, long requests, @JsonProperty("latency_ms") Latency latency) {}

  /** How often one HTTP status was answered. */
  public record Status(int status, long requests) {}

  /** How many requests there were on one day. */
  public record Day(LocalDate day, long requests) {}

  /**
   * Within how many milliseconds half, 95 and 99 in a hundred were answered; a tenth off at most.
   */
  public record Latency(BigDecimal p50, BigDecimal p95, BigDecimal p99) {}

  /**
   * Where requests came from: one IPv4 address, or the /64 of IPv6 ones.
   *
   * @param address the address of the last of them
   * @param userAgent what the last of them called itself
   * @param requests how many there were
   * @param lastSeen when the last came
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Address(
      String address,
      @JsonProperty("user_agent") @Nullable String userAgent,
      long requests,
      @JsonProperty("last_seen") Instant lastSeen) {}
}
