package dev.countersign.server.notices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.sessions.Device;
import dev.countersign.server.sessions.SessionDeviceMismatch;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.Outbox;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.server.testing.TestData;
import dev.countersign.server.tokens.RefreshTokenReused;
import dev.countersign.testsupport.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people are told of their accounts. */
@ServerTest
class NoticesTests {
  private static final String FIREFOX =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0";

  private final ApiClient api;
  private final Outbox outbox;
  private final TestData data;
  private final JdbcClient superuser;
  private final ApplicationEventPublisher events;
  private final TenantTransactions transactions;

  NoticesTests(
      @LocalServerPort int port,
      TestData data,
      TestDatabase database,
      ApplicationEventPublisher events,
      TenantTransactions transactions) {
    this.api = ApiClient.of(port);
    this.outbox = Outbox.of(data);
    this.data = data;
    this.superuser = JdbcClient.create(StoreFixture.source(database.superuser()));
    this.events = events;
    this.transactions = transactions;
  }

  @Test
  void tellOfAChangedPassword() {
    TokenAnswer person = People.register(api);
    api.withToken(person.accessToken())
        .post(
            "/v1/auth/password/change",
            Map.of("current_password", People.PASSWORD, "new_password", "amber tram beside Vltava"))
        .expect(204);

    Outbox.Message message = outbox.await(person.user().email(), "password_changed", 1);
    assertThat(message.subject()).isEqualTo("Your password was changed");
    assertThat(message.text())
        .contains("network this machine")
        .contains("/reset")
        .doesNotContain("amber tram");
  }

  @Test
  void tellOfASignInFromANewDevice() {
    TokenAnswer person = People.register(api);
    String email = person.user().email();
    api.with("User-Agent", FIREFOX)
        .post("/v1/auth/login", new LoginRequest(email, null, People.PASSWORD))
        .expect(200);

    assertThat(outbox.await(email, "new_device", 1).text()).contains("with Firefox on Windows");
    assertThat(outbox.to(email, "new_device")).hasSize(1);
  }

  @Test
  void keepNobodyFromSigningInWhileTheyCannotBeDelivered() throws IOException {
    TokenAnswer person = People.register(api);
    String email = person.user().email();
    Path folder = data.directory().resolve("outbox");
    Path aside = data.directory().resolve("outbox-aside");
    Files.createDirectories(folder);
    Files.move(folder, aside);
    Files.createFile(folder);
    try {
      api.with("User-Agent", FIREFOX)
          .post("/v1/auth/login", new LoginRequest(email, null, People.PASSWORD))
          .expect(200);
      Awaitility.await().until(() -> failing() > 0);
    } finally {
      Files.delete(folder);
      Files.move(aside, folder);
    }

    superuser.sql("update mails set due_at = now() where status = 'queued'").update();
    assertThat(outbox.await(email, "new_device", 1).text()).contains("with Firefox on Windows");
  }

  @Test
  void tellOfATokenThatWasUsedTwice() {
    TokenAnswer person = People.register(api);
    transactions.run(
        TenantId.DEFAULT,
        () ->
            events.publishEvent(
                new RefreshTokenReused(
                    TenantId.DEFAULT,
                    UserId.parse(person.user().id()).orElseThrow(),
                    new SessionId(UUID.randomUUID()))));

    assertThat(outbox.await(person.user().email(), "token_reused", 1).text())
        .contains("was used twice on")
        .contains("choose a new password at once");
  }

  private long failing() {
    return superuser
        .sql("select count(*) from mails where status = 'queued' and attempts > 0")
        .query(Long.class)
        .single();
  }

  @Test
  void tellOfASessionThatWasToMove() {
    TokenAnswer person = People.register(api);
    UserId user = UserId.parse(person.user().id()).orElseThrow();
    transactions.run(
        TenantId.DEFAULT,
        () ->
            events.publishEvent(
                new SessionDeviceMismatch(
                    TenantId.DEFAULT,
                    user,
                    new SessionId(UUID.randomUUID()),
                    Instant.parse("2026-11-20T10:00:00Z"),
                    Device.of("192.0.2.7", FIREFOX))));

    assertThat(outbox.await(person.user().email(), "session_moved", 1).text())
        .contains("20 November 2026, 10:00 UTC, with Firefox on Windows (network 192.0.2.0/24)")
        .contains("We have ended the session");
  }
}
