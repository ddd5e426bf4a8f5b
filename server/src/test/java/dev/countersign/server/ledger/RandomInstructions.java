package dev.countersign.server.ledger;

import dev.countersign.server.ledger.Transfer.Authority;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Instructions of every kind, sensible and not, from a seed. */
final class RandomInstructions {
  private static final List<Transfer.Type> TYPES =
      List.of(
          Transfer.Type.PAYMENT,
          Transfer.Type.DEPOSIT,
          Transfer.Type.WITHDRAWAL,
          Transfer.Type.TRANSACTION);

  /** How many words a person has. */
  static final int WORDS = 4;

  private final Random random;
  private final List<Party> parties;
  private final List<Instruction> earlier = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();
  private final List<Done> done = new ArrayList<>();
  private int keys;

  /** A tenant with its people and its opened accounts. */
  record Party(TenantId tenant, List<UserId> users, List<Opened> opened) {}

  /** An account under a reference. */
  record Opened(String reference, AccountId id) {}

  private record Done(TenantId tenant, PaymentId id) {}

  RandomInstructions(Random random, List<Party> parties) {
    this.random = random;
    this.parties = parties;
  }

  /** A list of instructions, now and then one of which all are carried out or none. */
  Group nextGroup(Instant now) {
    if (!groups.isEmpty() && random.nextInt(12) == 0) {
      return pick(groups);
    }
    int size = random.nextInt(1, 14);
    List<Instruction> list = Stream.generate(() -> next(now)).limit(size).toList();
    Group group =
        random.nextInt(4) == 0
            ? Group.linked(list.subList(0, Math.min(size, random.nextInt(1, 5))))
            : Group.single(list);
    groups.add(group);
    return group;
  }

  /** Something was done under this id, so that it can be captured, voided or reversed. */
  void learn(TenantId tenant, PaymentId id) {
    done.add(new Done(tenant, id));
  }

  private Instruction next(Instant now) {
    int kind = random.nextInt(100);
    if (kind < 8 && !earlier.isEmpty()) {
      return pick(earlier);
    }
    if (kind < 12 && !earlier.isEmpty()) {
      Instruction before = pick(earlier);
      IdempotencyKey key = before.key();
      return fresh(partyOf(before.tenant()), now)
          .under(
              new IdempotencyKey(
                  key.scope(), key.key(), LedgerFixture.hash("other", key.key(), keys++)));
    }
    Instruction fresh =
        kind < 45 && !done.isEmpty() ? about(pick(done)) : fresh(pick(parties), now);
    earlier.add(fresh);
    return fresh;
  }

  private Party partyOf(TenantId tenant) {
    return parties.stream()
        .filter(party -> party.tenant().equals(tenant))
        .findFirst()
        .orElseThrow();
  }

  // Recent ones more often, for old ones are closed or undone.
  private Instruction about(Done subject) {
    Done recent =
        random.nextInt(3) > 0
            ? done.get(done.size() - 1 - random.nextInt(Math.min(6, done.size())))
            : subject;
    TenantId tenant = random.nextInt(30) == 0 ? pick(parties).tenant() : recent.tenant();
    UserId user = pick(partyOf(tenant).users());
    Long amount = random.nextInt(3) == 0 ? null : Long.valueOf(1 + random.nextInt(400));
    return switch (random.nextInt(5)) {
      case 0, 1 ->
          new Capture(
              tenant,
              recent.id(),
              amount,
              random.nextInt(4) == 0,
              key(user),
              word(user),
              Map.of(),
              null);
      case 2 -> new Release(tenant, recent.id(), key(user), word(user), Map.of(), null);
      default -> new Reversal(tenant, recent.id(), amount, key(user), word(user), Map.of(), null);
    };
  }

  private Instruction fresh(Party party, Instant now) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> hold(party, now);
      case 2 -> conversion(party);
      default -> transfer(party);
    };
  }

  private Instruction hold(Party party, Instant now) {
    UserId user = pick(party.users());
    long amount = amount();
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry(new AccountRef.OfOwner(user), -amount));
    if (amount > 2 && random.nextBoolean()) {
      long part = 1 + random.nextLong(amount - 1);
      entries.add(new Entry(someAccount(party), part));
      entries.add(new Entry(someAccount(party), amount - part));
    } else {
      entries.add(new Entry(someAccount(party), amount));
    }
    return new Hold(
        movement(party, user, Transfer.Type.PAYMENT, entries, null),
        now.plusSeconds(random.nextInt(-100, 20_000)));
  }

  private Instruction conversion(Party party) {
    UserId user = pick(party.users());
    long cents = 1L + random.nextInt(500);
    long counter = cents + random.nextInt(50);
    AccountRef purse = new AccountRef.OfOwner(user);
    List<Entry> entries =
        List.of(
            new Entry(purse, -cents),
            new Entry(new AccountRef.Conversion(), cents),
            new Entry(new AccountRef.Conversion(), -counter, "CZK"),
            new Entry(purse, counter, "CZK"));
    Conversion rate =
        new Conversion("CZK", counter, BigDecimal.ONE, "a seed", Conversion.Rounding.DOWN);
    return movement(party, user, Transfer.Type.CONVERSION, entries, rate);
  }

  private Instruction transfer(Party party) {
    return movement(party, pick(party.users()), pick(TYPES), entries(party), null);
  }

  private Transfer movement(
      Party party,
      UserId user,
      Transfer.Type type,
      List<Entry> entries,
      @Nullable Conversion conversion) {
    String asset = random.nextInt(30) == 0 ? "XXX" : random.nextInt(4) > 0 ? "USD" : "EUR";
    return new Transfer(
        party.tenant(),
        type,
        conversion == null ? asset : "USD",
        entries,
        conversion,
        key(user),
        word(user),
        null,
        random.nextInt(4) == 0 ? Map.of("note", "n" + keys) : Map.of(),
        "req_" + keys);
  }

  private IdempotencyKey key(UserId user) {
    String key = "key " + keys++;
    return IdempotencyKey.ofPayer(user, key, LedgerFixture.hash(key));
  }

  private Authority word(UserId user) {
    return word(user, random.nextInt(WORDS));
  }

  /** One of a person's words; the last of them reaches as far as a mandate. */
  static Authority word(UserId user, int word) {
    return new Authority(user, new SessionId(new UUID(1, word)));
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
