package dev.countersign.client;

import dev.countersign.api.TokenAnswer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Builds a {@link CountersignClient}. Not thread-safe; the client is. */
public final class CountersignClientBuilder {
  private final URI baseUri;
  private Duration connectTimeout;
  private Duration timeout;
  private Duration batchTimeout;
  private int connectionsMax;
  private int attemptsMax;
  private Duration backOff;
  private Duration backOffMax;
  private @Nullable TokenAnswer tokens;
  private @Nullable String accessToken;
  private Clock clock = Clock.systemUTC();
  private RandomGenerator random = RandomGenerator.getDefault();
  private Supplier<UUID> ids = UUID::randomUUID;

  CountersignClientBuilder(URI baseUri) {
    ClientConfig defaults = ClientConfig.defaults(baseUri);
    this.baseUri = baseUri;
    this.connectTimeout = defaults.connectTimeout();
    this.timeout = defaults.timeout();
    this.batchTimeout = defaults.batchTimeout();
    this.connectionsMax = defaults.connectionsMax();
    this.attemptsMax = defaults.attemptsMax();
    this.backOff = defaults.backOff();
    this.backOffMax = defaults.backOffMax();
  }

  /** How long to wait for a connection; 5 seconds by default. */
  public CountersignClientBuilder connectTimeout(Duration value) {
    this.connectTimeout = value;
    return this;
  }

  /** How long to wait for an answer; 30 seconds by default. */
  public CountersignClientBuilder timeout(Duration value) {
    this.timeout = value;
    return this;
  }

  /** How long to wait for a batch or a recomputed audit log; 5 minutes by default. */
  public CountersignClientBuilder batchTimeout(Duration value) {
    this.batchTimeout = value;
    return this;
  }

  /**
   * How many calls are under way at once, each on a connection of its own; 10 by default. The
   * others wait in line. Streams of events are not counted.
   */
  public CountersignClientBuilder connectionsMax(int value) {
    this.connectionsMax = value;
    return this;
  }

  /** How often a call that is safe to repeat is sent in all; 3 by default, 1 for never again. */
  public CountersignClientBuilder attemptsMax(int value) {
    this.attemptsMax = value;
    return this;
  }

  /** The wait before the first repeat and the longest one; 100 ms and 5 seconds by default. */
  public CountersignClientBuilder backOff(Duration first, Duration longest) {
    this.backOff = first;
    this.backOffMax = longest;
    return this;
  }

  /** Goes on with a sign-in made elsewhere; tokens are renewed when they expire. */
  public CountersignClientBuilder tokens(TokenAnswer value) {
    this.tokens = value;
    return this;
  }

  /** Calls with this access token until it expires; it can't be renewed. */
  public CountersignClientBuilder accessToken(String value) {
    this.accessToken = value;
    return this;
  }

  /** What time it is; the system's clock by default. */
  public CountersignClientBuilder clock(Clock value) {
    this.clock = value;
    return this;
  }

  /** Where jitter comes from. */
  public CountersignClientBuilder random(RandomGenerator value) {
    this.random = value;
    return this;
  }

  /** Where request ids and idempotency keys come from; random UUIDs by default. */
  public CountersignClientBuilder ids(Supplier<UUID> value) {
    this.ids = value;
    return this;
  }

  public CountersignClient build() {
    ClientConfig config =
        new ClientConfig(
            baseUri,
            connectTimeout,
            timeout,
            batchTimeout,
            connectionsMax,
            attemptsMax,
            backOff,
            backOffMax);
    TokenHolder holder = new TokenHolder(clock);
    if (tokens != null) {
      holder.hold(tokens);
    } else if (accessToken != null) {
      holder.hold(accessToken);
    }
    return new CountersignClient(config, holder, new Retries(config, random), ids);
  }
}
