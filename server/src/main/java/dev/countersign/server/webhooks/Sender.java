package dev.countersign.server.webhooks;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Makes the requests. It follows no redirect, keeps no cookie, knows no proxy, reads little of an
 * answer and waits for a while only, however slowly the answer drips in; and it looks names up by
 * {@link PublicAddresses} alone. Thread-safe.
 */
final class Sender implements AutoCloseable {
  private static final int ANSWER_MAX = 4_096;
  private static final int OK = 200;
  private static final int REDIRECTION = 300;
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

  private final CloseableHttpClient http;
  private final ScheduledExecutorService deadlines;
  private final Duration timeout;

  /**
   * Opens nothing yet.
   *
   * @param timeout for everything: a free connection, the look-up, the answer
   * @param connections how many are open at once, used and idle together
   * @param perHost how many of them to one host and port
   */
  Sender(PublicAddresses addresses, Duration timeout, int connections, int perHost) {
    this.timeout = timeout;
    Timeout each = Timeout.of(timeout);
    this.http =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(addresses)
                    .setMaxConnTotal(connections)
                    .setMaxConnPerRoute(perHost)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(each)
                            .setSocketTimeout(each)
                            // A name may come to mean another address.
                            .setTimeToLive(TimeValue.ofMinutes(1))
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(each)
                    .setResponseTimeout(each)
                    .setRedirectsEnabled(false)
                    .setAuthenticationEnabled(false)
                    .build())
            .setUserAgent("Countersign-Webhooks")
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .disableAutomaticRetries()
            .build();
    this.deadlines =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("webhook-deadlines").factory());
  }

  /**
   * What came of a request.
   *
   * @param status what the receiver answered; null where it did not
   * @param failure what went wrong, in a word of ours; null for a success
   * @param retryAfter how long the receiver asked to be left alone
   */
  record Result(@Nullable Integer status, @Nullable String failure, @Nullable Duration retryAfter) {
    private static Result failed(String failure) {
      return new Result(null, failure, null);
    }

    boolean isSuccess() {
      return failure == null;
    }
  }

  Result send(URI url, Map<String, String> headers, byte[] body) {
    HttpPost request = new HttpPost(url);
    headers.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    ScheduledFuture<?> deadline =
        deadlines.schedule(request::cancel, timeout.toMillis(), TimeUnit.MILLISECONDS);
    try (ClassicHttpResponse response = http.executeOpen(null, request, null)) {
      return result(response);
    } catch (PublicAddresses.NotPublicException refused) {
      return Result.failed("address_not_allowed");
    } catch (UnknownHostException unknown) {
      return Result.failed("unknown_host");
    } catch (SSLException untrusted) {
      return Result.failed("tls");
    } catch (IOException failure) {
      return Result.failed(request.isCancelled() ? "timeout" : reason(failure));
    } catch (IllegalStateException released) {
      // How the client says that a request was cancelled while it was given a connection.
      if (!request.isCancelled()) {
        throw released;
      }
      return Result.failed("timeout");
    } finally {
      deadline.cancel(false);
    }
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    http.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
  }

  private static Result result(ClassicHttpResponse response) throws IOException {
    int status = response.getCode();
    boolean taken = status >= OK && status < REDIRECTION;
    if (response.getEntity() != null) {
      // A connection whose answer was read to its end can be used again; one with more is closed.
      try (InputStream answer = response.getEntity().getContent()) {
        boolean whole = answer.readNBytes(ANSWER_MAX).length < ANSWER_MAX;
        if (!whole) {
          response.close();
        }
      }
    }
    return new Result(status, taken ? null : "refused", taken ? null : retryAfter(response));
  }

  private static @Nullable Duration retryAfter(ClassicHttpResponse response) {
    return Optional.ofNullable(response.getFirstHeader("Retry-After"))
        .map(Header::getValue)
        .map(String::strip)
        .filter(value -> SECONDS.matcher(value).matches())
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .orElse(null);
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      // Of a connection, of an answer, or of waiting for a free connection.
      case InterruptedIOException _ -> "timeout";
      case java.net.ConnectException _ -> "no_connection";
      default -> "connection_lost";
    };
  }
}
