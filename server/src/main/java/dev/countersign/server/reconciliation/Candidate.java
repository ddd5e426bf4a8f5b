package dev.countersign.server.reconciliation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A line or an entry that waits for its counterpart, as the rules see it.
 *
 * @param <I> by what it is known
 * @param amountMinor as the account outside would tell it: above zero for what came in
 */
record Candidate<I>(I id, LocalDate date, long amountMinor, @Nullable String reference) {}
