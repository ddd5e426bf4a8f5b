package dev.countersign.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testsupport.openapi.Exchange;
import dev.countersign.testsupport.openapi.OpenApiValidator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Talks to a running service as any client does, and holds each answer against the service's own
 * OpenAPI document: one that is not documented fails the test.
 */
public final class ApiClient {
  private static final Duration PATIENCE = Patience.LIMIT;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http;
  private final URI base;
  private final @Nullable OpenApiValidator validator;
  private final Map<String, String> headers;

  private ApiClient(
      HttpClient http,
      URI base,
      @Nullable OpenApiValidator validator,
      Map<String, String> headers) {
    this.http = http;
    this.base = base;
    this.validator = validator;
    this.headers = headers;
  }

  /** A client of the service on a port of this machine. */
  public static ApiClient of(int port) {
    String document = unchecked(port).get("/docs/openapi.json").expect(200).text();
    return new ApiClient(HTTP, base(port), OpenApiValidator.of(document), Map.of());
  }

  /** A client that holds answers against nothing, for what the document does not cover. */
  public static ApiClient unchecked(int port) {
    return new ApiClient(HTTP, base(port), null, Map.of());
  }

  /** The same client by another name of this machine. */
  public static ApiClient ofHost(String host, ApiClient other) {
    return new ApiClient(
        other.http,
        URI.create("http://" + host + ":" + other.base.getPort()),
        other.validator,
        other.headers);
  }

  /** The same client with one header more on each request. */
  public ApiClient with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new ApiClient(http, base, validator, Map.copyOf(more));
  }

  /** The same client as the holder of an access token. */
  public ApiClient withToken(String accessToken) {
    return with("Authorization", "Bearer " + accessToken);
  }

  /** The access token it holds. */
  public String bearer() {
    return headers.getOrDefault("Authorization", "").replaceFirst("^Bearer ", "");
  }

  public Answer get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  public Answer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  /** Sends text as it stands, or any other value as JSON. */
  public Answer post(String path, Object body) {
    return send("POST", path, json(body));
  }

  public Answer post(String path) {
    return send("POST", path, BodyPublishers.noBody());
  }

  public Answer put(String path, Object body) {
    return send("PUT", path, json(body));
  }

  /** Any other method and body. */
  public Answer send(String method, String path, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path)).method(method, body).timeout(PATIENCE);
    if (body.contentLength() != 0 && !headers.containsKey("Content-Type")) {
      request.setHeader("Content-Type", "application/json");
    }
    headers.forEach(request::setHeader);
    HttpResponse<byte[]> response = send(http, request.build());
    if (validator != null) {
      assertThat(validator.faults(exchange(method, path, response))).isEmpty();
    }
    return new Answer(response);
  }

  private Exchange exchange(String method, String path, HttpResponse<byte[]> response) {
    return new Exchange(
        method,
        base.resolve(path).getRawPath(),
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(""),
        new String(response.body(), StandardCharsets.UTF_8));
  }

  private static URI base(int port) {
    return URI.create("http://localhost:" + port);
  }

  private static BodyPublisher json(Object body) {
    return BodyPublishers.ofString(
        body instanceof String text ? text : JSON.writeValueAsString(body));
  }

  private static HttpResponse<byte[]> send(HttpClient http, HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException failure) {
      throw new AssertionError("no answer to " + request, failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted during " + request, stopped);
    }
  }

  /** What the service said. */
  public record Answer(HttpResponse<byte[]> response) {
    public int status() {
      return response.statusCode();
    }

    public Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    public String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    public JsonNode json() {
      return JSON.readTree(response.body());
    }

    /** The body as a record of the API. */
    public <T> T as(Class<T> type) {
      return JSON.readValue(response.body(), type);
    }

    /** The stable code of a problem. */
    public String code() {
      return json().path("code").asString();
    }

    /** Fails, with the body, unless the status is this. */
    public Answer expect(int status) {
      assertThat(status()).as("%s: %s", response.request().uri(), text()).isEqualTo(status);
      return this;
    }
  }
}
