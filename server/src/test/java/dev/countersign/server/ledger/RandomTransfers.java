package dev.countersign.server.ledger;

import dev.countersign.server.ledger.Transfer.Authority;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Movements of every kind, sensible and not, from a seed. */
final class RandomTransfers {
  private static final List<Transfer.Type> TYPES =
      List.of(
          Transfer.Type.PAYMENT,
          Transfer.Type.DEPOSIT,
          Transfer.Type.WITHDRAWAL,
          Transfer.Type.TRANSACTION);

  private final Random random;
  private final List<Party> parties;
  private final List<Transfer> earlier = new ArrayList<>();
  private int keys;

  /** A tenant with its people and its opened accounts. */
  record Party(TenantId tenant, List<UserId> users, List<Opened> opened) {}

  /** An account under a reference. */
  record Opened(String reference, AccountId id) {}

  RandomTransfers(Random random, List<Party> parties) {
    this.random = random;
    this.parties = parties;
  }

  Transfer next() {
    int kind = random.nextInt(100);
    if (kind < 12 && !earlier.isEmpty()) {
      return pick(earlier);
    }
    if (kind < 18 && !earlier.isEmpty()) {
      Transfer before = pick(earlier);
      return under(before, fresh(partyOf(before)));
    }
    Transfer fresh = fresh(pick(parties));
    earlier.add(fresh);
    return fresh;
  }

  // Another request under a key that was used before.
  private static Transfer under(Transfer before, Transfer fresh) {
    IdempotencyKey key =
        new IdempotencyKey(
            before.key().scope(), before.key().key(), LedgerFixture.hash("other", fresh.key()));
    return new Transfer(
        before.tenant(),
        fresh.type(),
        fresh.asset(),
        fresh.entries(),
        key,
        fresh.authority(),
        null,
        Map.of(),
        null);
  }

  private Party partyOf(Transfer transfer) {
    return parties.stream()
        .filter(party -> party.tenant().equals(transfer.tenant()))
        .findFirst()
        .orElseThrow();
  }

  private Transfer fresh(Party party) {
    UserId user = pick(party.users());
    String asset = random.nextInt(30) == 0 ? "XXX" : random.nextBoolean() ? "USD" : "EUR";
    String key = "key " + keys++;
    return new Transfer(
        party.tenant(),
        pick(TYPES),
        asset,
        entries(party),
        IdempotencyKey.ofPayer(user, key, LedgerFixture.hash(key)),
        new Authority(user, new SessionId(new UUID(1, random.nextInt(3)))),
        null,
        random.nextInt(4) == 0 ? Map.of("note", "n" + keys) : Map.of(),
        "req_" + keys);
  }

  private List<Entry> entries(Party party) {
    long amount = amount();
    if (random.nextInt(5) > 0 || amount < 3) {
      return List.of(new Entry(from(party), -amount), new Entry(someAccount(party), amount));
    }
    long part = 1 + random.nextLong(amount - 1);
    return List.of(
        new Entry(from(party), -amount),
        new Entry(someAccount(party), part),
        new Entry(someAccount(party), amount - part));
  }

  private long amount() {
    return random.nextInt(25) == 0
        ? Long.MAX_VALUE - random.nextInt(3)
        : 1 + random.nextInt(1 << random.nextInt(1, 14));
  }

  private AccountRef from(Party party) {
    return random.nextInt(3) == 0 ? new AccountRef.World() : someAccount(party);
  }

  private AccountRef someAccount(Party party) {
    return switch (random.nextInt(16)) {
      case 0 -> new AccountRef.World();
      case 1 -> new AccountRef.Rounding();
      case 2 -> new AccountRef.ById(new AccountId(new UUID(9, random.nextInt(9))));
      case 3 -> new AccountRef.ByExternalReference("nobody's");
      case 4 -> new AccountRef.ById(pick(pick(parties).opened()).id());
      case 5, 6 -> new AccountRef.ById(pick(party.opened()).id());
      case 7, 8 -> new AccountRef.ByExternalReference(pick(party.opened()).reference());
      default -> new AccountRef.OfOwner(pick(party.users()));
    };
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
