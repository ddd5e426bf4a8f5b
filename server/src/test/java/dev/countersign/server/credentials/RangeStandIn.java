package dev.countersign.server.credentials;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A range service of breached passwords, as the published one answers. */
final class RangeStandIn implements AutoCloseable {
  private static final String PADDING = "0000000000000000000000000000000000A:0";

  private final HttpServer server;
  private final Map<String, Long> counts = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile int status = 200;

  RangeStandIn() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/range/", this::answer);
    server.start();
  }

  static String sha1(String password) {
    try {
      return HexFormat.of()
          .withUpperCase()
          .formatHex(
              MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/range/");
  }

  /** From now on a password is known from so many breaches. */
  void list(String password, long count) {
    counts.put(sha1(password), count);
  }

  /** From now on it answers this status. */
  void answerWith(int newStatus) {
    status = newStatus;
  }

  /** What was asked for: path and padding. */
  List<String> asked() {
    return asked;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String prefix = path.substring("/range/".length());
      asked.add(prefix + " " + exchange.getRequestHeaders().getFirst("Add-Padding"));
      StringBuilder lines = new StringBuilder(PADDING).append("\r\n");
      counts.forEach((hash, count) -> {
        if (hash.startsWith(prefix)) {
          lines.append(hash.substring(prefix.length())).append(':').append(count).append("\r\n");
        }
      });
      byte[] body = lines.toString().getBytes(StandardCharsets.US_ASCII);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
