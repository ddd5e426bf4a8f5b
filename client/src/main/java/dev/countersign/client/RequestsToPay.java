package dev.countersign.client;

import dev.countersign.api.Payment;
import dev.countersign.api.RequestToPay;
import dev.countersign.api.RequestToPayDecline;
import dev.countersign.api.RequestToPayPage;
import dev.countersign.api.RequestToPayView;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asking others to pay the caller, and paying what one was asked for. */
public final class RequestsToPay {
  private static final String REQUESTS = "/v1/payment-requests";

  private final Transport transport;
  private final ClientConfig config;

  RequestsToPay(Transport transport, ClientConfig config) {
    this.transport = transport;
    this.config = config;
  }

  /** Asks somebody to pay the caller. The same key and the same content ask once. */
  public RequestToPayView ask(RequestToPay request, String key) {
    return Waiting.on(askAsync(request, key));
  }

  /** The same, in time: see {@link #ask}. */
  public CompletableFuture<RequestToPayView> askAsync(RequestToPay request, String key) {
    return transport
        .send(Call.keyedPost(REQUESTS, key, request, RequestToPayView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** What the caller is asked to pay, the newest first, by pages of 1 to 200. */
  public RequestToPayPage incoming(@Nullable String cursor, int limit) {
    return Waiting.on(incomingAsync(cursor, limit));
  }

  /** The same, in time: see {@link #incoming}. */
  public CompletableFuture<RequestToPayPage> incomingAsync(@Nullable String cursor, int limit) {
    return transport
        .send(
            Call.get(
                REQUESTS + Call.page(cursor, limit) + "&direction=in",
                RequestToPayPage.class,
                config.timeout()))
        .thenApply(Reply::value);
  }

  /** What the caller asked others for, the newest first, by pages of 1 to 200. */
  public RequestToPayPage outgoing(@Nullable String cursor, int limit) {
    return Waiting.on(outgoingAsync(cursor, limit));
  }

  /** The same, in time: see {@link #outgoing}. */
  public CompletableFuture<RequestToPayPage> outgoingAsync(@Nullable String cursor, int limit) {
    return transport
        .send(
            Call.get(
                REQUESTS + Call.page(cursor, limit) + "&direction=out",
                RequestToPayPage.class,
                config.timeout()))
        .thenApply(Reply::value);
  }

  /** One request, to payer or payee. */
  public RequestToPayView find(String id) {
    return Waiting.on(findAsync(id));
  }

  /** The same, in time: see {@link #find}. */
  public CompletableFuture<RequestToPayView> findAsync(String id) {
    return transport
        .send(Call.get(one(id), RequestToPayView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** Pays what the caller was asked for, once whatever is called how often. */
  public Payment pay(String id, String key) {
    return Waiting.on(payAsync(id, key));
  }

  /** The same, in time: see {@link #pay}. */
  public CompletableFuture<Payment> payAsync(String id, String key) {
    return transport
        .send(Call.keyedPost(one(id) + "/pay", key, null, Payment.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** Declines what the caller was asked for, with a reason that the payee is told. */
  public RequestToPayView decline(String id, String reason) {
    return Waiting.on(declineAsync(id, reason));
  }

  /** The same, in time: see {@link #decline}. */
  public CompletableFuture<RequestToPayView> declineAsync(String id, String reason) {
    return transport
        .send(
            Call.post(
                one(id) + "/decline",
                new RequestToPayDecline(reason),
                RequestToPayView.class,
                config.timeout()))
        .thenApply(Reply::value);
  }

  /** Takes back what the caller asked for. */
  public RequestToPayView cancel(String id) {
    return Waiting.on(cancelAsync(id));
  }

  /** The same, in time: see {@link #cancel}. */
  public CompletableFuture<RequestToPayView> cancelAsync(String id) {
    return transport
        .send(Call.post(one(id) + "/cancel", null, RequestToPayView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  private static String one(String id) {
    return REQUESTS + "/" + Call.segment(id);
  }
}
