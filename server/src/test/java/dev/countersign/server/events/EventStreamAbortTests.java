package dev.countersign.server.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.EventSource;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.coyote.AbstractProtocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** Who hangs up takes nothing from whoever the container serves by the same parts next. */
@ServerTest
class EventStreamAbortTests {
  private static final String PAYMENTS = "/v1/events?scope=tenant&types=payment.completed";
  private static final int NEXT = 3;
  private static final long HASTE_MILLIS = 500;

  private final int port;
  private final Payers payers;
  private final AbstractProtocol<?> container;
  private final Executor threads;
  private volatile boolean foundOut;

  EventStreamAbortTests(
      @LocalServerPort int port,
      TestDatabase database,
      ServletWebServerApplicationContext application) {
    this.port = port;
    this.payers = Payers.apart(port, database);
    this.container = containerOf(application);
    this.threads = container.getExecutor();
  }

  private static AbstractProtocol<?> containerOf(ServletWebServerApplicationContext application) {
    if (application.getWebServer() instanceof TomcatWebServer server
        && server.getTomcat().getConnector().getProtocolHandler()
            instanceof AbstractProtocol<?> protocol) {
      return protocol;
    }
    throw new AssertionError("the service does not run in Tomcat");
  }

  @BeforeEach
  void letTheContainerWinEveryRaceWithAStream() {
    container.setExecutor(this::hurry);
  }

  @AfterEach
  void letTheContainerBe() {
    container.setExecutor(threads);
  }

  @Test
  void endsNoStreamThatBeginsAfterAnotherBrokeOff() throws Exception {
    TokenAnswer payer = payers.rich();
    TokenAnswer payee = payers.poor();
    hangUp();
    payers.pay(payer, payee, "0.01");
    await().until(() -> foundOut);

    List<EventSource> next = new ArrayList<>();
    try {
      for (int i = 0; i < NEXT; i++) {
        next.add(EventSource.open(port, PAYMENTS, payers.administrator));
      }
      String id = payers.pay(payer, payee, "0.02");
      for (EventSource one : next) {
        assertThat(one.next().data().target()).isEqualTo(id);
        assertThat(one.breaks()).isZero();
      }
    } finally {
      next.forEach(EventSource::close);
    }
  }

  /** Opens a stream and resets its connection, which shows when something is written to it. */
  private void hangUp() throws IOException {
    try (Socket socket = EventSource.dial(port, PAYMENTS, payers.administrator);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null && !line.startsWith("id: ")) {
        line = lines.readLine();
      }
      socket.setSoLinger(true, 0);
    }
  }

  /** What a stream's thread asks of the container is done before that thread goes on, if it can. */
  private void hurry(Runnable task) {
    if (!Thread.currentThread().getName().equals("event-stream")) {
      threads.execute(task);
      return;
    }
    Thread container = Thread.ofVirtual().start(task);
    try {
      container.join(HASTE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    foundOut = true;
  }
}
