package dev.countersign.client;

import dev.countersign.api.IssuedMandate;
import dev.countersign.api.MandatePage;
import dev.countersign.api.MandateRequest;
import dev.countersign.api.MandateView;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Letting others draw on one's account. A payee draws with {@link Payments#pay} and {@link
 * dev.countersign.api.PaymentRequest#draw}. It takes the session of a person.
 */
public final class Mandates {
  private static final String MANDATES = "/v1/transactions/tokens";

  private final Transport transport;
  private final ClientConfig config;

  Mandates(Transport transport, ClientConfig config) {
    this.transport = transport;
    this.config = config;
  }

  /** Lets somebody draw; the token is shown this once. */
  public IssuedMandate give(MandateRequest request) {
    return Waiting.on(giveAsync(request));
  }

  /** The same, in time: see {@link #give}. */
  public CompletableFuture<IssuedMandate> giveAsync(MandateRequest request) {
    return transport
        .send(Call.post("/v1/transactions/token", request, IssuedMandate.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /**
   * Mandates that the caller gave or was given, the newest first.
   *
   * @param cursor the {@code next_cursor} of the page before; {@code null} for the first
   * @param limit 1 to 200
   */
  public MandatePage list(@Nullable String cursor, int limit) {
    return Waiting.on(listAsync(cursor, limit));
  }

  /** The same, in time: see {@link #list}. */
  public CompletableFuture<MandatePage> listAsync(@Nullable String cursor, int limit) {
    return transport
        .send(Call.get(MANDATES + Call.page(cursor, limit), MandatePage.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** One mandate, by its id {@code mnd_…}. */
  public MandateView find(String id) {
    return Waiting.on(findAsync(id));
  }

  /** The same, in time: see {@link #find}. */
  public CompletableFuture<MandateView> findAsync(String id) {
    return transport
        .send(Call.get(path(id), MandateView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** Takes one back, as payer or payee, at once. */
  public void revoke(String id) {
    Waiting.on(revokeAsync(id));
  }

  /** The same, in time: see {@link #revoke}. */
  public CompletableFuture<Void> revokeAsync(String id) {
    return transport
        .send(Call.delete(path(id), Call.Nothing.class, config.timeout()))
        .thenAccept(reply -> {});
  }

  private static String path(String id) {
    return MANDATES + "/" + Call.segment(id);
  }
}
