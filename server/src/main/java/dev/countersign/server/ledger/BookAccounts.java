package dev.countersign.server.ledger;

import dev.countersign.server.ledger.PostedTransfer.PostedEntry;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of a book, under all their names. A person's account, and those of the system, open
 * when something first happens to them.
 */
final class BookAccounts {
  private final IdGenerator ids;
  private final Instant recordedAt;
  private final Undo undo;
  private final Map<AccountName, BookAccount> named = new HashMap<>();
  private final Set<BookAccount> changed = new LinkedHashSet<>();

  BookAccounts(IdGenerator ids, Instant recordedAt, Undo undo, Collection<Account> stored) {
    this.ids = ids;
    this.recordedAt = recordedAt;
    this.undo = undo;
    stored.forEach(account -> enter(BookAccount.stored(account)));
  }

  /** Those that something happened to, in the order in which it first did. */
  Collection<BookAccount> changed() {
    return changed;
  }

  @Nullable BookAccount find(AccountName name) {
    return named.get(name);
  }

  /** One that was locked because something names it by its id. */
  BookAccount locked(TenantId tenant, AccountId id) {
    BookAccount account = named.get(AccountName.of(tenant, id));
    if (account == null) {
      throw new IllegalStateException(id + " is named by history, but is not in the ledger");
    }
    return account;
  }

  /** The account that would open under a name; {@code null} where none would. */
  @Nullable BookAccount unopened(AccountName name) {
    return switch (name.account()) {
      case AccountRef.ById _, AccountRef.ByExternalReference _ -> null;
      case AccountRef.OfOwner(UserId owner) -> unopened(name, Account.Kind.STANDARD, owner);
      case AccountRef.World _ -> unopened(name, Account.Kind.WORLD, null);
      case AccountRef.Rounding _ -> unopened(name, Account.Kind.ROUNDING, null);
      case AccountRef.Conversion _ -> unopened(name, Account.Kind.CONVERSION, null);
    };
  }

  private BookAccount unopened(AccountName name, Account.Kind kind, @Nullable UserId owner) {
    return BookAccount.unopened(
        new Account(
            new AccountId(ids.next()),
            name.tenant(),
            kind,
            owner,
            null,
            Objects.requireNonNull(name.asset()),
            0,
            0,
            0,
            Account.Status.OPEN,
            0,
            recordedAt));
  }

  PostedEntry post(BookAccount account, long amountMinor) {
    touch(account);
    return account.post(amountMinor);
  }

  /** Keeps back so much of the balance, or gives it free; none opens the account, and no more. */
  void hold(BookAccount account, long amountMinor) {
    touch(account);
    account.hold(amountMinor);
  }

  private void touch(BookAccount account) {
    if (undo.isNoting()) {
      undo.note(account.memento());
    }
    if (changed.add(account)) {
      undo.note(() -> changed.remove(account));
      if (account.isNew()) {
        List<AccountName> names = enter(account);
        undo.note(() -> names.forEach(named::remove));
      }
    }
  }

  private List<AccountName> enter(BookAccount account) {
    List<AccountName> names = AccountName.of(account.now());
    names.forEach(name -> named.put(name, account));
    return names;
  }
}
