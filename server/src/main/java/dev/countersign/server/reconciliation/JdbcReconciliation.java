package dev.countersign.server.reconciliation;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.ImportId;
import dev.countersign.server.platform.id.LineId;
import dev.countersign.server.platform.id.MatchId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.RowTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Files, lines and matches in the store. Each method joins the caller's transaction. */
@Component
class JdbcReconciliation {
  // One at a time for an account: what two find at once could not both be kept.
  private static final String LOCK =
      "select pg_advisory_xact_lock(hashtextextended('reconciliation ' || :account, 0))";

  private static final String FIND_IMPORT =
      """
      select id, format, lines, new_lines, imported_at
      from reconciliation_imports
      where tenant_id = :tenant and account_id = :account and digest = :digest
      """;

  private static final String INSERT_IMPORT =
      """
      insert into reconciliation_imports (
        id, tenant_id, account_id, format, digest, lines, new_lines, imported_by, imported_at)
      values (:id, :tenant, :account, :format, :digest, :lines, :fresh, :by, :at)
      """;

  private static final String FIND_KNOWN =
      """
      select digest
      from reconciliation_lines
      where tenant_id = :tenant and account_id = :account and digest = any (:digests)
      """;

  private static final String INSERT_LINES =
      """
      insert into reconciliation_lines (
        id, tenant_id, account_id, import_id, number, digest, booked_on, amount, reference,
        counterparty, details)
      select
        n.id, :tenant, :account, :import, n.number, n.digest, n.booked_on, n.amount, n.reference,
        n.counterparty, n.details
      from unnest(
          :ids, :numbers, :digests, cast(:dates as date[]), :amounts, :references, :counterparties,
          :details)
        as n (id, number, digest, booked_on, amount, reference, counterparty, details)
      """;

  private static final String LINE_COLUMNS =
      "select id, booked_on, amount, reference, counterparty, details, match_id\n";

  private static final String FIND_UNMATCHED =
      LINE_COLUMNS
          + """
          from reconciliation_lines
          where tenant_id = :tenant
            and account_id = :account
            and match_id is null
            and (cast(:after as uuid) is null or id > :after)
          order by id
          limit :limit
          """;

  private static final String LOCK_LINES =
      LINE_COLUMNS
          + """
          from reconciliation_lines
          where tenant_id = :tenant and account_id = :account and id = any (:ids)
          order by id
          for update
          """;

  private static final String FIND_MATCHED_VERSIONS =
      """
      select account_version
      from reconciliation_entries
      where tenant_id = :tenant and account_id = :account
      """;

  private static final String FIND_FIRST_DAY =
      """
      select min(booked_on)
      from reconciliation_lines
      where tenant_id = :tenant and account_id = :account
      """;

  private static final String INSERT_MATCH =
      """
      insert into reconciliation_matches (
        id, tenant_id, account_id, rule, reason, difference, matched_by, matched_at)
      values (:id, :tenant, :account, :rule, :reason, :difference, :by, :at)
      """;

  private static final String MATCH_LINES =
      """
      update reconciliation_lines
      set match_id = :match
      where tenant_id = :tenant and id = any (:ids) and match_id is null
      """;

  private static final String MATCH_ENTRIES =
      """
      insert into reconciliation_entries (
        tenant_id, account_id, account_version, payment_id, match_id)
      select :tenant, :account, n.version, n.payment, :match
      from unnest(:versions, :payments) as n (version, payment)
      on conflict do nothing
      """;

  private static final String FIND_MATCHES =
      """
      select id, rule, reason, difference, matched_at, undone_at
      from reconciliation_matches
      where tenant_id = :tenant
        and account_id = :account
        and (cast(:before as uuid) is null or id < :before)
      order by id desc
      limit :limit
      """;

  private static final String UNDO =
      """
      update reconciliation_matches
      set undone_at = :at, undone_by = :by, undo_reason = :reason
      where tenant_id = :tenant and id = :id and undone_at is null
      returning account_id
      """;

  private static final String FREE_LINES =
      "update reconciliation_lines set match_id = null where tenant_id = :tenant and match_id = :id";

  private static final String FREE_ENTRIES =
      "delete from reconciliation_entries where tenant_id = :tenant and match_id = :id";

  private final JdbcClient jdbc;

  JdbcReconciliation(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** An account of a tenant. */
  record Key(TenantId tenant, AccountId account) {}

  void lock(Key key) {
    jdbc.sql(LOCK).param("account", key.account().text()).query(row -> {});
  }

  Optional<StoredImport> findImport(Key key, byte[] digest) {
    return of(FIND_IMPORT, key)
        .param("digest", digest)
        .query((row, number) ->
            new StoredImport(
                new ImportId(uuid(row, "id")),
                row.getString("format"),
                row.getInt("lines"),
                row.getInt("new_lines"),
                RowTime.read(row, "imported_at")))
        .optional();
  }

  void insertImport(Key key, StoredImport file, byte[] digest, UUID by) {
    of(INSERT_IMPORT, key)
        .param("id", file.id().value())
        .param("format", file.format())
        .param("digest", digest)
        .param("lines", file.lines())
        .param("fresh", file.newLines())
        .param("by", by)
        .param("at", RowTime.parameter(file.importedAt()))
        .update();
  }

  /** Which of the digests are there already, as texts to compare by. */
  List<byte[]> known(Key key, Collection<byte[]> digests) {
    return of(FIND_KNOWN, key)
        .param("digests", digests.toArray(byte[][]::new))
        .query((row, number) -> row.getBytes("digest"))
        .list();
  }

  void insertLines(Key key, ImportId file, List<FreshLine> lines) {
    of(INSERT_LINES, key)
        .param("import", file.value())
        .param("ids", lines.stream().map(line -> line.id().value()).toArray(UUID[]::new))
        .param("numbers", lines.stream().map(line -> line.line().number()).toArray(Integer[]::new))
        .param("digests", lines.stream().map(FreshLine::digest).toArray(byte[][]::new))
        .param(
            "dates",
            lines.stream().map(line -> line.line().date().toString()).toArray(String[]::new))
        .param(
            "amounts", lines.stream().map(line -> line.line().amountMinor()).toArray(Long[]::new))
        .param(
            "references",
            lines.stream().map(line -> line.line().reference()).toArray(String[]::new))
        .param(
            "counterparties",
            lines.stream().map(line -> line.line().counterparty()).toArray(String[]::new))
        .param("details", lines.stream().map(line -> line.line().details()).toArray(String[]::new))
        .update();
  }

  List<StoredLine> unmatched(Key key, @Nullable LineId after, int limit) {
    return of(FIND_UNMATCHED, key)
        .param("after", after == null ? null : after.value())
        .param("limit", limit)
        .query((row, number) -> line(row))
        .list();
  }

  List<StoredLine> lockLines(Key key, Collection<LineId> ids) {
    return of(LOCK_LINES, key)
        .param("ids", ids.stream().map(LineId::value).toArray(UUID[]::new))
        .query((row, number) -> line(row))
        .list();
  }

  Set<Long> matchedVersions(Key key) {
    return new HashSet<>(of(FIND_MATCHED_VERSIONS, key).query(Long.class).list());
  }

  Optional<LocalDate> firstDay(Key key) {
    return Optional.ofNullable(of(FIND_FIRST_DAY, key).query(LocalDate.class).list().getFirst());
  }

  /** Writes a match; false where a line or an entry of it has another one. */
  boolean insertMatch(
      Key key, StoredMatch match, @Nullable UUID by, List<LineId> lines, List<OpenEntry> entries) {
    of(INSERT_MATCH, key)
        .param("id", match.id().value())
        .param("rule", match.rule().wireName())
        .param("reason", match.reason())
        .param("difference", match.differenceMinor())
        .param("by", by)
        .param("at", RowTime.parameter(match.matchedAt()))
        .update();
    int taken =
        jdbc.sql(MATCH_LINES)
            .param("tenant", key.tenant().value())
            .param("match", match.id().value())
            .param("ids", lines.stream().map(LineId::value).toArray(UUID[]::new))
            .update();
    int matched =
        of(MATCH_ENTRIES, key)
            .param("match", match.id().value())
            .param("versions", entries.stream().map(OpenEntry::version).toArray(Long[]::new))
            .param(
                "payments",
                entries.stream().map(entry -> entry.payment().value()).toArray(UUID[]::new))
            .update();
    return taken == lines.size() && matched == entries.size();
  }

  List<StoredMatch> matches(Key key, @Nullable MatchId before, int limit) {
    return of(FIND_MATCHES, key)
        .param("before", before == null ? null : before.value())
        .param("limit", limit)
        .query((row, number) -> match(row))
        .list();
  }

  /** Takes a match back; empty where there is none, or it was undone before. */
  Optional<AccountId> undo(TenantId tenant, MatchId id, UUID by, Instant at, String reason) {
    Optional<AccountId> account =
        jdbc.sql(UNDO)
            .param("tenant", tenant.value())
            .param("id", id.value())
            .param("by", by)
            .param("at", RowTime.parameter(at))
            .param("reason", reason)
            .query((row, number) -> new AccountId(uuid(row, "account_id")))
            .optional();
    if (account.isPresent()) {
      for (String freeing : List.of(FREE_LINES, FREE_ENTRIES)) {
        jdbc.sql(freeing).param("tenant", tenant.value()).param("id", id.value()).update();
      }
    }
    return account;
  }

  private JdbcClient.StatementSpec of(String sql, Key key) {
    return jdbc.sql(sql)
        .param("tenant", key.tenant().value())
        .param("account", key.account().value());
  }

  private static StoredLine line(ResultSet row) throws SQLException {
    UUID match = row.getObject("match_id", UUID.class);
    return new StoredLine(
        new LineId(uuid(row, "id")),
        row.getObject("booked_on", LocalDate.class),
        row.getLong("amount"),
        row.getString("reference"),
        row.getString("counterparty"),
        row.getString("details"),
        match == null ? null : new MatchId(match));
  }

  private static StoredMatch match(ResultSet row) throws SQLException {
    return new StoredMatch(
        new MatchId(uuid(row, "id")),
        MatchRule.of(row.getString("rule")),
        row.getString("reason"),
        row.getLong("difference"),
        RowTime.read(row, "matched_at"),
        RowTime.readOptional(row, "undone_at"));
  }

  private static UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }
}
