package dev.countersign.server.requests;

import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.RequestToPayId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.TypedId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RoundTrip;
import dev.countersign.server.platform.store.RowTime;
import dev.countersign.server.platform.store.UuidArray;
import dev.countersign.server.requests.RequestToPay.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code payment_requests}. */
@Component
final class JdbcRequests {
  private static final String COLUMNS =
      """
      select id, tenant_id, payee_id, payer_id, asset, amount, note, status, reason, payment_id,
        created_at, expires_at, decided_at
      from payment_requests
      """;

  private static final String INSERT =
      """
      insert into payment_requests
        (id, tenant_id, payee_id, payer_id, asset, amount, note, status, request_key, request_hash,
          created_at, expires_at)
      values
        (:id, :tenant, :payee, :payer, :asset, :amount, :note, 'open', :key, :hash, :created,
          :expires)
      """;

  private static final String FIND = COLUMNS + "where id = :id";

  private static final String FIND_REQUEST =
      """
      select id, request_hash
      from payment_requests
      where tenant_id = :tenant and payee_id = :payee and request_key = :key
      """;

  private static final String LIST_IN =
      COLUMNS
          + """
          where tenant_id = :tenant and payer_id = :user and id < :before
          order by id desc
          limit :limit
          """;

  private static final String LIST_OUT =
      COLUMNS
          + """
          where tenant_id = :tenant and payee_id = :user and id < :before
          order by id desc
          limit :limit
          """;

  private static final String COUNT =
      """
      select count(*) as all_of_them, count(*) filter (where payer_id = :payer) as to_payer
      from payment_requests
      where tenant_id = :tenant and payee_id = :payee and created_at > :since
      """;

  private static final String LOCK_PAYEE =
      "select pg_advisory_xact_lock(730255, hashtext(:payee::text))";

  private static final String LOCK =
      COLUMNS
          + """
          where id = any (?)
          order by id
          for update
          """;

  private static final String DECIDE =
      """
      update payment_requests
      set status = :status, reason = :reason, decided_at = :now
      where id = any (:ids)
      """;

  private static final String NAME_PAYMENT =
      """
      update payment_requests
      set payment_id = :payment
      where id = :id and status = 'paid' and payment_id is null
      """;

  private final JdbcClient jdbc;

  JdbcRequests(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** By which call one was made. */
  record Made(RequestToPayId id, String hash) {}

  /** How many somebody made. */
  record Counts(int all, int toPayer) {}

  void insert(RequestToPay request, String key, String hash) {
    jdbc.sql(INSERT)
        .param("id", request.id().value())
        .param("tenant", request.tenant().value())
        .param("payee", request.payee().value())
        .param("payer", request.payer().value())
        .param("asset", request.asset())
        .param("amount", request.amountMinor())
        .param("note", request.note())
        .param("key", key)
        .param("hash", hash)
        .param("created", RowTime.parameter(request.createdAt()))
        .param("expires", RowTime.parameter(request.expiresAt()))
        .update();
  }

  Optional<RequestToPay> find(RequestToPayId id) {
    return jdbc.sql(FIND).param("id", id.value()).query((row, number) -> read(row)).optional();
  }

  Optional<Made> findMade(TenantId tenant, UserId payee, String key) {
    return jdbc.sql(FIND_REQUEST)
        .param("tenant", tenant.value())
        .param("payee", payee.value())
        .param("key", key)
        .query((row, number) ->
            new Made(
                new RequestToPayId(row.getObject("id", UUID.class)), row.getString("request_hash")))
        .optional();
  }

  List<RequestToPay> list(
      TenantId tenant,
      UserId user,
      Requests.Direction direction,
      @Nullable RequestToPayId before,
      int limit) {
    return jdbc.sql(direction == Requests.Direction.IN ? LIST_IN : LIST_OUT)
        .param("tenant", tenant.value())
        .param("user", user.value())
        .param("before", TypedId.valueOrLast(before))
        .param("limit", limit)
        .query((row, number) -> read(row))
        .list();
  }

  Counts count(TenantId tenant, UserId payee, UserId payer, Instant since) {
    return jdbc.sql(COUNT)
        .param("tenant", tenant.value())
        .param("payee", payee.value())
        .param("payer", payer.value())
        .param("since", RowTime.parameter(since))
        .query((row, number) -> new Counts(row.getInt("all_of_them"), row.getInt("to_payer")))
        .single();
  }

  /** One by one, whoever asks for somebody. */
  void lockPayee(UserId payee) {
    jdbc.sql(LOCK_PAYEE).param("payee", payee.value()).query((row, number) -> true).single();
  }

  List<RequestToPay> lock(Collection<RequestToPayId> ids) {
    return jdbc.sql(LOCK)
        .param(UuidArray.of(ids.stream().map(RequestToPayId::value).toList()))
        .query((row, number) -> read(row))
        .list();
  }

  static Supplier<List<RequestToPay>> lock(Collection<RequestToPayId> ids, RoundTrip trip) {
    return trip.byIds(LOCK, ids, JdbcRequests::read);
  }

  void decide(Collection<RequestToPayId> ids, Status status, @Nullable String reason, Instant now) {
    jdbc.sql(DECIDE)
        .param("ids", values(ids))
        .param("status", status.wireName())
        .param("reason", reason)
        .param("now", RowTime.parameter(now))
        .update();
  }

  void namePayment(RequestToPayId id, PaymentId payment) {
    jdbc.sql(NAME_PAYMENT).param("id", id.value()).param("payment", payment.value()).update();
  }

  private static UUID[] values(Collection<RequestToPayId> ids) {
    return ids.stream().map(RequestToPayId::value).toArray(UUID[]::new);
  }

  private static RequestToPay read(ResultSet row) throws SQLException {
    UUID payment = row.getObject("payment_id", UUID.class);
    return new RequestToPay(
        new RequestToPayId(row.getObject("id", UUID.class)),
        new TenantId(row.getObject("tenant_id", UUID.class)),
        new UserId(row.getObject("payee_id", UUID.class)),
        new UserId(row.getObject("payer_id", UUID.class)),
        row.getString("asset"),
        row.getLong("amount"),
        row.getString("note"),
        Status.ofWireName(row.getString("status")),
        row.getString("reason"),
        payment == null ? null : new PaymentId(payment),
        RowTime.read(row, "created_at"),
        RowTime.read(row, "expires_at"),
        RowTime.readOptional(row, "decided_at"));
  }
}
