package dev.countersign.server.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.ForgotPasswordRequest;
import dev.countersign.api.LoginRequest;
import dev.countersign.api.RefreshRequest;
import dev.countersign.api.ResetPasswordRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.LogCapture;
import dev.countersign.server.testing.Outbox;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.server.testing.TestData;
import dev.countersign.testsupport.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Forgotten passwords as a client and a mailbox meet them. */
@ServerTest
class RecoveryHttpTests {
  private static final String FORGOT = "/v1/auth/password/forgot";
  private static final String RESET = "/v1/auth/password/reset";
  private static final String NEW_PASSWORD = "amber tram beside Vltava";

  private final ApiClient api;
  private final Outbox outbox;
  private final JdbcClient superuser;

  RecoveryHttpTests(@LocalServerPort int port, TestData data, TestDatabase database) {
    this.api = ApiClient.of(port);
    this.outbox = Outbox.of(data);
    this.superuser = JdbcClient.create(StoreFixture.source(database.superuser()));
  }

  @Test
  void setsANewPasswordByALinkAndEndsEverySession() {
    TokenAnswer person = People.register(api);
    String email = person.user().email();
    String token = ask(email, 1).token();

    reset(token, NEW_PASSWORD).expect(204);

    signIn(email, People.PASSWORD).expect(401);
    signIn(email, NEW_PASSWORD).expect(200);
    api.withToken(person.accessToken()).get("/v1/me").expect(401);
    api.post("/v1/auth/refresh", new RefreshRequest(person.refreshToken())).expect(401);
    assertThat(outbox.await(email, "password_changed", 1).text())
        .contains("was changed on")
        .contains("If it was not");
    assertThat(verifiedAt(person)).isTrue();
  }

  @Test
  void takesALinkOnce() {
    String email = People.register(api).user().email();
    String token = ask(email, 1).token();
    reset(token, NEW_PASSWORD).expect(204);

    assertThat(reset(token, NEW_PASSWORD + " again").expect(422).code()).isEqualTo("invalid_code");
    signIn(email, NEW_PASSWORD).expect(200);
  }

  @Test
  void leavesALinkToBeUsedWhenThePasswordIsWeak() {
    String email = People.register(api).user().email();
    String token = ask(email, 1).token();

    assertThat(reset(token, "password").expect(422).code()).isEqualTo("weak_password");
    reset(token, NEW_PASSWORD).expect(204);
  }

  @Test
  void letsANewerLinkTakeThePlaceOfAnOlder() {
    String email = People.register(api).user().email();
    String older = ask(email, 1).token();
    String newer = ask(email, 2).token();

    reset(older, NEW_PASSWORD).expect(422);
    reset(newer, NEW_PASSWORD).expect(204);
  }

  @Test
  void endsLinksWithAnyOtherChangeOfThePassword() {
    TokenAnswer person = People.register(api);
    String token = ask(person.user().email(), 1).token();
    api.withToken(person.accessToken())
        .post(
            "/v1/auth/password/change",
            Map.of("current_password", People.PASSWORD, "new_password", NEW_PASSWORD))
        .expect(204);

    reset(token, "lilac bicycle under Brno").expect(422);
  }

  @Test
  void answersTheSameForAnAddressThatNobodyHasAndSendsNothing() {
    String email = People.register(api).user().email();
    String nobody = People.newEmail();
    Answer known = api.post(FORGOT, new ForgotPasswordRequest(email)).expect(202);
    Answer unknown = api.post(FORGOT, new ForgotPasswordRequest(nobody)).expect(202);

    assertThat(unknown.text()).isEqualTo(known.text());
    Outbox.awaitDelivered(superuser);
    assertThat(outbox.to(nobody, "password_reset")).isEmpty();
    assertThat(outbox.to(email, "password_reset")).hasSize(1);
  }

  @Test
  void doesTheSameWorkWhetherOrNotTheAddressIsKnown() {
    String known = People.register(api).user().email();
    Outbox.awaitDelivered(superuser);
    long before = rows();
    api.post(FORGOT, new ForgotPasswordRequest(known)).expect(202);
    long ofKnown = rows() - before;
    api.post(FORGOT, new ForgotPasswordRequest(People.newEmail())).expect(202);

    // One wish in the queue and one event, whoever it is; the rest comes after the answer.
    assertThat(ofKnown).isEqualTo(2);
    assertThat(rows() - before - ofKnown).isEqualTo(2);
  }

  @Test
  void sendsNoMoreThanThreeLinksAnHour() {
    String email = People.register(api).user().email();
    ask(email, 1);
    ask(email, 2);
    String last = ask(email, 3).token();
    api.post(FORGOT, new ForgotPasswordRequest(email)).expect(202);
    Outbox.awaitDelivered(superuser);

    assertThat(outbox.to(email, "password_reset")).hasSize(3);
    reset(last, NEW_PASSWORD).expect(204);
  }

  @Test
  void sendsNothingToSomebodyWhoMayNotAct() {
    TokenAnswer person = People.register(api);
    superuser
        .sql("update users set status = 'disabled' where id = :id")
        .param("id", id(person).value())
        .update();
    api.post(FORGOT, new ForgotPasswordRequest(person.user().email())).expect(202);
    Outbox.awaitDelivered(superuser);

    assertThat(outbox.to(person.user().email(), "password_reset")).isEmpty();
  }

  @Test
  void refusesALinkOfSomebodyDisabledSince() {
    TokenAnswer person = People.register(api);
    String token = ask(person.user().email(), 1).token();
    superuser
        .sql("update users set status = 'disabled' where id = :id")
        .param("id", id(person).value())
        .update();

    assertThat(reset(token, NEW_PASSWORD).expect(422).code()).isEqualTo("invalid_code");
  }

  @Test
  void refusesALinkAfterAnHour() {
    TokenAnswer person = People.register(api);
    String token = ask(person.user().email(), 1).token();
    superuser
        .sql(
            """
            update password_resets
            set expires_at = now() - interval '1 second'
            where user_id = :id and expires_at < created_at + interval '61 minutes'
            """)
        .param("id", id(person).value())
        .update();

    reset(token, NEW_PASSWORD).expect(422);
  }

  @Test
  void keepsNoTokenReadableAndLogsNone() {
    try (LogCapture log = LogCapture.start()) {
      String email = People.register(api).user().email();
      String token = ask(email, 1).token();
      reset(token, NEW_PASSWORD).expect(204);

      assertThat(
              superuser
                  .sql("select string_agg(encode(token_hash, 'escape'), ' ') from password_resets")
                  .query(String.class)
                  .single())
          .doesNotContain(token);
      log.assertNeverContains(token);
      log.assertNeverContains(NEW_PASSWORD);
      log.assertNeverContains(email);
    }
  }

  private Outbox.Message ask(String email, int count) {
    api.post(FORGOT, new ForgotPasswordRequest(email)).expect(202);
    return outbox.await(email, "password_reset", count);
  }

  private Answer reset(String token, String password) {
    return api.post(RESET, new ResetPasswordRequest(token, password));
  }

  private Answer signIn(String email, String password) {
    return api.post("/v1/auth/login", new LoginRequest(email, null, password));
  }

  private static UserId id(TokenAnswer person) {
    return UserId.parse(person.user().id()).orElseThrow();
  }

  private boolean verifiedAt(TokenAnswer person) {
    return superuser
        .sql("select email_verified_at is not null from users where id = :id")
        .param("id", id(person).value())
        .query(Boolean.class)
        .single();
  }

  private long rows() {
    return superuser
        .sql(
            """
            select (select count(*) from mails)
              + (select count(*) from audit_events where tenant_id = :tenant)
            """)
        .param("tenant", TenantId.DEFAULT.value())
        .query(Long.class)
        .single();
  }
}
