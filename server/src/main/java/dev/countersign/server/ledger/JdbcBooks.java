package dev.countersign.server.ledger;

import dev.countersign.server.ledger.JdbcAnswers.StoredKey;
import dev.countersign.server.ledger.JdbcSubjects.Subject;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.ArrayParameters;
import dev.countersign.server.platform.store.RoundTrip;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Reads what a book is opened on, and locks it. */
final class JdbcBooks {
  // "Offset 0" keeps each look-up by itself: merged into one join, and planned while a table is
  // still empty, all of the table would be read for each.
  private static final String FIND_KEYS =
      """
      select k.tenant_id, k.scope, k.key, k.request_hash, k.payment_id, k.hold_step, k.refusal,
        k.refusal_details
      from unnest(?::uuid[], ?::uuid[], ?::text[]) as w (tenant_id, scope, key)
      cross join lateral (
        select *
        from idempotency_keys
        where tenant_id = w.tenant_id and scope = w.scope and key = w.key
        offset 0) as k
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
        cross join lateral (
          select id
          from accounts
          where id = w.id and tenant_id = w.tenant_id
          offset 0) as i
        union all
        select o.id
        from unnest(?::uuid[], ?::uuid[], ?::text[]) as w (tenant_id, owner_id, asset)
        cross join lateral (
          select id
          from accounts
          where tenant_id = w.tenant_id and owner_id = w.owner_id and asset = w.asset
          offset 0) as o
        union all
        select r.id
        from unnest(?::uuid[], ?::text[]) as w (tenant_id, external_reference)
        cross join lateral (
          select id
          from accounts
          where tenant_id = w.tenant_id and external_reference = w.external_reference
          offset 0) as r
        union all
        select s.id
        from unnest(?::uuid[], ?::text[], ?::text[]) as w (tenant_id, kind, asset)
        cross join lateral (
          select id
          from accounts
          where tenant_id = w.tenant_id and kind = w.kind and asset = w.asset
            and kind <> 'standard'
          offset 0) as s
      %s))
      order by a.id
      for no key update of a
      """;

  private static final String LOCK = LOCK_ACCOUNTS.formatted(JdbcRows.ACCOUNT_COLUMNS, "");

  private static final String LOCK_WITH_SUBJECTS =
      LOCK_ACCOUNTS.formatted(JdbcRows.ACCOUNT_COLUMNS, JdbcSubjects.ACCOUNTS);

  private final JdbcAnswers answers;

  JdbcBooks(JdbcAnswers answers) {
    this.answers = answers;
  }

  /** What stands under the keys and names that these instructions use; the accounts locked. */
  Supplier<Book.Before> open(List<Instruction> batch, RoundTrip trip) {
    Set<KeyName> names = new LinkedHashSet<>();
    batch.forEach(instruction -> names.add(KeyName.of(instruction)));
    Set<Subject> subjects = JdbcSubjects.of(batch);
    Supplier<List<StoredKey>> keys =
        trip.list(
            FIND_KEYS,
            bound ->
                bound.rows(names).ids(KeyName::tenant).uuids(KeyName::scope).texts(KeyName::key),
            StoredKey::of);
    Supplier<List<Account>> accounts =
        trip.list(
            subjects.isEmpty() ? LOCK : LOCK_WITH_SUBJECTS,
            bound -> {
              bindAccounts(bound, batch);
              if (!subjects.isEmpty()) {
                JdbcSubjects.bindAccounts(bound, subjects);
              }
            },
            JdbcRows::account);
    Supplier<JdbcSubjects.Found> found = JdbcSubjects.ask(trip, subjects);
    return () ->
        new Book.Before(
            accounts.get(), answers(keys.get()), found.get().holds(), found.get().originals());
  }

  private static void bindAccounts(ArrayParameters<?> bound, List<Instruction> batch)
      throws SQLException {
    Set<AccountName> names = new LinkedHashSet<>();
    for (Instruction instruction : batch) {
      switch (instruction) {
        case Transfer transfer -> addNames(transfer, names);
        case Hold hold -> addNames(hold.payment(), names);
        case Capture _, Release _, Reversal _ -> {}
      }
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
        case AccountRef.World _, AccountRef.Rounding _, AccountRef.Conversion _ ->
            systems.add(name);
      }
    }
    bound
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

  private static void addNames(Transfer transfer, Set<AccountName> names) {
    transfer.entries().forEach(entry -> names.add(AccountName.of(transfer, entry)));
  }

  private static Object named(AccountName name) {
    return switch (name.account()) {
      case AccountRef.ById(AccountId id) -> id.value();
      case AccountRef.OfOwner(UserId owner) -> owner.value();
      case AccountRef.ByExternalReference(String reference) -> reference;
      case AccountRef.World _ -> Account.Kind.WORLD.wireName();
      case AccountRef.Rounding _ -> Account.Kind.ROUNDING.wireName();
      case AccountRef.Conversion _ -> Account.Kind.CONVERSION.wireName();
    };
  }

  private List<Answer> answers(List<StoredKey> keys) {
    return keys.isEmpty() ? List.of() : answers.load(keys);
  }
}
