package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantTransactions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Accounts in the store. */
final class JdbcAccounts implements Accounts {
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private static final String FIND_BY_ID =
      """
      select %s
      from accounts a
      where a.tenant_id = :tenant and a.id = :id
      """
          .formatted(JdbcRows.ACCOUNT_COLUMNS);

  private static final String FIND_BY_OWNER =
      """
      select %s
      from accounts a
      where a.tenant_id = :tenant and a.owner_id = :owner
      order by a.asset
      """
          .formatted(JdbcRows.ACCOUNT_COLUMNS);

  private static final String FIND_BY_REFERENCE =
      """
      select %s
      from accounts a
      where a.tenant_id = :tenant and a.external_reference = :reference
      """
          .formatted(JdbcRows.ACCOUNT_COLUMNS);

  private static final String FIND_SYSTEM =
      """
      select %s
      from accounts a
      where a.tenant_id = :tenant
        and a.kind = :kind
        and a.asset = :asset
        and a.kind <> 'standard'
      """
          .formatted(JdbcRows.ACCOUNT_COLUMNS);

  private static final String LIST =
      """
      select %s
      from accounts a
      where a.tenant_id = :tenant
        and a.id > :after
        and (
          :search = ''
          or a.id = cast(:id as uuid)
          or a.owner_id = cast(:id as uuid)
          or strpos(lower(a.external_reference), lower(:search)) > 0)
      order by a.id
      limit :limit
      """
          .formatted(JdbcRows.ACCOUNT_COLUMNS);

  private final TenantTransactions transactions;
  private final JdbcClient jdbc;

  JdbcAccounts(TenantTransactions transactions, JdbcClient jdbc) {
    this.transactions = transactions;
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Account> find(TenantId tenant, AccountId id) {
    return query(tenant, FIND_BY_ID, Map.of("id", id.value())).stream().findFirst();
  }

  @Override
  public Optional<Account> find(TenantId tenant, UserId owner, String asset) {
    return ofOwner(tenant, owner).stream()
        .filter(account -> account.asset().equals(asset))
        .findFirst();
  }

  @Override
  public Optional<Account> find(TenantId tenant, String externalReference) {
    return query(tenant, FIND_BY_REFERENCE, Map.of("reference", externalReference)).stream()
        .findFirst();
  }

  @Override
  public Optional<Account> system(TenantId tenant, Account.Kind kind, String asset) {
    return query(tenant, FIND_SYSTEM, Map.of("kind", kind.wireName(), "asset", asset)).stream()
        .findFirst();
  }

  @Override
  public List<Account> ofOwner(TenantId tenant, UserId owner) {
    return query(tenant, FIND_BY_OWNER, Map.of("owner", owner.value()));
  }

  @Override
  public Page<Account, AccountId> list(Query query) {
    Optional<UUID> id =
        AccountId.parse(query.search())
            .map(AccountId::value)
            .or(() -> UserId.parse(query.search()).map(UserId::value));
    AccountId after = query.after();
    List<Account> found =
        query(
            query.tenant(),
            LIST,
            Map.of(
                "after",
                after == null ? BEFORE_ALL : after.value(),
                "search",
                query.search(),
                "id",
                id.orElse(BEFORE_ALL),
                "limit",
                query.limit() + 1));
    return Page.of(found, query.limit(), Account::id);
  }

  private List<Account> query(TenantId tenant, String sql, Map<String, ?> parameters) {
    return transactions.in(
        tenant,
        () ->
            jdbc.sql(sql)
                .param("tenant", tenant.value())
                .params(parameters)
                .query((row, number) -> JdbcRows.account(row))
                .list());
  }
}
