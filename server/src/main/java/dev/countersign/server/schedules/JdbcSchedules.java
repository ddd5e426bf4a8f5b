package dev.countersign.server.schedules;

import dev.countersign.server.platform.id.ScheduleId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.TypedId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RoundTrip;
import dev.countersign.server.platform.store.RowTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code schedules}. */
@Component
final class JdbcSchedules {
  private static final String COLUMNS =
      """
      select id, tenant_id, owner_id, recipient, asset, amount, metadata, starts_at, time_zone,
        frequency, every, until_date, times, status, next_number, next_at, running, created_at
      from schedules
      """;

  private static final String INSERT =
      """
      insert into schedules
        (id, tenant_id, owner_id, recipient, asset, amount, metadata, starts_at, time_zone,
          frequency, every, until_date, times, status, next_number, next_at, request_key,
          request_hash, created_at, changed_at)
      values
        (:id, :tenant, :owner, :recipient, :asset, :amount, :metadata::jsonb, :starts, :zone,
          :frequency, :every, :until, :times, :status, :number, :next, :key, :hash, :created,
          :created)
      """;

  // Leaves the lease of an occurrence that is being posted as it is.
  private static final String CHANGE =
      """
      update schedules
      set status = :status, next_number = :number, next_at = :next, changed_at = :now
      where id = :id
      """;

  private static final String LEASE =
      """
      update schedules
      set running = :running, leased_until = :until
      where id = :id
      """;

  private static final String FIND = COLUMNS + "where id = :id";

  private static final String FIND_REQUEST =
      """
      select id, request_hash
      from schedules
      where tenant_id = :tenant and owner_id = :owner and request_key = :key
      """;

  private static final String LIST =
      COLUMNS
          + """
          where tenant_id = :tenant and owner_id = :owner and id < :before
          order by id desc
          limit :limit
          """;

  private static final String COUNT_OPEN =
      """
      select count(*)
      from schedules
      where tenant_id = :tenant and owner_id = :owner and status in ('active', 'paused')
      """;

  private static final String LOCK_OWNER =
      "select pg_advisory_xact_lock(730254, hashtext(:owner::text))";

  private static final String LOCK = FIND + " for update";

  private static final String LOCK_SHARED =
      COLUMNS
          + """
          where id = any (?)
          order by id
          for share
          """;

  // Whoever else has it sees to it.
  private static final String LOCK_DUE =
      COLUMNS
          + """
          where id = :id
            and (running is null and next_at <= :now or running is not null and leased_until <= :now)
          for update skip locked
          """;

  // Through all tenants; each is then looked at again in a transaction of its own.
  private static final String DUE =
      """
      select id, tenant_id
      from schedules
      where (running is null and next_at <= :now or running is not null and leased_until <= :now)
        and id > :after
      order by id
      limit :limit
      """;

  private static final UUID LAST = new UUID(-1, -1);
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final JdbcClient jdbc;

  JdbcSchedules(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One that is due, and whose it is. */
  record Due(ScheduleId id, TenantId tenant) {}

  /** By which request one was made. */
  record Request(ScheduleId id, String hash) {}

  void insert(Schedule schedule, String key, String hash) {
    Recurrence when = schedule.recurrence();
    jdbc.sql(INSERT)
        .param("id", schedule.id().value())
        .param("tenant", schedule.tenant().value())
        .param("owner", schedule.owner().value())
        .param("recipient", schedule.order().recipient())
        .param("asset", schedule.order().asset())
        .param("amount", schedule.order().amountMinor())
        .param("metadata", JsonMapper.shared().writeValueAsString(schedule.order().metadata()))
        .param("starts", when.first())
        .param("zone", when.zone().getId())
        .param("frequency", when.frequency().wireName())
        .param("every", when.every())
        .param("until", when.until())
        .param("times", when.times())
        .param("status", schedule.status().wireName())
        .param("number", schedule.nextNumber())
        .param("next", RowTime.optionalParameter(schedule.nextAt()))
        .param("key", key)
        .param("hash", hash)
        .param("created", RowTime.parameter(schedule.createdAt()))
        .update();
  }

  /** Writes how it stands and what comes next. */
  void change(Schedule schedule, Instant now) {
    jdbc.sql(CHANGE)
        .param("id", schedule.id().value())
        .param("status", schedule.status().wireName())
        .param("number", schedule.nextNumber())
        .param("next", RowTime.optionalParameter(schedule.nextAt()))
        .param("now", RowTime.parameter(now))
        .update();
  }

  /** Writes which occurrence is being posted, and until when nobody else takes it up. */
  void lease(Schedule schedule, @Nullable Instant until) {
    jdbc.sql(LEASE)
        .param("id", schedule.id().value())
        .param("running", schedule.running())
        .param("until", RowTime.optionalParameter(until))
        .update();
  }

  Optional<Schedule> find(ScheduleId id) {
    return jdbc.sql(FIND).param("id", id.value()).query((row, number) -> read(row)).optional();
  }

  Optional<Request> findRequest(TenantId tenant, UserId owner, String key) {
    return jdbc.sql(FIND_REQUEST)
        .param("tenant", tenant.value())
        .param("owner", owner.value())
        .param("key", key)
        .query((row, number) ->
            new Request(
                new ScheduleId(row.getObject("id", UUID.class)), row.getString("request_hash")))
        .optional();
  }

  List<Schedule> list(TenantId tenant, UserId owner, @Nullable ScheduleId before, int limit) {
    return jdbc.sql(LIST)
        .param("tenant", tenant.value())
        .param("owner", owner.value())
        .param("before", before == null ? LAST : before.value())
        .param("limit", limit)
        .query((row, number) -> read(row))
        .list();
  }

  int countOpen(TenantId tenant, UserId owner) {
    return jdbc.sql(COUNT_OPEN)
        .param("tenant", tenant.value())
        .param("owner", owner.value())
        .query(Integer.class)
        .single();
  }

  /** One by one, whoever makes schedules for somebody. */
  void lockOwner(UserId owner) {
    jdbc.sql(LOCK_OWNER).param("owner", owner.value()).query((row, number) -> true).single();
  }

  Optional<Schedule> lock(ScheduleId id) {
    return jdbc.sql(LOCK).param("id", id.value()).query((row, number) -> read(row)).optional();
  }

  static Supplier<List<Schedule>> lockShared(Collection<ScheduleId> ids, RoundTrip trip) {
    return trip.byIds(LOCK_SHARED, ids, JdbcSchedules::read);
  }

  Optional<Schedule> lockDue(ScheduleId id, Instant now) {
    return jdbc.sql(LOCK_DUE)
        .param("id", id.value())
        .param("now", RowTime.parameter(now))
        .query((row, number) -> read(row))
        .optional();
  }

  List<Due> due(Instant now, @Nullable ScheduleId after, int limit) {
    return jdbc.sql(DUE)
        .param("now", RowTime.parameter(now))
        .param("after", TypedId.valueOrFirst(after))
        .param("limit", limit)
        .query((row, number) ->
            new Due(
                new ScheduleId(row.getObject("id", UUID.class)),
                new TenantId(row.getObject("tenant_id", UUID.class))))
        .list();
  }

  private static Schedule read(ResultSet row) throws SQLException {
    return new Schedule(
        new ScheduleId(row.getObject("id", UUID.class)),
        new TenantId(row.getObject("tenant_id", UUID.class)),
        new UserId(row.getObject("owner_id", UUID.class)),
        new Schedule.Order(
            row.getString("recipient"),
            row.getString("asset"),
            row.getLong("amount"),
            JsonMapper.shared().readValue(row.getString("metadata"), TEXTS)),
        new Recurrence(
            row.getObject("starts_at", LocalDateTime.class),
            ZoneId.of(row.getString("time_zone")),
            Frequency.ofWireName(row.getString("frequency")).orElseThrow(),
            row.getInt("every"),
            row.getObject("until_date", LocalDate.class),
            row.getObject("times", Integer.class)),
        Schedule.Status.ofWireName(row.getString("status")),
        row.getInt("next_number"),
        RowTime.readOptional(row, "next_at"),
        row.getObject("running", Integer.class),
        RowTime.read(row, "created_at"));
  }
}
