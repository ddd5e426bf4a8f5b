package dev.countersign.server.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.api.LiveEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads server-sent events as a browser does, on a thread of its own: a stream that breaks off
 * without a word is taken up again from the last id.
 */
public final class EventSource implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Patience.LIMIT;

  private final Supplier<HttpResponse<InputStream>> again;
  private volatile HttpResponse<InputStream> response;
  private final BlockingQueue<LiveEvent> events = new LinkedBlockingQueue<>();
  private final Thread reader;
  private volatile String lastId;
  private volatile boolean closed;
  private final AtomicInteger breaks = new AtomicInteger();
  private volatile @Nullable String ending;

  private EventSource(
      int port, String path, String token, HttpResponse<InputStream> response, String lastId) {
    this.again = () -> patiently(port, path, token, this.lastId);
    this.response = response;
    this.lastId = lastId;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  /** Opens a stream, and waits until it says where it begins. */
  public static EventSource open(int port, String path, String token) {
    return open(port, path, token, "");
  }

  /** Goes on from a cursor; from the end where that is empty. */
  public static EventSource open(int port, String path, String token, String lastId) {
    HttpResponse<InputStream> response = ask(port, path, token, lastId);
    if (response.statusCode() == 429) {
      // Streams that were dropped a moment ago are found to be gone when somebody wants their
      // place.
      response = patiently(port, path, token, lastId);
    }
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
    EventSource source = new EventSource(port, path, token, response, lastId);
    await().atMost(PATIENCE).until(() -> !source.lastId.isEmpty());
    return source;
  }

  private static HttpResponse<InputStream> patiently(
      int port, String path, String token, String lastId) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> ask(port, path, token, lastId), answer -> answer.statusCode() != 429);
  }

  /** The answer as it comes, whatever it is. */
  public static HttpResponse<InputStream> ask(int port, String path, String token, String lastId) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + token);
    if (!lastId.isEmpty()) {
      request.header("Last-Event-ID", lastId);
    }
    try {
      return HTTP.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException failure) {
      throw new AssertionError("no answer", failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", stopped);
    }
  }

  /** Asks on a connection that is the caller's to read from, or not to, and to reset. */
  public static Socket dial(int port, String path, String token) throws IOException {
    Socket socket = new Socket("localhost", port);
    socket
        .getOutputStream()
        .write(
            ("GET "
                    + path
                    + " HTTP/1.1\r\nHost: localhost:"
                    + port
                    + "\r\nAccept: text/event-stream\r\nAuthorization: Bearer "
                    + token
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** The next event. */
  public LiveEvent next() throws InterruptedException {
    LiveEvent event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(event)
        .as("an event; the stream is %s", isOver() ? "over: " + ending : "open at " + lastId)
        .isNotNull();
    return event;
  }

  /** The next events of a type, all others passed over. */
  public LiveEvent next(String type) throws InterruptedException {
    LiveEvent event = next();
    while (!event.type().equals(type)) {
      event = next();
    }
    return event;
  }

  /** What has come and was not taken. */
  public List<LiveEvent> drained() {
    List<LiveEvent> all = new ArrayList<>();
    events.drainTo(all);
    return all;
  }

  /** Where to go on from. */
  public String lastId() {
    return lastId;
  }

  /** Why the service ended the stream; waits until it has. */
  public String ending() throws InterruptedException {
    assertThat(reader.join(PATIENCE)).as("the stream has ended").isTrue();
    return String.valueOf(ending);
  }

  /** How often the stream broke off without a word, and was taken up again. */
  public int breaks() {
    return breaks.get();
  }

  /** Whether nothing comes any more. */
  public boolean isOver() {
    return !reader.isAlive();
  }

  @Override
  public void close() {
    closed = true;
    try {
      response.body().close();
      reader.join();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    readOnce();
    while (!closed && ending == null) {
      breaks.incrementAndGet();
      response = again.get();
      if (response.statusCode() != 200) {
        return;
      }
      readOnce();
    }
  }

  private void readOnce() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String id = lastId;
      String name = "";
      String data = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          // Before the event: whoever has taken it goes on from behind it.
          lastId = id;
          dispatch(name, data);
          name = "";
          data = "";
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        }
      }
    } catch (IOException brokenOff) {
      // Read again, unless it was closed here.
    }
  }

  private void dispatch(String name, String data) {
    if (name.equals("end")) {
      ending = JSON.readTree(data).path("reason").asString();
    } else if (!data.isEmpty()) {
      events.add(JSON.readValue(data, LiveEvent.class));
    }
  }
}
