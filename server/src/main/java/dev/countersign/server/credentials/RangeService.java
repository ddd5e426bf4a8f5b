package dev.countersign.server.credentials;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a range service by k-anonymity: five digits of the hash leave this machine, all hashes that
 * begin with them come back, and padding hides even how many there are. Answers are kept for a
 * while. After a failure it is not asked again for some seconds, so that a service that is away
 * does not keep every sign-in waiting.
 */
final class RangeService implements BreachSource {
  private static final Logger LOG = LoggerFactory.getLogger(RangeService.class);
  private static final int PREFIX = 5;
  // The largest ranges of the published list are a tenth of this.
  private static final int ANSWER_BYTES_MAX = 1024 * 1024;
  private static final int PREFIXES_MAX = 256;

  private final HttpClient http;
  private final URI base;
  private final Duration timeout;
  private final Duration pause;
  private final Ticker ticker;
  private final Cache<String, String> ranges;
  private final AtomicLong pausedUntil;

  /**
   * @param base where ranges are: the prefix is appended to it
   * @param timeout for a whole answer
   * @param keep how long an answer is good for
   * @param pause how long it is left alone after it failed
   */
  RangeService(URI base, Duration timeout, Duration keep, Duration pause, Ticker ticker) {
    this.base = base;
    this.timeout = timeout;
    this.pause = pause;
    this.ticker = ticker;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.ranges =
        Caffeine.newBuilder()
            .maximumSize(PREFIXES_MAX)
            .expireAfterWrite(keep)
            .ticker(ticker)
            .build();
    this.pausedUntil = new AtomicLong(ticker.read());
  }

  @Override
  public Answer ask(String sha1) {
    String prefix = sha1.substring(0, PREFIX);
    String suffix = sha1.substring(PREFIX);
    String known = ranges.getIfPresent(prefix);
    if (known == null) {
      Optional<String> fetched = fetch(prefix);
      if (fetched.isEmpty()) {
        return Answer.UNKNOWN;
      }
      known = fetched.get();
      ranges.put(prefix, known);
    }
    return isListed(known, suffix) ? Answer.LISTED : Answer.NOT_LISTED;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  // Padding has a count of zero.
  private static boolean isListed(String range, String suffix) {
    return range
        .lines()
        .map(line -> line.strip().toUpperCase(Locale.ROOT))
        .anyMatch(line -> line.startsWith(suffix + ":") && !line.endsWith(":0"));
  }

  private Optional<String> fetch(String prefix) {
    if (ticker.read() - pausedUntil.get() < 0) {
      return Optional.empty();
    }
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(prefix))
            .timeout(timeout)
            .header("Add-Padding", "true")
            .header("User-Agent", "Countersign")
            .build();
    CompletableFuture<HttpResponse<byte[]>> asked =
        http.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
    try {
      // The request's own time is over when the head of the answer is there.
      HttpResponse<byte[]> answer = asked.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (answer.statusCode() == 200) {
        return Optional.of(new String(answer.body(), StandardCharsets.US_ASCII));
      }
      LOG.warn("The range service of breached passwords answered {}.", answer.statusCode());
    } catch (ExecutionException | TimeoutException failed) {
      asked.cancel(true);
      LOG.warn("The range service of breached passwords cannot be asked: {}", failed.toString());
    } catch (InterruptedException stopped) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
    }
    pausedUntil.set(ticker.read() + pause.toNanos());
    return Optional.empty();
  }
}
