package dev.countersign.server.apikeys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.id.ApiKeyId;
import dev.countersign.server.platform.store.TenantTransactions;
import java.time.Duration;
import java.util.Map;

/**
 * Tells audit of keys that were refused: of each key and reason once a minute, so that a program
 * which goes on trying does not fill the log. How often it tried is in the key's usage.
 */
final class RefusedKeys {
  private static final Duration TOLD_FOR = Duration.ofMinutes(1);
  private static final int TOLD_MAX = 10_000;

  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final Cache<Refused, Boolean> told =
      Caffeine.newBuilder().maximumSize(TOLD_MAX).expireAfterWrite(TOLD_FOR).build();

  RefusedKeys(TenantTransactions transactions, AuditTrail audit) {
    this.transactions = transactions;
    this.audit = audit;
  }

  private record Refused(ApiKeyId key, KeyRefusal reason) {}

  void tell(ApiKey key, KeyRefusal reason) {
    if (told.asMap().putIfAbsent(new Refused(key.id(), reason), Boolean.TRUE) == null) {
      transactions.run(
          key.tenant(),
          () ->
              audit.record(
                  KeyEvents.of(AuditEventType.API_KEY_REFUSED, key, null)
                      .with(Map.of("reason", reason.wireName()))));
    }
  }
}
