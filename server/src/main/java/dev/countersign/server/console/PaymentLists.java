package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.console.page.AccountView.AccountName;
import dev.countersign.server.console.page.Moment;
import dev.countersign.server.console.page.Paging;
import dev.countersign.server.console.page.PaymentList;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.Accounts;
import dev.countersign.server.ledger.HeldPayment;
import dev.countersign.server.ledger.History;
import dev.countersign.server.ledger.HistoryCursor;
import dev.countersign.server.ledger.HistoryFilter;
import dev.countersign.server.ledger.HistoryQuery;
import dev.countersign.server.ledger.Holds;
import dev.countersign.server.ledger.PostedTransfer;
import dev.countersign.server.payments.PaymentDesk;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.users.Users;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Lists payments and what is held, of the tenant or of somebody. */
@Component
class PaymentLists {
  private static final int SHOWN = 50;
  private static final int HELD_SHOWN = 20;

  private final History history;
  private final Holds holds;
  private final Accounts accounts;
  private final PaymentDesk desk;
  private final Users users;
  private final AccountNames names;
  private final InstantSource clock;

  PaymentLists(
      History history,
      Holds holds,
      Accounts accounts,
      PaymentDesk desk,
      Users users,
      AccountNames names,
      InstantSource clock) {
    this.history = history;
    this.holds = holds;
    this.accounts = accounts;
    this.desk = desk;
    this.users = users;
    this.names = names;
    this.clock = clock;
  }

  Page page(Caller caller, PaymentBook book, PaymentSearchForm form) {
    Listing listing = new Listing(caller, book, form);
    try {
      return listing.page(desk.filter(caller.tenant(), form.asked()));
    } catch (ProblemException fault) {
      return listing.refused(PaymentFaults.of(fault));
    }
  }

  /** One page in the making. */
  private final class Listing {
    private final Caller caller;
    private final PaymentBook book;
    private final PaymentSearchForm form;
    private final List<AccountId> own;
    private final Function<AccountId, AccountName> named;

    Listing(Caller caller, PaymentBook book, PaymentSearchForm form) {
      this.caller = caller;
      this.book = book;
      this.form = form;
      this.own =
          book.isEverybodys()
              ? List.of()
              : accounts.ofOwner(caller.tenant(), caller.person()).stream()
                  .map(Account::id)
                  .toList();
      Map<AccountId, AccountName> known = new HashMap<>();
      this.named =
          book.isEverybodys()
              ? id -> known.computeIfAbsent(id, account -> names.known(caller.tenant(), account))
              : new PartyNames(caller, accounts, users)::known;
    }

    Page page(HistoryFilter filter) {
      if (form.state().isPresent()) {
        var found = held(filter, form.state().get(), before(), SHOWN);
        PaymentId next = found.next();
        return page(
            null,
            found.items().stream().map(this::row).toList(),
            paging(next == null ? null : next.text()),
            List.of());
      }
      boolean begins = form.after() == null && !form.shown().isAny();
      List<PaymentList.Row> waiting =
          begins
              ? held(HistoryFilter.NONE, HeldPayment.State.OPEN, null, HELD_SHOWN).items().stream()
                  .map(this::row)
                  .toList()
              : List.of();
      return moved(filter, waiting);
    }

    Page refused(List<String> faults) {
      return page(List.of(), List.of(), paging(null), faults)
          .with(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private Page moved(HistoryFilter filter, List<PaymentList.Row> waiting) {
      if (book.isEverybodys()) {
        var found = history.transfers(caller.tenant(), filter, before(), SHOWN);
        PaymentId next = found.next();
        return page(
            waiting, rows(found.items()), paging(next == null ? null : next.text()), List.of());
      }
      HistoryCursor cursor =
          form.after() == null ? null : HistoryCursor.parse(form.after()).orElse(null);
      var found =
          history.transfers(new HistoryQuery(caller.tenant(), own, filter, cursor, 0, SHOWN));
      HistoryCursor next = found.next();
      return page(
          waiting, rows(found.items()), paging(next == null ? null : next.text()), List.of());
    }

    private dev.countersign.server.ledger.Page<HeldPayment, PaymentId> held(
        HistoryFilter filter, HeldPayment.State state, @Nullable PaymentId before, int limit) {
      boolean nobodys = !book.isEverybodys() && own.isEmpty();
      return nobodys
          ? new dev.countersign.server.ledger.Page<>(List.of(), null)
          : holds.list(new Holds.Query(caller.tenant(), own, filter, state, before, limit));
    }

    private Page page(
        @Nullable List<PaymentList.Row> waiting,
        List<PaymentList.Row> rows,
        Paging paging,
        List<String> faults) {
      return Page.of(
          "payments",
          book.title(),
          book.area(),
          new PaymentList(
              book.page(), book.isEverybodys(), form.shown(), waiting, rows, paging, faults));
    }

    private List<PaymentList.Row> rows(List<PostedTransfer> transfers) {
      List<PaymentId> ids = transfers.stream().map(PostedTransfer::id).toList();
      Map<PaymentId, Long> reversed =
          ids.isEmpty() ? Map.of() : history.reversed(caller.tenant(), ids);
      return transfers.stream()
          .map(transfer -> row(transfer, reversed.getOrDefault(transfer.id(), 0L)))
          .toList();
    }

    private PaymentList.Row row(PostedTransfer transfer, long reversed) {
      var standing = PaymentWords.standing(transfer, reversed);
      return new PaymentList.Row(
          transfer.id().text(),
          PaymentWords.type(transfer.type()),
          standing.word(),
          standing.looks(),
          Moment.of(transfer.recordedAt()),
          name(transfer.payer()),
          name(transfer.payee()),
          names.amount(caller.tenant(), transfer.asset(), minor(transfer)),
          null,
          null,
          PaymentWords.what(transfer.reference(), PaymentDesk.noted(transfer.metadata())));
    }

    // To somebody who is a party of it, what they lost or got.
    private long minor(PostedTransfer transfer) {
      long theirs =
          transfer.entries().stream()
              .filter(entry -> own.contains(entry.account()))
              .filter(entry -> entry.asset().equals(transfer.asset()))
              .mapToLong(PostedTransfer.PostedEntry::amountMinor)
              .sum();
      return theirs == 0 ? transfer.amountMinor() : theirs;
    }

    private PaymentList.Row row(HeldPayment hold) {
      var standing = PaymentWords.standing(hold, !clock.instant().isBefore(hold.expiresAt()));
      boolean open = hold.state() == HeldPayment.State.OPEN;
      return new PaymentList.Row(
          hold.id().text(),
          PaymentWords.type(hold.type()),
          standing.word(),
          standing.looks(),
          Moment.of(hold.recordedAt()),
          name(hold.payer()),
          hold.payees().size() == 1 ? name(hold.payees().getFirst().account()) : null,
          names.amount(caller.tenant(), hold.asset(), hold.amountMinor()),
          names.amount(caller.tenant(), hold.asset(), open ? hold.remainingMinor() : 0),
          Moment.of(hold.expiresAt()),
          PaymentWords.what(hold.reference(), PaymentDesk.noted(hold.metadata())));
    }

    private @Nullable AccountName name(@Nullable AccountId account) {
      return account == null ? null : named.apply(account);
    }

    private @Nullable PaymentId before() {
      return form.after() == null ? null : PaymentId.parse(form.after()).orElse(null);
    }

    private Paging paging(@Nullable String next) {
      return new Paging(
          form.after() == null ? null : form.address(book.page(), null),
          next == null ? null : form.address(book.page(), next));
    }
  }
}
