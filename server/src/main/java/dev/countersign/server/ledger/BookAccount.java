package dev.countersign.server.ledger;

import dev.countersign.server.ledger.PostedTransfer.PostedEntry;
import dev.countersign.server.platform.id.AccountId;

/** An account while a batch is judged: how it stood when it was locked, and how it stands now. */
final class BookAccount {
  private final Account opened;
  private final boolean isNew;
  private long balance;
  private long held;
  private long version;

  private BookAccount(Account opened, boolean isNew) {
    this.opened = opened;
    this.isNew = isNew;
    this.balance = opened.balanceMinor();
    this.held = opened.heldMinor();
    this.version = opened.version();
  }

  /** One that the store has. */
  static BookAccount stored(Account account) {
    return new BookAccount(account, false);
  }

  /** One that the store gets if something happens to it. */
  static BookAccount unopened(Account account) {
    return new BookAccount(account, true);
  }

  /** Whether a standard account's limit allows the amount; credits and system accounts always. */
  boolean covers(long amountMinor) {
    return amountMinor > 0
        || opened.kind() != Account.Kind.STANDARD
        || -amountMinor <= now().availableMinor();
  }

  /** Whether the balance stays within 64 bits. */
  boolean holds(long amountMinor) {
    long after = balance + amountMinor;
    // The sum wrapped if and only if it has the sign that neither part has.
    return ((balance ^ after) & (amountMinor ^ after)) >= 0;
  }

  PostedEntry post(long amountMinor) {
    balance = Math.addExact(balance, amountMinor);
    version = Math.incrementExact(version);
    return new PostedEntry(opened.id(), opened.asset(), amountMinor, version, balance);
  }

  /** Keeps back so much of the balance, or gives it free. */
  void hold(long amountMinor) {
    held = Math.addExact(held, amountMinor);
    if (held < 0) {
      throw new IllegalStateException("more was released on " + opened.id() + " than was held");
    }
  }

  /** How to set it back to how it stands now. */
  Runnable memento() {
    long balanceNow = balance;
    long heldNow = held;
    long versionNow = version;
    return () -> {
      balance = balanceNow;
      held = heldNow;
      version = versionNow;
    };
  }

  /** Whether the store does not have it yet. */
  boolean isNew() {
    return isNew;
  }

  long versionBefore() {
    return opened.version();
  }

  /** How it stands now. */
  Account now() {
    return new Account(
        opened.id(),
        opened.tenant(),
        opened.kind(),
        opened.owner(),
        opened.externalReference(),
        opened.asset(),
        balance,
        opened.overdraftLimitMinor(),
        held,
        opened.status(),
        version,
        opened.createdAt());
  }

  AccountId id() {
    return opened.id();
  }

  Account.Kind kind() {
    return opened.kind();
  }

  Account.Status status() {
    return opened.status();
  }

  String asset() {
    return opened.asset();
  }
}
