package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.console.page.AccountView.AccountName;
import dev.countersign.server.console.page.Amount;
import dev.countersign.server.console.page.Moment;
import dev.countersign.server.console.page.PaymentView;
import dev.countersign.server.console.page.PaymentView.Deeds;
import dev.countersign.server.console.page.PaymentView.Fact;
import dev.countersign.server.ledger.Accounts;
import dev.countersign.server.ledger.Conversion;
import dev.countersign.server.ledger.HeldPayment;
import dev.countersign.server.ledger.History;
import dev.countersign.server.ledger.Holds;
import dev.countersign.server.ledger.PostedTransfer;
import dev.countersign.server.payments.PaymentDesk;
import dev.countersign.server.payments.PaymentDesk.Noted;
import dev.countersign.server.payments.PaymentDesk.Rights;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.users.Users;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows one payment, or what is held of one, to somebody who may see it. */
@Component
class PaymentViews {
  private final History history;
  private final Holds holds;
  private final PaymentDesk desk;
  private final Accounts accounts;
  private final Users users;
  private final AccountNames names;
  private final PaymentEvents events;
  private final InstantSource clock;

  PaymentViews(
      History history,
      Holds holds,
      PaymentDesk desk,
      Accounts accounts,
      Users users,
      AccountNames names,
      PaymentEvents events,
      InstantSource clock) {
    this.history = history;
    this.holds = holds;
    this.desk = desk;
    this.accounts = accounts;
    this.users = users;
    this.names = names;
    this.events = events;
    this.clock = clock;
  }

  /** Empty for what whoever looks may not see, or is not there. */
  Optional<PaymentView> find(Caller caller, PaymentBook book, String id) {
    return PaymentId.parse(id)
        .flatMap(payment -> posted(caller, book, payment).or(() -> held(caller, book, payment)));
  }

  private Optional<PaymentView> posted(Caller caller, PaymentBook book, PaymentId id) {
    return history
        .find(caller.tenant(), id)
        .filter(transfer -> isIn(caller, book, transfer))
        .map(transfer -> view(caller, book, transfer));
  }

  private Optional<PaymentView> held(Caller caller, PaymentBook book, PaymentId id) {
    return holds
        .find(caller.tenant(), id)
        .filter(hold -> book.isEverybodys() || isIn(caller, hold))
        .map(hold -> view(caller, book, hold));
  }

  private boolean isIn(Caller caller, PaymentBook book, PostedTransfer transfer) {
    Set<AccountId> own = own(caller);
    return book.isEverybodys()
        || transfer.entries().stream().anyMatch(entry -> own.contains(entry.account()));
  }

  private boolean isIn(Caller caller, HeldPayment hold) {
    Set<AccountId> own = own(caller);
    return own.contains(hold.payer())
        || hold.payees().stream().anyMatch(part -> own.contains(part.account()));
  }

  private Set<AccountId> own(Caller caller) {
    UserId person = caller.user();
    return person == null
        ? Set.of()
        : accounts.ofOwner(caller.tenant(), person).stream()
            .map(account -> account.id())
            .collect(Collectors.toSet());
  }

  private PaymentView view(Caller caller, PaymentBook book, PostedTransfer transfer) {
    TenantId tenant = caller.tenant();
    Function<AccountId, AccountName> named = named(caller, book);
    long reversed =
        history.reversed(tenant, List.of(transfer.id())).getOrDefault(transfer.id(), 0L);
    long left = transfer.amountMinor() - reversed;
    Rights rights = desk.rights(caller, transfer);
    Noted noted = PaymentDesk.noted(transfer.metadata());
    var standing = PaymentWords.standing(transfer, reversed);
    Set<AccountId> own = own(caller);
    PaymentId parent = transfer.parent();
    return new PaymentView(
        book.page() + "/" + transfer.id().text(),
        book.isEverybodys(),
        transfer.id().text(),
        PaymentWords.type(transfer.type()),
        standing.word(),
        standing.looks(),
        names.amount(tenant, transfer.asset(), transfer.amountMinor()),
        name(named, transfer.payer()),
        name(named, transfer.payee()),
        book.isEverybodys() ? names.initiator(tenant, transfer.initiatedBy()) : null,
        parent == null ? null : parent.text(),
        facts(transfer, noted),
        metadata(noted),
        Moment.of(transfer.effectiveAt()),
        Moment.of(transfer.recordedAt()),
        null,
        transfer.entries().stream()
            .filter(entry -> book.isEverybodys() || own.contains(entry.account()))
            .map(entry ->
                new PaymentView.Entry(
                    named.apply(entry.account()),
                    names.amount(tenant, entry.asset(), entry.amountMinor()),
                    names.amount(tenant, entry.asset(), entry.balanceAfterMinor()),
                    entry.accountVersion()))
            .toList(),
        List.of(),
        history.reversals(tenant, transfer.id()).stream().map(this::step).toList(),
        left == 0 ? null : names.amount(tenant, transfer.asset(), left),
        new Deeds(rights.goesOn() && left > 0, false, false),
        isAudited(caller, book),
        audit(caller, book, transfer.id(), AuditEventType.PAYMENT_COMPLETED),
        null,
        List.of());
  }

  private PaymentView view(Caller caller, PaymentBook book, HeldPayment hold) {
    TenantId tenant = caller.tenant();
    Function<AccountId, AccountName> named = named(caller, book);
    Rights rights = desk.rights(caller, hold);
    Noted noted = PaymentDesk.noted(hold.metadata());
    var standing = PaymentWords.standing(hold, !clock.instant().isBefore(hold.expiresAt()));
    boolean open = hold.state() == HeldPayment.State.OPEN;
    List<Fact> facts = new ArrayList<>(PaymentWords.facts(noted));
    if (hold.reference() != null) {
      facts.add(0, new Fact("Reference", hold.reference()));
    }
    return new PaymentView(
        book.page() + "/" + hold.id().text(),
        book.isEverybodys(),
        hold.id().text(),
        PaymentWords.type(hold.type()),
        standing.word(),
        standing.looks(),
        names.amount(tenant, hold.asset(), hold.amountMinor()),
        named.apply(hold.payer()),
        hold.payees().size() == 1 ? named.apply(hold.payees().getFirst().account()) : null,
        book.isEverybodys() ? names.initiator(tenant, hold.initiatedBy()) : null,
        null,
        facts,
        metadata(noted),
        Moment.of(hold.recordedAt()),
        Moment.of(hold.recordedAt()),
        Moment.of(hold.expiresAt()),
        List.of(),
        hold.payees().stream()
            .map(part ->
                new PaymentView.Part(
                    named.apply(part.account()),
                    names.amount(tenant, hold.asset(), part.amountMinor()),
                    names.amount(tenant, hold.asset(), part.capturedMinor())))
            .toList(),
        holds.captures(tenant, hold.id()).stream().map(this::step).toList(),
        open ? names.amount(tenant, hold.asset(), hold.remainingMinor()) : null,
        new Deeds(false, rights.goesOn(), rights.voids()),
        isAudited(caller, book),
        audit(caller, book, hold.id(), AuditEventType.PAYMENT_HELD),
        null,
        List.of());
  }

  private static boolean isAudited(Caller caller, PaymentBook book) {
    return book.isEverybodys() && caller.may(Permission.AUDIT_READ);
  }

  private PaymentView.@Nullable Audit audit(
      Caller caller, PaymentBook book, PaymentId id, AuditEventType type) {
    return isAudited(caller, book) ? events.of(caller.tenant(), id, type) : null;
  }

  private PaymentView.Step step(PostedTransfer transfer) {
    return new PaymentView.Step(
        transfer.id().text(),
        PaymentWords.type(transfer.type()),
        PaymentDesk.noted(transfer.metadata()).reason(),
        Moment.of(transfer.recordedAt()),
        names.amount(transfer.tenant(), transfer.asset(), transfer.amountMinor()));
  }

  private List<Fact> facts(PostedTransfer transfer, Noted noted) {
    List<Fact> facts = new ArrayList<>();
    if (transfer.reference() != null) {
      facts.add(new Fact("Reference", transfer.reference()));
    }
    facts.addAll(PaymentWords.facts(noted));
    Conversion conversion = transfer.conversion();
    if (conversion != null) {
      Amount into =
          names.amount(transfer.tenant(), conversion.counterAsset(), conversion.counterMinor());
      facts.add(new Fact("Into", into.text()));
      facts.add(
          new Fact("Rate", conversion.rate().toPlainString() + ", from " + conversion.source()));
    }
    return facts;
  }

  private static List<Fact> metadata(Noted noted) {
    return new TreeMap<>(noted.callers())
        .entrySet().stream().map(note -> new Fact(note.getKey(), note.getValue())).toList();
  }

  private Function<AccountId, AccountName> named(Caller caller, PaymentBook book) {
    return book.isEverybodys()
        ? account -> names.known(caller.tenant(), account)
        : new PartyNames(caller, accounts, users)::known;
  }

  private static @Nullable AccountName name(
      Function<AccountId, AccountName> named, @Nullable AccountId account) {
    return account == null ? null : named.apply(account);
  }
}
