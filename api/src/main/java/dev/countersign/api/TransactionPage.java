package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of payments that touched the caller's accounts, newest first.
 *
 * @param transactions the payments of this page
 * @param nextCursor what to send as {@code cursor} for the next page; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TransactionPage(
    List<Payment> transactions, @JsonProperty("next_cursor") @Nullable String nextCursor) {
  public TransactionPage {
    transactions = Copies.of(transactions);
  }
}
