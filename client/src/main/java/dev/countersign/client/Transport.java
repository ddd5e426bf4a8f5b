package dev.countersign.client;

import dev.countersign.api.RefreshRequest;
import dev.countersign.api.TokenAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends calls: puts on the token, renews it where it was refused, repeats what may be repeated. */
final class Transport implements AutoCloseable {
  private final ClientConfig config;
  private final TokenHolder tokens;
  private final Retries retries;
  private final Supplier<UUID> ids;
  private final Line line;
  private final HttpClient http;

  Transport(ClientConfig config, TokenHolder tokens, Retries retries, Supplier<UUID> ids) {
    this.config = config;
    this.tokens = tokens;
    this.retries = retries;
    this.ids = ids;
    this.line = new Line(config.connectionsMax());
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.connectTimeout())
            // A redirect would carry the token to wherever it points.
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  <T> CompletableFuture<Reply<T>> send(Call<T> call) {
    return attempt(call, ids.get().toString(), 1);
  }

  /** Opens a stream of server-sent events; once it is open, its reader sees to the rest. */
  CompletableFuture<InputStream> stream(String path) {
    String requestId = ids.get().toString();
    return tokens
        .current(this::refresh)
        .thenCompose(token ->
            open(path, requestId, token.orElse(null))
                .exceptionallyCompose(thrown -> {
                  Throwable failure = Waiting.unwrapped(thrown);
                  return token.isEmpty() || !(failure instanceof AuthenticationException)
                      ? CompletableFuture.failedFuture(failure)
                      : tokens
                          .insteadOf(token.get(), this::refresh)
                          .thenCompose(renewed ->
                              renewed.isEmpty()
                                  ? CompletableFuture.failedFuture(failure)
                                  : open(path, requestId, renewed.get()));
                }));
  }

  private CompletableFuture<InputStream> open(
      String path, String requestId, @Nullable String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(path))
            .timeout(config.timeout())
            .header("Accept", "text/event-stream")
            .header("X-Request-ID", requestId);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.sendAsync(request.build(), BodyHandlers.ofInputStream())
        .handle((response, thrown) -> {
          if (thrown != null) {
            throw unanswered(Waiting.unwrapped(thrown), requestId, config.timeout());
          }
          return opened(response, requestId);
        });
  }

  private InputStream opened(HttpResponse<InputStream> response, String requestId) {
    if (response.statusCode() == 200) {
      return response.body();
    }
    try (InputStream body = response.body()) {
      throw Answers.refusal(
          response.statusCode(), response.headers(), body.readAllBytes(), requestId);
    } catch (IOException e) {
      throw unanswered(e, requestId, config.timeout());
    }
  }

  private <T> CompletableFuture<Reply<T>> attempt(Call<T> call, String requestId, int attempts) {
    CompletableFuture<Reply<T>> sent =
        call.authenticated() ? signed(call, requestId) : exchange(call, requestId, null);
    return sent.exceptionallyCompose(thrown -> {
      Throwable failure = Waiting.unwrapped(thrown);
      return retries
          .waitAfter(call, attempts, failure)
          .map(wait -> later(wait).thenCompose(v -> attempt(call, requestId, attempts + 1)))
          .orElseGet(() -> CompletableFuture.failedFuture(failure));
    });
  }

  private <T> CompletableFuture<Reply<T>> signed(Call<T> call, String requestId) {
    return tokens
        .current(this::refresh)
        .thenCompose(token ->
            exchange(call, requestId, token.orElse(null))
                .exceptionallyCompose(thrown ->
                    withNewToken(call, requestId, token.orElse(null), Waiting.unwrapped(thrown))));
  }

  /**
   * A token may have been refused because another client renewed or the clocks differ: once more.
   */
  private <T> CompletableFuture<Reply<T>> withNewToken(
      Call<T> call, String requestId, @Nullable String token, Throwable failure) {
    if (token == null || !(failure instanceof AuthenticationException)) {
      return CompletableFuture.failedFuture(failure);
    }
    return tokens
        .insteadOf(token, this::refresh)
        .thenCompose(renewed ->
            renewed.isEmpty()
                ? CompletableFuture.failedFuture(failure)
                : exchange(call, requestId, renewed.get()));
  }

  CompletableFuture<TokenAnswer> refresh(String refreshToken) {
    Call<TokenAnswer> call =
        Call.post(
                "/v1/auth/refresh",
                new RefreshRequest(refreshToken),
                TokenAnswer.class,
                config.timeout())
            .anonymous();
    return exchange(call, ids.get().toString(), null).thenApply(Reply::value);
  }

  private <T> CompletableFuture<Reply<T>> exchange(
      Call<T> call, String requestId, @Nullable String token) {
    return line.join(
            () -> http.sendAsync(request(call, requestId, token), BodyHandlers.ofByteArray()))
        .handle((response, thrown) -> {
          if (thrown != null) {
            throw unanswered(Waiting.unwrapped(thrown), requestId, call.timeout());
          }
          return Answers.read(call, response, requestId);
        });
  }

  private HttpRequest request(Call<?> call, String requestId, @Nullable String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(call.path()))
            .timeout(call.timeout())
            .header("Accept", "application/json")
            .header("X-Request-ID", requestId);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (call.idempotencyKey() != null) {
      request.header("Idempotency-Key", call.idempotencyKey());
    }
    if (call.body() == null) {
      return request.method(call.method(), BodyPublishers.noBody()).build();
    }
    boolean file = call.body() instanceof byte[];
    byte[] body = call.body() instanceof byte[] bytes ? bytes : Json.write(call.body());
    return request
        .header("Content-Type", file ? "application/octet-stream" : "application/json")
        .method(call.method(), BodyPublishers.ofByteArray(body))
        .build();
  }

  private URI address(String path) {
    String base = config.baseUri().toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }

  private static RuntimeException unanswered(Throwable thrown, String requestId, Duration timeout) {
    return switch (thrown) {
      // The request never left: as good as a broken network.
      case HttpConnectTimeoutException e ->
          new NetworkException(
              Failure.withoutAnswer(
                  "network_error", requestId, "The service cannot be reached", e));
      case HttpTimeoutException e ->
          new TimeoutException(
              Failure.withoutAnswer(
                  "timeout", requestId, "No answer within " + timeout.toSeconds() + " s", e));
      case IOException e ->
          new NetworkException(
              Failure.withoutAnswer(
                  "network_error", requestId, "The service cannot be reached", e));
      case RuntimeException e -> e;
      default -> new IllegalStateException("the HTTP client failed", thrown);
    };
  }

  private static CompletableFuture<Void> later(Duration wait) {
    Executor delayed = CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS);
    return CompletableFuture.runAsync(() -> {}, delayed);
  }

  /** Lets the calls that are under way come to their end; those in line fail. */
  @Override
  public void close() {
    line.close();
    http.close();
  }
}
