package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds all payments that a filter can mean, where an index tells that they are few. Only to be
 * used inside a transaction.
 */
final class JdbcRareFilters {
  /** So many payments are looked at one by one; beyond that, going back finds enough of them. */
  static final int FEW = 5_000;

  /** Of these there is no index: most payments are, and each would pay for it. */
  private static final Set<Transfer.Type> FREQUENT =
      Set.of(Transfer.Type.PAYMENT, Transfer.Type.TRANSACTION);

  private static final String FEW_OF_PARTIES =
      """
      select payment_id
      from entries
      where account_id = any (:parties)
      limit :most
      """;

  private static final String FEW_WITH_NOTE =
      """
      select payment_id
      from payment_metadata
      where tenant_id = :tenant and digest = metadata_digest((:names)[1], (:values)[1])
      limit :most
      """;

  private static final String FEW_REVERSED =
      """
      select parent_id
      from payment_links
      where tenant_id = :tenant and kind = 'reversal'
      limit :most
      """;

  private static final String FEW_OF_TYPES =
      """
      select id
      from payments
      where tenant_id = :tenant
        and type = any (:types)
        and type not in ('payment', 'transaction')
      limit :most
      """;

  private final JdbcClient jdbc;

  JdbcRareFilters(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** All that one of the filters can mean, where that is few. */
  Optional<UUID[]> find(TenantId tenant, HistoryFilter filter) {
    return questions(filter).stream()
        .map(question ->
            JdbcFilters.bind(jdbc.sql(question), filter)
                .param("tenant", tenant.value())
                .param("most", FEW + 1)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list())
        // Counted as they come: of a payment there may be several, and what was cut off is missing.
        .filter(few -> few.size() <= FEW)
        .map(few -> few.stream().distinct().toArray(UUID[]::new))
        .findFirst();
  }

  private static List<String> questions(HistoryFilter filter) {
    boolean rareTypes =
        !filter.types().isEmpty() && filter.types().stream().noneMatch(FREQUENT::contains);
    return Stream.of(
            filter.metadata().isEmpty() ? "" : FEW_WITH_NOTE,
            filter.parties() == null ? "" : FEW_OF_PARTIES,
            Boolean.TRUE.equals(filter.reversed()) ? FEW_REVERSED : "",
            rareTypes ? FEW_OF_TYPES : "")
        .filter(question -> !question.isEmpty())
        .toList();
  }
}
