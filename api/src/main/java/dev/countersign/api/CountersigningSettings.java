package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which payments of a tenant wait to be countersigned, and by whom. What is absent is off, or as
 * usual.
 *
 * @param thresholds payments above one of these wait
 * @param newPayees whether the first payment to each payee waits
 * @param signers {@code factor}: the payer, by a fresh second factor; {@code person}: somebody
 *     else; {@code either}, which is usual
 * @param expiresAfter how many minutes a payment waits, 1 to 43,200; usually a day
 * @param apartDays for how many days nobody signs for whom they lent a role to, or who lent them
 *     one; usually 30
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CountersigningSettings(
    List<@Nullable SigningThreshold> thresholds,
    @JsonProperty("new_payees") @Nullable Boolean newPayees,
    @Nullable String signers,
    @JsonProperty("expires_after") @Nullable Integer expiresAfter,
    @JsonProperty("apart_days") @Nullable Integer apartDays) {
  public CountersigningSettings {
    thresholds = Copies.of(thresholds);
  }
}
