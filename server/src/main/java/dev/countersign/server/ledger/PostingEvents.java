package dev.countersign.server.ledger;

import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.ledger.Book.Posting;
import dev.countersign.server.ledger.PostedTransfer.PostedEntry;
import dev.countersign.server.platform.id.AccountId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the audit trail is told of a batch: ids and codes, no sums and nobody's name. */
final class PostingEvents {
  private PostingEvents() {}

  static List<AuditEvent> of(Book book) {
    Map<AccountId, Account> opened =
        book.changed().stream()
            .filter(account -> account.isNew() && account.kind() == Account.Kind.STANDARD)
            .map(BookAccount::now)
            .collect(Collectors.toMap(Account::id, account -> account));
    List<AuditEvent> events = new ArrayList<>();
    for (Posting posting : book.postings()) {
      PostedTransfer posted = posting.posted();
      Refusal refusal = posting.refusal();
      if (posted != null) {
        for (PostedEntry entry : posted.entries()) {
          Account account = opened.remove(entry.account());
          if (account != null) {
            events.add(opened(posting.transfer(), account));
          }
        }
        events.add(completed(posting.transfer(), posted));
      } else if (refusal != null) {
        events.add(refused(posting.transfer(), refusal));
      }
    }
    return events;
  }

  private static AuditEvent opened(Transfer transfer, Account account) {
    return event(transfer, AuditEventType.ACCOUNT_OPENED)
        .on("account", account.id().text())
        .with(AccountEvents.facts(account));
  }

  private static AuditEvent completed(Transfer transfer, PostedTransfer posted) {
    Map<String, String> facts = new HashMap<>();
    facts.put("type", posted.type().wireName());
    if (posted.payer() != null) {
      facts.put("payer", posted.payer().text());
    }
    if (posted.payee() != null) {
      facts.put("payee", posted.payee().text());
    }
    return event(transfer, AuditEventType.PAYMENT_COMPLETED)
        .on("payment", posted.id().text())
        .with(facts);
  }

  private static AuditEvent refused(Transfer transfer, Refusal refusal) {
    return event(transfer, AuditEventType.PAYMENT_REFUSED)
        .with(Map.of("type", transfer.type().wireName(), "reason", refusal.reason().wireName()));
  }

  private static AuditEvent event(Transfer transfer, AuditEventType type) {
    return AuditEvent.of(transfer.tenant(), type)
        .by(transfer.authority().user(), transfer.authority().credential())
        .during(transfer.requestId());
  }
}
