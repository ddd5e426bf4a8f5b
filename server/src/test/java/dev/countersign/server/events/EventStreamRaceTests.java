package dev.countersign.server.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.api.LiveEvent;
import dev.countersign.api.LiveEventPage;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.EventSource;
import dev.countersign.server.testing.Node;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.TestData;
import dev.countersign.testsupport.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Streams while many pay: nothing is lost, nothing comes twice. */
@ServerTest
class EventStreamRaceTests {
  private static final String PAYMENTS = "/v1/events?scope=tenant&types=payment.completed";
  private static final int THREADS = 8;
  private static final int EACH = 25;

  private final int port;
  private final TestDatabase database;
  private final TestData data;
  private final Payers payers;

  EventStreamRaceTests(@LocalServerPort int port, TestDatabase database, TestData data) {
    this.port = port;
    this.database = database;
    this.data = data;
    this.payers = Payers.apart(port, database);
  }

  @RepeatedTest(3)
  void tellsEachPaymentOnceToWhoeverReconnectsAtRandom() throws Exception {
    Random random = new Random(6);
    List<Party> parties = parties();
    try (EventSource steady = EventSource.open(port, PAYMENTS, payers.administrator);
        ExecutorService paying = Executors.newFixedThreadPool(THREADS)) {
      String from = steady.lastId();
      Queue<String> paid = new ConcurrentLinkedQueue<>();
      List<Future<?>> work = pay(parties, paying, paid);

      List<String> heard = new ArrayList<>();
      String at = from;
      int reconnects = 0;
      while (heard.size() < THREADS * EACH) {
        // Each connection takes a few events and is dropped in the middle of what follows.
        int wanted = 1 + random.nextInt(20);
        try (EventSource restless = EventSource.open(port, PAYMENTS, payers.administrator, at)) {
          for (int i = 0; i < wanted && heard.size() < THREADS * EACH; i++) {
            LiveEvent event = restless.next();
            heard.add(String.valueOf(event.data().target()));
            at = String.valueOf(event.cursor());
          }
        }
        reconnects++;
      }
      for (Future<?> one : work) {
        one.get();
      }

      assertThat(reconnects).isGreaterThan(5);
      assertThat(heard).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(paid);
      List<String> steadily = new ArrayList<>();
      while (steadily.size() < THREADS * EACH) {
        steadily.add(String.valueOf(steady.next().data().target()));
      }
      assertThat(steadily).as("the same order for all").isEqualTo(heard);
      assertThat(steady.breaks()).as("others' breaks are not its own").isZero();
      assertThat(stored(from)).isEqualTo(heard);
    }
  }

  @Test
  void holdsNobodyUpForAReaderThatTakesNothing() throws Exception {
    TokenAnswer payer = payers.rich();
    TokenAnswer payee = payers.poor();
    try (Socket stalled = EventSource.dial(port, PAYMENTS + "&after=0", payers.administrator);
        EventSource other = EventSource.open(port, PAYMENTS, payers.administrator)) {
      assertThat(stalled.isConnected()).isTrue();
      for (int i = 0; i < 20; i++) {
        String id = payers.pay(payer, payee, "0.01");
        assertThat(other.next().data().target()).isEqualTo(id);
      }
    }
  }

  @Test
  void tellsOnOneNodeWhatWasPaidOnAnotherAndEndsWhenItsNodeStops() throws Exception {
    TokenAnswer payer = payers.rich();
    TokenAnswer payee = payers.poor();
    EventSource elsewhere;
    String last;
    try (Node second = Node.start(database, data.directory(), Map.of())) {
      elsewhere = EventSource.open(second.port(), PAYMENTS, payers.administrator);
      String id = payers.pay(payer, payee, "1.00");
      assertThat(elsewhere.next().data().target()).isEqualTo(id);
      last = elsewhere.lastId();
    }
    assertThat(elsewhere.ending()).isEqualTo("shutting_down");

    String id = payers.pay(payer, payee, "2.00");
    try (EventSource here = EventSource.open(port, PAYMENTS, payers.administrator, last)) {
      assertThat(here.next().data().target()).isEqualTo(id);
    }
  }

  @Test
  void givesTheSeatOfAReaderThatIsGoneToAnother() throws IOException {
    TokenAnswer ana = payers.rich();
    TokenAnswer ben = payers.poor();
    List<HttpResponse<InputStream>> open = new ArrayList<>();
    HttpResponse<InputStream> last = EventSource.ask(port, "/v1/events", ana.accessToken(), "");
    while (last.statusCode() == 200) {
      open.add(last);
      last = EventSource.ask(port, "/v1/events", ana.accessToken(), "");
    }
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(open).hasSizeGreaterThanOrEqualTo(10);
    for (HttpResponse<InputStream> one : open) {
      one.body().close();
    }
    // What is written next finds that nobody is there.
    await()
        .until(() -> {
          payers.pay(ana, ben, "0.01");
          return ask(ana) == 200;
        });
  }

  private int ask(TokenAnswer person) throws IOException {
    HttpResponse<InputStream> answer =
        EventSource.ask(port, "/v1/events", person.accessToken(), "");
    answer.body().close();
    return answer.statusCode();
  }

  private record Party(TokenAnswer payer, TokenAnswer payee) {}

  private List<Party> parties() {
    List<Party> parties = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      parties.add(new Party(payers.rich(), payers.poor()));
    }
    return parties;
  }

  private List<Future<?>> pay(List<Party> parties, ExecutorService paying, Queue<String> paid) {
    List<Future<?>> work = new ArrayList<>();
    for (Party party : parties) {
      work.add(
          paying.submit(() -> {
            for (int n = 0; n < EACH; n++) {
              paid.add(payers.pay(party.payer(), party.payee(), "0.01"));
            }
          }));
    }
    return work;
  }

  private List<String> stored(String from) {
    List<String> stored = new ArrayList<>();
    Set<String> cursors = new HashSet<>();
    String at = from;
    while (cursors.add(at)) {
      LiveEventPage page =
          payers
              .api
              .withToken(payers.administrator)
              .get(PAYMENTS + "&limit=37&after=" + at)
              .expect(200)
              .as(LiveEventPage.class);
      page.events().forEach(event -> stored.add(String.valueOf(event.data().target())));
      at = page.next();
    }
    return stored;
  }
}
