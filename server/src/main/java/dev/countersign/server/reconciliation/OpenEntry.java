package dev.countersign.server.reconciliation;

import dev.countersign.server.platform.id.PaymentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the ledger's account that has no counterpart yet.
 *
 * @param amountMinor as the account outside would tell it
 */
record OpenEntry(
    PaymentId payment,
    long version,
    long amountMinor,
    @Nullable String reference,
    Instant effectiveAt) {}
