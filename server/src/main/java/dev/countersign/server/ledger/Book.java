package dev.countersign.server.ledger;

import dev.countersign.server.ledger.PostedTransfer.PostedEntry;
import dev.countersign.server.ledger.Refusal.Reason;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's rules. A book is opened on everything a batch of movements can touch, as it stood
 * when it was locked; movements are posted to it one after the other, in memory; what it then says
 * has changed is written. It knows no store, no thread and no framework, so that a simulation can
 * run it a million times.
 *
 * <p>A movement is judged in this order, and the first thing found is the answer:
 *
 * <ol>
 *   <li>its key: a repeat gets the first answer, another request under the key a conflict;
 *   <li>the word it is posted on, as the {@link PostingGuard} saw it;
 *   <li>its asset is the tenant's, its accounts exist, hold that asset, and are not the same (an
 *       administrator's transaction may post to one twice, as an amount and its rounding);
 *   <li>whoever is debited has enough; nobody's balance leaves 64 bits.
 * </ol>
 *
 * <p>A person's account opens at its first credit, the world's and the rounding account when they
 * are first used; a movement that is refused opens nothing.
 */
final class Book {
  private final Assets assets;
  private final IdGenerator ids;
  private final Instant recordedAt;
  private final Map<PostingGuard.Request, Refusal> barred;
  private final Map<AccountName, BookAccount> accounts = new HashMap<>();
  private final Map<KeyName, Answer> answers = new HashMap<>();
  private final Set<BookAccount> changed = new LinkedHashSet<>();
  private final List<Posting> postings = new ArrayList<>();

  /** A movement with the verdict that has to be written. */
  record Posting(Transfer transfer, Verdict verdict) {
    /** What was recorded; {@code null} for a refusal. */
    @Nullable PostedTransfer posted() {
      return verdict instanceof Verdict.Posted made ? made.transfer() : null;
    }

    /** Why nothing was recorded; {@code null} where something was. */
    @Nullable Refusal refusal() {
      return verdict instanceof Verdict.Refused refused ? refused.refusal() : null;
    }
  }

  Book(Assets assets, IdGenerator ids, Instant recordedAt, Before before) {
    this.assets = assets;
    this.ids = ids;
    this.recordedAt = recordedAt;
    this.barred = before.barred();
    before.accounts().forEach(account -> enter(BookAccount.stored(account)));
    before.answers().forEach(answer -> answers.put(answer.name(), answer));
  }

  /**
   * What a book is opened on.
   *
   * @param barred requests on whose word nothing may be posted
   * @param accounts every account that exists under a name the movements use
   * @param answers every answer given before under a key the movements use
   */
  record Before(
      Map<PostingGuard.Request, Refusal> barred,
      Collection<Account> accounts,
      Collection<Answer> answers) {}

  /** Judges a movement and, if nothing is against it, posts it. */
  Verdict post(Transfer transfer) {
    KeyName key = KeyName.of(transfer);
    Answer known = answers.get(key);
    if (known != null) {
      return known.to(transfer);
    }
    Refusal bar = barred.get(PostingGuard.Request.of(transfer));
    Verdict verdict = bar == null ? judge(transfer) : Verdict.refused(bar);
    if (!(verdict instanceof Verdict.Refused refused) || refused.refusal().reason().remembered()) {
      answers.put(key, new Answer(key, transfer.key().requestHash(), verdict));
      postings.add(new Posting(transfer, verdict));
    }
    return verdict;
  }

  /** The movements whose verdicts are to be remembered, in order. */
  List<Posting> postings() {
    return postings;
  }

  /** The accounts that something was posted to. */
  Collection<BookAccount> changed() {
    return changed;
  }

  private Verdict judge(Transfer transfer) {
    Optional<Asset> asset = assets.find(transfer.tenant(), transfer.asset());
    if (asset.isEmpty()) {
      return refused(Reason.UNKNOWN_ASSET);
    }
    List<BookAccount> sides = resolve(transfer);
    Reason reason = objection(transfer, sides);
    if (reason != null) {
      return refused(reason);
    }
    Map<BookAccount, Change> changes = changes(transfer, sides);
    for (Map.Entry<BookAccount, Change> change : changes.entrySet()) {
      long net = change.getValue().netMinor();
      if (!change.getKey().covers(net)) {
        return Verdict.refused(insufficientFunds(change.getKey(), -net, asset.get()));
      }
    }
    for (Map.Entry<BookAccount, Change> change : changes.entrySet()) {
      // Every balance on the way lies between these two.
      if (!change.getKey().holds(change.getValue().creditMinor())
          || !change.getKey().holds(change.getValue().debitMinor())) {
        return refused(Reason.AMOUNT_OVERFLOW);
      }
    }
    return new Verdict.Posted(enter(transfer, sides, changes), false);
  }

  /** What a movement does to one account; both parts fit, for all of a movement's entries do. */
  private record Change(long creditMinor, long debitMinor) {
    long netMinor() {
      return creditMinor + debitMinor;
    }

    Change and(Change other) {
      return new Change(creditMinor + other.creditMinor, debitMinor + other.debitMinor);
    }
  }

  private static Map<BookAccount, Change> changes(Transfer transfer, List<BookAccount> sides) {
    Map<BookAccount, Change> changes = new LinkedHashMap<>();
    for (int at = 0; at < sides.size(); at++) {
      long amount = transfer.entries().get(at).amountMinor();
      Change change = new Change(Math.max(amount, 0), Math.min(amount, 0));
      changes.merge(sides.get(at), change, Change::and);
    }
    return changes;
  }

  // The accounts of a movement's entries, in order; the list is shorter where one does not exist
  // and cannot be opened.
  private List<BookAccount> resolve(Transfer transfer) {
    Map<AccountName, BookAccount> unopened = new HashMap<>();
    List<BookAccount> sides = new ArrayList<>(transfer.entries().size());
    for (Entry entry : transfer.entries()) {
      AccountName name = AccountName.of(transfer, entry);
      BookAccount account = accounts.get(name);
      if (account == null) {
        account = unopened.computeIfAbsent(name, this::unopened);
      }
      if (account != null) {
        sides.add(account);
      }
    }
    return sides;
  }

  private @Nullable BookAccount unopened(AccountName name) {
    return switch (name.account()) {
      case AccountRef.ById id -> null;
      case AccountRef.ByExternalReference reference -> null;
      case AccountRef.OfOwner(UserId owner) -> unopened(name, Account.Kind.STANDARD, owner);
      case AccountRef.World world -> unopened(name, Account.Kind.WORLD, null);
      case AccountRef.Rounding rounding -> unopened(name, Account.Kind.ROUNDING, null);
    };
  }

  private BookAccount unopened(AccountName name, Account.Kind kind, @Nullable UserId owner) {
    String asset = Objects.requireNonNull(name.asset());
    return BookAccount.unopened(
        new Account(
            new AccountId(ids.next()),
            name.tenant(),
            kind,
            owner,
            null,
            asset,
            0,
            0,
            0,
            recordedAt));
  }

  private static @Nullable Reason objection(Transfer transfer, List<BookAccount> sides) {
    if (sides.size() < transfer.entries().size()) {
      return Reason.UNKNOWN_ACCOUNT;
    }
    if (!sides.stream().allMatch(side -> side.asset().equals(transfer.asset()))) {
      return Reason.ASSET_MISMATCH;
    }
    // An administrator's transaction may post to an account twice, as an amount and its rounding.
    int distinct = Set.copyOf(sides).size();
    boolean twice = distinct < sides.size() && transfer.type() != Transfer.Type.TRANSACTION;
    return distinct < 2 || twice ? Reason.SAME_ACCOUNT : null;
  }

  private static Verdict refused(Reason reason) {
    return Verdict.refused(Refusal.of(reason));
  }

  private static Refusal insufficientFunds(BookAccount payer, long requiredMinor, Asset asset) {
    Account account = payer.now();
    return new Refusal(
        Reason.INSUFFICIENT_FUNDS,
        Map.of(
            "balance", new Money(account.balanceMinor(), asset).text(),
            "available", new Money(account.availableMinor(), asset).text(),
            "required", new Money(requiredMinor, asset).text(),
            "currency", asset.code()));
  }

  private PostedTransfer enter(
      Transfer transfer, List<BookAccount> sides, Map<BookAccount, Change> changes) {
    List<PostedEntry> entries = new ArrayList<>(sides.size());
    for (int at = 0; at < sides.size(); at++) {
      BookAccount side = sides.get(at);
      if (side.isNew() && !side.isChanged()) {
        enter(side);
      }
      entries.add(side.post(transfer.entries().get(at).amountMinor()));
      changed.add(side);
    }
    PaymentId id = new PaymentId(ids.next());
    AccountId payer = only(changes, -1);
    AccountId payee = only(changes, 1);
    return PostedTransfer.of(transfer, id, payer, payee, entries, recordedAt);
  }

  // The account on one side of a movement, where there is but one.
  private static @Nullable AccountId only(Map<BookAccount, Change> changes, int sign) {
    List<AccountId> found =
        changes.entrySet().stream()
            .filter(change -> Long.signum(change.getValue().netMinor()) == sign)
            .map(Map.Entry::getKey)
            .filter(account -> account.kind() != Account.Kind.ROUNDING)
            .map(BookAccount::id)
            .toList();
    return found.size() == 1 ? found.getFirst() : null;
  }

  private void enter(BookAccount account) {
    AccountName.of(account.now()).forEach(name -> accounts.put(name, account));
  }
}
