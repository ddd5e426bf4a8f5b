package dev.countersign.server.clients;

import dev.countersign.server.access.Permissions;
import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.request.RequestContext;
import dev.countersign.server.platform.store.StoreUnavailable;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.tokens.ClientGrant;
import dev.countersign.server.tokens.Tokens;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Makes tokens for clients themselves (RFC 6749 §4.4). A token costs a signature and no write; that
 * it was made is told to audit once a second, in one statement for all of them, so that a crash
 * loses the telling of a second. Where there are more than fit, whoever asks tells audit first.
 */
public class ClientGrants {
  private static final Logger LOG = LoggerFactory.getLogger(ClientGrants.class);
  private static final int ROOM = 20_000;
  private static final Duration LAST_WRITE_MAX = Duration.ofSeconds(2);

  private final Tokens tokens;
  private final JdbcClientAssertions assertions;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final InstantSource clock;
  private final BlockingQueue<AuditEvent> made = new ArrayBlockingQueue<>(ROOM);

  ClientGrants(
      Tokens tokens,
      JdbcClientAssertions assertions,
      TenantTransactions transactions,
      AuditTrail audit,
      InstantSource clock) {
    this.tokens = tokens;
    this.assertions = assertions;
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
  }

  /** A token with what it may do. */
  public record Granted(Tokens.IssuedClientToken token, Permissions scopes) {}

  /**
   * A token for the client with these scopes, or all of its own where none are named; empty where
   * it may not have them.
   */
  public Optional<Granted> grant(Client client, @Nullable Permissions wanted) {
    Permissions own = client.own().scopes();
    Permissions scopes = wanted == null ? own : wanted;
    if (scopes.isEmpty() || !own.allow(scopes)) {
      return Optional.empty();
    }
    Tokens.IssuedClientToken token =
        tokens.issue(
            new ClientGrant(
                client.tenant(), client.id(), scopes, client.own().life(), client.algorithm()));
    tell(
        AuditEvent.of(client.tenant(), AuditEventType.CLIENT_TOKEN_ISSUED)
            .on("client", client.id().text())
            .during(RequestContext.current().map(RequestContext::requestId).orElse(null))
            .with(Map.of("token", token.id().toString(), "scopes", scopes.wireNames()))
            .about(
                null,
                RequestContext.current()
                    .map(request -> Map.of("address", request.clientAddress()))
                    .orElse(Map.of())));
    return Optional.of(new Granted(token, scopes));
  }

  @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
  synchronized void write() {
    List<AuditEvent> events = new ArrayList<>();
    made.drainTo(events);
    if (events.isEmpty()) {
      return;
    }
    try {
      record(events);
    } catch (RuntimeException failure) {
      // What finds no room any more came when nothing could be told for long.
      events.removeIf(made::offer);
      if (!StoreUnavailable.isCauseOf(failure)) {
        throw failure;
      }
      LOG.warn("The telling of clients' tokens waits for the store; {} are lost.", events.size());
    }
  }

  @PreDestroy
  void writeLast() throws InterruptedException {
    var _ = Thread.startVirtualThread(this::write).join(LAST_WRITE_MAX);
  }

  @Scheduled(initialDelay = 7, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
  void purge() {
    int gone = transactions.acrossTenants(() -> assertions.purge(clock.instant()));
    LOG.debug("Forgot {} assertions of clients", gone);
  }

  private void tell(AuditEvent event) {
    if (!made.offer(event)) {
      record(List.of(event));
    }
  }

  private void record(List<AuditEvent> events) {
    Set<TenantId> tenants = events.stream().map(AuditEvent::tenant).collect(Collectors.toSet());
    transactions.in(
        tenants,
        () -> {
          audit.record(events);
          return Boolean.TRUE;
        });
  }
}
