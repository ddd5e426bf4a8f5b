package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** Finds the accounts that damage concerns, of all tenants. */
final class JdbcDamagedAccounts {
  private static final String FIND_TENANTS =
      """
      select id, tenant_id
      from accounts
      where id = any (:ids)
      """;

  private static final String FIND_OF_PAYMENTS =
      """
      select e.payment_id, e.account_id
      from unnest(:ids) as w (id)
      join entries e on e.payment_id = w.id
      union
      select h.id, h.payer_account
      from holds h
      where h.id = any (:ids)
      """;

  private final JdbcClient jdbc;

  JdbcDamagedAccounts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whose accounts they are; those that do not exist are left out. */
  Map<AccountId, TenantId> tenants(Collection<AccountId> accounts) {
    Map<AccountId, TenantId> tenants = new HashMap<>();
    jdbc.sql(FIND_TENANTS)
        .param("ids", array(accounts.stream().map(AccountId::value).toArray()))
        .query(row -> {
          tenants.put(
              new AccountId(JdbcRows.requiredUuid(row, "id")),
              new TenantId(JdbcRows.requiredUuid(row, "tenant_id")));
        });
    return tenants;
  }

  /** The accounts that payments and holds have touched. */
  Map<PaymentId, Set<AccountId>> ofPayments(Collection<PaymentId> payments) {
    Map<PaymentId, Set<AccountId>> touched = new HashMap<>();
    jdbc.sql(FIND_OF_PAYMENTS)
        .param("ids", array(payments.stream().map(PaymentId::value).toArray()))
        .query(row -> {
          touched
              .computeIfAbsent(
                  new PaymentId(JdbcRows.requiredUuid(row, "payment_id")), id -> new HashSet<>())
              .add(new AccountId(JdbcRows.requiredUuid(row, "account_id")));
        });
    return touched;
  }

  private static SqlArrayValue array(Object[] ids) {
    return new SqlArrayValue("uuid", ids);
  }
}
