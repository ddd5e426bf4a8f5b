package dev.countersign.server.ledger;

import dev.countersign.server.ledger.Refusal.Reason;
import dev.countersign.server.ledger.Transfer.Authority;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as one would write it on a napkin: sums of any size in maps, one movement at a time.
 * It shares nothing with the real one but the words, and says what should come out.
 */
final class LedgerModel {
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);

  private final Map<String, BigInteger> balances = new HashMap<>();
  private final Map<String, BigInteger> limits = new HashMap<>();
  private final Map<String, String> references = new HashMap<>();
  private final Map<String, Given> answers = new HashMap<>();
  private final Set<String> assets;
  private int posted;
  private int refusalsRemembered;

  /** What should come out: posted, or refused for a reason; for the first time or again. */
  record Expected(@Nullable Reason reason, boolean replayed) {}

  private record Given(String hash, @Nullable Reason reason) {}

  LedgerModel(Set<String> assets) {
    this.assets = assets;
  }

  /** An account opened under a reference; it is known by its id, too. */
  void open(UUID tenant, String reference, UUID id, String asset, long limit) {
    String account = "account " + id + " " + asset;
    references.put(tenant + " reference " + reference, account);
    references.put(tenant + " id " + id, account);
    limits.put(account, BigInteger.valueOf(limit));
    balances.put(account, BigInteger.ZERO);
  }

  Expected post(Transfer transfer, Map<Authority, Refusal> barred) {
    String key = transfer.tenant() + " " + transfer.key().scope() + " " + transfer.key().key();
    Given given = answers.get(key);
    if (given != null) {
      return given.hash().equals(transfer.key().requestHash().hex())
          ? new Expected(given.reason(), true)
          : new Expected(Reason.IDEMPOTENCY_CONFLICT, false);
    }
    Refusal bar = barred.get(transfer.authority());
    if (bar != null) {
      return new Expected(bar.reason(), false);
    }
    Reason reason = judge(transfer);
    answers.put(key, new Given(transfer.key().requestHash().hex(), reason));
    if (reason == null) {
      posted++;
    } else {
      refusalsRemembered++;
    }
    return new Expected(reason, false);
  }

  Map<String, BigInteger> balances() {
    return balances;
  }

  int posted() {
    return posted;
  }

  int refusalsRemembered() {
    return refusalsRemembered;
  }

  /** The model's name of an account in the store. */
  static String name(Account account) {
    String tenant = account.tenant().value() + " ";
    return switch (account.kind()) {
      case WORLD -> "World " + tenant + account.asset();
      case ROUNDING -> "Rounding " + tenant + account.asset();
      case CONVERSION -> "Conversion " + tenant + account.asset();
      case STANDARD ->
          account.owner() == null
              ? "account " + account.id().value() + " " + account.asset()
              : "owner " + tenant + account.owner().value() + " " + account.asset();
    };
  }

  private @Nullable Reason judge(Transfer transfer) {
    if (!assets.contains(transfer.asset())) {
      return Reason.UNKNOWN_ASSET;
    }
    List<String> accounts = new ArrayList<>();
    for (Entry entry : transfer.entries()) {
      Optional<String> account = account(transfer, entry.account());
      if (account.isEmpty()) {
        return Reason.UNKNOWN_ACCOUNT;
      }
      accounts.add(account.get());
    }
    if (accounts.stream().anyMatch(account -> !account.endsWith(transfer.asset()))) {
      return Reason.ASSET_MISMATCH;
    }
    int distinct = new HashSet<>(accounts).size();
    boolean mayRepeat = transfer.type() == Transfer.Type.TRANSACTION;
    if (distinct == 1 || (distinct < accounts.size() && !mayRepeat)) {
      return Reason.SAME_ACCOUNT;
    }
    return judgeSums(transfer, accounts);
  }

  private @Nullable Reason judgeSums(Transfer transfer, List<String> accounts) {
    Map<String, BigInteger> credits = new HashMap<>();
    Map<String, BigInteger> debits = new HashMap<>();
    for (int at = 0; at < accounts.size(); at++) {
      BigInteger amount = BigInteger.valueOf(transfer.entries().get(at).amountMinor());
      credits.merge(accounts.get(at), amount.max(BigInteger.ZERO), BigInteger::add);
      debits.merge(accounts.get(at), amount.min(BigInteger.ZERO), BigInteger::add);
    }
    boolean overflows = false;
    for (String account : credits.keySet()) {
      BigInteger before = balances.getOrDefault(account, BigInteger.ZERO);
      BigInteger net = credits.get(account).add(debits.get(account));
      BigInteger limit = limits.getOrDefault(account, BigInteger.ZERO);
      boolean system = account.startsWith("World") || account.startsWith("Rounding");
      if (!system && net.signum() < 0 && before.add(net).compareTo(limit.negate()) < 0) {
        return Reason.INSUFFICIENT_FUNDS;
      }
      overflows |=
          before.add(credits.get(account)).compareTo(MAX) > 0
              || before.add(debits.get(account)).compareTo(MIN) < 0;
    }
    if (overflows) {
      return Reason.AMOUNT_OVERFLOW;
    }
    credits.forEach((account, sum) -> balances.merge(account, sum, BigInteger::add));
    debits.forEach((account, sum) -> balances.merge(account, sum, BigInteger::add));
    return null;
  }

  private Optional<String> account(Transfer transfer, AccountRef ref) {
    UUID tenant = transfer.tenant().value();
    return switch (ref) {
      case AccountRef.ById id ->
          Optional.ofNullable(references.get(tenant + " id " + id.id().value()));
      case AccountRef.ByExternalReference reference ->
          Optional.ofNullable(references.get(tenant + " reference " + reference.reference()));
      case AccountRef.OfOwner owner ->
          Optional.of("owner " + tenant + " " + owner.owner().value() + " " + transfer.asset());
      case AccountRef.World world -> Optional.of("World " + tenant + " " + transfer.asset());
      case AccountRef.Rounding rounding ->
          Optional.of("Rounding " + tenant + " " + transfer.asset());
      case AccountRef.Conversion conversion ->
          Optional.of("Conversion " + tenant + " " + transfer.asset());
    };
  }
}
