package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Reads what a book is opened on, and locks it. Everything goes to the database and comes back in
 * one round trip, for a lone payment waits for each.
 */
final class JdbcBooks {
  // Every look-up here is by key, for a handful of names as for thousands. Statistics that are a
  // minute behind, as in an installation's first minute, must not talk the planner into reading a
  // whole table; nor is there anything to plan anew for each batch. And whoever holds an account's
  // lock too long costs a retry, not a standstill.
  private static final String SETTINGS =
      """
      select
        set_config('enable_seqscan', 'off', true),
        set_config('plan_cache_mode', 'force_generic_plan', true),
        set_config('lock_timeout', '5s', true)
      """;

  private static final String FIND_KEYS =
      """
      select k.tenant_id, k.scope, k.key, k.request_hash, k.payment_id, k.refusal, k.refusal_details
      from unnest(?::uuid[], ?::uuid[], ?::text[]) as w (tenant_id, scope, key)
      join idempotency_keys k
        on k.tenant_id = w.tenant_id and k.scope = w.scope and k.key = w.key
      """;

  // All nodes lock in the order of ids, so that they wait for one another but never in a circle.
  // The weaker lock leaves foreign keys to the account alone.
  //
  // The names are resolved to an array first. Where a lock was waited for, PostgreSQL looks at the
  // row anew and asks the condition again; asked of a subquery it then answers wrongly ("in" loses
  // rows, or brings the session down), asked of an array it answers rightly.
  private static final String LOCK_ACCOUNTS =
      """
      select %s
      from accounts a
      where a.id = any (array(
        select i.id
        from unnest(?::uuid[], ?::uuid[]) as w (tenant_id, id)
        join accounts i on i.id = w.id and i.tenant_id = w.tenant_id
        union all
        select o.id
        from unnest(?::uuid[], ?::uuid[], ?::text[]) as w (tenant_id, owner_id, asset)
        join accounts o
          on o.tenant_id = w.tenant_id and o.owner_id = w.owner_id and o.asset = w.asset
        union all
        select r.id
        from unnest(?::uuid[], ?::text[]) as w (tenant_id, external_reference)
        join accounts r
          on r.tenant_id = w.tenant_id and r.external_reference = w.external_reference
        union all
        select s.id
        from unnest(?::uuid[], ?::text[], ?::text[]) as w (tenant_id, kind, asset)
        join accounts s
          on s.tenant_id = w.tenant_id and s.kind = w.kind and s.asset = w.asset
            and s.kind <> 'standard'
      ))
      order by a.id
      for no key update of a
      """
          .formatted(JdbcRows.ACCOUNT_COLUMNS);

  private static final String READ = SETTINGS + ";" + FIND_KEYS + ";" + LOCK_ACCOUNTS;

  private final JdbcOperations jdbc;
  private final JdbcTransfers transfers;

  JdbcBooks(JdbcOperations jdbc, JdbcTransfers transfers) {
    this.jdbc = jdbc;
    this.transfers = transfers;
  }

  /** What stands under the keys and names that these movements use; the accounts locked. */
  Book.Before open(List<Transfer> batch, Map<PostingGuard.Request, Refusal> barred) {
    List<StoredKey> keys = new ArrayList<>();
    List<Account> accounts = new ArrayList<>();
    jdbc.execute(
        READ,
        (PreparedStatement statement) -> {
          bind(statement, batch);
          statement.execute();
          statement.getMoreResults();
          forEach(statement, row -> keys.add(StoredKey.of(row)));
          statement.getMoreResults();
          forEach(statement, row -> accounts.add(JdbcRows.account(row)));
          return keys.size();
        });
    return new Book.Before(barred, accounts, answers(keys));
  }

  private static void bind(PreparedStatement statement, List<Transfer> batch) throws SQLException {
    Set<KeyName> keys = new LinkedHashSet<>();
    Set<AccountName> names = new LinkedHashSet<>();
    for (Transfer transfer : batch) {
      keys.add(KeyName.of(transfer));
      transfer.entries().forEach(entry -> names.add(AccountName.of(transfer, entry)));
    }
    List<AccountName> ids = new ArrayList<>();
    List<AccountName> owners = new ArrayList<>();
    List<AccountName> references = new ArrayList<>();
    List<AccountName> systems = new ArrayList<>();
    for (AccountName name : names) {
      switch (name.account()) {
        case AccountRef.ById id -> ids.add(name);
        case AccountRef.OfOwner owner -> owners.add(name);
        case AccountRef.ByExternalReference reference -> references.add(name);
        case AccountRef.World world -> systems.add(name);
        case AccountRef.Rounding rounding -> systems.add(name);
      }
    }
    JdbcArrays.of(statement, keys)
        .ids(KeyName::tenant)
        .uuids(KeyName::scope)
        .texts(KeyName::key)
        .rows(ids)
        .ids(AccountName::tenant)
        .uuids(JdbcBooks::named)
        .rows(owners)
        .ids(AccountName::tenant)
        .uuids(JdbcBooks::named)
        .texts(AccountName::asset)
        .rows(references)
        .ids(AccountName::tenant)
        .texts(JdbcBooks::named)
        .rows(systems)
        .ids(AccountName::tenant)
        .texts(JdbcBooks::named)
        .texts(AccountName::asset);
  }

  private static Object named(AccountName name) {
    return switch (name.account()) {
      case AccountRef.ById(AccountId id) -> id.value();
      case AccountRef.OfOwner(UserId owner) -> owner.value();
      case AccountRef.ByExternalReference(String reference) -> reference;
      case AccountRef.World world -> Account.Kind.WORLD.wireName();
      case AccountRef.Rounding rounding -> Account.Kind.ROUNDING.wireName();
    };
  }

  private List<Answer> answers(List<StoredKey> keys) {
    Map<PaymentId, PostedTransfer> posted =
        transfers.load(keys.stream().flatMap(key -> key.payment().stream()).toList());
    return keys.stream().map(key -> key.answer(posted)).toList();
  }

  /** A key's row. */
  private record StoredKey(
      KeyName name,
      RequestHash requestHash,
      Optional<PaymentId> payment,
      Optional<Refusal> refusal) {
    static StoredKey of(ResultSet row) throws SQLException {
      TenantId tenant = new TenantId(JdbcRows.requiredUuid(row, "tenant_id"));
      KeyName name = new KeyName(tenant, JdbcRows.requiredUuid(row, "scope"), row.getString("key"));
      RequestHash hash = RequestHash.of(row.getBytes("request_hash"));
      String reason = row.getString("refusal");
      if (reason == null) {
        PaymentId payment = new PaymentId(JdbcRows.requiredUuid(row, "payment_id"));
        return new StoredKey(name, hash, Optional.of(payment), Optional.empty());
      }
      Refusal refusal =
          new Refusal(Refusal.Reason.of(reason), JdbcRows.texts(row, "refusal_details"));
      return new StoredKey(name, hash, Optional.empty(), Optional.of(refusal));
    }

    Answer answer(Map<PaymentId, PostedTransfer> posted) {
      Verdict verdict =
          refusal
              .map(Verdict::refused)
              .orElseGet(() -> new Verdict.Posted(posted(payment.orElseThrow(), posted), false));
      return new Answer(name, requestHash, verdict);
    }

    private static PostedTransfer posted(PaymentId id, Map<PaymentId, PostedTransfer> posted) {
      PostedTransfer transfer = posted.get(id);
      if (transfer == null) {
        throw new IllegalStateException("a key names " + id + ", which is not in the ledger");
      }
      return transfer;
    }
  }

  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private static void forEach(PreparedStatement statement, RowReader reader) throws SQLException {
    try (ResultSet rows = statement.getResultSet()) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }
}
