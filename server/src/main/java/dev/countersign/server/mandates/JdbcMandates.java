package dev.countersign.server.mandates;

import dev.countersign.server.ledger.Allowance;
import dev.countersign.server.platform.id.MandateId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.TypedId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RoundTrip;
import dev.countersign.server.platform.store.RowTime;
import dev.countersign.server.platform.store.UuidArray;
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
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** The table {@code mandates}. */
@Component
final class JdbcMandates {
  private static final String COLUMNS =
      """
      select id, tenant_id, payer_id, payee_id, asset, ceiling, uses, drawn, draws, created_at,
        expires_at, revoked_at
      from mandates
      """;

  private static final String INSERT =
      """
      insert into mandates
        (id, tenant_id, payer_id, payee_id, asset, ceiling, uses, token_hash, created_at,
          expires_at)
      values
        (:id, :tenant, :payer, :payee, :asset, :ceiling, :uses, :hash, :created, :expires)
      """;

  private static final String FIND = COLUMNS + "where id = :id";

  private static final String HASH = "select token_hash from mandates where id = :id";

  private static final String LIST =
      COLUMNS
          + """
          where tenant_id = :tenant
            and (payer_id = :user or payee_id = :user)
            and id < :before
          order by id desc
          limit :limit
          """;

  private static final String LOCK =
      COLUMNS
          + """
          where id = any (?)
          order by id
          for update
          """;

  private static final String REVOKE =
      """
      update mandates
      set revoked_at = :now
      where id = :id and revoked_at is null
      """;

  private static final String DRAW =
      """
      update mandates
      set drawn = drawn + draw.amount, draws = draws + draw.times
      from unnest(:ids::uuid[], :amounts::bigint[], :counts::bigint[])
        as draw (mandate, amount, times)
      where id = draw.mandate
      """;

  private final JdbcClient jdbc;

  JdbcMandates(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(Mandate mandate, byte[] tokenHash) {
    jdbc.sql(INSERT)
        .param("id", mandate.id().value())
        .param("tenant", mandate.tenant().value())
        .param("payer", mandate.payer().value())
        .param("payee", mandate.payee().value())
        .param("asset", mandate.asset())
        .param("ceiling", mandate.ceilingMinor())
        .param("uses", mandate.uses())
        .param("hash", tokenHash)
        .param("created", RowTime.parameter(mandate.createdAt()))
        .param("expires", RowTime.parameter(mandate.expiresAt()))
        .update();
  }

  Optional<Mandate> find(MandateId id) {
    return jdbc.sql(FIND).param("id", id.value()).query((row, number) -> read(row)).optional();
  }

  Optional<byte[]> tokenHash(MandateId id) {
    return jdbc.sql(HASH).param("id", id.value()).query(byte[].class).optional();
  }

  List<Mandate> list(TenantId tenant, UserId user, @Nullable MandateId before, int limit) {
    return jdbc.sql(LIST)
        .param("tenant", tenant.value())
        .param("user", user.value())
        .param("before", TypedId.valueOrLast(before))
        .param("limit", limit)
        .query((row, number) -> read(row))
        .list();
  }

  List<Mandate> lock(Collection<MandateId> ids) {
    return jdbc.sql(LOCK)
        .param(UuidArray.of(ids.stream().map(MandateId::value).toList()))
        .query((row, number) -> read(row))
        .list();
  }

  static Supplier<List<Mandate>> lock(Collection<MandateId> ids, RoundTrip trip) {
    return trip.byIds(LOCK, ids, JdbcMandates::read);
  }

  boolean revoke(MandateId id, Instant now) {
    return jdbc.sql(REVOKE).param("id", id.value()).param("now", RowTime.parameter(now)).update()
        == 1;
  }

  void draw(List<Allowance.Draw> draws) {
    int changed =
        jdbc.sql(DRAW)
            .param("ids", array("uuid", draws.stream().map(Allowance.Draw::allowance).toArray()))
            .param(
                "amounts", array("int8", draws.stream().map(Allowance.Draw::amountMinor).toArray()))
            .param("counts", array("int8", draws.stream().map(Allowance.Draw::count).toArray()))
            .update();
    if (changed != draws.size()) {
      throw new IllegalStateException("drew on " + draws.size() + " mandates, found " + changed);
    }
  }

  private static SqlArrayValue array(String type, Object[] values) {
    return new SqlArrayValue(type, values);
  }

  private static Mandate read(ResultSet row) throws SQLException {
    return new Mandate(
        new MandateId(row.getObject("id", UUID.class)),
        new TenantId(row.getObject("tenant_id", UUID.class)),
        new UserId(row.getObject("payer_id", UUID.class)),
        new UserId(row.getObject("payee_id", UUID.class)),
        row.getString("asset"),
        row.getLong("ceiling"),
        row.getLong("uses"),
        row.getLong("drawn"),
        row.getLong("draws"),
        RowTime.read(row, "created_at"),
        RowTime.read(row, "expires_at"),
        RowTime.readOptional(row, "revoked_at"));
  }
}
