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
 * @param amountMinor what moved: the sum of the entries that are positive
 * @param payer the account that was debited, the rounding account aside; {@code null} where there
 *     are several
 * @param payee the account that was credited, the rounding account aside; {@code null} where there
 *     are several
 * @param reference the administrator's reference; {@code null} for a payer's own payment
 */
public record PostedTransfer(
    PaymentId id,
    TenantId tenant,
    Transfer.Type type,
    String asset,
    long amountMinor,
    @Nullable AccountId payer,
    @Nullable AccountId payee,
    UUID initiatedBy,
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

  /** A movement with the entries it made. */
  static PostedTransfer of(
      Transfer transfer,
      PaymentId id,
      @Nullable AccountId payer,
      @Nullable AccountId payee,
      List<PostedEntry> entries,
      Instant recordedAt) {
    boolean administrators = transfer.key().scope().equals(transfer.tenant().value());
    return new PostedTransfer(
        id,
        transfer.tenant(),
        transfer.type(),
        transfer.asset(),
        transfer.amountMinor(),
        payer,
        payee,
        transfer.authority().initiator(),
        administrators ? transfer.key().key() : null,
        transfer.metadata(),
        transfer.effectiveAt() == null ? recordedAt : transfer.effectiveAt(),
        recordedAt,
        entries);
  }
}
