package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.ArrayParameters;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Rebuilds the first answers that were given under keys from what they made. */
final class JdbcAnswers {
  private static final String LOAD_HOLDS =
      """
      select %s
      from unnest(?::uuid[], ?::uuid[]) as w (tenant_id, id)
      join holds h on h.tenant_id = w.tenant_id and h.id = w.id
      """
          .formatted(JdbcHolds.COLUMNS);

  private final JdbcOperations jdbc;
  private final JdbcTransfers transfers;

  JdbcAnswers(JdbcOperations jdbc) {
    this.jdbc = jdbc;
    this.transfers = new JdbcTransfers(jdbc);
  }

  /** A key's row. */
  record StoredKey(
      KeyName name,
      RequestHash requestHash,
      @Nullable PaymentId payment,
      @Nullable String holdStep,
      @Nullable Refusal refusal) {
    static StoredKey of(ResultSet row) throws SQLException {
      TenantId tenant = new TenantId(JdbcRows.requiredUuid(row, "tenant_id"));
      KeyName name = new KeyName(tenant, JdbcRows.requiredUuid(row, "scope"), row.getString("key"));
      RequestHash hash = RequestHash.of(row.getBytes("request_hash"));
      String reason = row.getString("refusal");
      if (reason == null) {
        PaymentId payment = new PaymentId(JdbcRows.requiredUuid(row, "payment_id"));
        return new StoredKey(name, hash, payment, row.getString("hold_step"), null);
      }
      Refusal refusal =
          new Refusal(Refusal.Reason.of(reason), JdbcRows.texts(row, "refusal_details"));
      return new StoredKey(name, hash, null, null, refusal);
    }
  }

  List<Answer> load(List<StoredKey> keys) {
    Map<PaymentId, PostedTransfer> posted =
        transfers.load(
            keys.stream()
                .filter(key -> key.holdStep() == null)
                .map(StoredKey::payment)
                .filter(Objects::nonNull)
                .toList());
    Map<PaymentId, HeldPayment> holds =
        loadHolds(keys.stream().filter(key -> key.holdStep() != null).toList());
    return keys.stream()
        .map(key -> new Answer(key.name(), key.requestHash(), verdict(key, posted, holds)))
        .toList();
  }

  private Map<PaymentId, HeldPayment> loadHolds(Collection<StoredKey> keys) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    return jdbc.execute(
        LOAD_HOLDS,
        (PreparedStatement statement) -> {
          ArrayParameters.of(statement, keys)
              .ids(key -> key.name().tenant())
              .ids(StoredKey::payment);
          Map<PaymentId, HeldPayment> holds = new HashMap<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              HeldPayment hold = JdbcHolds.hold(rows);
              holds.put(hold.id(), hold);
            }
          }
          return holds;
        });
  }

  private static Verdict verdict(
      StoredKey key, Map<PaymentId, PostedTransfer> posted, Map<PaymentId, HeldPayment> holds) {
    if (key.refusal() != null) {
      return Verdict.refused(key.refusal());
    }
    if (key.holdStep() == null) {
      return new Verdict.Posted(found(key, posted), false);
    }
    // Nothing happens to a hold any more once it was released.
    HeldPayment hold = found(key, holds);
    return new Verdict.Held(JdbcSteps.isMaking(key.holdStep()) ? hold.asMade() : hold, false);
  }

  private static <T> T found(StoredKey key, Map<PaymentId, T> made) {
    T found = key.payment() == null ? null : made.get(key.payment());
    if (found == null) {
      throw new IllegalStateException(
          "a key names " + key.payment() + ", which is not in the ledger");
    }
    return found;
  }
}
