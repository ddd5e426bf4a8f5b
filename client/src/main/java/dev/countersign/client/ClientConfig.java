package dev.countersign.client;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * How a client behaves; it never changes.
 *
 * @param baseUri where the service is; over plain HTTP only on this machine
 * @param connectTimeout how long to wait for a connection
 * @param timeout how long to wait for an answer
 * @param batchTimeout the same for batches and for recomputing the audit log
 * @param connectionsMax how many calls are under way at once; the others wait in line
 * @param attemptsMax how often a call that is safe to repeat is sent, the first time included
 * @param backOff how long to wait before the first repeat; doubles with each
 * @param backOffMax the longest wait before a repeat
 */
public record ClientConfig(
    URI baseUri,
    Duration connectTimeout,
    Duration timeout,
    Duration batchTimeout,
    int connectionsMax,
    int attemptsMax,
    Duration backOff,
    Duration backOffMax) {
  public ClientConfig {
    requireAddress(baseUri);
    requirePositive("connectTimeout", connectTimeout);
    requirePositive("timeout", timeout);
    requirePositive("batchTimeout", batchTimeout);
    requirePositive("backOff", backOff);
    requirePositive("backOffMax", backOffMax);
    if (connectionsMax < 1) {
      throw new IllegalArgumentException("connectionsMax is at least 1, not " + connectionsMax);
    }
    if (attemptsMax < 1) {
      throw new IllegalArgumentException("attemptsMax is at least 1, not " + attemptsMax);
    }
  }

  static ClientConfig defaults(URI baseUri) {
    return new ClientConfig(
        baseUri,
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        10,
        3,
        Duration.ofMillis(100),
        Duration.ofSeconds(5));
  }

  private static void requireAddress(URI uri) {
    String scheme = uri.getScheme();
    if (uri.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException("a base address is http(s)://host[:port]");
    }
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("a base address has no user, query or fragment");
    }
    if ("http".equals(scheme) && !isLoopback(uri.getHost())) {
      throw new IllegalArgumentException(
          "tokens and passwords go over https; plain http is for this machine only: "
              + uri.getHost());
    }
  }

  private static boolean isLoopback(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      // Only literal addresses: a name that resolves to loopback today may not tomorrow.
      return (host.startsWith("[") || host.matches("[0-9.]+"))
          && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static void requirePositive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(name + " is above zero, not " + value);
    }
  }
}
