package dev.countersign.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The API with nothing in between: one call, one request, no retry, so that a fault run sees what a
 * caller would see.
 */
final class Api implements AutoCloseable {
  // Verifying a long log takes a while where others use the machine.
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);

  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final URI base;

  Api(URI base) {
    this.base = base;
  }

  /** An answer: its status and its body, an empty object where there is none. */
  record Answer(int status, JsonNode body) {
    String text(String field) {
      return body.path(field).asString("");
    }

    Answer expect(int wanted) {
      if (status != wanted) {
        throw new IllegalStateException("expected " + wanted + ", got " + status + ": " + body);
      }
      return this;
    }
  }

  Answer post(String path, String token, Map<String, String> headers, Object body)
      throws IOException {
    return send(
        "POST",
        path,
        token,
        headers,
        HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
  }

  Answer post(String path, Object body) throws IOException {
    return post(path, "", Map.of(), body);
  }

  Answer get(String path, String token) throws IOException {
    return send("GET", path, token, Map.of(), HttpRequest.BodyPublishers.noBody());
  }

  private Answer send(
      String method,
      String path,
      String token,
      Map<String, String> headers,
      HttpRequest.BodyPublisher body)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(LONGEST_ANSWER)
            .header("Content-Type", "application/json")
            .method(method, body);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    headers.forEach(request::header);
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(
          response.statusCode(), JSON.readTree(response.body().isEmpty() ? "{}" : response.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
