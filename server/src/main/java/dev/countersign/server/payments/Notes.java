package dev.countersign.server.payments;

import dev.countersign.api.FeeBearer;
import dev.countersign.api.PaymentFeeTaken;
import dev.countersign.api.PaymentReference;
import dev.countersign.api.ReferenceType;
import dev.countersign.server.ledger.PostedTransfer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the service itself notes on a movement, beside the caller's metadata and found like it: what
 * it is for, its fee, why it was reversed. The names begin with a prefix that no caller's may.
 */
final class Notes {
  /** What no name of a caller's begins with. */
  static final String PREFIX = "countersign.";

  private static final String REASON = PREFIX + "reason";
  private static final String FEE_AMOUNT = PREFIX + "fee.amount";
  private static final String FEE_BORNE_BY = PREFIX + "fee.borne_by";

  private Notes() {}

  static Map<String, String> ofReason(String reason) {
    return Map.of(REASON, reason);
  }

  static Map<String, String> ofFee(String amount, FeeBearer bearer) {
    return Map.of(FEE_AMOUNT, amount, FEE_BORNE_BY, name(bearer));
  }

  static Map<String, String> ofReference(ReferenceType type, String value) {
    return Map.of(PostedTransfer.REFERENCE_NOTE + name(type), value);
  }

  /** What the caller has noted. */
  static Map<String, String> callers(Map<String, String> metadata) {
    if (metadata.keySet().stream().noneMatch(name -> name.startsWith(PREFIX))) {
      return metadata;
    }
    Map<String, String> callers = new TreeMap<>(metadata);
    callers.keySet().removeIf(name -> name.startsWith(PREFIX));
    return callers;
  }

  static @Nullable String reason(Map<String, String> metadata) {
    return metadata.get(REASON);
  }

  static @Nullable PaymentFeeTaken fee(Map<String, String> metadata) {
    String amount = metadata.get(FEE_AMOUNT);
    String bearer = metadata.get(FEE_BORNE_BY);
    return amount == null || bearer == null
        ? null
        : new PaymentFeeTaken(amount, FeeBearer.valueOf(bearer.toUpperCase(Locale.ROOT)));
  }

  static List<PaymentReference> references(Map<String, String> metadata) {
    if (metadata.isEmpty()) {
      return List.of();
    }
    List<PaymentReference> references = new ArrayList<>();
    for (ReferenceType type : ReferenceType.values()) {
      String value = metadata.get(PostedTransfer.REFERENCE_NOTE + name(type));
      if (value != null) {
        references.add(new PaymentReference(type, value));
      }
    }
    return references;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
