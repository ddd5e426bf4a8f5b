package dev.countersign.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A stand-in for the service, and what a command that asks it prints. */
abstract class CommandRun {
  static final String TOKENS =
      """
      {"access_token":"a","refresh_token":"r","token_type":"Bearer","expires_in":900,
       "user":{"id":"usr_1","email":"ada@example.org","role":"user","tenant_id":"ten_1",
       "created_at":"2026-01-01T00:00:00Z"}}\
      """;

  @TempDir Path directory;
  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();
  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<String> bodies = new CopyOnWriteArrayList<>();
  final List<String> tokens = new CopyOnWriteArrayList<>();
  HttpServer service;

  @BeforeEach
  void start() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/v1/auth/login", 200, TOKENS);
    answer("/v1/auth/logout", 204, "");
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  int signedIn(String... arguments) throws IOException {
    Path password = Files.writeString(directory.resolve("password"), "correct horse battery\n");
    List<String> all = new CopyOnWriteArrayList<>(arguments);
    all.addAll(
        List.of(
            "--server", url(), "-u", "ada@example.org", "--password-file", password.toString()));
    return run(all.toArray(String[]::new));
  }

  int run(String... arguments) {
    CommandLine line = Main.commandLine();
    return line.setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  String url() {
    return "http://127.0.0.1:" + service.getAddress().getPort();
  }

  void answer(String path, int status, String body) {
    service.createContext(
        path,
        exchange -> {
          try (exchange) {
            asked.add(exchange.getRequestURI().getPath());
            bodies.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            if (token != null) {
              tokens.add(token);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
  }
}
