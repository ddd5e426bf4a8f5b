package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on one movement.
 *
 * @param reference the one in the request
 * @param replayed whether this answer was given before, to the same movement
 * @param id the payment's id {@code pay_…}; absent where refused
 * @param entries as they were recorded, in the order of the request; empty where refused
 * @param code why it was refused: one of {@link ErrorCode}
 * @param message the same in a sentence
 * @param context what is needed to understand a refusal, such as balance and required sum
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TransactionVerdict(
    String reference,
    TransactionStatus status,
    boolean replayed,
    @Nullable String id,
    List<PaymentEntry> entries,
    @Nullable String code,
    @Nullable String message,
    @Nullable Map<String, String> context) {
  public TransactionVerdict {
    entries = Copies.of(entries);
    context = context == null ? null : Copies.of(context);
  }
}
