package dev.countersign.server.ledger;

import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.ledger.Book.Posting;
import dev.countersign.server.ledger.HeldPayment.Part;
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
      for (AccountId touched : accounts(posting)) {
        Account account = opened.remove(touched);
        if (account != null) {
          events.add(opened(posting.instruction(), account));
        }
      }
      events.add(done(posting));
    }
    return events;
  }

  private static List<AccountId> accounts(Posting posting) {
    return switch (posting.verdict()) {
      case Verdict.Posted made ->
          made.transfer().entries().stream().map(PostedEntry::account).toList();
      case Verdict.Held made -> made.hold().payees().stream().map(Part::account).toList();
      case Verdict.Refused _ -> List.of();
    };
  }

  private static AuditEvent done(Posting posting) {
    return switch (posting.verdict()) {
      case Verdict.Posted made -> completed(posting.instruction(), made.transfer());
      case Verdict.Held made -> held(posting.instruction(), made.hold());
      case Verdict.Refused made -> refused(posting.instruction(), made.refusal());
    };
  }

  private static AuditEvent opened(Instruction instruction, Account account) {
    return event(instruction, AuditEventType.ACCOUNT_OPENED)
        .on("account", account.id().text())
        .with(AccountEvents.facts(account));
  }

  private static AuditEvent completed(Instruction instruction, PostedTransfer posted) {
    Map<String, String> facts = new HashMap<>();
    facts.put("type", posted.type().wireName());
    if (posted.payer() != null) {
      facts.put("payer", posted.payer().text());
    }
    if (posted.payee() != null) {
      facts.put("payee", posted.payee().text());
    }
    if (posted.parent() != null) {
      facts.put("parent", posted.parent().text());
    }
    return event(instruction, AuditEventType.PAYMENT_COMPLETED)
        .on("payment", posted.id().text())
        .with(facts);
  }

  private static AuditEvent held(Instruction instruction, HeldPayment hold) {
    AuditEventType type =
        switch (hold.state()) {
          case OPEN -> AuditEventType.PAYMENT_HELD;
          case VOIDED -> AuditEventType.PAYMENT_VOIDED;
          case EXPIRED -> AuditEventType.PAYMENT_EXPIRED;
          case CAPTURED -> throw new IllegalStateException("a capture is a payment");
        };
    return event(instruction, type)
        .on("payment", hold.id().text())
        .with(Map.of("type", hold.type().wireName(), "payer", hold.payer().text()));
  }

  private static AuditEvent refused(Instruction instruction, Refusal refusal) {
    return event(instruction, AuditEventType.PAYMENT_REFUSED)
        .with(Map.of("type", instruction.kind(), "reason", refusal.reason().wireName()));
  }

  private static AuditEvent event(Instruction instruction, AuditEventType type) {
    return AuditEvent.of(instruction.tenant(), type)
        .by(instruction.authority().user(), instruction.authority().credential())
        .during(instruction.requestId());
  }
}
