package dev.countersign.cli.demo;

import dev.countersign.api.AccountOpening;
import dev.countersign.api.EntryItem;
import dev.countersign.api.TransactionItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what the bank recorded in the service's terms. */
final class Movements {
  private static final String PREFIX = "berka-";

  private Movements() {}

  static AccountOpening opening(String account, long overdraftLimitMinor) {
    return new AccountOpening(
        externalReference(account), Koruna.CODE, Koruna.decimal(overdraftLimitMinor));
  }

  static String externalReference(String account) {
    return PREFIX + account;
  }

  static String reference(BankRow row) {
    return PREFIX + row.id();
  }

  /**
   * The transaction: the amount against the world outside and, where the bank rounded, the rounding
   * as an entry of its own.
   */
  static TransactionItem movement(BankRow row) {
    String account = EntryItem.REFERENCE_PREFIX + externalReference(row.account());
    List<EntryItem> entries = new ArrayList<>();
    entries.add(new EntryItem(account, Koruna.decimal(row.amountMinor())));
    entries.add(new EntryItem(EntryItem.WORLD, Koruna.decimal(-row.amountMinor())));
    if (row.roundingMinor() != 0) {
      entries.add(new EntryItem(account, Koruna.decimal(row.roundingMinor())));
      entries.add(new EntryItem(EntryItem.ROUNDING, Koruna.decimal(-row.roundingMinor())));
    }
    return new TransactionItem(
        reference(row), Koruna.CODE, entries, row.effectiveAt(), metadata(row));
  }

  private static Map<String, String> metadata(BankRow row) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("description", BankOperation.describe(row));
    if (!row.counterparty().isEmpty()) {
      metadata.put("counterparty", row.counterparty());
    }
    return metadata;
  }
}
