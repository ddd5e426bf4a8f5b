package dev.countersign.server.ledger;

import java.util.HashMap;
import java.util.Map;

/** What the audit trail is told of an account. */
final class AccountEvents {
  private AccountEvents() {}

  static Map<String, String> facts(Account account) {
    Map<String, String> facts = new HashMap<>();
    facts.put("asset", account.asset());
    if (account.owner() != null) {
      facts.put("owner", account.owner().text());
    }
    return facts;
  }
}
