package dev.countersign.client;

import dev.countersign.api.Account;
import dev.countersign.api.AccountsAnswer;
import dev.countersign.api.AssetsAnswer;
import dev.countersign.api.BalanceAnswer;
import dev.countersign.api.BalanceSense;
import dev.countersign.api.CaptureRequest;
import dev.countersign.api.HoldPage;
import dev.countersign.api.LinkedPaymentsAnswer;
import dev.countersign.api.LinkedPaymentsRequest;
import dev.countersign.api.Payment;
import dev.countersign.api.PaymentRequest;
import dev.countersign.api.ReverseRequest;
import dev.countersign.api.TransactionPage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Paying, and the caller's own accounts and history. */
public final class Payments {
  private final Transport transport;
  private final Supplier<UUID> ids;
  private final ClientConfig config;

  Payments(Transport transport, Supplier<UUID> ids, ClientConfig config) {
    this.transport = transport;
    this.ids = ids;
    this.config = config;
  }

  /**
   * Pays, under a new idempotency key that is kept while the call is repeated.
   *
   * @throws InsufficientFundsException if the balance does not cover it
   */
  public PaymentOutcome pay(PaymentRequest request) {
    return Waiting.on(payAsync(request));
  }

  /** Pays, under a new idempotency key that is kept while the call is repeated. */
  public CompletableFuture<PaymentOutcome> payAsync(PaymentRequest request) {
    return payAsync(request, ids.get().toString());
  }

  /**
   * Pays, under the caller's own idempotency key: the same key and request again, even years later,
   * moves nothing and gets the first answer.
   *
   * @throws InsufficientFundsException if the balance does not cover it
   * @throws ConflictException if the key was used before for another request
   */
  public PaymentOutcome pay(PaymentRequest request, String idempotencyKey) {
    return Waiting.on(payAsync(request, idempotencyKey));
  }

  /** Pays, under the caller's own idempotency key. */
  public CompletableFuture<PaymentOutcome> payAsync(PaymentRequest request, String idempotencyKey) {
    return transport
        .send(
            Call.keyedPost(
                "/v1/payments", idempotencyKey, request, Payment.class, config.timeout()))
        .thenApply(reply -> new PaymentOutcome(reply.value(), reply.replayed()));
  }

  /**
   * Takes what is held, or a part of it, as its payee.
   *
   * @param id of the hold, {@code pay_…}
   * @param idempotencyKey the caller's name for this intent, the same on a repeat
   */
  public PaymentOutcome capture(String id, CaptureRequest request, String idempotencyKey) {
    return Waiting.on(captureAsync(id, request, idempotencyKey));
  }

  /** Takes what is held, or a part of it, as its payee. */
  public CompletableFuture<PaymentOutcome> captureAsync(
      String id, CaptureRequest request, String idempotencyKey) {
    return step(id, "capture", request, idempotencyKey);
  }

  /**
   * Lets go of what is held, as its payee, or as its payer once it has expired.
   *
   * @return the hold as it stands now
   */
  public PaymentOutcome voidHold(String id, String idempotencyKey) {
    return Waiting.on(voidHoldAsync(id, idempotencyKey));
  }

  /** Lets go of what is held, as its payee, or as its payer once it has expired. */
  public CompletableFuture<PaymentOutcome> voidHoldAsync(String id, String idempotencyKey) {
    return step(id, "void", Map.of(), idempotencyKey);
  }

  /** Gives a payment back, or a part of it, as whoever got all of it. */
  public PaymentOutcome reverse(String id, ReverseRequest request, String idempotencyKey) {
    return Waiting.on(reverseAsync(id, request, idempotencyKey));
  }

  /** Gives a payment back, or a part of it, as whoever got all of it. */
  public CompletableFuture<PaymentOutcome> reverseAsync(
      String id, ReverseRequest request, String idempotencyKey) {
    return step(id, "reverse", request, idempotencyKey);
  }

  /** Makes several payments, all of them or none; in the order of the request. */
  public List<Payment> payLinked(LinkedPaymentsRequest request, String idempotencyKey) {
    return Waiting.on(payLinkedAsync(request, idempotencyKey));
  }

  /** Makes several payments, all of them or none; in the order of the request. */
  public CompletableFuture<List<Payment>> payLinkedAsync(
      LinkedPaymentsRequest request, String idempotencyKey) {
    return transport
        .send(
            Call.keyedPost(
                "/v1/payments/linked",
                idempotencyKey,
                request,
                LinkedPaymentsAnswer.class,
                config.timeout()))
        .thenApply(reply -> reply.value().payments());
  }

  /**
   * A page of what is or was held on the caller's accounts, newest first.
   *
   * @param limit how many at most
   * @param cursor the last page's {@code nextCursor}; {@code null} for the first page
   */
  public HoldPage holds(int limit, @Nullable String cursor) {
    return Waiting.on(holdsAsync(limit, cursor));
  }

  /** A page of what is or was held on the caller's accounts, newest first. */
  public CompletableFuture<HoldPage> holdsAsync(int limit, @Nullable String cursor) {
    String query = "?limit=" + limit + (cursor == null ? "" : "&cursor=" + encoded(cursor));
    return transport
        .send(Call.get("/v1/holds" + query, HoldPage.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** What can be paid, and at which rates it is converted. */
  public AssetsAnswer assets() {
    return Waiting.on(assetsAsync());
  }

  /** What can be paid, and at which rates it is converted. */
  public CompletableFuture<AssetsAnswer> assetsAsync() {
    return transport
        .send(Call.get("/v1/assets", AssetsAnswer.class, config.timeout()))
        .thenApply(Reply::value);
  }

  private CompletableFuture<PaymentOutcome> step(
      String id, String step, Object request, String idempotencyKey) {
    return transport
        .send(
            Call.keyedPost(
                "/v1/payments/" + encoded(id) + "/" + step,
                idempotencyKey,
                request,
                Payment.class,
                config.timeout()))
        .thenApply(reply -> new PaymentOutcome(reply.value(), reply.replayed()));
  }

  /** One payment, by its id {@code pay_…}. */
  public Payment get(String id) {
    return Waiting.on(getAsync(id));
  }

  /** One payment, by its id {@code pay_…}. */
  public CompletableFuture<Payment> getAsync(String id) {
    return transport
        .send(Call.get("/v1/payments/" + encoded(id), Payment.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /**
   * A page of the caller's payments, newest first.
   *
   * @param limit how many at most
   * @param cursor the last page's {@code nextCursor}; {@code null} for the first page
   */
  public TransactionPage history(int limit, @Nullable String cursor) {
    return Waiting.on(historyAsync(limit, cursor));
  }

  /** A page of the caller's payments, newest first. */
  public CompletableFuture<TransactionPage> historyAsync(int limit, @Nullable String cursor) {
    String query = "?limit=" + limit + (cursor == null ? "" : "&cursor=" + encoded(cursor));
    return transport
        .send(Call.get("/v1/transactions" + query, TransactionPage.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /**
   * What an account held at the end of a moment.
   *
   * @param sense whether what was written by then, or what counts from then on
   */
  public BalanceAnswer balance(String account, Instant at, BalanceSense sense) {
    return Waiting.on(balanceAsync(account, at, sense));
  }

  /** What an account held at the end of a moment. */
  public CompletableFuture<BalanceAnswer> balanceAsync(
      String account, Instant at, BalanceSense sense) {
    return transport
        .send(
            Call.get(
                "/v1/accounts/" + encoded(account) + "/balance?at=" + at + "&sense=" + name(sense),
                BalanceAnswer.class,
                config.timeout()))
        .thenApply(Reply::value);
  }

  /**
   * A statement of an account, as a file.
   *
   * @param from entries recorded at this time or later
   * @param to and before this time
   * @param format {@code csv}, {@code pdf} or {@code camt.053}
   */
  public byte[] statement(String account, Instant from, Instant to, String format) {
    return Waiting.on(statementAsync(account, from, to, format));
  }

  /** A statement of an account, as a file. */
  public CompletableFuture<byte[]> statementAsync(
      String account, Instant from, Instant to, String format) {
    String query = "?from=" + from + "&to=" + to + "&format=" + encoded(format);
    return transport
        .send(
            Call.get(
                "/v1/accounts/" + encoded(account) + "/statement" + query,
                byte[].class,
                config.batchTimeout()))
        .thenApply(Reply::value);
  }

  /** The caller's accounts, one for each asset. */
  public List<Account> accounts() {
    return Waiting.on(accountsAsync());
  }

  /** The caller's accounts, one for each asset. */
  public CompletableFuture<List<Account>> accountsAsync() {
    return accountInfoAsync().thenApply(AccountsAnswer::accounts);
  }

  /** The caller and their accounts: balances as they stand now. */
  public AccountsAnswer accountInfo() {
    return Waiting.on(accountInfoAsync());
  }

  /** The caller and their accounts: balances as they stand now. */
  public CompletableFuture<AccountsAnswer> accountInfoAsync() {
    return transport
        .send(Call.get("/v1/account", AccountsAnswer.class, config.timeout()))
        .thenApply(Reply::value);
  }

  private static String name(BalanceSense sense) {
    return switch (sense) {
      case RECORDED -> "recorded";
      case EFFECTIVE -> "effective";
    };
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
