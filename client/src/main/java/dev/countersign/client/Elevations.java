package dev.countersign.client;

import dev.countersign.api.ElevationPage;
import dev.countersign.api.ElevationRequest;
import dev.countersign.api.ElevationView;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Roles for a while: asked for with a reason, lent by a second person, over by themselves. It takes
 * the session of a person.
 */
public final class Elevations {
  private static final String ELEVATIONS = "/v1/elevations";

  private final Transport transport;
  private final ClientConfig config;

  Elevations(Transport transport, ClientConfig config) {
    this.transport = transport;
    this.config = config;
  }

  /** Asks for a role. A second person decides, unless the policy lends this one by itself. */
  public ElevationView request(ElevationRequest request) {
    return Waiting.on(requestAsync(request));
  }

  /** The same, in time: see {@link #request}. */
  public CompletableFuture<ElevationView> requestAsync(ElevationRequest request) {
    return transport
        .send(Call.post(ELEVATIONS, request, ElevationView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /**
   * Elevations, the newest first: all, for whoever may decide, and the caller's own for others.
   *
   * @param cursor the {@code next_cursor} of the page before; {@code null} for the first
   * @param limit 1 to 200
   */
  public ElevationPage list(@Nullable String cursor, int limit) {
    return Waiting.on(listAsync(cursor, limit));
  }

  /** The same, in time: see {@link #list}. */
  public CompletableFuture<ElevationPage> listAsync(@Nullable String cursor, int limit) {
    return transport
        .send(
            Call.get(ELEVATIONS + Call.page(cursor, limit), ElevationPage.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** One elevation. */
  public ElevationView find(String id) {
    return Waiting.on(findAsync(id));
  }

  /** The same, in time: see {@link #find}. */
  public CompletableFuture<ElevationView> findAsync(String id) {
    return transport
        .send(Call.get(one(id), ElevationView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** Lends what was asked for. Nobody lends to themselves, nor what they do not hold for good. */
  public ElevationView approve(String id) {
    return Waiting.on(approveAsync(id));
  }

  /** The same, in time: see {@link #approve}. */
  public CompletableFuture<ElevationView> approveAsync(String id) {
    return transport
        .send(Call.post(one(id) + "/approve", null, ElevationView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** Says no to what was asked for. */
  public ElevationView deny(String id) {
    return Waiting.on(denyAsync(id));
  }

  /** The same, in time: see {@link #deny}. */
  public CompletableFuture<ElevationView> denyAsync(String id) {
    return transport
        .send(Call.post(one(id) + "/deny", null, ElevationView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** Ends what was lent, at once; or takes the caller's own request back. */
  public ElevationView end(String id) {
    return Waiting.on(endAsync(id));
  }

  /** The same, in time: see {@link #end}. */
  public CompletableFuture<ElevationView> endAsync(String id) {
    return transport
        .send(Call.post(one(id) + "/end", null, ElevationView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  private static String one(String id) {
    return ELEVATIONS + "/" + Call.segment(id);
  }
}
