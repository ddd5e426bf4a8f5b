package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the ledger's account.
 *
 * @param payment the payment's id {@code pay_…}
 * @param amount as the account outside would tell it: above zero for what came in there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReconciliationEntry(
    String payment,
    String amount,
    @Nullable String reference,
    @JsonProperty("effective_at") Instant effectiveAt) {}
