package dev.countersign.server.countersigning;

import dev.countersign.server.access.Credential;
import dev.countersign.server.countersigning.WaitingPayment.Signature;
import dev.countersign.server.countersigning.WaitingPayment.Status;
import dev.countersign.server.ledger.RequestHash;
import dev.countersign.server.platform.id.ApiKeyId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.RequestToPayId;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.id.WaitingPaymentId;
import dev.countersign.server.platform.store.RowTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code waiting_payments}. */
@Component
final class JdbcWaitingPayments {
  private static final String COLUMNS =
      """
      select id, tenant_id, payer_id, key, request_hash, asset, amount, payees, payee_amounts,
        metadata::text as metadata, reasons, credential, credential_id, request_id, status,
        asked_at, expires_at, signed_by, signed_how, signed_at, payment_id
      from waiting_payments
      """;

  private static final String INSERT =
      """
      insert into waiting_payments
        (id, tenant_id, payer_id, key, request_hash, asset, amount, payees, payee_amounts,
          metadata, reasons, credential, credential_id, request_id, status, asked_at, expires_at)
      values
        (:id, :tenant, :payer, :key, :hash, :asset, :amount, :payees, :amounts,
          :metadata::jsonb, :reasons, :credential, :credentialId, :request, 'awaiting', :asked, :expires)
      on conflict (tenant_id, payer_id, key) do nothing
      """;

  private static final String FIND = COLUMNS + "where id = :id";

  private static final String LOCK = FIND + " for update";

  private static final String FIND_BY_KEY =
      COLUMNS + "where tenant_id = :tenant and payer_id = :payer and key = :key";

  private static final String COUNT_OPEN =
      """
      select count(*)
      from waiting_payments
      where tenant_id = :tenant and payer_id = :payer and status = 'awaiting'
        and expires_at > :now
      """;

  // In the order of their ids, as everybody locks them.
  private static final String LOCK_BY_KEYS =
      COLUMNS
          + """
          where (tenant_id, payer_id, key) in (
            select *
            from unnest(:tenants::uuid[], :payers::uuid[], :keys::text[]))
          order by id
          for update
          """;

  private static final String LIST =
      COLUMNS
          + """
          where tenant_id = :tenant
            and (:payer::uuid is null or payer_id = :payer::uuid)
            and (not :open or (status = 'awaiting' and expires_at > :now))
            and id < :before
          order by id desc
          limit :limit
          """;

  private static final String SIGN =
      """
      update waiting_payments
      set status = 'signed', signed_by = :by, signed_how = :how, signed_at = :at
      where id = :id and status = 'awaiting'
      """;

  private static final String CLOSE =
      """
      update waiting_payments
      set status = :status, closed_at = :now
      where id = any (:ids) and status in ('awaiting', 'signed')
      """;

  private static final String NAME_PAYMENT =
      """
      update waiting_payments
      set payment_id = :payment
      where id = :id and payment_id is null
      """;

  private static final String LOCK_OF_CREDENTIALS =
      COLUMNS
          + """
          where credential_id = any (:credentials) and status in ('awaiting', 'signed')
          order by id
          for update
          """;

  // Through all tenants; each is looked at again in a transaction of its own.
  private static final String DUE =
      """
      select id, tenant_id
      from waiting_payments
      where status in ('awaiting', 'signed') and expires_at <= :now
      order by expires_at
      limit 1000
      """;

  // Through all tenants; the ledger posts each once, whoever asks.
  private static final String LEFT_SIGNED =
      COLUMNS
          + """
          where status = 'signed' and signed_at <= :before and expires_at > :now
          order by signed_at
          limit 100
          """;

  private static final UUID LAST = new UUID(-1, -1);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JdbcClient jdbc;

  JdbcWaitingPayments(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One whose time is over, and whose tenant's it is. */
  record Due(WaitingPaymentId id, TenantId tenant) {}

  /** Under which key somebody asked for a payment. */
  record Name(TenantId tenant, UUID payer, String key) {}

  boolean insert(WaitingPayment waiting) {
    List<Payee> payees = waiting.payees();
    return jdbc.sql(INSERT)
            .param("id", waiting.id().value())
            .param("tenant", waiting.tenant().value())
            .param("payer", waiting.payer().value())
            .param("key", waiting.key())
            .param("hash", HexFormat.of().parseHex(waiting.requestHash().hex()))
            .param("asset", waiting.asset())
            .param("amount", waiting.amountMinor())
            .param("payees", array("text", payees.stream().map(Payee::id).toArray()))
            .param("amounts", array("int8", payees.stream().map(Payee::amountMinor).toArray()))
            .param("metadata", JSON.writeValueAsString(waiting.metadata()))
            .param(
                "reasons",
                array("text", waiting.demands().stream().map(Demand::wireName).toArray()))
            .param("credential", kind(waiting.credential()))
            .param("credentialId", waiting.credential().id())
            .param("request", waiting.request() == null ? null : waiting.request().value())
            .param("asked", RowTime.parameter(waiting.askedAt()))
            .param("expires", RowTime.parameter(waiting.expiresAt()))
            .update()
        == 1;
  }

  Optional<WaitingPayment> find(WaitingPaymentId id) {
    return one(FIND, id);
  }

  Optional<WaitingPayment> lock(WaitingPaymentId id) {
    return one(LOCK, id);
  }

  Optional<WaitingPayment> find(Name name) {
    return jdbc.sql(FIND_BY_KEY)
        .param("tenant", name.tenant().value())
        .param("payer", name.payer())
        .param("key", name.key())
        .query((row, number) -> read(row))
        .optional();
  }

  int countOpen(TenantId tenant, UserId payer, Instant now) {
    return jdbc.sql(COUNT_OPEN)
        .param("tenant", tenant.value())
        .param("payer", payer.value())
        .param("now", RowTime.parameter(now))
        .query(Integer.class)
        .single();
  }

  List<WaitingPayment> lock(Collection<Name> names) {
    return jdbc.sql(LOCK_BY_KEYS)
        .param("tenants", array("uuid", names.stream().map(it -> it.tenant().value()).toArray()))
        .param("payers", array("uuid", names.stream().map(Name::payer).toArray()))
        .param("keys", array("text", names.stream().map(Name::key).toArray()))
        .query((row, number) -> read(row))
        .list();
  }

  /** The newest first; of one payer, or of all, and those only that can be signed, or any. */
  List<WaitingPayment> list(
      TenantId tenant,
      @Nullable UserId payer,
      boolean open,
      Instant now,
      @Nullable WaitingPaymentId before,
      int limit) {
    return jdbc.sql(LIST)
        .param("tenant", tenant.value())
        .param("payer", payer == null ? null : payer.value())
        .param("open", open)
        .param("now", RowTime.parameter(now))
        .param("before", before == null ? LAST : before.value())
        .param("limit", limit)
        .query((row, number) -> read(row))
        .list();
  }

  boolean sign(WaitingPaymentId id, Signature signature) {
    return jdbc.sql(SIGN)
            .param("id", id.value())
            .param("by", signature.by().value())
            .param("how", signature.how().wireName())
            .param("at", RowTime.parameter(signature.at()))
            .update()
        == 1;
  }

  int close(Collection<UUID> ids, Status status, Instant now) {
    return jdbc.sql(CLOSE)
        .param("ids", ids.toArray(UUID[]::new))
        .param("status", status.wireName())
        .param("now", RowTime.parameter(now))
        .update();
  }

  void namePayment(WaitingPaymentId id, PaymentId payment) {
    jdbc.sql(NAME_PAYMENT).param("id", id.value()).param("payment", payment.value()).update();
  }

  List<WaitingPayment> lockOfCredentials(Collection<UUID> credentials) {
    return jdbc.sql(LOCK_OF_CREDENTIALS)
        .param("credentials", credentials.toArray(UUID[]::new))
        .query((row, number) -> read(row))
        .list();
  }

  List<Due> due(Instant now) {
    return jdbc.sql(DUE)
        .param("now", RowTime.parameter(now))
        .query((row, number) ->
            new Due(
                new WaitingPaymentId(row.getObject("id", UUID.class)),
                new TenantId(row.getObject("tenant_id", UUID.class))))
        .list();
  }

  List<WaitingPayment> leftSigned(Instant before, Instant now) {
    return jdbc.sql(LEFT_SIGNED)
        .param("before", RowTime.parameter(before))
        .param("now", RowTime.parameter(now))
        .query((row, number) -> read(row))
        .list();
  }

  private Optional<WaitingPayment> one(String sql, WaitingPaymentId id) {
    return jdbc.sql(sql).param("id", id.value()).query((row, number) -> read(row)).optional();
  }

  private static WaitingPayment read(ResultSet row) throws SQLException {
    UUID payment = row.getObject("payment_id", UUID.class);
    return new WaitingPayment(
        new WaitingPaymentId(row.getObject("id", UUID.class)),
        new TenantId(row.getObject("tenant_id", UUID.class)),
        new UserId(row.getObject("payer_id", UUID.class)),
        row.getString("key"),
        new RequestHash(HexFormat.of().formatHex(row.getBytes("request_hash"))),
        row.getString("asset"),
        row.getLong("amount"),
        payees(row),
        JSON.readValue(row.getString("metadata"), new TypeReference<Map<String, String>>() {}),
        Arrays.stream((String[]) row.getArray("reasons").getArray())
            .map(Demand::ofWireName)
            .toList(),
        credential(row),
        request(row),
        Status.ofWireName(row.getString("status")),
        RowTime.read(row, "asked_at"),
        RowTime.read(row, "expires_at"),
        signature(row),
        payment == null ? null : new PaymentId(payment));
  }

  private static @Nullable RequestToPayId request(ResultSet row) throws SQLException {
    UUID request = row.getObject("request_id", UUID.class);
    return request == null ? null : new RequestToPayId(request);
  }

  private static List<Payee> payees(ResultSet row) throws SQLException {
    String[] ids = (String[]) row.getArray("payees").getArray();
    Long[] amounts = (Long[]) row.getArray("payee_amounts").getArray();
    List<Payee> payees = new ArrayList<>(ids.length);
    for (int at = 0; at < ids.length; at++) {
      payees.add(new Payee(ids[at], amounts[at]));
    }
    return payees;
  }

  private static @Nullable Signature signature(ResultSet row) throws SQLException {
    UUID by = row.getObject("signed_by", UUID.class);
    return by == null
        ? null
        : new Signature(
            new UserId(by),
            Signature.How.ofWireName(row.getString("signed_how")),
            RowTime.read(row, "signed_at"));
  }

  private static Credential credential(ResultSet row) throws SQLException {
    UUID id = row.getObject("credential_id", UUID.class);
    return row.getString("credential").equals("session")
        ? new Credential.Session(new SessionId(id))
        : new Credential.ApiKey(new ApiKeyId(id));
  }

  private static String kind(Credential credential) {
    return switch (credential) {
      case Credential.Session _ -> "session";
      case Credential.ApiKey _ -> "api_key";
      case Credential.Client _,
          Credential.Operator _,
          Credential.Impersonation _,
          Credential.Schedule _ ->
          throw new IllegalArgumentException("nobody pays by " + credential);
    };
  }

  private static SqlArrayValue array(String type, Object[] values) {
    return new SqlArrayValue(type, values);
  }
}
