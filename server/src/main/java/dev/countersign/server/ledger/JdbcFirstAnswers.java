package dev.countersign.server.ledger;

import dev.countersign.server.ledger.JdbcAnswers.StoredKey;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantTransactions;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** First answers in the store. */
final class JdbcFirstAnswers implements FirstAnswers {
  private static final String FIND =
      """
      select tenant_id, scope, key, request_hash, payment_id, hold_step, refusal, refusal_details
      from idempotency_keys
      where tenant_id = :tenant and scope = :scope and key = :key
      """;

  private final TenantTransactions transactions;
  private final JdbcClient jdbc;
  private final JdbcAnswers answers;

  JdbcFirstAnswers(TenantTransactions transactions, JdbcClient jdbc, JdbcAnswers answers) {
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.answers = answers;
  }

  @Override
  public Optional<Verdict> find(TenantId tenant, IdempotencyKey key) {
    return transactions.in(
        tenant,
        () -> {
          List<StoredKey> found =
              jdbc.sql(FIND)
                  .param("tenant", tenant.value())
                  .param("scope", key.scope())
                  .param("key", key.key())
                  .query((row, number) -> StoredKey.of(row))
                  .list();
          return answers.load(found).stream().map(answer -> answer.to(key)).findFirst();
        });
  }
}
