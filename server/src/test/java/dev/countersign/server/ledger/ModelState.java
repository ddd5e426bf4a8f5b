package dev.countersign.server.ledger;

import dev.countersign.server.ledger.Refusal.Reason;
import dev.countersign.server.ledger.Transfer.Authority;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the model knows, so that it can be copied. What lies in the maps never changes.
 */
final class ModelState {
  final Map<String, BigInteger> balances = new HashMap<>();
  final Map<String, BigInteger> limits = new HashMap<>();
  final Map<String, String> references = new HashMap<>();
  final Map<KeyName, Given> answers = new HashMap<>();
  final Map<PaymentId, KeyName> ids = new HashMap<>();
  final Map<KeyName, Held> holds = new HashMap<>();
  final Map<KeyName, Paid> payments = new HashMap<>();
  final Map<Authority, BigInteger> amounts = new HashMap<>();
  final Map<Authority, Long> uses = new HashMap<>();

  /** The first answer under a key. */
  record Given(String hash, @Nullable Reason reason) {}

  /** What one entry does. */
  record Leg(String account, String asset, BigInteger amount) {}

  ModelState copy() {
    ModelState copy = new ModelState();
    copy.balances.putAll(balances);
    copy.limits.putAll(limits);
    copy.references.putAll(references);
    copy.answers.putAll(answers);
    copy.ids.putAll(ids);
    copy.holds.putAll(holds);
    copy.payments.putAll(payments);
    copy.amounts.putAll(amounts);
    copy.uses.putAll(uses);
    return copy;
  }

  BigInteger balance(String account) {
    return balances.getOrDefault(account, BigInteger.ZERO);
  }

  BigInteger heldOn(String account) {
    return holds.values().stream()
        .filter(hold -> hold.open && hold.payer().equals(account))
        .map(Held::left)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  void hold(KeyName key, Held held) {
    held.legs.forEach(leg -> balances.putIfAbsent(leg.account(), BigInteger.ZERO));
    holds.put(key, held);
  }

  @Nullable Held held(TenantId tenant, PaymentId id) {
    KeyName key = ids.get(id);
    return key != null && key.tenant().equals(tenant) ? holds.get(key) : null;
  }

  @Nullable Paid paid(TenantId tenant, PaymentId id) {
    KeyName key = ids.get(id);
    return key != null && key.tenant().equals(tenant) ? payments.get(key) : null;
  }

  void change(PaymentId id, Held held) {
    holds.put(key(id), held);
  }

  void change(PaymentId id, Paid paid) {
    payments.put(key(id), paid);
  }

  private KeyName key(PaymentId id) {
    KeyName key = ids.get(id);
    if (key == null) {
      throw new AssertionError("nothing was done under " + id);
    }
    return key;
  }

  /** A hold: its legs as they would have moved, less what was captured of them. */
  static final class Held {
    final List<Leg> legs;
    final String asset;
    final Instant expiresAt;
    final boolean open;
    final boolean expired;

    Held(List<Leg> legs, String asset, Instant expiresAt) {
      this(legs, asset, expiresAt, true, false);
    }

    private Held(List<Leg> legs, String asset, Instant expiresAt, boolean open, boolean expired) {
      this.legs = legs;
      this.asset = asset;
      this.expiresAt = expiresAt;
      this.open = open;
      this.expired = expired;
    }

    String payer() {
      return legs.stream()
          .filter(leg -> leg.amount().signum() <= 0)
          .findFirst()
          .orElseThrow()
          .account();
    }

    BigInteger left() {
      return positives(legs);
    }

    List<Leg> part(BigInteger amount) {
      return shares(legs, amount);
    }

    Held after(List<Leg> taken, boolean last) {
      List<Leg> rest = minus(legs, taken);
      return new Held(rest, asset, expiresAt, !last && positives(rest).signum() > 0, false);
    }

    Held closed(boolean byTime) {
      return new Held(legs, asset, expiresAt, false, byTime);
    }
  }

  /** A payment: what it did to each account, less what was undone of it. */
  static final class Paid {
    final String asset;
    final boolean isReversal;
    private final List<Leg> all;
    private final List<Leg> rest;

    Paid(List<Leg> legs, String asset, boolean isReversal) {
      this(nets(legs), nets(legs), asset, isReversal);
    }

    private Paid(List<Leg> all, List<Leg> rest, String asset, boolean isReversal) {
      this.all = all;
      this.rest = rest;
      this.asset = asset;
      this.isReversal = isReversal;
    }

    BigInteger whole() {
      return positives(of(all, asset));
    }

    BigInteger left() {
      return positives(of(rest, asset));
    }

    List<Leg> undoing(BigInteger amount) {
      List<Leg> undoing = new ArrayList<>();
      Set<String> assets = new LinkedHashSet<>();
      rest.forEach(leg -> assets.add(leg.asset()));
      for (String code : assets) {
        List<Leg> legs = of(rest, code);
        BigInteger part =
            new BigDecimal(positives(legs).multiply(amount))
                .divide(new BigDecimal(left()), 0, RoundingMode.HALF_EVEN)
                .toBigIntegerExact();
        shares(legs, part)
            .forEach(
                leg -> undoing.add(new Leg(leg.account(), leg.asset(), leg.amount().negate())));
      }
      return undoing;
    }

    Paid after(List<Leg> undone) {
      List<Leg> back =
          undone.stream()
              .map(leg -> new Leg(leg.account(), leg.asset(), leg.amount().negate()))
              .toList();
      return new Paid(all, minus(rest, back), asset, isReversal);
    }
  }

  private static List<Leg> of(List<Leg> legs, String asset) {
    return legs.stream().filter(leg -> leg.asset().equals(asset)).toList();
  }

  private static BigInteger positives(List<Leg> legs) {
    return legs.stream()
        .map(leg -> leg.amount().max(BigInteger.ZERO))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static List<Leg> nets(List<Leg> legs) {
    Map<String, Leg> nets = new LinkedHashMap<>();
    for (Leg leg : legs) {
      nets.merge(
          leg.account(),
          leg,
          (one, other) -> new Leg(one.account(), one.asset(), one.amount().add(other.amount())));
    }
    return List.copyOf(nets.values());
  }

  // No two legs of a list that is shared out are of one account.
  private static List<Leg> minus(List<Leg> legs, List<Leg> taken) {
    return legs.stream()
        .map(leg -> {
          BigInteger less =
              taken.stream()
                  .filter(other -> other.account().equals(leg.account()))
                  .map(Leg::amount)
                  .reduce(BigInteger.ZERO, BigInteger::add);
          return new Leg(leg.account(), leg.asset(), leg.amount().subtract(less));
        })
        .toList();
  }

  // A part of what the legs move, each side by its own.
  private static List<Leg> shares(List<Leg> legs, BigInteger part) {
    List<Leg> shares = new ArrayList<>();
    for (int sign : new int[] {1, -1}) {
      List<Leg> side = legs.stream().filter(leg -> leg.amount().signum() == sign).toList();
      BigInteger total = positives(side.stream().map(ModelState::absolute).toList());
      List<BigInteger> given = new ArrayList<>();
      BigInteger left = part;
      for (Leg leg : side) {
        BigInteger share = leg.amount().abs().multiply(part).divide(total);
        given.add(share);
        left = left.subtract(share);
      }
      Set<Integer> topped = new LinkedHashSet<>();
      while (left.signum() > 0) {
        int best = -1;
        BigInteger most = BigInteger.valueOf(-1);
        for (int at = 0; at < side.size(); at++) {
          BigInteger remainder = side.get(at).amount().abs().multiply(part).mod(total);
          if (!topped.contains(at) && remainder.compareTo(most) > 0) {
            best = at;
            most = remainder;
          }
        }
        topped.add(best);
        given.set(best, given.get(best).add(BigInteger.ONE));
        left = left.subtract(BigInteger.ONE);
      }
      for (int at = 0; at < side.size(); at++) {
        if (given.get(at).signum() > 0) {
          shares.add(
              new Leg(
                  side.get(at).account(),
                  side.get(at).asset(),
                  given.get(at).multiply(BigInteger.valueOf(sign))));
        }
      }
    }
    return shares;
  }

  private static Leg absolute(Leg leg) {
    return new Leg(leg.account(), leg.asset(), leg.amount().abs());
  }
}
