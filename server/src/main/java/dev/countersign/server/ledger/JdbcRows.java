package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RowTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How the ledger's values lie in rows. */
final class JdbcRows {
  /** The columns that {@link #account} reads, of the table {@code accounts a}. */
  static final String ACCOUNT_COLUMNS =
      """
      a.id, a.tenant_id, a.kind, a.owner_id, a.external_reference, a.asset, a.balance,
      a.overdraft_limit, a.held, a.status, a.version, a.created_at\
      """;

  /**
   * What a line says that a movement is for, of the table {@code payments p}: the administrator's
   * reference, or what the payer gave, beginning with what is meant for the payee's books.
   */
  static final String REFERENCE =
      Stream.of("end_to_end", "creditor", "invoice", "order", "contract", "customer")
          .map(type -> ", p.metadata ->> '" + PostedTransfer.REFERENCE_NOTE + type + "'")
          .collect(Collectors.joining("", "coalesce(p.reference", ") as reference"));

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private JdbcRows() {}

  static Account account(ResultSet row) throws SQLException {
    UUID owner = uuid(row, "owner_id");
    return new Account(
        new AccountId(requiredUuid(row, "id")),
        new TenantId(requiredUuid(row, "tenant_id")),
        Account.Kind.of(row.getString("kind")),
        owner == null ? null : new UserId(owner),
        row.getString("external_reference"),
        row.getString("asset"),
        row.getLong("balance"),
        row.getLong("overdraft_limit"),
        row.getLong("held"),
        Account.Status.of(row.getString("status")),
        row.getLong("version"),
        RowTime.read(row, "created_at"));
  }

  static @Nullable UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  static UUID requiredUuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  static @Nullable AccountId accountId(ResultSet row, String column) throws SQLException {
    UUID id = uuid(row, column);
    return id == null ? null : new AccountId(id);
  }

  static Map<String, String> texts(ResultSet row, String column) throws SQLException {
    String json = row.getString(column);
    return json.equals("{}") ? Map.of() : JSON.readValue(json, TEXTS);
  }

  static String json(Map<String, String> texts) {
    return texts.isEmpty() ? "{}" : JSON.writeValueAsString(texts);
  }
}
