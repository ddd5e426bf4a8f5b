package dev.countersign.server.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.countersign.api.LiveEvent;
import dev.countersign.server.platform.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** A program on this machine that is told of events. */
final class Receiver implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int SECONDS = 20;

  private final HttpServer server;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final AtomicInteger status = new AtomicInteger(204);

  Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  /** What was received. */
  record Request(String id, Instant timestamp, String signature, String body) {
    LiveEvent event() {
      return JSON.readValue(body, LiveEvent.class);
    }

    boolean isSignedWith(String... secrets) {
      return signature.equals(
          Signature.of(
              List.of(secrets).stream().map(Secret::of).toList(),
              id,
              timestamp,
              body.getBytes(StandardCharsets.UTF_8)));
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/in";
  }

  /** Answers this from now on. */
  void answer(int code) {
    status.set(code);
  }

  Request next() throws InterruptedException {
    Request request = requests.poll(SECONDS, TimeUnit.SECONDS);
    assertThat(request).as("a delivery").isNotNull();
    return request;
  }

  List<Request> drained() {
    List<Request> all = new ArrayList<>();
    requests.drainTo(all);
    return all;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      int code = status.get();
      if (code == 302) {
        exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
      }
      exchange.sendResponseHeaders(code, -1);
      requests.add(
          new Request(
              exchange.getRequestHeaders().getFirst("webhook-id"),
              Instant.ofEpochSecond(
                  Long.parseLong(exchange.getRequestHeaders().getFirst("webhook-timestamp"))),
              exchange.getRequestHeaders().getFirst("webhook-signature"),
              body));
    }
  }
}
