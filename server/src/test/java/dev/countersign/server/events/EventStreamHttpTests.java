package dev.countersign.server.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.api.LiveEvent;
import dev.countersign.api.LiveEventPage;
import dev.countersign.api.LivePayment;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.EventSource;
import dev.countersign.server.testing.OtherTenant;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServerTest
class EventStreamHttpTests {
  private static final String EVENTS = "/v1/events";

  private final int port;
  private final TestDatabase database;
  private final Payers payers;

  EventStreamHttpTests(@LocalServerPort int port, TestDatabase database) {
    this.port = port;
    this.database = database;
    this.payers = new Payers(port, database);
  }

  @Test
  void tellsBothPartiesOfAPaymentAndNobodyElse() throws InterruptedException {
    TokenAnswer payer = payers.rich();
    TokenAnswer payee = payers.poor();
    TokenAnswer other = payers.rich();
    try (EventSource paying = open(payer);
        EventSource paid = open(payee);
        EventSource stranger = open(other)) {
      String id = payers.pay(payer, payee, "12.50");

      LiveEvent told = paying.next("payment.completed");
      LivePayment payment = told.data().payment();
      assertThat(payment).isNotNull();
      assertThat(payment.id()).isEqualTo(id);
      assertThat(payment.amount()).isEqualTo("12.50");
      assertThat(payment.currency()).isEqualTo("USD");
      assertThat(payment.status()).isEqualTo("completed");
      assertThat(told.data().actor()).isEqualTo(payer.user().id());
      assertThat(told.data().session()).isNotNull();

      LiveEvent heard = paid.next("payment.completed");
      assertThat(heard.id()).isEqualTo(told.id());
      assertThat(heard.data().payment()).isEqualTo(payment);
      assertThat(heard.data().actor()).as("the payer's session is theirs to know").isNull();
      assertThat(heard.data().session()).isNull();
      assertThat(heard.data().requestId()).isNull();

      payers.pay(other, payee, "1.00");
      stranger.next("payment.completed");
      assertThat(stranger.drained()).isEmpty();
    }
  }

  @Test
  void tellsPeopleOfTheirOwnSignInsAndOnlyTheTypesTheyWant() throws InterruptedException {
    TokenAnswer ana = payers.rich();
    TokenAnswer ben = payers.poor();
    try (EventSource signIns =
        EventSource.open(port, EVENTS + "?types=auth.login.*,user.*", ana.accessToken())) {
      payers.pay(ana, ben, "1.00");
      payers
          .api
          .post(
              "/v1/auth/login",
              Map.of("email", String.valueOf(ana.user().email()), "password", "wrong"))
          .expect(401);

      LiveEvent failed = signIns.next();
      assertThat(failed.type()).isEqualTo("auth.login.failed");
      assertThat(failed.data().metadata().toString()).doesNotContain("@");
    }
  }

  @Test
  void tellsAnAuditorOfTheWholeTenantAndNobodyOfAnother() throws InterruptedException {
    TokenAnswer ana = payers.rich();
    TokenAnswer ben = payers.poor();
    OtherTenant other =
        OtherTenant.create(payers.api, payers.api.withToken(payers.administrator), database);
    try (EventSource all = EventSource.open(port, EVENTS + "?scope=tenant", payers.administrator);
        EventSource theirs =
            EventSource.open(port, EVENTS + "?scope=tenant", other.administrator().bearer())) {
      String id = payers.pay(ana, ben, "2.00");
      other.administrator().post("/v1/admin/clients", Map.of("name", "theirs")).expect(201);

      LiveEvent told = all.next("payment.completed");
      assertThat(told.data().target()).isEqualTo(id);
      assertThat(told.data().payment()).isNotNull();
      assertThat(theirs.next().type()).isEqualTo("client.created");
      assertThat(all.drained()).extracting(LiveEvent::type).doesNotContain("client.created");
    }
    payers.api.withToken(ana.accessToken()).get(EVENTS + "?scope=tenant").expect(403);
  }

  @Test
  void goesOnWhereAStreamEndedWithoutLossOrRepetition() throws InterruptedException {
    TokenAnswer ana = payers.rich();
    TokenAnswer ben = payers.poor();
    String path = EVENTS + "?types=payment.*";
    List<String> paid = new ArrayList<>();
    String lastId;
    try (EventSource first = EventSource.open(port, path, ana.accessToken())) {
      lastId = first.lastId();
    }
    paid.add(payers.pay(ana, ben, "1.00"));
    paid.add(payers.pay(ana, ben, "2.00"));
    try (EventSource second = EventSource.open(port, path, ana.accessToken(), lastId)) {
      assertThat(second.next().data().target()).isEqualTo(paid.get(0));
      lastId = second.lastId().equals(lastId) ? lastId : second.lastId();
      assertThat(second.next().data().target()).isEqualTo(paid.get(1));
    }
    LiveEventPage page =
        payers
            .api
            .withToken(ana.accessToken())
            .get(path + "&after=0&limit=2")
            .expect(200)
            .as(LiveEventPage.class);
    // The first is the deposit that made her rich.
    assertThat(page.events()).hasSize(2);
    assertThat(page.events().get(1).data().target()).isEqualTo(paid.get(0));
    LiveEventPage rest =
        payers
            .api
            .withToken(ana.accessToken())
            .get(path + "&after=" + page.next())
            .expect(200)
            .as(LiveEventPage.class);
    assertThat(rest.events())
        .singleElement()
        .satisfies(last -> assertThat(last.data().target()).isEqualTo(paid.get(1)));
  }

  @Test
  void endsWithinASecondOfItsSession() throws InterruptedException {
    TokenAnswer ana = payers.rich();
    EventSource stream = open(ana);
    payers.api.withToken(ana.accessToken()).post("/v1/auth/logout").expect(204);

    await().atMost(Duration.ofMillis(1_500)).until(stream::isOver);
    assertThat(stream.ending()).isEqualTo("unauthorized");
    assertThat(EventSource.ask(port, EVENTS, ana.accessToken(), "").statusCode()).isEqualTo(401);
  }

  @Test
  void endsWithinASecondOfItsKeyAndOfItsPermission() throws InterruptedException {
    TokenAnswer auditor = payers.poor();
    Administrators.raise(database, auditor);
    String token =
        payers
            .api
            .post(
                "/v1/auth/login",
                Map.of(
                    "email",
                    String.valueOf(auditor.user().email()),
                    "password",
                    dev.countersign.server.testing.People.PASSWORD))
            .expect(200)
            .as(TokenAnswer.class)
            .accessToken();
    var key =
        payers
            .api
            .withToken(token)
            .post("/v1/api-keys", Map.of("name", "listener", "scopes", List.of("payments:read")))
            .expect(201)
            .json();
    EventSource byKey = EventSource.open(port, EVENTS, key.path("api_key").asString());
    EventSource byRole = EventSource.open(port, EVENTS + "?scope=tenant", token);

    payers.api.withToken(token).delete("/v1/api-keys/" + key.path("key_id").asString()).expect(204);
    await().atMost(Duration.ofMillis(1_500)).until(byKey::isOver);
    assertThat(byRole.isOver()).isFalse();

    payers
        .api
        .withToken(payers.administrator)
        .delete("/v1/admin/users/" + auditor.user().id() + "/roles/administrator")
        .expect(200);
    await().atMost(Duration.ofMillis(1_500)).until(byRole::isOver);
    assertThat(byRole.ending()).isEqualTo("unauthorized");
  }

  @Test
  void refusesWhatIsNoCursorScopeOrType() {
    var api = payers.api.withToken(payers.administrator);
    api.get(EVENTS + "?after=x").expect(400);
    api.get(EVENTS + "?after=999999999999").expect(400);
    api.get(EVENTS + "?scope=all").expect(400);
    api.get(EVENTS + "?types=Payment").expect(400);
    api.get(EVENTS + "?limit=0").expect(400);
    assertThat(EventSource.ask(port, EVENTS + "?after=x", payers.administrator, "").statusCode())
        .isEqualTo(400);
    assertThat(payers.api.get(EVENTS).status()).isEqualTo(401);
  }

  @Test
  void keepsAnybodyFromOpeningTooMany() {
    TokenAnswer ana = payers.poor();
    List<EventSource> open = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      open.add(open(ana));
    }
    assertThat(EventSource.ask(port, EVENTS, ana.accessToken(), "").statusCode()).isEqualTo(429);
    open(payers.poor()).close();

    open.getFirst().close();
    // The seat is free once the stream has found its reader gone.
    payers.api.withToken(ana.accessToken()).get(EVENTS).expect(200);
    open.forEach(EventSource::close);
  }

  private EventSource open(TokenAnswer person) {
    return EventSource.open(port, EVENTS, person.accessToken());
  }
}
