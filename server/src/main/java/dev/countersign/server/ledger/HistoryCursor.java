package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a page through several accounts' entries ended: for each account, the version below which
 * it goes on. Versions, and not ids or times, because only they order an account's entries
 * whichever nodes posted them.
 */
public record HistoryCursor(Map<AccountId, Long> below) {
  private static final Pattern PART = Pattern.compile("(acc_[0-9a-z]{26})\\.([0-9]{1,18})");
  private static final int PARTS_MAX = 1_000;

  public HistoryCursor {
    below = Map.copyOf(below);
  }

  /** Reads the text form; empty for anything else. */
  public static Optional<HistoryCursor> parse(String text) {
    Map<AccountId, Long> below = new HashMap<>();
    for (String part : text.split("~", PARTS_MAX)) {
      var shape = PART.matcher(part);
      Optional<AccountId> account =
          shape.matches() ? AccountId.parse(shape.group(1)) : Optional.empty();
      if (account.isEmpty()) {
        return Optional.empty();
      }
      below.put(account.get(), Long.valueOf(shape.group(2)));
    }
    return Optional.of(new HistoryCursor(below));
  }

  /** The text form: letters, digits, {@code _}, {@code .} and {@code ~}. */
  public String text() {
    return new TreeMap<>(
            below.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().text(), Map.Entry::getValue)))
        .entrySet().stream()
            .map(entry -> entry.getKey() + "." + entry.getValue())
            .collect(Collectors.joining("~"));
  }
}
