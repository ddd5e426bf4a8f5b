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
