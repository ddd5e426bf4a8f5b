package dev.countersign.server.statements;

import dev.countersign.server.ledger.AccountPeriods.Counterparty;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the other sides of a statement's lines are called: by what people may know of each other,
 * which is the username and not the address.
 */
final class CounterpartyNames {
  private static final int REMEMBERED_MAX = 1_000;

  private final TenantId tenant;
  private final Users users;
  private final Map<UserId, String> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UserId, String> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  CounterpartyNames(TenantId tenant, Users users) {
    this.tenant = tenant;
    this.users = users;
  }

  String of(Counterparty other) {
    if (other.externalReference() != null) {
      return other.externalReference();
    }
    return switch (other.kind()) {
      case WORLD -> "Outside";
      case STANDARD ->
          other.owner() == null
              ? other.account().text()
              : known.computeIfAbsent(other.owner(), owner -> nameOf(owner, other));
      default -> Words.of(other.kind().name());
    };
  }

  private String nameOf(UserId owner, Counterparty other) {
    return users.find(tenant, owner).map(User::username).orElse(other.account().text());
  }
}
