package dev.countersign.server.credentials;

import dev.countersign.server.credentials.PasswordChanged.How;
import dev.countersign.server.credentials.Weakness.Kind;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The passwords a person had. Comparing with one of them costs a hash, so there are at most two
 * dozen, each waits its own turn in the hashing queue, and they are asked last.
 */
final class FormerPasswords {
  private final PasswordPolicies policies;
  private final Passwords passwords;
  private final JdbcPasswords store;
  private final JdbcPasswordHistory history;
  private final TenantTransactions transactions;
  private final InstantSource clock;

  FormerPasswords(
      PasswordPolicies policies,
      Passwords passwords,
      JdbcPasswords store,
      JdbcPasswordHistory history,
      TenantTransactions transactions,
      InstantSource clock) {
    this.policies = policies;
    this.passwords = passwords;
    this.store = store;
    this.history = history;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** What comparing with them came to. */
  sealed interface Finding {
    record New() implements Finding {}

    record Refused(Weakness weakness) implements Finding {}

    record Busy() implements Finding {}
  }

  /** Not to be called inside a transaction. */
  Finding check(TenantId tenant, UserId user, Secret wanted, How how) {
    PasswordPolicy policy = policies.of(tenant);
    Optional<JdbcPasswords.Row> current = transactions.in(tenant, () -> store.find(user));
    if (how == How.CHANGE && current.isPresent() && isTooRecent(policy, current.get())) {
      return new Finding.Refused(
          Weakness.of(
              Kind.TOO_RECENT,
              "A password may be changed %d days after it was chosen."
                  .formatted(policy.ageing().minDays())));
    }
    int remembered = policy.ageing().history();
    List<String> hashes = new ArrayList<>();
    current.map(JdbcPasswords.Row::hash).ifPresent(hashes::add);
    hashes.addAll(transactions.in(tenant, () -> history.latest(user, remembered)));
    for (String hash : hashes) {
      Optional<Boolean> matches = passwords.matches(PasswordHash.parse(hash), wanted);
      if (matches.isEmpty()) {
        return new Finding.Busy();
      }
      if (matches.get()) {
        return new Finding.Refused(
            Weakness.of(
                Kind.REUSED,
                remembered == 0
                    ? "This is the password so far. Choose another."
                    : "This is one of your last %d passwords. Choose another."
                        .formatted(remembered)));
      }
    }
    return new Finding.New();
  }

  /** Keeps the password that is about to be replaced, as far as the policy looks back. */
  void remember(TenantId tenant, UserId user, JdbcPasswords.Row replaced) {
    int remembered = policies.of(tenant).ageing().history();
    if (remembered > 0) {
      history.add(
          tenant, user, replaced.standing().version(), replaced.hash(), StoredTime.now(clock));
    }
    history.forgetAllBut(user, remembered);
  }

  private boolean isTooRecent(PasswordPolicy policy, JdbcPasswords.Row current) {
    Duration age = Duration.between(current.standing().changedAt(), clock.instant());
    return current.standing().changeReason() == null
        && age.compareTo(Duration.ofDays(policy.ageing().minDays())) < 0;
  }
}
