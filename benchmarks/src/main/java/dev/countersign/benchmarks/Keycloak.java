package dev.countersign.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keycloak as its distribution starts it in production, on a database of the server that the
 * service uses, with a realm for the comparison. Its passwords are Argon2id at its own defaults: 7
 * MiB, five passes, one lane.
 */
final class Keycloak implements AutoCloseable {
  static final String SECRET = "kM3-comparison-secret-9fQ2";
  static final String PASSWORD = "load-run violet staple harbour";
  private static final String ADMIN = "admin";

  /** Only a client that a token is meant for may introspect it. */
  private static final Map<String, Object> AUDIENCE =
      Map.of(
          "name", "audience",
          "protocol", "openid-connect",
          "protocolMapper", "oidc-audience-mapper",
          "config", Map.of("included.client.audience", "api", "access.token.claim", "true"));

  private static final Duration READY_WITHIN = Duration.ofMinutes(4);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Process process;
  private final URI base;
  private final HttpClient http = HttpClient.newHttpClient();

  private Keycloak(Process process, URI base) {
    this.process = process;
    this.base = base;
  }

  /** Where its database is. */
  record Database(String url, String user, String password) {}

  static Keycloak start(Path folder, Database database, int port) {
    List<String> options =
        List.of(
            "--db=postgres",
            "--db-url=" + database.url(),
            "--db-username=" + database.user(),
            "--db-password=" + database.password(),
            "--db-pool-max-size=16",
            "--http-enabled=true",
            "--http-host=127.0.0.1",
            "--http-port=" + port,
            "--hostname-strict=false",
            "--cache=local",
            "--log-level=WARN");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
              Stream.concat(
                      Stream.of(folder.resolve("bin").resolve("kc.sh").toString(), "start"),
                      options.stream())
                  .toList());
      builder
          .environment()
          .putAll(
              Map.of(
                  "JAVA_HOME",
                  System.getProperty("java.home"),
                  "JAVA_OPTS_KC_HEAP",
                  "-Xms64m -Xmx768m",
                  "KC_BOOTSTRAP_ADMIN_USERNAME",
                  ADMIN,
                  "KC_BOOTSTRAP_ADMIN_PASSWORD",
                  PASSWORD));
      builder.redirectErrorStream(true);
      builder.redirectOutput(folder.resolve("peer.log").toFile());
      Keycloak keycloak = new Keycloak(builder.start(), URI.create("http://127.0.0.1:" + port));
      keycloak.awaitReady();
      return keycloak;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI base() {
    return base;
  }

  /** CPU time used so far by it and what it started. */
  Duration cpu() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** A realm with people, a public client to sign in through, and one that introspects. */
  void open(int people) {
    String admin =
        form(
                "/realms/master/protocol/openid-connect/token",
                Map.of(
                    "grant_type",
                    "password",
                    "client_id",
                    "admin-cli",
                    "username",
                    ADMIN,
                    "password",
                    PASSWORD))
            .path("access_token")
            .asString();
    create(
        "/admin/realms",
        admin,
        Map.of(
            "realm", "bench", "enabled", true, "accessTokenLifespan", 3600, "sslRequired", "none"));
    create(
        "/admin/realms/bench/clients",
        admin,
        Map.of(
            "clientId",
            "app",
            "publicClient",
            true,
            "directAccessGrantsEnabled",
            true,
            "protocolMappers",
            List.of(AUDIENCE)));
    create(
        "/admin/realms/bench/clients",
        admin,
        Map.of(
            "clientId",
            "api",
            "publicClient",
            false,
            "secret",
            SECRET,
            "serviceAccountsEnabled",
            true));
    for (int person = 0; person < people; person++) {
      create(
          "/admin/realms/bench/users",
          admin,
          Map.of(
              "username",
              "person" + person,
              "email",
              "person" + person + "@example.com",
              "firstName",
              "Person",
              "lastName",
              "Number" + person,
              "emailVerified",
              true,
              "enabled",
              true,
              "credentials",
              List.of(Map.of("type", "password", "value", PASSWORD, "temporary", false))));
    }
  }

  /** What a sign-in of somebody sends. */
  static String signIn(int person) {
    return encoded(
        Map.of(
            "grant_type", "password",
            "client_id", "app",
            "scope", "openid",
            "username", "person" + person,
            "password", PASSWORD));
  }

  String token(int person) {
    return JSON.readTree(
            send("/realms/bench/protocol/openid-connect/token", Map.of(), signIn(person)))
        .path("access_token")
        .asString();
  }

  private JsonNode form(String path, Map<String, String> fields) {
    return JSON.readTree(send(path, Map.of(), encoded(fields)));
  }

  private void create(String path, String token, Map<String, ?> body) {
    send(
        path,
        Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json"),
        JSON.writeValueAsString(body));
  }

  private String send(String path, Map<String, String> headers, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .header(
                "Content-Type",
                headers.getOrDefault("Content-Type", "application/x-www-form-urlencoded"))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::setHeader);
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field ->
            field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    HttpRequest ready = HttpRequest.newBuilder(base.resolve("/realms/master")).build();
    while (System.nanoTime() < deadline && process.isAlive()) {
      try {
        if (http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        // It listens last.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while Keycloak started", e);
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
    close();
    throw new IllegalStateException("Keycloak did not start; see peer.log in its folder");
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
