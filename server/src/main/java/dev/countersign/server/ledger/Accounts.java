package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads accounts. What it answers may be a moment old; nothing is decided by it. */
public interface Accounts {
  Optional<Account> find(TenantId tenant, AccountId id);

  Optional<Account> find(TenantId tenant, UserId owner, String asset);

  Optional<Account> find(TenantId tenant, String externalReference);

  /** The one account of a kind that is nobody's; there is none before its first entry. */
  Optional<Account> system(TenantId tenant, Account.Kind kind, String asset);

  /** A person's accounts, by asset. */
  List<Account> ofOwner(TenantId tenant, UserId owner);

  /** A page of a tenant's accounts, in the order in which they were opened. */
  Page<Account, AccountId> list(Query query);

  /**
   * What to list.
   *
   * @param search the text form of an account's or a person's id, or part of an external reference;
   *     empty for all
   * @param after the last account of the page before; {@code null} for the first page
   */
  record Query(TenantId tenant, String search, @Nullable AccountId after, int limit) {
    public Query {
      Page.requireLimit(limit);
    }
  }
}
