package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What either party may know of a payment that an event is about.
 *
 * @param id the payment's id {@code pay_…}
 * @param type {@code payment}, {@code deposit} and the like
 * @param status what became of it by this event: {@code completed}
 * @param amount what moved, above zero, with all digits of the currency's scale
 * @param currency the asset's code
 * @param payer the id {@code acc_…} of the account that paid; absent where several did
 * @param payee the id {@code acc_…} of the account that was paid; absent where several were
 * @param createdAt when it was recorded
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LivePayment(
    String id,
    String type,
    String status,
    String amount,
    String currency,
    @Nullable String payer,
    @Nullable String payee,
    @JsonProperty("created_at") Instant createdAt) {}
