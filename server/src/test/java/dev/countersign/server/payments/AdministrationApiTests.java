package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.AccountBatchRequest;
import dev.countersign.api.AccountOpening;
import dev.countersign.api.DepositRequest;
import dev.countersign.api.EntryItem;
import dev.countersign.api.TransactionBatchRequest;
import dev.countersign.api.TransactionItem;
import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServerTest
class AdministrationApiTests {
  private final Purses purses;

  AdministrationApiTests(@LocalServerPort int port, TestDatabase database) {
    this.purses = new Purses(port, database);
  }

  @Test
  void depositsOncePerReference() {
    Purse ann = purses.empty();
    DepositRequest deposit = new DepositRequest(ann.email(), "25.00", "USD", Purses.newKey());
    Answer first = purses.administrator.post("/v1/admin/deposits", deposit).expect(201);
    Answer again = purses.administrator.post("/v1/admin/deposits", deposit).expect(200);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(first.json().path("reference").asString()).isEqualTo(deposit.reference());
    assertThat(ann.balance()).isEqualTo("25.00");
    DepositRequest other = new DepositRequest(ann.email(), "26.00", "USD", deposit.reference());
    assertThat(purses.administrator.post("/v1/admin/deposits", other).expect(409).code())
        .isEqualTo("idempotency_conflict");
  }

  @Test
  void withdrawsNoMoreThanThereIs() {
    Purse ann = purses.with("25.00", "USD");
    purses
        .administrator
        .post(
            "/v1/admin/withdrawals", new DepositRequest(ann.id(), "20.00", "USD", Purses.newKey()))
        .expect(201);
    assertThat(ann.balance()).isEqualTo("5.00");
    assertThat(
            purses
                .administrator
                .post(
                    "/v1/admin/withdrawals",
                    new DepositRequest(ann.id(), "20.00", "USD", Purses.newKey()))
                .expect(422)
                .code())
        .isEqualTo("insufficient_funds");
  }

  @Test
  void letsNobodyElseDoSo() {
    Purse ann = purses.with("25.00", "USD");
    for (String path :
        List.of(
            "/v1/admin/deposits",
            "/v1/admin/withdrawals",
            "/v1/admin/accounts/batch",
            "/v1/admin/transactions/batch")) {
      assertThat(ann.api().post(path, Map.of()).expect(403).code()).isEqualTo("forbidden");
      purses.api.post(path, Map.of()).expect(401);
    }
  }

  @Test
  void opensAccountsOncePerReference() {
    String reference = Purses.newKey();
    AccountBatchRequest request =
        new AccountBatchRequest(
            List.of(
                new AccountOpening(reference, "CZK", "100.00"),
                new AccountOpening("x" + reference, "XYZ", null),
                new AccountOpening(reference, "EUR", null),
                new AccountOpening("y" + reference, "CZK", "-1")));
    JsonNode results = open(request);
    assertThat(statuses(results)).containsExactly("opened", "refused", "refused", "refused");
    assertThat(results.path(0).path("account").path("available").asString()).isEqualTo("100.00");
    assertThat(results.path(1).path("code").asString()).isEqualTo("unknown_asset");
    assertThat(results.path(2).path("code").asString()).isEqualTo("idempotency_conflict");
    assertThat(results.path(3).path("code").asString()).isEqualTo("negative_amount");
    assertThat(statuses(open(request))).startsWith("existing");
  }

  @Test
  void postsTransactionsInOrderWithAVerdictForEachAndIsSafeToRepeat() {
    String reference = Purses.newKey();
    open(new AccountBatchRequest(List.of(new AccountOpening(reference, "CZK", "5.00"))));
    TransactionBatchRequest batch =
        new TransactionBatchRequest(
            List.of(
                item(reference, "1", "100.00", "0.00"),
                item(reference, "2", "-50.00", "-0.10"),
                item(reference, "3", "-60.00", "0.00"),
                item(reference, "4", "-54.00", "0.10"),
                new TransactionItem(reference + "-5", "CZK", List.of(), null, Map.of())));
    JsonNode first = post(batch);
    assertThat(statuses(first))
        .containsExactly("completed", "completed", "refused", "completed", "refused");
    assertThat(lastBalance(first.path(1))).isEqualTo("49.90");
    assertThat(first.path(2).path("code").asString()).isEqualTo("insufficient_funds");
    assertThat(lastBalance(first.path(3))).isEqualTo("-4.00");
    assertThat(first.path(4).path("code").asString()).isEqualTo("invalid_request");
    JsonNode again = post(batch);
    assertThat(statuses(again)).isEqualTo(statuses(first));
    assertThat(again.path(1).path("id")).isEqualTo(first.path(1).path("id"));
    assertThat(again.path(1).path("replayed").asBoolean()).isTrue();
    assertThat(lastBalance(again.path(3))).isEqualTo("-4.00");
  }

  @Test
  void refusesEntriesThatDoNotBalance() {
    String reference = Purses.newKey();
    open(new AccountBatchRequest(List.of(new AccountOpening(reference, "CZK", null))));
    JsonNode results =
        post(
            new TransactionBatchRequest(
                List.of(
                    new TransactionItem(
                        reference,
                        "CZK",
                        List.of(
                            new EntryItem("ref:" + reference, "1.00"),
                            new EntryItem(EntryItem.WORLD, "-0.99")),
                        null,
                        Map.of()))));
    assertThat(results.path(0).path("code").asString()).isEqualTo("unbalanced_entries");
  }

  @Test
  void refusesABatchThatIsEmptyOrTooLong() {
    purses
        .administrator
        .post("/v1/admin/transactions/batch", new TransactionBatchRequest(List.of()))
        .expect(400);
    purses
        .administrator
        .post(
            "/v1/admin/accounts/batch",
            new AccountBatchRequest(
                IntStream.range(0, 1_001)
                    .mapToObj(at -> new AccountOpening("r" + at, "CZK", null))
                    .toList()))
        .expect(400);
  }

  private JsonNode open(AccountBatchRequest request) {
    return purses
        .administrator
        .post("/v1/admin/accounts/batch", request)
        .expect(200)
        .json()
        .path("results");
  }

  private JsonNode post(TransactionBatchRequest batch) {
    return purses
        .administrator
        .post("/v1/admin/transactions/batch", batch)
        .expect(200)
        .json()
        .path("results");
  }

  private static TransactionItem item(
      String reference, String number, String amount, String rounding) {
    String account = "ref:" + reference;
    List<EntryItem> moved =
        List.of(new EntryItem(account, amount), new EntryItem(EntryItem.WORLD, opposite(amount)));
    List<EntryItem> rounded =
        rounding.equals("0.00")
            ? List.of()
            : List.of(
                new EntryItem(account, rounding),
                new EntryItem(EntryItem.ROUNDING, opposite(rounding)));
    return new TransactionItem(
        reference + "-" + number,
        "CZK",
        Stream.concat(moved.stream(), rounded.stream()).toList(),
        Instant.parse("1993-01-0" + number + "T00:00:00Z"),
        Map.of());
  }

  private static String opposite(String amount) {
    return amount.startsWith("-") ? amount.substring(1) : "-" + amount;
  }

  private static String lastBalance(JsonNode result) {
    JsonNode entries = result.path("entries");
    String account = entries.path(0).path("account").asString();
    String balance = "";
    for (JsonNode entry : entries) {
      if (entry.path("account").asString().equals(account)) {
        balance = entry.path("balance_after").asString();
      }
    }
    return balance;
  }

  private static List<String> statuses(JsonNode results) {
    return results.valueStream().map(result -> result.path("status").asString()).toList();
  }
}
