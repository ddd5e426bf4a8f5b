package dev.countersign.server.clients;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.clients.JdbcClients.Row;
import dev.countersign.server.platform.id.ClientId;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.request.RequestContext;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.RoundTrip;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.revocation.Revocation;
import dev.countersign.server.revocation.Revocations;
import dev.countersign.server.tokens.TokenAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Registers clients and knows them by their secrets. Thread-safe. */
public final class Clients {
  // A client that was removed elsewhere is refused within a second.
  private static final Duration KNOWN_FOR = Duration.ofMillis(500);

  private final JdbcClients store;
  private final TenantTransactions transactions;
  private final Revocations revocations;
  private final AuditTrail audit;
  private final InstantSource clock;
  private final IdGenerator ids;
  private final RandomGenerator random;
  private final Cache<ClientId, Optional<Row>> known =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(KNOWN_FOR).build();

  Clients(
      JdbcClients store,
      TenantTransactions transactions,
      Revocations revocations,
      AuditTrail audit,
      InstantSource clock,
      IdGenerator ids,
      RandomGenerator random) {
    this.store = store;
    this.transactions = transactions;
    this.revocations = revocations;
    this.audit = audit;
    this.clock = clock;
    this.ids = ids;
    this.random = random;
  }

  /** What somebody wants to register. */
  public record Wish(
      String name,
      @Nullable TokenAlgorithm algorithm,
      boolean mayIntrospect,
      boolean mayRevoke,
      Client.OwnTokens own) {}

  /** A client with its secret, which is shown this once. */
  public record Registered(Client client, Secret secret) {}

  /** The client of these credentials. Not to be called inside a transaction. */
  public Optional<Client> authenticate(String id, Secret secret) {
    Optional<Row> row = ClientId.parse(id).flatMap(this::find);
    boolean right =
        row.map(found -> found.secret().matches(secret))
            .orElseGet(() -> ClientSecret.matchesNone(secret));
    if (row.isPresent() && !right) {
      refused(row.get().client());
    }
    return right ? row.map(Row::client) : Optional.empty();
  }

  /** Registers a client of the administrator's tenant. */
  public Registered register(Caller administrator, Wish wish) {
    Secret secret = ClientSecret.generate(random);
    Client client =
        new Client(
            new ClientId(ids.next()),
            administrator.tenant(),
            wish.name(),
            wish.algorithm(),
            wish.mayIntrospect(),
            wish.mayRevoke(),
            wish.own(),
            StoredTime.now(clock));
    transactions.run(
        administrator.tenant(),
        () -> {
          store.insert(client, ClientSecret.of(secret));
          audit.record(about(client, AuditEventType.CLIENT_CREATED, administrator));
        });
    return new Registered(client, secret);
  }

  /** The clients of a tenant in the order of their registration, from after one of them on. */
  public List<Client> list(Caller administrator, @Nullable ClientId after, int limit) {
    return transactions.in(
        administrator.tenant(), () -> store.list(administrator.tenant(), after, limit));
  }

  /** Removes a client; false where the tenant has none of that id. */
  public boolean remove(Caller administrator, ClientId id) {
    boolean removed =
        transactions.in(
            administrator.tenant(),
            () -> {
              Optional<Row> row = store.find(id);
              row.ifPresent(found -> {
                store.delete(id);
                // Its own tokens end with it.
                revocations.record(List.of(ended(found.client())));
                audit.record(about(found.client(), AuditEventType.CLIENT_REMOVED, administrator));
              });
              return row.isPresent();
            });
    known.invalidate(id);
    return removed;
  }

  /** A client, as it was half a second ago at most. Not to be called inside a transaction. */
  public Optional<Client> known(ClientId id) {
    return find(id).map(Row::client);
  }

  /**
   * What these clients may do by themselves, with their rows locked in share mode until the
   * caller's transaction ends: whoever removes one waits for that, or has been seen. Those that
   * were are left out.
   */
  public Supplier<Map<ClientId, Permissions>> lockScopes(
      Collection<ClientId> clients, RoundTrip trip) {
    Supplier<List<Client>> locked = JdbcClients.lockShared(clients, trip);
    return () ->
        locked.get().stream()
            .collect(Collectors.toMap(Client::id, client -> client.own().scopes()));
  }

  private Revocation ended(Client client) {
    Instant now = StoredTime.now(clock);
    return new Revocation(
        client.id().value(),
        client.tenant(),
        Revocation.Kind.CLIENT,
        null,
        now,
        now,
        now.plus(Client.OwnTokens.LIFE_MAX).plus(Duration.ofHours(1)),
        "removed");
  }

  private Optional<Row> find(ClientId id) {
    Optional<Row> row = known.getIfPresent(id);
    if (row == null) {
      row = transactions.acrossTenants(() -> store.find(id));
      known.put(id, row);
    }
    return row;
  }

  void refused(Client client) {
    transactions.run(
        client.tenant(),
        () ->
            audit.record(
                AuditEvent.of(client.tenant(), AuditEventType.CLIENT_REFUSED)
                    .on("client", client.id().text())
                    .during(requestId())
                    .about(null, address())));
  }

  private static AuditEvent about(Client client, AuditEventType type, Caller administrator) {
    return AuditEvent.of(client.tenant(), type)
        .on("client", client.id().text())
        .by(administrator)
        .during(requestId())
        .with(
            Map.of(
                "may_introspect",
                client.mayIntrospect(),
                "may_revoke",
                client.mayRevoke(),
                "scopes",
                client.own().scopes().wireNames()));
  }

  private static @Nullable String requestId() {
    return RequestContext.current().map(RequestContext::requestId).orElse(null);
  }

  private static Map<String, String> address() {
    return RequestContext.current()
        .map(request -> Map.of("address", request.clientAddress()))
        .orElse(Map.of());
  }
}
