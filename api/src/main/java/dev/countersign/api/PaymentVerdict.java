package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on one payment of a batch.
 *
 * @param index the item's place in the whole batch, from 0
 * @param replayed whether this answer was given before, to the same payment
 * @param payment what was paid; absent otherwise
 * @param code why not: one of {@link ErrorCode}
 * @param message the same in a sentence
 * @param context what is needed to understand it, such as balance and required sum
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PaymentVerdict(
    long index,
    Status status,
    boolean replayed,
    @Nullable Payment payment,
    @Nullable String code,
    @Nullable String message,
    @Nullable Map<String, String> context) {

  /** What became of an item. */
  public enum Status {
    /** It is paid. */
    @JsonProperty("completed")
    COMPLETED,
    /** It is not; the next ones are judged all the same. */
    @JsonProperty("refused")
    REFUSED,
    /**
     * Neither this item nor any after it has an answer here. Send them again under the batch's key,
     * from this index on.
     */
    @JsonProperty("stopped")
    STOPPED
  }

  public PaymentVerdict {
    context = context == null ? null : Copies.of(context);
  }

  /** An item that is paid. */
  public static PaymentVerdict completed(long index, boolean replayed, Payment payment) {
    return new PaymentVerdict(index, Status.COMPLETED, replayed, payment, null, null, null);
  }

  /** Where a batch stopped short. */
  public static PaymentVerdict stopped(long index, ErrorCode code, String message) {
    return new PaymentVerdict(index, Status.STOPPED, false, null, code.wireName(), message, null);
  }
}
