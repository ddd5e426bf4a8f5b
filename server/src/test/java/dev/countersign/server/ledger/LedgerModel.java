package dev.countersign.server.ledger;

import dev.countersign.server.ledger.ModelState.Held;
import dev.countersign.server.ledger.ModelState.Leg;
import dev.countersign.server.ledger.ModelState.Paid;
import dev.countersign.server.ledger.Refusal.Reason;
import dev.countersign.server.ledger.Transfer.Authority;
import dev.countersign.server.platform.id.PaymentId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as one would write it on a napkin: sums of any size in maps, one instruction at a
 * time, and all of it copied where something may have to be taken back. It shares nothing with the
 * real one but the words, and says what should come out.
 */
final class LedgerModel {
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);

  private final Set<String> assets;
  private final Map<Authority, Refusal> barred;
  private ModelState state;

  /** What should come out: done, or refused for a reason; for the first time or again. */
  record Expected(@Nullable Reason reason, boolean replayed) {}

  LedgerModel(Set<String> assets, Map<Authority, Refusal> barred) {
    this(assets, barred, new ModelState());
  }

  private LedgerModel(Set<String> assets, Map<Authority, Refusal> barred, ModelState state) {
    this.assets = assets;
    this.barred = barred;
    this.state = state;
  }

  LedgerModel copy() {
    return new LedgerModel(assets, barred, state.copy());
  }

  ModelState state() {
    return state;
  }

  /** An account opened under a reference; it is known by its id, too. */
  void open(UUID tenant, String reference, UUID id, String asset, long limit) {
    String account = "account " + id + " " + asset;
    state.references.put(tenant + " reference " + reference, account);
    state.references.put(tenant + " id " + id, account);
    state.limits.put(account, BigInteger.valueOf(limit));
    state.balances.put(account, BigInteger.ZERO);
  }

  /** Whoever acts on this word draws on so much, so often. */
  void allow(Authority authority, long dollars, long uses) {
    state.amounts.put(authority, BigInteger.valueOf(dollars));
    state.uses.put(authority, uses);
  }

  List<Expected> post(Group group, Instant now) {
    if (!group.linked()) {
      return group.instructions().stream().map(each -> post(each, now)).toList();
    }
    int conflict = conflict(group);
    if (conflict >= 0) {
      return refuseAll(group, conflict, Reason.IDEMPOTENCY_CONFLICT);
    }
    ModelState before = state.copy();
    List<Expected> expected = new ArrayList<>();
    for (Instruction instruction : group.instructions()) {
      Expected one = post(instruction, now);
      if (one.reason() != null && !one.replayed()) {
        state = before;
        return refuseAll(group, expected.size(), one.reason());
      }
      expected.add(one);
    }
    return expected;
  }

  // Of a group, keys come before all else.
  private int conflict(Group group) {
    List<KeyName> keys = group.instructions().stream().map(KeyName::of).toList();
    for (int at = 0; at < keys.size(); at++) {
      ModelState.Given given = state.answers.get(keys.get(at));
      String hash = group.instructions().get(at).key().requestHash().hex();
      if (keys.indexOf(keys.get(at)) < at || (given != null && !given.hash().equals(hash))) {
        return at;
      }
    }
    return -1;
  }

  private List<Expected> refuseAll(Group group, int failed, Reason reason) {
    List<Expected> expected = new ArrayList<>();
    for (Instruction instruction : group.instructions()) {
      Reason own = expected.size() == failed ? reason : Reason.LINKED_REFUSED;
      if (reason.remembered()) {
        remember(instruction, own);
      }
      expected.add(new Expected(own, false));
    }
    return expected;
  }

  private Expected post(Instruction instruction, Instant now) {
    ModelState.Given given = state.answers.get(KeyName.of(instruction));
    if (given != null) {
      return given.hash().equals(instruction.key().requestHash().hex())
          ? new Expected(given.reason(), true)
          : new Expected(Reason.IDEMPOTENCY_CONFLICT, false);
    }
    Refusal bar = barred.get(instruction.authority());
    if (bar != null) {
      return new Expected(bar.reason(), false);
    }
    Reason reason = judge(instruction, now);
    remember(instruction, reason);
    return new Expected(reason, false);
  }

  private void remember(Instruction instruction, @Nullable Reason reason) {
    state.answers.put(
        KeyName.of(instruction),
        new ModelState.Given(instruction.key().requestHash().hex(), reason));
  }

  /** Under which id something was done. */
  void learn(Instruction instruction, PaymentId id) {
    state.ids.put(id, KeyName.of(instruction));
  }

  private @Nullable Reason judge(Instruction instruction, Instant now) {
    return switch (instruction) {
      case Transfer transfer -> transfer(transfer, transfer, null);
      case Hold hold ->
          hold.expiresAt().isAfter(now)
              ? transfer(hold.payment(), hold, hold.expiresAt())
              : Reason.HOLD_EXPIRED;
      case Capture capture -> capture(capture, now);
      case Release release -> release(release, now);
      case Reversal reversal -> reverse(reversal);
    };
  }

  private @Nullable Reason transfer(
      Transfer transfer, Instruction told, @Nullable Instant expiresAt) {
    if (!assets.containsAll(transfer.assets())) {
      return Reason.UNKNOWN_ASSET;
    }
    List<Leg> legs = new ArrayList<>();
    for (Entry entry : transfer.entries()) {
      Optional<String> account = account(transfer, entry);
      if (account.isEmpty()) {
        return Reason.UNKNOWN_ACCOUNT;
      }
      legs.add(
          new Leg(account.get(), transfer.assetOf(entry), BigInteger.valueOf(entry.amountMinor())));
    }
    if (legs.stream().anyMatch(leg -> !leg.account().endsWith(leg.asset()))) {
      return Reason.ASSET_MISMATCH;
    }
    Set<String> distinct = new HashSet<>();
    legs.forEach(leg -> distinct.add(leg.account()));
    boolean mayRepeat = transfer.type() == Transfer.Type.TRANSACTION;
    if (distinct.size() == 1 || (distinct.size() < legs.size() && !mayRepeat)) {
      return Reason.SAME_ACCOUNT;
    }
    Reason reason = reach(told, legs);
    if (reason == null) {
      reason = funds(legs);
    }
    if (reason == null && expiresAt == null && overflows(legs)) {
      reason = Reason.AMOUNT_OVERFLOW;
    }
    if (reason != null) {
      return reason;
    }
    draw(told, legs);
    if (expiresAt == null) {
      move(told, legs, transfer.asset(), false);
    } else {
      state.hold(KeyName.of(told), new Held(legs, transfer.asset(), expiresAt));
    }
    return null;
  }

  private @Nullable Reason capture(Capture capture, Instant now) {
    Held held = state.held(capture.tenant(), capture.hold());
    if (held == null) {
      return Reason.UNKNOWN_PAYMENT;
    }
    if (!held.open && !held.expired) {
      return Reason.HOLD_CLOSED;
    }
    if (held.expired || !now.isBefore(held.expiresAt)) {
      return Reason.HOLD_EXPIRED;
    }
    BigInteger left = held.left();
    BigInteger amount =
        capture.amountMinor() == null ? left : BigInteger.valueOf(capture.amountMinor());
    if (amount.compareTo(left) > 0) {
      return Reason.CAPTURE_EXCEEDS;
    }
    List<Leg> legs = held.part(amount);
    Reason reason = reach(capture, legs);
    if (reason == null && overflows(legs)) {
      reason = Reason.AMOUNT_OVERFLOW;
    }
    if (reason != null) {
      return reason;
    }
    draw(capture, legs);
    state.change(capture.hold(), held.after(legs, capture.last()));
    move(capture, legs, held.asset, false);
    return null;
  }

  private @Nullable Reason release(Release release, Instant now) {
    Held held = state.held(release.tenant(), release.hold());
    if (held == null) {
      return Reason.UNKNOWN_PAYMENT;
    }
    if (!held.open) {
      return Reason.HOLD_CLOSED;
    }
    state.change(release.hold(), held.closed(!now.isBefore(held.expiresAt)));
    return null;
  }

  private @Nullable Reason reverse(Reversal reversal) {
    Paid paid = state.paid(reversal.tenant(), reversal.original());
    if (paid == null) {
      boolean held = state.held(reversal.tenant(), reversal.original()) != null;
      return held ? Reason.NOT_REVERSIBLE : Reason.UNKNOWN_PAYMENT;
    }
    if (paid.isReversal || paid.whole().signum() == 0) {
      return Reason.NOT_REVERSIBLE;
    }
    BigInteger left = paid.left();
    BigInteger amount =
        reversal.amountMinor() == null ? left : BigInteger.valueOf(reversal.amountMinor());
    if (amount.compareTo(left) > 0 || left.signum() == 0) {
      return Reason.REVERSAL_EXCEEDS;
    }
    List<Leg> legs = paid.undoing(amount);
    Reason reason = reach(reversal, legs);
    if (reason == null) {
      reason = funds(legs);
    }
    if (reason == null && overflows(legs)) {
      reason = Reason.AMOUNT_OVERFLOW;
    }
    if (reason != null) {
      return reason;
    }
    draw(reversal, legs);
    state.change(reversal.original(), paid.after(legs));
    move(reversal, legs, paid.asset, true);
    return null;
  }

  private @Nullable Reason reach(Instruction told, List<Leg> legs) {
    BigInteger amount = state.amounts.get(told.authority());
    if (amount == null) {
      return null;
    }
    boolean reaches =
        dollars(legs).compareTo(amount) <= 0 && state.uses.getOrDefault(told.authority(), 0L) > 0;
    return reaches ? null : Reason.MANDATE_EXCEEDED;
  }

  private void draw(Instruction told, List<Leg> legs) {
    state.amounts.computeIfPresent(
        told.authority(), (word, amount) -> amount.subtract(dollars(legs)));
    state.uses.computeIfPresent(told.authority(), (word, uses) -> uses - 1);
  }

  private static BigInteger dollars(List<Leg> legs) {
    return legs.stream()
        .filter(leg -> leg.asset().equals("USD"))
        .map(leg -> leg.amount().max(BigInteger.ZERO))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private @Nullable Reason funds(List<Leg> legs) {
    Map<String, BigInteger> nets = new LinkedHashMap<>();
    legs.forEach(leg -> nets.merge(leg.account(), leg.amount(), BigInteger::add));
    for (Map.Entry<String, BigInteger> net : nets.entrySet()) {
      String account = net.getKey();
      BigInteger floor = state.limits.getOrDefault(account, BigInteger.ZERO).negate();
      BigInteger free = state.balance(account).subtract(state.heldOn(account));
      if (!isSystem(account)
          && net.getValue().signum() < 0
          && free.add(net.getValue()).compareTo(floor) < 0) {
        return Reason.INSUFFICIENT_FUNDS;
      }
    }
    return null;
  }

  private boolean overflows(List<Leg> legs) {
    Map<String, BigInteger> credits = new HashMap<>();
    Map<String, BigInteger> debits = new HashMap<>();
    for (Leg leg : legs) {
      credits.merge(leg.account(), leg.amount().max(BigInteger.ZERO), BigInteger::add);
      debits.merge(leg.account(), leg.amount().min(BigInteger.ZERO), BigInteger::add);
    }
    return credits.keySet().stream()
        .anyMatch(account ->
            state.balance(account).add(credits.get(account)).compareTo(MAX) > 0
                || state.balance(account).add(debits.get(account)).compareTo(MIN) < 0);
  }

  private void move(Instruction told, List<Leg> legs, String asset, boolean reversal) {
    legs.forEach(leg -> state.balances.merge(leg.account(), leg.amount(), BigInteger::add));
    state.payments.put(KeyName.of(told), new Paid(legs, asset, reversal));
  }

  private static boolean isSystem(String account) {
    return account.startsWith("World")
        || account.startsWith("Rounding")
        || account.startsWith("Conversion");
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

  private Optional<String> account(Transfer transfer, Entry entry) {
    UUID tenant = transfer.tenant().value();
    String asset = transfer.assetOf(entry);
    return switch (entry.account()) {
      case AccountRef.ById id ->
          Optional.ofNullable(state.references.get(tenant + " id " + id.id().value()));
      case AccountRef.ByExternalReference reference ->
          Optional.ofNullable(state.references.get(tenant + " reference " + reference.reference()));
      case AccountRef.OfOwner owner ->
          Optional.of("owner " + tenant + " " + owner.owner().value() + " " + asset);
      case AccountRef.World _ -> Optional.of("World " + tenant + " " + asset);
      case AccountRef.Rounding _ -> Optional.of("Rounding " + tenant + " " + asset);
      case AccountRef.Conversion _ -> Optional.of("Conversion " + tenant + " " + asset);
    };
  }
}
