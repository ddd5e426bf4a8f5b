package dev.countersign.server.statements;

import dev.countersign.server.ledger.Transfer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a statement.
 *
 * @param counterparty what the other side is called; {@code null} where there are several
 * @param counterpartyAccount its account's id {@code acc_…}
 */
record StatementLine(
    String payment,
    Transfer.Type type,
    @Nullable String reference,
    @Nullable String counterparty,
    @Nullable String counterpartyAccount,
    long amountMinor,
    long balanceMinor,
    long version,
    Instant effectiveAt,
    Instant recordedAt) {}
