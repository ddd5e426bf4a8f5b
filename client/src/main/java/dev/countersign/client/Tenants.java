package dev.countersign.client;

import dev.countersign.api.TenantPage;
import dev.countersign.api.TenantRequest;
import dev.countersign.api.TenantView;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The tenants of the installation. Only its operator may: as an administrator of the first tenant.
 */
public final class Tenants {
  private static final String TENANTS = "/v1/admin/tenants";

  private final Transport transport;
  private final ClientConfig config;

  Tenants(Transport transport, ClientConfig config) {
    this.transport = transport;
    this.config = config;
  }

  /**
   * Creates a tenant, and invites whoever shall administer it.
   *
   * @throws ConflictException where the slug or a host is another's
   */
  public TenantView create(TenantRequest request) {
    return Waiting.on(createAsync(request));
  }

  /** The same, in time: see {@link #create}. */
  public CompletableFuture<TenantView> createAsync(TenantRequest request) {
    return transport
        .send(Call.post(TENANTS, request, TenantView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /**
   * Tenants, in the order of their creation.
   *
   * @param cursor the {@code next_cursor} of the page before; {@code null} for the first
   * @param limit 1 to 200
   */
  public TenantPage list(@Nullable String cursor, int limit) {
    return Waiting.on(listAsync(cursor, limit));
  }

  /** The same, in time: see {@link #list}. */
  public CompletableFuture<TenantPage> listAsync(@Nullable String cursor, int limit) {
    return transport
        .send(Call.get(TENANTS + Call.page(cursor, limit), TenantPage.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** One tenant, by its id or slug. */
  public TenantView find(String tenant) {
    return Waiting.on(findAsync(tenant));
  }

  /** The same, in time: see {@link #find}. */
  public CompletableFuture<TenantView> findAsync(String tenant) {
    return transport
        .send(Call.get(one(tenant), TenantView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** Changes a tenant, by its id or slug; what is absent stays as it is. */
  public TenantView change(String tenant, TenantRequest request) {
    return Waiting.on(changeAsync(tenant, request));
  }

  /** The same, in time: see {@link #change}. */
  public CompletableFuture<TenantView> changeAsync(String tenant, TenantRequest request) {
    return transport
        .send(Call.patch(one(tenant), request, TenantView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** Suspends a tenant: it is refused everything from the commit on. */
  public TenantView suspend(String tenant) {
    return Waiting.on(suspendAsync(tenant));
  }

  /** The same, in time: see {@link #suspend}. */
  public CompletableFuture<TenantView> suspendAsync(String tenant) {
    return transport
        .send(Call.patch(one(tenant), status("suspended"), TenantView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** Lets a suspended tenant go on. */
  public TenantView resume(String tenant) {
    return Waiting.on(resumeAsync(tenant));
  }

  /** The same, in time: see {@link #resume}. */
  public CompletableFuture<TenantView> resumeAsync(String tenant) {
    return transport
        .send(Call.patch(one(tenant), status("active"), TenantView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  private static String one(String tenant) {
    return TENANTS + "/" + Call.segment(tenant);
  }

  private static TenantRequest status(String status) {
    return new TenantRequest(null, null, status, null, null, null, null);
  }
}
