package dev.countersign.server.ledger;

import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.RoundTrip;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Opens accounts in the store. Whoever comes second under a reference waits for the first, and then
 * finds the account there.
 */
final class JdbcAccountOpenings implements AccountOpenings {
  // In the order of references, so that two who open the same do not wait in a circle.
  private static final String INSERT_MISSING =
      """
      insert into accounts (
        id, tenant_id, kind, external_reference, asset, overdraft_limit, created_at)
      select id, tenant_id, 'standard', external_reference, asset, overdraft_limit, ?
      from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::bigint[])
        as n (id, tenant_id, external_reference, asset, overdraft_limit)
      order by external_reference
      on conflict (tenant_id, external_reference) where external_reference is not null do nothing
      returning id
      """;

  private static final String FIND =
      """
      select %s
      from unnest(?::uuid[], ?::text[]) as w (tenant_id, external_reference)
      join accounts a
        on a.tenant_id = w.tenant_id and a.external_reference = w.external_reference
      """
          .formatted(JdbcRows.ACCOUNT_COLUMNS);

  private final TenantTransactions transactions;
  private final JdbcOperations jdbc;
  private final AuditTrail audit;
  private final Assets assets;
  private final IdGenerator ids;
  private final InstantSource clock;

  JdbcAccountOpenings(
      TenantTransactions transactions,
      JdbcOperations jdbc,
      AuditTrail audit,
      Assets assets,
      IdGenerator ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.audit = audit;
    this.assets = assets;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public List<Outcome> open(Request request) {
    return transactions.in(request.tenant(), () -> openAll(request));
  }

  private List<Outcome> openAll(Request request) {
    TenantId tenant = request.tenant();
    List<Opening> possible =
        request.openings().stream()
            .filter(opening -> assets.find(tenant, opening.asset()).isPresent())
            .toList();
    RoundTrip trip = new RoundTrip(jdbc);
    Supplier<List<AccountId>> missing = insertMissing(trip, tenant, possible);
    Supplier<Map<String, Account>> found = find(trip, tenant, possible);
    trip.make();
    Set<AccountId> inserted = Set.copyOf(missing.get());
    Map<String, Account> accounts = found.get();
    List<Outcome> outcomes = new ArrayList<>();
    Set<AccountId> fresh = new HashSet<>(inserted);
    for (Opening opening : request.openings()) {
      Account account = accounts.get(opening.externalReference());
      if (assets.find(tenant, opening.asset()).isEmpty()) {
        outcomes.add(new Outcome.UnknownAsset(opening.asset()));
      } else if (account == null) {
        throw new IllegalStateException("an account that was just opened is not there");
      } else if (!account.asset().equals(opening.asset())
          || account.overdraftLimitMinor() != opening.overdraftLimitMinor()) {
        outcomes.add(new Outcome.Conflict(account));
      } else {
        outcomes.add(new Outcome.Opened(account, !fresh.remove(account.id())));
      }
    }
    audit.record(
        accounts.values().stream()
            .filter(account -> inserted.contains(account.id()))
            .sorted(Comparator.comparing(account -> account.id().value()))
            .map(account -> event(request, account))
            .toList());
    return outcomes;
  }

  private static AuditEvent event(Request request, Account account) {
    return AuditEvent.of(request.tenant(), AuditEventType.ACCOUNT_OPENED)
        .by(request.authority().user(), request.authority().credential())
        .during(request.requestId())
        .on("account", account.id().text())
        .with(AccountEvents.facts(account));
  }

  /** An account that is opened if its reference is free. */
  private record Candidate(AccountId id, Opening opening) {}

  private Supplier<List<AccountId>> insertMissing(
      RoundTrip trip, TenantId tenant, List<Opening> openings) {
    Instant now = StoredTime.now(clock);
    List<Candidate> candidates =
        openings.stream()
            .map(opening -> new Candidate(new AccountId(ids.next()), opening))
            .toList();
    return trip.list(
        INSERT_MISSING,
        bound ->
            bound
                .rows(candidates)
                .time(now)
                .ids(Candidate::id)
                .ids(candidate -> tenant)
                .texts(candidate -> candidate.opening().externalReference())
                .texts(candidate -> candidate.opening().asset())
                .longs(candidate -> candidate.opening().overdraftLimitMinor()),
        row -> new AccountId(JdbcRows.requiredUuid(row, "id")));
  }

  // With a snapshot of its own: whoever came second under a reference has waited for the first.
  private static Supplier<Map<String, Account>> find(
      RoundTrip trip, TenantId tenant, List<Opening> openings) {
    return trip.ask(
        FIND,
        bound -> bound.rows(openings).ids(opening -> tenant).texts(Opening::externalReference),
        JdbcAccountOpenings::accounts);
  }

  private static Map<String, Account> accounts(ResultSet rows) throws SQLException {
    Map<String, Account> accounts = new HashMap<>();
    while (rows.next()) {
      accounts.put(rows.getString("external_reference"), JdbcRows.account(rows));
    }
    return accounts;
  }
}
