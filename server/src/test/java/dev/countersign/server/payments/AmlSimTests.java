package dev.countersign.server.payments;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.AccountBatchRequest;
import dev.countersign.api.AccountOpening;
import dev.countersign.api.BatchLimits;
import dev.countersign.api.EntryItem;
import dev.countersign.api.TransactionBatchRequest;
import dev.countersign.api.TransactionItem;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/**
 * Transfers that nobody here made up, with verdicts that were computed elsewhere. All 117,805 of
 * them, each by its payer, are {@code AmlSimRun}'s.
 */
@ServerTest
class AmlSimTests {
  private final ApiClient administrator;
  private final String name = Purses.newKey();

  AmlSimTests(@LocalServerPort int port, TestDatabase database) {
    this.administrator = Administrators.create(ApiClient.of(port), database);
  }

  private record Opening(String account, long cents) {}

  private record Transfer(int number, String from, String to, long cents, boolean isAccepted) {}

  @Test
  void acceptsAndRefusesWhatTheOracleDoesAndKeepsItsBalances() throws IOException {
    Map<String, Long> balances = new HashMap<>();
    List<Opening> openings = new ArrayList<>();
    for (String[] row : rows("openings.csv")) {
      openings.add(new Opening(row[0], Long.parseLong(row[1])));
      balances.put(row[0], Long.parseLong(row[1]));
    }
    inParts(openings, this::open);
    inParts(
        openings.stream().filter(opening -> opening.cents() > 0).toList(),
        part -> post(part, this::deposit));
    List<Transfer> transfers = new ArrayList<>();
    for (String[] row : rows("transfers.csv")) {
      transfers.add(
          new Transfer(
              transfers.size(), row[0], row[1], Long.parseLong(row[2]), row[3].equals("1")));
    }

    List<JsonNode> verdicts = inParts(transfers, part -> post(part, this::item));

    for (int at = 0; at < transfers.size(); at++) {
      Transfer transfer = transfers.get(at);
      JsonNode verdict = verdicts.get(at);
      if (!transfer.isAccepted()) {
        assertThat(verdict.path("code").asString()).isEqualTo("insufficient_funds");
        continue;
      }
      assertThat(verdict.path("entries").valueStream())
          .map(entry -> entry.path("balance_after").asString())
          .containsExactly(
              decimal(
                  requireNonNull(balances.merge(transfer.from(), -transfer.cents(), Long::sum))),
              decimal(requireNonNull(balances.merge(transfer.to(), transfer.cents(), Long::sum))));
    }
  }

  private List<JsonNode> open(List<Opening> openings) {
    return results(
        "/v1/admin/accounts/batch",
        new AccountBatchRequest(
            openings.stream()
                .map(opening -> new AccountOpening(reference(opening.account()), "USD", null))
                .toList()));
  }

  private <T> List<JsonNode> post(List<T> part, Function<T, TransactionItem> item) {
    return results(
        "/v1/admin/transactions/batch",
        new TransactionBatchRequest(part.stream().map(item).toList()));
  }

  private List<JsonNode> results(String path, Object request) {
    return administrator
        .post(path, request)
        .expect(200)
        .json()
        .path("results")
        .valueStream()
        .toList();
  }

  private TransactionItem deposit(Opening opening) {
    String reference = reference(opening.account());
    return item(reference + "-opening", EntryItem.WORLD, "ref:" + reference, opening.cents());
  }

  private TransactionItem item(Transfer transfer) {
    return item(
        name + "-transfer-" + transfer.number(),
        "ref:" + reference(transfer.from()),
        "ref:" + reference(transfer.to()),
        transfer.cents());
  }

  private static TransactionItem item(String reference, String from, String to, long cents) {
    return new TransactionItem(
        reference,
        "USD",
        List.of(new EntryItem(from, decimal(-cents)), new EntryItem(to, decimal(cents))),
        null,
        Map.of());
  }

  private String reference(String account) {
    return name + "-" + account;
  }

  private static <T> List<JsonNode> inParts(
      List<T> all, Function<List<T>, List<JsonNode>> request) {
    List<JsonNode> results = new ArrayList<>();
    for (int from = 0; from < all.size(); from += BatchLimits.ITEMS_MAX) {
      results.addAll(
          request.apply(all.subList(from, Math.min(from + BatchLimits.ITEMS_MAX, all.size()))));
    }
    return results;
  }

  private static List<String[]> rows(String file) throws IOException {
    try (InputStream content =
        requireNonNull(AmlSimTests.class.getResourceAsStream("/amlsim/" + file))) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split(",", -1))
          .toList();
    }
  }

  private static String decimal(long cents) {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }
}
