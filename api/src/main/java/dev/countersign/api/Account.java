package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account in one asset. Amounts are decimals with all digits of the asset's scale.
 *
 * @param id the account's id {@code acc_…}
 * @param currency the asset's code
 * @param balance the sum of all entries; may be below zero within the overdraft limit
 * @param held what open holds keep of the balance: part of it, but not to be spent
 * @param available what can be spent: balance and overdraft limit together, less what is held
 * @param overdraftLimit how far below zero the balance may go; zero or more
 * @param externalReference the reference under which an administrator opened it, if one did
 * @param owner the id {@code usr_…} of the person it belongs to, if it does
 * @param status what may happen to it
 * @param version the number of entries so far
 * @param createdAt when it was opened
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Account(
    String id,
    String currency,
    String balance,
    String held,
    String available,
    @JsonProperty("overdraft_limit") String overdraftLimit,
    @JsonProperty("external_reference") @Nullable String externalReference,
    @Nullable String owner,
    AccountKind kind,
    AccountStatus status,
    long version,
    @JsonProperty("created_at") Instant createdAt) {}
