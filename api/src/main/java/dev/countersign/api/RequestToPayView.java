package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks another to pay them.
 *
 * @param id its id {@code prq_…}; the payment bears it in its metadata, as {@code payment_request}
 * @param status {@code open}, {@code paid}, {@code declined}, {@code cancelled} or {@code expired}
 * @param payee who asks
 * @param payer who is asked
 * @param amount how much
 * @param currency the asset's code
 * @param note what for; absent where nothing was said
 * @param reason why it was declined; absent unless it was
 * @param paymentId by which payment it was paid; absent unless it was
 * @param createdAt when it was made
 * @param expiresAt until when it can be paid
 * @param decidedAt when it was paid, declined or taken back; absent unless it was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequestToPayView(
    String id,
    String status,
    String payee,
    String payer,
    String amount,
    String currency,
    @Nullable String note,
    @Nullable String reason,
    @JsonProperty("payment_id") @Nullable String paymentId,
    @JsonProperty("created_at") Instant createdAt,
    @JsonProperty("expires_at") Instant expiresAt,
    @JsonProperty("decided_at") @Nullable Instant decidedAt) {}
