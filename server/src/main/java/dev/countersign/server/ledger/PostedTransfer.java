package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A movement as it was recorded. It never changes.
 *
 * @param asset what the amount is told in; entries may move other assets besides
 * @param amountMinor what moved of the asset: the sum of its entries that are positive
 * @param parent the hold that a capture takes, or the payment that a reversal undoes; {@code null}
 *     for all others
 * @param payer the account that was debited, the rounding and conversion accounts aside; {@code
 *     null} where there are several
 * @param payee the account that was credited, the rounding and conversion accounts aside; {@code
 *     null} where there are several
 * @param reference the administrator's reference; {@code null} for a payer's own payment
 */
public record PostedTransfer(
    PaymentId id,
    TenantId tenant,
    Transfer.Type type,
    String asset,
    long amountMinor,
    @Nullable PaymentId parent,
    @Nullable Conversion conversion,
    @Nullable AccountId payer,
    @Nullable AccountId payee,
    UUID initiatedBy,
    @Nullable String reference,
    Map<String, String> metadata,
    Instant effectiveAt,
    Instant recordedAt,
    List<PostedEntry> entries) {

  /** How the names begin under which the metadata says what a movement is for. */
  public static final String REFERENCE_NOTE = "countersign.reference.";

  /** One entry with the running balance it made. */
  public record PostedEntry(
      AccountId account,
      String asset,
      long amountMinor,
      long accountVersion,
      long balanceAfterMinor) {}

  public PostedTransfer {
    metadata = Map.copyOf(metadata);
    entries = List.copyOf(entries);
  }
}
