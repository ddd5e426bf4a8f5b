package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A second factor of a person.
 *
 * @param methodId its id, {@code mfa_…}
 * @param type {@code totp}, {@code sms}, {@code email}, {@code recovery_code} or {@code passkey}
 * @param name what its owner calls it
 * @param destination where codes are sent, masked; absent where none are
 * @param isPrimary whether it is what its owner is asked for unless they choose
 * @param isVerified whether it is in use
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FactorView(
    @JsonProperty("method_id") String methodId,
    String type,
    String name,
    @Nullable String destination,
    @JsonProperty("is_primary") boolean isPrimary,
    @JsonProperty("is_verified") boolean isVerified,
    @JsonProperty("created_at") Instant createdAt,
    @JsonProperty("last_used_at") @Nullable Instant lastUsedAt) {}
