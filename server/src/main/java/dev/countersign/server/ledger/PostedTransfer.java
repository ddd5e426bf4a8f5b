package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A movement as it was recorded. It never changes. */
public record PostedTransfer(
    PaymentId id,
    TenantId tenant,
    Transfer.Type type,
    String asset,
    long amountMinor,
    @Nullable AccountId payer,
    @Nullable AccountId payee,
    UserId initiatedBy,
    @Nullable String reference,
    Map<String, String> metadata,
    Instant effectiveAt,
    Instant recordedAt,
    List<PostedEntry> entries) {

  /** One entry with the running balance it made. */
  public record PostedEntry(
      AccountId account, long amountMinor, long accountVersion, long balanceAfterMinor) {}

  public PostedTransfer {
    metadata = Map.copyOf(metadata);
    entries = List.copyOf(entries);
  }
}
