package dev.countersign.client;

import java.net.URI;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Speaks to a Countersign service. Thread-safe; make one and share it, and close it when done.
 *
 * <p>Every call comes in two forms: one that waits, and one with {@code Async} in its name that
 * answers a future. Both fail with a {@link CountersignException}. Calls that are safe to repeat
 * are repeated a few times when the network breaks or the service is unavailable; a payment keeps
 * its idempotency key while it is.
 *
 * {@snippet :
 * try (CountersignClient client = CountersignClient.builder("http://localhost:8080").build()) {
 *   client.auth().login(LoginRequest.byEmail("ada@example.org", password));
 *   PaymentOutcome outcome =
 *       client.payments().pay(new PaymentRequest("grace@example.org", "50.00", "USD"));
 * }
 * }
 */
public final class CountersignClient implements AutoCloseable {
  private final ClientConfig config;
  private final Transport transport;
  private final Authentication auth;
  private final Payments payments;
  private final Administration admin;
  private final Roles roles;
  private final Elevations elevations;
  private final Mandates mandates;
  private final Countersigning countersigning;
  private final Schedules schedules;
  private final RequestsToPay requestsToPay;
  private final Tenants tenants;
  private final Events events;
  private final Books books;
  private final Health health;

  CountersignClient(ClientConfig config, TokenHolder tokens, Retries retries, Supplier<UUID> ids) {
    this.config = config;
    this.transport = new Transport(config, tokens, retries, ids);
    this.auth = new Authentication(transport, tokens, config);
    this.payments = new Payments(transport, ids, config);
    this.admin = new Administration(transport, config);
    this.roles = new Roles(transport, config);
    this.elevations = new Elevations(transport, config);
    this.mandates = new Mandates(transport, config);
    this.countersigning = new Countersigning(transport, config);
    this.schedules = new Schedules(transport, config);
    this.requestsToPay = new RequestsToPay(transport, config);
    this.tenants = new Tenants(transport, config);
    this.events = new Events(transport, config);
    this.books = new Books(transport, config);
    this.health = new Health(transport, config);
  }

  /** Begins a client for the service at this address, such as {@code http://localhost:8080}. */
  public static CountersignClientBuilder builder(String baseUri) {
    return builder(URI.create(baseUri));
  }

  /** Begins a client for the service at this address. */
  public static CountersignClientBuilder builder(URI baseUri) {
    return new CountersignClientBuilder(baseUri);
  }

  public ClientConfig config() {
    return config;
  }

  /** Registering, signing in and out. */
  public Authentication auth() {
    return auth;
  }

  /** Paying, and the caller's own accounts and history. */
  public Payments payments() {
    return payments;
  }

  /** What administrators do. */
  public Administration admin() {
    return admin;
  }

  /** The roles of the caller's tenant, and who has which. */
  public Roles roles() {
    return roles;
  }

  /** Roles for a while: to ask for one, and to decide on others' requests. */
  public Elevations elevations() {
    return elevations;
  }

  /** Letting others draw on one's account. */
  public Mandates mandates() {
    return mandates;
  }

  /** Payments that wait to be countersigned. */
  public Countersigning countersigning() {
    return countersigning;
  }

  /** Payments later, once or again and again. */
  public Schedules schedules() {
    return schedules;
  }

  /** Asking others to pay, and paying what one was asked for. */
  public RequestsToPay requestsToPay() {
    return requestsToPay;
  }

  /** The tenants of the installation, for its operator. */
  public Tenants tenants() {
    return tenants;
  }

  /** What happens, told while it happens. */
  public Events events() {
    return events;
  }

  /** Reports of the ledger, and accounts outside held against it. */
  public Books books() {
    return books;
  }

  /** Whether the service is up. */
  public Health health() {
    return health;
  }

  /** Waits for calls that are under way, then frees the connections. */
  @Override
  public void close() {
    transport.close();
  }

  @Override
  public String toString() {
    return "CountersignClient[" + config.baseUri() + "]";
  }
}
