package dev.countersign.server.reconciliation;

import dev.countersign.server.platform.id.LineId;
import dev.countersign.server.platform.id.MatchId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A line that was taken in. */
record StoredLine(
    LineId id,
    LocalDate date,
    long amountMinor,
    @Nullable String reference,
    @Nullable String counterparty,
    @Nullable String details,
    @Nullable MatchId match) {}
