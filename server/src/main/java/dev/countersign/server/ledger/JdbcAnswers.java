package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.RoundTrip;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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

  JdbcAnswers(JdbcOperations jdbc) {
    this.jdbc = jdbc;
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
    return RoundTrip.alone(jdbc, trip -> ask(trip, keys));
  }

  private static Supplier<List<Answer>> ask(RoundTrip trip, List<StoredKey> keys) {
    Supplier<Map<PaymentId, PostedTransfer>> posted =
        JdbcTransfers.ask(
            trip,
            keys.stream()
                .filter(key -> key.holdStep() == null)
                .map(StoredKey::payment)
                .filter(Objects::nonNull)
                .toList());
    Supplier<Map<PaymentId, HeldPayment>> holds =
        askHolds(trip, keys.stream().filter(key -> key.holdStep() != null).toList());
    return () ->
        keys.stream()
            .map(key ->
                new Answer(key.name(), key.requestHash(), verdict(key, posted.get(), holds.get())))
            .toList();
  }

  private static Supplier<Map<PaymentId, HeldPayment>> askHolds(
      RoundTrip trip, List<StoredKey> keys) {
    if (keys.isEmpty()) {
      return Map::of;
    }
    Supplier<List<HeldPayment>> holds =
        trip.list(
            LOAD_HOLDS,
            bound -> bound.rows(keys).ids(key -> key.name().tenant()).ids(StoredKey::payment),
            JdbcHolds::hold);
    return () ->
        holds.get().stream()
            .collect(Collectors.toMap(HeldPayment::id, Function.identity(), (one, same) -> same));
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
