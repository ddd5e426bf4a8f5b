package dev.countersign.server.ledger;

import dev.countersign.server.ledger.HistoryFilter.Note;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.store.RowTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** What a filter looks for, as statements call it. */
final class JdbcFilters {
  // Asked of a payment n.payment_id in sub-queries that are not turned into joins (offset 0): they
  // look at that payment, and at no other.

  static final String OF_PARTIES =
      """
      and exists (
        select 1
        from entries o
        where o.payment_id = n.payment_id and o.account_id = any (:parties)
        offset 0)
      """;

  static final String WITH_NOTES =
      """
      and not exists (
        select 1
        from unnest(:names, :values) as note (name, value)
        where not exists (
          select 1
          from payment_metadata m
          where m.tenant_id = :tenant
            and m.digest = metadata_digest(note.name, note.value)
            and m.payment_id = n.payment_id
          offset 0)
        offset 0)
      """;

  private JdbcFilters() {}

  static StatementSpec bind(StatementSpec statement, HistoryFilter filter) {
    List<AccountId> parties = filter.parties();
    return statement
        .param("from", RowTime.optionalParameter(filter.from()))
        .param("to", RowTime.optionalParameter(filter.to()))
        .param("types", filter.types().stream().map(Transfer.Type::wireName).toArray(String[]::new))
        .param("amount_min", filter.amountMin())
        .param("amount_max", filter.amountMax())
        .param("reversed", filter.reversed())
        .param("of_parties", parties != null)
        .param("parties", uuids(parties == null ? List.of() : parties))
        .param("names", filter.metadata().stream().map(Note::name).toArray(String[]::new))
        .param("values", filter.metadata().stream().map(Note::value).toArray(String[]::new));
  }

  static UUID[] uuids(Collection<AccountId> accounts) {
    return accounts.stream().map(AccountId::value).toArray(UUID[]::new);
  }
}
