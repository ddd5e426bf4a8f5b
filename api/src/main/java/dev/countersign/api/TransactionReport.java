package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What was recorded in a period.
 *
 * @param periodStart recorded at this time or later
 * @param periodEnd recorded before this time
 * @param totalVolume what moved, for each currency: sums of different ones have no sum
 * @param fraudFlags how many movements were refused, by the code of the refusal
 */
public record TransactionReport(
    @JsonProperty("period_start") Instant periodStart,
    @JsonProperty("period_end") Instant periodEnd,
    @JsonProperty("total_transactions") long totalTransactions,
    @JsonProperty("total_volume") Map<String, String> totalVolume,
    @JsonProperty("currency_breakdown") List<CurrencyActivity> currencyBreakdown,
    @JsonProperty("user_activity") UserActivity userActivity,
    @JsonProperty("fraud_flags") Map<String, Long> fraudFlags) {
  public TransactionReport {
    totalVolume = Copies.of(totalVolume);
    currencyBreakdown = Copies.of(currencyBreakdown);
    fraudFlags = Copies.of(fraudFlags);
  }

  /** The movements of one currency and type. */
  public record CurrencyActivity(
      String currency, PaymentType type, long transactions, String volume) {}

  /**
   * Who had a part in movements.
   *
   * @param activeUsers how many people had
   * @param mostActive the ten who had most
   */
  public record UserActivity(
      @JsonProperty("active_users") long activeUsers,
      @JsonProperty("most_active") List<ActiveUser> mostActive) {
    public UserActivity {
      mostActive = Copies.of(mostActive);
    }
  }

  /** Somebody, and in how many movements they had a part. */
  public record ActiveUser(String user, long transactions) {}
}
