package dev.countersign.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.countersign.api.Account;
import dev.countersign.api.AccountBatchAnswer;
import dev.countersign.api.AccountBatchRequest;
import dev.countersign.api.AccountKind;
import dev.countersign.api.AccountOpeningStatus;
import dev.countersign.api.AccountResult;
import dev.countersign.api.AccountStatus;
import dev.countersign.api.EntryItem;
import dev.countersign.api.PaymentEntry;
import dev.countersign.api.TransactionBatchAnswer;
import dev.countersign.api.TransactionBatchRequest;
import dev.countersign.api.TransactionItem;
import dev.countersign.api.TransactionStatus;
import dev.countersign.api.TransactionVerdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Adds up what it is sent, but for the movements that a test names. */
final class LedgerStandIn implements AutoCloseable {
  private final JsonMapper json = JsonMapper.builder().build();
  private final Map<String, BigDecimal> balances = new HashMap<>();
  private final HttpServer server;
  private @Nullable String misstated;
  private @Nullable String refused;
  private int batches;

  LedgerStandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/admin/accounts/batch",
        exchange -> answer(exchange, opened(read(exchange, AccountBatchRequest.class))));
    server.createContext(
        "/v1/admin/transactions/batch",
        exchange -> answer(exchange, posted(read(exchange, TransactionBatchRequest.class))));
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void misstate(String reference) {
    misstated = reference;
  }

  void refuse(String reference) {
    refused = reference;
  }

  int batches() {
    return batches;
  }

  private AccountBatchAnswer opened(AccountBatchRequest request) {
    return new AccountBatchAnswer(
        request.accounts().stream()
            .map(opening ->
                new AccountResult(
                    opening.externalReference(),
                    AccountOpeningStatus.OPENED,
                    account(opening.externalReference()),
                    null,
                    null))
            .toList());
  }

  private static Account account(String reference) {
    return new Account(
        "acc_" + reference,
        "CZK",
        "0.00",
        "0.00",
        "0.00",
        "0.00",
        reference,
        null,
        AccountKind.STANDARD,
        AccountStatus.OPEN,
        0,
        Instant.EPOCH);
  }

  private TransactionBatchAnswer posted(TransactionBatchRequest request) {
    batches++;
    return new TransactionBatchAnswer(request.transactions().stream().map(this::verdict).toList());
  }

  private TransactionVerdict verdict(TransactionItem item) {
    if (item.reference().equals(refused)) {
      return new TransactionVerdict(
          item.reference(),
          TransactionStatus.REFUSED,
          false,
          null,
          List.of(),
          "insufficient_funds",
          "Balance 1.00 < required 2.00",
          Map.of());
    }
    List<PaymentEntry> entries = new ArrayList<>();
    for (EntryItem entry : item.entries()) {
      String account = entry.account().replace("ref:", "acc_");
      BigDecimal balance = balances.merge(account, new BigDecimal(entry.amount()), BigDecimal::add);
      BigDecimal told = item.reference().equals(misstated) ? balance.add(BigDecimal.ONE) : balance;
      entries.add(new PaymentEntry(account, entry.amount(), told.toPlainString(), "CZK", 1));
    }
    return new TransactionVerdict(
        item.reference(), TransactionStatus.COMPLETED, false, "pay_1", entries, null, null, null);
  }

  private <T> T read(HttpExchange exchange, Class<T> type) {
    return json.readValue(exchange.getRequestBody(), type);
  }

  private void answer(HttpExchange exchange, Object answer) throws IOException {
    try (exchange) {
      byte[] bytes = json.writeValueAsBytes(answer);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
