package dev.countersign.server.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.api.LiveEvent;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

@ServerTest
class EventSocketTests {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int SECONDS = 20;

  private final int port;
  private final Payers payers;

  EventSocketTests(@LocalServerPort int port, TestDatabase database) {
    this.port = port;
    this.payers = new Payers(port, database);
  }

  @Test
  void tellsOfPaymentsAndGoesOnFromACursor() throws Exception {
    TokenAnswer ana = payers.rich();
    TokenAnswer ben = payers.poor();
    Heard heard = new Heard();
    WebSocket socket = open("?types=payment.*", ana.accessToken(), null, heard);
    String first = payers.pay(ana, ben, "1.00");
    LiveEvent told = heard.next();
    assertThat(told.data().target()).isEqualTo(first);
    socket.sendText("whatever a reader says is passed over", true).join();
    String second = payers.pay(ana, ben, "2.00");
    assertThat(heard.next().data().target()).isEqualTo(second);
    socket.abort();

    Heard later = new Heard();
    open("?types=payment.*&after=" + told.cursor(), ana.accessToken(), null, later);
    assertThat(later.next().data().target()).isEqualTo(second);
  }

  @Test
  void saysInAPingWhereToGoOnFrom() throws Exception {
    Heard heard = new Heard();
    open("", payers.poor().accessToken(), null, heard);
    assertThat(heard.pings.poll(SECONDS, TimeUnit.SECONDS)).matches("[0-9]+");
  }

  @Test
  void endsWithTheSession() throws Exception {
    TokenAnswer ana = payers.poor();
    Heard heard = new Heard();
    open("", ana.accessToken(), null, heard);
    payers.api.withToken(ana.accessToken()).post("/v1/auth/logout").expect(204);
    assertThat(heard.closed.get(SECONDS, TimeUnit.SECONDS)).isEqualTo("3000 unauthorized");
  }

  @Test
  void refusesPagesOfOtherSitesAndWhoeverIsNotKnown() {
    String token = payers.poor().accessToken();
    assertThat(refusal("", token, "https://evil.example")).isEqualTo(403);
    assertThat(refusal("", "nonsense", null)).isEqualTo(401);
    assertThat(refusal("?after=nonsense", token, null)).isEqualTo(400);
  }

  @Test
  void letsOwnPagesIn() {
    open("", payers.poor().accessToken(), "http://localhost:" + port, new Heard()).abort();
  }

  private WebSocket open(String query, String token, @Nullable String origin, Heard heard) {
    WebSocket.Builder builder =
        HTTP.newWebSocketBuilder().header("Authorization", "Bearer " + token);
    if (origin != null) {
      builder.header("Origin", origin);
    }
    return builder
        .buildAsync(URI.create("ws://localhost:" + port + "/v1/events" + query), heard)
        .join();
  }

  private int refusal(String query, String token, @Nullable String origin) {
    int[] status = new int[1];
    assertThatThrownBy(() -> open(query, token, origin, new Heard()))
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            refused -> status[0] = refused.getResponse().statusCode());
    return status[0];
  }

  /** What came over a socket. */
  private static final class Heard implements WebSocket.Listener {
    private static final JsonMapper JSON = new JsonMapper();

    private final BlockingQueue<LiveEvent> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> pings = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();

    LiveEvent next() throws InterruptedException {
      LiveEvent event = events.poll(SECONDS, TimeUnit.SECONDS);
      assertThat(event).isNotNull();
      return event;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        events.add(JSON.readValue(text.toString(), LiveEvent.class));
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
      pings.add(StandardCharsets.US_ASCII.decode(message).toString());
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code + " " + reason);
      return null;
    }
  }
}
