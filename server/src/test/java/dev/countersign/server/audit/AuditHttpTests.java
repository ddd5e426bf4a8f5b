package dev.countersign.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.api.AuditEventPage;
import dev.countersign.api.AuditEventView;
import dev.countersign.api.AuditVerification;
import dev.countersign.api.LoginRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.proof.Checkpoint;
import dev.countersign.proof.SignedNote;
import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.store.DatabaseSettings;
import dev.countersign.server.platform.store.StoreAccess;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The audit log as an administrator's client and the command line meet it. */
@ServerTest
class AuditHttpTests {
  private final ApiClient api;
  private final ApiClient administrator;
  private final ServiceSettings service;
  private final DatabaseSettings database;
  private final String email = People.newEmail();
  private final TokenAnswer somebody;

  AuditHttpTests(
      @LocalServerPort int port,
      TestDatabase testDatabase,
      ServiceSettings service,
      DatabaseSettings database) {
    this.api = ApiClient.of(port);
    this.administrator = Administrators.create(api, testDatabase);
    this.service = service;
    this.database = database;
    this.somebody = People.register(api, email);
  }

  @Test
  void showsWhatSomebodyDidNewestFirstWithPersonalDetailsOpened() {
    api.post("/v1/auth/login", LoginRequest.byEmail(email, People.PASSWORD)).expect(200);

    AuditEventPage page = events("actor=" + somebody.user().id());

    assertThat(page.events()).extracting(AuditEventView::type).startsWith("auth.login.success");
    assertThat(page.events())
        .isSortedAccordingTo((one, other) -> other.id().compareTo(one.id()))
        .allSatisfy(event -> {
          assertThat(event.actor()).isEqualTo(somebody.user().id());
          assertThat(event.actorType()).isEqualTo("user");
          assertThat(event.description()).isNotBlank();
          assertThat(event.requestId()).isNotBlank();
        });
    assertThat(page.events()).anySatisfy(event -> assertThat(event.personal()).isNotEmpty());
    assertThat(page.nextCursor()).isNull();
  }

  @Test
  void givesEachEventAPlaceSoon() {
    String id = events("actor=" + somebody.user().id()).events().getFirst().id();

    await()
        .untilAsserted(() ->
            assertThat(
                    administrator
                        .get("/v1/audit/events/" + id)
                        .expect(200)
                        .as(AuditEventView.class)
                        .place())
                .isNotNull());
  }

  @Test
  void goesThroughAllPagesWithoutLossOrRepetition() {
    api.post("/v1/auth/login", LoginRequest.byEmail(email, People.PASSWORD)).expect(200);
    String actor = "actor=" + somebody.user().id();
    List<AuditEventView> all = events(actor).events();
    assertThat(all).hasSizeGreaterThan(1);

    AuditEventPage first = events(actor + "&limit=1");
    AuditEventPage second = events(actor + "&limit=1&cursor=" + first.nextCursor());

    assertThat(first.events().getFirst().id()).isEqualTo(all.get(0).id());
    assertThat(second.events().getFirst().id()).isEqualTo(all.get(1).id());
  }

  @Test
  void narrowsByTypeSeverityAndTime() {
    api.post("/v1/auth/login", LoginRequest.byEmail(email, "not the password at all")).expect(401);

    assertThat(events("type=auth.login.failed&type=auth.logout&severity=warning").events())
        .isNotEmpty()
        .allSatisfy(event -> assertThat(event.type()).isIn("auth.login.failed", "auth.logout"));
    assertThat(events("until=2020-01-01T00:00:00Z").events()).isEmpty();
    assertThat(events("since=" + Instant.now().plusSeconds(60)).events()).isEmpty();
    assertThat(events("target=nothing").events()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=201",
        "limit=x",
        "type=unknown",
        "severity=loud",
        "actor=me",
        "since=yesterday",
        "cursor=evt_1"
      })
  void refusesWhatItCannotRead(String query) {
    assertThat(administrator.get("/v1/audit/events?" + query).expect(400).code())
        .isEqualTo("invalid_request");
  }

  @Test
  void answersNotFoundForAnEventThereIsNot() {
    administrator.get("/v1/audit/events/evt_00000000000000000000000000").expect(404);
    administrator.get("/v1/audit/events/pay_1").expect(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/audit/events",
        "/v1/audit/events/evt_1",
        "/v1/audit/checkpoint",
        "/v1/audit/verification"
      })
  void isForAdministratorsOnly(String path) {
    api.get(path).expect(401);
    assertThat(api.withToken(somebody.accessToken()).get(path).expect(403).code())
        .isEqualTo("forbidden");
  }

  @Test
  void verifiesWhileItIsWrittenTo() {
    AuditVerification verification =
        administrator.get("/v1/audit/verification").expect(200).as(AuditVerification.class);

    assertThat(verification.message()).startsWith("The audit log is verified");
    assertThat(verification.verified()).isTrue();
  }

  @Test
  void servesTheLastCheckpointAsASignedNote() {
    await().untilAsserted(() -> administrator.get("/v1/audit/checkpoint").expect(200));

    SignedNote note =
        SignedNote.parse(administrator.get("/v1/audit/checkpoint").expect(200).text());

    assertThat(note.signatures()).hasSize(2);
    assertThat(Checkpoint.parse(note.text()).size()).isPositive();
  }

  @Test
  void isVerifiedFromTheCommandLineBesideTheService() {
    StringWriter said = new StringWriter();

    int exitCode;
    try (StoreAccess store = StoreAccess.open(service, database)) {
      exitCode = new AuditVerify().run(store, new PrintWriter(said));
    }

    assertThat(said.toString()).startsWith("The audit log is verified");
    assertThat(exitCode).isZero();
  }

  private AuditEventPage events(String query) {
    return administrator.get("/v1/audit/events?" + query).expect(200).as(AuditEventPage.class);
  }
}
