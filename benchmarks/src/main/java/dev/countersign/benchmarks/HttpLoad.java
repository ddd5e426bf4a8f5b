package dev.countersign.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Keep-alive connections that each send a request, read its answer and send the next: a closed load
 * with as little of its own cost as plain sockets allow, for the load shares the machine with what
 * it measures.
 */
final class HttpLoad {
  private static final int LATENCIES_MAX = 4_000_000;

  /** Requests per connection, fewer than a server serves before it closes one. */
  static final int KEPT = 5_000;

  private HttpLoad() {}

  /**
   * What a run counted.
   *
   * @param statuses how many answers bore each status
   */
  record Figures(
      Duration elapsed,
      Map<Integer, Long> statuses,
      double p50Millis,
      double p95Millis,
      double p99Millis) {
    long count(int status) {
      return statuses.getOrDefault(status, 0L);
    }

    double perSecond(int status) {
      return count(status) / (elapsed.toNanos() / 1e9);
    }
  }

  /** One request, ready to send. */
  static byte[] request(
      String method, URI base, String path, Map<String, String> headers, String body) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder(256);
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: ");
    head.append(base.getAuthority()).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (!body.isEmpty() && !headers.containsKey("Content-Type")) {
      head.append("Content-Type: application/json\r\n");
    }
    head.append("Content-Length: ").append(content.length).append("\r\n\r\n");
    byte[] start = head.toString().getBytes(StandardCharsets.US_ASCII);
    byte[] whole = Arrays.copyOf(start, start.length + content.length);
    System.arraycopy(content, 0, whole, start.length, content.length);
    return whole;
  }

  /** Runs connections for a time; each asks its own supplier for its next request. */
  static Figures run(
      URI base, int connections, Duration time, IntFunction<Supplier<byte[]>> requests) {
    ConcurrentSkipListMap<Integer, AtomicLong> statuses = new ConcurrentSkipListMap<>();
    long[] nanos = new long[LATENCIES_MAX];
    AtomicLong answered = new AtomicLong();
    long begun = System.nanoTime();
    long end = begun + time.toNanos();
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      for (int index = 0; index < connections; index++) {
        Supplier<byte[]> next = requests.apply(index);
        threads.execute(() -> {
          while (System.nanoTime() < end) {
            try (Socket socket = new Socket(base.getHost(), base.getPort())) {
              socket.setTcpNoDelay(true);
              InputStream in = new BufferedInputStream(socket.getInputStream(), 8192);
              OutputStream out = socket.getOutputStream();
              for (int sentHere = 0; sentHere < KEPT && System.nanoTime() < end; sentHere++) {
                byte[] request = next.get();
                long sent = System.nanoTime();
                out.write(request);
                int status = readAnswer(in);
                long at = answered.getAndIncrement();
                if (at < LATENCIES_MAX) {
                  nanos[(int) at] = System.nanoTime() - sent;
                }
                statuses.computeIfAbsent(status, unseen -> new AtomicLong()).incrementAndGet();
              }
            } catch (IOException e) {
              statuses.computeIfAbsent(-1, unseen -> new AtomicLong()).incrementAndGet();
              return;
            }
          }
        });
      }
    }
    Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
    long[] sorted = Arrays.copyOf(nanos, (int) Math.min(answered.get(), LATENCIES_MAX));
    Arrays.sort(sorted);
    Map<Integer, Long> counts = new TreeMap<>();
    statuses.forEach((status, count) -> counts.put(status, count.get()));
    return new Figures(
        elapsed, counts, millisAt(sorted, 0.50), millisAt(sorted, 0.95), millisAt(sorted, 0.99));
  }

  /** Sends one request in a connection of its own; answers its status. */
  static int once(URI base, byte[] request) throws IOException {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setTcpNoDelay(true);
      socket.getOutputStream().write(request);
      return readAnswer(new BufferedInputStream(socket.getInputStream(), 8192));
    }
  }

  /** Sends requests one after the other in one connection; the milliseconds that each took. */
  static double[] times(URI base, List<byte[]> requests, int wanted) throws IOException {
    double[] millis = new double[requests.size()];
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 8192);
      OutputStream out = socket.getOutputStream();
      for (int at = 0; at < millis.length; at++) {
        long sent = System.nanoTime();
        out.write(requests.get(at));
        int status = readAnswer(in);
        millis[at] = (System.nanoTime() - sent) / 1e6;
        if (status != wanted) {
          throw new IllegalStateException("expected " + wanted + ", got " + status);
        }
      }
    }
    return millis;
  }

  private static double millisAt(long[] sortedNanos, double quantile) {
    return sortedNanos.length == 0
        ? 0
        : sortedNanos[(int) Math.min(sortedNanos.length - 1, sortedNanos.length * quantile)] / 1e6;
  }

  /** Reads one answer to its end; its status. */
  static int readAnswer(InputStream in) throws IOException {
    String statusLine = readLine(in);
    int status = Integer.parseInt(statusLine.substring(9, 12));
    long length = 0;
    boolean chunked = false;
    for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(15).trim());
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = lower.contains("chunked");
      }
    }
    if (chunked) {
      for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
        in.skipNBytes(size + 2L);
      }
      readLine(in);
    } else {
      in.skipNBytes(length);
    }
    return status;
  }

  private static int chunkSize(InputStream in) throws IOException {
    return Integer.parseInt(readLine(in).trim(), 16);
  }

  private static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int at = in.read(); at != '\n'; at = in.read()) {
      if (at < 0) {
        throw new IOException("the connection ended within an answer");
      }
      if (at != '\r') {
        line.append((char) at);
      }
    }
    return line.toString();
  }
}
