package dev.countersign.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A server that answers what a test tells it to, and remembers what it was asked. */
final class StandIn implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Queue<Handler>> planned = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** One request as it came in. */
  record Asked(String method, String target, Map<String, List<String>> headers, String body) {
    @Nullable String header(String name) {
      List<String> values = headers.get(name);
      return values == null ? null : values.getFirst();
    }
  }

  /** Answers one request. */
  interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  StandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next request to a path gets this answer; the last planned one stays. */
  StandIn answer(String path, int status, String body, String... headers) {
    return answer(
        path,
        exchange -> {
          for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
          }
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
        });
  }

  StandIn answer(String path, Handler handler) {
    planned.computeIfAbsent(path, p -> new ArrayDeque<>()).add(handler);
    return this;
  }

  /** The next request to a path finds its connection closed. */
  StandIn breakConnection(String path) {
    return answer(path, HttpExchange::close);
  }

  StandIn problem(String path, int status, String code, String context, String... headers) {
    return answer(
        path,
        status,
        """
        {"type":"t","title":"t","status":%d,"detail":"What happened.","code":"%s",
         "request_id":"r","errors":[],"context":%s}\
        """
            .formatted(status, code, context),
        headers);
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      asked.add(
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              Map.copyOf(exchange.getRequestHeaders()),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      next(path).handle(exchange);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Handler next(String path) {
    Queue<Handler> queue = planned.get(path);
    if (queue == null) {
      return exchange -> exchange.sendResponseHeaders(404, -1);
    }
    synchronized (queue) {
      Handler head = queue.element();
      if (queue.size() > 1) {
        queue.remove();
      }
      return head;
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.close();
  }
}
